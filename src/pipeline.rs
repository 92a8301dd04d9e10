//! The order of the stages, on one screen: files in, artifacts out.

mod error;
mod watch;

pub use error::BuildError;
pub use watch::{Stage, Unwatched, Watch};

use std::sync::Arc;

use watch::during;

use crate::config::{Config, Profile};
use crate::diag::{Code, Sink, isolate};
use crate::epub::{self, Binding, EpubAssets, StyleSheet};
use crate::font::FontSet;
use crate::frame::{self, Pages};
use crate::model::{Book, PrintedPage, dump};
use crate::page::{self, Sources};
use crate::pdf::{self, Printing};
use crate::picture::{self, Pictures};
use crate::press::Press;
use crate::resolve::{self, ResolvedBook};
use crate::source::{Files, ReadError, SourceMap};
use crate::text::Shapers;
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
    /// The inks that the book is printed with, where it is.
    pub press: Press,
    /// The author's own style sheet.
    pub css: Option<StyleSheet>,
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
    let watch = &Unwatched;
    read_watched(&Desk { files, watch }, map, sink)
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
    let Some((config, book)) = read_text(desk, map, sink)? else {
        return Ok(None);
    };
    let mut picture_sink = Sink::default();
    let (citations, (pictures, fonts)) = rayon::join(
        || {
            let format = || cite::format(&config, &book, files, map, sink);
            during(watch, Stage::Citations, format)
        },
        || read_pictures_and_fonts(desk, &book, &config, &mut picture_sink),
    );
    let citations = citations?;
    sink.append(picture_sink);
    let book = during(watch, Stage::Numbers, || {
        resolve::resolve(Arc::new(book), citations, &config, sink)
    });
    let press = Press::load(&config, files, sink)?;
    let css = read_css(&config, files, map, sink)?;
    Ok(Some(Manuscript {
        config,
        book,
        pictures,
        fonts,
        press,
        css,
    }))
}

/// Reads a book as far as its citations, and lists the works of its bibliography files with their uses.
/// `None` when its settings cannot be read.
///
/// # Errors
/// A file is there and cannot be read.
pub fn list_works(
    desk: &Desk<'_>,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<String>, BuildError> {
    let Desk { files, watch } = *desk;
    let Some((config, book)) = read_text(desk, map, sink)? else {
        return Ok(None);
    };
    let list = during(watch, Stage::Citations, || {
        cite::survey(&config, &book, files, map, sink)
    })?;
    Ok(Some(list))
}

/// The settings, and the chapters as they were written; `None` when the settings cannot be read.
fn read_text(
    desk: &Desk<'_>,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<(Config, Book)>, BuildError> {
    let Desk { files, watch } = *desk;
    let config = during(watch, Stage::Settings, || config::load(files, map, sink))?;
    let Some(config) = config else {
        return Ok(None);
    };
    let book = during(watch, Stage::Text, || {
        markdown::read(&config, files, map, sink)
    })?;
    Ok(Some((config, book)))
}

fn read_pictures_and_fonts(
    desk: &Desk<'_>,
    book: &Book,
    config: &Config,
    sink: &mut Sink,
) -> (Pictures, FontSet) {
    let Desk { files, watch } = *desk;
    let pictures = during(watch, Stage::Pictures, || {
        picture::load(book, config, files, sink)
    });
    let fonts = during(watch, Stage::Fonts, || FontSet::load(config, files, sink));
    (pictures, fonts)
}

fn read_css(
    config: &Config,
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<StyleSheet>, ReadError> {
    let Some(path) = &config.epub.css else {
        return Ok(None);
    };
    let Ok(text) = String::from_utf8(files.read(path)?) else {
        let message = format!("{} is not UTF-8", isolate(path.as_str()));
        sink.error(Code::BadUtf8, config.places.of(path), message)
            .hint("save the style sheet as UTF-8 in your editor");
        return Ok(None);
    };
    let file = map.add(path.clone(), &text);
    let text = map.file(file).text().to_string();
    Ok(Some(StyleSheet { file, text }))
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
        let told = asked(Format::Epub) && self.config.epub.page_list;
        let mut page_sink = Sink::default();
        let (assets, pages) = rayon::join(
            || asked(Format::Epub).then(|| self.assets(watch)),
            || {
                (asked(Format::Pdf) || told)
                    .then(|| during(watch, Stage::Pages, || self.pages(&mut page_sink)))
            },
        );
        let printed = pages.as_ref().filter(|_| told);
        let printed = printed.map_or(&[][..], |pages| &pages.printed);
        let paper = pages.as_ref().filter(|_| asked(Format::Pdf));
        let (epub, pdf) = rayon::join(
            || assets.map(|assets| self.epub_artifact(&assets?, printed, watch, sink)),
            || paper.map(|pages| self.pdf_artifact(pages, watch, &mut page_sink)),
        );
        // What is said of lines matters to those who print them.
        if asked(Format::Pdf) {
            sink.append(page_sink);
        }
        let cover = asked(Format::Cover).then(|| self.cover_artifact(watch, sink));
        [epub, pdf, cover].into_iter().flatten().collect()
    }

    fn epub_artifact(
        &self,
        assets: &EpubAssets,
        printed: &[PrintedPage],
        watch: &dyn Watch,
        sink: &mut Sink,
    ) -> Result<Artifact, BuildError> {
        let binding = self.binding(printed);
        let bytes = during(watch, Stage::Epub, || epub::bind(&binding, assets, sink))?;
        Ok(Artifact {
            format: Format::Epub,
            bytes,
            pages: None,
        })
    }

    fn pdf_artifact(
        &self,
        pages: &Pages,
        watch: &dyn Watch,
        sink: &mut Sink,
    ) -> Result<Artifact, BuildError> {
        let bytes = during(watch, Stage::Pdf, || self.pdf(pages))?;
        match self.config.pdf.profile {
            Profile::Screen => {}
            Profile::Print => pdf::proof(&self.printing(pages), sink),
        }
        Ok(Artifact {
            format: Format::Pdf,
            bytes,
            pages: Some(pages.pages.len()),
        })
    }

    fn cover_artifact(&self, watch: &dyn Watch, sink: &mut Sink) -> Result<Artifact, BuildError> {
        let bytes = during(watch, Stage::Cover, || self.cover(sink))?;
        Ok(Artifact {
            format: Format::Cover,
            bytes,
            pages: Some(1),
        })
    }

    /// Prints the cover of the book as a press binds it: as thick as its pages are many.
    ///
    /// # Errors
    /// A font or a picture could not be written.
    pub fn cover(&self, sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        let mut config = self.config.clone();
        config.pdf.profile = Profile::Print;
        let shapers = Shapers::new();
        let sources = Sources {
            book: &self.book,
            config: &config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            shapers: &shapers,
        };
        // What the pages have to tell is told when they are printed.
        let count = page::lay_out(sources, &mut Sink::default()).pages.len();
        let cover = page::lay_out_cover(sources, count, sink);
        let printing = Printing {
            config: &config,
            ..self.printing(&cover.pages)
        };
        pdf::proof(&printing, sink);
        Ok(pdf::print_cover(&printing, &cover)?)
    }

    /// Binds the EPUB; `printed` are the pages that it tells of, which [`Self::pages`] has set.
    ///
    /// # Errors
    /// A picture could not be encoded or the container not be written.
    pub fn epub(&self, printed: &[PrintedPage], sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        let binding = self.binding(printed);
        Ok(epub::bind(&binding, &EpubAssets::prepare(&binding)?, sink)?)
    }

    /// The pictures and faces of the EPUB.
    fn assets(&self, watch: &dyn Watch) -> Result<EpubAssets, BuildError> {
        let binding = self.binding(&[]);
        Ok(during(watch, Stage::Stock, || {
            EpubAssets::prepare(&binding)
        })?)
    }

    fn binding<'a>(&'a self, printed: &'a [PrintedPage]) -> Binding<'a> {
        Binding {
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            css: self.css.as_ref(),
            printed,
        }
    }

    /// Sets the pages.
    pub fn pages(&self, sink: &mut Sink) -> Pages {
        let shapers = Shapers::new();
        let sources = Sources {
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            shapers: &shapers,
        };
        page::lay_out(sources, sink)
    }

    /// Prints pages that [`Self::pages`] has set.
    ///
    /// # Errors
    /// A font or a picture could not be written.
    pub fn pdf(&self, pages: &Pages) -> Result<Vec<u8>, BuildError> {
        Ok(pdf::print(&self.printing(pages))?)
    }

    fn printing<'a>(&'a self, pages: &'a Pages) -> Printing<'a> {
        Printing {
            pages,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            press: &self.press,
        }
    }

    /// The paragraphs of the book, those of its notes, and every line of its pages.
    fn words(&self, sink: &mut Sink) -> String {
        let (paragraphs, notes) = resolve::text::text_and_notes(&self.book);
        let row = |key: &str, text: &String| serde_json::json!({ key: text }).to_string() + "\n";
        let paragraphs = paragraphs.iter().map(|text| row("paragraph", text));
        let notes = notes.iter().map(|text| row("note", text));
        let written: String = paragraphs.chain(notes).collect();
        written + &frame::dump::words(&self.pages(sink))
    }

    /// What a stage has made, as text.
    pub fn dump(&self, what: Dump, map: &SourceMap, sink: &mut Sink) -> String {
        match what {
            Dump::Model => dump::dump(&self.book.book, map),
            Dump::Text => resolve::text(&self.book),
            Dump::Lines => frame::dump::lines(&self.pages(sink)),
            Dump::Pages => frame::dump::pages(&self.pages(sink), &self.fonts),
            Dump::Tags => frame::dump::tags(&self.pages(sink), &self.config.book.language),
            Dump::Words => self.words(sink),
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
    /// Back, spine and front of a printed book as one sheet.
    Cover,
}

impl Format {
    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Cover => "cover.pdf",
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
    /// The logical structure of the pages: elements, languages, words.
    Tags,
    /// The words of the book and of the lines of its pages, one JSON object a line.
    Words,
}
