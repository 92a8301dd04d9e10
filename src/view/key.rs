//! Pages in, two numbers of each out: one is another when the page looks different, one when it says
//! something different.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::Scene;
use crate::font::FaceId;
use crate::frame::{Ink, Page, PageItem, PlacedLine, PlacedRun, Rect, TextRole};
use crate::lookup::Lookup;
use crate::source::BookPath;
use crate::units::Pt;

/// What a page is known by, in one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageKey {
    /// Of all that is drawn.
    pub picture: u64,
    /// Of its words, without running heads and folios: the same where a page has only moved.
    pub words: u64,
}

/// The keys of a book's pages, for the next time they are asked for: pages that the next book shares keep theirs.
#[derive(Default)]
pub struct KeysBefore(Mutex<Option<Kept>>);

#[cfg(test)]
impl KeysBefore {
    /// How many pages are kept.
    pub(crate) fn count(&self) -> usize {
        let kept = self.0.lock().unwrap();
        kept.as_ref().map_or(0, |kept| kept.pages.len())
    }
}

struct Kept {
    known: Known,
    /// By the address of the page, which no other page has while it is kept.
    pages: Lookup<usize, KeptPage>,
}

struct KeptPage {
    page: Arc<Page>,
    key: PageKey,
}

impl Kept {
    fn key(&self, page: &Arc<Page>) -> Option<PageKey> {
        let kept = self.pages.get(&address(page))?;
        Arc::ptr_eq(&kept.page, page).then_some(kept.key)
    }
}

fn address(page: &Arc<Page>) -> usize {
    Arc::as_ptr(page) as usize
}

/// The keys of all pages, in order; those of pages that the last book had are taken again.
pub fn keys(scene: Scene<'_>, before: Option<&KeysBefore>) -> Vec<PageKey> {
    let known = Known::new(scene);
    let Some(before) = before else {
        return made(scene, &known, None);
    };
    let mut kept = before.0.lock().unwrap_or_else(PoisonError::into_inner);
    let last = kept.take().filter(|kept| kept.known == known);
    let keys = made(scene, &known, last.as_ref());
    let pages = scene.pages.pages.iter().zip(&keys);
    let pages = pages.map(|(page, key)| {
        let kept = KeptPage {
            page: Arc::clone(page),
            key: *key,
        };
        (address(page), kept)
    });
    *kept = Some(Kept {
        pages: pages.collect(),
        known,
    });
    keys
}

fn made(scene: Scene<'_>, known: &Known, last: Option<&Kept>) -> Vec<PageKey> {
    let pages = scene.pages.pages.par_iter();
    let key = |page: &Arc<Page>| {
        let same = last.and_then(|last| last.key(page));
        same.unwrap_or_else(|| PageKey {
            picture: known.picture(page),
            words: words(page),
        })
    };
    pages.map(key).collect()
}

/// Numbers of the faces and pictures, which pages only name.
#[derive(PartialEq)]
struct Known {
    size: (Pt, Pt),
    faces: Lookup<FaceId, u64>,
    pictures: Lookup<BookPath, u64>,
}

impl Known {
    fn new(scene: Scene<'_>) -> Self {
        let of = |bytes: &[u8]| {
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            hasher.finish()
        };
        let faces = scene.fonts.faces();
        let faces = faces.map(|(id, face)| (id, face.mark()));
        let pictures = scene.pictures.iter();
        let pictures = pictures.map(|(path, picture)| (path.clone(), of(&picture.bytes)));
        Self {
            size: scene.pages.size,
            faces: faces.collect(),
            pictures: pictures.collect(),
        }
    }

    fn picture(&self, page: &Page) -> u64 {
        let mut seen = Seen(DefaultHasher::new());
        seen.lengths(&[self.size.0, self.size.1]);
        page.turn.hash(&mut seen.0);
        for item in &page.items {
            match item {
                PageItem::Line(line) => self.line(line, &mut seen),
                PageItem::Rule(rule) => {
                    rule.rects().for_each(|rect| seen.rect(rect));
                    seen.ink(rule.ink);
                }
                PageItem::Picture(picture) => {
                    seen.rect(picture.rect);
                    seen.rect(picture.seen.unwrap_or_default());
                    self.pictures.get(&picture.path).hash(&mut seen.0);
                }
                PageItem::Link(_) => {}
            }
        }
        seen.0.finish()
    }

    fn line(&self, line: &PlacedLine, seen: &mut Seen) {
        seen.lengths(&[line.baseline, Pt(line.fit.letters)]);
        for run in &line.runs {
            self.run(run, seen);
        }
    }

    fn run(&self, run: &PlacedRun, seen: &mut Seen) {
        for part in run.formula.iter().flat_map(|formula| &formula.runs) {
            self.run(part, seen);
        }
        self.faces.get(&run.face).hash(&mut seen.0);
        seen.lengths(&[run.x, run.rise, run.size]);
        seen.ink(run.ink);
        for glyph in &run.glyphs {
            glyph.id.hash(&mut seen.0);
            seen.lengths(&[glyph.advance, glyph.dx, glyph.dy, Pt(glyph.stretch)]);
        }
    }
}

/// Takes what is seen of a page.
struct Seen(DefaultHasher);

impl Seen {
    fn lengths(&mut self, lengths: &[Pt]) {
        for length in lengths {
            length.0.to_bits().hash(&mut self.0);
        }
    }

    fn rect(&mut self, rect: Rect) {
        self.lengths(&[rect.x, rect.y, rect.width, rect.height]);
    }

    fn ink(&mut self, ink: Ink) {
        match ink {
            Ink::Gray(gray) => self.lengths(&[Pt(gray)]),
            Ink::Rgb(parts) => self.lengths(&parts.map(Pt)),
        }
    }
}

fn words(page: &Page) -> u64 {
    let mut hasher = DefaultHasher::new();
    for item in &page.items {
        match item {
            PageItem::Line(line) if line.role != TextRole::Running => line.text.hash(&mut hasher),
            PageItem::Picture(picture) => picture.path.hash(&mut hasher),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Link(_) => {}
        }
    }
    hasher.finish()
}
