//! What each part of a command has cost: the time it took by the clock, and the time its processes had on a processor.

use std::fs;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);
static PARTS: Mutex<Vec<Part>> = Mutex::new(Vec::new());

/// Clock ticks a second in `/proc` (`USER_HZ`, which Linux fixes for all programs).
const TICKS_PER_SECOND: f64 = 100.0;

/// What one part has cost so far.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    name: &'static str,
    began: Duration,
    took: Duration,
    processor: Duration,
}

/// The time since the first call of this function in this process.
#[must_use]
pub fn elapsed() -> Duration {
    START.elapsed()
}

/// Adds the processor time of a process that has ended to the part `name`, which began at `began`.
pub fn add_processor(name: &'static str, began: Duration, processor: Duration) {
    with_part(name, began, |part| part.processor += processor);
}

/// Adds the time from `began` until now to the part `name`.
pub fn add_time(name: &'static str, began: Duration) {
    let took = elapsed().saturating_sub(began);
    with_part(name, began, |part| part.took += took);
}

fn with_part(name: &'static str, began: Duration, change: impl FnOnce(&mut Part)) {
    let mut parts = PARTS.lock().unwrap_or_else(PoisonError::into_inner);
    let place = parts.iter().position(|part| part.name == name);
    let place = place.unwrap_or_else(|| {
        parts.push(Part {
            name,
            began,
            took: Duration::ZERO,
            processor: Duration::ZERO,
        });
        parts.len() - 1
    });
    if let Some(part) = parts.get_mut(place) {
        part.began = part.began.min(began);
        change(part);
    }
}

/// A table of all parts in the order in which they began, seconds, and the sum of what this process and those before
/// it have cost. Parts that ran at the same time overlap.
#[must_use]
pub fn table() -> String {
    let parts = PARTS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    rows(parts, whole().as_ref())
}

/// What this process has cost since it began, with all child processes that have ended. The launcher and the
/// compilation of these commands count, for they were this very process before.
struct Whole {
    took: Duration,
    own: Duration,
    children: Duration,
}

/// `None` where there is no `/proc`.
fn whole() -> Option<Whole> {
    let uptime = fs::read_to_string("/proc/uptime").ok()?;
    let uptime: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    read_stat(&fs::read_to_string("/proc/self/stat").ok()?, uptime)
}

/// Reads the fields utime, stime, cutime, cstime and starttime of `/proc/self/stat` (proc(5)).
fn read_stat(stat: &str, uptime: f64) -> Option<Whole> {
    // The second field is the program's name in brackets, which may hold blanks.
    let (_, after_name) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let time = |number: usize| -> Option<Duration> {
        let ticks: f64 = fields.get(number.checked_sub(3)?)?.parse().ok()?;
        Duration::try_from_secs_f64(ticks / TICKS_PER_SECOND).ok()
    };
    let uptime = Duration::try_from_secs_f64(uptime).ok()?;
    Some(Whole {
        took: uptime.saturating_sub(time(22)?),
        own: time(14)? + time(15)?,
        children: time(16)? + time(17)?,
    })
}

fn rows(mut parts: Vec<Part>, whole: Option<&Whole>) -> String {
    parts.sort_by_key(|part| part.began);
    let mut table = line("part", "began at", "took", "processor");
    for part in &parts {
        let [began, took, processor] = [part.began, part.took, part.processor].map(seconds);
        table += &line(part.name, &began, &took, &processor);
    }
    if let Some(whole) = whole {
        let counted: Duration = parts.iter().map(|part| part.processor).sum();
        let processor = whole.own + whole.children;
        let rest = processor.saturating_sub(counted);
        table += &line("the rest", "", "", &seconds(rest));
        table += &line(
            "all, seconds",
            "",
            &seconds(whole.took),
            &seconds(processor),
        );
    }
    table
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}

fn line(name: &str, began: &str, took: &str, processor: &str) -> String {
    format!("{name:<14} {began:>9} {took:>9} {processor:>9}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_brackets_moves_no_field() {
        let stat = "7 (a) b) S 1 7 7 0 -1 0 0 0 0 0 150 50 3000 1000 20 0 1 0 500 0 0";
        let whole = read_stat(stat, 65.0).unwrap();
        let times = [whole.own, whole.children, whole.took];
        assert_eq!(times, [2, 40, 60].map(Duration::from_secs));
        assert!(read_stat("7 (a) S 1", 1.0).is_none());
    }

    #[test]
    fn parts_stand_in_the_order_in_which_they_began() {
        let part = |name, began, took, processor| Part {
            name,
            began: Duration::from_secs(began),
            took: Duration::from_secs(took),
            processor: Duration::from_secs(processor),
        };
        let whole = Whole {
            took: Duration::from_secs(90),
            own: Duration::from_secs(1),
            children: Duration::from_mins(2),
        };
        let table = rows(
            vec![part("native", 70, 5, 8), part("build", 1, 69, 100)],
            Some(&whole),
        );
        let expected = "\
part            began at      took processor
build                1.0      69.0     100.0
native              70.0       5.0       8.0
the rest                                13.0
all, seconds                  90.0     121.0
";
        assert_eq!(table, expected);
    }
}
