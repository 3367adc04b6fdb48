//! Templates of another model: never compared with, but made anew from the picture of whoever keeps one.

use crate::enrolled_face::PortraitError;
use crate::judge::Judge;
use crate::source::{OnFile, Source, SourceError, Template};
use crate::surroundings::Randomness;
use identity::IdNumber;

/// Why a template could not be renewed.
#[derive(Debug, thiserror::Error)]
pub enum RenewalError {
    /// The source failed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// No model could look at the source's picture.
    #[error(transparent)]
    Portrait(#[from] PortraitError),
}

/// The template of the person with this number that `judge` can compare with: the one on file, or one made now of the
/// source's own picture and kept in its place. None where the source keeps no picture, or none that can be used: then the
/// person has to be enrolled again.
pub fn comparable(
    on_file: &OnFile,
    number: &IdNumber,
    source: &dyn Source,
    judge: &dyn Judge,
    randomness: Randomness,
) -> Result<Option<Template>, RenewalError> {
    if let Some(template) = on_file.of_model(judge.embedding_model()) {
        return Ok(Some(template.clone()));
    }
    let Some(picture) = source.picture(number)? else {
        return Ok(None);
    };
    let renewed = match judge.enrol(&picture) {
        Err(PortraitError::Decode(_) | PortraitError::Unusable { .. }) => return Ok(None),
        enrolled => enrolled?.template,
    };
    source.renew(number, &renewed, randomness)?;
    Ok(Some(renewed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use crate::enrolled_face::EnrolledFace;
    use crate::judge::{JudgeError, Judgement, Recall, Reference};
    use crate::source::Person;
    use decision::{ModelId, ModelIds};
    use evidence::Evidence;
    use face::Embedding;
    use identity::LegalDay;
    use portrait::{Advice, Assessment, Faces, Picture, Profile};
    use std::sync::Mutex;
    use verification::Challenge;
    use zeroize::Zeroizing;

    const OLD: ModelId = ModelId::from_bytes([1; 32]);
    const NEW: ModelId = ModelId::from_bytes([2; 32]);

    fn template(model: ModelId, along: usize) -> Template {
        let mut bytes = vec![0; Embedding::BYTES];
        bytes[along * 4..along * 4 + 4].copy_from_slice(&1.0_f32.to_le_bytes());
        let embedding = Embedding::from_bytes(&bytes).unwrap();
        Template { embedding, model }
    }

    /// Keeps one picture, or none.
    struct Keeper {
        picture: Option<Vec<u8>>,
        renewed: Mutex<Option<Template>>,
    }

    impl Source for Keeper {
        fn find(&self, _: &IdNumber) -> Result<Option<Person>, SourceError> {
            Ok(None)
        }

        fn picture(&self, _: &IdNumber) -> Result<Option<Zeroizing<Vec<u8>>>, SourceError> {
            Ok(self.picture.clone().map(Zeroizing::new))
        }

        fn renew(
            &self,
            _: &IdNumber,
            template: &Template,
            _: Randomness,
        ) -> Result<(), SourceError> {
            *self.renewed.lock().unwrap() = Some(template.clone());
            Ok(())
        }
    }

    /// Makes the same template of whatever picture; an empty one is none.
    struct NewModel;

    impl Judge for NewModel {
        fn judge(
            &self,
            _: &Evidence,
            _: &Challenge,
            _: Reference<'_>,
            _: Recall<'_>,
        ) -> Result<Judgement, JudgeError> {
            Err(JudgeError::Undecided)
        }

        fn models(&self) -> ModelIds {
            ModelIds {
                detector: NEW,
                mesh: NEW,
                embedding: NEW,
                spoof: Vec::new(),
            }
        }

        fn enrol(&self, picture: &[u8]) -> Result<EnrolledFace, PortraitError> {
            if picture.is_empty() {
                let advice = Advice::NoFace;
                return Err(PortraitError::Unusable { advice });
            }
            let blank = Picture::from_rgb(1, 1, vec![0; 3]).unwrap();
            Ok(EnrolledFace {
                template: template(NEW, 5),
                assessment: Assessment::of(&blank, Faces::None, None, &Profile::upload()),
            })
        }
    }

    fn check(on_file: &OnFile, picture: Option<Vec<u8>>, expected: Option<&Template>) {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let number = IdNumber::parse("440524188001010014", today).unwrap();
        let keeper = Keeper {
            picture,
            renewed: Mutex::default(),
        };
        let randomness = Surroundings::real().randomness();
        let found = comparable(on_file, &number, &keeper, &NewModel, randomness).unwrap();
        assert_eq!(found.as_ref(), expected);
        let kept = keeper.renewed.into_inner().unwrap();
        let is_new = |it: &&Template| OnFile::Template((*it).clone()) != *on_file;
        assert_eq!(kept.as_ref(), expected.filter(is_new));
    }

    /// Of another model of this network, and of an earlier network.
    fn others() -> [OnFile; 2] {
        [OnFile::Template(template(OLD, 0)), OnFile::EarlierNetwork]
    }

    #[test]
    fn a_template_of_the_same_model_is_taken_as_it_is() {
        let own = template(NEW, 0);
        check(&OnFile::Template(own.clone()), Some(vec![1]), Some(&own));
    }

    #[test]
    fn another_models_is_renewed_from_the_sources_picture_and_kept() {
        for other in others() {
            check(&other, Some(vec![1]), Some(&template(NEW, 5)));
        }
    }

    #[test]
    fn a_picture_that_cannot_be_used_is_as_good_as_none() {
        for other in others() {
            check(&other, Some(Vec::new()), None);
        }
    }

    #[test]
    fn without_a_picture_there_is_nothing_to_compare_with() {
        for other in others() {
            check(&other, None, None);
        }
    }
}
