//! Markdown to tree, as a typesetter would check it: `tests/golden/markdown/*.md` beside `.txt`.
use crate::in_memory;
use crate::snapshot::{difference, project};
use sahhaf::model::dump::dump;

#[test]
fn chapters_read_as_their_golden_trees_say() {
    let folder = project("tests/golden/markdown");
    let mut paths: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    assert!(paths.len() >= 5, "{paths:?}");
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (book, map, sink) = in_memory::read(&[("chapter.md", &text)]);
        let report = in_memory::report(&sink, &map);
        let tree = format!("{}--\n{report}", dump(&book, &map));
        wrong.extend(difference(&path.with_extension("txt"), &tree));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
