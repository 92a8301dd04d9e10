//! Roles of MyST within a line: `` {name}`words` `` in, our Markdown out.

use std::borrow::Cow;

use super::super::edit::Edit;

/// The edits of a line.
pub(in crate::markdown::dialect) fn edits(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = words[rest..].find('{').map(|at| rest + at) {
        rest = start + 1;
        let Some((name, behind)) = words[rest..].split_once('}') else {
            break;
        };
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_:".contains(letter);
        if name.is_empty() || !name.chars().all(plain) {
            continue;
        }
        let marks = behind.len() - behind.trim_start_matches('`').len();
        if marks == 0 {
            continue;
        }
        let begin = words.len() - behind.len() + marks;
        let Some(length) = words[begin..].find(&"`".repeat(marks)) else {
            continue;
        };
        let inside = words[begin..begin + length].trim();
        rest = begin + length + marks;
        if let Some(written) = written(name, inside) {
            found.push(Edit {
                range: start..rest,
                words: Cow::Owned(written),
            });
        }
    }
    found
}

/// What a role writes; `None` where it is not known.
fn written(name: &str, inside: &str) -> Option<String> {
    // `words <target>`
    let titled = inside
        .strip_suffix('>')
        .and_then(|inside| inside.rsplit_once('<'));
    let (title, target) = titled.map_or(("", inside), |(title, target)| {
        (title.trim(), target.trim())
    });
    let shown = if title.is_empty() { target } else { title };
    let name = name
        .rsplit(':')
        .next()
        .filter(|_| !name.starts_with("cite:"))
        .unwrap_or(name);
    let written = match name {
        "math" => format!("${inside}$"),
        "eq" => format!("[](#{target})"),
        "ref" | "numref" => {
            // «شکل %s» gives the place of the number.
            let title = if title.contains("%s") || title.contains("{number}") {
                ""
            } else {
                title
            };
            format!("[{title}](#{target})")
        }
        "doc" => format!("[{title}]({target})"),
        "cite" | "cite:p" | "cite:ps" | "cite:alp" => {
            let keys: Vec<String> = inside
                .split(',')
                .map(|key| format!("@{}", key.trim()))
                .collect();
            format!("[{}]", keys.join("; "))
        }
        "cite:t" | "cite:ts" => format!("@{}", inside.split(',').next().unwrap_or_default().trim()),
        "kbd" => format!("<kbd>{inside}</kbd>"),
        "sub" | "subscript" => format!("<sub>{inside}</sub>"),
        "sup" | "superscript" => format!("<sup>{inside}</sup>"),
        "code" | "file" | "command" | "program" | "option" | "samp" | "envvar" => {
            format!("`{inside}`")
        }
        "strong" | "guilabel" => format!("**{inside}**"),
        "emphasis" | "dfn" => format!("*{inside}*"),
        "term" | "any" | "abbr" | "menuselection" | "download" | "index" | "name" | "py" => {
            shown.to_owned()
        }
        _ => return None,
    };
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn roles_are_links_formulas_and_words() {
        let written = |words: &str| {
            edits(words)
                .into_iter()
                .map(|edit| edit.words.into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(written("{math}`a^2` و {sub}`۲`"), ["$a^2$", "<sub>۲</sub>"]);
        assert_eq!(
            written("{ref}`آغاز <start>`، {numref}`fig`"),
            ["[آغاز](#start)", "[](#fig)"]
        );
        assert_eq!(written("{numref}`شکل %s <fig>`"), ["[](#fig)"]);
        assert_eq!(written("{cite:p}`a,b` {doc}`one`"), ["[@a; @b]", "[](one)"]);
        assert_eq!(written("{term}`واژه`"), ["واژه"]);
        for none in ["{x} `a`", "{}`a`", "{own}`a`", "{math}`a"] {
            assert_eq!(written(none), [""; 0], "{none}");
        }
    }
}
