//! sahhaf (صحّاف, the bookbinder) binds Markdown chapters into an accessible right-to-left EPUB and a
//! print-ready PDF.
//!
//! # A book in ten lines
//!
//! ```
//! use sahhaf::{Book, MemoryFiles, Output};
//!
//! # fn main() -> Result<(), sahhaf::Error> {
//! let files = MemoryFiles::default()
//!     .with("book.toml", "[book]\ntitle = \"گلستان\"\n")
//!     .with("01.md", "# دیباچه\n\nمنت خدای را، عز و جل، که طاعتش موجب قربت است.\n");
//! let mut book = Book::open(&files)?.resolve()?;
//! let epub = book.render(Output::Epub)?;
//! let pdf = book.render(Output::Pdf)?;
//! assert!(epub.bytes.starts_with(b"PK") && pdf.bytes.starts_with(b"%PDF"));
//! # Ok(())
//! # }
//! ```
//!
//! [`DiskFiles`] opens a folder instead of memory. What an author did wrong is a [`Diagnostic`] with its place
//! in a file: an [`Error`] holds all of them, and a book that can be rendered may have warnings:
//!
//! ```
//! use sahhaf::{Book, MemoryFiles};
//!
//! let files = MemoryFiles::default()
//!     .with("book.toml", "[book]\ntitle = \"گلستان\"\nlanguage = \"فارسی\"\n")
//!     .with("01.md", "# دیباچه\n\nمنت خدای را، عز و جل.\n");
//! let error = Book::open(&files).and_then(Book::resolve).err().expect("that is no language tag");
//! assert!(error.diagnostics().lines().starts_with("book.toml:3:12: error[bad-value]:"));
//! ```
//!
//! [`gate::examine`] looks through any EPUB, whoever made it, and reports in the same form:
//!
//! ```
//! use sahhaf::{Book, MemoryFiles, Output, Renderer, SourceMap, gate};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let files = MemoryFiles::default()
//! #     .with("book.toml", "[book]\ntitle = \"گلستان\"\n")
//! #     .with("01.md", "# دیباچه\n\nمنت خدای را، عز و جل.\n");
//! # let epub = Book::open(&files)?.resolve()?.render(Output::Epub)?.bytes;
//! let mut map = SourceMap::default();
//! let report = gate::examine(&epub, &mut map)?;
//! let renderer = Renderer { map: &map, folder: "", whole: "golestan.epub" };
//! let lines: String = report.findings.iter().map(|one| renderer.line(one)).collect();
//! assert!(!lines.contains("error["), "{lines}");
//! # Ok(())
//! # }
//! ```
//!
//! # What is promised
//!
//! The items of this page, the settings in [`config`], the gate in [`gate`], and the names of codes. The other
//! modules are the rooms that the work is done in, each knowing one craft: they are public so that tests,
//! benchmarks and tools can look inside, and they change without notice. So does what a method of this page
//! hands out of them: the pages of [`ResolvedBook::set`], the names of `Book::examine`, the text of
//! [`ResolvedBook::dump`]. `docs/architecture.md` draws the rooms.
//!
//! # Features
//!
//! All are on by default; `default-features = false` leaves a library.
//!
//! | feature | brings |
//! |---|---|
//! | `cli` | the command `sahhaf` and its room `cli` |
//! | `csl-archive` | citation styles known by name, such as `apa`; without it, our Persian styles and `.csl` files |
//! | `embedded-fonts` | the faces of `fonts/`; without it, a book names its own, or [`Overrides`] brings some |
//! | `highlight` | the parts of code told apart, in both books |
//!
//! # Threads and stack
//!
//! Work is spread over rayon's threads. Threads of 2 MB of stack, Rust's default, are enough: what nests in a
//! chapter is limited to 64 levels, and what is deeper is flattened with a warning (`too-deep`); drawings may
//! nest 200 elements, and so may XML in an EPUB.

pub mod book;
pub mod cite;
#[cfg(feature = "cli")]
pub mod cli;
pub mod code;
#[cfg(test)]
mod comparisons;
pub mod config;
pub mod diag;
pub mod epub;
pub mod font;
pub mod formula;
pub mod frame;
pub mod gate;
pub mod import;
pub mod limits;
pub mod line;
pub mod locale;
pub mod lookup;
pub mod markdown;
pub mod markup;
pub mod model;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod pipeline;
pub mod press;
pub mod resolve;
pub mod source;
pub mod text;
pub mod theme;
pub mod units;
pub mod view;

#[doc(inline)]
pub use book::{Book, Diagnostics, Error, ResolvedBook};
#[doc(inline)]
pub use config::{
    Config, EpubOptions, Format, GivenFont, GivenFonts, Overrides, PageOptions, PagePictures,
    PdfOptions, PrintOptions, Profile, Standard,
};
#[doc(inline)]
pub use diag::{Code, Counts, Diagnostic, Kind, Mend, Place, Renderer, Severity};
#[doc(inline)]
pub use epub::EpubError;
#[doc(inline)]
pub use locale::Language;
#[doc(inline)]
pub use pdf::PdfError;
#[doc(inline)]
pub use pipeline::{Artifact, BuildContext, BuildError, Memory, Output, Stage, StageObserver};
#[doc(inline)]
pub use source::{
    BookPath, DiskFiles, EmbeddedFiles, FileId, Files, LineColumn, MemoryFiles, PathFault,
    ReadError, SourceFile, SourceMap, Span,
};
#[doc(inline)]
pub use view::DrawError;
