//! Markdown that was not read as its author means it: a stretch of the source in, what is surely meant out.

use std::ops::Range;

/// Letters of half a bayt: fewer are a pair of words, more are prose.
const HALF: Range<usize> = 10..61;
/// Of two halves of a bayt, how much longer one may be: they have the same metre.
const UNEVEN: usize = 2;

/// Two asterisks of a text that are printed: what they were to make bold has a space within, or no end.
///
/// Example: `** مهم**` is no emphasis (CommonMark, 6.2: an opening run is not followed by a space).
pub(super) fn left_over(text: &str) -> Option<Range<usize>> {
    let all = text.match_indices("**").map(|(at, _)| at..at + 2);
    let mut beside_words = all.filter(|stars| {
        let before = text[..stars.start].chars().next_back();
        let behind = text[stars.end..].chars().next();
        [before, behind]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    });
    beside_words.next()
}

/// Whether a paragraph is a poem that was not said to be one: each line has two halves of one length.
///
/// Example: `بنی آدم اعضای یکدیگرند / که در آفرینش ز یک گوهرند`.
pub(super) fn is_verse(paragraph: &str) -> bool {
    let lines = paragraph
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ']));
    let mut lines = lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .peekable();
    lines.peek().is_some() && lines.all(is_bayt)
}

fn is_bayt(line: &str) -> bool {
    let parts = [" / ", " | ", "***", "\t", "   "];
    let halves = parts.iter().find_map(|part| line.split_once(part));
    let Some((first, second)) = halves else {
        return false;
    };
    let [first, second] = [first, second].map(|half| half.trim().chars().count());
    HALF.contains(&first)
        && HALF.contains(&second)
        && first.max(second) <= UNEVEN * first.min(second)
}

#[cfg(test)]
mod tests {
    use super::{is_verse, left_over};

    #[test]
    fn stars_that_stand_at_words_are_left_over_and_those_among_signs_are_not() {
        assert_eq!(left_over("این ** مهم** است"), Some(16..18));
        assert_eq!(left_over("و **ناتمام است"), Some(3..5));
        for text in ["ده * نه", "***", "یک \\*\\* دو", "۲ ** ۳"] {
            assert_eq!(left_over(text), None, "{text}");
        }
    }

    #[test]
    fn lines_of_two_halves_of_one_length_are_verse() {
        let first = "بنی آدم اعضای یکدیگرند / که در آفرینش ز یک گوهرند";
        assert!(is_verse(first));
        assert!(is_verse(&format!(
            "{first}\n> چو عضوی به درد آورد روزگار    دگر عضوها را نماند قرار"
        )));
        for prose in [
            "",
            "نویسنده / مترجم",
            "این جمله‌ای است که پایان ندارد.",
            "این یا آن / و هر چه در این روزگار دراز بر سر ما آمده است و خواهد آمد",
            &format!("{first}\nو این سطر نثر است."),
        ] {
            assert!(!is_verse(prose), "{prose}");
        }
    }
}
