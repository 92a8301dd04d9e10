//! What MkDocs' extensions write within a line: keys and words that were added; a line in, edits out.
//!
//! ```text
//! ++ctrl+alt+del++   →   <kbd>ctrl</kbd>+<kbd>alt</kbd>+<kbd>del</kbd>          ^^نو^^   →   <ins>نو</ins>
//! ```

use std::borrow::Cow;

use super::edit::Edit;
use super::lines::{Line, indent_of};
use super::{Rewriter, pairs};

impl Rewriter<'_> {
    /// Moves a line of HTML that stands behind others of its kind to the margin. Python-Markdown takes a page of HTML as
    /// one block, however deep its lines stand and whatever is blank between them; to CommonMark they would be code.
    pub(super) fn html_at_the_margin(&mut self, line: &Line) -> bool {
        let words = self.words(line);
        let inner = words.trim_start_matches([' ', '\t']);
        // A line right below goes on with its block.
        let apart = self.text[..line.range.start].ends_with("\n\n");
        if inner.is_empty() || !apart && !inner.starts_with('<') {
            return false;
        }
        let is_html = inner.starts_with('<') && !inner.starts_with("<!");
        let deep = indent_of(words) >= 4;
        let moved = self.html && is_html && deep;
        self.html = is_html && (moved || !deep);
        if moved {
            self.changed = true;
            self.copy_words(line.range.end - inner.len()..line.end);
        }
        moved
    }
}

/// The edits of a line.
pub(super) fn edits(words: &str) -> Vec<Edit> {
    let mut found = pairs::edits(words, &pairs::INSERTED);
    found.extend(keys(words));
    found
}

/// Keys that are pressed together.
fn keys(words: &str) -> Vec<Edit> {
    const SIGN: &str = "++";
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = words[rest..].find(SIGN).map(|at| rest + at) {
        rest = start + SIGN.len();
        let Some(end) = words[rest..].find(SIGN).map(|at| rest + at) else {
            break;
        };
        let names = words[rest..end].split('+');
        let is_key = |name: &str| {
            let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
            !name.is_empty() && name.chars().all(plain)
        };
        let behind_word = words[..start].ends_with(|letter: char| letter.is_ascii_alphanumeric());
        let in_code = words[..start].matches('`').count() % 2 == 1;
        if behind_word || in_code || !names.clone().all(is_key) {
            continue;
        }
        let written: Vec<String> = names.map(|name| format!("<kbd>{name}</kbd>")).collect();
        found.push(Edit {
            range: start..end + SIGN.len(),
            words: Cow::Owned(written.join("+")),
        });
        rest = end + SIGN.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn keys_are_names_with_plus_signs_between_them() {
        let written = |words: &str| {
            edits(words)
                .into_iter()
                .map(|edit| edit.words.into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            written("بزنید ++ctrl+c++ را"),
            ["<kbd>ctrl</kbd>+<kbd>c</kbd>"]
        );
        for none in ["C++ و G++", "i++ j++", "`++a++`", "++متن++"] {
            assert_eq!(written(none), [""; 0], "{none}");
        }
    }
}
