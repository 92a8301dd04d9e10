//! Words inside formulas: what stands between the braces of `\text` and `\operatorname`, which
//! pulldown-latex hands on as it was typed, in; words as they are read, and formulas among them, out.

/// A part of what stands in `\text`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words.
    Words(String),
    /// The TeX of a formula among the words: `\text{for $n$ steps}`.
    Formula(String),
}

/// Commands that say how words look and nothing else.
const LOOKS: [&str; 12] = [
    "mathrm",
    "mathit",
    "mathbf",
    "mathsf",
    "mathtt",
    "operatorname",
    "rm",
    "text",
    "textbf",
    "textit",
    "textnormal",
    "textrm",
];

/// The parts of a text.
///
/// # Errors
/// A command that is no sign, space or look of words.
pub(super) fn parts(typed: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut rest = typed;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            '\\' => command(after, &mut words)?,
            '{' | '}' => after,
            '~' => {
                words.push('\u{A0}');
                after
            }
            '$' => {
                let Some((formula, after)) = after.split_once('$') else {
                    return Err("a $ in its words stands alone".to_owned());
                };
                parts.push(Part::Words(std::mem::take(&mut words)));
                parts.push(Part::Formula(formula.to_owned()));
                after
            }
            letter => {
                words.push(letter);
                after
            }
        };
    }
    parts.push(Part::Words(words));
    parts.retain(|part| *part != Part::Words(String::new()));
    Ok(parts)
}

/// The words of the name of a function.
///
/// # Errors
/// As [`parts`]; formulas are no name.
pub(super) fn name(typed: &str) -> Result<String, String> {
    let mut name = String::new();
    for part in parts(typed)? {
        match part {
            Part::Words(words) => name.push_str(&words),
            Part::Formula(_) => return Err("a name of a function holds a formula".to_owned()),
        }
    }
    Ok(name)
}

/// Reads a command after its backslash into the words; what follows it comes back.
fn command<'a>(after: &'a str, words: &mut String) -> Result<&'a str, String> {
    let Some(sign) = after.chars().next() else {
        return Ok(after);
    };
    if !sign.is_ascii_alphabetic() {
        let rest = &after[sign.len_utf8()..];
        match sign {
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => words.push(sign),
            ' ' | '\n' => words.push('\u{A0}'),
            ',' | ':' | ';' | '>' => words.push('\u{2009}'),
            '!' | '/' | '-' => {}
            _ => return Err(format!("words of it hold the command \\{sign}")),
        }
        return Ok(rest);
    }
    let end = after.find(|letter: char| !letter.is_ascii_alphabetic());
    let (name, rest) = after.split_at(end.unwrap_or(after.len()));
    match name {
        "quad" | "qquad" => words.push('\u{2003}'),
        "textbackslash" => words.push('\\'),
        name if LOOKS.contains(&name) => {}
        name => return Err(format!("words of it hold the command \\{name}")),
    }
    Ok(rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::{Part, name, parts};

    #[test]
    fn words_in_braces_are_read_and_no_tex_is_printed() {
        let words = |typed| parts(typed).unwrap();
        assert_eq!(words("۵\\%"), [Part::Words("۵%".to_owned())]);
        assert_eq!(words("{(1)}"), [Part::Words("(1)".to_owned())]);
        let mixed = words("اگر $x^2$ باشد");
        assert_eq!(mixed[1], Part::Formula("x^2".to_owned()));
        assert_eq!(mixed[2], Part::Words(" باشد".to_owned()));
        assert_eq!(name("arg\\,max"), Ok("arg\u{2009}max".to_owned()));
        assert_eq!(name("\\mathrm{tr}"), Ok("tr".to_owned()));
        assert!(parts("\\frac12").is_err() && parts("a $ b").is_err());
        assert!(name("a $x$").is_err());
    }
}
