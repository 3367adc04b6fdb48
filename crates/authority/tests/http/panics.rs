//! A panic while evidence is judged takes nothing away: neither the permit to judge, nor a lock, nor a model.

use crate::edge::{Edge, Lenient, NAME, NUMBER, capture, seal};
use crate::film::{ACTIONS, CAPTURE, CLIP, MODELS};
use authority::enrolled_face::{EnrolledFace, PortraitError};
use authority::judge::{CaptureJudge, Judge, JudgeError, Judgement, Recall, Reference, draws};
use decision::{ModelIds, Rules};
use evidence::{Capture, Evidence, Terms};
use portrait::Picture;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use verification::{Challenge, Decision};

/// So many frames are enough to be looked at.
const FRAMES: usize = 12;

fn filmed(terms: &Terms) -> Vec<u8> {
    let mut capture = Capture::begin(terms);
    for (at_ms, jpeg) in (0..).step_by(100).zip(&CLIP[CAPTURE.clone()][..FRAMES]) {
        capture.add(jpeg.clone(), at_ms).unwrap();
    }
    seal(&capture.finish(), terms)
}

/// An edge whose authority judges one capture at a time, so that a permit that is lost is missed at once.
fn edge(judge: impl Judge + 'static) -> Edge {
    Edge::start_with(Some(Box::new(judge)), |settings| {
        settings.actions = ACTIONS.to_vec();
        settings.judges = 1;
    })
}

#[tokio::test]
async fn a_decoder_that_panics_at_any_frame_leaves_the_judge_working() {
    let counted = Arc::new(AtomicUsize::new(0));
    let panics_at = Arc::new(AtomicUsize::new(usize::MAX));
    let (reset, at) = (Arc::clone(&counted), Arc::clone(&panics_at));
    let judge = CaptureJudge::new(
        Arc::clone(&MODELS),
        Rules::in_force(450).unwrap(),
        draws(|| authority::Surroundings::real().randomness()),
    );
    let edge = edge(judge.with_decoder(Box::new(move |jpeg, limits| {
        let index = counted.fetch_add(1, Ordering::SeqCst);
        assert!(index != at.load(Ordering::SeqCst), "a decoder's own fault");
        Picture::decode(jpeg, limits)
    })));
    for index in 0..FRAMES {
        reset.store(0, Ordering::SeqCst);
        panics_at.store(index, Ordering::SeqCst);
        let terms = edge.draw(NAME, NUMBER).await;
        let answer = edge.send_evidence(&terms, filmed(&terms)).await;
        let unreadable = (422, "evidence_picture_unreadable".to_owned());
        assert_eq!(answer.problem(), unreadable, "frame {index}");
        let spent = edge.send_evidence(&terms, filmed(&terms)).await;
        assert_eq!(spent.problem(), (409, "challenge_spent".to_owned()));
    }
    panics_at.store(usize::MAX, Ordering::SeqCst);
    let terms = edge.draw(NAME, NUMBER).await;
    let answer = edge.send_evidence(&terms, filmed(&terms)).await;
    edge.outcome(&answer);
}

/// Panics a given number of times, and is lenient from then on.
struct Panicking(AtomicUsize);

impl Judge for Panicking {
    fn judge(
        &self,
        evidence: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
        recall: Recall<'_>,
    ) -> Result<Judgement, JudgeError> {
        let left = self.0.fetch_sub(1, Ordering::SeqCst);
        assert!(left == 0, "a model's own fault");
        self.0.store(0, Ordering::SeqCst);
        Lenient.judge(evidence, challenge, reference, recall)
    }

    fn models(&self) -> ModelIds {
        Lenient.models()
    }

    fn enrol(&self, picture: &[u8]) -> Result<EnrolledFace, PortraitError> {
        Lenient.enrol(picture)
    }
}

#[tokio::test]
async fn a_judge_that_panics_gives_its_permit_back() {
    let edge = edge(Panicking(AtomicUsize::new(5)));
    for _ in 0..5 {
        let terms = edge.draw(NAME, NUMBER).await;
        let sealed = seal(&capture(&terms), &terms);
        let answer = edge.send_evidence(&terms, sealed).await;
        assert_eq!(answer.problem(), (500, "internal".to_owned()));
    }
    let terms = edge.draw(NAME, NUMBER).await;
    let sealed = seal(&capture(&terms), &terms);
    let outcome = edge.outcome(&edge.send_evidence(&terms, sealed).await);
    assert_eq!(outcome.decision, Decision::Passed);
}
