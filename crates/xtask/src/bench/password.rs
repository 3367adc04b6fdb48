//! argon2id (19456 KiB, two passes, one lane) as the edge runs it on workerd, beside native code.
//!
//! The runtime's clock stands still while it computes, so the client's clock tells: a sign-in, which hashes once, less
//! a sign-out, which does all else that a sign-in does but count attempts.

use anyhow::Result;

use super::native::Example;
use super::person::Person;
use super::sample::{median, median_of, timed_ms};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::Row;

const ROUNDS: usize = 8;
const HASHES_A_ROUND: usize = 10;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    let native = Example::build(step, "edge", "password")?;
    step.say("signing in and out on workerd, and hashing natively, in turn");
    let stack = Stack::start(&StackOptions::default())?;
    let person = Person::sample();
    person.register(&stack.edge_url())?;
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        times.native.push(median_of(&native.run()?["hash_ms"])?);
        for _ in 0..HASHES_A_ROUND {
            times.sign_in_and_out(&person, &stack.edge_url())?;
        }
    }
    step.done("measured");
    let ours = median(times.sign_in)? - median(times.sign_out)?;
    let native = median(times.native)?;
    let name = "argon2id on workerd, to native, ms";
    Ok(vec![Row::beside(name, ours, native)])
}

/// In milliseconds.
#[derive(Default)]
struct Times {
    sign_in: Vec<f64>,
    sign_out: Vec<f64>,
    native: Vec<f64>,
}

impl Times {
    fn sign_in_and_out(&mut self, person: &Person, edge: &str) -> Result<()> {
        let (passed, cookie) = timed_ms(|| person.sign_in(edge))?;
        self.sign_in.push(passed);
        let (passed, ()) = timed_ms(|| Person::sign_out(edge, &cookie))?;
        self.sign_out.push(passed);
        Ok(())
    }
}
