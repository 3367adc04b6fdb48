//! Every case, one list an operation.

mod activation;
mod attestations;
mod challenges;
mod clients;
mod elements;
mod erasures;
mod evidence;
mod requests;
mod scans;

use super::Case;

/// Every operation with its cases, in the order of a person's way.
pub(super) const ALL: [(&str, &[Case]); 9] = [
    ("requests", requests::CASES),
    ("elements", elements::CASES),
    ("activation", activation::CASES),
    ("clients", clients::CASES),
    ("challenges", challenges::CASES),
    ("evidence", evidence::CASES),
    ("scans", scans::CASES),
    ("attestations", attestations::CASES),
    ("erasures", erasures::CASES),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::expectation::Expectation;
    use std::collections::HashSet;
    use verification::authority::EVIDENCE_DEFECTS;

    #[test]
    fn every_case_has_a_name_of_its_own() {
        for (operation, cases) in ALL {
            let names: HashSet<_> = cases.iter().map(|case| case.name).collect();
            assert_eq!(names.len(), cases.len(), "{operation}");
        }
    }

    #[test]
    fn every_defect_of_evidence_is_tried() {
        let cases = ALL.iter().flat_map(|(_, cases)| *cases);
        let tried: HashSet<_> = cases
            .filter_map(|case| match case.expects {
                Expectation::Problem(422, code) => code.strip_prefix("evidence_"),
                _ => None,
            })
            .collect();
        assert_eq!(tried, EVIDENCE_DEFECTS.into_iter().collect());
    }
}
