//! Writes the lists of figures, tables and their like into the navigation document, behind the contents.
//!
//! EPUB 3.3, 7.4.1: other `nav` elements have a heading; the types `loi` and `lot` are those of EPUB Structural
//! Semantics.

use super::nav_label::Label;
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::locale::FrontList;
use crate::resolve::{ListOfThings, ListedThing};

/// Writes all lists.
pub(super) fn write(out: &mut Markup, plan: &Plan<'_>) {
    for (at, list) in plan.binding.book.lists.iter().enumerate() {
        write_list(out, plan, list, &format!("list-{}", at + 1));
    }
}

fn write_list(out: &mut Markup, plan: &Plan<'_>, list: &ListOfThings, id: &str) {
    let places = list.entries.iter();
    let lines: Vec<(&ListedThing, String)> = places
        .filter_map(|thing| Some((thing, plan.href(thing.anchor)?)))
        .collect();
    if lines.is_empty() {
        return;
    }
    let nav = Tag::new("nav").maybe("epub:type", kind(list.kind));
    out.open(&nav.with("aria-labelledby", id));
    out.line();
    let heading = Tag::new("h2").with("id", id);
    out.element(&heading, list.kind.heading(plan.language()));
    out.line();
    out.open(&Tag::new("ol"));
    out.line();
    let base = plan.direction();
    for (thing, href) in lines {
        let label = match &thing.label {
            Some(label) if thing.words.is_empty() => Label::of_words(label.clone()),
            Some(label) => Label::of_heading(Some(&format!("{label}:")), &thing.words),
            None => Label::of_heading(None, &thing.words),
        };
        let side = label.side(base);
        let turned = (side != base).then(|| side.as_html());
        out.open(&Tag::new("li"));
        out.open(&Tag::new("a").with("href", &href).maybe("dir", turned));
        label.write(out, side);
        out.close("a");
        out.close("li");
        out.line();
    }
    out.close("ol");
    out.close("nav");
    out.line();
}

/// The type of a list, where the vocabulary has one.
fn kind(list: FrontList) -> Option<&'static str> {
    match list {
        FrontList::Figures => Some("loi"),
        FrontList::Tables => Some("lot"),
        FrontList::Poems | FrontList::Formulas | FrontList::Credits => None,
    }
}
