//! The showcase, a book that has every role, series of notes and form of verse once: bound by every preset, and held by
//! its pages.

use std::fmt::Write as _;

use crate::matter::read;
use crate::snapshot::{self, project};
use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, Pages};
use sahhaf::pipeline::{NoObserver, Output};
use sahhaf::source::MemoryFiles;

/// A book that has every role and every kind of verse, note and break.
fn showcase(preset: &str) -> MemoryFiles {
    let folder = project("tests/showcase");
    let mut files = MemoryFiles::default();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files = files.with(&name, std::fs::read_to_string(&path).unwrap());
    }
    let settings = std::fs::read_to_string(folder.join("book.toml")).unwrap();
    files.with(
        "book.toml",
        format!("{settings}\n[design]\npreset = \"{preset}\"\n"),
    )
}

#[test]
fn every_preset_binds_a_book_of_every_role_without_a_warning() {
    for preset in sahhaf::config::PRESETS {
        let (manuscript, mut sink) = read(&showcase(preset.names[0]));
        let outputs = [Output::Epub, Output::Pdf];
        let bound = manuscript.render(&outputs, &NoObserver, &mut sink);
        assert_eq!(bound.unwrap().len(), 2);
        assert_eq!(sink.found(), [], "{}", preset.names[1]);
    }
}

#[test]
fn a_preface_and_an_appendix_have_no_number_and_the_first_chapter_is_the_first() {
    let (manuscript, _) = read(&showcase("academic"));
    let headings = manuscript.book.headings.iter();
    let numbers: Vec<_> = headings.map(|entry| entry.number.as_deref()).collect();
    let expected = [
        [None; 5].as_slice(),
        &[Some("۱"), Some("۲"), Some("۲-۱"), Some("۲-۱-۱")],
        &[None],
        &[Some("۳"), Some("۴"), Some("۵")],
        &[None; 7],
    ];
    assert_eq!(numbers, expected.concat());
}

/// What a typesetter sees: the folio and the side of each page, and its lines with their baselines in millimetres.
fn told(pages: &Pages) -> String {
    let mut out = String::new();
    for page in &pages.pages {
        let _ = writeln!(out, "page {} {:?}", page.folio, page.side);
        for item in &page.items {
            if let PageItem::Line(line) = item {
                let down = line.baseline.0 / sahhaf::units::Pt::from_mm(1.0).0;
                let _ = writeln!(out, "  {down:5.1} {:?} {}", line.role, line.text.trim());
            }
        }
    }
    out
}

#[test]
fn every_page_of_a_novel_stands_as_it_was_approved() {
    let (manuscript, _) = read(&showcase("novel"));
    let pages = manuscript.pages(&mut Sink::default());
    snapshot::assert("pages/showcase.txt", &told(&pages));
}
