//! Memory of edge and authority after 1,000 registrations: what of each process is in main memory.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use anyhow::{Context, Result};
use ureq::Agent;

use super::{enrolment, native};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::Row;

const REGISTRATIONS: u32 = 1000;
const CLIENTS: u32 = 4;
const BETWEEN_SIGNS_OF_LIFE: u32 = 200;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    let program = native::authority(step)?;
    let allowance = (CLIENTS * REGISTRATIONS).to_string();
    let overrides = [("EDGE_ADDRESS_ALLOWANCE".to_owned(), allowance)];
    let stack = Stack::start(&StackOptions {
        authority_program: Some(program),
        overrides: BTreeMap::from(overrides),
        ..StackOptions::default()
    })?;
    let [edge, authority] = stack.process_ids();
    let edge = edge.context("the edge has no process")?;
    let authority = authority.context("the authority has no process")?;
    let before = [resident_mb(edge)?, resident_mb(authority)?];
    register(step, &stack)?;
    let after = [resident_mb(edge)?, resident_mb(authority)?];
    step.done("measured");
    Ok(vec![
        Row::beside(
            "workerd after 1,000 registrations, to before, MB",
            after[0],
            before[0],
        ),
        Row::beside("authority after them, to before, MB", after[1], before[1]),
    ])
}

fn register(step: Step, stack: &Stack) -> Result<()> {
    step.say("registering 1,000 persons; each costs a password's hash");
    let next = AtomicU32::new(0);
    thread::scope(|scope| {
        let client = || -> Result<()> {
            let agent = Agent::new_with_defaults();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= REGISTRATIONS {
                    return Ok(());
                }
                let person = enrolment::person(index);
                enrolment::enrol(&agent, &stack.console_url(), &person)?;
                person.register(&stack.edge_url())?;
                if index.is_multiple_of(BETWEEN_SIGNS_OF_LIFE) {
                    step.say(&format!("{index} are registered"));
                }
            }
        };
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        let mut ends = clients.into_iter().map(thread::ScopedJoinHandle::join);
        ends.try_for_each(|end| end.ok().context("a client panicked")?)
    })
}

/// What of a process is in main memory, millions of bytes. Linux tells it.
pub(super) fn resident_mb(process: u32) -> Result<f64> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kib: f64 = kib.context("no resident size is told")?.trim().parse()?;
    Ok(kib * 1024.0 / 1e6)
}
