//! A whole evaluation of what can be had everywhere, and of `../shared/footage` where that exists. Needs ffmpeg.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use authority::models::Models;
use decision::{Rules, Thresholds};
use evaluation::figures::{Finding, Product};
use evaluation::statistics::Proportion;
use evaluation::{AttackKind, Figures, Folder, Looker, Report};
use model_import::fixtures;
use std::fs;
use std::path::Path;
use std::process::Command;

/// From the film's shape to a camera's; forward and back.
const CARPHONE: &str = "fps=10,scale=704:576:flags=lanczos,crop=640:480:0:40,setsar=1,split[a][b];[b]reverse[c];[a][c]concat";
/// The first moment is held, for she never holds still; then both turns, forward and back.
const TURNING: &str = "fps=10,scale=480:480:flags=lanczos,split=3[h0][f0][r0];\
    [h0]trim=end_frame=1,loop=loop=14:size=1,setpts=N/10/TB[h];[f0]trim=0.75:4,setpts=PTS-STARTPTS[f];\
    [r0]trim=0.75:4,reverse,setpts=PTS-STARTPTS[r];[h][f][r]concat=n=3,setpts=N/10/TB";

#[test]
fn pictures_become_the_same_figures_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let [stranger, same @ ..] = fixtures::official_portraits().unwrap();
    for (number, picture) in same.iter().enumerate() {
        put(picture, &place(&format!("persons/a/{number}.jpg")));
    }
    put(&fixtures::astronaut().unwrap(), &place("persons/b/1.png"));
    blank(&place("persons/b/blank.png"));
    put(&stranger, &place("clips/attack/whole_photograph/1.jpg"));
    fs::write(
        place("labels.csv"),
        "file,device,group\npersons/a/0.jpg,,x\npersons/a/1.jpg,,x\npersons/a/2.jpg,,x\n\
         persons/b/1.png,scanner,y\npersons/b/blank.png,,y\n",
    )
    .unwrap();

    let figures = evaluate(folder.path(), None);
    let recognition = figures.recognition.as_ref().unwrap();
    let pairs = [&recognition.mated, &recognition.non_mated].map(|pairs| pairs.count);
    assert_eq!(pairs, [3, 3]);
    assert!(recognition.mated.least > 0.7 && recognition.non_mated.greatest < 0.3);
    assert!(recognition.equal_error_rate.abs() < 1e-12);
    assert_eq!(recognition.equal_error_interval, None);
    assert!(recognition.at.iter().all(|at| at.false_non_match.is_none()));
    assert_eq!(figures.enrolment.failed, Proportion::new(1, 5));
    assert_eq!(figures.enrolment.reasons["no_face"], 1);
    let sharpness = figures.measures.iter().find(|it| it.measure == "sharpness");
    assert_eq!(sharpness.unwrap().value.count, 4);
    let kinds = &figures.attacks.kinds;
    assert_eq!(kinds.len(), AttackKind::ALL.len());
    let whole = &kinds[&AttackKind::WholePhotograph];
    assert_eq!(whole.accepted.rate, None, "there are no nets");
    assert_eq!(whole.unseen, Proportion::new(0, 1));
    assert_eq!(kinds[&AttackKind::Mask].unseen.rate, None);
    assert_eq!(figures.scans, None);
    let differential = &figures
        .differential_performance
        .as_ref()
        .unwrap()
        .thresholds;
    let everybody = &differential[0].everybody;
    assert_eq!((everybody.persons, everybody.pairs), (2, 3));
    assert_eq!(everybody.finding, Finding::TooFewPersons);
    let has_group = |attribute| {
        figures
            .groups
            .iter()
            .any(|group| group.attribute == attribute)
    };
    assert!(
        ["device", "group", "light", "skin_tone"]
            .into_iter()
            .all(has_group)
    );

    let report = Report::of(&figures).unwrap();
    check_page(&report.html);
    let json: serde_json::Value = serde_json::from_str(&report.json).unwrap();
    assert_eq!(json["counts"]["persons"], 2);
    assert_eq!(
        json["attacks"]["kinds"]["head_model"]["accepted"]["trials"],
        0
    );
    assert!(
        report
            .html
            .contains("头模 head model: taken for live (APCER)</th><td>not measured</td>")
    );
    assert_eq!(report, Report::of(&evaluate(folder.path(), None)).unwrap());
}

/// Where `../shared` exists, the spoof samples are refused, and the genuine one and both clips pass.
#[test]
fn live_clips_pass_and_attacks_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join("clips").join(name);
    let mut labels = "file,actions\nclips/live/1.mkv,open_mouth turn_left\n".to_owned();
    film(
        &fixtures::carphone().unwrap(),
        CARPHONE,
        &place("live/1.mkv"),
    );
    let nets = material::shared("models/onnx");
    let (pad, turning) = (
        material::shared("footage/pad"),
        material::shared("footage/turn_blink_mouth.mp4"),
    );
    if let Some(turning) = &turning {
        film(turning, TURNING, &place("live/2.mkv"));
        labels += "clips/live/2.mkv,turn_left turn_right\n";
    }
    if let Some(pad) = &pad {
        put(&pad.join("image_T1.jpg"), &place("live/3.jpg"));
        put(
            &pad.join("image_F1.jpg"),
            &place("attack/whole_photograph/1.jpg"),
        );
        put(
            &pad.join("image_F2.jpg"),
            &place("attack/electronic_photograph/1.jpg"),
        );
    }
    fs::write(folder.path().join("labels.csv"), labels).unwrap();

    let figures = evaluate(folder.path(), nets.as_deref());
    let live = &figures.scans.as_ref().unwrap().live;
    let clips = 1 + usize::from(turning.is_some());
    assert_eq!(live.passed, Proportion::new(clips, clips), "{live:?}");
    let attacks = &figures.attacks;
    if nets.is_some() {
        let presented = clips + usize::from(pad.is_some());
        assert_eq!(attacks.live_refused, Proportion::new(0, presented));
        for kind in AttackKind::ALL {
            use AttackKind::{ElectronicPhotograph, WholePhotograph};
            let presented = matches!(kind, ElectronicPhotograph | WholePhotograph) && pad.is_some();
            let expected = Proportion::new(0, presented.into());
            assert_eq!(attacks.kinds[&kind].accepted, expected, "{kind:?}");
        }
    }
    check_page(&Report::of(&figures).unwrap().html);
}

fn evaluate(folder: &Path, nets: Option<&Path>) -> Figures {
    let models = fixtures::models().unwrap();
    let rules = Rules::in_force(Thresholds::USUAL.likeness).unwrap();
    let product = Product::read(&models, nets, rules.thresholds).unwrap();
    let looker = Looker::new(Models::load(&models, nets).unwrap(), rules);
    let seen = looker
        .look(Folder::read(folder).unwrap(), &mut |_, _| ())
        .unwrap();
    Figures::of(&seen, product, 1)
}

/// Needs nothing besides itself, names no file, and every plot has a name.
fn check_page(html: &str) {
    for needle in [
        "<script",
        "http-equiv=\"refresh\"",
        "href=",
        "src=",
        ".jpg",
        ".mkv",
        "NaN",
    ] {
        assert!(!html.contains(needle), "{needle}");
    }
    assert_eq!(
        html.matches("<svg").count(),
        html.matches("role=\"img\"").count()
    );
}

fn put(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}

/// A picture of nobody.
fn blank(path: &Path) {
    image::RgbImage::from_pixel(200, 200, image::Rgb([99; 3]))
        .save(path)
        .unwrap();
}

/// A clip with nothing lost.
fn film(source: &Path, filter: &str, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let mut command = Command::new("ffmpeg");
    command.args(["-loglevel", "error", "-y", "-i"]).arg(source);
    command
        .args(["-filter_complex", filter, "-c:v", "ffv1"])
        .arg(to);
    assert!(command.status().unwrap().success());
}
