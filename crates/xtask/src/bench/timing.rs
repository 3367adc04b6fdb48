//! Whether time tells a stranger that a number has an account: for each way to ask, the probability that a number with an
//! account answers later than one without (AUC), over interleaved pairs of requests.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use ureq::Agent;

use super::enrolment;
use super::person::Person;
use super::sample::timed_ms;
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::{Goal, Row};

/// Persons with an account, and as many without. Each is asked about so often, below what one network is allowed.
const PERSONS: u32 = 75;
const TIMES: usize = 4;
const WARM_UP: usize = 5;

/// Half the width of a 95 % interval, standard errors.
const HALF_WIDTH: f64 = 1.96;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    step.say("registering 75 persons; each costs a password's hash");
    let overrides = [("EDGE_ADDRESS_ALLOWANCE".to_owned(), "10000".to_owned())];
    let stack = Stack::start(&StackOptions {
        overrides: BTreeMap::from(overrides),
        ..StackOptions::default()
    })?;
    let agent = Agent::config_builder().http_status_as_error(false);
    let agent = agent.build().new_agent();
    let edge = stack.edge_url();
    let persons = |range: std::ops::Range<u32>| -> Result<Vec<Person>> {
        let persons: Vec<_> = range.map(enrolment::person).collect();
        for person in &persons {
            enrolment::enrol(&agent, &stack.console_url(), person)?;
        }
        Ok(persons)
    };
    let known = persons(0..PERSONS)?;
    for person in &known {
        person.register(&edge)?;
    }
    let unknown = persons(PERSONS..2 * PERSONS)?;
    let mut rows = Vec::new();
    for way in &WAYS {
        step.say(&format!("asking for {} in pairs", way.name));
        let ask = |person: &Person| way.time_ms(&agent, &edge, person);
        for person in unknown.iter().take(WARM_UP) {
            ask(person)?;
        }
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for pair in 0..PERSONS as usize * TIMES {
            let index = pair % PERSONS as usize;
            let [first, second] = if pair % 2 == 0 {
                [&known[index], &unknown[index]]
            } else {
                [&unknown[index], &known[index]]
            };
            let times = [ask(first)?, ask(second)?];
            let own = usize::from(pair % 2 != 0);
            with.push(times[own]);
            without.push(times[1 - own]);
        }
        rows.extend(way.rows(&with, &without));
    }
    step.done("measured");
    Ok(rows)
}

/// A way to ask about a number.
struct Way {
    name: &'static str,
    path: &'static str,
    /// What answers alike with and without an account.
    status: u16,
    body: fn(&Person) -> Value,
}

const WAYS: [Way; 4] = [
    Way {
        name: "sign-in",
        path: "/v1/sessions",
        status: 401,
        body: |person| json!({ "number": person.number, "password": "a wrong password" }),
    },
    Way {
        name: "reset",
        path: "/v1/face-checks",
        status: 201,
        body: |person| {
            json!({
                "purpose": "reset_password",
                "number": person.number,
                "name": person.name,
                "consent": {
                    "version": api::DeploymentResponse::default().face_consent_version,
                    "text_digest": "0123456789abcdef".repeat(4),
                },
            })
        },
    },
    Way {
        name: "voucher",
        path: "/v1/vouchers",
        status: 201,
        body: |person| json!({ "purpose": "sign_in", "number": person.number }),
    },
    Way {
        name: "registration",
        path: "/v1/accounts",
        status: 422,
        body: |person| {
            let mut form = person.card();
            form["valid_from"] = json!("2011-01-01");
            form["mobile"] = json!("13800138000");
            form["password"] = json!("a quiet river at dawn");
            form["terms_version"] = json!(api::DeploymentResponse::default().terms_version);
            form
        },
    },
];

impl Way {
    fn time_ms(&self, agent: &Agent, edge: &str, person: &Person) -> Result<f64> {
        let request = agent.post(format!("{edge}{}", self.path));
        let body = (self.body)(person);
        let (passed_ms, mut answer) = timed_ms(|| Ok(request.send_json(&body)?))?;
        let text = answer.body_mut().read_to_string().context("no answer")?;
        ensure!(answer.status() == self.status, "{}: {text}", self.name);
        Ok(passed_ms)
    }

    fn rows(&self, with: &[f64], without: &[f64]) -> [Row; 2] {
        let area = area(with, without);
        let half = HALF_WIDTH * standard_error(area, with.len());
        let name = format!("AUC of time, {}, to chance", self.name);
        let distance = format!(
            "its distance from 0.5, {}, to half a 95 % interval",
            self.name
        );
        [
            Row::beside(&name, area, 0.5),
            Row::beside(&distance, (area - 0.5).abs(), half).with_goal(Goal::Ratio(1.0)),
        ]
    }
}

/// How probable it is that one of `with` is larger than one of `without`; ties count half.
fn area(with: &[f64], without: &[f64]) -> f64 {
    let mut won = 0.0;
    for one in with {
        for other in without {
            won += match one.total_cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    won / count(with.len() * without.len())
}

/// Hanley and McNeil, 1982, for as many on both sides.
fn standard_error(area: f64, pairs: usize) -> f64 {
    let n = count(pairs);
    let both_later = area / (2.0 - area);
    let later_than_both = 2.0 * area * area / (1.0 + area);
    let of_pairs = (n - 1.0) * (both_later + later_than_both - 2.0 * area * area);
    ((area * (1.0 - area) + of_pairs) / (n * n)).sqrt()
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_a_half_and_always_later_is_one() {
        let check = |with: &[f64], without: &[f64], expected: f64| {
            assert!((area(with, without) - expected).abs() < 1e-9);
        };
        check(&[1.0, 2.0], &[1.0, 2.0], 0.5);
        check(&[3.0, 4.0], &[1.0, 2.0], 1.0);
        check(&[1.0, 2.0], &[3.0, 4.0], 0.0);
    }

    #[test]
    fn three_hundred_pairs_tell_five_hundredths() {
        let half = HALF_WIDTH * standard_error(0.5, 300);
        assert!((half - 0.046).abs() < 0.001, "{half}");
    }
}
