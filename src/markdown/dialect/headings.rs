//! Headings without the space that CommonMark asks for: a line in, an edit out.
//!
//! Early readers of Markdown took `#مقدمه` for a heading, and books that were written for them still stand. CommonMark
//! (4.2) asks for a space, for `#5` and `#hashtag` are none; so a right-to-left letter must follow, and a single `#`,
//! which may begin a hashtag, must stand at the head of the text or before several words.

use std::borrow::Cow;

use super::edit::Edit;
use super::emphasis::runs_from_right;
use super::lines::indent_of;

/// The deepest level of a heading.
const DEEPEST: usize = 6;

/// Letters that a line with a single `#` may have: a sentence that begins with a hashtag is longer.
const LONGEST: usize = 60;

/// What stands around a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing stands before it in the chapter.
    Head,
    /// An empty line stands before it.
    Apart,
    /// Words stand before it.
    Words,
}

/// Whether a line of a text may be such a heading.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains('#') && text.lines().any(|line| letters_of(line).is_some())
}

/// The space that a heading lacks.
pub(super) fn missing_space(words: &str, around: Around) -> Option<Edit> {
    let (level, rest) = letters_of(words)?;
    let rest = rest.trim_end_matches('#').trim();
    let tagged = rest.contains(" #");
    let few = rest.chars().count() <= LONGEST && !rest.ends_with(['.', '،', '؛', ':']);
    let meant = match (level, around) {
        (2.., _) | (1, Around::Head) => !tagged,
        (1, Around::Apart) => !tagged && few && rest.contains(' '),
        _ => false,
    };
    let at = words.len() - words.trim_start_matches(' ').len() + level;
    meant.then_some(Edit {
        range: at..at,
        words: Cow::Borrowed(" "),
    })
}

/// The level of a line that begins with `#` and a right-to-left letter, and what follows the signs.
fn letters_of(line: &str) -> Option<(usize, &str)> {
    let inner = line.trim_start_matches(' ');
    let rest = inner.trim_start_matches('#');
    let level = inner.len() - rest.len();
    let fits = (1..=DEEPEST).contains(&level) && indent_of(line) < 4;
    let letter = rest.chars().next().filter(|_| fits)?;
    runs_from_right(letter).then_some((level, rest))
}

#[cfg(test)]
mod tests {
    use super::{Around, missing_space};

    #[test]
    fn a_hashtag_is_no_heading() {
        let is_heading = |words, around| missing_space(words, around).is_some();
        assert!(is_heading("#مقدمه", Around::Head));
        assert!(is_heading("#مقدمهٔ کتاب", Around::Apart));
        assert!(is_heading("##بخش", Around::Words));
        assert!(!is_heading("#ادبیات", Around::Apart));
        assert!(!is_heading("#شعر #حافظ", Around::Head));
        assert!(!is_heading("#شعر خوب است.", Around::Apart));
        assert!(!is_heading("#مقدمهٔ کتاب", Around::Words));
        assert!(!is_heading("#hashtag", Around::Head));
        assert!(!is_heading("# سر", Around::Head));
        assert!(!is_heading("    ##بخش", Around::Apart));
    }
}
