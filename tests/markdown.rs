//! Markdown to tree, as a typesetter would check it: `tests/golden/markdown/*.md` beside `.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test markdown` writes the trees anew; read them before committing.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod fixture;

use std::path::Path;

use sahhaf::model::dump::dump;

#[test]
fn chapters_read_as_their_golden_trees_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/markdown");
    let mut wrong = Vec::new();
    let mut paths: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    for path in paths {
        let text = String::from_utf8(read(&path)).unwrap();
        let (book, map, sink) = fixture::read(&[("chapter.md", &text)]);
        let tree = format!("{}--\n{}", dump(&book, &map), fixture::report(&sink, &map));
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            write(&golden, &tree);
        } else if read(&golden) != tree.as_bytes() {
            wrong.push(format!("{}\n{tree}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "trees that changed:\n{}",
        wrong.join("\n")
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "golden files lie beside the tests"
)]
fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_default()
}

#[expect(
    clippy::disallowed_methods,
    reason = "golden files lie beside the tests"
)]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}
