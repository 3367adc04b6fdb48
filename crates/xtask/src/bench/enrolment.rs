//! Persons nobody is: born in 1880, under the area of the published example, beside the sandbox's own samples.

use anyhow::{Context, Result};
use ureq::Agent;

use super::person::Person;

/// The area of the published example of GB 11643, and the year after that example's.
const AREA: &str = "440524";
const SEQUENCES: u32 = 999;

/// The `index`-th person.
pub(super) fn person(index: u32) -> Person {
    let (day, sequence) = (index / SEQUENCES, index % SEQUENCES + 1);
    let body = format!("{AREA}188002{:02}{sequence:03}", day + 1);
    Person {
        name: "样例某".into(),
        number: format!("{body}{}", check_digit(&body)),
    }
}

/// Puts somebody on the register through the sandbox's console.
pub(super) fn enrol(agent: &Agent, console: &str, person: &Person) -> Result<()> {
    let request = agent.post(format!("{console}/sandbox/citizens"));
    let request = request
        .header("origin", console)
        .header("x-sandbox-console", "1");
    request
        .send_json(person.card())
        .context("the sandbox's console took nobody")?;
    Ok(())
}

/// GB 11643-1999, ISO 7064 MOD 11-2.
fn check_digit(body: &str) -> char {
    let sum = body.chars().fold(0, |sum, digit| {
        (sum + digit.to_digit(10).unwrap_or(0)) * 2 % 11
    });
    match (12 - sum) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_has_its_check_digit() {
        assert_eq!(check_digit("44052418800101001"), '4');
        assert_eq!(check_digit("11010519491231002"), 'X');
    }

    #[test]
    fn no_two_persons_share_a_number() {
        let numbers = (0..2000).map(|index| person(index).number);
        assert_eq!(
            numbers.collect::<std::collections::BTreeSet<_>>().len(),
            2000
        );
    }
}
