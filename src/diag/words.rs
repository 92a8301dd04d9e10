//! The words of messages: quoted so that no terminal turns them round, and names near a wrong one.

/// Begins a quotation in a message (UAX #9: FSI).
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends it (UAX #9: PDI).
const POP_ISOLATE: char = '\u{2069}';

/// Quotes text inside a message, isolated (U+2068 … U+2069) so that no terminal turns the message round.
pub fn isolate(text: &str) -> String {
    format!("«{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}»")
}

/// The nearest of the known names, for "did you mean" hints; `None` when nothing is near.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro–Winkler likeness below which two names have nothing to do with each other.
    const NEAR: f64 = 0.78;
    // Example: `subtitel` is 0.98 like `subtitle` and 0.77 like `title`. Jaro–Winkler favours names that begin
    // alike, which is where typing errors are rare. Its time grows with the square of a name's length.
    let wrong = beginning(wrong);
    let likeness = |name: &str| strsim::jaro_winkler(wrong, beginning(name));
    let scored = known.into_iter().map(|name| (likeness(name), name));
    scored
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// The known name that a wrong one was to be, for a mistake of one letter or two letters exchanged; short names are
/// too much alike to say so of them.
pub fn misspelt<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SHORTEST: usize = 5;
    let wrong = beginning(wrong);
    if wrong.chars().count() < SHORTEST {
        return None;
    }
    // Example: `theoerm` is one exchange away from `theorem`, `widht` from `width`.
    let mut known = known.into_iter();
    known.find(|name| strsim::osa_distance(wrong, beginning(name)) == 1)
}

/// The letters of a name that are compared with another one.
fn beginning(name: &str) -> &str {
    const LONGEST: usize = 80;
    let end = name.char_indices().nth(LONGEST);
    end.map_or(name, |(end, _)| &name[..end])
}

/// How many names may still be compared with wrong ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparisons {
    left: usize,
}

impl Default for Comparisons {
    fn default() -> Self {
        Self { left: 200_000 }
    }
}

impl Comparisons {
    /// [`nearest`], as long as there are comparisons left.
    pub(super) fn nearest<'a>(
        &mut self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        // 3,000 marks of notes that are not there, among 3,000 that are, would be nine million comparisons, to
        // write hints that nobody reads. The first mistakes get theirs; a book of 1,000 names has them for 200.
        if self.left == 0 {
            return None;
        }
        let mut left = self.left;
        let count = |_: &&str| left = left.saturating_sub(1);
        let found = nearest(wrong, known.into_iter().inspect(count));
        self.left = left;
        found
    }
}

/// A text for a terminal: what could steer the terminal or turn the line round is made visible, and only
/// line ends and the isolates of our own messages stay.
///
/// A title of `a<ESC>[31m` would otherwise redden all that follows it; it is shown as `a␛[31m`.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | FIRST_STRONG_ISOLATE | POP_ISOLATE => out.push(letter),
            '\t' => out.push_str("    "),
            letter => out.push(visible(letter)),
        }
    }
    out
}

/// A sign for a letter that is not shown or turns what follows it; any other letter as it is.
fn visible(letter: char) -> char {
    /// U+2400 and the signs behind it show the first 32 control characters.
    const CONTROL_PICTURES: u32 = 0x2400;
    const DELETE_PICTURE: char = '\u{2421}';
    match letter {
        '\0'..='\u{1F}' => char::from_u32(CONTROL_PICTURES + u32::from(letter)).unwrap_or(letter),
        '\u{7F}' => DELETE_PICTURE,
        '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparisons, harmless, nearest};

    #[test]
    fn the_nearest_name_is_looked_for_until_so_many_were_compared() {
        let known = ["title", "subtitle"];
        let mut few = Comparisons { left: 3 };
        assert_eq!(few.nearest("subtitel", known), Some("subtitle"));
        assert_eq!(few.nearest("subtitel", known), Some("subtitle"));
        assert_eq!(few.nearest("subtitel", known), None);
    }

    #[test]
    fn a_name_of_a_million_letters_is_compared_by_its_beginning() {
        let long = |end: &str| "ab".repeat(500_000) + end;
        assert_eq!(
            nearest(&long("c"), [long("d").as_str(), "x"]),
            Some(&*long("d"))
        );
    }

    #[test]
    fn control_characters_of_a_book_never_reach_the_terminal() {
        assert_eq!(
            harmless("«\u{2068}a\u{1b}[31m\u{2069}»"),
            "«\u{2068}a␛[31m\u{2069}»"
        );
        assert_eq!(harmless("a\u{202E}b\u{9B}c\n"), "a\u{FFFD}b\u{FFFD}c\n");
    }
}
