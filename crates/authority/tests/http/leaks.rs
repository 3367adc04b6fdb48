//! Nothing personal in the clear on the disk or in the log.

use crate::edge::{Edge, NAME, NUMBER, elements_body};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, Once};

/// Everything that was logged since the first test that asked for it.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

static LISTENING: Once = Once::new();

/// From now on everything that is logged is kept.
pub(crate) fn listen() {
    LISTENING.call_once(|| {
        let format = tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::TRACE);
        format.with_writer(|| Log).init();
    });
}

/// Everything that was logged since.
pub(crate) fn logged() -> Vec<u8> {
    LOG.lock().unwrap().clone()
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn check_no_file_contains(folder: &Path, wanted: &[&[u8]]) {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        for wanted in wanted {
            assert!(!contains(&bytes, wanted));
        }
    }
    assert!(files > 0);
}

#[tokio::test]
async fn no_file_or_log_holds_a_name_a_number_or_a_picture() {
    listen();
    let edge = Edge::start();
    edge.outcome(&edge.post("/v1/elements", body_with(NAME, NUMBER)).await);
    assert_eq!(edge.scan(NAME, NUMBER).await, None);
    edge.draw(NAME, NUMBER).await;
    let message =
        br#"{"mobile":"13912345678","code":"908172","purpose":"register","language":"zh"}"#;
    edge.post("/v1/messages", message.to_vec()).await;
    let personal = [
        NAME.as_bytes(),
        "样例".as_bytes(),
        NUMBER.as_bytes(),
        b"picture bytes",
        b"13912345678",
        b"908172",
    ];
    check_no_file_contains(edge.data.path(), &personal);
    let unreadable = body_with(NAME, "440524188001010015");
    assert_eq!(edge.post("/v1/elements", unreadable).await.problem().0, 400);
    let log = logged();
    assert!(contains(&log, b"scan judged") && contains(&log, b"elements checked"));
    assert!(contains(&log, b"message delivered"));
    for wanted in personal {
        assert!(!contains(&log, wanted));
    }
}

fn body_with(name: &str, number: &str) -> Vec<u8> {
    elements_body(name, number).to_string().into_bytes()
}
