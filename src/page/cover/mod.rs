//! The cover for the press: how thick the book is in, its back, spine and front side by side out.
//!
//! A book that is read from right to left is bound at its right: the front lies left of the spine.
//! The author's picture is the whole front, as on a screen; without one the title is set. The
//! spine's words run from the top down, and stand upright when the book lies on its back.

mod barcode;

use std::sync::Arc;

use super::Sources;
use super::collect::{Collector, Setting};
use super::design::Design;
use super::flow::{Flow, FlowBox, filled};
use super::missing;
use crate::config::{Config, Role, TrimSize};
use crate::diag::{Code, Sink};
use crate::frame::{Cover, Ink, Page, PageItem, Pages, PlacedPicture, Rect, Side, Structure, Turn};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::source::Origin;
use crate::text::{Missing, TextStyle};
use crate::theme::CoverTheme;
use crate::units::Pt;
use barcode::{Barcode, MODULES};

/// A module of an EAN-13 at its nominal size, in millimetres (ISO/IEC 15420, 4.4).
const MODULE: f32 = 0.33;
/// The height of its bars, and how far guards go on below them, in millimetres.
const BARS: f32 = 22.85;
const GUARDS: f32 = 1.65;
/// Quiet modules at its left and right.
const QUIET_LEFT: f32 = 11.0;
const QUIET_RIGHT: f32 = 7.0;

/// How thick a book of so many pages is.
pub fn thickness(pages: usize, config: &Config) -> Pt {
    let leaves = u16::try_from(pages.div_ceil(2)).unwrap_or(u16::MAX);
    config.print.leaf * f32::from(leaves)
}

/// Sets the cover of a book of so many pages.
pub fn lay_out_cover(sources: Sources<'_>, count: usize, sink: &mut Sink) -> Cover {
    let config = sources.config;
    let TrimSize {
        width: board,
        height,
    } = config.page.trim;
    let thickness = thickness(count, config);
    let spine = board;
    // The sheet lies with its outside up. A book bound at its right opens to the left, so that its front
    // is the left board.
    let (front, back) = match config.book.direction {
        Direction::Rtl => (Pt::ZERO, board + thickness),
        Direction::Ltr => (board + thickness, Pt::ZERO),
    };
    let mut setter = Setter {
        theme: Design::new(config, sources.fonts).theme.cover,
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
    theme: CoverTheme,
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

    /// The author's picture over the whole board and its bleed, else title and names.
    fn front(&mut self, x: Pt) -> Vec<PageItem> {
        let config = self.sources.config;
        let TrimSize {
            width: board,
            height,
        } = config.page.trim;
        if let Some(picture) = self.picture(x) {
            return vec![PageItem::Picture(picture)];
        }
        let margin = Pt::from_mm(self.theme.margin);
        let mut words = self.set(board - margin * 2.0, cover_title);
        words.shift(x + margin, self.theme.top.of(height));
        let mut items = words.items;
        if let Some(publisher) = &config.book.publisher {
            let mut foot = self.set(board - margin * 2.0, |collector| {
                let style = collector.design.body(&config.book.language);
                let origin = config.places.origin("publisher");
                aligned(collector, publisher, origin, &style, Alignment::Center)
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
        let TrimSize {
            width: board,
            height,
        } = config.page.trim;
        let bleed = config.print.bleed;
        let (wide, high) = (board + bleed, height + bleed * 2.0);
        // The picture covers board and bleed and may be cut at two sides: a white edge after trimming is
        // worse than a lost strip.
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
            seen: None,
            element: None,
            span: config.places.of(path),
        })
    }

    /// Title and authors along the spine; none where it is too thin for words.
    fn spine(&mut self, thickness: Pt) -> Vec<PageItem> {
        let config = self.sources.config;
        if thickness < Pt::from_mm(self.theme.thinnest_spine) {
            let found = thickness.0 / Pt::from_mm(1.0).0;
            let message = format!("the spine is {found:.1} mm thick, too thin for words");
            self.sink.warn(Code::ThinSpine, None, message).hint(
                "set `paper-thickness` in [print] to that of a leaf, or leave the spine empty",
            );
            return Vec::new();
        }
        let theme = self.theme;
        let length = config.page.trim.height;
        let margin = theme.spine_margin.of(Pt::from_mm(theme.margin));
        let size = theme.spine.of(thickness).min(theme.spine_most);
        let measure = length - margin * 2.0;
        let names = authors(config).join("، ");
        let title = self.set(measure, |collector| {
            let style = TextStyle {
                size,
                ..collector.design.heading(1, &config.book.language)
            };
            let origin = config.places.origin("title");
            aligned(
                collector,
                &config.book.title,
                origin,
                &style,
                Alignment::Start,
            )
        });
        let names = self.set(measure, |collector| {
            let style = TextStyle {
                size: theme.spine_names.of(size),
                ..collector.design.body(&config.book.language)
            };
            let origin = config.places.origin(Role::Author.key());
            aligned(collector, &names, origin, &style, Alignment::End)
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
        let TrimSize {
            width: board,
            height,
        } = config.page.trim;
        let margin = Pt::from_mm(self.theme.margin);
        let mut items = Vec::new();
        if let Some(description) = &config.book.description {
            let mut words = self.set(board - margin * 2.0, |collector| {
                let style = collector.design.body(&config.book.language);
                let origin = config.places.origin("description");
                aligned(collector, description, origin, &style, Alignment::Justify)
            });
            words.shift(x + margin, self.theme.back_top.of(margin));
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
    fn barcode(&mut self, code: &Barcode, isbn: &str) -> FlowBox {
        let quiet = Pt::from_mm(MODULE * QUIET_LEFT);
        let width = module(MODULES) + quiet + Pt::from_mm(MODULE * QUIET_RIGHT);
        let head = self.digits(&format!("ISBN {isbn}"), width);
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
            set.shift(x, bottom + Pt(0.5));
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

fn authors(config: &Config) -> Vec<&str> {
    let people = config.book.people.iter();
    people
        .filter(|person| person.role == Role::Author)
        .map(|person| person.name.as_str())
        .collect()
}

/// Title, subtitle and authors, each in the middle.
fn cover_title(collector: &mut Collector<'_>) -> Flow {
    let config = collector.sources.config;
    let places = &config.places;
    let book = &config.book;
    let design = collector.design;
    let theme = design.theme.cover;
    let title = TextStyle {
        size: theme.title.of(design.size),
        ..design.heading(1, &book.language)
    };
    let names = TextStyle {
        size: theme.names.of(design.size),
        ..design.body(&book.language)
    };
    let origin = places.origin("title");
    let mut flow = aligned(collector, &book.title, origin, &title, Alignment::Center);
    if let Some(subtitle) = &book.subtitle {
        let origin = places.origin("subtitle");
        flow.append(aligned(
            collector,
            subtitle,
            origin,
            &names,
            Alignment::Center,
        ));
    }
    flow.space(design.space(theme.above_rule));
    let rule = Rect {
        x: theme.rule_start.of(design.measure),
        y: Pt::ZERO,
        width: theme.rule_width.of(design.measure),
        height: theme.rule,
    };
    let mut line = FlowBox::blank(design.leading);
    line.items.push(filled(rule, design.quiet()));
    flow.push(line);
    for author in authors(config) {
        let origin = places.origin(Role::Author.key());
        flow.append(aligned(
            collector,
            author,
            origin,
            &names,
            Alignment::Center,
        ));
    }
    flow.append(credits(collector));
    flow
}

/// Who translated, edited and illustrated the book: «ترجمهٔ …».
fn credits(collector: &mut Collector<'_>) -> Flow {
    let places = &collector.sources.config.places;
    let book = &collector.sources.config.book;
    let design = collector.design;
    let style = design.body(&book.language);
    let people = book.people.iter();
    let others = people.filter(|person| person.role != Role::Author);
    let mut flow = Flow::default();
    for (at, person) in others.enumerate() {
        if at == 0 {
            flow.space(design.space(design.theme.cover.above_credits));
        }
        let credit = book.language.credit(person.role.relator());
        let words = format!("{credit} {}", person.name);
        let origin = places.origin(person.role.key());
        flow.append(aligned(
            collector,
            &words,
            origin,
            &style,
            Alignment::Center,
        ));
    }
    flow
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
