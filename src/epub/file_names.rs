//! The names of the files that every EPUB of ours has.

/// The bibliography's file.
pub(super) const BIBLIOGRAPHY: &str = "bibliography.xhtml";
/// The file of the notes behind the text.
pub(super) const NOTES: &str = "notes.xhtml";
/// The cover's file.
pub(super) const COVER: &str = "cover.xhtml";
/// The title page's file.
pub(super) const TITLE_PAGE: &str = "title.xhtml";
/// The file of the page before it, with the title alone.
pub(super) const HALF_TITLE: &str = "half-title.xhtml";
/// The file of the title page in another language.
pub(super) const FOREIGN_TITLE: &str = "foreign-title.xhtml";
/// The navigation's file; the container has its name from epub-builder.
pub(super) const NAVIGATION: &str = "nav.xhtml";
/// The style sheet's file; the container has its name from epub-builder.
pub(super) const STYLE_SHEET: &str = "stylesheet.css";

/// The file of the first, second … index that is a part of the book.
pub(super) fn index_file(at: usize) -> String {
    match at {
        0 => "index.xhtml".to_owned(),
        at => format!("index-{}.xhtml", at + 1),
    }
}
