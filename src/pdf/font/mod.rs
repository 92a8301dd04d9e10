//! The fonts of the file: codes of glyphs in, subset programs and their dictionaries out.

pub(in crate::pdf) mod code_book;
mod composite_glyphs;
pub(in crate::pdf) mod font_dictionary;
pub(in crate::pdf) mod font_metrics;
mod formula_characters;
pub(in crate::pdf) mod outline;
mod subset;
