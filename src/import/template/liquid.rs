//! Conditions and values of Liquid in a file that a page takes in: a tag in, whether what follows stands in the book out.
//!
//! ```text
//! {% include image.html file="/a.png" alt="نقشه" %}          the page
//! <img src="{{ include.file }}" {% if include.title %}title="{{ include.title }}"{% endif %}>     the file
//! ```
//!
//! A page says what such a file is to show, so its names and conditions have answers. A name that nothing gives is
//! nothing, as in Liquid. On the page itself conditions ask for things that only the site knows: they are reported, and
//! all their branches stay.

use std::collections::BTreeMap;

use super::scan::Tag;
use super::{Expansion, SourceText};
use crate::import::plan::Dialect;

/// Filters of Liquid that leave an address or words as they are for a book.
const KEEPS: [&str; 9] = [
    "relative_url",
    "absolute_url",
    "escape",
    "escape_once",
    "strip",
    "markdownify",
    "prepend: site.baseurl",
    "prepend: site.url",
    "safe",
];

/// A condition that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// Whether what stands around it is shown.
    around: bool,
    /// Whether the branch that is read now is shown.
    shown: bool,
    /// Whether one of its branches was.
    done: bool,
}

/// What a file that is being read was given, and the conditions open in it.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Values by their names: `file`, `alt`; `None` for a page, which is given nothing.
    values: Option<BTreeMap<String, String>>,
    branches: Vec<Branch>,
}

impl Given {
    /// The values that a tag gives: `image.html file="/a.png" alt="نقشه"`.
    pub(super) fn of(argument: &str) -> Self {
        let mut values = BTreeMap::new();
        let mut rest = argument;
        while let Some((before, after)) = rest.split_once('=') {
            let name = before.split_whitespace().next_back().unwrap_or_default();
            let after = after.trim_start();
            let quote = after
                .chars()
                .next()
                .filter(|sign| matches!(sign, '"' | '\''));
            let inside = quote.map_or(after, |quote| &after[quote.len_utf8()..]);
            let end = match quote {
                Some(quote) => inside.find(quote),
                None => inside.find(char::is_whitespace),
            };
            let end = end.unwrap_or(inside.len());
            values.insert(name.to_owned(), inside[..end].to_owned());
            let quoted = quote.map_or(0, char::len_utf8);
            rest = inside.get(end + quoted..).unwrap_or_default();
        }
        Self {
            values: Some(values),
            branches: Vec::new(),
        }
    }

    fn is_shown(&self) -> bool {
        self.branches.last().is_none_or(|branch| branch.shown)
    }
}

impl Expansion<'_> {
    /// Whether what is read now stands in the book.
    pub(super) fn is_shown(&self) -> bool {
        self.given.iter().all(Given::is_shown)
    }

    /// Reads a tag that begins, divides or ends a condition; whether it is one that has an answer. What is said for
    /// each page of a site (`for`) has none in a book and is not shown.
    pub(super) fn condition(&mut self, name: &str, argument: &str) -> bool {
        let liquid = self.templates.dialects.contains(&Dialect::Liquid);
        let is_loop = matches!(name, "for" | "endfor");
        if !liquid || !is_loop && self.is_shown() && !self.is_in_file() {
            return false;
        }
        let holds = match name {
            "if" | "elsif" => self.holds(argument),
            "unless" => !self.holds(argument),
            "else" => true,
            "for" | "endfor" | "endif" | "endunless" => false,
            _ => return false,
        };
        let around = self.is_shown();
        let Some(given) = self.given.last_mut() else {
            return false;
        };
        let branches = &mut given.branches;
        match name {
            "if" | "unless" | "for" => branches.push(Branch {
                around,
                shown: around && holds,
                done: holds || name == "for",
            }),
            "elsif" | "else" => {
                if let Some(branch) = branches.last_mut() {
                    branch.shown = branch.around && holds && !branch.done;
                    branch.done |= holds;
                }
            }
            _ => {
                branches.pop();
            }
        }
        true
    }

    /// Whether a file is read that a page takes in with a tag of Liquid.
    fn is_in_file(&self) -> bool {
        self.given
            .last()
            .is_some_and(|given| given.values.is_some())
    }

    /// Whether a condition holds: `include.title`, `a == "b" and c`.
    fn holds(&self, condition: &str) -> bool {
        let mut any = condition.split(" or ");
        any.any(|all| all.split(" and ").all(|one| self.compares(one.trim())))
    }

    fn compares(&self, one: &str) -> bool {
        for (sign, meets) in [("==", true), ("!=", false)] {
            if let Some((left, right)) = one.split_once(sign) {
                return (self.value_of(left.trim()) == self.value_of(right.trim())) == meets;
            }
        }
        match one.split_once(" contains ") {
            Some((whole, part)) => {
                let part = self.value_of(part.trim()).unwrap_or_default();
                let whole = self.value_of(whole.trim());
                whole.is_some_and(|whole| whole.contains(&part))
            }
            None => self.value_of(one).is_some_and(|value| value != "false"),
        }
    }

    /// What a name or a text in quotes stands for.
    pub(super) fn value_of(&self, written: &str) -> Option<String> {
        if let Some(text) = quoted(written) {
            return Some(text.to_owned());
        }
        let name = written.strip_prefix("include.");
        let given = name.and_then(|name| self.given.last()?.values.as_ref()?.get(name));
        let of_page = || self.page.get(written.strip_prefix("page.")?);
        let known = given.or_else(of_page);
        let known = known.or_else(|| self.templates.variables.get(written));
        match (known, written) {
            (Some(value), _) => Some(value.clone()),
            (None, "nil" | "null" | "blank") => None,
            (None, "true" | "false") => Some(written.to_owned()),
            (None, _) => written.parse::<f64>().ok().map(|_| written.to_owned()),
        }
    }

    /// Writes a value with filters (`{{ "/a" | relative_url }}`) or of the file that is read (`{{ include.alt }}`);
    /// whether it had an answer.
    pub(super) fn liquid_value(&mut self, source: &SourceText, tag: &Tag, inside: &str) -> bool {
        if tag.in_code {
            return false;
        }
        let mut parts = inside.split('|').map(str::trim);
        let written = parts.next().unwrap_or_default();
        let is_given = written.starts_with("include.") && self.is_in_file();
        let plain = parts.all(|filter| KEEPS.contains(&filter));
        let value = self.value_of(written);
        match value {
            Some(value) if plain => self.value(source, tag, &value),
            None if is_given => {}
            _ => return false,
        }
        true
    }
}

fn quoted(written: &str) -> Option<&str> {
    ['"', '\''].iter().find_map(|quote| {
        let inside = written.strip_prefix(*quote)?.strip_suffix(*quote)?;
        (!inside.contains(*quote)).then_some(inside)
    })
}
