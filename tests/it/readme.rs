//! Keeps the documents true: the README's settings can be read and are all there are, and every file that a
//! document names exists.

use crate::snapshot::project;
use sahhaf::config;
use sahhaf::diag::Sink;
use sahhaf::source::{MemoryFiles, SourceMap};

const README: &str = include_str!("../../README.md");
const EVERY_KEY: &str = include_str!("../../src/config/full.toml");

#[test]
fn the_readme_names_every_key_of_the_settings() {
    for line in EVERY_KEY.lines() {
        let name = match line.split_once(" = ") {
            Some((key, _)) => format!("`{key}`"),
            None if line.starts_with('[') => format!("### `{line}`"),
            None => continue,
        };
        assert!(README.contains(&name), "{name}");
    }
}

#[test]
fn the_settings_of_the_readme_can_be_read() {
    let (_, rest) = README.split_once("```toml\n").unwrap();
    let (settings, _) = rest.split_once("```").unwrap();
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("01.md", "# یک")
        .with("02.md", "# دو");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = config::load(&files, &mut map, &mut sink).unwrap().unwrap();
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    assert_eq!(config.chapters.len(), 2);
}

#[test]
fn every_link_of_the_readme_into_the_repository_leads_somewhere() {
    let targets = README
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
        // The links that show Markdown, and a picture that is drawn from a build.
        let shown = ["02.md#id", "map.svg \"شرح\"", "docs/spread.png"];
        assert!(
            shown.contains(&target) || project(target).exists(),
            "{target}"
        );
    }
}

/// The words of a document between backticks that are paths of files or folders of the project.
fn paths(document: &str) -> impl Iterator<Item = &str> {
    let folders = [
        "src/",
        "tests/",
        "docs/",
        "benches/",
        "examples/",
        ".ci/",
        ".github/",
    ];
    let is_path = |letter: char| letter.is_ascii_alphanumeric() || "_-./".contains(letter);
    let quoted = document.split('`').skip(1).step_by(2);
    quoted.filter(move |word| {
        folders.iter().any(|folder| word.starts_with(folder)) && word.chars().all(is_path)
    })
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let mut documents = vec![project("README.md"), project("CONTRIBUTING.md")];
    let entries = project("docs").read_dir().unwrap();
    documents.extend(entries.map(|entry| entry.unwrap().path()));
    documents.retain(|path| path.extension().is_some_and(|end| end == "md"));
    let mut missing = Vec::new();
    for path in documents {
        let text = std::fs::read_to_string(&path).unwrap();
        let gone = paths(&text).filter(|named| !project(named).exists());
        missing.extend(gone.map(|named| format!("{} names {named}", path.display())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
