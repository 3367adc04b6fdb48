//! What the developer reads while a command works: one line a step, with the time since the start.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4 as _;

use crate::expense;

const FIRST_SIGN_OF_LIFE: Duration = Duration::from_secs(2);
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);
const NO_OUTPUT: &str = "the command has no standard output";

/// One part of a command's work, known by a short name.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    name: &'static str,
    began: Duration,
}

impl Step {
    /// Starts a step without a word.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            began: expense::elapsed(),
        }
    }

    /// Prints one line about what happens now.
    pub fn say(&self, what: &str) {
        let elapsed = expense::elapsed().as_secs_f64();
        eprintln!("[{elapsed:7.1} s] {:<10} {what}", self.name);
    }

    /// Prints that the step is over, and how long it took.
    pub fn done(&self, what: &str) {
        let took = expense::elapsed().saturating_sub(self.began);
        self.say(&format!("{what} ({:.1} s)", took.as_secs_f64()));
        expense::add_time(self.name, self.began);
    }

    /// Runs a command to its end, its output going to the terminal.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let _alive = Heartbeat::start(*self, command);
        let status = self.status(command)?;
        check(command, status)
    }

    /// Runs a command to its end without a word; the exit status is the caller's to judge.
    pub fn status(&self, command: &mut Command) -> Result<ExitStatus> {
        let child = command.spawn().with_context(|| cannot_start(command))?;
        self.wait(child)
    }

    /// Runs a command to its end, showing each line of its standard output and giving it to
    /// `each` as well; the exit status is the caller's to judge.
    pub fn run_reading(
        &self,
        command: &mut Command,
        mut each: impl FnMut(&str),
    ) -> Result<ExitStatus> {
        self.read_lines(command, |line| {
            println!("{line}");
            each(line);
        })
    }

    /// Runs a command to its end and gives each line of its standard output to `each`; the exit status is the
    /// caller's to judge.
    pub fn read_lines(
        &self,
        command: &mut Command,
        mut each: impl FnMut(&str),
    ) -> Result<ExitStatus> {
        command.stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| cannot_start(command))?;
        let output = child.stdout.take().context(NO_OUTPUT)?;
        for line in BufReader::new(output).lines() {
            each(&line?);
        }
        self.wait(child)
    }

    /// Runs a command to its end and returns its standard output.
    pub fn read(&self, command: &mut Command) -> Result<Vec<u8>> {
        let _alive = Heartbeat::start(*self, command);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| cannot_start(command))?;
        let mut output = Vec::new();
        let mut pipe = child.stdout.take().context(NO_OUTPUT)?;
        pipe.read_to_end(&mut output)?;
        let status = self.wait(child)?;
        check(command, status)?;
        Ok(output)
    }

    /// Says every few seconds, until dropped, that `command` still runs.
    pub(crate) fn heartbeat(&self, command: &Command) -> Heartbeat {
        Heartbeat::start(*self, command)
    }

    fn wait(&self, child: Child) -> Result<ExitStatus> {
        let ended = child.wait4()?;
        let processor = ended.rusage.utime + ended.rusage.stime;
        expense::add_processor(self.name, self.began, processor);
        Ok(ended.status)
    }
}

/// Says every few seconds that a silent command still runs, until dropped.
pub(crate) struct Heartbeat {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Heartbeat {
    fn start(step: Step, command: &Command) -> Self {
        let shows_progress =
            command.get_program() == crate::cargo::program() && std::io::stderr().is_terminal();
        if shows_progress {
            return Self {
                end: None,
                thread: None,
            };
        }
        let name = short_name(command.get_program());
        let (end, ended) = channel::<()>();
        let thread = std::thread::spawn(move || {
            let started = Instant::now();
            let mut wait = FIRST_SIGN_OF_LIFE;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                step.say(&format!(
                    "{name} is at work, {} s so far",
                    started.elapsed().as_secs()
                ));
                wait = SIGN_OF_LIFE;
            }
        });
        Self {
            end: Some(end),
            thread: Some(thread),
        }
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn short_name(program: &OsStr) -> String {
    let path = std::path::Path::new(program);
    path.file_name()
        .unwrap_or(program)
        .to_string_lossy()
        .into_owned()
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!(
            "`{}` ended with {status}; its lines above say why",
            line(command)
        );
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!(
        "`{}` could not be started: is it installed and on the PATH?",
        line(command)
    )
}

/// The command as one would type it, without its environment.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
