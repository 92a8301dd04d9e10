//! Indexes as EPUB Indexes 1.0 describes them: entries in, lists of links that say where they lead out.

use super::chapter::HEADINGS;
use super::content::{Tally, Voice, Writer};
use super::document::{Document, Head, document};
use super::plan::Plan;
use super::xml::Tag;
use crate::diag::Sink;
use crate::locale::Term;
use crate::model::{AnchorId, Begins, ChapterId, plain_text};
use crate::resolve::{
    Index, IndexEntry, IndexGroup, IndexHeading, IndexPlace, IndexReference, PlaceStanding,
};

/// Writes the indexes that are parts of the book.
pub(super) fn documents(plan: &Plan<'_>, tally: &mut Tally, sink: &mut Sink) -> Vec<Document> {
    let own = plan.appended_indexes();
    let count = own.len();
    let each = own.into_iter().enumerate();
    let write = |(at, index): (usize, &Index)| {
        let title = plain_text(&index.title);
        let head = Head {
            file: &plan.index_file(at),
            title: &title,
            language: plan.language(),
            direction: plan.direction(),
            class: "",
        };
        let mut writer = Writer::new(plan, &head, tally, sink);
        writer.index_section(index);
        if at + 1 == count {
            writer.mark_pages(plan.pages.beginning(Begins::Nothing));
        }
        document(&head, &writer.out)
    };
    each.map(write).collect()
}

impl Writer<'_, '_> {
    /// An index under its heading, a section of its own.
    fn index_section(&mut self, index: &Index) {
        let id = self.plan.id(index.anchor);
        let section = Tag::new("section")
            .with("epub:type", "index")
            .with("role", "doc-index")
            .with("aria-labelledby", id);
        self.out.open(&section);
        self.out.line();
        self.index_heading(index, HEADINGS[0], id);
        self.index_groups(index, HEADINGS[1]);
        self.out.close("section");
        self.out.line();
    }

    /// The indexes that end a chapter, which is the index itself.
    pub(super) fn ending_indexes(&mut self, chapter: usize) {
        let chapter = Some(ChapterId::new(chapter));
        let indexes = self.plan.binding.book.indexes.iter();
        for index in indexes.filter(|index| index.chapter == chapter) {
            let id = self.plan.id(index.anchor);
            match index.heading {
                IndexHeading::Own => {
                    self.out.open(
                        &Tag::new("section")
                            .with("epub:type", "index")
                            .with("aria-labelledby", id),
                    );
                    self.out.line();
                    self.index_heading(index, HEADINGS[1], id);
                    self.index_groups(index, HEADINGS[2]);
                    self.out.close("section");
                }
                IndexHeading::OfChapter => {
                    self.out.open(&Tag::new("div").with("id", id));
                    self.out.line();
                    self.index_groups(index, HEADINGS[1]);
                    self.out.close("div");
                }
            }
            self.out.line();
        }
    }

    fn index_heading(&mut self, index: &Index, name: &'static str, id: &str) {
        if let Some(first) = index.title.first() {
            self.begin(first.id);
        }
        self.settle_pages();
        self.out.open(&Tag::new(name).with("id", id));
        self.text_run(&index.title);
        self.out.close(name);
        self.out.line();
    }

    fn index_groups(&mut self, index: &Index, heading: &'static str) {
        for group in &index.groups {
            self.index_group(group, heading);
        }
    }

    fn index_group(&mut self, group: &IndexGroup, heading: &'static str) {
        self.out.open(
            &Tag::new("section")
                .with("epub:type", "index-group")
                .with("class", "index-group"),
        );
        self.out.line();
        if let Some(letter) = group.head {
            self.out
                .open(&Tag::new(heading).with("class", "index-letter"));
            self.words(letter);
            self.out.close(heading);
            self.out.line();
        }
        self.index_entries(&group.entries);
        self.out.close("section");
        self.out.line();
    }

    fn index_entries(&mut self, entries: &[IndexEntry]) {
        let list = Tag::new("ul")
            .with("epub:type", "index-entry-list")
            .with("class", "index");
        self.out.open(&list);
        self.out.line();
        entries.iter().for_each(|entry| self.index_entry(entry));
        self.out.close("ul");
        self.out.line();
    }

    fn index_entry(&mut self, entry: &IndexEntry) {
        let voice = Voice {
            direction: entry.direction,
            language: None,
        };
        let tag = Tag::new("li").with("epub:type", "index-entry");
        let tag = tag.maybe("id", entry.anchor.map(|anchor| self.plan.id(anchor)));
        self.out.open(&self.turned(tag, &voice));
        self.inside(entry.direction, |writer| writer.index_words(entry));
        if !entry.below.is_empty() {
            self.out.line();
            self.index_entries(&entry.below);
        }
        self.out.close("li");
        self.out.line();
    }

    /// «مولوی، ۱۲، ۱۵–۱۷. نیز نگاه کنید به شمس»
    fn index_words(&mut self, entry: &IndexEntry) {
        self.out
            .open(&Tag::new("span").with("epub:type", "index-term"));
        self.text_run(&entry.words);
        self.out.close("span");
        let comma = format!("{} ", self.language.comma_among(entry.direction));
        let mut before: Option<Label> = None;
        for place in &entry.places {
            let label = self.label(place, before.as_ref());
            let repeats = before
                .as_ref()
                .is_some_and(|before| before.shown == label.shown);
            // Two places on one page are one number.
            if repeats && place.end.is_none() {
                continue;
            }
            self.out.text(&comma);
            self.index_place(place, &label);
            before = Some(label);
        }
        if !entry.see.is_empty() {
            self.out.text(&comma);
            let kind = "index-xref-preferred";
            self.index_references(
                &SentOn {
                    kind,
                    before: self.language.term(Term::See),
                },
                &entry.see,
            );
        }
        if !entry.see_also.is_empty() {
            self.out.text(". ");
            let kind = "index-xref-related";
            self.index_references(
                &SentOn {
                    kind,
                    before: self.language.term(Term::SeeAlso),
                },
                &entry.see_also,
            );
        }
    }

    fn index_place(&mut self, place: &IndexPlace, label: &Label) {
        let last = place.end.map(|end| IndexPlace {
            begin: end,
            end: None,
            ..place.clone()
        });
        let last = last.map(|last| (self.label(&last, Some(label)), last.begin));
        let Some((last, end)) = last.filter(|(last, _)| last.shown != label.shown) else {
            return self.locator(place.begin, label);
        };
        let range = Tag::new("bdi").with("epub:type", "index-locator-range");
        self.out
            .open(&range.with("dir", self.plan.direction().as_html()));
        self.locator(place.begin, label);
        self.out.text("–");
        self.locator(end, &last);
        self.out.close("bdi");
    }

    /// A link that is read out as «بازار، صفحهٔ ۱۲».
    fn locator(&mut self, anchor: AnchorId, label: &Label) {
        let Some(href) = self.plan.href(anchor) else {
            return self.words(&label.shown);
        };
        let name = (label.name != label.shown).then_some(label.name.as_str());
        let tag = Tag::new("a")
            .with("href", &self.here(href))
            .with("epub:type", "index-locator")
            .maybe("aria-label", name)
            .maybe("title", name);
        self.out.open(&tag);
        self.words(&label.shown);
        self.out.close("a");
    }

    /// What a place is called: its page, where pages are known, else the heading that it stands below; a second
    /// place below the same heading is its number.
    fn label(&self, place: &IndexPlace, before: Option<&Label>) -> Label {
        let language = self.language;
        let heading = place.heading.trim();
        let comma = language.comma();
        let note = match place.standing {
            PlaceStanding::Text => "",
            PlaceStanding::Note => language.term(Term::OfNote),
        };
        if let Some(page) = self.plan.pages.page_of(place.begin) {
            let shown = format!("{page}{note}");
            let page = format!("{} {shown}", language.term(Term::Page));
            let name = match heading {
                "" => page,
                heading => format!("{heading}{comma} {page}"),
            };
            return Label {
                shown,
                name,
                count: 1,
            };
        }
        let again = before.filter(|before| before.name.starts_with(heading));
        let count = again.map_or(1, |before| before.count + 1);
        let number = language.number(count);
        let (shown, name) = match (heading, count) {
            ("", _) => (number.clone(), number),
            (heading, 1) => (heading.to_owned(), heading.to_owned()),
            (heading, _) => (number.clone(), format!("{heading}{comma} {number}")),
        };
        Label { shown, name, count }
    }

    fn index_references(&mut self, sent: &SentOn, references: &[IndexReference]) {
        self.out
            .open(&Tag::new("span").with("epub:type", sent.kind));
        self.words(sent.before);
        let semicolon = format!("{} ", self.language.semicolon());
        for (at, reference) in references.iter().enumerate() {
            self.out.text(if at == 0 { " " } else { &semicolon });
            let href = reference.anchor.and_then(|anchor| self.plan.href(anchor));
            match href.map(|href| self.here(href)) {
                Some(href) => {
                    self.out.open(&Tag::new("a").with("href", &href));
                    self.words(&reference.words);
                    self.out.close("a");
                }
                None => self.words(&reference.words),
            }
        }
        self.out.close("span");
    }
}

/// What a link to a place is called.
struct Label {
    /// What is printed.
    shown: String,
    /// What is read out: with the heading that the place stands below.
    name: String,
    /// Which place below one heading it is, where pages are not known.
    count: usize,
}

/// How a reader is sent on to another entry.
struct SentOn {
    /// Its kind in the vocabulary of EPUB Indexes.
    kind: &'static str,
    before: &'static str,
}
