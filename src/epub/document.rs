//! A content document: a body in, a whole XHTML file with language and direction out.

use super::file_names::STYLE_SHEET;
use super::xml::{Markup, Tag};
use crate::locale::{Direction, Language};

/// What the first lines of every document say. EPUB 3.3, clause 6.1: XHTML in UTF-8.
const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n";

/// One XHTML file of the book.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// The file's name, ASCII.
    pub(super) file: String,
    /// The whole file.
    pub(super) text: String,
    /// Whether a formula stands in it.
    pub(super) has_mathml: bool,
}

impl Document {
    /// What the manifest has to say of it (EPUB 3.3, clause D.6).
    pub(super) fn properties(&self) -> Option<&'static str> {
        self.has_mathml.then_some("mathml")
    }
}

/// What the head of a document says.
pub(super) struct Head<'a> {
    /// The file's name, ASCII.
    pub(super) file: &'a str,
    /// What the reading system calls the document.
    pub(super) title: &'a str,
    /// The language of the document.
    pub(super) language: &'a Language,
    /// The direction of the document.
    pub(super) direction: Direction,
    /// A class for the body, or nothing.
    pub(super) class: &'a str,
}

/// Puts a body into a document.
pub(super) fn document(head: &Head<'_>, body: &Markup) -> Document {
    let language = Some(head.language.as_str());
    let side = head.direction.as_html();
    let mut page = Markup::default();
    let html = Tag::new("html")
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops")
        .language(language)
        .with("dir", side);
    page.open(&html);
    page.line();
    page.open(&Tag::new("head"));
    page.element(&Tag::new("title"), head.title);
    let sheet = Tag::new("link")
        .with("rel", "stylesheet")
        .with("type", "text/css");
    page.empty(&sheet.with("href", STYLE_SHEET));
    page.close("head");
    page.line();
    page.open(
        &Tag::new("body")
            .language(language)
            .with("dir", side)
            .classes([head.class]),
    );
    page.line();
    page.append(body);
    page.close("body");
    page.line();
    page.close("html");
    page.line();
    Document {
        file: head.file.to_owned(),
        has_mathml: page.has_mathml(),
        text: format!("{PROLOGUE}{}", page.into_string()),
    }
}
