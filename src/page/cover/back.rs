//! The back: what the book is about, its price and its barcode.

use super::barcode::{Barcode, MODULES};
use super::{Setter, Words, aligned};
use crate::config::TrimSize;
use crate::frame::{Ink, PageItem, Rect};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::page::flow::{FlowBox, filled};
use crate::source::Origin;
use crate::text::TextStyle;
use crate::units::Pt;

/// A module of an EAN-13 at its nominal size, in millimetres (ISO/IEC 15420, 4.4).
const MODULE: f32 = 0.33;
/// The height of its bars, and how far guards go on below them, in millimetres.
const BARS: f32 = 22.85;
const GUARDS: f32 = 1.65;
/// Modules of the guards at the start and in the middle, and of the six digits between two guards (ISO/IEC 15420, 4.2).
const START_GUARD: usize = 3;
const CENTRE_GUARD: usize = 5;
const HALF: usize = 42;
/// The first digit, which has no bars, stands in the middle of this share of the quiet modules at their left, so that it
/// keeps away from the guard.
const FIRST_DIGIT: f32 = 0.8;
/// Quiet modules at its left and right.
const QUIET_LEFT: f32 = 11.0;
const QUIET_RIGHT: f32 = 7.0;

impl Setter<'_, '_> {
    /// What the book is about, and at the foot the barcode, with the price at the other side.
    pub(super) fn back(&mut self) -> Vec<PageItem> {
        let config = self.sources.config;
        let TrimSize {
            width: board,
            height,
        } = config.page.trim;
        let (x, margin) = (self.parts.back, self.margin());
        let measure = board - margin * 2.0;
        let mut foot = Vec::new();
        let code = config.book.isbn.as_deref().and_then(Barcode::of);
        let mut across = Pt::ZERO;
        if let (Some(code), Some(isbn)) = (code, &config.book.isbn) {
            across = module(MODULES) + Pt::from_mm(MODULE * (QUIET_LEFT + QUIET_RIGHT));
            let mut bars = self.barcode(&code, isbn);
            let left = match config.book.direction {
                Direction::Rtl => measure - across,
                Direction::Ltr => Pt::ZERO,
            };
            bars.shift(x + margin + left, height - margin - bars.height);
            foot.push(bars);
        }
        // Bars need white around them to be read: the price stands at the other end of the foot.
        if let Some(price) = &config.cover.price {
            let mut price = self.price(price, measure - across);
            let left = match config.book.direction {
                Direction::Rtl => Pt::ZERO,
                Direction::Ltr => across,
            };
            price.shift(x + margin + left, height - margin - price.height);
            foot.push(price);
        }
        let reach = foot.iter().map(|part| part.height);
        let reach = reach.fold(Pt::ZERO, Pt::max);
        let mut items: Vec<PageItem> = foot.into_iter().flat_map(|part| part.items).collect();
        if let Some(description) = &config.book.description {
            let mut words = self.set(measure, |collector| {
                let style = collector.design.body(&config.book.language);
                let origin = config.places.origin("description");
                aligned(collector, description, origin, &style, Alignment::Justify)
            });
            let top = self.theme.back_top.of(margin);
            self.report_room(&Words {
                key: "description",
                place: "the back",
                height: words.height,
                room: height - top - margin - reach,
            });
            words.shift(x + margin, top);
            items.splice(0..0, words.items);
        }
        items
    }

    /// The price, at the outer end of the foot.
    fn price(&mut self, price: &str, measure: Pt) -> FlowBox {
        let config = self.sources.config;
        self.set(measure, |collector| {
            let style = collector.design.body(&config.book.language);
            let origin = config.places.origin("price");
            aligned(collector, price, origin, &style, Alignment::End)
        })
    }

    /// The code on white, its ISBN above and its digits below, at the origin.
    fn barcode(&mut self, code: &Barcode, isbn: &str) -> FlowBox {
        let quiet = Pt::from_mm(MODULE * QUIET_LEFT);
        let width = module(MODULES) + quiet + Pt::from_mm(MODULE * QUIET_RIGHT);
        let head = self.digits(&format!("ISBN {isbn}"), width);
        let top = head.height;
        let bottom = top + Pt::from_mm(BARS);
        let (first, halves) = code.digits.split_at(1);
        let (left, right) = halves.split_at(6);
        let half = module(HALF);
        let places = [
            (first, Pt::ZERO, quiet * FIRST_DIGIT),
            (left, quiet + module(START_GUARD), half),
            (
                right,
                quiet + module(START_GUARD + HALF + CENTRE_GUARD),
                half,
            ),
        ];
        let mut whole = FlowBox::blank(bottom + head.height);
        let ground = Rect {
            x: Pt::ZERO,
            y: Pt::ZERO,
            width,
            height: whole.height,
        };
        whole.items.push(filled(ground, Ink::Gray(1.0)));
        for bar in code.bars() {
            let guard = if bar.guard { GUARDS } else { 0.0 };
            let bar = Rect {
                x: quiet + module(bar.from),
                y: top,
                width: module(bar.width),
                height: Pt::from_mm(BARS + guard),
            };
            whole.items.push(filled(bar, Ink::BLACK));
        }
        whole.items.extend(head.items);
        for (digits, x, width) in places {
            let mut set = self.digits(digits, width);
            set.shift(x, bottom + self.theme.below_bars);
            whole.items.extend(set.items);
        }
        whole
    }

    /// Digits as they are written, in the middle of a width.
    fn digits(&mut self, digits: &str, width: Pt) -> FlowBox {
        let language = &self.sources.config.book.language;
        let size = self.theme.barcode_digits;
        self.set(width, |collector| {
            let style = TextStyle {
                size,
                ..collector.design.body(language)
            };
            aligned(collector, digits, Origin::Tool, &style, Alignment::Center)
        })
    }
}

/// The width of so many modules.
fn module(count: usize) -> Pt {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    Pt::from_mm(MODULE) * f32::from(count)
}
