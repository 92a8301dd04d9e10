//! Blocks: lists, quotations, boxes, code, formulas, poems, tables, figures, works.

use super::RuleTheme;
use crate::units::{Em, Lines, Pt, Share};

/// Lists and definitions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListTheme {
    /// Markers of bulleted lists at the first level and below it.
    pub bullets: [&'static str; 2],
    /// Markers of tasks that are done and of those that are open.
    pub boxes: [&'static str; 2],
    /// Room between a marker and its item.
    pub marker_gap: Em,
    /// Space between the items of a loose list.
    pub item_gap: Lines,
    /// Space above and below a list that lies in no other list.
    pub around: Lines,
}

impl Default for ListTheme {
    fn default() -> Self {
        Self {
            bullets: ["•", "–"],
            boxes: ["☑", "☐"],
            marker_gap: Em(0.5),
            item_gap: Lines(0.25),
            around: Lines(0.5),
        }
    }
}

/// Quotations: set in from both sides by [`super::TextTheme::indent`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuoteTheme {
    /// Size of its letters: another voice, a shade lower.
    pub size: Em,
    /// Space above and below it.
    pub around: Lines,
}

impl Default for QuoteTheme {
    fn default() -> Self {
        Self {
            size: Em(0.95),
            around: Lines(0.5),
        }
    }
}

/// A box beside the text, with a rule at the side where reading begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsideTheme {
    /// How far its text moves in from the rule's side.
    pub indent: Em,
    /// Thickness of the rule.
    pub rule: Pt,
    /// Space above and below it.
    pub around: Lines,
}

impl Default for AsideTheme {
    fn default() -> Self {
        Self {
            indent: Em(1.2),
            rule: Pt(1.5),
            around: Lines(0.5),
        }
    }
}

/// Code on lines of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodeTheme {
    /// Size of its letters: faces for code look larger than those for text.
    pub size: Em,
    /// Leading against that of small text.
    pub leading: Lines,
    /// The gray of the ground behind it: 0 is black, 1 is paper.
    pub ground: Share,
    /// Room between the edge of the ground and the code at its sides.
    pub pad: Em,
    /// The same above and below, as a share of [`Self::pad`]: lines bring air of their own.
    pub pad_above: Share,
    /// How far the rest of a line moves in that is too long: it is told from a new line by it, and by a mark.
    pub turnover: Em,
    /// The gray of comments, of line numbers and of the mark before the rest of a line: lighter than the words by as
    /// much as a reader sees, dark enough to be read where a press makes dots of it (5 to 1 on the ground).
    pub quiet: Share,
    /// Size of line numbers and marks against the code.
    pub added: Em,
    /// Room between a line number and its line, in em of the code.
    pub number_gap: Em,
    /// Columns that a tab stop lies apart.
    pub tab: usize,
    /// Space above and below the ground.
    pub around: Lines,
}

impl Default for CodeTheme {
    fn default() -> Self {
        Self {
            size: Em(0.98),
            leading: Lines(0.85),
            ground: Share(0.95),
            pad: Em(0.5),
            pad_above: Share(0.6),
            turnover: Em(1.0),
            quiet: Share(0.38),
            added: Em(0.85),
            number_gap: Em(1.0),
            tab: 4,
            around: Lines(0.5),
        }
    }
}

/// A formula on lines of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormulaTheme {
    /// Space above and below it.
    pub around: Lines,
    /// The least space between it and its number.
    pub number_gap: Em,
}

impl Default for FormulaTheme {
    fn default() -> Self {
        Self {
            around: Lines(0.5),
            number_gap: Em(1.0),
        }
    }
}

/// What parts two sections without a heading, in the middle. Without signs and rule it is a blank line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectionBreakTheme {
    /// The signs of an ornament.
    pub signs: &'static str,
    /// A rule; the usual page has none, since it looks like that of notes.
    pub rule: Option<RuleTheme>,
    /// Space above and below their line.
    pub around: Lines,
}

impl Default for SectionBreakTheme {
    fn default() -> Self {
        Self {
            signs: "*\u{2002}*\u{2002}*",
            rule: None,
            around: Lines(0.5),
        }
    }
}

/// Poems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerseTheme {
    /// Sizes of verse against the text, the best first: the first in which two hemistichs of a bayt stand on
    /// one line is taken; where none does they stand staggered in the second.
    pub sizes: [Em; 4],
    /// The gap between the hemistichs, in em of the verse: 8 to 9 mm.
    pub gap: Em,
    /// The least gap: with less the two halves read as one line.
    pub least_gap: Em,
    /// A hemistich shorter than this share of the widest is centred: filled, its words would fall apart.
    pub fill_from: Share,
    /// A line that stands alone is of the metre of the bayts if it is no wider than this beside the
    /// widest hemistich.
    pub same_metre: Share,
    /// Width of a staggered bayt against that of a hemistich.
    pub stagger: Share,
    /// What a column of a free line's indent is worth.
    pub column: Em,
    /// How much further in a free line goes on that is too long for the measure: no indent that
    /// authors type (two, four, eight columns) is as wide.
    pub turnover: Em,
    /// Size of the poet's name against the verse.
    pub poet: Em,
    /// Size of the numbers of bayts against the verse.
    pub number: Em,
    /// Room before a poem whose bayts are numbered, in em of the text.
    pub number_room: Em,
    /// Space above and below a stanza.
    pub around: Lines,
    /// Space below the title of a poem.
    pub below_title: Lines,
}

impl Default for VerseTheme {
    fn default() -> Self {
        Self {
            sizes: [Em(0.88), Em(0.84), Em(0.8), Em(0.76)],
            gap: Em(2.4),
            least_gap: Em(1.6),
            fill_from: Share(0.55),
            same_metre: Share(1.25),
            stagger: Share(1.35),
            column: Em(0.5),
            turnover: Em(3.0),
            poet: Em(0.88),
            number: Em(0.72),
            number_room: Em(1.2),
            around: Lines(0.5),
            below_title: Lines(0.25),
        }
    }
}

/// Tables: three rules and no vertical ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TableTheme {
    /// Thickness of the rules at head and foot.
    pub heavy_rule: Pt,
    /// Thickness of the rule below the head.
    pub light_rule: Pt,
    /// Room at each side of a cell.
    pub cell_pad: Em,
    /// The same where the words of the table need it: columns still stand apart without rules.
    pub tight_pad: Em,
    /// The smallest type of a table whose words would not fit otherwise, as a share of the type of
    /// cells: 7 points in a book of 12.
    pub smallest: Share,
    /// Room above and below the lines of a row.
    pub row_pad: Em,
    /// A table that takes more than this share of its column fills it: a narrow margin at both sides
    /// looks like a mistake.
    pub fills_from: Share,
    /// A row higher than this share of the page is reported: it leaves no room for the repeated head.
    pub tallest_row: Share,
    /// A head higher than this share of the page is not repeated: pages would hold little else.
    pub tallest_head: Share,
    /// Space between the caption and the table.
    pub below_caption: Lines,
    /// Space above and below it.
    pub around: Lines,
}

impl Default for TableTheme {
    fn default() -> Self {
        Self {
            heavy_rule: Pt(0.9),
            light_rule: Pt(0.5),
            cell_pad: Em(0.5),
            tight_pad: Em(0.25),
            smallest: Share(0.72),
            row_pad: Em(0.18),
            fills_from: Share(0.7),
            tallest_row: Share(0.9),
            tallest_head: Share(0.5),
            below_caption: Lines(0.25),
            around: Lines(0.75),
        }
    }
}

/// Figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureTheme {
    /// The highest picture as a share of the page: the rest is for its caption and a line of text.
    pub tallest: Share,
    /// Space between the picture and its caption.
    pub above_caption: Lines,
    /// White between pictures side by side.
    pub beside: Em,
    /// Space above and below it.
    pub around: Lines,
}

impl Default for FigureTheme {
    fn default() -> Self {
        Self {
            tallest: Share(0.8),
            above_caption: Lines(0.25),
            beside: Em(1.5),
            around: Lines(0.75),
        }
    }
}

/// Lists of works: hanging paragraphs by [`super::TextTheme::indent`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorksTheme {
    /// Space between two works: none, so that their lines stand beside those of the facing page. The first line of
    /// each hangs out, by which it is found.
    pub gap: Lines,
}

impl Default for WorksTheme {
    fn default() -> Self {
        Self { gap: Lines(0.0) }
    }
}

/// Indexes: two columns of hanging entries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IndexTheme {
    /// Size of the entries against the text: an index is looked up, not read.
    pub size: Em,
    /// White between the columns.
    pub gap: Em,
    /// How far the lines of an entry behind its first move in.
    pub hanging: Em,
    /// How far an entry below another moves in.
    pub indent: Em,
    /// Space above a letter, in lines of the index.
    pub above_letter: Lines,
}

impl Default for IndexTheme {
    fn default() -> Self {
        Self {
            size: Em(0.84),
            gap: Em(2.0),
            hanging: Em(2.0),
            indent: Em(1.0),
            above_letter: Lines(0.5),
        }
    }
}
