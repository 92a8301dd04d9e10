//! A Markdown file in, what a list of chapters needs of it out: its front matter, its first heading,
//! whether there is anything in it; and its letters, which are counted for those that ask.

use std::borrow::Cow;

use super::data::{Node, read_toml, read_yaml};
use super::head::{Fence, Head, TitleBlock};
use super::letters::Letters;
use super::prose::{ProseLine, prose_lines};
use crate::locale::Direction;

/// What is known of a Markdown file.
#[derive(Clone, Debug, Default)]
pub(super) struct Article {
    /// Its front matter; empty where it has none.
    pub(super) front: Node,
    /// The first heading of level 1, else the first of any level.
    pub(super) heading: Option<Heading>,
    /// Whether that heading is of level 1.
    pub(super) has_title: bool,
    /// How much text stands behind the front matter.
    pub(super) text: Text,
    /// The place among its neighbours that a remark at its head gives: `<!-- position: 2 -->` (Bludit).
    remarked: Option<f64>,
}

/// A heading and its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The words, without marks of emphasis and attributes.
    pub(super) words: String,
    /// The line, from 1.
    pub(super) line: usize,
}

/// How much text a file has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Text {
    /// None at all.
    #[default]
    Nothing,
    /// Tags of a site generator and HTML alone: a page that a program fills.
    Tags,
    /// A heading, and nothing below it.
    Heading,
    /// More.
    Paragraphs,
}

impl Article {
    /// A file of which nothing is known but that it is there.
    pub(super) fn unknown() -> Self {
        Self {
            text: Text::Paragraphs,
            ..Self::default()
        }
    }

    /// Reads a text.
    pub(super) fn read(text: &str) -> Self {
        let text = lines(text);
        let head = front_matter(&text);
        let body = &text[head.length..];
        let first_line = text[..head.length]
            .bytes()
            .filter(|byte| *byte == b'\n')
            .count();
        let found = heading(body, first_line);
        Self {
            front: head.node,
            has_title: found.as_ref().is_some_and(|found| found.level == 1),
            heading: found.map(|found| found.heading),
            text: amount(body),
            remarked: remarked(body),
        }
    }

    /// The front matter's title, else the first heading.
    pub(super) fn title(&self) -> Option<Heading> {
        let node = self.front.get("title").or_else(|| self.front.get("Title"));
        let own = node.and_then(|node| {
            let words = node.text()?.to_owned();
            let line = node.line;
            Some(Heading { words, line })
        });
        own.or_else(|| self.heading.clone())
    }

    /// Whether the file says that it is not to be published.
    pub(super) fn is_hidden(&self) -> bool {
        let unpublished = self.front.text_at("published") == Some("false");
        unpublished
            || ["draft", "hidden", "nav_exclude"]
                .iter()
                .any(|key| self.front.is_true(key))
    }

    /// The place among its neighbours that the file gives itself.
    pub(super) fn order(&self) -> Option<f64> {
        let own = ORDERS.iter().find_map(|key| {
            let order = self.front.number(key)?;
            // To Hugo a weight of 0 is none.
            let unset = *key == "weight" && order.abs() < 1.0;
            (!unset).then_some(order)
        });
        own.or(self.remarked)
    }
}

/// The letters of a file behind its front matter.
pub(super) fn letters(text: &str) -> Letters {
    let text = lines(text);
    Letters::of(&text[front_matter(&text).length..])
}

/// A text whose lines end as ours do.
fn lines(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{FEFF}');
    match text.contains("\r\n") {
        true => Cow::Owned(text.replace("\r\n", "\n")),
        false => Cow::Borrowed(text),
    }
}

/// The keys that say a place.
const ORDERS: [&str; 10] = [
    "sidebar_position",
    "sidebar.order",
    "nav_order",
    "order",
    "weight",
    "chapter",
    "position",
    "sort",
    "index",
    "number",
];

/// The place that a remark among the first lines of a text says.
fn remarked(body: &str) -> Option<f64> {
    const HEAD: usize = 8;
    body.lines().take(HEAD).find_map(|line| {
        let inside = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
        let (key, value) = inside.split_once(':')?;
        let place: f64 = value.trim().parse().ok()?;
        (ORDERS.contains(&key.trim()) && place.is_finite()).then_some(place)
    })
}

/// The front matter of a file and its length in bytes, fences included. Its faults are reported when the
/// chapter is read.
#[derive(Default)]
struct FrontMatter {
    node: Node,
    length: usize,
}

fn front_matter(text: &str) -> FrontMatter {
    if let Some(block) = TitleBlock::read(text) {
        let (node, _) = read_yaml(&block.as_yaml(text));
        let length = block.length;
        return FrontMatter { node, length };
    }
    let mut fences = Fence::ALL.into_iter();
    let found = fences.find_map(|fence| {
        let start = fence.opening(text)?;
        Some(read_head(text, fence, fence.closing(text, start)?))
    });
    found.unwrap_or_default()
}

fn read_head(text: &str, fence: Fence, head: Head) -> FrontMatter {
    let Head { inside, length } = head;
    // As many lines stand before the head as in the file, so that its lines count from the top.
    let before = text[..inside.start].matches('\n').count();
    let text = format!("{}{}", "\n".repeat(before), &text[inside]);
    let (node, _) = match fence {
        Fence::Yaml => read_yaml(&text),
        Fence::Toml => read_toml(&text),
    };
    // A paragraph between two rules is text.
    if node.pairs().is_empty() {
        return FrontMatter::default();
    }
    FrontMatter { node, length }
}

/// A heading and its level.
struct Levelled {
    heading: Heading,
    level: usize,
}

/// The first heading of level 1, else the first of any level, outside code.
fn heading(body: &str, lines_before: usize) -> Option<Levelled> {
    let mut first: Option<Levelled> = None;
    let mut before = "";
    for ProseLine { index, text } in prose_lines(body) {
        let line = lines_before + index + 1;
        if let Some(words) = underlined(before, text) {
            let line = line - 1;
            let heading = Heading { words, line };
            return Some(Levelled { heading, level: 1 });
        }
        if let Some((level, words)) = marked(text).or_else(|| tagged(text)) {
            let heading = Heading { words, line };
            let found = Levelled { heading, level };
            if level == 1 {
                return Some(found);
            }
            first.get_or_insert(found);
        }
        before = text;
    }
    first
}

/// A heading that begins with `#`: its level and its words.
fn marked(line: &str) -> Option<(usize, String)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let words = (1..=6).contains(&level).then(|| &line[level..])?;
    // `##بخش` is read as its author means it.
    let spaced = words.starts_with([' ', '\t']) || level > 1 && is_right_to_left(words);
    let words = spaced.then(|| plain_words(words))?;
    (!words.is_empty()).then_some((level, words))
}

/// A heading of HTML on one line: `<h1 align="center">کتاب</h1>`.
fn tagged(line: &str) -> Option<(usize, String)> {
    let rest = line.strip_prefix("<h")?;
    let level = rest.chars().next()?.to_digit(10)?;
    let level = usize::try_from(level).ok()?;
    let ends = line.contains(&format!("</h{level}>"));
    let words = ((1..=6).contains(&level) && ends).then(|| plain_words(line))?;
    (!words.is_empty()).then_some((level, words))
}

fn is_right_to_left(words: &str) -> bool {
    let first = words.chars().next().filter(|first| first.is_alphabetic());
    let mut bytes = [0; 4];
    let first = first.map(|first| first.encode_utf8(&mut bytes));
    first.is_some_and(|first| Letters::of(first).is_mostly(Direction::Rtl))
}

/// A heading of level 1 that is underlined with `=`.
fn underlined(before: &str, line: &str) -> Option<String> {
    let line = line.trim_end();
    let rule = line.len() > 1 && line.bytes().all(|byte| byte == b'=');
    let words = rule.then(|| plain_words(before));
    words.filter(|words| !words.is_empty())
}

/// Whether braces say something of the words before them: `{#id .class lang=ar}`, `{-}`.
fn is_attributes(braces: &str) -> bool {
    let inside = braces
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|inside| {
        let single = !inside.contains(' ');
        let said = |word: &str| word.starts_with(['#', '.']) || word == "-" || word.contains('=');
        single || inside.split_whitespace().all(said)
    })
}

/// The words of a line of Markdown: without attributes, HTML, emphasis and the targets of links.
pub(super) fn plain_words(line: &str) -> String {
    let line = line.trim().trim_end_matches('#').trim_end();
    let line = match line.rfind('{') {
        Some(at) if is_attributes(&line[at..]) => line[..at].trim_end(),
        _ => line,
    };
    let mut words = String::new();
    let mut rest = line;
    // Where nothing closes any more, nothing is looked for: a line of signs that open would be read from each of them.
    let (last_tag, last_target) = (line.rfind('>'), line.rfind(')'));
    while let Some(letter) = rest.chars().next() {
        let length = letter.len_utf8();
        let at = Some(line.len() - rest.len());
        let end = |sign: char, last: Option<usize>| {
            let ahead = Some(rest).filter(|_| at < last)?;
            ahead.find(sign).map(|end| end + 1)
        };
        let skipped = match letter {
            '<' => end('>', last_tag),
            '!' if rest.starts_with("![") => end(')', last_target),
            ']' if rest.starts_with("](") => end(')', last_target),
            '[' | ']' | '*' | '`' => Some(1),
            '\\' => {
                let escaped = rest[length..].chars().next();
                words.extend(escaped);
                Some(length + escaped.map_or(0, char::len_utf8))
            }
            _ => None,
        };
        if skipped.is_none() {
            words.push(letter);
        }
        rest = &rest[skipped.unwrap_or(length)..];
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn amount(body: &str) -> Text {
    let mut most = Text::Nothing;
    let mut comment = false;
    for line in body.lines().map(str::trim) {
        let opens = line.starts_with("<!--");
        if comment || opens {
            comment = !line.contains("-->");
            continue;
        }
        let found = match line {
            "" => Text::Nothing,
            _ if takes_in_text(line) => Text::Paragraphs,
            _ if line.starts_with("{%") || line.starts_with("{{") => Text::Tags,
            _ if line.starts_with('<') && line.ends_with('>') => tags_or_text(line),
            _ if line.starts_with('#') => Text::Heading,
            _ if is_rule(line) || line.starts_with("[TOC]") => Text::Nothing,
            _ => return Text::Paragraphs,
        };
        if found == Text::Paragraphs {
            return found;
        }
        if found != Text::Nothing && most != Text::Heading {
            most = found;
        }
    }
    most
}

/// Whether a line takes another text in: `{{< include parts/_one.qmd >}}`. The header of a site is none.
fn takes_in_text(line: &str) -> bool {
    const TEXTS: [&str; 6] = [".md", ".qmd", ".markdown", ".mdx", ".Rmd", ".txt"];
    let tag = line.starts_with("{%") || line.starts_with("{{");
    tag && line.contains("include") && TEXTS.iter().any(|ending| line.contains(ending))
}

/// A line of HTML: text where something stands between its tags, or a picture.
fn tags_or_text(line: &str) -> Text {
    let words = plain_words(line);
    let picture = line.contains("<img") || line.contains("<video") || line.contains("<svg");
    if words.is_empty() && !picture {
        Text::Tags
    } else {
        Text::Paragraphs
    }
}

fn is_rule(line: &str) -> bool {
    let sign = line.chars().next().filter(|sign| "-*_".contains(*sign));
    sign.is_some_and(|sign| line.chars().all(|letter| letter == sign || letter == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_heading_and_amount_are_read() {
        let article = Article::read(
            "\u{FEFF}---\r\ntitle: یک\r\norder: ۲\r\n---\r\n\r\n# دو **سه** {#x}\r\nمتن\r\n",
        );
        assert_eq!(article.title().map(|title| title.line), Some(2));
        assert_eq!(article.order(), Some(2.0));
        let heading = article.heading.clone().unwrap_or(Heading {
            words: String::new(),
            line: 0,
        });
        assert_eq!((heading.words.as_str(), heading.line), ("دو سه", 6));
        assert_eq!(article.text, Text::Paragraphs);
    }

    #[test]
    fn a_rule_on_the_first_line_is_no_front_matter() {
        let article = Article::read("---\nمتن\n---\n# سر\n");
        assert_eq!(article.front, Node::default());
        assert_eq!(article.title().map(|title| title.line), Some(4));
    }

    #[test]
    fn files_without_text_are_known() {
        assert_eq!(Article::read("---\ntitle: a\n---\n\n").text, Text::Nothing);
        assert_eq!(Article::read("<!-- a\nb -->\n---\n").text, Text::Nothing);
        assert_eq!(Article::read("# سر\n").text, Text::Heading);
        assert_eq!(Article::read("{% include x %}\n<div>\n").text, Text::Tags);
        assert_eq!(
            Article::read("<p align=\"center\">متن</p>").text,
            Text::Paragraphs
        );
    }

    #[test]
    fn headings_of_html_and_those_without_a_space_are_headings() {
        let title = |text| Article::read(text).title().map(|title| title.words);
        let readme =
            "<h1 align=\"center\"><img src=\"a.png\"></h1>\n<h1 dir=rtl>کتاب</h1>\n## دو\n";
        assert_eq!(title(readme).as_deref(), Some("کتاب"));
        assert_eq!(title("متن\n##بخش\n").as_deref(), Some("بخش"));
        assert_eq!(title("##include <a.h>\n"), None);
    }

    #[test]
    fn code_has_no_headings() {
        let article = Article::read("```\n# no\n```\nسر\n====\n## دو\n");
        assert_eq!(
            article.title().map(|title| title.words),
            Some("سر".to_owned())
        );
    }
}
