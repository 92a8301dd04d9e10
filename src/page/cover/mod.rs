//! The cover for the press: how thick the book is in, its back, spine and front side by side out, with flaps where the
//! author asks for some.
//!
//! A book that is read from right to left is bound at its right: the front lies left of the spine.
//! The author's picture is the whole front, as on a screen; without one the title is set. The
//! spine's words run from the top down, and stand upright when the book lies on its back.

mod back;
mod barcode;
mod flaps;
mod front;
mod spine;

use std::sync::Arc;

use super::Sources;
use super::collect::{Collector, Setting};
use super::design::Design;
use super::flow::{Flow, FlowBox};
use super::missing;
use crate::config::{Config, Role};
use crate::diag::{Code, Sink};
use crate::frame::{Cover, Page, Pages, PlacedPicture, Rect, Side, Structure, Turn};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::source::Origin;
use crate::text::{Missing, TextStyle};
use crate::theme::CoverTheme;
use crate::units::Pt;

/// How thick a book of so many pages is.
pub fn thickness(pages: usize, config: &Config) -> Pt {
    let leaves = u16::try_from(pages.div_ceil(2)).unwrap_or(u16::MAX);
    config.print.leaf * f32::from(leaves)
}

/// Where the parts of a cover begin, from the left edge of the sheet, which lies with its outside up.
#[derive(Clone, Copy, Debug)]
struct Parts {
    front: Pt,
    spine: Pt,
    back: Pt,
    front_flap: Pt,
    back_flap: Pt,
    /// How wide the sheet is.
    whole: Pt,
}

impl Parts {
    /// The parts of a cover for a book so thick. A book bound at its right opens to the left, so that its front lies
    /// left of the spine, and the flap of the front left of that.
    fn of(thickness: Pt, config: &Config) -> Self {
        let board = config.page.trim.width;
        let flap = config.cover.flaps.unwrap_or(Pt::ZERO);
        let spine = flap + board;
        let right = spine + thickness;
        let last = right + board;
        let (left_flap, left) = (Pt::ZERO, flap);
        let (front, back, front_flap, back_flap) = match config.book.direction {
            Direction::Rtl => (left, right, left_flap, last),
            Direction::Ltr => (right, left, last, left_flap),
        };
        Self {
            front,
            spine,
            back,
            front_flap,
            back_flap,
            whole: last + flap,
        }
    }

    /// Where the sheet is folded.
    fn folds(&self, thickness: Pt, config: &Config) -> Vec<Pt> {
        let mut folds = vec![self.spine, self.spine + thickness];
        if let Some(flap) = config.cover.flaps {
            folds.extend([flap, self.whole - flap]);
        }
        folds
    }
}

/// Sets the cover of a book of so many pages.
pub fn lay_out_cover(sources: Sources<'_>, count: usize, sink: &mut Sink) -> Cover {
    let config = sources.config;
    let thickness = thickness(count, config);
    let parts = Parts::of(thickness, config);
    let mut setter = Setter {
        theme: Design::new(config, sources.fonts).theme.cover,
        sources,
        parts,
        thickness,
        letters: Vec::new(),
        sink,
    };
    let panels = [
        setter.back(),
        setter.spine(),
        setter.front(),
        setter.spine_mark(),
        setter.flaps(),
    ];
    missing::report(&setter.letters, setter.sink);
    let page = |items| {
        Arc::new(Page {
            folio: String::new(),
            side: Side::Left,
            turn: Turn::Upright,
            items,
            compromises: Vec::new(),
        })
    };
    Cover {
        pages: Pages {
            size: (parts.whole, config.page.trim.height),
            pages: panels.into_iter().map(page).collect(),
            structure: Structure::default(),
            ..Pages::default()
        },
        front: parts.front,
        spine: parts.spine,
        thickness,
        board: config.page.trim.width,
        folds: parts.folds(thickness, config),
        direction: config.book.direction,
    }
}

/// Sets the parts.
struct Setter<'a, 's> {
    theme: CoverTheme,
    sources: Sources<'a>,
    parts: Parts,
    thickness: Pt,
    letters: Vec<Missing>,
    sink: &'s mut Sink,
}

/// Words of the cover and the room that they have.
struct Words<'w> {
    /// The key of `book.toml` that says them.
    key: &'static str,
    /// Where they stand: "the back".
    place: &'w str,
    /// How high they are.
    height: Pt,
    /// How high they may be.
    room: Pt,
}

impl Setter<'_, '_> {
    /// A design whose lines are so wide.
    fn design(&self, measure: Pt) -> Design {
        let mut design = Design::new(self.sources.config, self.sources.fonts);
        design.measure = measure;
        design
    }

    /// Sets words in a width of their own.
    fn set(&mut self, measure: Pt, fill: impl FnOnce(&mut Collector<'_>) -> Flow) -> FlowBox {
        let design = self.design(measure);
        let mut collector = Collector::new(self.sources, &design, 0);
        let words = fill(&mut collector).stacked();
        let layout = collector.finish();
        self.letters.extend(layout.missing);
        self.sink.append(layout.sink);
        words
    }

    /// The margin of words on front and back.
    fn margin(&self) -> Pt {
        Pt::from_mm(self.theme.margin)
    }

    /// Reports words that are higher than their room: what a press cuts away or folds over cannot be read.
    fn report_room(&mut self, words: &Words<'_>) {
        if words.height <= words.room {
            return;
        }
        let place = self.sources.config.places.origin(words.key).span();
        let message = format!(
            "the words on {} are {:.0} mm high, and {:.0} mm are free",
            words.place,
            words.height.in_mm(),
            words.room.max(Pt::ZERO).in_mm()
        );
        let told = self.sink.warn(Code::CoverRoom, place, message);
        told.hint(format!("shorten `{}`", words.key));
    }

    /// The publisher's mark in a square of a size, with its middle at a place; nothing without one.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    fn mark(&self, size: Pt, middle: Pt, foot: Pt) -> Option<PlacedPicture> {
        let config = self.sources.config;
        let path = config.cover.mark.as_ref()?;
        let picture = self.sources.pictures.get(path)?;
        let (wide, high) = (picture.width.max(1) as f32, picture.height.max(1) as f32);
        let scale = size / wide.max(high);
        let (width, height) = (scale * wide, scale * high);
        Some(PlacedPicture {
            path: path.clone(),
            alt: config.book.publisher.clone().unwrap_or_default(),
            rect: Rect {
                x: middle - width / 2.0,
                y: foot - height,
                width,
                height,
            },
            seen: None,
            element: None,
            span: config.places.of(path),
        })
    }
}

fn authors(config: &Config) -> Vec<&str> {
    let people = config.book.people.iter();
    people
        .filter(|person| person.role == Role::Author)
        .map(|person| person.name.as_str())
        .collect()
}

fn aligned(
    collector: &mut Collector<'_>,
    words: &str,
    origin: Origin,
    style: &TextStyle,
    alignment: Alignment,
) -> Flow {
    let book = &collector.sources.config.book;
    let mut setting = Setting::body(collector.design, &book.language, book.direction);
    setting.alignment = alignment;
    setting.inside = collector.tree.root();
    collector.words(words, origin, style, &setting)
}
