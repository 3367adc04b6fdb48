//! The sample citizens: the published example 440524 18800101 of GB 11643 with its sequence varied. A
//! person born in 1880 is not alive.

use super::{Fault, Forces, Stage};
use identity::IdNumber;

/// 有效期起 of every sample citizen.
pub const VALID_FROM: &str = "2010-01-01";
/// 有效期止 of every sample citizen.
pub const VALID_UNTIL: &str = "long_term";

/// Area and birth date of every sample number.
const STEM: &str = "44052418800101";

/// A sample citizen.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The sequence digits of the number, 1 to 999.
    pub sequence: u16,
    /// 姓名, plainly that of a sample.
    pub name: &'static str,
    /// What the number forces.
    pub forces: Forces,
}

impl Sample {
    /// The number.
    #[must_use]
    pub fn number(&self) -> String {
        number(self.sequence)
    }
}

/// The sample number with these sequence digits, check digit and all.
#[must_use]
pub fn number(sequence: u16) -> String {
    let body = format!("{STEM}{sequence:03}");
    let check = IdNumber::check_digit(&body).unwrap_or('X');
    format!("{body}{check}")
}

const fn sample(sequence: u16, name: &'static str, forces: Forces) -> Sample {
    Sample {
        sequence,
        name,
        forces,
    }
}

/// Every sample citizen.
pub const SAMPLES: [Sample; 21] = [
    sample(1, "样例甲", Forces::Passes),
    sample(2, "样例乙", Forces::Passes),
    sample(3, "样例丙", Forces::Passes),
    sample(4, "样例丁", Forces::Passes),
    sample(5, "样例戊", Forces::ElementsDiffer),
    sample(6, "样例己", Forces::NoRecord),
    sample(7, "样例庚", Forces::ActivationNeeded),
    sample(8, "样例辛", Forces::NoPortrait),
    sample(9, "样例壬", Forces::FaceDiffers),
    sample(10, "样例癸", Forces::PoorQuality),
    sample(11, "样例子", Forces::ActionNotSeen),
    sample(12, "样例丑", Forces::CheckInput),
    sample(13, "样例寅", Forces::DailyLimit),
    sample(14, "样例卯", Forces::Fault(Stage::Elements, Fault::Busy)),
    sample(15, "样例辰", Forces::Fault(Stage::Elements, Fault::Slow)),
    sample(
        16,
        "样例巳",
        Forces::Fault(Stage::Elements, Fault::Nonsense),
    ),
    sample(
        17,
        "样例午",
        Forces::Fault(Stage::Elements, Fault::BadSignature),
    ),
    sample(18, "样例未", Forces::Fault(Stage::Scan, Fault::Busy)),
    sample(19, "样例申", Forces::Fault(Stage::Scan, Fault::Slow)),
    sample(20, "样例酉", Forces::Fault(Stage::Scan, Fault::Nonsense)),
    sample(
        21,
        "样例戌",
        Forces::Fault(Stage::Scan, Fault::BadSignature),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use identity::LegalDay;

    #[test]
    fn every_sample_number_is_valid_and_its_own() {
        let today = LegalDay::from_ymd(2026, 11, 23).unwrap();
        let numbers: std::collections::HashSet<_> = SAMPLES.iter().map(Sample::number).collect();
        assert_eq!(numbers.len(), SAMPLES.len());
        assert!(
            numbers
                .iter()
                .all(|number| IdNumber::parse(number, today).is_ok())
        );
        assert_eq!(number(1), "440524188001010014");
    }
}
