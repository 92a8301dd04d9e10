//! The page list of the navigation document and of the NCX (EPUB 3.3, clause 7.4.2.2).

use super::hidden_list;
use super::pages::Placed;
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::locale::Term;
use crate::model::Begins;

/// The page list of the navigation document; it is for the reading system, not for the page.
pub(super) fn write_list(out: &mut Markup, plan: &Plan<'_>, placed: &Placed) {
    if placed.is_empty() {
        return;
    }
    let name = plan.language().term(Term::PageList);
    let nav = Tag::new("nav")
        .with("epub:type", "page-list")
        .with("role", "doc-pagelist");
    hidden_list::open(out, nav, name);
    for (page, href) in plan.pages.list(placed) {
        out.open(&Tag::new("li"));
        out.element(&Tag::new("a").with("href", href), &page.folio);
        out.close("li");
        out.line();
    }
    hidden_list::close(out);
}

/// The page list of the NCX; `order` is the last place in its play order.
pub(super) fn write_ncx_list(out: &mut Markup, plan: &Plan<'_>, placed: &Placed, order: usize) {
    if placed.is_empty() {
        return;
    }
    out.open(&Tag::new("pageList"));
    out.line();
    for (number, (page, href)) in (1_usize..).zip(plan.pages.list(placed)) {
        let kind = match page.begins {
            Begins::HalfTitle
            | Begins::TitlePage
            | Begins::Colophon
            | Begins::Contents(_)
            | Begins::ListOf(..) => "front",
            Begins::ForeignTitle => "special",
            Begins::Notes | Begins::Works | Begins::Words(_) | Begins::Nothing => "normal",
        };
        let target = Tag::new("pageTarget")
            .with("id", &format!("page-target-{number}"))
            .with("type", kind)
            .with("playOrder", &(order + number).to_string());
        out.open(&target);
        out.open(&Tag::new("navLabel"));
        out.element(&Tag::new("text"), &page.folio);
        out.close("navLabel");
        out.empty(&Tag::new("content").with("src", href));
        out.close("pageTarget");
        out.line();
    }
    out.close("pageList");
    out.line();
}
