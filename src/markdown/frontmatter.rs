//! Front matter: the head of a chapter in, title, language and direction out.
//!
//! Between `---` lines stands YAML, of which we read plain `key: value` lines; between `+++` lines
//! stands TOML. Keys of other tools are left alone.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::attributes;
use crate::import::head::{Fence, Head, TitleBlock};
use crate::locale::{Direction, Language, Matter};

/// What a chapter says about itself.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    /// `title`.
    pub(super) title: Option<Title>,
    /// `language` or `lang`.
    pub(super) language: Option<Language>,
    /// `direction` or `dir`.
    pub(super) direction: Option<Direction>,
    /// `matter`: what the chapter is in the book.
    pub(super) matter: Option<Matter>,
    /// Addresses that a site gives the page: `permalink`, `url`, `slug`, `aliases`.
    pub(super) addresses: Vec<String>,
    /// Bytes of the chapter that the front matter takes.
    pub(super) length: usize,
    /// What could not be read: the byte where it stands, and what is wrong.
    pub(super) faults: Vec<(usize, String)>,
}

/// A title and the bytes that it is written in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Title {
    pub(super) words: String,
    pub(super) range: Range<usize>,
}

/// Keys of addresses: Jekyll, Hugo, Docusaurus, VuePress.
const ADDRESSES: [&str; 6] = [
    "permalink",
    "url",
    "slug",
    "aliases",
    "alias",
    "redirect_from",
];
/// Bytes of an address of a page.
const LONGEST: usize = 300;
/// Addresses that a page has under one key.
const MOST: usize = 50;

/// A key with its value, and the bytes where the value is written.
struct Pair<'t> {
    key: &'t str,
    value: String,
    range: Range<usize>,
}

/// Reads the front matter of a chapter; empty where there is none.
pub(super) fn parse(text: &str) -> FrontMatter {
    if let Some(block) = TitleBlock::read(text) {
        let words = text[block.title.clone()].split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        let title = Title {
            words,
            range: block.title,
        };
        return FrontMatter {
            title: Some(title),
            length: block.length,
            ..FrontMatter::default()
        };
    }
    for fence in Fence::ALL {
        let Some(start) = fence.opening(text) else {
            continue;
        };
        let Some(Head { inside, length }) = fence.closing(text, start) else {
            return unclosed(text, start, fence.sign());
        };
        let head = &text[inside];
        let mut found = FrontMatter {
            length,
            ..FrontMatter::default()
        };
        match fence {
            Fence::Yaml if !has_key(head) => continue,
            Fence::Yaml => found.read_yaml(head, start),
            Fence::Toml => found.read_toml(head, start),
        }
        return found;
    }
    bare(text).unwrap_or_default()
}

/// Keys at the head of a chapter without an opening fence, as some courses have them: `importance: 5`, an
/// empty line, `---`. Words that no tool would take for a key make it a paragraph and a thematic break.
fn bare(text: &str) -> Option<FrontMatter> {
    /// More lines than that are text.
    const MOST: usize = 8;
    let mut at = 0;
    let mut keys = 0;
    let mut after_empty = false;
    for line in text.split_inclusive('\n').take(MOST) {
        let words = line.trim_end();
        if words == "---" {
            let mut found = FrontMatter {
                length: at + line.len(),
                ..FrontMatter::default()
            };
            found.read_yaml(&text[..at], 0);
            return (keys > 0 && after_empty).then_some(found);
        }
        after_empty = words.is_empty();
        if !after_empty {
            let (key, value) = words.split_once(':')?;
            let plain = |letter: char| letter.is_ascii_lowercase() || "_-".contains(letter);
            if key.is_empty() || !key.chars().all(plain) || !value.starts_with(' ') {
                return None;
            }
            keys += 1;
        }
        at += line.len();
    }
    None
}

/// Whether a head between two rules has a key; else it is a paragraph.
fn has_key(head: &str) -> bool {
    let mut keys = head.lines().filter_map(|line| line.split_once(':'));
    let empty = head.lines().all(|line| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with('#')
    });
    empty || keys.any(|(key, _)| is_key(key.trim_matches(['"', '\''])))
}

/// A fence that is never closed is a thematic break, unless a key follows it.
fn unclosed(text: &str, start: usize, fence: &str) -> FrontMatter {
    let first = text[start..].lines().next().unwrap_or("");
    let key = first
        .split_once([':', '='])
        .is_some_and(|(key, _)| is_key(key.trim()));
    let fault = (0, format!("the front matter has no closing {fence} line"));
    FrontMatter {
        faults: if key { vec![fault] } else { Vec::new() },
        ..FrontMatter::default()
    }
}

fn is_key(text: &str) -> bool {
    let sign = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    !text.is_empty() && text.chars().all(sign)
}

impl FrontMatter {
    fn read_yaml(&mut self, head: &str, start: usize) {
        let mut at = 0;
        for line in head.split_inclusive('\n') {
            let nested =
                line.starts_with([' ', '\t', '-', '#', ']', '}']) || line.trim().is_empty();
            match line.split_once(':') {
                _ if nested => {}
                Some((key, value)) => {
                    let value_at = at + key.len() + 1;
                    let key = key.trim().trim_matches(['"', '\'']);
                    let value = match value.trim() {
                        ">" | ">-" | ">+" | "|" | "|-" | "|+" => folded(&head[at + line.len()..]),
                        "" if ADDRESSES.contains(&key) => items(&head[at + line.len()..]),
                        value => unquote(value),
                    };
                    let range = start + value_at..start + at + line.trim_end().len();
                    self.set(Pair { key, value, range }, start + at);
                }
                None => self.faults.push((
                    start + at,
                    "a line of the front matter is no key: value".to_owned(),
                )),
            }
            at += line.len();
        }
    }

    fn read_toml(&mut self, head: &str, start: usize) {
        match DeTable::parse(head) {
            Ok(table) => {
                for (key, written) in table.get_ref() {
                    let (at, key) = (start + key.span().start, key.get_ref().as_ref());
                    if let Some(value) = text_of(key, written.get_ref()) {
                        let range = between_quotes(head, written.span(), &value);
                        let range = start + range.start..start + range.end;
                        self.set(Pair { key, value, range }, at);
                    }
                }
            }
            Err(error) => {
                let at = error.span().map_or(start, |span| start + span.start);
                self.faults.push((
                    at,
                    format!("the front matter is not TOML: {}", error.message()),
                ));
            }
        }
    }

    /// Adds an address, or each of a list. A pattern (`/:year/:title/`) is the same for all pages and says nothing.
    fn add_addresses(&mut self, value: &str) {
        let listed = value.trim().trim_matches(['[', ']']);
        let each = listed.split(',').map(unquote);
        let kept = each.filter(|one| !one.is_empty() && !one.contains(':') && one.len() <= LONGEST);
        self.addresses.extend(kept.take(MOST));
    }

    fn set(&mut self, pair: Pair<'_>, at: usize) {
        let Pair { key, value, range } = pair;
        let fault = match key {
            "title" | "Title" => {
                let words = value.trim().to_owned();
                self.title = (!words.is_empty()).then_some(Title { words, range });
                None
            }
            "language" | "lang" => {
                self.language = Language::new(&value);
                self.language.is_none().then_some("language tag")
            }
            "direction" | "dir" => {
                self.direction = attributes::direction(&value);
                self.direction.is_none().then_some("direction")
            }
            "matter" => {
                self.matter = Matter::named(value.trim());
                self.matter.is_none().then_some("matter of a book")
            }
            key if ADDRESSES.contains(&key) => {
                self.add_addresses(&value);
                None
            }
            _ => None,
        };
        if let Some(what) = fault {
            let value = crate::diag::isolate(&value);
            self.faults.push((at, format!("{value} is no {what}")));
        }
    }
}

/// A text of TOML; the texts of a list of addresses with commas between them.
fn text_of(key: &str, value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Array(items) if ADDRESSES.contains(&key) => {
            let texts = items.iter().map(|item| item.get_ref().as_str());
            Some(texts.collect::<Option<Vec<_>>>()?.join(","))
        }
        _ => None,
    }
}

/// Where a text of TOML is written without its quotation marks; with them where it is written otherwise than it reads,
/// as `"a\\tb"` is.
fn between_quotes(head: &str, range: Range<usize>, value: &str) -> Range<usize> {
    /// `"` and `'`, and both three times.
    const MARKS: [usize; 2] = [1, 3];
    let inner = MARKS.map(|marks| range.start + marks..range.end.saturating_sub(marks));
    let fitting = |inner: &Range<usize>| head.get(inner.clone()) == Some(value);
    inner.into_iter().find(fitting).unwrap_or(range)
}

/// The items of a list below a key, one a line: `- /old/place/`.
fn items(rest: &str) -> String {
    let lines = rest.lines().map(str::trim);
    let items = lines.map_while(|line| line.strip_prefix("- "));
    items.collect::<Vec<_>>().join(",")
}

/// The indented lines that follow a key whose value begins on the next line, as one.
fn folded(rest: &str) -> String {
    let lines = rest
        .lines()
        .take_while(|line| line.starts_with([' ', '\t']) || line.trim().is_empty());
    let lines: Vec<&str> = lines.map(str::trim).collect();
    lines.join(" ").trim().to_owned()
}

/// A YAML scalar without its quotes and its comment.
fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inside, _)) = value
            .strip_prefix(quote)
            .and_then(|rest| rest.rsplit_once(quote))
        {
            return inside.replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.split(" #").next().unwrap_or("").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_say_title_language_and_direction() {
        let text = "---\ntitle: \"فصل: یک\"\nlang: en\nlayout: post\ntags:\n  - a\n---\nمتن";
        let found = parse(text);
        let title = found.title.clone().unwrap();
        assert_eq!(title.words, "فصل: یک");
        assert_eq!(text[title.range].trim(), "\"فصل: یک\"");
        assert_eq!(found.language, Some(Language::english()));
        assert_eq!(&text[found.length..], "متن");
        assert_eq!(found.faults, []);
        let found = parse("+++\ntitle = 'دو'\ndirection = 'ltr'\n+++\n");
        assert_eq!(found.title.map(|title| title.words).as_deref(), Some("دو"));
        assert_eq!(found.direction, Some(Direction::Ltr));
    }

    #[test]
    fn of_two_equal_values_of_toml_each_has_its_own_place() {
        let text = "+++\nauthor = 'دو'\ntitle = 'دو'\n+++\n";
        let title = parse(text).title.unwrap();
        assert_eq!(title.range.start, text.rfind("دو").unwrap());
        assert_eq!(&text[title.range], "دو");
        let text = "+++\nauthor = 'بی'\nlang = 'بی'\n+++\n";
        assert_eq!(parse(text).faults[0].0, text.find("lang").unwrap());
    }

    #[test]
    fn addresses_of_a_site_are_kept_and_patterns_are_not() {
        let found = parse(
            "---\npermalink: /a/b/\nslug: \"c\"\naliases:\n  - /d/\n  - 'e'\nredirect_from: [/f, g]\nurl: /:year/:title/\n---\n",
        );
        assert_eq!(found.addresses, ["/a/b/", "c", "/d/", "e", "/f", "g"]);
        let found = parse("+++\nslug = 'c'\naliases = ['/d/', 'e']\n+++\n");
        assert_eq!(found.addresses, ["/d/", "e", "c"]);
    }

    #[test]
    fn a_thematic_break_on_the_first_line_is_no_front_matter() {
        assert_eq!(parse("---\n\nمتن\n\n---\n"), FrontMatter::default());
        assert_eq!(parse("---\nمتن"), FrontMatter::default());
        assert_eq!(parse("---\nمتن: این\n---\n"), FrontMatter::default());
    }

    #[test]
    fn a_head_may_follow_empty_lines_and_its_title_may_stand_on_lines_of_its_own() {
        let found = parse("\n \n---\ntitle: >-\n  نام\n  بلند\nlang: ar\n---\nمتن");
        assert_eq!(
            found.title.map(|title| title.words).as_deref(),
            Some("نام بلند")
        );
        assert_eq!(found.language, Language::new("ar"));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let found = parse("---\ntitle: a\nlang: بی\n---\n");
        assert_eq!(found.faults[0].0, 13);
        assert_eq!(parse("---\ntitle: a\nمتن").faults.len(), 1);
        assert_eq!(parse("+++\ntitle = \n+++\n").faults.len(), 1);
    }

    #[test]
    fn keys_without_an_opening_fence_are_no_text() {
        let found = parse("importance: 5\n\n---\n\n# عنوان\n");
        assert_eq!(found.length, "importance: 5\n\n---\n".len());
        for text in [
            "نویسنده: کس\n\n---\n",
            "importance: 5\n---\n",
            "https://example.org\n\n---\n",
            "note: text\n\nmore text\n\n---\n",
            "\n---\n",
        ] {
            assert_eq!(parse(text).length, 0, "{text}");
        }
    }
}
