//! The cover for the press: how thick the book is in, its back, spine and front side by side out.
//!
//! A book that is read from right to left is bound at its right: the front lies left of the spine.
//! The author's picture is the whole front, as on a screen; without one the title is set. The
//! spine's words run from the top down, and stand upright when the book lies on its back.

use super::Sources;
use super::barcode::{Barcode, MODULES};
use super::column::{Column, Setting};
use super::compose::QUIET;
use super::design::Design;
use super::missing;
use super::slab::{Slab, stack};
use crate::config::{Config, Role};
use crate::diag::{Code, Sink};
use crate::frame::{
    Cover, Ink, Page, PageItem, Pages, PlacedPicture, PlacedRule, Rect, Side, Structure,
};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::text::{Missing, TextStyle};
use crate::units::Pt;

/// The margins of words on front and back, in millimetres.
const MARGIN: f32 = 18.0;
/// Spines below this, in millimetres, hold no words: the fold would run through them.
const THINNEST: f32 = 5.0;
/// Size of the spine's words against its width, and in points at most.
const SPINE_SCALE: f32 = 0.42;
const SPINE_SIZE: f32 = 15.0;
/// A module of an EAN-13 at its nominal size, in millimetres (ISO/IEC 15420, 4.4).
const MODULE: f32 = 0.33;
/// The height of its bars, and how far guards go on below them, in millimetres.
const BARS: f32 = 22.85;
const GUARDS: f32 = 1.65;
/// Quiet modules at its left and right.
const QUIET_LEFT: f32 = 11.0;
const QUIET_RIGHT: f32 = 7.0;
/// Size of its digits in points.
const DIGITS: f32 = 9.0;

/// How thick a book of so many pages is.
pub fn thickness(pages: usize, config: &Config) -> Pt {
    let leaves = u16::try_from(pages.div_ceil(2)).unwrap_or(u16::MAX);
    config.print.leaf * f32::from(leaves)
}

/// Sets the cover of a book of so many pages.
pub fn lay_out_cover(sources: Sources<'_>, count: usize, sink: &mut Sink) -> Cover {
    let config = sources.config;
    let (board, height) = config.pdf.trim;
    let thickness = thickness(count, config);
    let spine = board;
    let (front, back) = match config.book.direction {
        Direction::Rtl => (Pt::ZERO, board + thickness),
        Direction::Ltr => (board + thickness, Pt::ZERO),
    };
    let mut setter = Setter {
        sources,
        letters: Vec::new(),
        sink,
    };
    let panels = [
        setter.back(back),
        setter.spine(thickness),
        setter.front(front),
    ];
    missing::report(&setter.letters, setter.sink);
    let page = |items| Page {
        folio: String::new(),
        side: Side::Left,
        items,
    };
    Cover {
        pages: Pages {
            size: (board * 2.0 + thickness, height),
            pages: panels.into_iter().map(page).collect(),
            structure: Structure::default(),
            ..Pages::default()
        },
        front,
        spine,
        thickness,
        board,
        direction: config.book.direction,
    }
}

/// Sets the three parts.
struct Setter<'a, 's> {
    sources: Sources<'a>,
    letters: Vec<Missing>,
    sink: &'s mut Sink,
}

impl Setter<'_, '_> {
    /// A design whose lines are so wide.
    fn design(&self, measure: Pt) -> Design {
        let mut design = Design::new(self.sources.config, self.sources.fonts);
        design.measure = measure;
        design
    }

    /// Sets words with a column of their own.
    fn set(&mut self, measure: Pt, fill: impl FnOnce(&mut Column<'_>)) -> Slab {
        let design = self.design(measure);
        let mut column = Column::new(self.sources, &design, 0);
        fill(&mut column);
        let slab = stack(std::mem::take(&mut column.flow));
        self.letters.append(&mut column.shaper.missing);
        self.sink.append(std::mem::take(&mut column.sink));
        slab
    }

    /// The author's picture over the whole board and its bleed, else title and names.
    fn front(&mut self, x: Pt) -> Vec<PageItem> {
        let config = self.sources.config;
        let (board, height) = config.pdf.trim;
        if let Some(picture) = self.picture(x) {
            return vec![PageItem::Picture(picture)];
        }
        let margin = Pt::from_mm(MARGIN);
        let mut words = self.set(board - margin * 2.0, |column| column.cover_title());
        words.shift(x + margin, height * 0.22);
        let mut items = words.items;
        if let Some(publisher) = &config.book.publisher {
            let mut foot = self.set(board - margin * 2.0, |column| {
                let style = column.design.body(&config.book.language);
                column.in_the_middle(publisher, &style);
            });
            foot.shift(x + margin, height - margin - foot.height);
            items.extend(foot.items);
        }
        items
    }

    /// The cover's picture, large enough to leave no edge of board and bleed free.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    fn picture(&self, x: Pt) -> Option<PlacedPicture> {
        let config = self.sources.config;
        let path = config.book.cover.as_ref()?;
        let picture = self.sources.pictures.get(path)?;
        let (board, height) = config.pdf.trim;
        let bleed = config.print.bleed;
        let (wide, high) = (board + bleed, height + bleed * 2.0);
        let ratio = picture.height.max(1) as f32 / picture.width.max(1) as f32;
        let width = wide.max(high / ratio);
        // The outer edge alone has a bleed: at the other the spine begins.
        let left = match config.book.direction {
            Direction::Rtl => x - bleed,
            Direction::Ltr => x,
        };
        Some(PlacedPicture {
            path: path.clone(),
            alt: config.book.cover_alt.clone().unwrap_or_default(),
            rect: Rect {
                x: left - (width - wide) / 2.0,
                y: -bleed - (width * ratio - high) / 2.0,
                width,
                height: width * ratio,
            },
            element: None,
            span: config.places.of(path),
        })
    }

    /// Title and authors along the spine; none where it is too thin for words.
    fn spine(&mut self, thickness: Pt) -> Vec<PageItem> {
        let config = self.sources.config;
        if thickness < Pt::from_mm(THINNEST) {
            let found = thickness.0 / Pt::from_mm(1.0).0;
            let message = format!("the spine is {found:.1} mm thick, too thin for words");
            self.sink.warn(Code::ThinSpine, None, message).hint(
                "set `paper-thickness` in [print] to that of a leaf, or leave the spine empty",
            );
            return Vec::new();
        }
        let length = config.pdf.trim.1;
        let margin = Pt::from_mm(MARGIN / 2.0);
        let size = (thickness * SPINE_SCALE).min(Pt(SPINE_SIZE));
        let measure = length - margin * 2.0;
        let names = authors(config).join("، ");
        let title = self.set(measure, |column| {
            let style = TextStyle {
                size,
                ..column.design.heading(1, &config.book.language)
            };
            column.aligned(&config.book.title, &style, Alignment::Start);
        });
        let names = self.set(measure, |column| {
            let style = TextStyle {
                size: size * 0.85,
                ..column.design.body(&config.book.language)
            };
            column.aligned(&names, &style, Alignment::End);
        });
        let mut items = Vec::new();
        for mut words in [title, names] {
            let down = (thickness - words.height) / 2.0;
            words.shift(margin, down);
            items.extend(words.items);
        }
        items
    }

    /// What the book is about, and its barcode.
    fn back(&mut self, x: Pt) -> Vec<PageItem> {
        let config = self.sources.config;
        let (board, height) = config.pdf.trim;
        let margin = Pt::from_mm(MARGIN);
        let mut items = Vec::new();
        if let Some(description) = &config.book.description {
            let mut words = self.set(board - margin * 2.0, |column| {
                let style = column.design.body(&config.book.language);
                column.aligned(description, &style, Alignment::Justify);
            });
            words.shift(x + margin, margin * 1.5);
            items.extend(words.items);
        }
        let code = config.book.isbn.as_deref().and_then(Barcode::of);
        if let (Some(code), Some(isbn)) = (code, &config.book.isbn) {
            let mut bars = self.barcode(&code, isbn);
            let width = module(MODULES) + Pt::from_mm(MODULE * (QUIET_LEFT + QUIET_RIGHT));
            let left = match config.book.direction {
                Direction::Rtl => x + board - margin - width,
                Direction::Ltr => x + margin,
            };
            bars.shift(left, height - margin - bars.height);
            items.extend(bars.items);
        }
        items
    }

    /// The code on white, its ISBN above and its digits below, at the origin.
    fn barcode(&mut self, code: &Barcode, isbn: &str) -> Slab {
        let quiet = Pt::from_mm(MODULE * QUIET_LEFT);
        let whole = module(MODULES) + quiet + Pt::from_mm(MODULE * QUIET_RIGHT);
        let head = self.digits(&format!("ISBN {isbn}"), whole);
        let top = head.height;
        let bottom = top + Pt::from_mm(BARS);
        let (first, halves) = code.digits.split_at(1);
        let (left, right) = halves.split_at(6);
        let half = module(42);
        let places = [
            (first, Pt::ZERO, quiet * 0.8),
            (left, quiet + module(3), half),
            (right, quiet + module(50), half),
        ];
        let mut slab = Slab::blank(bottom + head.height);
        let ground = Rect {
            x: Pt::ZERO,
            y: Pt::ZERO,
            width: whole,
            height: slab.height,
        };
        slab.items.push(filled(ground, Ink::Gray(1.0)));
        for bar in code.bars() {
            let guard = if bar.guard { GUARDS } else { 0.0 };
            let bar = Rect {
                x: quiet + module(bar.from),
                y: top,
                width: module(bar.width),
                height: Pt::from_mm(BARS + guard),
            };
            slab.items.push(filled(bar, Ink::BLACK));
        }
        slab.items.extend(head.items);
        for (digits, x, width) in places {
            let mut set = self.digits(digits, width);
            set.shift(x, bottom + Pt(0.5));
            slab.items.extend(set.items);
        }
        slab
    }

    /// Digits as they are written, in the middle of a width.
    fn digits(&mut self, digits: &str, width: Pt) -> Slab {
        let language = &self.sources.config.book.language;
        self.set(width, |column| {
            let style = TextStyle {
                size: Pt(DIGITS),
                ..column.design.body(language)
            };
            column.in_the_middle(digits, &style);
        })
    }
}

/// The width of so many modules.
fn module(count: usize) -> Pt {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    Pt::from_mm(MODULE) * f32::from(count)
}

fn filled(rect: Rect, ink: Ink) -> PageItem {
    PageItem::Rule(PlacedRule { rect, ink })
}

fn authors(config: &Config) -> Vec<&str> {
    let people = config.book.people.iter();
    people
        .filter(|person| person.role == Role::Author)
        .map(|person| person.name.as_str())
        .collect()
}

impl Column<'_> {
    /// Title, subtitle and authors, each in the middle.
    fn cover_title(&mut self) {
        let book = &self.sources.config.book;
        let design = self.design;
        let title = TextStyle {
            size: design.size * 2.6,
            ..design.heading(1, &book.language)
        };
        self.in_the_middle(&book.title, &title);
        if let Some(subtitle) = &book.subtitle {
            let style = TextStyle {
                size: design.size * 1.35,
                ..design.body(&book.language)
            };
            self.in_the_middle(subtitle, &style);
        }
        self.space(design.leading);
        let rule = Rect {
            x: design.measure * 0.4,
            y: Pt::ZERO,
            width: design.measure * 0.2,
            height: Pt(0.75),
        };
        let mut line = Slab::blank(design.leading);
        line.items.push(filled(rule, QUIET));
        self.flow.push(super::slab::FlowItem::Slab(line));
        let style = TextStyle {
            size: design.size * 1.35,
            ..design.body(&book.language)
        };
        for author in authors(self.sources.config) {
            self.in_the_middle(author, &style);
        }
        self.cover_credits();
    }

    /// Who translated, edited and illustrated the book: «ترجمهٔ …».
    fn cover_credits(&mut self) {
        let book = &self.sources.config.book;
        let style = self.design.body(&book.language);
        let others = book
            .people
            .iter()
            .filter(|person| person.role != Role::Author);
        for (at, person) in others.enumerate() {
            if at == 0 {
                self.space(self.design.leading * 0.5);
            }
            let credit = book.language.credit(person.role.relator());
            self.in_the_middle(&format!("{credit} {}", person.name), &style);
        }
    }

    fn in_the_middle(&mut self, words: &str, style: &TextStyle) {
        self.aligned(words, style, Alignment::Center);
    }

    fn aligned(&mut self, words: &str, style: &TextStyle, alignment: Alignment) {
        let book = &self.sources.config.book;
        let mut setting = Setting::body(self.design, &book.language, book.direction);
        setting.alignment = alignment;
        setting.inside = self.tree.root();
        self.line_of(words, style, &setting);
    }
}
