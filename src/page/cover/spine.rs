//! The spine: the title and the authors along it, the publisher's mark at its foot.

use super::{Setter, Words, aligned, authors};
use crate::config::Role;
use crate::diag::Code;
use crate::frame::PageItem;
use crate::locale::Direction;
use crate::model::Alignment;
use crate::page::flow::FlowBox;
use crate::text::TextStyle;
use crate::units::Pt;

impl Setter<'_, '_> {
    /// Title and authors along the spine; none where it is too thin for words.
    pub(super) fn spine(&mut self) -> Vec<PageItem> {
        let config = self.sources.config;
        let thickness = self.thickness;
        if self.is_too_thin() {
            let found = thickness.in_mm();
            let message = format!("the spine is {found:.1} mm thick, too thin for words");
            self.sink.warn(Code::ThinSpine, None, message).hint(
                "set `paper-thickness` in [print] to that of a leaf, or leave the spine empty",
            );
            return Vec::new();
        }
        let theme = self.theme;
        let margin = theme.spine_margin.of(self.margin());
        let size = theme.spine.of(thickness).min(theme.spine_most);
        let measure = config.page.trim.height - margin * 2.0 - self.mark_room();
        let names = authors(config).join("، ");
        let (words, key) = match &config.cover.spine_title {
            Some(words) => (words, "spine-title"),
            None => (&config.book.title, "title"),
        };
        let title = self.set(measure, |collector| {
            let style = TextStyle {
                size,
                ..collector.design.heading(1, &config.book.language)
            };
            let origin = config.places.origin(key);
            aligned(collector, words, origin, &style, Alignment::Start)
        });
        let names = self.set(measure, |collector| {
            let style = TextStyle {
                size: theme.spine_names.of(size),
                ..collector.design.body(&config.book.language)
            };
            let origin = config.places.origin(Role::Author.key());
            aligned(collector, &names, origin, &style, Alignment::End)
        });
        // Both are set in the whole length, one at its beginning and one at its end: they meet where their lengths say so,
        // not where their boxes do.
        let parted = length(&title) + length(&names) + size;
        self.report_spine(&title, parted - measure, key);
        let mut items = Vec::new();
        for mut words in [title, names] {
            let down = (thickness - words.height) / 2.0;
            words.shift(margin + self.below_words(), down);
            items.extend(words.items);
        }
        items
    }

    fn is_too_thin(&self) -> bool {
        self.thickness < Pt::from_mm(self.theme.thinnest_spine)
    }

    /// Reports a title that takes two lines of the spine, or that reaches the names: `over` is how much too long both
    /// are.
    fn report_spine(&mut self, title: &FlowBox, over: Pt, key: &'static str) {
        let fold = Pt::from_mm(self.theme.fold) * 2.0;
        if title.height > self.thickness - fold && lines(title) > 1 {
            self.report_room(&Words {
                key,
                place: "the spine",
                height: title.height,
                room: self.thickness - fold,
            });
        } else if over > Pt::ZERO {
            let place = self.sources.config.places.origin(key).span();
            let message = format!(
                "title and names are {:.0} mm too long for the spine",
                over.in_mm()
            );
            self.sink
                .warn(Code::CoverRoom, place, message)
                .hint("give the spine a shorter title: `spine-title` in [cover]");
        }
    }

    /// What the publisher's mark takes of the length of the spine.
    fn mark_room(&self) -> Pt {
        match self.sources.config.cover.mark {
            Some(_) => self.theme.spine_mark_room.of(self.mark_size()),
            None => Pt::ZERO,
        }
    }

    /// What the mark takes of the left end of the strip that is turned: that is the foot of the spine where its words read
    /// from right to left.
    fn below_words(&self) -> Pt {
        match self.sources.config.book.direction {
            Direction::Rtl => self.mark_room(),
            Direction::Ltr => Pt::ZERO,
        }
    }

    fn mark_size(&self) -> Pt {
        let most = Pt::from_mm(self.theme.mark);
        self.theme.spine_mark.of(self.thickness).min(most)
    }

    /// The publisher's mark at the foot of the spine, upright when the book stands.
    pub(super) fn spine_mark(&self) -> Vec<PageItem> {
        if self.is_too_thin() {
            return Vec::new();
        }
        let margin = self.theme.spine_margin.of(self.margin());
        let foot = self.sources.config.page.trim.height - margin;
        let middle = self.parts.spine + self.thickness / 2.0;
        let mark = self.mark(self.mark_size(), middle, foot);
        mark.map(PageItem::Picture).into_iter().collect()
    }
}

/// How long the words of a box are.
fn length(words: &FlowBox) -> Pt {
    let mut longest = Pt::ZERO;
    for item in &words.items {
        if let PageItem::Line(line) = item {
            let width: Pt = line.runs.iter().map(|run| run.width()).sum();
            longest = longest.max(width);
        }
    }
    longest
}

/// How many lines a box has.
fn lines(words: &FlowBox) -> usize {
    let items = words.items.iter();
    items
        .filter(|item| matches!(item, PageItem::Line(_)))
        .count()
}
