//! The elements of HTML that mean something in a book: a tag in, its meaning out.

use std::ops::Range;

use html5gum::HtmlString;
use html5gum::emitters::default::StartTag;

use super::attributes;
use super::frame::{Content, Kind, OpenCell, RowPlace, Wrap};
use crate::locale::Direction;
use crate::model::{ListKind, Table};

/// A start tag with its place.
pub(super) struct Tag {
    pub(super) name: String,
    /// Names in lower case, values decoded; sorted by name.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) range: Range<usize>,
    pub(super) self_closing: bool,
}

impl Tag {
    /// A tag of the tokenizer.
    pub(super) fn new(tag: StartTag<usize>, range: Range<usize>) -> Self {
        let pairs = tag
            .attributes
            .into_iter()
            .map(|(name, value)| (text(&name), text(&value.value)));
        let (name, self_closing) = (text(&tag.name), tag.self_closing);
        Self {
            name,
            attributes: pairs.collect(),
            range,
            self_closing,
        }
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Where the value of an attribute is written in a text, without its quotation marks.
    pub(super) fn place_of(&self, name: &str, text: &str) -> Option<Range<usize>> {
        let tag = text.get(..self.range.end)?;
        let mut at = self.range.start;
        loop {
            let equals = at + tag.get(at..)?.find('=')?;
            let before = tag[at..equals].trim_end();
            let named = before.rsplit(|sign: char| sign.is_whitespace() || "\"'/".contains(sign));
            let found = named.take(1).any(|own| own.eq_ignore_ascii_case(name));
            let value = tag[equals + 1..].trim_start();
            let start = tag.len() - value.len();
            let words = match value.chars().next()? {
                quote @ ('"' | '\'') => start + 1..start + 1 + value[1..].find(quote)?,
                _ => start..start + value.find(|sign: char| sign.is_whitespace() || sign == '>')?,
            };
            if found {
                return Some(words);
            }
            at = words.end;
        }
    }

    /// The path of the picture that a tag names; empty where it names none.
    pub(super) fn source(&self) -> &str {
        let given = self.get("src").or_else(|| self.get(":src"));
        given.map_or("", path_in)
    }
}

/// The text of bytes that came out of a text.
pub(super) fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What an element means.
#[derive(Debug)]
pub(super) enum Meaning {
    /// A container.
    Open(Kind),
    /// `br`, `hr`, `img`, `wbr`, a check box: nothing stands in it.
    Void,
    /// `a`.
    Anchor,
    /// A component of a site that shows a picture: `<ZoomImage src="a.png" />`.
    Picture,
    /// Known, and of no use in a book.
    Ignored,
    /// Left out with all that is in it.
    Dropped,
    /// Not known or not allowed; its words are kept.
    Unknown,
}

/// Says what a start tag means; `direction` is the one in which left and right are meant.
pub(super) fn meaning(tag: &Tag, direction: Direction) -> Meaning {
    let name = tag.name.as_str();
    match name {
        "br" | "hr" | "img" | "wbr" => Meaning::Void,
        // A list to be ticked off keeps its boxes on paper.
        "input" if is_checkbox(tag) => Meaning::Void,
        "a" => Meaning::Anchor,
        "col" | "colgroup" => Meaning::Ignored,
        "script" | "style" | "template" | "svg" | "math" | "head" => Meaning::Dropped,
        _ if shows_picture(tag) => Meaning::Picture,
        _ => block(tag, direction)
            .or_else(|| inline(name))
            .map_or(Meaning::Unknown, Meaning::Open),
    }
}

/// Whether an element that HTML does not have names a picture by its ending.
fn shows_picture(tag: &Tag) -> bool {
    const ENDINGS: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"];
    const FILMS: [&str; 5] = ["audio", "embed", "iframe", "track", "video"];
    let source = tag.source().to_ascii_lowercase();
    let path = source.split(['?', '#']).next().unwrap_or_default();
    ENDINGS.iter().any(|ending| path.ends_with(ending)) && !FILMS.contains(&tag.name.as_str())
}

/// The path in what a component is given.
///
/// Vue may give it as a program: `:src="require('./a.png')"`.
fn path_in(value: &str) -> &str {
    let program = value.trim();
    let Some(open) = program.find(['\'', '"', '`']) else {
        return value;
    };
    let quote = &program[open..=open];
    let inside = &program[open + 1..];
    inside.split(quote).next().unwrap_or(inside)
}

fn is_checkbox(tag: &Tag) -> bool {
    let kind = tag.get("type").map(str::trim);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
}

/// Elements without an end tag (HTML 13.1.2, "Void elements").
pub(super) fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

fn block(tag: &Tag, direction: Direction) -> Option<Kind> {
    Some(match tag.name.as_str() {
        "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "center"
        | "address" | "hgroup" => Kind::Division,
        "p" => Kind::Paragraph,
        "blockquote" => Kind::Quote,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(tag.name.as_bytes()[1] - b'0'),
        "ul" | "menu" => list(ListKind::Bulleted),
        "ol" => {
            let first = tag
                .get("start")
                .and_then(|start| start.trim().parse().ok())
                .unwrap_or(1);
            list(ListKind::Numbered(first))
        }
        "li" => Kind::Item(None),
        "dl" => Kind::Definitions(Vec::new()),
        "dt" => Kind::Term,
        "dd" => Kind::Definition,
        "aside" | "details" => Kind::Aside(Vec::new()),
        "summary" | "legend" => Kind::Summary,
        "figure" => Kind::Figure(None),
        "figcaption" | "caption" => Kind::Caption,
        "pre" => Kind::Preformatted,
        "table" => Kind::Table(Table {
            columns: Vec::new(),
            head: Vec::new(),
            body: Vec::new(),
            caption: None,
        }),
        "thead" => Kind::Rows(RowPlace::Head, Vec::new()),
        "tbody" | "tfoot" => Kind::Rows(RowPlace::Body, Vec::new()),
        "tr" => Kind::Row(RowPlace::Body, Vec::new()),
        "td" => Kind::Cell(cell(tag, RowPlace::Body, direction)),
        "th" => Kind::Cell(cell(tag, RowPlace::Head, direction)),
        _ => return None,
    })
}

fn list(kind: ListKind) -> Kind {
    Kind::List {
        kind,
        loose: false,
        items: Vec::new(),
    }
}

fn cell(tag: &Tag, place: RowPlace, direction: Direction) -> OpenCell {
    let align = || attributes::alignment(tag.get("align")?, direction);
    let style = || {
        let rules = tag
            .get("style")?
            .split(';')
            .filter_map(|rule| rule.split_once(':'));
        let mut named = rules.filter(|(name, _)| name.trim().eq_ignore_ascii_case("text-align"));
        attributes::alignment(named.next()?.1, direction)
    };
    let count = |name| tag.get(name).and_then(|count| count.trim().parse().ok());
    OpenCell {
        place,
        alignment: align().or_else(style),
        columns: count("colspan").unwrap_or(1),
        rows: count("rowspan").unwrap_or(1),
    }
}

fn inline(name: &str) -> Option<Kind> {
    let wrap = match name {
        "b" | "strong" => Wrap::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Wrap::Emphasis,
        "s" | "del" | "strike" => Wrap::Strike,
        "u" | "ins" => Wrap::Underline,
        "sup" => Wrap::Superscript,
        "sub" => Wrap::Subscript,
        "mark" => Wrap::Mark,
        "small" => Wrap::Small,
        "kbd" => Wrap::Keyboard,
        "code" | "tt" | "samp" => Wrap::Code,
        "span" | "bdi" | "bdo" | "abbr" | "time" | "data" | "font" | "label" => {
            return Some(Kind::Span);
        }
        "q" | "big" | "nobr" => return Some(Kind::Transparent(Content::Phrasing)),
        _ => return None,
    };
    Some(Kind::Wrap(wrap))
}
