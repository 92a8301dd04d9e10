//! Writes the lists of figures, tables and their like into the navigation document, behind the contents.
//!
//! EPUB 3.3, 7.4.1: other `nav` elements have a heading; the types `loi` and `lot` are those of EPUB Structural
//! Semantics.

use super::file_names::NAVIGATION;
use super::nav_label::Label;
use super::pages::Placed;
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::locale::FrontList;
use crate::model::{AnchorId, Begins};
use crate::resolve::{ListOfThings, ListedThing};

/// Writes all lists.
pub(super) fn write(out: &mut Markup, plan: &Plan<'_>, placed: &mut Placed) {
    for (at, list) in plan.binding.book.lists.iter().enumerate() {
        let id = format!("list-{}", at + 1);
        Writer { out, plan, placed }.list(list, &id);
    }
}

struct Writer<'w> {
    out: &'w mut Markup,
    plan: &'w Plan<'w>,
    placed: &'w mut Placed,
}

impl Writer<'_> {
    /// Marks the printed pages that begin with the heading of a list, or with a line of it.
    fn mark(&mut self, list: FrontList, line: Option<AnchorId>) {
        let Self { out, plan, placed } = self;
        let pages = plan.pages.beginning(Begins::ListOf(list, line));
        plan.pages.mark(pages, NAVIGATION, out, placed);
    }

    fn list(&mut self, list: &ListOfThings, id: &str) {
        let plan = self.plan;
        let places = list.entries.iter();
        let lines: Vec<(&ListedThing, String)> = places
            .filter_map(|thing| Some((thing, plan.href(thing.anchor)?)))
            .collect();
        if lines.is_empty() {
            return;
        }
        self.mark(list.kind, None);
        let nav = Tag::new("nav").maybe("epub:type", kind(list.kind));
        self.out.open(&nav.with("aria-labelledby", id));
        self.out.line();
        let heading = Tag::new("h2").with("id", id);
        self.out
            .element(&heading, list.kind.heading(plan.language()));
        self.out.line();
        self.out.open(&Tag::new("ol"));
        self.out.line();
        for (thing, href) in lines {
            self.out.open(&Tag::new("li"));
            self.line(list.kind, thing, &href);
            self.out.close("li");
            self.out.line();
        }
        self.out.close("ol");
        self.out.close("nav");
        self.out.line();
    }

    fn line(&mut self, list: FrontList, thing: &ListedThing, href: &str) {
        let base = self.plan.direction();
        let label = match &thing.label {
            Some(label) if thing.words.is_empty() => Label::of_words(label.clone()),
            Some(label) => Label::of_heading(Some(&format!("{label}:")), &thing.words),
            None => Label::of_heading(None, &thing.words),
        };
        let side = label.side(base);
        let turned = (side != base).then(|| side.as_html());
        let link = Tag::new("a").with("href", href);
        self.out.open(&link.maybe("dir", turned));
        // A list may hold nothing but links (EPUB 3.3, 7.3): the mark stands inside.
        self.mark(list, Some(thing.anchor));
        label.write(self.out, side);
        self.out.close("a");
    }
}

/// The type of a list, where the vocabulary has one.
fn kind(list: FrontList) -> Option<&'static str> {
    match list {
        FrontList::Figures => Some("loi"),
        FrontList::Tables => Some("lot"),
        FrontList::Poems | FrontList::Formulas | FrontList::Credits => None,
    }
}
