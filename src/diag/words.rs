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
    // alike, which is where typing errors are rare.
    let likeness = |name: &str| strsim::jaro_winkler(wrong, name);
    let scored = known.into_iter().map(|name| (likeness(name), name));
    scored
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
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
    use super::harmless;

    #[test]
    fn control_characters_of_a_book_never_reach_the_terminal() {
        assert_eq!(
            harmless("«\u{2068}a\u{1b}[31m\u{2069}»"),
            "«\u{2068}a␛[31m\u{2069}»"
        );
        assert_eq!(harmless("a\u{202E}b\u{9B}c\n"), "a\u{FFFD}b\u{FFFD}c\n");
    }
}
