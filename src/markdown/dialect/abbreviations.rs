//! What an abbreviation means, as Markdown Extra, kramdown and MkDocs have it: a line in, an entry of a list of definitions
//! out.
//!
//! ```text
//! *[HTML]: زبان نشانه‌گذاری   →   HTML
//!                                 : زبان نشانه‌گذاری
//! ```
//!
//! Sites show the meaning where a pointer rests on the word. A page has no pointer: the list stands where its author wrote
//! it.

/// The entry of a line that says what an abbreviation means.
pub(super) fn entry(words: &str) -> Option<String> {
    let rest = words.trim_end().strip_prefix("*[")?;
    let (short, meaning) = rest.split_once("]:")?;
    let (short, meaning) = (short.trim(), meaning.trim());
    let plain = !short.is_empty() && !short.contains(['[', ']']) && !meaning.is_empty();
    plain.then(|| format!("\n{short}\n: {meaning}\n"))
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn the_meaning_of_an_abbreviation_is_a_definition() {
        assert_eq!(
            entry("*[HTML]: زبان نشانه‌گذاری ").unwrap(),
            "\nHTML\n: زبان نشانه‌گذاری\n"
        );
        for none in [
            "*[HTML] زبان",
            "*[]: زبان",
            "* [الف]: ب",
            "*[الف](b): c",
            "*[HTML]:",
        ] {
            assert_eq!(entry(none), None, "{none}");
        }
    }
}
