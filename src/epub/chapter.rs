//! Chapters and the bibliography as documents: blocks in, XHTML files with their notes out.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::content::{Tally, Voice, Writer};
use super::document::{Document, Head, document};
use super::file_names::BIBLIOGRAPHY;
use super::plan::{Chapter as Place, Plan};
use super::ranks::Ranks;
use super::xml::Tag;
use crate::diag::Sink;
use crate::locale::{Matter, Term};
use crate::model::{
    Begins, Block, BlockKind, Chapter, ChapterId, ChapterKind, Note, NoteId, plain_text,
};
use crate::resolve::{Bibliography, BibliographyEntry, ResolvedBook};

/// Writes every chapter, side by side; their documents come in order.
pub(super) fn chapters(plan: &Plan<'_>, tally: &mut Tally, sink: &mut Sink) -> Vec<Document> {
    let chapters = plan.binding.book.book.chapters.par_iter().enumerate();
    let write = |(at, chapter): (usize, &Arc<Chapter>)| write(plan, at, chapter);
    let written: Vec<Written> = chapters.map(write).collect();
    let mut documents = Vec::new();
    for chapter in written {
        documents.extend(chapter.documents);
        tally.placed.extend(chapter.tally.placed);
        sink.append(chapter.sink);
    }
    documents
}

/// A chapter with what was found in it. Its notes are its own, and so are their marks.
struct Written {
    documents: Vec<Document>,
    tally: Tally,
    sink: Sink,
}

/// Writes the documents of a chapter; `at` is its index in the book.
fn write(plan: &Plan<'_>, at: usize, chapter: &Chapter) -> Written {
    let (mut tally, mut sink) = (Tally::default(), Sink::default());
    let mut documents = Vec::new();
    let mut ranks = Ranks::default();
    for part in 0..plan.parts(at).len() {
        let place = Place { chapter: at, part };
        let file = plan.file(place);
        let title = title(plan, chapter);
        let head = Head {
            file: &file,
            title: &title,
            language: &chapter.language,
            direction: chapter.direction,
            class: "",
        };
        let mut writer = Writer::new(plan, &head, &mut tally, &mut sink);
        writer.ranks = ranks;
        writer.part(&chapter.blocks, place, &title);
        documents.push(document(&head, &writer.out));
        ranks = writer.ranks;
    }
    Written {
        documents,
        tally,
        sink,
    }
}

impl Writer<'_, '_> {
    /// The body of a document of a chapter, of whose blocks it has some; most chapters are one document.
    fn part(&mut self, blocks: &[Block], place: Place, title: &str) {
        let plan = self.plan;
        let blocks = &blocks[plan.parts(place.chapter)[place.part].clone()];
        let book = plan.binding.book;
        let kind = book.book.chapters[place.chapter].standing.kind;
        let section = Tag::new("section");
        let section = match kind {
            ChapterKind::Part => section.with("epub:type", "part").with("role", "doc-part"),
            ChapterKind::Text | ChapterKind::Continuation => {
                matter(section, book.book.chapters[place.chapter].matter())
            }
        };
        let opening = opening_heading(blocks, book).and_then(|block| book.id(block.id));
        let section = match opening {
            Some(id) => section.with("aria-labelledby", id),
            None => section.with("aria-label", title),
        };
        self.out.open(&section);
        self.out.line();
        self.blocks(blocks);
        if plan.is_last(place) {
            self.mark_pages(plan.pages.beginning(Begins::Nothing));
        }
        if plan.parts(place.chapter).len() == place.part + 1 {
            self.ending_notes(place.chapter);
            let lists = plan.binding.book.chapter_lists.iter();
            let own = lists.filter(|list| list.chapter == Some(ChapterId::new(place.chapter)));
            own.for_each(|list| self.list_of_works(list));
            self.ending_indexes(place.chapter);
        }
        self.notes(place);
        self.out.close("section");
        self.out.line();
    }
}

/// Says what a chapter is in the book (EPUB Structural Semantics Vocabulary 1.1, DPUB-ARIA 1.1).
fn matter(section: Tag, matter: Matter) -> Tag {
    let role = match matter {
        Matter::Chapter => "doc-chapter",
        Matter::Part => "doc-part",
        // Neither vocabulary knows it.
        Matter::Bismillah => return section,
        Matter::Dedication => "doc-dedication",
        Matter::Epigraph => "doc-epigraph",
        Matter::Foreword => "doc-foreword",
        Matter::Preface => "doc-preface",
        Matter::Acknowledgments => "doc-acknowledgments",
        Matter::Introduction => "doc-introduction",
        Matter::Conclusion => "doc-conclusion",
        Matter::Afterword => "doc-afterword",
        Matter::Appendix => "doc-appendix",
        Matter::Glossary => "doc-glossary",
        Matter::Index => "doc-index",
    };
    section.with("epub:type", matter.name()).with("role", role)
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

/// The heading that blocks begin with.
fn opening_heading<'a>(blocks: &'a [Block], book: &ResolvedBook) -> Option<&'a Block> {
    let heading = |block: &&Block| match &block.kind {
        BlockKind::Heading { content, .. } => !plain_text(&book.shown(content)).trim().is_empty(),
        _ => false,
    };
    blocks.first().filter(heading)
}

impl Writer<'_, '_> {
    /// The notes of a document that stand with their marks, in the order of these. Reading systems pop them up.
    fn notes(&mut self, place: Place) {
        let book = self.plan.binding.book;
        let notes = book.notes_of(ChapterId::new(place.chapter));
        let mut own: Vec<(NoteId, &Note)> = notes
            .filter(|(id, _)| book.end_note(*id).is_none())
            .filter(|(id, _)| self.plan.mark_place(*id) == Some(place))
            .collect();
        own.sort_by_key(|(id, _)| book.note_number(*id));
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
        self.note_text(id, note);
        self.out.close("aside");
        self.out.line();
    }

    /// The words of a note behind its mark, and who speaks in it.
    pub(super) fn note_text(&mut self, id: NoteId, note: &Note) {
        let label = self.plan.note_label(id);
        let rest = match note.blocks.split_first() {
            Some((
                block @ Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                },
                rest,
            )) => {
                let attributes = self.block_attributes(block);
                let voice = self.voice(&attributes, &self.prose(content));
                let tag = self.tag("p", &attributes, &voice);
                self.out.open(&tag);
                self.mark_before(block.id);
                self.way_back(id);
                self.inside(voice.direction, |writer| {
                    writer.text_run(content);
                    if let Some(label) = label.filter(|_| rest.is_empty()) {
                        writer.out.text("\u{A0}–\u{A0}");
                        writer.words(label);
                    }
                });
                self.out.close("p");
                self.out.line();
                rest
            }
            _ => {
                self.out.open(&Tag::new("p"));
                self.way_back(id);
                self.out.close("p");
                self.out.line();
                &note.blocks
            }
        };
        self.blocks(rest);
        if let Some(label) = label.filter(|_| !rest.is_empty()) {
            self.out.open(&Tag::new("p").with("class", "align-end"));
            self.words(label);
            self.out.close("p");
            self.out.line();
        }
    }

    /// The mark of a note, leading back to where it is called first.
    fn way_back(&mut self, id: NoteId) {
        let Some(mark) = self.plan.binding.book.note_mark(id) else {
            return;
        };
        let number = &mark.printed;
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
        self.out.element(&tag, number);
        self.out.text(" ");
    }
}

/// Writes the bibliography appendix.
pub(super) fn bibliography(
    plan: &Plan<'_>,
    works: &Bibliography,
    tally: &mut Tally,
    sink: &mut Sink,
) -> Document {
    let head = Head {
        file: BIBLIOGRAPHY,
        title: &works.title,
        language: plan.language(),
        direction: plan.direction(),
        class: "",
    };
    let mut writer = Writer::new(plan, &head, tally, sink);
    writer.list_of_works(works);
    document(&head, &writer.out)
}

/// Headings by their level.
pub(super) const HEADINGS: [&str; 3] = ["h1", "h2", "h3"];

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
        if works.chapter.is_none() {
            self.mark_pages(self.plan.pages.beginning(Begins::Works));
        }
        self.heading_of_works(HEADINGS[level], &works.title, id);
        let sectioned = |entry: &BibliographyEntry| entry.heading.is_some();
        for part in works.entries.chunk_by(|_, next| !sectioned(next)) {
            let heading = part.first().and_then(|entry| entry.heading.as_ref());
            if let Some(section) = heading {
                let id = self.plan.id(section.anchor);
                self.heading_of_works(HEADINGS[level + 1], &section.title, id);
            }
            self.out.open(&Tag::new("ul").with("class", "bibliography"));
            self.out.line();
            part.iter().for_each(|entry| self.work(entry));
            self.out.close("ul");
            self.out.line();
        }
        if works.chapter.is_none() && self.plan.appended_indexes().is_empty() {
            self.mark_pages(self.plan.pages.beginning(Begins::Nothing));
        }
        self.out.close("section");
        self.out.line();
    }

    pub(super) fn heading_of_works(&mut self, name: &'static str, title: &str, id: &str) {
        self.out.open(&Tag::new(name).with("id", id));
        self.words(title);
        self.out.close(name);
        self.out.line();
    }

    fn work(&mut self, entry: &BibliographyEntry) {
        let language = (entry.language != *self.language).then_some(entry.language);
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
