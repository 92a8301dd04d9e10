//! A directive of MyST: its lines in, its name, what stands behind the name, its options and its body out.
//!
//! ````text
//! ```{figure} sky.png          :::{note}
//! :name: sky                   متن
//! :width: 50%                  :::
//!
//! زیرنویس
//! ```
//! ````

use std::ops::Range;

use crate::markdown::dialect::lines::Line;

/// A directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    /// Its name, without the domain: `theorem` of `prf:theorem`.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) argument: &'a str,
    /// Its options.
    pub(super) options: Vec<(&'a str, &'a str)>,
    /// Its lines behind the options, by their numbers.
    pub(super) body: Range<usize>,
    /// How many lines it takes, those of its fence among them.
    pub(super) lines: usize,
}

impl<'a> Directive<'a> {
    /// The directive that begins at the first of some lines.
    pub(super) fn at(text: &'a str, lines: &[Line]) -> Option<Self> {
        let words = |line: &Line| &text[line.range.clone()];
        let (first, rest) = lines.split_first()?;
        let inner = words(first).trim();
        let sign = inner.chars().next().filter(|sign| "`~:".contains(*sign))?;
        let head = inner.trim_start_matches(sign);
        let length = inner.len() - head.len();
        let (name, argument) = head.trim_start().strip_prefix('{')?.split_once('}')?;
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_:.".contains(letter);
        let named = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if length < 3 || !named || !name.chars().all(plain) || sign == '`' && argument.contains('`')
        {
            return None;
        }
        let closes = |line: &Line| {
            let inner = words(line).trim();
            inner.len() >= length && inner.chars().all(|letter| letter == sign)
        };
        let inside = rest.iter().position(closes).unwrap_or(rest.len());
        let (options, taken) = options(rest[..inside].iter().map(words));
        Some(Self {
            name: name.rsplit(':').next().unwrap_or(name),
            argument: argument.trim(),
            options,
            body: 1 + taken..1 + inside,
            lines: 1 + inside + usize::from(inside < rest.len()),
        })
    }

    /// An option.
    pub(super) fn option(&self, key: &str) -> Option<&'a str> {
        let mut named = self.options.iter().filter(|(own, _)| *own == key);
        named.next().map(|(_, value)| *value)
    }

    /// Whether a list in an option has a word: `:tags: [hide-input]`.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        let tags = self.option("tags").unwrap_or_default();
        tags.split([',', ' ', '[', ']', '"', '\''])
            .any(|word| word == tag)
    }
}

/// The options at the head of a body, and how many lines they take: `:key: value`, or YAML between `---`.
fn options<'a>(lines: impl Iterator<Item = &'a str>) -> (Vec<(&'a str, &'a str)>, usize) {
    let mut found = Vec::new();
    let mut taken = 0;
    let mut yaml = false;
    for (index, line) in lines.enumerate() {
        let inner = line.trim();
        if inner == "---" && (index == 0 || yaml) {
            taken = index + 1;
            if yaml {
                break;
            }
            yaml = true;
            continue;
        }
        let pair = match yaml {
            true => inner.split_once(':'),
            false => inner
                .strip_prefix(':')
                .and_then(|rest| rest.split_once(':')),
        };
        let is_key = |key: &str| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign))
        };
        match pair.filter(|(key, _)| is_key(key)) {
            Some((key, value)) => found.push((key, value.trim())),
            None if yaml => {}
            None => break,
        }
        taken = index + 1;
    }
    (found, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::dialect::lines::lines_of;

    #[test]
    fn options_stand_at_the_head_of_a_body() {
        let text = "```{figure} a.png\n:name: sky\n:width: 50%\n\nزیرنویس\n```\nپس\n";
        let lines = lines_of(text);
        let found = Directive::at(text, &lines);
        let found = found.as_ref();
        assert_eq!(
            found.map(|it| (it.name, it.argument)),
            Some(("figure", "a.png"))
        );
        assert_eq!(found.and_then(|it| it.option("width")), Some("50%"));
        assert_eq!(found.map(|it| (it.body.clone(), it.lines)), Some((3..5, 6)));
    }

    #[test]
    fn braces_that_name_nothing_begin_no_directive() {
        for text in [
            "```{.python}\n```\n",
            "``{note}\n",
            "```{note} `a`\n",
            "::: note\n:::\n",
        ] {
            assert_eq!(Directive::at(text, &lines_of(text)), None, "{text}");
        }
    }
}
