//! A child process that cannot outlive this one.
//!
//! A shell stands between: it holds the reading end of a pipe from us, and ends the child when that
//! pipe closes, which it does when we drop the other end, exit, or are killed. It needs no signal
//! handler here and no unsafe code, and works on every Unix.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::private;

/// The guard ignores Ctrl-C, which the terminal sends to it as well: the closed pipe tells it. What the child writes is its
/// owner's alone.
const GUARD: &str = r#"
umask 077
trap '' INT
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ read -r _ <&3; kill -TERM $child; sleep 3; kill -KILL $child; } 2>/dev/null >/dev/null &
watch=$!
exec 3<&-
wait $child
status=$?
kill $watch 2>/dev/null
exit $status
"#;

/// A guarded child and its log file. Dropping it ends the child and waits for that.
#[derive(Debug)]
pub struct Guarded {
    name: &'static str,
    guard: Child,
    log: PathBuf,
}

impl Guarded {
    /// Starts `command`; both its outputs go to the file `log`, and to the terminal with `echo`.
    pub fn start(name: &'static str, command: &Command, log: &Path, echo: bool) -> Result<Self> {
        let file = private::create(log)?;
        let mut shell = Command::new("sh");
        shell
            .args(["-c", GUARD, "sh"])
            .arg(command.get_program())
            .args(command.get_args());
        for (key, value) in command.get_envs() {
            shell.env(key, value.unwrap_or_default());
        }
        let (output, input) = std::io::pipe()?;
        shell
            .stdin(Stdio::piped())
            .stdout(input.try_clone()?)
            .stderr(input);
        let guard = shell.spawn().context("`sh` could not be started")?;
        drop(shell);
        std::thread::spawn(move || copy_lines(name, output, file, echo));
        Ok(Self {
            name,
            guard,
            log: log.to_owned(),
        })
    }

    /// Fails, with what it logged, when the child has ended.
    pub fn check_alive(&mut self) -> Result<()> {
        if let Some(status) = self.guard.try_wait()? {
            bail!(
                "the {} ended by itself with {status}; its log says:\n{}",
                self.name,
                self.log()?
            );
        }
        Ok(())
    }

    /// The child's process, where the system tells it (Linux): the first that the guard started.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        let guard = self.guard.id();
        let children = fs::read_to_string(format!("/proc/{guard}/task/{guard}/children"));
        children.ok()?.split_whitespace().next()?.parse().ok()
    }

    /// What the child has written so far.
    pub fn log(&self) -> Result<String> {
        let bytes =
            fs::read(&self.log).with_context(|| format!("cannot read {}", self.log.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

fn copy_lines(name: &str, output: impl Read, mut file: File, echo: bool) {
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        let _ = file.write_all(&line);
        if echo {
            eprint!("{name:>9} | {}", String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn start(folder: &Path, script: &str) -> Guarded {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Guarded::start("test", &command, &folder.join("log"), false).unwrap()
    }

    fn wait_for(what: &str, mut condition: impl FnMut() -> bool) {
        let end = Instant::now() + Duration::from_secs(10);
        while !condition() {
            assert!(Instant::now() < end, "{what} does not happen");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_dropped_child_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let child = start(folder.path(), "echo $$; exec sleep 1000");
        wait_for("the first line", || child.log().unwrap().ends_with('\n'));
        let process = Path::new("/proc").join(child.log().unwrap().trim());
        assert!(process.exists());
        drop(child);
        assert!(!process.exists());
    }

    #[test]
    fn a_child_that_ends_is_noticed_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = start(folder.path(), "echo no such model >&2; exit 3");
        let mut error = None;
        wait_for("the end", || {
            error = child.check_alive().err();
            error.is_some()
        });
        wait_for("the last words", || {
            child.log().unwrap().contains("no such model")
        });
        assert!(error.unwrap().to_string().contains("exit status: 3"));
    }
}
