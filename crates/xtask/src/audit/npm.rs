//! Known vulnerabilities of the npm packages, as the registry tells them.

use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use super::advisories::Looked;
use crate::paths;
use crate::step::Step;

/// The severities that fail the audit; npm's others are told.
const FAILING: [&str; 2] = ["high", "critical"];

/// Asks the registry about every package of `package-lock.json`. Fails if one has a vulnerability that is high or critical.
pub fn check(step: Step) -> Result<Looked> {
    let mut audit = Command::new("npm");
    audit.current_dir(paths::root()).args(["audit", "--json"]);
    let output = audit.output()?;
    let Some(found) = read(&output.stdout) else {
        return Ok(Looked::Unreachable);
    };
    for (severity, count) in found.iter().filter(|(_, count)| *count > 0) {
        step.say(&format!("npm tells {count} vulnerabilities: {severity}"));
    }
    let is_failing =
        |(severity, count): &(String, u64)| *count > 0 && FAILING.contains(&severity.as_str());
    if found.iter().any(is_failing) {
        bail!("`npm audit` says which packages are vulnerable");
    }
    Ok(Looked::Sound)
}

/// How many vulnerabilities of each severity the report tells; `None` if it is no report, as where the registry answers none.
fn read(report: &[u8]) -> Option<Vec<(String, u64)>> {
    let report: Value = serde_json::from_slice(report).ok()?;
    let counts = report["metadata"]["vulnerabilities"].as_object()?;
    let each = counts.iter().filter(|(severity, _)| *severity != "total");
    each.map(|(severity, count)| Some((severity.clone(), count.as_u64()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_counted_and_an_error_is_no_report() {
        let report = br#"{"auditReportVersion":2,"vulnerabilities":{},
            "metadata":{"vulnerabilities":{"low":1,"critical":2,"total":3}}}"#;
        let counts = [("critical".to_owned(), 2), ("low".to_owned(), 1)];
        assert_eq!(read(report), Some(counts.to_vec()));
        let refused = br#"{"message":"405 Method Not Allowed","statusCode":405,"error":{}}"#;
        assert_eq!(read(refused), None);
        assert_eq!(read(b"npm error"), None);
    }
}
