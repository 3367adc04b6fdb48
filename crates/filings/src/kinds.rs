//! Which filings there are: the tables of `data/`, read when this crate is built.

/// 市场主体类型.
#[derive(Debug)]
pub struct SubjectType {
    /// Its code.
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// The roles that its persons can have.
    pub roles: &'static [Role],
}

/// What a person is within a subject type.
#[derive(Debug)]
pub struct Role {
    /// Its code.
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// How many persons have it at an establishment, at least.
    pub least: u32,
    /// How many persons may have it; any number where none is given.
    pub most: Option<u32>,
    /// Whether an enterprise may have it, verified by its legal representative.
    pub may_be_enterprise: bool,
    /// How old its holder must be, full years.
    pub least_age: u16,
    /// The codes of the roles that its holder cannot have as well.
    pub excludes: &'static [&'static str],
}

/// What is registered.
#[derive(Debug)]
pub struct Business {
    /// Its code.
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Whether everybody who takes part is entered and verified; otherwise only who signs and who is new.
    pub has_everybody: bool,
}

/// A document that a person is entered with.
#[derive(Debug)]
pub struct Document {
    /// Its code.
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Whether its holders need not be verified, where the deployment does not say otherwise.
    pub is_exempt: bool,
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

impl SubjectType {
    /// The subject type with this code.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        SUBJECT_TYPES.iter().find(|one| one.code == code)
    }

    /// Its role with this code.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&'static Role> {
        self.roles.iter().find(|role| role.code == code)
    }
}

impl Business {
    /// The business with this code.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        BUSINESSES.iter().find(|one| one.code == code)
    }
}

impl Document {
    /// The document with this code.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        DOCUMENTS.iter().find(|one| one.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_guides_seven_subject_types_are_there() {
        let names: Vec<_> = SUBJECT_TYPES.iter().map(|one| one.zh).collect();
        assert_eq!(
            names,
            [
                "公司",
                "非公司企业法人",
                "个人独资企业",
                "合伙企业",
                "营业单位及分支机构",
                "个体工商户",
                "农民专业合作社"
            ]
        );
    }

    #[test]
    fn every_type_has_somebody_and_may_have_agents_of_age() {
        for kind in SUBJECT_TYPES {
            assert!(kind.roles.iter().any(|role| role.least > 0), "{kind:?}");
            for code in ["agent", "liaison"] {
                assert_eq!(kind.role(code).unwrap().least_age, 18, "{kind:?}");
            }
        }
    }

    #[test]
    fn no_code_stands_twice_and_no_role_asks_for_more_than_it_allows() {
        let types = SUBJECT_TYPES.iter().map(|one| one.code);
        assert_eq!(types.collect::<BTreeSet<_>>().len(), SUBJECT_TYPES.len());
        for kind in SUBJECT_TYPES {
            let roles: BTreeSet<_> = kind.roles.iter().map(|role| role.code).collect();
            assert_eq!(roles.len(), kind.roles.len(), "{kind:?}");
            let is_role = |code: &&str| kind.role(code).is_some();
            assert!(
                kind.roles
                    .iter()
                    .all(|role| role.excludes.iter().all(is_role))
            );
            let fits = |role: &Role| role.most.is_none_or(|most| role.least <= most);
            assert!(kind.roles.iter().all(fits), "{kind:?}");
        }
    }
}
