//! `GET /v1/filings/{id}` on workerd: a filing with 50 persons, beside filings with 5 of them each, in turn.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use ureq::Agent;

use super::enrolment;
use super::person::Person;
use super::sample::{median, timed_ms};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::{Goal, Row};

const MANY: u32 = 50;
const FEW: usize = 5;
const ROUNDS: usize = 300;

/// `bench:secret`, as HTTP's basic authentication writes it.
const AUTHORIZATION: &str = "Basic YmVuY2g6c2VjcmV0";
/// SHA-256 of `secret`.
const SECRET_DIGEST: &str = "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols";

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    step.say("registering 50 persons; each costs a password's hash");
    let portals = json!([{
        "client_id": "bench",
        "secret_digest": SECRET_DIGEST,
        "name": { "zh": "示例门户", "en": "Sample portal" },
        "redirect_uris": [],
        "origins": [],
        "scopes": ["openid"],
        "may_file": true,
    }]);
    let overrides = [("EDGE_PORTALS".to_owned(), portals.to_string())];
    let stack = Stack::start(&StackOptions {
        overrides: BTreeMap::from(overrides),
        ..StackOptions::default()
    })?;
    let agent = Agent::new_with_defaults();
    let persons: Vec<Person> = (0..MANY).map(enrolment::person).collect();
    for person in &persons {
        enrolment::enrol(&agent, &stack.console_url(), person)?;
        person.register(&stack.edge_url())?;
    }
    step.say("asking for both filings in turn");
    let many = Filing::make(&agent, &stack.edge_url(), "many", &persons)?;
    let few = persons.chunks(FEW).enumerate();
    let few = few.map(|(place, persons)| {
        let key = format!("few {place}");
        Filing::make(&agent, &stack.edge_url(), &key, persons)
    });
    let few: Vec<Filing> = few.collect::<Result<_>>()?;
    let (mut many_ms, mut few_ms) = (Vec::new(), Vec::new());
    for few in few.iter().cycle().take(ROUNDS) {
        many_ms.push(many.read_ms(&agent)?);
        few_ms.push(few.read_ms(&agent)?);
    }
    step.done("measured");
    let name = "GET /v1/filings/{id} of 50 persons, to 5, ms";
    Ok(vec![
        Row::beside(name, median(many_ms)?, median(few_ms)?).with_goal(Goal::Ratio(3.0)),
    ])
}

/// A filing that was made.
struct Filing {
    url: String,
    persons: usize,
}

impl Filing {
    fn make(agent: &Agent, edge: &str, key: &str, persons: &[Person]) -> Result<Self> {
        let entries = persons.iter().enumerate().map(|(place, person)| {
            json!({
                "reference": format!("p{place}"),
                "roles": ["shareholder"],
                "name": person.name,
                "document": "resident_id_card",
                "number": person.number,
            })
        });
        let entries: Vec<Value> = entries.collect();
        let body = json!({
            "subject_type": "company",
            "business": "establishment",
            "persons": entries,
        });
        let request = agent.post(format!("{edge}/v1/filings"));
        let request = request
            .header("authorization", AUTHORIZATION)
            .header("idempotency-key", key);
        let mut answer = request.send_json(&body).context("no filing was made")?;
        let made: Value = serde_json::from_str(&answer.body_mut().read_to_string()?)?;
        let id = made["id"].as_str().context("the filing has no id")?;
        Ok(Self {
            url: format!("{edge}/v1/filings/{id}"),
            persons: entries.len(),
        })
    }

    /// How long one look takes, milliseconds; everybody is found registered.
    fn read_ms(&self, agent: &Agent) -> Result<f64> {
        let request = agent.get(&self.url).header("authorization", AUTHORIZATION);
        let (passed_ms, text) = timed_ms(|| Ok(request.call()?.body_mut().read_to_string()?))?;
        let registered = text.matches("level_three").count();
        ensure!(registered == self.persons, "{text} is another answer");
        Ok(passed_ms)
    }
}
