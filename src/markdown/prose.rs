//! In which language a block is punctuated: its letters in, a language out.
//!
//! In «گفت: "yes"» the marks are Persian, in a whole paragraph of English within a Persian chapter they are English.

use super::builder::Builder;
use super::frame::Prose;
use crate::locale::{Direction, Language};

impl Builder<'_> {
    /// The language in which the open block is punctuated: English for one in Latin letters within a
    /// right-to-left text, unless its author names a language.
    pub(super) fn prose_language(&mut self) -> Language {
        if let Some(named) = self.named_language() {
            return *named;
        }
        let text = self.source.text;
        let unread = match &self.prose {
            Prose::Block(range) => text.get(range.clone()),
            Prose::Line(range) => text.get(range.clone()).and_then(|text| text.lines().next()),
            Prose::Read(found) => return found.unwrap_or(*self.source.language),
        };
        let found = self.language_of(unread.unwrap_or_default());
        self.prose = Prose::Read(found);
        found.unwrap_or(*self.source.language)
    }

    /// Notes that a block begins.
    pub(super) fn begin_prose(&mut self, prose: Prose) {
        self.prose = prose;
    }

    /// The language of a block by its letters, where it is not the chapter's and has quotation marks.
    fn language_of(&self, text: &str) -> Option<Language> {
        let base = self.source.language.direction();
        let foreign = base == Direction::Rtl
            && text.contains(['"', '\''])
            && Direction::dominant(&prose_of(text), base) == Some(Direction::Ltr);
        foreign.then(Language::english)
    }
}

/// The words of a block as typed, without code and the addresses of links.
fn prose_of(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<', ']']) {
        words.push_str(&rest[..at]);
        let from = &rest[at..];
        let end = if let Some(code) = from.strip_prefix('`') {
            code.find('`').map(|end| end + 2)
        } else if from.starts_with("](") {
            from.find(')').map(|end| end + 1)
        } else if from.starts_with('<') {
            from.find('>').map(|end| end + 1)
        } else {
            None
        };
        rest = &from[end.unwrap_or(1)..];
    }
    words.push_str(rest);
    words
}
