//! Comments of HTML: a chapter in, their bytes out. Nothing in them is text, so nothing in them is written anew.

use std::ops::Range;

use super::lines::{CodeFence, lines_of};

/// The comments of a text outside of code, in its order.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains("<!--") {
        return found;
    }
    let mut code: Option<CodeFence> = None;
    let mut from = 0;
    for line in lines_of(text) {
        let words = &text[line.range.clone()];
        if line.range.end <= from {
            continue;
        }
        let in_code = code.is_some();
        code = match code {
            Some(_) => CodeFence::after(code, words),
            None => CodeFence::opening(words),
        };
        if in_code || code.is_some() {
            continue;
        }
        from = from.max(line.range.start);
        let (mut counted, mut ticks) = (from, 0);
        while let Some(start) = text[from..line.range.end].find("<!--").map(|at| from + at) {
            ticks += text[counted..start].matches('`').count();
            counted = start;
            if ticks % 2 == 1 {
                from = start + "<!--".len();
                continue;
            }
            // One that nothing closes is text.
            let Some(end) = text[start..].find("-->") else {
                return found;
            };
            from = start + end + "-->".len();
            found.push(start..from);
            if from >= line.range.end {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn comments_may_have_several_lines_and_stand_in_no_code() {
        let text = "الف <!-- ب\n```\n--> ج `<!-- د -->` <!--ه-->\n```\n<!-- و -->\n```\n<!-- ز";
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["<!-- ب\n```\n-->", "<!--ه-->"]);
    }
}
