//! The order of the stages, on one screen: files in, artifacts out.

use std::fmt;

use crate::config::Config;
use crate::diag::{Code, Sink, isolate};
use crate::epub::{self, Binding, EpubError};
use crate::font::FontSet;
use crate::page::Pages;
use crate::pdf::{self, PdfError, Printing};
use crate::picture::{self, Pictures};
use crate::resolve::{self, ResolvedBook};
use crate::source::{Files, ReadError, SourceMap};
use crate::{cite, config, markdown};

/// A book read, checked and resolved, with all that both back ends need.
pub struct Manuscript {
    /// The settings.
    pub config: Config,
    /// The text.
    pub book: ResolvedBook,
    /// The pictures.
    pub pictures: Pictures,
    /// The faces.
    pub fonts: FontSet,
    /// The author's own style sheet.
    pub css: Option<String>,
}

/// Reads and resolves a book; `None` when nothing could be read that is worth going on with.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read(
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Manuscript>, BuildError> {
    read_watched(
        &Desk {
            files,
            watch: &Unwatched,
        },
        map,
        sink,
    )
}

/// [`read`], with somebody who is told of every stage.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read_watched(
    desk: &Desk<'_>,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<Manuscript>, BuildError> {
    let Desk { files, watch } = *desk;
    let config = during(watch, Stage::Settings, || config::load(files, map, sink))?;
    let Some(config) = config else {
        return Ok(None);
    };
    let book = during(watch, Stage::Text, || {
        markdown::read(&config, files, map, sink)
    })?;
    let citations = during(watch, Stage::Citations, || {
        cite::format(&config, &book.citations, files, map, sink)
    })?;
    let pictures = during(watch, Stage::Pictures, || {
        picture::load(&book, &config, files, sink)
    });
    let fonts = during(watch, Stage::Fonts, || FontSet::load(&config, files, sink));
    let book = during(watch, Stage::Numbers, || {
        resolve::resolve(book, citations, &config, sink)
    });
    let css = read_css(&config, files, sink)?;
    Ok(Some(Manuscript {
        config,
        book,
        pictures,
        fonts,
        css,
    }))
}

fn read_css(
    config: &Config,
    files: &dyn Files,
    sink: &mut Sink,
) -> Result<Option<String>, ReadError> {
    let Some(path) = &config.epub.css else {
        return Ok(None);
    };
    let text = String::from_utf8(files.read(path)?);
    if text.is_err() {
        let message = format!("{} is not UTF-8", isolate(path.as_str()));
        sink.error(Code::BadUtf8, config.places.of(path), message)
            .hint("save the style sheet as UTF-8 in your editor");
    }
    Ok(text.ok())
}

impl Manuscript {
    /// Binds the book in the formats asked for, both at the same time; EPUB comes first.
    ///
    /// # Errors
    /// A file could not be written in memory.
    pub fn bind(
        &self,
        formats: &[Format],
        watch: &dyn Watch,
        sink: &mut Sink,
    ) -> Result<Vec<Artifact>, BuildError> {
        let asked = |format| formats.contains(&format);
        let mut page_sink = Sink::default();
        let (epub, pdf) = rayon::join(
            || asked(Format::Epub).then(|| self.epub_artifact(watch, sink)),
            || asked(Format::Pdf).then(|| self.pdf_artifact(watch, &mut page_sink)),
        );
        sink.append(page_sink);
        [epub, pdf].into_iter().flatten().collect()
    }

    fn epub_artifact(&self, watch: &dyn Watch, sink: &mut Sink) -> Result<Artifact, BuildError> {
        let bytes = during(watch, Stage::Epub, || self.epub(sink))?;
        Ok(Artifact {
            format: Format::Epub,
            bytes,
            pages: None,
        })
    }

    fn pdf_artifact(&self, watch: &dyn Watch, sink: &mut Sink) -> Result<Artifact, BuildError> {
        let pages = during(watch, Stage::Pages, || self.pages(sink));
        let bytes = during(watch, Stage::Pdf, || self.pdf(&pages))?;
        Ok(Artifact {
            format: Format::Pdf,
            bytes,
            pages: Some(pages.pages.len()),
        })
    }

    /// Binds the EPUB.
    ///
    /// # Errors
    /// The container could not be written.
    pub fn epub(&self, sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        let binding = Binding {
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            css: self.css.as_deref(),
        };
        Ok(epub::bind(&binding, sink)?)
    }

    /// Sets the pages.
    pub fn pages(&self, _sink: &mut Sink) -> Pages {
        Pages::default()
    }

    /// Prints pages that [`Self::pages`] has set.
    ///
    /// # Errors
    /// A font or a picture could not be written.
    pub fn pdf(&self, pages: &Pages) -> Result<Vec<u8>, BuildError> {
        let printing = Printing {
            pages,
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
        };
        Ok(pdf::print(&printing)?)
    }

    /// Prints what a stage has made, one thing a line.
    pub fn dump(&self, what: Dump, sink: &mut Sink) -> String {
        match what {
            Dump::Model => format!("{:#?}\n", self.book.book),
            Dump::Text => format!("{:#?}\n", self.book.book),
            Dump::Lines | Dump::Pages => format!("{:#?}\n", self.pages(sink)),
        }
    }
}

/// What reading works with: where files come from, and who is told of the progress.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The book's folder.
    pub files: &'a dyn Files,
    /// Who is told of every stage.
    pub watch: &'a dyn Watch,
}

/// A file that a book can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For reading systems.
    Epub,
    /// For screen and press.
    Pdf,
}

impl Format {
    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
        }
    }
}

/// A bound book.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// What it is.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, where it has pages.
    pub pages: Option<usize>,
}

/// What a stage has made, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dump {
    /// The tree of the book.
    Model,
    /// The lines that paragraphs were broken into.
    Lines,
    /// The pages with all that stands on them.
    Pages,
    /// The words of the book in reading order, without what the tool adds.
    Text,
}

/// A stage of the work, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// book.toml.
    Settings,
    /// Markdown to the tree.
    Text,
    /// Citations and the list of works.
    Citations,
    /// Pictures.
    Pictures,
    /// Faces.
    Fonts,
    /// Numbers, notes and links.
    Numbers,
    /// The EPUB.
    Epub,
    /// Pages.
    Pages,
    /// The PDF.
    Pdf,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 9] = [
        Self::Settings,
        Self::Text,
        Self::Citations,
        Self::Pictures,
        Self::Fonts,
        Self::Numbers,
        Self::Epub,
        Self::Pages,
        Self::Pdf,
    ];

    /// What it is called on the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Text => "text",
            Self::Citations => "citations",
            Self::Pictures => "pictures",
            Self::Fonts => "fonts",
            Self::Numbers => "numbers",
            Self::Epub => "epub",
            Self::Pages => "pages",
            Self::Pdf => "pdf",
        }
    }
}

/// Somebody who is told when a stage begins and ends, from whatever thread it runs on.
pub trait Watch: Sync {
    /// A stage begins.
    fn begin(&self, stage: Stage);
    /// A stage has ended.
    fn end(&self, stage: Stage);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _stage: Stage) {}
    fn end(&self, _stage: Stage) {}
}

fn during<T>(watch: &dyn Watch, stage: Stage, act: impl FnOnce() -> T) -> T {
    watch.begin(stage);
    let made = act();
    watch.end(stage);
    made
}

/// The outside world failed.
#[derive(Debug)]
pub enum BuildError {
    /// A file could not be read.
    Read(ReadError),
    /// The EPUB could not be written.
    Epub(EpubError),
    /// The PDF could not be written.
    Pdf(PdfError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(out),
            Self::Epub(error) => error.fmt(out),
            Self::Pdf(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<ReadError> for BuildError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<EpubError> for BuildError {
    fn from(error: EpubError) -> Self {
        Self::Epub(error)
    }
}

impl From<PdfError> for BuildError {
    fn from(error: PdfError) -> Self {
        Self::Pdf(error)
    }
}
