//! Chapters and the bibliography as documents: blocks in, XHTML files with their notes out.

use std::collections::BTreeMap;

use super::content::{Voice, Writer};
use super::document::{Document, Head, document};
use super::plan::{BIBLIOGRAPHY, Plan};
use super::xml::{Markup, Tag};
use crate::diag::Sink;
use crate::locale::Term;
use crate::model::{Block, BlockKind, Chapter, Note, NoteId, plain_text, prose};
use crate::resolve::{Bibliography, BibliographyEntry};

/// Writes every chapter, in order.
pub(super) fn chapters(plan: &Plan<'_>, sink: &mut Sink) -> Vec<Document> {
    let mut marks = BTreeMap::new();
    let chapters = plan.binding.book.book.chapters.iter().enumerate();
    chapters
        .map(|(at, chapter)| write_chapter(plan, (at, chapter), &mut marks, sink))
        .collect()
}

fn write_chapter(
    plan: &Plan<'_>,
    (at, chapter): (usize, &Chapter),
    marks: &mut BTreeMap<NoteId, usize>,
    sink: &mut Sink,
) -> Document {
    let file = plan.chapter_file(at);
    let mut writer = Writer {
        plan,
        out: Markup::default(),
        file: file.clone(),
        language: &chapter.language,
        base: chapter.direction,
        stated: false,
        marks,
        sink,
    };
    let title = title(plan, chapter);
    let section = Tag::new("section")
        .with("epub:type", "chapter")
        .with("role", "doc-chapter");
    let section = match opening_heading(chapter) {
        Some(id) => section.with("aria-labelledby", id),
        None => section.with("aria-label", &title),
    };
    writer.out.open(&section);
    writer.out.line();
    writer.blocks(&chapter.blocks);
    let lists = plan.binding.book.chapter_lists.iter();
    lists
        .filter(|list| list.chapter == Some(at))
        .for_each(|list| writer.list_of_works(list));
    writer.notes(at);
    writer.out.close("section");
    writer.out.line();
    let (language, direction) = (&chapter.language, chapter.direction);
    document(
        &Head {
            file: &file,
            title: &title,
            language,
            direction,
            class: "",
        },
        &writer.out,
    )
}

/// What a chapter is called; the book's title for one that has no name.
pub(super) fn title(plan: &Plan<'_>, chapter: &Chapter) -> String {
    let title = plain_text(&chapter.title);
    let named = !title.trim().is_empty();
    if named {
        title
    } else {
        plan.binding.config.book.title.clone()
    }
}

/// The id of the heading that a chapter begins with.
fn opening_heading(chapter: &Chapter) -> Option<&str> {
    let heading = |block: &&Block| matches!(block.kind, BlockKind::Heading { .. });
    chapter
        .blocks
        .first()
        .filter(heading)?
        .attributes
        .id
        .as_deref()
}

impl Writer<'_, '_> {
    /// The notes of a chapter, in the order of their marks. Reading systems pop them up.
    fn notes(&mut self, chapter: usize) {
        let notes = (0_u32..)
            .map(NoteId)
            .zip(&self.plan.binding.book.book.notes);
        let mut own: Vec<(NoteId, &Note)> = notes
            .filter(|(_, note)| note.chapter == chapter && note.number > 0)
            .collect();
        own.sort_by_key(|(id, note)| (note.number, *id));
        for (id, note) in own {
            self.note(id, note);
        }
    }

    fn note(&mut self, id: NoteId, note: &Note) {
        let aside = Tag::new("aside")
            .with("id", &self.plan.note_id(id))
            .with("epub:type", "footnote")
            .with("role", "doc-footnote")
            .with("class", "note");
        self.out.open(&aside);
        self.out.line();
        let rest = match note.blocks.split_first() {
            Some((
                Block {
                    kind: BlockKind::Paragraph(content),
                    attributes,
                    ..
                },
                rest,
            )) => {
                let voice = self.voice(attributes, &prose(content));
                let tag = self.tag("p", attributes, &voice);
                self.out.open(&tag);
                self.way_back(id, note);
                self.inside(voice.direction, |writer| writer.text_run(content));
                self.out.close("p");
                self.out.line();
                rest
            }
            _ => {
                self.out.open(&Tag::new("p"));
                self.way_back(id, note);
                self.out.close("p");
                self.out.line();
                &note.blocks
            }
        };
        self.blocks(rest);
        self.out.close("aside");
        self.out.line();
    }

    /// The number of a note, leading back to its first mark.
    fn way_back(&mut self, id: NoteId, note: &Note) {
        let number = self.language.number(note.number);
        let note_word = self.language.term(Term::Note);
        let name = format!(
            "{note_word} {number}: {}",
            self.language.term(Term::BackToText)
        );
        let Some(mark) = self.plan.first_mark(id) else {
            return self.out.text(&format!("{number} "));
        };
        let tag = Tag::new("a")
            .with("href", &self.here(mark))
            .with("epub:type", "backlink")
            .with("role", "doc-backlink")
            .with("aria-label", &name);
        self.out.element(&tag, &number);
        self.out.text(" ");
    }
}

/// Writes the bibliography appendix.
pub(super) fn bibliography(plan: &Plan<'_>, works: &Bibliography, sink: &mut Sink) -> Document {
    let mut writer = Writer {
        plan,
        out: Markup::default(),
        file: BIBLIOGRAPHY.to_owned(),
        language: plan.language(),
        base: plan.direction(),
        stated: false,
        marks: &mut BTreeMap::new(),
        sink,
    };
    writer.list_of_works(works);
    let (language, direction) = (plan.language(), plan.direction());
    let head = Head {
        file: BIBLIOGRAPHY,
        title: &works.title,
        language,
        direction,
        class: "",
    };
    document(&head, &writer.out)
}

/// Headings by their level.
const HEADINGS: [&str; 3] = ["h1", "h2", "h3"];

impl Writer<'_, '_> {
    /// A list of works under its heading: the appendix is a part of the book, another one of its chapter.
    fn list_of_works(&mut self, works: &Bibliography) {
        let level = usize::from(works.chapter.is_some());
        let id = self.plan.id(works.anchor);
        let section = Tag::new("section")
            .with("epub:type", "bibliography")
            .with("role", "doc-bibliography")
            .with("aria-labelledby", id);
        self.out.open(&section);
        self.out.line();
        self.heading_of_works(HEADINGS[level], (&works.title, id));
        let sectioned = |entry: &BibliographyEntry| entry.heading.is_some();
        for part in works.entries.chunk_by(|_, next| !sectioned(next)) {
            let heading = part.first().and_then(|entry| entry.heading.as_ref());
            if let Some((title, anchor)) = heading {
                let id = self.plan.id(*anchor);
                self.heading_of_works(HEADINGS[level + 1], (title, id));
            }
            self.out.open(&Tag::new("ul").with("class", "bibliography"));
            self.out.line();
            part.iter().for_each(|entry| self.work(entry));
            self.out.close("ul");
            self.out.line();
        }
        self.out.close("section");
        self.out.line();
    }

    fn heading_of_works(&mut self, name: &'static str, (title, id): (&str, &str)) {
        self.out.open(&Tag::new(name).with("id", id));
        self.words(title);
        self.out.close(name);
        self.out.line();
    }

    fn work(&mut self, entry: &BibliographyEntry) {
        let language = (entry.language != *self.language).then(|| entry.language.clone());
        let voice = Voice {
            direction: entry.direction,
            language,
        };
        let tag = Tag::new("li").with("id", self.plan.id(entry.anchor));
        let tag = self.turned(tag, &voice);
        self.out.open(&tag);
        self.inside(entry.direction, |writer| {
            writer.text_run(&entry.content);
            writer.ways_back(entry);
        });
        self.out.close("li");
        self.out.line();
    }

    /// Numbered links from a work to the places that cite it.
    fn ways_back(&mut self, entry: &BibliographyEntry) {
        let language = self.language;
        let back = language.term(Term::BackToText);
        for (at, anchor) in entry.cited.iter().enumerate() {
            let Some(href) = self.plan.href(*anchor) else {
                continue;
            };
            let number = entry.language.number(at + 1);
            let tag = Tag::new("a")
                .with("href", &self.here(href))
                .with("epub:type", "backlink")
                .with("role", "doc-backlink")
                .with("aria-label", &format!("{back} {number}"));
            self.out.text(if at == 0 { " [" } else { " " });
            self.out.element(&tag, &number);
        }
        if !entry.cited.is_empty() {
            self.out.text("]");
        }
    }
}
