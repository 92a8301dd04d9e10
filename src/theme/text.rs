//! Running text, headings and parts of a line.

use super::RuleTheme;
use crate::units::{Em, Lines, Pt, Share};

/// Running text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextTheme {
    /// Distance of baselines where neither the author nor the face asks for another: the marks above
    /// and below the letters of Naskh need the room.
    pub leading: Em,
    /// Where the baseline lies in the height of a line: Naskh hangs deeper below it than Latin does.
    pub baseline: Lines,
    /// Indent of a paragraph that follows another: as wide as the letters are high, so that it is seen
    /// and not more.
    pub paragraph_indent: Em,
    /// How far lists and quotations move in, a step that is clearly wider than a paragraph's indent.
    pub indent: Em,
    /// Width below which nested blocks move in no further: fewer words leave holes in every line.
    pub narrowest: Em,
    /// The narrowest column at all: one or two letters still stand beside each other.
    pub least_width: Em,
    /// Size of captions and table cells: seen as smaller, still read without effort.
    pub small: Em,
    /// Leading of notes, tables and code against the text's: shorter lines need less air.
    pub small_leading: Lines,
    /// Leading of larger letters against the text's in proportion: large letters need less air. It
    /// is then rounded up to half lines.
    pub large_leading: Lines,
}

impl Default for TextTheme {
    fn default() -> Self {
        Self {
            leading: Em(1.6),
            baseline: Lines(0.66),
            paragraph_indent: Em(1.2),
            indent: Em(1.6),
            narrowest: Em(8.0),
            least_width: Em(2.0),
            small: Em(0.88),
            small_leading: Lines(0.86),
            large_leading: Lines(0.9),
        }
    }
}

/// Parts of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InlineTheme {
    /// Size of note marks and of raised and lowered words: two thirds keep their strokes as heavy as
    /// the eye expects.
    pub raised: Em,
    /// How far words are raised, in em of the text: their tops reach those of its letters.
    pub raised_by: Em,
    /// How far words are lowered, in em of the text.
    pub lowered_by: Em,
    /// Size of `<small>` and of small capitals.
    pub small: Em,
    /// The highest picture in a line: beyond it a page shows a gap in its text.
    pub tallest_picture: Em,
    /// The gray of what stands back, rules and leaders: 0 is black, 1 is paper.
    pub quiet: Share,
}

impl Default for InlineTheme {
    fn default() -> Self {
        Self {
            raised: Em(0.66),
            raised_by: Em(0.38),
            lowered_by: Em(0.16),
            small: Em(0.85),
            tallest_picture: Em(4.5),
            quiet: Share(0.45),
        }
    }
}

/// A heading inside a chapter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadingTheme {
    /// Size of its letters.
    pub size: Em,
    /// Space above it.
    pub above: Lines,
    /// Space below it: less than above, so that it belongs to what it heads.
    pub below: Lines,
}

impl HeadingTheme {
    /// The heading of a level: the opening of a chapter is seen from afar; inside it the bold of the text's own
    /// size is enough, with a blank line above and none below.
    pub(super) fn of_level(level: u8) -> Self {
        let (size, above, below) = match level {
            1 => (1.44, 1.0, 0.5),
            2 => (1.0, 1.0, 0.0),
            _ => (0.88, 1.0, 0.0),
        };
        Self {
            size: Em(size),
            above: Lines(above),
            below: Lines(below),
        }
    }
}

/// The page of a part («بخش یکم») and nothing else on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartTheme {
    /// Where it begins below the trim, as a share of the page's height (52 mm of 210): lower than a chapter.
    pub from_trim: Share,
    /// Size of its number.
    pub label: Em,
    /// The rule between number and title (9 mm of 103).
    pub rule: RuleTheme,
    /// Space above and below the rule.
    pub around_rule: Lines,
    /// Size of its title.
    pub title: Em,
    /// Space between the title and words below it.
    pub below: Lines,
}

impl Default for PartTheme {
    fn default() -> Self {
        Self {
            from_trim: Share(52.0 / 210.0),
            label: Em(0.96),
            rule: RuleTheme {
                thickness: Pt(0.5),
                width: Share(9.0 / 103.0),
            },
            around_rule: Lines(0.4),
            title: Em(1.76),
            below: Lines(2.0),
        }
    }
}

/// The heading that opens a part of the book on a page of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpeningTheme {
    /// Where it begins below the trim, as a share of the page's height (47 mm of 210): the eye sees from afar
    /// where a chapter begins.
    pub from_trim: Share,
    /// How much of the text block stands before the first line of text, in whole lines: nine of twenty-two.
    pub text_from: Share,
    /// Size of what stands above the title («فصل یکم»); the leading of both leaves 3 mm between them.
    pub label: Em,
    /// The space between the title and an epigraph below it.
    pub above_epigraph: Lines,
    /// The least space below the title, in lines; a long title moves the text down.
    pub below: Lines,
}

impl Default for OpeningTheme {
    fn default() -> Self {
        Self {
            from_trim: Share(47.0 / 210.0),
            text_from: Share(9.0 / 22.0),
            label: Em(0.88),
            above_epigraph: Lines(1.0),
            below: Lines(1.0),
        }
    }
}
