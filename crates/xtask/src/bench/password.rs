//! argon2id (19456 KiB, two passes, one lane) as the edge runs it on workerd, beside native code.
//!
//! The runtime's clock stands still while it computes, so the client's clock tells: a sign-in, which hashes once, less
//! a sign-out, which does all else that a sign-in does but count attempts.

use anyhow::Result;

use super::native;
use super::person::Person;
use super::sample::{median, median_of, timed_ms};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::Row;

const ROUNDS: usize = 60;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    let native = median_of(&native::run(step, "edge", "password")?["hash_ms"])?;
    step.say("signing in and out on workerd");
    let stack = Stack::start(&StackOptions::default())?;
    let person = Person::sample();
    person.register(&stack.edge_url())?;
    let (mut sign_in_ms, mut sign_out_ms) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (passed, cookie) = timed_ms(|| person.sign_in(&stack.edge_url()))?;
        sign_in_ms.push(passed);
        sign_out_ms.push(timed_ms(|| Person::sign_out(&stack.edge_url(), &cookie))?.0);
    }
    step.done("measured");
    let ours = median(sign_in_ms)? - median(sign_out_ms)?;
    Ok(vec![Row::beside(
        "argon2id on workerd, to native, ms",
        ours,
        native,
    )])
}
