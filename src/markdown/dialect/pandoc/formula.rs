//! Environments of TeX that stand among paragraphs: `\begin{equation} … \end{equation}` in, a displayed formula out.

use super::super::lines::Line;

/// The environments that are formulas of their own, and what stands for them within dollars.
const ENVIRONMENTS: [(&str, &str); 10] = [
    ("equation", ""),
    ("equation*", ""),
    ("displaymath", ""),
    ("align", "aligned"),
    ("align*", "aligned"),
    ("gather", "gathered"),
    ("gather*", "gathered"),
    ("multline", "gathered"),
    ("multline*", "gathered"),
    ("eqnarray", "aligned"),
];
/// Lines that a formula may take.
const LONGEST: usize = 200;

/// How many lines an environment takes that begins with the first of some lines.
pub(super) fn lines(text: &str, lines: &[Line]) -> Option<usize> {
    let words = |line: &Line| text[line.range.clone()].trim();
    let name = name(words(lines.first()?))?;
    let end = format!("\\end{{{name}}}");
    let mut rest = lines.iter().take(LONGEST);
    let closing = rest.position(|line| words(line).ends_with(&end))?;
    Some(closing + 1)
}

fn name(words: &str) -> Option<&'static str> {
    let name = words.strip_prefix("\\begin{")?;
    let known = ENVIRONMENTS.iter().map(|(name, _)| *name);
    let mut known = known.filter(|known| {
        name.strip_prefix(known)
            .is_some_and(|rest| rest.starts_with('}'))
    });
    known.next()
}

/// The formula between dollars, with the id that bookdown (`(\#eq:x)`) or TeX (`\label{eq:x}`) gives it.
pub(super) fn displayed(written: &str) -> String {
    let written = written.trim();
    let Some(name) = name(written) else {
        return written.to_owned();
    };
    let inner = ENVIRONMENTS.iter().find(|(known, _)| *known == name);
    let inner = inner.map_or("", |(_, inner)| inner);
    let body = written.strip_prefix(&format!("\\begin{{{name}}}"));
    let body = body.and_then(|body| body.strip_suffix(&format!("\\end{{{name}}}")));
    let (body, id) = without_id(body.unwrap_or_default());
    let id = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
    let body = body.trim();
    match inner {
        "" => format!("\n$$\n{body}\n$$ {id}\n\n"),
        inner => format!("\n$$\n\\begin{{{inner}}}\n{body}\n\\end{{{inner}}}\n$$ {id}\n\n"),
    }
}

/// A formula without its name, and the name.
fn without_id(body: &str) -> (String, Option<String>) {
    for (opening, closing) in [("(\\#", ")"), ("\\label{", "}")] {
        let Some(start) = body.find(opening) else {
            continue;
        };
        let inside = &body[start + opening.len()..];
        let Some(end) = inside.find(closing) else {
            continue;
        };
        let id = inside[..end].trim();
        let plain = |sign: char| sign.is_alphanumeric() || "-_:.".contains(sign);
        if !id.is_empty() && id.chars().all(plain) {
            let rest = format!("{}{}", &body[..start], &inside[end + closing.len()..]);
            return (rest, Some(id.to_owned()));
        }
    }
    (body.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::{displayed, lines};
    use crate::markdown::dialect::lines::lines_of;

    #[test]
    fn an_environment_becomes_a_displayed_formula_with_its_id() {
        assert_eq!(
            displayed("\\begin{equation}\nx (\\#eq:x)\n\\end{equation}"),
            "\n$$\nx\n$$  {#eq:x}\n\n"
        );
        assert_eq!(
            displayed("\\begin{align*}\na &= b\n\\end{align*}"),
            "\n$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$ \n\n"
        );
    }

    #[test]
    fn an_environment_ends_with_its_own_name() {
        let count = |text: &str| lines(text, &lines_of(text));
        assert_eq!(count("\\begin{align}\na\n\\end{align}\nب"), Some(3));
        assert_eq!(count("\\begin{align}\na\n\\end{equation}"), None);
        assert_eq!(count("\\begin{figure}\n\\end{figure}"), None);
    }
}
