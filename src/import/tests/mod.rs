//! Books as authors have them, one file a layout: `cases/NAME.txt` holds a folder (`>>> path`, then the
//! file), what is asked (`>>> ask fa`), and the plan that comes of it (`>>> plan`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use super::{Request, plan};
use crate::import::repository::is_markdown;
use crate::locale::Language;
use crate::source::{BookPath, Files, MemoryFiles};

/// A folder, what is asked of it, and what is expected.
struct Case {
    files: MemoryFiles,
    request: Request,
    expected: String,
}

fn parse(text: &str) -> Case {
    let mut case = Case {
        files: MemoryFiles::default(),
        request: Request {
            language: None,
            folder_name: Some("my-book".to_owned()),
        },
        expected: String::new(),
    };
    for part in text.split(">>> ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        match head.trim().split_once(' ') {
            Some(("ask", tag)) => case.request.language = Language::new(tag),
            _ if head.trim() == "plan" => case.expected = body.to_owned(),
            _ => case.files = case.files.with(head.trim(), body),
        }
    }
    case
}

fn outcome(case: &Case) -> String {
    match plan(&case.files, &case.request) {
        Ok(plan) => format!("{}{}\n", plan.dump(), plan.sentence()),
        Err(refusal) => format!("refused: {refusal}\nhint: {}\n", refusal.hint()),
    }
}

/// Fails with the whole plan, to be read and, where it is right, put into the case.
fn check(name: &str, text: &str) {
    let case = parse(text);
    let found = outcome(&case);
    assert!(found == case.expected, "{name} gives\n>>> plan\n{found}");
    // The same folder gives the same plan, and every Markdown file is accounted for once.
    assert_eq!(found, outcome(&case), "{name}");
    let Ok(plan) = plan(&case.files, &case.request) else {
        return;
    };
    let chapters = plan
        .chapters()
        .into_iter()
        .map(|chapter| chapter.path.clone());
    let left_out = plan.left_out.iter().map(|file| file.path.clone());
    let told: Vec<BookPath> = chapters.chain(left_out).filter(is_markdown).collect();
    let once: BTreeSet<BookPath> = told.iter().cloned().collect();
    assert_eq!(told.len(), once.len(), "{name} tells a file twice");
    let hidden = |path: &BookPath| path.as_str().split('/').any(|part| part.starts_with('.'));
    let there = case.files.list().unwrap().into_iter();
    let there: BTreeSet<BookPath> = there
        .filter(|path| is_markdown(path) && !hidden(path))
        .collect();
    assert_eq!(once, there, "{name}");
}

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let name = stringify!($name);
            check(name, include_str!(concat!("cases/", stringify!($name), ".txt")));
        })*
    };
}

cases! {
    bookdown docsify docusaurus docusaurus_labels docusaurus_translated empty flat flat_ordinals folders front_matter
    gitbook gitbook_languages hugo hugo_suffixes jekyll jekyll_collections jekyll_parents languages languages_asked
    languages_missing leanpub listed mdbook mdbook_english mkdocs mkdocs_names nested_site obsidian
    obsidian_longform own_without_chapters pandoc pandoc_defaults quarto single suffixes vitepress
    vitepress_unread vuepress broken_settings jupyter readme_chapters readme_links remarked_places
    folder_notes siblings wiki
    hugo_content_folders named_files summary_of_language title_of_language
    notebooks only_notebooks title_of_contents starlight sphinx myst quarto_site quarto_sidebars readmes_of_languages lone_parts lone_chapters
    mkdocs_suffixes mkdocs_rest jekyll_collections_of_languages navigation_in_other_case
    no_navigation navigation_elsewhere navigation_escaped navigation_scant navigation_unread
}

#[test]
fn work_is_linear_in_the_number_of_files() {
    // Counted by what is read, not by the clock: each file once.
    let mut files = MemoryFiles::default();
    for number in 0..2_000 {
        let path = format!("{}/{number}.md", number % 50);
        files = files.with(
            &path,
            "# سر\nمتن فارسی این فصل از کتاب که چند واژه دارد و بس.\n",
        );
    }
    let plan = plan(&files, &Request::default()).unwrap();
    assert_eq!(plan.chapters().len(), 2_000);
    assert_eq!(plan.parts(), 50);
}

#[test]
fn deep_folders_and_deep_lists_end() {
    let deep = "a/".repeat(300);
    let list: String = (0..300)
        .map(|depth| format!("{}- [x](1.md)\n", " ".repeat(depth * 2)))
        .collect();
    let files = MemoryFiles::default()
        .with("1.md", "متن فارسی این فصل از کتاب که چند واژه دارد و بس.")
        .with(&format!("{deep}2.md"), "متن");
    let flat = plan(&files, &Request::default()).unwrap();
    assert_eq!(flat.chapters().len() + flat.left_out.len(), 2);
    let summary = plan(&files.with("SUMMARY.md", list), &Request::default()).unwrap();
    assert_eq!(summary.chapters().len(), 1);
}
