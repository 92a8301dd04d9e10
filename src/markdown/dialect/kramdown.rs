//! What kramdown and site generators write beside the text: attributes in `{: …}`, marks of a list of contents.

use std::ops::Range;

use super::edit::Edit;

/// Bytes that attributes in braces may have.
const LONGEST: usize = 400;

/// Whether a line is for a tool alone.
pub(super) fn is_left_out(words: &str) -> bool {
    const MARKS: [&str; 5] = ["[toc]", "[[toc]]", "[[_toc_]]", "[cut]", "{toc}"];
    let inner = words.trim();
    // Every line of a book is asked; nearly all are text.
    if !inner.starts_with(['[', '{']) {
        return false;
    }
    let lower = inner.to_lowercase();
    let braces = inner.starts_with("{:") && inner.ends_with('}') && !inner[2..].contains('{');
    let cut = lower.starts_with("[cut ") && lower.ends_with(']');
    braces || cut || MARKS.contains(&lower.as_str())
}

/// The attributes that the line below gives a heading, in our spelling.
pub(super) fn attributes_of_heading(words: &str, below: Option<&str>) -> Option<String> {
    let heading = words.trim_start().starts_with('#') && !words.trim_end().ends_with('}');
    let inner = below?.trim();
    let named = heading && has_name(inner);
    named.then(|| format!("{{{}", inner[2..].trim_start()))
}

/// Whether braces of kramdown give an id.
fn has_name(braces: &str) -> bool {
    braces.starts_with("{:") && braces.ends_with('}') && braces.contains('#')
}

/// `{: .class}` behind a picture, a link or words: behind a picture the width is kept, elsewhere it goes.
pub(super) fn spans(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = words[rest..].find("{:").map(|at| rest + at) {
        rest = start + 2;
        let before = words[..start].chars().next_back();
        // Attributes are short; a line of open braces must not take quadratic time.
        let end = words[start..]
            .bytes()
            .take(LONGEST)
            .position(|sign| sign == b'}');
        let Some(end) = end.map(|end| start + end + 1) else {
            continue;
        };
        let colon: Range<usize> = start + 1..start + 2;
        match before {
            Some(')') => found.push(Edit::drop(colon)),
            Some('*' | '_' | '`' | ']') => found.push(Edit::drop(start..end)),
            _ => {}
        }
    }
    found
}
