//! Characters that stand for what CSL cannot give, between rendering and the final words.
//!
//! hayagriva renders a whole work into text, in which nothing tells a year suffix from the letters around
//! it. So letters of private use, which no work contains, go in where the room has words of its own to
//! put, and are exchanged in what comes out. A Persian work of the year 1375 with the suffix b is rendered as
//! `۱۳۷۵ U+E001 b U+E002` and printed as «۱۳۷۵ب».

/// Stands before a year suffix.
pub(super) const SUFFIX_START: char = '\u{E001}';

/// Stands after a year suffix.
pub(super) const SUFFIX_END: char = '\u{E002}';

/// Stands for "and others": `Fraser and U+E003` is printed as "Fraser et al.".
pub(super) const OTHERS: char = '\u{E003}';

/// Stands in our locales for the era of a year that needs none; CSL would print "AD" before the year 1000.
pub(super) const NO_ERA: char = '\u{E004}';

/// The key of a work that is none: it stands between two notes of which the second is no «همان».
pub(super) const NOBODY: &str = "\u{E005}";

/// Its kind.
pub(super) const KIND_OF_NOBODY: &str = "document";

/// Stands between the number of an entry and the entry; becomes a space, or nothing beside one.
pub(super) const FIELD_GAP: char = '\u{E006}';
