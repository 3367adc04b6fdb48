//! What the tests stand on: stacks, shared by all tests of this program, and the persons in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use identity::IdNumber;
use serde_json::{Value, json};
use xtask::stack::{Authority, Stack, StackOptions};

use crate::client::{Answer, send};
use crate::fake_authority::FakeAuthority;
use crate::portals;

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const TERMS: &str = "2026-11";

/// The version of the consent to face processing in force.
pub(crate) const FACE_CONSENT: &str = "2026-12-2";

/// An edge and whoever answers as its authority.
pub(crate) struct Setting {
    pub(crate) stack: Stack,
    pub(crate) fake: Option<FakeAuthority>,
    overrides: BTreeMap<String, String>,
}

/// The edge with the real authority in its sandbox.
pub(crate) fn real() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| with_real("real"))
}

/// An edge with a real authority of its own, for whoever changes what that knows.
pub(crate) fn with_real(name: &str) -> Setting {
    Setting {
        stack: Stack::start(&options(name, Authority::Real, &[])).unwrap(),
        fake: None,
        overrides: BTreeMap::new(),
    }
}

/// The same with codes sent to mobile numbers, which arrive on the sandbox's phones.
pub(crate) fn real_with_messages() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| {
        let options = StackOptions {
            messages: true,
            ..options("messages", Authority::Real, &[])
        };
        Setting {
            stack: Stack::start(&options).unwrap(),
            fake: None,
            overrides: BTreeMap::new(),
        }
    })
}

/// The edge with an authority that errs as it is told.
pub(crate) fn fake() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| with_fake("fake", &[]))
}

/// An edge of its own, for whoever stops or counts something.
pub(crate) fn with_fake(name: &str, overrides: &[(&str, &str)]) -> Setting {
    start(FakeAuthority::start(), name, overrides)
}

/// The same edge started again over its data, with the same authority.
pub(crate) fn again(setting: Setting) -> Setting {
    again_with(setting, &[])
}

/// The same with these settings in place of, or besides, those it had.
pub(crate) fn again_with(setting: Setting, changes: &[(&str, &str)]) -> Setting {
    let Setting {
        stack,
        fake,
        mut overrides,
    } = setting;
    for (name, value) in changes {
        overrides.insert((*name).to_owned(), (*value).to_owned());
    }
    let fake = fake.unwrap();
    let options = StackOptions {
        data_dir: Some(stack.data_dir().to_owned()),
        authority: Authority::Address(fake.address()),
        overrides: overrides.clone(),
        ..StackOptions::default()
    };
    drop(stack);
    Setting {
        stack: Stack::start(&options).unwrap(),
        fake: Some(fake),
        overrides,
    }
}

/// Edge, authority and portal over a copy of the data that an earlier commit wrote, with the settings of then.
pub(crate) fn over_earlier_data(
    commit: &str,
    settings: &BTreeMap<String, String>,
    prepare: impl FnOnce(&Path),
) -> Setting {
    let data = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("data_of_{commit}"));
    let _ = std::fs::remove_dir_all(&data);
    copy(&fixtures(commit).join("data"), &data);
    prepare(&data);
    let options = StackOptions {
        data_dir: Some(data),
        portal_port: Some(0),
        overrides: settings.clone(),
        ..StackOptions::default()
    };
    Setting {
        stack: Stack::start(&options).unwrap(),
        fake: None,
        overrides: options.overrides,
    }
}

/// Where the data of an earlier commit lies.
pub(crate) fn fixtures(commit: &str) -> PathBuf {
    xtask::paths::root().join("tests/fixtures").join(commit)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The demonstration's deployment, with what a face takes on an unknown device.
pub(crate) fn deployment(face_on_unknown_device: &str) -> String {
    let mut deployment = serde_json::to_value(api::DeploymentResponse::default()).unwrap();
    deployment["face_on_unknown_device"] = json!(face_on_unknown_device);
    deployment.to_string()
}

/// Most tests are about what a face gives, and not about what it takes beside it.
fn start(fake: FakeAuthority, name: &str, overrides: &[(&str, &str)]) -> Setting {
    let keys = FakeAuthority::keys();
    let deployment = deployment("face_alone");
    let mut all = vec![
        ("EDGE_DEPLOYMENT", deployment.as_str()),
        ("EDGE_AUTHORITY_KEYS", keys.as_str()),
        // Short, for some tests wait for it, and long enough for a machine that does much else.
        ("EDGE_AUTHORITY_TIMEOUT_MS", "1500"),
    ];
    all.extend(overrides);
    let options = options(name, Authority::Address(fake.address()), &all);
    Setting {
        stack: Stack::start(&options).unwrap(),
        fake: Some(fake),
        overrides: options.overrides,
    }
}

/// An edge whose authority is down: nothing listens on the discard port.
pub(crate) fn without_authority(name: &str) -> Setting {
    let nobody = Authority::Address("127.0.0.1:9".to_owned());
    Setting {
        stack: Stack::start(&options(name, nobody, &[])).unwrap(),
        fake: None,
        overrides: BTreeMap::new(),
    }
}

fn options(name: &str, authority: Authority, overrides: &[(&str, &str)]) -> StackOptions {
    let data = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&data);
    let portals = portals::listed();
    let listed = [("EDGE_PORTALS", portals.as_str())];
    let pairs = listed
        .iter()
        .chain(overrides)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    StackOptions {
        data_dir: Some(data),
        authority,
        overrides: pairs.collect::<BTreeMap<_, _>>(),
        ..StackOptions::default()
    }
}

impl Setting {
    pub(crate) fn fake(&self) -> &FakeAuthority {
        self.fake.as_ref().unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stack.edge_url())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        send("GET", &self.url(path), &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let json = [("content-type", "application/json")];
        send("POST", &self.url(path), &json, body.to_string().as_bytes())
    }

    pub(crate) fn register(&self, person: &Person) -> Answer {
        self.post("/v1/accounts", &person.form())
    }

    pub(crate) fn sign_in(&self, number: &str, password: &str) -> Answer {
        let body = json!({ "number": number, "password": password });
        self.post("/v1/sessions", &body)
    }

    /// A registered person's session.
    #[track_caller]
    pub(crate) fn session(&self, person: &Person) -> Session<'_> {
        self.register(person).expect(201, "");
        self.session_of(&person.number, PASSWORD)
    }

    /// A session of somebody who registered before.
    #[track_caller]
    pub(crate) fn session_of(&self, number: &str, password: &str) -> Session<'_> {
        let answer = self.sign_in(number, password).expect(201, "");
        let cookie = answer.header("set-cookie").split(';').next().unwrap();
        Session {
            setting: self,
            cookie: cookie.to_owned(),
        }
    }

    /// How many objects of this kind have a file.
    pub(crate) fn objects_of(&self, kind: &str) -> usize {
        let folder = self.objects().join(format!("shiming-{kind}"));
        let all = if folder.exists() {
            files(&folder)
        } else {
            Vec::new()
        };
        let is_object = |path: &&PathBuf| {
            let name = path.file_name().unwrap_or_default();
            path.extension().is_some_and(|end| end == "sqlite") && name != "metadata.sqlite"
        };
        all.iter().filter(is_object).count()
    }

    /// The folder of the objects' files.
    pub(crate) fn objects(&self) -> PathBuf {
        self.stack.data_dir().join("edge")
    }
}

/// Somebody who is signed in.
pub(crate) struct Session<'a> {
    pub(crate) setting: &'a Setting,
    pub(crate) cookie: String,
}

impl Session<'_> {
    pub(crate) fn send(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", content_type),
        ];
        send(method, &self.setting.url(path), &headers, body)
    }

    pub(crate) fn account(&self) -> Answer {
        self.send("GET", "/v1/account", "application/json", b"")
    }

    #[track_caller]
    pub(crate) fn level(&self) -> u64 {
        let account = self.account().expect(200, "");
        account.json()["level"].as_u64().unwrap()
    }

    pub(crate) fn begin(&self) -> Answer {
        let body = scan_request().to_string();
        self.send(
            "POST",
            "/v1/verifications",
            "application/json",
            body.as_bytes(),
        )
    }

    /// The id of a scan that has begun.
    #[track_caller]
    pub(crate) fn begun(&self) -> String {
        let answer = self.begin().expect(201, "");
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn submit(&self, id: &str, evidence: &[u8]) -> Answer {
        let path = format!("/v1/verifications/{id}/evidence");
        self.send("PUT", &path, "application/octet-stream", evidence)
    }
}

pub(crate) fn scan_request() -> Value {
    let digest = "0123456789abcdef".repeat(4);
    let consent = json!({ "version": FACE_CONSENT, "text_digest": digest });
    json!({ "purpose": "raise_level", "consent": consent })
}

/// Somebody who registers.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) mobile: String,
}

impl Person {
    /// The sandbox's sample citizen with these sequence digits; born in 1880, nobody living.
    pub(crate) fn sample(sequence: u16, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            number: number(sequence),
            mobile: "13800138000".to_owned(),
        }
    }

    /// Somebody nobody else in this program is.
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU16 = AtomicU16::new(100);
        Self::sample(NEXT.fetch_add(1, Ordering::Relaxed), "样例某")
    }

    pub(crate) fn form(&self) -> Value {
        json!({
            "name": self.name,
            "number": self.number,
            "valid_from": "2010-01-01",
            "valid_until": "long_term",
            "mobile": self.mobile,
            "password": PASSWORD,
            "terms_version": TERMS,
        })
    }
}

/// The published example number 440524 18800101 with other sequence digits.
pub(crate) fn number(sequence: u16) -> String {
    let body = format!("44052418800101{sequence:03}");
    format!("{body}{}", IdNumber::check_digit(&body).unwrap())
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
