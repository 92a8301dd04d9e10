//! Gives a drawing ids of its own: the markup that usvg writes in, the same with names that are XML and
//! stand once out.
//!
//! usvg hands on the ids of the author's file as they are read: `&lt;body&gt;`, as draw.io writes it,
//! comes out as `<body>` inside an attribute, and a file of Figma has `Rectangle 1` twenty times.
//! Neither is XML. What nothing refers to needs no id; what is referred to is called `d1`, `d2`, ….

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::lookup::Seen;

/// An attribute as it is written.
struct Attribute<'a> {
    name: &'a str,
    /// Its value, quotes resolved; nothing else is escaped. Most of a drawing are outlines, which are not copied.
    value: Cow<'a, str>,
}

/// A piece of markup.
enum Piece<'a> {
    /// What is kept as it is: an end of a tag, what stands between tags.
    Kept(&'a str),
    Attribute(Attribute<'a>),
}

/// The inputs of filters that are no names (Filter Effects 1, 9.2).
const INPUTS: [&str; 6] = [
    "SourceGraphic",
    "SourceAlpha",
    "BackgroundImage",
    "BackgroundAlpha",
    "FillPaint",
    "StrokePaint",
];

/// The attribute of most bytes. It refers to nothing.
const OUTLINE: &str = "d";

/// The markup of a drawing with ids of its own, every value escaped.
pub(super) fn with_own_ids(markup: &str) -> String {
    let pieces = pieces(markup);
    let names = Names::of(&pieces);
    let mut defined = Seen::new();
    let mut whole = String::with_capacity(markup.len());
    for piece in &pieces {
        match piece {
            Piece::Kept(text) => whole.push_str(text),
            Piece::Attribute(Attribute { name, value }) => {
                if let Some(value) = names.renamed(name, value, &mut defined) {
                    whole.push(' ');
                    whole.push_str(name);
                    whole.push_str("=\"");
                    escape(&value, &mut whole);
                    whole.push('"');
                }
            }
        }
    }
    whole
}

/// What is called how.
struct Names<'a> {
    /// New names by ids that something refers to.
    ids: BTreeMap<&'a str, String>,
    /// New names by the names of results of filters.
    results: BTreeMap<&'a str, String>,
}

impl<'a> Names<'a> {
    fn of(pieces: &'a [Piece<'a>]) -> Self {
        let attributes = || {
            pieces.iter().filter_map(|piece| match piece {
                Piece::Attribute(attribute) => Some(attribute),
                Piece::Kept(_) => None,
            })
        };
        let named = |wanted: &'static str| attributes().filter(move |one| one.name == wanted);
        let mut ids: BTreeMap<&str, String> = named("id")
            .map(|one| (&*one.value, String::new()))
            .collect();
        let mut referred: Seen<&str> = Seen::new();
        for attribute in attributes().filter(|one| one.name != "id") {
            let found = references(attribute.name, &attribute.value, &ids);
            for Reference { id, .. } in found {
                referred.insert(id);
            }
        }
        ids.retain(|id, _| referred.contains(*id));
        number(&mut ids, named("id").map(|one| &*one.value), "d");
        let mut results: BTreeMap<&str, String> = named("result")
            .map(|one| (&*one.value, String::new()))
            .collect();
        let order = named("result").map(|one| &*one.value);
        number(&mut results, order, "r");
        Self { ids, results }
    }

    /// The value of an attribute under the new names; `None` for an id that is not needed.
    fn renamed(
        &self,
        name: &str,
        value: &'a str,
        defined: &mut Seen<&'a str>,
    ) -> Option<Cow<'_, str>> {
        match name {
            "id" => {
                let new = self.ids.get(value)?;
                defined.insert(value).then_some(new.into())
            }
            "result" => self.results.get(value).map(Cow::from),
            "in" | "in2" if !INPUTS.contains(&value) => {
                let new = self.results.get(value).map(String::as_str);
                Some(new.unwrap_or(value).into())
            }
            _ => Some(self.referring(name, value)),
        }
    }

    fn referring(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        let found = references(name, value, &self.ids);
        if found.is_empty() {
            return value.into();
        }
        let mut new = String::new();
        let mut written = 0;
        for Reference { at, id } in found {
            new.push_str(&value[written..at]);
            new.push_str(&self.ids[id]);
            written = at + id.len();
        }
        (new + &value[written..]).into()
    }
}

/// Gives numbers in the order in which names stand first.
fn number<'a>(
    names: &mut BTreeMap<&'a str, String>,
    order: impl Iterator<Item = &'a str>,
    letter: &str,
) {
    let mut count = 0;
    for name in order {
        if let Some(new) = names.get_mut(name)
            && new.is_empty()
        {
            count += 1;
            *new = format!("{letter}{count}");
        }
    }
}

/// An id that an attribute refers to.
struct Reference<'a> {
    /// First byte of the id in the value.
    at: usize,
    id: &'a str,
}

/// What an attribute refers to: `href="#id"`, `fill="url(#id)"`.
///
/// An id may hold any sign, brackets too, so it is looked for among those that there are.
fn references<'a>(name: &str, value: &str, ids: &BTreeMap<&'a str, String>) -> Vec<Reference<'a>> {
    const URL: &str = "url(#";
    if name == OUTLINE {
        return Vec::new();
    }
    if matches!(name, "href" | "xlink:href") {
        let id = value.strip_prefix('#').and_then(|id| ids.get_key_value(id));
        return id
            .map(|(id, _)| Reference { at: 1, id })
            .into_iter()
            .collect();
    }
    let mut found = Vec::new();
    for (at, _) in value.match_indices(URL) {
        let at = at + URL.len();
        let rest = &value[at..];
        let plain = rest
            .split_once(')')
            .and_then(|(id, _)| ids.get_key_value(id));
        // `url(#f(1))`: the longest id that a bracket follows. A drawing with a thousand of them is not gone through
        // for each: an id is looked up at each bracket.
        let mut ends = rest.rmatch_indices(')');
        let odd = || ends.find_map(|(end, _)| ids.get_key_value(&rest[..end]));
        if let Some((id, _)) = plain.or_else(odd) {
            found.push(Reference { at, id });
        }
    }
    found
}

/// Cuts markup of usvg: values stand in double quotes, and any other sign may stand in them.
fn pieces(markup: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        let name = rest[start..].find([' ', '>', '/', '\n']);
        // `</g>` and `<g>` end where their name does.
        let end = name.map_or(rest.len(), |length| start + length);
        pieces.push(Piece::Kept(&rest[..end]));
        rest = attributes(&rest[end..], &mut pieces);
    }
    pieces.push(Piece::Kept(rest));
    pieces
}

/// Cuts the attributes of a tag off; what follows them comes back.
fn attributes<'a>(mut rest: &'a str, pieces: &mut Vec<Piece<'a>>) -> &'a str {
    loop {
        let start = rest.trim_start();
        let Some((name, after)) = start.split_once("=\"") else {
            return rest;
        };
        let letter = |sign: char| sign.is_ascii_alphanumeric() || "-:_".contains(sign);
        if name.is_empty() || !name.chars().all(letter) {
            return rest;
        }
        let Some((value, after)) = after.split_once('"') else {
            return rest;
        };
        let value = match value.contains('&') {
            true => value.replace("&quot;", "\"").into(),
            false => value.into(),
        };
        pieces.push(Piece::Attribute(Attribute { name, value }));
        rest = after;
    }
}

fn escape(value: &str, whole: &mut String) {
    let plain = |byte: u8| byte >= b' ' && !b"&<>\"".contains(&byte);
    if value.bytes().all(plain) {
        whole.push_str(value);
        return;
    }
    for letter in value.chars() {
        match letter {
            '&' => whole.push_str("&amp;"),
            '<' => whole.push_str("&lt;"),
            '>' => whole.push_str("&gt;"),
            '"' => whole.push_str("&quot;"),
            letter if letter < ' ' => whole.push(' '),
            letter => whole.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_own_ids;

    #[test]
    fn ids_that_nothing_refers_to_are_left_out_and_others_stand_once() {
        let markup = "<svg><defs><g id=\"a b\"/><g id=\"x:y\"/><g id=\"a b\"/></defs>\
                      <use xlink:href=\"#a b\" fill=\"url(#x:y)\"/></svg>";
        let expected = "<svg><defs><g id=\"d1\"/><g id=\"d2\"/><g/></defs>\
                        <use xlink:href=\"#d1\" fill=\"url(#d2)\"/></svg>";
        assert_eq!(with_own_ids(markup), expected);
        assert_eq!(
            with_own_ids("<g id=\"<body> & &quot;\"><p/></g>"),
            "<g><p/></g>"
        );
    }

    #[test]
    fn of_ids_with_brackets_the_longest_that_a_bracket_follows_is_meant() {
        let markup = "<defs><g id=\"a(1)\"/><g id=\"a(1)(2)\"/><g id=\"a(1)(3)\"/></defs>\
                      <g fill=\"url(#a(1)(2))\" mask=\"url(#a(1))\" filter=\"url(#b(1))\"/>";
        let expected = "<defs><g id=\"d1\"/><g id=\"d2\"/><g/></defs>\
                        <g fill=\"url(#d2)\" mask=\"url(#d1)\" filter=\"url(#b(1))\"/>";
        assert_eq!(with_own_ids(markup), expected);
    }

    #[test]
    fn every_value_is_escaped() {
        let markup = "<filter id=\"f(1)\"><feX result=\"<r> &\"/><feY in=\"<r> &\" in2=\"SourceGraphic\"/>\
                      </filter><g filter=\"url(#f(1)) blur(2)\" data-x=\"<&&quot;\"/>";
        let expected = "<filter id=\"d1\"><feX result=\"r1\"/><feY in=\"r1\" in2=\"SourceGraphic\"/>\
                        </filter><g filter=\"url(#d1) blur(2)\" data-x=\"&lt;&amp;&quot;\"/>";
        assert_eq!(with_own_ids(markup), expected);
    }
}
