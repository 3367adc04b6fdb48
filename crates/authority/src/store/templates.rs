//! Face templates and the models that made them.

use super::{Store, StoreError};
use rusqlite::{Connection, params};

/// The tables that hold templates. Their rows were kept before they named a model.
const TABLES: [&str; 2] = ["persons", "sandbox_ctid"];

/// A face template as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTemplate {
    /// Sealed: the embedding.
    pub embedding: Vec<u8>,
    /// The model that made it; none where it was kept before that was written down.
    pub model: Option<String>,
}

/// Gives stores of earlier versions the column that names the model; their rows stay as they are.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for table in TABLES {
        let statement = "SELECT COUNT(*) FROM pragma_table_info(?1) WHERE name = 'portrait_model'";
        let there: i64 = transaction.query_row(statement, [table], |row| row.get(0))?;
        if there == 0 {
            transaction.execute(
                &format!("ALTER TABLE {table} ADD COLUMN portrait_model TEXT"),
                [],
            )?;
        }
    }
    transaction.commit()
}

impl Store {
    /// Replaces the template of the person under that name; false when there is nobody.
    pub fn renew_template(
        &self,
        name: &[u8; 32],
        template: &StoredTemplate,
    ) -> Result<bool, StoreError> {
        let statement = "UPDATE persons SET portrait = ?2, portrait_model = ?3 WHERE person = ?1";
        let given = params![name, template.embedding, template.model];
        Ok(self.connection().execute(statement, given)? == 1)
    }

    /// How many templates another model than `model` made; `first` made those that name none.
    pub fn count_other_templates(&self, model: &str, first: &str) -> Result<u64, StoreError> {
        let statement = "SELECT (SELECT COUNT(*) FROM persons
                WHERE portrait IS NOT NULL AND COALESCE(portrait_model, ?2) <> ?1)
            + (SELECT COUNT(*) FROM sandbox_ctid WHERE COALESCE(portrait_model, ?2) <> ?1)";
        let connection = self.connection();
        let count: i64 = connection.query_row(statement, [model, first], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store as the version before this one left it, with one person and one 网证.
    #[test]
    fn rows_from_before_models_were_named_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let before = Connection::open(folder.path().join("authority.sqlite")).unwrap();
        before
            .execute_batch(
                "CREATE TABLE persons (person BLOB PRIMARY KEY, record BLOB NOT NULL, portrait BLOB,
                     sample INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                 CREATE TABLE sandbox_ctid (person BLOB PRIMARY KEY, portrait BLOB NOT NULL) STRICT, WITHOUT ROWID;
                 INSERT INTO persons VALUES (zeroblob(32), x'01', x'02', 1);
                 INSERT INTO sandbox_ctid VALUES (zeroblob(32), x'03');",
            )
            .unwrap();
        drop(before);
        for _ in 0..2 {
            let store = Store::open(folder.path()).unwrap();
            let person = store.find_person(&[0; 32]).unwrap().unwrap();
            let template = |embedding| StoredTemplate {
                embedding,
                model: None,
            };
            assert_eq!(person.portrait, Some(template(vec![2])));
            assert_eq!(store.find_ctid(&[0; 32]).unwrap(), Some(template(vec![3])));
            assert_eq!(store.count_other_templates("a", "a").unwrap(), 0);
            assert_eq!(store.count_other_templates("b", "a").unwrap(), 2);
        }
        let store = Store::open(folder.path()).unwrap();
        let renewed = StoredTemplate {
            embedding: vec![9],
            model: Some("b".to_owned()),
        };
        assert!(store.renew_template(&[0; 32], &renewed).unwrap());
        assert!(!store.renew_template(&[1; 32], &renewed).unwrap());
        assert_eq!(store.count_other_templates("b", "a").unwrap(), 1);
    }
}
