//! The tables of `data/` as Rust: a table that cannot be read does not compile.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use csv::{ReaderBuilder, StringRecord};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    let roles = rows("roles")?;
    let mut tables = String::new();
    let about = doc("市场主体类型");
    writeln!(
        tables,
        "{about}pub static SUBJECT_TYPES: &[SubjectType] = &["
    )?;
    let types = rows("subject-types")?;
    for row in &types {
        let own = roles.iter().filter(|role| role.get(0) == row.get(0));
        let own: Result<Vec<String>, _> = own.map(role).collect();
        let (terms, roles) = (terms(row, 0)?, own?.join(", "));
        writeln!(tables, "    SubjectType {{ {terms}, roles: &[{roles}] }},")?;
    }
    if let Some(role) = roles
        .iter()
        .find(|role| types.iter().all(|row| row.get(0) != role.get(0)))
    {
        return Err(format!("no subject type has this role: {role:?}").into());
    }
    let about = doc("What can be registered");
    writeln!(tables, "];\n{about}pub static BUSINESSES: &[Business] = &[")?;
    for row in &rows("businesses")? {
        let (terms, everybody) = (terms(row, 0)?, is_yes(row, 3)?);
        writeln!(
            tables,
            "    Business {{ {terms}, has_everybody: {everybody} }},"
        )?;
    }
    let about = doc("The documents that a person can be entered with");
    writeln!(tables, "];\n{about}pub static DOCUMENTS: &[Document] = &[")?;
    for row in &rows("documents")? {
        let (terms, exempt) = (terms(row, 0)?, is_yes(row, 3)?);
        writeln!(tables, "    Document {{ {terms}, is_exempt: {exempt} }},")?;
    }
    writeln!(tables, "];")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("tables.rs"), tables)?;
    Ok(())
}

fn doc(text: &str) -> String {
    format!("/// {text}.\n")
}

fn rows(name: &str) -> Result<Vec<StringRecord>, Box<dyn Error>> {
    let mut reader = ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(format!("data/{name}.csv"))?;
    Ok(reader.records().collect::<Result<_, _>>()?)
}

fn role(row: &StringRecord) -> Result<String, Box<dyn Error>> {
    let number = |column| -> Result<u32, Box<dyn Error>> { Ok(cell(row, column)?.parse()?) };
    let most = match cell(row, 5)? {
        "" => "None".to_owned(),
        _ => format!("Some({})", number(5)?),
    };
    let excludes: Vec<&str> = cell(row, 8)?.split_whitespace().collect();
    Ok(format!(
        "Role {{ {}, least: {}, most: {most}, may_be_enterprise: {}, least_age: {}, excludes: &{:?} }}",
        terms(row, 1)?,
        number(4)?,
        is_yes(row, 6)?,
        number(7)?,
        excludes
    ))
}

/// Code and words, which begin at `column`.
fn terms(row: &StringRecord, column: usize) -> Result<String, Box<dyn Error>> {
    let [code, zh, en] = [column, column + 1, column + 2].map(|column| cell(row, column));
    Ok(format!("code: {:?}, zh: {:?}, en: {:?}", code?, zh?, en?))
}

fn is_yes(row: &StringRecord, column: usize) -> Result<bool, Box<dyn Error>> {
    match cell(row, column)? {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("{other} is neither yes nor no").into()),
    }
}

fn cell(row: &StringRecord, column: usize) -> Result<&str, Box<dyn Error>> {
    Ok(row
        .get(column)
        .ok_or_else(|| format!("{row:?} is too short"))?)
}
