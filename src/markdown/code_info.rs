//! What the line that opens a block of code says: the text behind the fence in, the language and the numbers of the
//! lines out.
//!
//! Ours is `{.numbers}`, with `start=10` where the first line is not the first. What other tools write is read, too:
//! pandoc's `{.numberLines startFrom="10"}`, Python-Markdown's `linenums="10"`, Hugo's `{linenos=true,linenostart=10}`,
//! Zola's `linenos`.

/// Classes and words that ask for numbers before the lines.
const NUMBERS: [&str; 8] = [
    "numbers",
    "numbered",
    "numberlines",
    "number-lines",
    "line-numbers",
    "linenos",
    "linenums",
    "lineno",
];
/// Names of the number of the first line.
const START: [&str; 5] = [
    "start",
    "startfrom",
    "start-from",
    "linenostart",
    "firstnumber",
];

/// What is said of the lines of a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LineNumbers {
    asked: bool,
    first: Option<u32>,
}

impl LineNumbers {
    /// Whether a class or a word alone asks for numbers.
    pub(super) fn is_asked_by(word: &str) -> bool {
        NUMBERS.contains(&word.to_ascii_lowercase().as_str())
    }

    /// Reads the words behind the language: `linenos`, `linenums="10"`.
    pub(super) fn read_words(&mut self, words: &str) {
        for word in words.split([' ', '\t', ',']) {
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            self.take(key, value.trim_matches(['"', '\'']));
        }
    }

    /// Takes the classes out that ask for numbers.
    pub(super) fn read_classes(&mut self, classes: &mut Vec<String>) {
        let before = classes.len();
        classes.retain(|class| !Self::is_asked_by(class));
        self.asked |= classes.len() < before;
    }

    /// Takes a value.
    pub(super) fn take(&mut self, key: &str, value: &str) {
        let key = key.to_ascii_lowercase();
        let number = value
            .chars()
            .map_while(|digit| digit.to_digit(10).or_else(|| persian(digit)));
        let number = number.fold(None, |sum: Option<u32>, digit| {
            Some(sum.unwrap_or(0).saturating_mul(10).saturating_add(digit))
        });
        if START.contains(&key.as_str()) {
            self.first = number.or(self.first);
        } else if NUMBERS.contains(&key.as_str()) {
            self.asked = !matches!(value, "false" | "no" | "0");
            self.first = number.or(self.first);
        }
    }

    /// The number of the first line, where lines have numbers.
    pub(super) fn first(self) -> Option<u32> {
        self.asked.then(|| self.first.unwrap_or(1))
    }
}

fn persian(digit: char) -> Option<u32> {
    match digit {
        '\u{06F0}'..='\u{06F9}' => Some(u32::from(digit) - 0x06F0),
        '\u{0660}'..='\u{0669}' => Some(u32::from(digit) - 0x0660),
        _ => None,
    }
}

/// Whether a key in braces says something of the lines of a code.
pub(super) fn is_of_lines(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    NUMBERS.contains(&key.as_str()) || START.contains(&key.as_str())
}

#[cfg(test)]
mod tests {
    use super::LineNumbers;

    #[test]
    fn lines_are_numbered_as_many_tools_ask_for_it() {
        let words = |words| {
            let mut numbers = LineNumbers::default();
            numbers.read_words(words);
            numbers.first()
        };
        assert_eq!(words(""), None);
        assert_eq!(words(" linenos"), Some(1));
        assert_eq!(words(",linenos,linenostart=20"), Some(20));
        assert_eq!(words(" linenums=\"5\""), Some(5));
        assert_eq!(words(" linenos=false"), None);
        assert_eq!(words(" start=9"), None);
        let mut numbers = LineNumbers::default();
        let mut classes = vec!["numberLines".to_owned(), "wide".to_owned()];
        numbers.read_classes(&mut classes);
        numbers.take("startFrom", "۱۲");
        assert_eq!(
            (numbers.first(), classes),
            (Some(12), vec!["wide".to_owned()])
        );
    }
}
