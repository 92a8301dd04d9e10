//! The front: the author's picture over all of it, or the title and the names.

use super::{Setter, Words, aligned, authors};
use crate::config::{CoverFront, Role, TrimSize};
use crate::diag::Code;
use crate::frame::{Ink, PageItem, PlacedPicture, Rect};
use crate::locale::Direction;
use crate::model::Alignment;
use crate::page::collect::Collector;
use crate::page::flow::{Flow, FlowBox, filled};
use crate::picture::Picture;
use crate::text::TextStyle;
use crate::units::Pt;

/// A picture may lose so much of a side: it is a strip that nobody misses.
const MOST_CUT: f32 = 0.02;
/// What a press prints dark without that the paper tears: 88 % of black.
const BAND: Ink = Ink::Gray(0.12);
const PAPER: Ink = Ink::Gray(1.0);

impl Setter<'_, '_> {
    /// The author's picture over the whole board and its bleed, else title and names.
    pub(super) fn front(&mut self) -> Vec<PageItem> {
        if let Some(picture) = self.picture() {
            return vec![PageItem::Picture(picture)];
        }
        let mut items = match self.sources.config.cover.front {
            CoverFront::Plain => Vec::new(),
            CoverFront::Frame => self.frame(),
            CoverFront::Band => return self.band(),
        };
        let words = self.title();
        items.extend(words.items);
        items.extend(self.foot());
        items
    }

    /// Title and names, at their place.
    fn title(&mut self) -> FlowBox {
        let (board, height) = self.board();
        let margin = self.margin();
        let mut words = self.set(board - margin * 2.0, |collector| {
            let mut flow = title(collector);
            flow.append(rule(collector));
            flow.append(names(collector));
            flow
        });
        let top = self.theme.top.of(height);
        self.report_title(words.height, top);
        words.shift(self.parts.front + margin, top);
        words
    }

    fn report_title(&mut self, height: Pt, top: Pt) {
        let room = self.sources.config.page.trim.height - top - self.margin();
        self.report_room(&Words {
            key: "title",
            place: "the front",
            height,
            room: room - Pt::from_mm(self.theme.foot),
        });
    }

    /// Two lines along the edges of the board, the inner one thinner.
    fn frame(&self) -> Vec<PageItem> {
        let TrimSize { width, height } = self.sources.config.page.trim;
        let theme = self.theme;
        let mut items = Vec::new();
        for (inset, thickness) in [
            (Pt::from_mm(theme.frame), theme.rule * 2.0),
            (Pt::from_mm(theme.frame + theme.frame_gap), theme.rule),
        ] {
            let left = self.parts.front + inset;
            let (wide, high) = (width - inset * 2.0, height - inset * 2.0);
            let side = |x, y, width, height| {
                let rect = Rect {
                    x,
                    y,
                    width,
                    height,
                };
                filled(rect, Ink::BLACK)
            };
            items.extend([
                side(left, inset, wide, thickness),
                side(left, inset + high - thickness, wide, thickness),
                side(left, inset, thickness, high),
                side(left + wide - thickness, inset, thickness, high),
            ]);
        }
        items
    }

    /// The title in white on a band that goes on into the bleed; the names below it.
    fn band(&mut self) -> Vec<PageItem> {
        let (board, height) = self.board();
        let margin = self.margin();
        let top = self.theme.top.of(height);
        let mut words = self.set(board - margin * 2.0, title);
        words.shift(self.parts.front + margin, top);
        for item in &mut words.items {
            if let PageItem::Line(line) = item {
                line.runs.iter_mut().for_each(|run| run.ink = PAPER);
            }
        }
        // Paper shows through where nothing is printed: white words are a hole in the band, and no ink.
        let air = Pt::from_mm(self.theme.band_air);
        let rect = Rect {
            y: top - air,
            height: words.height + air * 2.0,
            ..self.in_bleed()
        };
        let mut below = self.set(board - margin * 2.0, names);
        let down = rect.y + rect.height + air;
        self.report_title(below.height, down);
        below.shift(self.parts.front + margin, down);
        let mut items = vec![filled(rect, BAND)];
        items.extend(words.items);
        items.extend(below.items);
        items.extend(self.foot());
        items
    }

    /// The publisher's mark and name, at the foot.
    fn foot(&mut self) -> Vec<PageItem> {
        let config = self.sources.config;
        let (board, height) = self.board();
        let margin = self.margin();
        let mut items = Vec::new();
        let mut foot = height - margin;
        if let Some(publisher) = &config.book.publisher {
            let mut words = self.set(board - margin * 2.0, |collector| {
                let style = collector.design.body(&config.book.language);
                let origin = config.places.origin("publisher");
                aligned(collector, publisher, origin, &style, Alignment::Center)
            });
            foot -= words.height;
            words.shift(self.parts.front + margin, foot);
            items.extend(words.items);
        }
        let size = Pt::from_mm(self.theme.mark);
        let mark = self.mark(size, self.parts.front + board / 2.0, foot);
        items.extend(mark.map(PageItem::Picture));
        items
    }

    /// The cover's picture, large enough to leave no edge of board and bleed free.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    fn picture(&mut self) -> Option<PlacedPicture> {
        let config = self.sources.config;
        let path = config.book.cover.as_ref()?;
        let picture = self.sources.pictures.get(path)?;
        let area = self.in_bleed();
        self.report_cut(picture, area.width, area.height);
        // The picture covers board and bleed and may be cut at two sides: a white edge after trimming is
        // worse than a lost strip.
        let ratio = picture.height.max(1) as f32 / picture.width.max(1) as f32;
        let width = area.width.max(area.height / ratio);
        Some(PlacedPicture {
            path: path.clone(),
            alt: config.book.cover_alt.clone().unwrap_or_default(),
            rect: Rect {
                x: area.x - (width - area.width) / 2.0,
                y: area.y - (width * ratio - area.height) / 2.0,
                width,
                height: width * ratio,
            },
            seen: None,
            element: None,
            span: config.places.of(path),
        })
    }

    /// Width and height of the front.
    fn board(&self) -> (Pt, Pt) {
        let TrimSize { width, height } = self.sources.config.page.trim;
        (width, height)
    }

    /// The front with its bleed, which the outer edge alone has: at the other the spine begins. It goes on over the fold of a
    /// flap, too.
    fn in_bleed(&self) -> Rect {
        let config = self.sources.config;
        let (board, height) = self.board();
        let bleed = config.print.bleed;
        Rect {
            x: match config.book.direction {
                Direction::Rtl => self.parts.front - bleed,
                Direction::Ltr => self.parts.front,
            },
            y: -bleed,
            width: board + bleed,
            height: height + bleed * 2.0,
        }
    }

    /// Reports a picture whose sides are to each other as those of the front are not.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    fn report_cut(&mut self, picture: &Picture, wide: Pt, high: Pt) {
        let (width, height) = (picture.width.max(1) as f32, picture.height.max(1) as f32);
        let off = (width / height) / (wide.0 / high.0);
        let (lost, sides) = match off {
            off if off > 1.0 + MOST_CUT => (1.0 - 1.0 / off, "left and right"),
            off if off < 1.0 - MOST_CUT => (1.0 - off, "top and bottom"),
            _ => return,
        };
        let config = self.sources.config;
        let place = config.book.cover.as_ref();
        let place = place.and_then(|path| config.places.of(path));
        let message = format!(
            "{:.0} % of the cover picture is cut away at its {sides}",
            lost * 100.0
        );
        let told = self.sink.warn(Code::CoverCut, place, message);
        told.hint(format!(
            "a front with its bleed is {:.0} mm wide and {:.0} mm high: keep what matters away from these edges, \
             or make a picture of these sides for print",
            wide.in_mm(),
            high.in_mm()
        ));
    }
}

/// Title and subtitle, each in the middle.
fn title(collector: &mut Collector<'_>) -> Flow {
    let config = collector.sources.config;
    let places = &config.places;
    let book = &config.book;
    let design = collector.design;
    let theme = design.theme.cover;
    let title = TextStyle {
        size: theme.title.of(design.size),
        ..design.heading(1, &book.language)
    };
    let origin = places.origin("title");
    let mut flow = aligned(collector, &book.title, origin, &title, Alignment::Center);
    if let Some(subtitle) = &book.subtitle {
        let style = TextStyle {
            size: theme.names.of(design.size),
            ..design.body(&book.language)
        };
        let origin = places.origin("subtitle");
        flow.append(aligned(
            collector,
            subtitle,
            origin,
            &style,
            Alignment::Center,
        ));
    }
    flow
}

/// A short rule between title and names.
fn rule(collector: &mut Collector<'_>) -> Flow {
    let design = collector.design;
    let theme = design.theme.cover;
    let mut flow = Flow::default();
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
    flow
}

/// The authors, and below them who translated, edited and illustrated the book.
fn names(collector: &mut Collector<'_>) -> Flow {
    let config = collector.sources.config;
    let design = collector.design;
    let style = TextStyle {
        size: design.theme.cover.names.of(design.size),
        ..design.body(&config.book.language)
    };
    let mut flow = Flow::default();
    for author in authors(config) {
        let origin = config.places.origin(Role::Author.key());
        flow.append(aligned(
            collector,
            author,
            origin,
            &style,
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
