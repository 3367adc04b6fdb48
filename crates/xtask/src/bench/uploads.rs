//! Memory of the edge while 1,000 uploads of evidence are begun at once, with one ticket and with 1,000, beside ten honest
//! scans; and how long a session waits for an answer meanwhile.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use ureq::Agent;

use super::memory::resident_mb;
use super::sample::timed_ms;
use super::{enrolment, person::Person};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::{Goal, Row};

const UPLOADS: u32 = 1000;
const HONEST: u32 = 10;
/// Of each upload, bytes: as much as an ordinary challenge allows.
const BYTES: usize = 6 << 20;
/// Of an honest one: as much as browsers send for an ordinary challenge.
const HONEST_BYTES: usize = 3 << 20;
static PIECE: [u8; 64 << 10] = [0; 64 << 10];
/// An attack is over after so long, whether its uploads are or not.
const LONGEST: Duration = Duration::from_secs(20);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// Peak memory, beside that of ten honest scans.
const MOST_MEMORY: f64 = 1.3;
/// A session's longest wait, milliseconds.
const LONGEST_WAIT_MS: f64 = 2_000.0;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    step.say("uploading as ten honest scans do, as 1,000 with one ticket, and as 1,000 with a ticket each");
    let honest = Load::new(HONEST)?.peak(HONEST, HONEST_BYTES)?;
    let one = Load::new(1)?.peak(UPLOADS, BYTES)?;
    let many = Load::new(UPLOADS)?.peak(UPLOADS, BYTES)?;
    step.done("measured");
    let row = |name: &str, load: &Peak| {
        let row = Row::beside(name, load.memory_mb, honest.memory_mb);
        row.with_goal(Goal::Ratio(MOST_MEMORY))
    };
    let wait = |name: &str, load: &Peak| {
        let row = Row::beside(name, load.longest_wait_ms, honest.longest_wait_ms);
        row.with_goal(Goal::Ours(LONGEST_WAIT_MS))
    };
    Ok(vec![
        row(
            "peak of workerd, 1,000 uploads with one ticket, to 10 scans, MB",
            &one,
        ),
        wait("a session's longest wait meanwhile, ms", &one),
        row(
            "peak of workerd, 1,000 uploads with a ticket each, to 10 scans, MB",
            &many,
        ),
        wait("a session's longest wait meanwhile, ms", &many),
    ])
}

/// What was measured while uploads went on.
struct Peak {
    memory_mb: f64,
    longest_wait_ms: f64,
}

/// An edge of its own, tickets for it, and somebody who is signed in.
struct Load {
    stack: Stack,
    tickets: Vec<(String, String)>,
    cookie: String,
}

impl Load {
    fn new(tickets: u32) -> Result<Self> {
        let allowance = ("EDGE_ADDRESS_ALLOWANCE".to_owned(), UPLOADS.to_string());
        let stack = Stack::start(&StackOptions {
            overrides: BTreeMap::from([allowance]),
            ..StackOptions::default()
        })?;
        let person = Person::sample();
        person.register(&stack.edge_url())?;
        let cookie = person.sign_in(&stack.edge_url())?;
        let agent = Agent::new_with_defaults();
        let tickets = (0..tickets).map(|index| begin(&agent, &stack.edge_url(), index));
        Ok(Self {
            tickets: tickets.collect::<Result<_>>()?,
            stack,
            cookie,
        })
    }

    fn peak(&self, uploads: u32, bytes: usize) -> Result<Peak> {
        let [edge, _] = self.stack.process_ids();
        let edge = edge.context("the edge has no process")?;
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            let memory = scope.spawn(|| {
                let mut peak = 0.0_f64;
                while !is_over.load(Ordering::Relaxed) {
                    peak = peak.max(resident_mb(edge)?);
                    sleep(BETWEEN_LOOKS);
                }
                anyhow::Ok(peak)
            });
            let waits = scope.spawn(|| self.longest_wait(&is_over));
            let uploaded = self.upload(uploads, bytes);
            is_over.store(true, Ordering::Relaxed);
            uploaded?;
            Ok(Peak {
                memory_mb: memory.join().ok().context("a thread panicked")??,
                longest_wait_ms: waits.join().ok().context("a thread panicked")??,
            })
        })
    }

    /// Sends what every connection takes, piece by piece in turn, until each has sent all or was closed.
    fn upload(&self, uploads: u32, bytes: usize) -> Result<()> {
        let address = self.stack.edge_url();
        let address = address.trim_start_matches("http://");
        let tickets = self.tickets.iter().cycle().take(uploads as usize);
        let opened = tickets.map(|ticket| Upload::begin(address, ticket, bytes));
        let mut uploads: Vec<Upload> = opened.collect::<Result<_>>()?;
        let start = Instant::now();
        let mut sending = true;
        while sending && start.elapsed() < LONGEST {
            sending = false;
            for upload in &mut uploads {
                sending |= upload.send_some();
            }
            sleep(Duration::from_millis(5));
        }
        // What was sent is with the edge and the authority for a moment longer.
        sleep(Duration::from_secs(1));
        Ok(())
    }

    fn longest_wait(&self, is_over: &AtomicBool) -> Result<f64> {
        let agent = Agent::new_with_defaults();
        let url = format!("{}/v1/account", self.stack.edge_url());
        let mut longest = 0.0_f64;
        while !is_over.load(Ordering::Relaxed) {
            let ask = || Ok(agent.get(&url).header("cookie", &self.cookie).call()?);
            let (passed_ms, answer) = timed_ms(ask).context("the edge does not answer")?;
            ensure!(answer.status() == 200, "a session was refused");
            longest = longest.max(passed_ms);
            sleep(BETWEEN_LOOKS);
        }
        Ok(longest)
    }
}

/// Begins a face check; its id and ticket.
fn begin(agent: &Agent, edge: &str, index: u32) -> Result<(String, String)> {
    let body = json!({
        "purpose": "sign_in",
        "number": enrolment::person(index).number,
        "consent": {
            "version": api::DeploymentResponse::default().face_consent_version,
            "text_digest": "0123456789abcdef".repeat(4),
        },
    });
    let answer = agent
        .post(format!("{edge}/v1/face-checks"))
        .send_json(&body);
    let answer: Value = answer.context("no challenge")?.body_mut().read_json()?;
    let text = |name: &str| answer[name].as_str().map(str::to_owned);
    let both = text("id").zip(text("ticket"));
    both.context("a challenge without id or ticket")
}

/// One connection that uploads.
struct Upload {
    stream: TcpStream,
    left: usize,
}

impl Upload {
    fn begin(address: &str, (id, ticket): &(String, String), bytes: usize) -> Result<Self> {
        let mut stream = TcpStream::connect(address)?;
        let head = format!(
            "PUT /v1/face-checks/{id}/evidence HTTP/1.1\r\nhost: edge\r\nauthorization: Ticket {ticket}\r\n\
             content-type: application/octet-stream\r\ncontent-length: {bytes}\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.set_nonblocking(true)?;
        Ok(Self {
            stream,
            left: bytes,
        })
    }

    /// Whether there is more to send.
    fn send_some(&mut self) -> bool {
        let piece = &PIECE[..self.left.min(PIECE.len())];
        if piece.is_empty() {
            return false;
        }
        match self.stream.write(piece) {
            Ok(sent) => self.left -= sent,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            // The edge has closed the connection.
            Err(_) => self.left = 0,
        }
        self.left > 0
    }
}
