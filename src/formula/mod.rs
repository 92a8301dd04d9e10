//! Formulas: TeX in, a tree out, and of the tree the MathML of the EPUB and the glyphs of the PDF.
//!
//! `reader` makes the tree, or says what is wrong and where; `build` makes elements of MathML of it, which
//! `markup` writes for the EPUB and `layout` sets for the page, each with what only it can show.

mod alphabet;
mod atoms;
mod breaking;
mod build;
mod element;
mod formula_reader;
mod layout;
mod markup;
mod reader;
mod spacing;
#[cfg(test)]
mod tests;
pub mod tree;

pub use formula_reader::{FormulaReader, SharedReading};
pub use layout::{Column, MathFace, Setting, WordSetter, WordsBox, set, set_within, settable};
pub use markup::mathml;
pub use reader::{Fault, Reading, Standing, read};
