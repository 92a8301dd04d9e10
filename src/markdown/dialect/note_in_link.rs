//! Notes that are called in the words of a link: a line in, edits out.
//!
//! `[پیوند[^a]](https://…)` is no link to CommonMark, since the call is one itself and links hold no links (6.3). The
//! call is moved behind the link, where print has it anyway: `[پیوند](https://…)[^a]`.

use std::borrow::Cow;

use super::edit::Edit;

/// Moves the calls that end the words of links behind them.
pub(super) fn edits(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let (mut from, mut ticks) = (0, 0);
    while let Some(closing) = words[from..].find("]](").map(|at| from + at) {
        // What lies behind the last find is looked at once: a line may hold thousands of them.
        let between = &words[from..closing];
        ticks += between.matches('`').count();
        let opening = between.rfind("[^").map(|at| from + at);
        from = closing + 3;
        let label = opening.map(|at| &words[at..=closing]);
        let (Some(at), Some(label), Some(end)) = (opening, label, target_end(words, from)) else {
            continue;
        };
        let is_one = !label[2..label.len() - 1].contains(['[', ']', ' ']) && label.len() > 3;
        if is_one && ticks % 2 == 0 {
            found.push(Edit::drop(at..closing + 1));
            found.push(Edit {
                range: end..end,
                words: Cow::Owned(label.to_owned()),
            });
            from = end;
        }
    }
    found
}

/// Bytes that the target of a link may have: what is longer is none, and is not looked for again and again.
const LONGEST: usize = 4_000;

/// The byte behind the target of a link that begins at `start`; brackets in it are paired.
fn target_end(words: &str, start: usize) -> Option<usize> {
    let mut depth = 1_usize;
    let letters = words[start..].char_indices();
    for (at, sign) in letters.take_while(|(at, _)| *at < LONGEST) {
        match sign {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(start + at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::edits;

    fn rewritten(words: &str) -> String {
        let mut text = words.to_owned();
        for edit in edits(words).into_iter().rev() {
            text.replace_range(edit.range, &edit.words);
        }
        text
    }

    #[test]
    fn a_call_at_the_end_of_a_links_words_stands_behind_the_link() {
        assert_eq!(
            rewritten("و [پیوند[^a]](https://e.org/(x)) و"),
            "و [پیوند](https://e.org/(x))[^a] و"
        );
        for same in [
            "[a][^b](c)",
            "`[a[^b]](c)`",
            "[a[^b]](c",
            "[[a]](b)",
            "[a[^]](b)",
        ] {
            assert_eq!(rewritten(same), same);
        }
    }
}
