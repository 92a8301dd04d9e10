//! A book that is read and resolved, and how it is rendered.

use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::error::BuildError;
use super::memory::Memory;
use super::output::{Artifact, Output};
use super::proofread::proofread;
use super::stage::{Stage, StageObserver, observed};
use crate::code::CodeReader;
use crate::config::{Config, Profile};
use crate::diag::Sink;
use crate::epub::{self, Binding, EpubAssets, StyleSheet};
use crate::font::FontSet;
use crate::formula::FormulaReader;
use crate::frame::Pages;
use crate::lookup::Lookup;
use crate::model::{AnchorId, PrintedPage};
use crate::page::{self, Sources};
use crate::pdf::{self, Printing};
use crate::picture::Pictures;
use crate::press::Press;
use crate::resolve::ResolvedBook;
use crate::source::SourceMap;
use crate::text::Shapers;
use crate::view::{self, Scene};

/// A book read, checked and resolved, with all that every output needs.
pub struct Manuscript {
    /// The settings.
    pub config: Config,
    /// The text, as the pages have it.
    pub book: ResolvedBook,
    /// The text of the EPUB, where parts of the book stand in one output alone.
    pub ebook: Option<ResolvedBook>,
    /// The pictures.
    pub pictures: Pictures,
    /// The faces.
    pub fonts: FontSet,
    /// The inks of the press that the book is printed on.
    pub press: Press,
    /// The author's own style sheet.
    pub css: Option<StyleSheet>,
    /// What reads code, for both books.
    pub codes: Arc<CodeReader>,
    /// What reads formulas, for both books.
    pub formulas: Arc<FormulaReader>,
    /// What the last build of the same book has left.
    pub memory: Option<Arc<Memory>>,
}

impl Manuscript {
    /// Adds what is surely misspelled in the words of the book, as hints that hold their mends.
    pub fn proofread(&self, map: &SourceMap, sink: &mut Sink) {
        let before = self.memory.as_deref().map(|memory| &memory.proofread);
        proofread(&self.book, map, before, sink);
    }

    /// Renders the outputs asked for, side by side; the EPUB comes first, then the PDF, then the cover, then the
    /// pictures of pages.
    ///
    /// # Errors
    /// An output could not be written in memory.
    pub fn render(
        &self,
        outputs: &[Output],
        observer: &dyn StageObserver,
        sink: &mut Sink,
    ) -> Result<Vec<Artifact>, BuildError> {
        let asked = |output| outputs.contains(&output);
        // The EPUB lists where the pages of the PDF begin, so that pages are laid out for it, too.
        let lists_pages = asked(Output::Epub) && self.config.epub.page_list;
        let mut page_sink = Sink::default();
        let (assets, mut pages) = rayon::join(
            || asked(Output::Epub).then(|| self.epub_assets(observer)),
            || {
                (asked(Output::Pdf) || asked(Output::Png) || lists_pages)
                    .then(|| observed(observer, Stage::Pages, || self.pages(&mut page_sink)))
            },
        );
        let named = pages.as_ref().map(|pages| &pages.named);
        let ebook = self.ebook_with_pages(named);
        let printed = pages.as_mut().filter(|_| lists_pages);
        let printed = printed.map_or(Vec::new(), |pages| std::mem::take(&mut pages.printed));
        let count = pages.as_ref().map(|pages| pages.pages.len());
        // Pages that are drawn, too, stay until then.
        let drawn = asked(Output::Png).then(|| pages.clone()).flatten();
        let paper = pages.filter(|_| asked(Output::Pdf));
        let (epub, pdf) = rayon::join(
            || {
                let binding = Binding {
                    book: ebook.as_ref().unwrap_or_else(|| self.ebook()),
                    ..self.binding(&printed)
                };
                assets.map(|assets| {
                    let bind = || epub::bind(&binding, &assets?, sink).map_err(BuildError::from);
                    Ok(Artifact::epub(observed(observer, Stage::Epub, bind)?))
                })
            },
            || paper.map(|pages| self.render_pdf(pages, observer, &mut page_sink)),
        );
        // An overfull line matters to those who print it; in an EPUB there are no lines.
        if asked(Output::Pdf) || asked(Output::Png) {
            sink.append(page_sink);
        }
        let cover = asked(Output::Cover).then(|| {
            let print = || match count {
                Some(count) => self.cover_of(count, sink),
                None => self.cover(sink),
            };
            let bytes = observed(observer, Stage::Cover, print)?;
            Ok(Artifact::cover(bytes))
        });
        let drawn = drawn.map(|pages| observed(observer, Stage::Png, || self.draw(&pages)));
        let files = [epub, pdf, cover].into_iter().flatten();
        let mut made: Vec<Artifact> = files.collect::<Result<_, _>>()?;
        made.extend(drawn.transpose()?.into_iter().flatten());
        Ok(made)
    }

    /// Draws the pages that the settings name, side by side.
    fn draw(&self, pages: &Pages) -> Result<Vec<Artifact>, BuildError> {
        let count = pages.pages.len();
        let wanted = self.config.pictures.of(count);
        let wanted = wanted.map_err(|asked| BuildError::NoPage { asked, count })?;
        let scene = self.scene(pages);
        let draw = |page: usize| {
            let bytes = view::png(scene, page - 1, self.config.pictures.dpi)?;
            Ok(Artifact::png(bytes, page))
        };
        wanted.into_par_iter().map(draw).collect()
    }

    /// Pages that [`Self::pages`] has set, with what they are drawn with.
    pub fn scene<'a>(&'a self, pages: &'a Pages) -> Scene<'a> {
        Scene {
            pages,
            fonts: &self.fonts,
            pictures: &self.pictures,
        }
    }

    fn render_pdf(
        &self,
        pages: Pages,
        observer: &dyn StageObserver,
        sink: &mut Sink,
    ) -> Result<Artifact, BuildError> {
        match self.config.pdf.profile {
            Profile::Screen => {}
            Profile::Print => pdf::proof(&self.printing(&pages), sink),
        }
        let count = pages.pages.len();
        let none = Pages::default();
        let print = || pdf::print_last(pages, &self.printing(&none));
        let bytes = observed(observer, Stage::Pdf, print)?;
        Ok(Artifact::pdf(bytes, count))
    }

    /// Prints the cover of the book as a press binds it: as thick as its pages are many.
    ///
    /// # Errors
    /// A font or a picture could not be written.
    pub fn cover(&self, sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        // The pages report their mistakes when they are printed, not here.
        let pages = self.pages(&mut Sink::default());
        self.cover_of(pages.pages.len(), sink)
    }

    /// The cover of so many pages.
    fn cover_of(&self, count: usize, sink: &mut Sink) -> Result<Vec<u8>, BuildError> {
        let shapers = Shapers::new();
        let count = page::on_whole_sheets(count, &self.config);
        let cover = page::lay_out_cover(self.sources(&shapers), count, sink);
        let printing = Printing {
            profile: Profile::Print,
            folds: &cover.folds,
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

    /// The pictures and faces of the EPUB, which need no pages.
    fn epub_assets(&self, observer: &dyn StageObserver) -> Result<EpubAssets, BuildError> {
        let binding = self.binding(&[]);
        Ok(observed(observer, Stage::Assets, || {
            EpubAssets::prepare(&binding)
        })?)
    }

    /// The text of the EPUB.
    fn ebook(&self) -> &ResolvedBook {
        self.ebook.as_ref().unwrap_or(&self.book)
    }

    /// The text of the EPUB with the printed pages that its references name, by the names of their places;
    /// `None` where there are none.
    fn ebook_with_pages(&self, named: Option<&Lookup<String, String>>) -> Option<ResolvedBook> {
        let (book, named) = (self.ebook(), named?);
        book.paged().next()?;
        let folio = |anchor: AnchorId| {
            let id = book.anchors.id(anchor)?;
            named.get(id).cloned()
        };
        Some(book.with_pages(&folio, &self.config.book.language))
    }

    fn binding<'a>(&'a self, printed: &'a [PrintedPage]) -> Binding<'a> {
        Binding {
            book: self.ebook(),
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            css: self.css.as_ref(),
            codes: &self.codes,
            formulas: &self.formulas,
            printed,
        }
    }

    /// Sets the pages.
    pub fn pages(&self, sink: &mut Sink) -> Pages {
        page::lay_out(self.sources(&Shapers::new()), sink)
    }

    fn sources<'a>(&'a self, shapers: &'a Shapers) -> Sources<'a> {
        Sources {
            book: &self.book,
            config: &self.config,
            pictures: &self.pictures,
            fonts: &self.fonts,
            shapers,
            codes: &self.codes,
            formulas: &self.formulas,
            before: self.memory.as_deref().map(|memory| &memory.set),
        }
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
            profile: self.config.pdf.profile,
            pictures: &self.pictures,
            fonts: &self.fonts,
            press: &self.press,
            folds: &[],
        }
    }
}
