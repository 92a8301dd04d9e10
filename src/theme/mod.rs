//! How pages look, as data: every size, space, rule and ornament of the printed page, by role.
//!
//! Nothing is computed here. Each value has a unit ([`Em`], [`Lines`], [`Share`] or points) and the
//! reason for its default. `page` multiplies it by the size or the leading of the book; a design of
//! another publisher is another [`Theme`].

mod blocks;
mod cover;
mod front;
mod furniture;
mod genres;
mod text;

pub use blocks::{
    AsideTheme, CodeTheme, FigureTheme, FormulaTheme, IndexTheme, ListTheme, QuoteTheme,
    SectionBreakTheme, TableTheme, VerseTheme, WorksTheme,
};
pub use cover::CoverTheme;
pub use front::{ContentsTheme, DisplayTheme, TitlePageTheme};
pub use furniture::{MarginTheme, NotesTheme, PageTheme, RunningTheme};
pub use genres::{GenreTheme, ParallelTheme};
pub use text::{HeadingTheme, InlineTheme, OpeningTheme, PartTheme, TextTheme};

use crate::units::Pt;

/// The look of a book's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Theme {
    /// The grid of lines and the rules that hold for a whole page.
    pub page: PageTheme,
    /// Running text.
    pub text: TextTheme,
    /// Parts of a line: raised words, small words, pictures.
    pub inline: InlineTheme,
    /// Headings inside a chapter.
    pub headings: HeadingsTheme,
    /// The heading that opens a chapter, the contents or the list of works.
    pub opening: OpeningTheme,
    /// The pages of parts.
    pub part: PartTheme,
    /// Notes at the foot of a page.
    pub notes: NotesTheme,
    /// What stands in the outer margin.
    pub margin: MarginTheme,
    /// Running heads and folios.
    pub running: RunningTheme,
    /// Lists and definitions.
    pub list: ListTheme,
    /// Quotations.
    pub quote: QuoteTheme,
    /// Boxes beside the text.
    pub aside: AsideTheme,
    /// Plays, letters and epigraphs.
    pub genre: GenreTheme,
    /// Two texts beside each other.
    pub parallel: ParallelTheme,
    /// Code on lines of its own.
    pub code: CodeTheme,
    /// Formulas on lines of their own.
    pub formula: FormulaTheme,
    /// The ornament between two sections without a heading.
    pub section_break: SectionBreakTheme,
    /// Poems.
    pub verse: VerseTheme,
    /// Tables.
    pub table: TableTheme,
    /// Figures.
    pub figure: FigureTheme,
    /// Lists of works.
    pub works: WorksTheme,
    /// Indexes.
    pub index: IndexTheme,
    /// Pages of a few words: dedication, epigraph.
    pub display: DisplayTheme,
    /// The title page.
    pub title_page: TitlePageTheme,
    /// The contents list.
    pub contents: ContentsTheme,
    /// The cover for the press.
    pub cover: CoverTheme,
}

/// Headings by their level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadingsTheme([HeadingTheme; 6]);

impl HeadingsTheme {
    /// The heading of a level from 1 to 6; levels beyond look like the last.
    pub fn level(&self, level: u8) -> &HeadingTheme {
        &self.0[usize::from(level.clamp(1, 6)) - 1]
    }
}

impl HeadingsTheme {
    /// The same, to be changed.
    pub fn level_mut(&mut self, level: u8) -> &mut HeadingTheme {
        &mut self.0[usize::from(level.clamp(1, 6)) - 1]
    }
}

impl Default for HeadingsTheme {
    fn default() -> Self {
        Self([1, 2, 3, 4, 5, 6].map(HeadingTheme::of_level))
    }
}

/// A rule's thickness, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleTheme {
    /// How thick it is.
    pub thickness: Pt,
    /// Its width as a share of the line it stands in.
    pub width: crate::units::Share,
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn deeper_headings_are_never_larger_and_never_further_from_the_text_above() {
        let theme = Theme::default();
        let levels: Vec<_> = (1..=6).map(|level| theme.headings.level(level)).collect();
        for pair in levels.windows(2) {
            assert!(pair[0].size >= pair[1].size);
            assert!(pair[0].above >= pair[1].above);
        }
        assert_eq!(theme.headings.level(0), theme.headings.level(1));
        assert_eq!(theme.headings.level(9), theme.headings.level(6));
    }

    #[test]
    fn a_heading_stands_nearer_to_what_it_heads_than_to_what_is_above_it() {
        let theme = Theme::default();
        for level in 1..=6 {
            let heading = theme.headings.level(level);
            assert!(heading.below < heading.above);
        }
    }

    #[test]
    fn smaller_roles_are_smaller_than_the_text_and_readable_at_twelve_points() {
        let theme = Theme::default();
        let smaller = [
            theme.notes.size,
            theme.text.small,
            theme.inline.raised,
            theme.inline.small,
            theme.code.size,
            theme.quote.size,
            theme.verse.poet,
            theme.running.size,
            theme.running.folio,
        ];
        for size in smaller {
            assert!(size.0 < 1.0 && size.0 * 12.0 >= 7.5, "{size:?}");
        }
    }
}
