//! The look of one book's pages: settings and a theme in, every measure that the page stages use out.

use std::sync::Arc;

use super::book_theme::theme_of;
use super::distribute::PageGeometry;
use super::flow::Glue;
use crate::config::{ChapterOpening, Config, Margins, TrimSize};
use crate::font::{Family, FontSet, Weight};
use crate::frame::Ink;
use crate::locale::{Direction, Language};
use crate::text::{Breaking, Decoration, Digits, TextStyle};
use crate::theme::Theme;
use crate::units::{Lines, Pt};

/// The measures of the pages of one book.
#[derive(Clone, Debug)]
pub(super) struct Design {
    /// Sizes, spaces and rules of every role.
    pub(super) theme: Theme,
    /// Width and height of the page.
    pub(super) page: (Pt, Pt),
    /// Margins; the bottom one is made larger so that the text block holds whole lines.
    pub(super) margins: Margins,
    /// Size of the text.
    pub(super) size: Pt,
    /// Distance of baselines.
    pub(super) leading: Pt,
    /// Width of the text block.
    pub(super) measure: Pt,
    /// Height of the text block: a whole number of lines.
    pub(super) height: Pt,
    /// The book's language.
    pub(super) language: Language,
    /// The book's direction: on which side it is bound.
    pub(super) direction: Direction,
    /// The measures of a page whose content is turned by a quarter; `None` in those themselves.
    pub(super) turned: Option<Arc<Design>>,
    /// Where lines of running text may break inside words.
    breaking: Breaking,
}

/// Where an opening and the text below it stand, from the top of the text block.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpeningPlaces {
    /// Top of the heading.
    pub(super) heading: Pt,
    /// Top of the first line of text.
    pub(super) text: Pt,
}

impl Design {
    /// Reads the design off the settings; the line height is the author's, else what the face needs.
    pub(super) fn new(config: &Config, fonts: &FontSet) -> Self {
        let theme = theme_of(config);
        let options = &config.page;
        let TrimSize { width, height } = options.trim;
        let natural = || fonts.natural_line_height(Family::Body);
        let line_height = options
            .line_height
            .or_else(natural)
            .unwrap_or(theme.text.leading.0);
        let leading = options.font_size * line_height;
        // The text block holds whole lines; what is left over goes to the bottom margin, so that lines of
        // facing pages stand beside each other.
        let room = height - options.margins.top - options.margins.bottom;
        let lines = (room.0 / leading.0).floor().max(theme.page.least_lines);
        let upright = Self {
            theme,
            page: (width, height),
            margins: options.margins,
            size: options.font_size,
            leading,
            measure: (width - options.margins.inner - options.margins.outer)
                .max(theme.page.least_measure),
            height: leading * lines,
            language: config.book.language,
            direction: config.book.direction,
            turned: None,
            breaking: if options.hyphenate {
                Breaking::Syllables
            } else {
                Breaking::Words
            },
        };
        let turned = Self {
            page: (height, width),
            measure: upright.height,
            height: upright.measure,
            ..upright.clone()
        };
        Self {
            turned: Some(Arc::new(turned)),
            ..upright
        }
    }

    /// That of a Persian book without settings of its own.
    #[cfg(test)]
    pub(super) fn of_a_little_book() -> Self {
        let toml = "[book]\ntitle = \"ک\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n";
        let files = crate::source::MemoryFiles::default()
            .with("book.toml", toml)
            .with("1.md", "# ف\n");
        let mut sink = crate::diag::Sink::default();
        let mut map = crate::source::SourceMap::default();
        let config = crate::config::load(&files, &mut map, &mut sink);
        let config = config.ok().flatten().expect("the settings are sound");
        Self::new(&config, &crate::font::FontSet::embedded())
    }

    /// The width of words in the outer margin.
    pub(super) fn margin_column(&self) -> Pt {
        let theme = self.theme.margin;
        self.margins.outer - Pt::from_mm(theme.gap + theme.edge)
    }

    /// How far below the top of a line of the text a line of the margin begins, so that both have one baseline.
    pub(super) fn beside_line(&self) -> Pt {
        self.baseline(self.leading) - self.baseline(self.margin_leading())
    }

    /// The leading of words in the margin: that of notes.
    pub(super) fn margin_leading(&self) -> Pt {
        self.theme.notes.leading.of(self.small_leading())
    }

    /// Whether words in the outer margin have room enough to be read.
    pub(super) fn has_margin_column(&self) -> bool {
        self.margin_column() >= Pt::from_mm(self.theme.margin.least)
    }

    /// The style of running text in a language.
    pub(super) fn body(&self, language: &Language) -> TextStyle {
        TextStyle {
            family: Family::Body,
            weight: Weight::Regular,
            emphasis: None,
            size: self.size,
            ink: Ink::BLACK,
            rise: Pt::ZERO,
            language: *language,
            decoration: Decoration::default(),
            link: None,
            breaking: self.breaking,
            digits: Digits::OfText,
        }
    }

    /// The style of headings of a level, from 1.
    pub(super) fn heading(&self, level: u8, language: &Language) -> TextStyle {
        TextStyle {
            family: Family::Heading,
            weight: Weight::Bold,
            size: self.theme.headings.level(level).size.of(self.size),
            // A heading is read at a glance.
            breaking: Breaking::Words,
            ..self.body(language)
        }
    }

    /// The style of captions and table cells.
    pub(super) fn small(&self, language: &Language) -> TextStyle {
        TextStyle {
            size: self.theme.text.small.of(self.size),
            ..self.body(language)
        }
    }

    /// The style of notes.
    pub(super) fn note(&self, language: &Language) -> TextStyle {
        TextStyle {
            size: self.theme.notes.size.of(self.size),
            ..self.body(language)
        }
    }

    /// The style of running heads and folios.
    pub(super) fn running(&self) -> TextStyle {
        TextStyle {
            size: self.theme.running.size.of(self.size),
            breaking: Breaking::Words,
            ..self.body(&self.language)
        }
    }

    /// Distance of baselines in notes, tables and code.
    pub(super) fn small_leading(&self) -> Pt {
        self.theme.text.small_leading.of(self.leading)
    }

    /// Distance of baselines for a size of text; whole and half lines keep to the grid.
    pub(super) fn leading_for(&self, size: Pt) -> Pt {
        // A title of 16 points in text of 12 on 20 points would have lines of 24: rounded up to 30, a line
        // and a half, two such lines take three lines of the page and the text below stays on the grid.
        let natural = size.0 * self.leading.0 / self.size.0 * self.theme.text.large_leading.0;
        let half_lines = (natural / (self.leading.0 / 2.0)).ceil().max(2.0);
        self.leading * (half_lines / 2.0)
    }

    /// The baseline's distance from the top of a line of this height.
    pub(super) fn baseline(&self, leading: Pt) -> Pt {
        self.theme.text.baseline.of(leading)
    }

    /// Width of a list's or quotation's indent.
    pub(super) fn indent(&self) -> Pt {
        self.theme.text.indent.of(self.size)
    }

    /// Indent of a paragraph's first line.
    pub(super) fn paragraph_indent(&self) -> Pt {
        self.theme.text.paragraph_indent.of(self.size)
    }

    /// How far a heading that opens a page of its own lies below the top of the text block, and how far the
    /// text below it, in whole lines.
    pub(super) fn opening(&self) -> OpeningPlaces {
        let theme = self.theme.opening;
        let heading = theme.from_trim.of(self.page.1) - self.margins.top;
        let lines = (theme.text_from.of(self.height).0 / self.leading.0).round();
        OpeningPlaces {
            heading: heading.max(Pt::ZERO),
            text: self.leading * lines,
        }
    }

    /// What the distribution has to know of a page.
    pub(super) fn geometry(&self, opening: ChapterOpening) -> PageGeometry {
        PageGeometry {
            height: self.height,
            above_notes: self.theme.notes.above.of(self.leading),
            leading: self.leading,
            full_enough: self.theme.notes.full_enough.of(self.height),
            notes_most: self.theme.notes.most.of(self.height),
            below_float: self.leading,
            opening,
        }
    }

    /// A space of the theme between blocks.
    pub(super) fn space(&self, lines: Lines) -> Glue {
        self.glue(lines.of(self.leading))
    }

    /// A space between blocks, with what it may give.
    pub(super) fn glue(&self, natural: Pt) -> Glue {
        Glue {
            natural,
            shrink: self.theme.page.space_shrink.of(natural),
            without_float: natural,
        }
    }

    /// The ink of what stands back: rules, leaders.
    pub(super) fn quiet(&self) -> Ink {
        Ink::Gray(self.theme.inline.quiet.0)
    }
}
