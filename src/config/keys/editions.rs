//! The keys of `[editions.NAME]`.

use super::{
    BIBLIOGRAPHY, BOOK, COLOPHON, COVER, DESIGN, EPUB, FONTS, INDEXES, Key, PDF, PRINT, Shape,
    TITLE_PAGE, key,
};
use crate::config::format::Format;

/// `[editions.NAME]`.
pub(in crate::config) const EDITION: &[Key] = &[
    key(
        "formats",
        Shape::List(&Shape::Word(&Format::NAMES)),
        "the outputs that it is made as; all without it",
    ),
    key(
        "without",
        Shape::List(&Shape::File),
        "chapters of the book that it does not have",
    ),
    key("book", Shape::Table(BOOK, &[]), "laid over [book]"),
    key(
        "title-page",
        Shape::Table(TITLE_PAGE, &[]),
        "laid over [title-page]",
    ),
    key(
        "bibliography",
        Shape::Table(BIBLIOGRAPHY, &[]),
        "laid over [bibliography]",
    ),
    key("indexes", Shape::Table(INDEXES, &[]), "laid over [indexes]"),
    key(
        "colophon",
        Shape::Table(COLOPHON, &[]),
        "laid over [colophon]",
    ),
    key("pdf", Shape::Table(PDF, &[]), "laid over [pdf]"),
    key("design", Shape::Table(DESIGN, &[]), "laid over [design]"),
    key("cover", Shape::Table(COVER, &[]), "laid over [cover]"),
    key("print", Shape::Table(PRINT, &[]), "laid over [print]"),
    key("epub", Shape::Table(EPUB, &[]), "laid over [epub]"),
    key("fonts", Shape::Table(FONTS, &[]), "laid over [fonts]"),
    key(
        "variables",
        Shape::Named(&Shape::Text),
        "laid over [variables]",
    ),
];
