//! What stands before the text: the title page, pages of a few words, the contents list.

use crate::units::{Em, Lines, Pt, Share};

/// The title page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TitlePageTheme {
    /// Where the title begins below the trim, as a share of the page's height (36 mm of 210): above the
    /// middle, where the eye looks first.
    pub top: Share,
    /// Size of the title.
    pub title: Em,
    /// Size of the title on a page before that of the title.
    pub half_title: Em,
    /// Space between title and subtitle.
    pub above_subtitle: Lines,
    /// Size of the subtitle.
    pub subtitle: Em,
    /// Space above the names.
    pub above_names: Lines,
    /// Size of the authors' names.
    pub author: Em,
    /// Size of the other names.
    pub contributor: Em,
    /// Size of what the others did, above their names: «ترجمهٔ».
    pub credit: Em,
    /// Space above each of the others.
    pub above_contributor: Lines,
    /// Size of the publisher's name at the foot.
    pub publisher: Em,
    /// Size of the year below it.
    pub date: Em,
}

impl Default for TitlePageTheme {
    fn default() -> Self {
        Self {
            top: Share(36.0 / 210.0),
            title: Em(2.08),
            half_title: Em(1.2),
            above_subtitle: Lines(0.5),
            subtitle: Em(1.04),
            above_names: Lines(2.0),
            author: Em(1.12),
            contributor: Em(1.0),
            credit: Em(0.8),
            above_contributor: Lines(1.0),
            publisher: Em(0.84),
            date: Em(0.68),
        }
    }
}

/// Pages of a few words before the text: dedication, epigraph, bismillah.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisplayTheme {
    /// Where they begin below the trim, as a share of the page's height (60 mm of 210).
    pub from_trim: Share,
}

impl Default for DisplayTheme {
    fn default() -> Self {
        Self {
            from_trim: Share(60.0 / 210.0),
        }
    }
}

/// The contents list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContentsTheme {
    /// Space above a chapter's line: its headings stand together below it.
    pub above_chapter: Lines,
    /// Room for folios, also where there is none, so that titles turn over in one place.
    pub folio_room: Em,
    /// Distance of the dots of a leader.
    pub leader_step: Pt,
    /// Size of a dot.
    pub leader_dot: Pt,
    /// Room between a leader and the words at its ends.
    pub leader_gap: Em,
}

impl Default for ContentsTheme {
    fn default() -> Self {
        Self {
            above_chapter: Lines(0.3),
            folio_room: Em(3.0),
            leader_step: Pt(4.6),
            leader_dot: Pt(0.7),
            leader_gap: Em(0.5),
        }
    }
}
