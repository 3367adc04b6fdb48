//! Who a person is and how that was verified, in the words of OpenID Identity Assurance Schema Definition 1.0. The names
//! of framework, policy and procedures are this project's own: none is registered for these rules.

use accounts::{Method, Reached};
use serde_json::{Value, json};
use verification::Level;

use super::known::Known;

/// The rules that the verification follows.
pub(crate) const TRUST_FRAMEWORK: &str = "cn_samr_realname";

/// Which register the four elements are compared with.
pub(crate) const RECORD: &str = "population_register";

/// The card that everybody shows.
pub(crate) const DOCUMENT: &str = "idcard";

const POLICY: &str = "samr-registration-realname";

/// The claims `name` and `birthdate`, and what they rest on. `organization` is whoever answers for this deployment.
pub(crate) fn verified_claims(known: &Known, organization: &str) -> Value {
    let reached = known.levels.iter().max_by_key(|reached| reached.level);
    let mut verification = json!({
        "trust_framework": TRUST_FRAMEWORK,
        "assurance_process": { "policy": POLICY, "procedure": procedure(&known.levels) },
        "evidence": evidence(known, organization),
    });
    if let Some(reached) = reached {
        verification["assurance_level"] = level(reached.level).into();
        verification["time"] = reached.at.to_string().into();
    }
    json!({
        "verification": verification,
        "claims": { "name": known.name, "birthdate": known.birth_date },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Three => "level3",
        Level::Four => "level4",
    }
}

/// What the highest level rests on.
fn procedure(levels: &[Reached]) -> &'static str {
    let highest = levels.iter().max_by_key(|reached| reached.level);
    match highest.map(|reached| reached.method) {
        Some(Method::Face) => "remote-four-element-face",
        Some(Method::Counter) => "counter-person-card",
        Some(Method::Activation) => "provincial-account",
        Some(Method::FourElements) | None => "remote-four-element",
    }
}

/// Each level's own: a record for what was compared with the register, the card for what was compared with the person.
fn evidence(known: &Known, organization: &str) -> Vec<Value> {
    let each = known.levels.iter().map(|reached| {
        let check = json!([{
            "check_method": check_method(reached.method),
            "organization": organization,
            "time": reached.at.to_string(),
        }]);
        match reached.method {
            Method::FourElements | Method::Activation => json!({
                "type": "electronic_record",
                "check_details": check,
                "record": {
                    "type": RECORD,
                    "source": { "name": organization, "country_code": "CHN" },
                },
            }),
            Method::Face | Method::Counter => json!({
                "type": "document",
                "check_details": check,
                "document_details": card(known),
            }),
        }
    });
    each.collect()
}

/// 长期 has no last day, and a card that was not read has none either.
fn card(known: &Known) -> Value {
    let mut card = json!({ "type": DOCUMENT });
    for (name, day) in [
        ("date_of_issuance", &known.valid_from),
        ("date_of_expiry", &known.valid_until),
    ] {
        if let Some(day) = day {
            card[name] = day.as_str().into();
        }
    }
    card
}

/// `data`: compared with a register. `bvr`: the face, remotely. `vpip`: card and person, in person.
fn check_method(method: Method) -> &'static str {
    match method {
        Method::FourElements | Method::Activation => "data",
        Method::Face => "bvr",
        Method::Counter => "vpip",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::known::sample;

    #[test]
    fn every_level_brings_its_evidence() {
        let claims = verified_claims(&sample(), "operator");
        let verification = &claims["verification"];
        assert_eq!(verification["assurance_level"], "level4");
        assert_eq!(verification["time"], "2026-11-18T11:06:41Z");
        assert_eq!(
            verification["assurance_process"]["procedure"],
            "remote-four-element-face"
        );
        let evidence = verification["evidence"].as_array().unwrap();
        assert_eq!(evidence.len(), 2);
        assert_eq!(evidence[0]["record"]["type"], "population_register");
        assert_eq!(evidence[1]["check_details"][0]["check_method"], "bvr");
        let card = &evidence[1]["document_details"];
        assert_eq!(
            *card,
            json!({ "type": "idcard", "date_of_issuance": "2015-01-01" })
        );
        assert_eq!(claims["claims"]["birthdate"], "1880-01-01");
    }
}
