//! Lists of the navigation document that reading systems use and no page shows.

use super::xml::{Markup, Tag};

/// Opens a list that is for the reading system, not for the page, under its name.
pub(super) fn open(out: &mut Markup, nav: Tag, name: &str) {
    out.open(&nav.with("aria-label", name).with("hidden", "hidden"));
    out.line();
    out.element(&Tag::new("h2"), name);
    out.line();
    out.open(&Tag::new("ol"));
    out.line();
}

/// Closes what [`open`] opened.
pub(super) fn close(out: &mut Markup) {
    out.close("ol");
    out.close("nav");
    out.line();
}
