//! Nothing personal in the clear on the disk.

use crate::edge::{Edge, NAME, NUMBER, elements_body};
use std::path::Path;

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn check_no_file_contains(folder: &Path, wanted: &[&[u8]]) {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        for wanted in wanted {
            assert!(!contains(&bytes, wanted));
        }
    }
    assert!(files > 0);
}

#[tokio::test]
async fn no_file_holds_a_name_a_number_or_a_picture() {
    let edge = Edge::start();
    let body = elements_body(NAME, NUMBER).to_string().into_bytes();
    edge.outcome(&edge.post("/v1/elements", body).await);
    assert_eq!(edge.scan(NAME, NUMBER).await, None);
    edge.draw(NAME, NUMBER).await;
    let personal = [
        NAME.as_bytes(),
        "样例".as_bytes(),
        NUMBER.as_bytes(),
        b"picture bytes",
    ];
    check_no_file_contains(edge.data.path(), &personal);
}
