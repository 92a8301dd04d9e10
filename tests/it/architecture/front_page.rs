//! What users are shown comes in by the front door: examples, documents and the Python package name only what
//! `src/lib.rs` promises, so that a change inside a room breaks nobody.

use std::collections::BTreeSet;
use std::fs;

use super::circles::paths;
use super::sources::{Reach, Source, files};
use crate::snapshot::project;

/// The rooms that the front page promises as a whole.
const PROMISED_ROOMS: [&str; 2] = ["config", "gate"];

fn parsed(text: &str) -> Source {
    Source {
        module: Vec::new(),
        items: syn::parse_file(text).unwrap().items,
    }
}

/// The names that `src/lib.rs` hands on, and the rooms that it promises.
fn promised() -> BTreeSet<String> {
    let library = parsed(&fs::read_to_string(project("src/lib.rs")).unwrap());
    let imports = library.imports().into_iter();
    let exported = imports.filter(|import| import.reach == Reach::Exported);
    let mut names: BTreeSet<String> = exported.map(|import| import.name).collect();
    names.extend(PROMISED_ROOMS.map(str::to_owned));
    names
}

/// What a program names of the library that is not on its front page.
fn strangers(program: &str) -> Vec<String> {
    let promised = promised();
    let mut found: BTreeSet<Vec<String>> = paths(&parsed(program));
    found.retain(|path| path[0] == "sahhaf" && !promised.contains(&path[1]));
    found.into_iter().map(|path| path.join("::")).collect()
}

/// The Rust of a document's examples, each made a program: what it imports, and the rest in a function.
fn examples(document: &str, fence: &str) -> Vec<String> {
    let opening = format!("{fence}\n");
    let blocks = document.split(&opening).skip(1);
    let blocks = blocks.map(|rest| rest.split("```").next().unwrap());
    let program = |block: &str| {
        let lines = block.lines().map(|line| line.trim_start_matches("# "));
        let (imports, rest): (Vec<&str>, Vec<&str>) =
            lines.partition(|line| line.starts_with("use "));
        format!(
            "{}\nfn shown() {{\n{}\n}}",
            imports.join("\n"),
            rest.join("\n")
        )
    };
    blocks.map(program).collect()
}

#[test]
fn a_name_that_is_not_on_the_front_page_is_seen() {
    let program =
        "use sahhaf::{Book, gate, source::SourceMap}; fn f() { sahhaf::diag::isolate(\"\"); }";
    assert_eq!(
        strangers(program),
        ["sahhaf::diag::isolate", "sahhaf::source::SourceMap"]
    );
    let document = "a\n```rust\nuse sahhaf::view;\nlet a = sahhaf::Book::open(&b)?;\n```\n";
    let shown = examples(document, "```rust");
    assert_eq!(strangers(&shown[0]), ["sahhaf::view"]);
}

#[test]
fn examples_need_the_front_page_alone() {
    let mut programs = files(&project("examples"));
    programs.push(project("tests/it/front_door.rs"));
    programs.extend(files(&project("python/src")));
    for path in programs {
        let mut found = strangers(&fs::read_to_string(&path).unwrap());
        // The wheel holds the command, too.
        found.retain(|name| {
            !(path.ends_with("python/src/lib.rs") && name == "sahhaf::cli::run_with")
        });
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}

#[test]
fn documents_show_the_front_page_alone() {
    let library = fs::read_to_string(project("src/lib.rs")).unwrap();
    let front = library.lines().filter_map(|line| line.strip_prefix("//!"));
    let front: Vec<&str> = front
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let front = front.join("\n");
    // Each fence of the page opens and closes: what stands before an opening one ends in a blank line.
    let mut shown = examples(&front.replace("\n\n```\n", "\n\n```rust\n"), "```rust");
    assert_eq!(shown.len(), 3);
    shown.extend(examples(
        &fs::read_to_string(project("README.md")).unwrap(),
        "```rust",
    ));
    assert_eq!(shown.len(), 4);
    for program in shown {
        assert!(
            strangers(&program).is_empty(),
            "{:?}\n{program}",
            strangers(&program)
        );
    }
}
