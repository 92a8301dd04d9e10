//! Keeps the README true: its settings can be read, and it names every key there is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use sahhaf::config;
use sahhaf::diag::Sink;
use sahhaf::source::{MemoryFiles, SourceMap};

const README: &str = include_str!("../README.md");
const EVERY_KEY: &str = include_str!("../src/config/full.toml");

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
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
        // The links that show Markdown, and a picture that is drawn from a build.
        let shown = ["02.md#id", "map.svg \"شرح\"", "docs/spread.png"];
        assert!(
            shown.contains(&target) || root.join(target).exists(),
            "{target}"
        );
    }
}
