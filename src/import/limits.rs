//! The bounds of what is read of somebody's folder, each with its reason, in one place.
//!
//! A folder may come from anybody: no bound here is met by a real book, and beyond each the work would
//! stop being linear or the memory be more than a book needs.

/// Markdown files that are looked at. The largest manuals in several languages have some 15,000.
pub(super) const MARKDOWN_FILES: usize = 100_000;

/// Bytes of a settings or navigation file. The longest navigation known has 300 KB.
pub(super) const SETTINGS_BYTES: u64 = 2 << 20;

/// Bytes of a Markdown file that are looked at for its title and language; longer ones are refused as
/// chapters, too.
pub(super) const ARTICLE_BYTES: u64 = 32 << 20;

/// Levels of a navigation or of a settings file. Six levels of headings are what a book can show.
pub(super) const DEPTH: usize = 48;

/// Entries of a navigation, files named twice included.
pub(super) const ENTRIES: usize = 50_000;

/// Patterns of files to be left out that are looked at: each is compared with each file.
pub(super) const PATTERNS: usize = 1_000;

/// Folders between the folder given and the settings of the site in it (`packages/docs/site`).
pub(super) const SITE_DEPTH: usize = 3;

/// Script files that one configuration may import its sidebar from.
pub(super) const IMPORTED_SCRIPTS: usize = 32;
