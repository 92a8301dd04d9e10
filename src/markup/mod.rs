//! What XML, XHTML, MathML and SVG allow in an EPUB: a text in; what breaks their rules, with places, out.
//!
//! `epub` looks through each document with it before the document leaves the program, `gate` through
//! those of anybody. The rules stand as data in `xhtml.txt`, `mathml.txt`, `package.txt` and `ncx.txt`; what no
//! table can say (an order, a number of parts, what may not stand anywhere inside) is code in the files of
//! these names.
//! XML is read by roxmltree, which usvg hands on: unlike quick-xml it misses no rule of well-formedness.

mod attributes;
mod document;
mod fault;
mod grammar;
mod mathml;
mod names;
mod navigation;
mod ncx;
mod package;
mod references;
mod rules;
mod value;
mod xhtml;

pub use document::{Vocabulary, faults};
pub use fault::{Breach, Fault};
pub use value::is_language;

#[cfg(test)]
mod tests;
