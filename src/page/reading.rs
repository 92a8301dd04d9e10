//! The logical structure and what stands on the pages in, the order in which it is read out.
//!
//! Words and the elements between them (links, note marks) are read as they stand; blocks as the
//! book has them. Elements that nothing stands in are left out, but cells: rows have as many as
//! the table has columns.

use std::fmt::Write as _;

use super::pages::{Ending, PageItem, Pages, PlacedLine};
use super::structure::{ElementId, Order, Role, Structure};
use crate::line::GlyphText;
use crate::locale::Language;

/// What stands in a line's text for a picture in it.
const OBJECT: char = '\u{FFFC}';

/// Where something stands: its page, its place among the things of the page, its part of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Index into [`Pages::pages`].
    pub page: u32,
    /// Index into the items of the page.
    pub item: u32,
    /// Stretches of a line that belong to one element count from 0, in logical order.
    pub stretch: u32,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid<T> {
    /// Another element.
    Element(ElementId),
    /// Something on a page.
    Content(T),
}

/// What every element holds, in reading order.
#[derive(Debug)]
pub struct Reading<T> {
    /// The first index of each branch in `kids`.
    starts: Vec<usize>,
    /// `None` for an element that is left out.
    kids: Vec<Option<Vec<Kid<T>>>>,
}

impl<T> Reading<T> {
    /// Orders what stands on the pages; each thing comes with the element it belongs to.
    pub fn new(structure: &Structure, contents: Vec<(ElementId, Spot, T)>) -> Self {
        let mut starts = vec![0];
        for branch in &structure.branches {
            starts.push(starts[starts.len() - 1] + branch.len());
        }
        let count = starts[starts.len() - 1];
        let mut own: Vec<Vec<(Spot, Kid<T>)>> =
            std::iter::repeat_with(Vec::new).take(count).collect();
        let index = |id: ElementId| {
            let start = starts.get(id.branch as usize)?;
            Some(start + id.index as usize).filter(|at| *at < count)
        };
        for (id, spot, content) in contents {
            if let Some(at) = index(id) {
                own[at].push((spot, Kid::Content(content)));
            }
        }
        // Children stand behind their parents: from the last to the first, every child is done
        // before its parent.
        let mut kids: Vec<Option<Vec<Kid<T>>>> =
            std::iter::repeat_with(|| None).take(count).collect();
        let mut firsts: Vec<Option<Spot>> = vec![None; count];
        for (id, element) in structure.elements().rev() {
            let Some(at) = index(id) else { continue };
            let mut flow = std::mem::take(&mut own[at]);
            let mut listed = Vec::new();
            let mut first: Option<Spot> = None;
            for child in &element.children {
                let Some(place) = index(*child).filter(|place| kids[*place].is_some()) else {
                    continue;
                };
                let spot = firsts[place].unwrap_or_default();
                first = Some(first.map_or(spot, |first| first.min(spot)));
                match structure.get(*child).map(|child| child.order) {
                    Some(Order::Flowing) => flow.push((spot, Kid::Element(*child))),
                    _ => listed.push(Kid::Element(*child)),
                }
            }
            flow.sort_by_key(|(spot, _)| *spot);
            firsts[at] = flow.first().map(|(spot, _)| *spot).or(first);
            let stays = matches!(element.role, Role::Cell | Role::HeadCell);
            if stays || !flow.is_empty() || !listed.is_empty() {
                let flow = flow.into_iter().map(|(_, kid)| kid);
                kids[at] = Some(flow.chain(listed).collect());
            }
        }
        Self { starts, kids }
    }

    /// What an element holds; `None` for one that is left out.
    pub fn kids(&self, id: ElementId) -> Option<&[Kid<T>]> {
        let start = self.starts.get(id.branch as usize)?;
        self.kids.get(start + id.index as usize)?.as_deref()
    }
}

impl Role {
    /// The standard structure type (ISO 32000-1, 14.8.4).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Part => "Part",
            Self::Section => "Sect",
            Self::Division => "Div",
            Self::Quotation => "BlockQuote",
            Self::Caption => "Caption",
            Self::Contents => "TOC",
            Self::ContentsItem => "TOCI",
            Self::Heading(level) => {
                ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
            }
            Self::Paragraph => "P",
            Self::List(_) => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::HeadCell => "TH",
            Self::Cell => "TD",
            Self::Span => "Span",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::Work => "BibEntry",
            Self::Code => "Code",
            Self::Link => "Link",
            Self::Figure => "Figure",
            Self::Formula => "Formula",
        }
    }
}

/// The stretches of a line that belong to one element each, in logical order: the runs, and the
/// element.
pub fn stretches(line: &PlacedLine) -> Vec<(std::ops::Range<usize>, Option<ElementId>)> {
    let mut found: Vec<(std::ops::Range<usize>, Option<ElementId>)> = Vec::new();
    for at in 0..line.runs.len() {
        let element = line.elements.get(at).copied().flatten();
        match found.last_mut() {
            Some((runs, last)) if *last == element => runs.end = at + 1,
            _ => found.push((at..at + 1, element)),
        }
    }
    found
}

/// The bytes of a line's text that some of its runs show.
fn shown(line: &PlacedLine, runs: std::ops::Range<usize>) -> &str {
    let glyphs = line.runs[runs].iter().flat_map(|run| &run.glyphs);
    let ranges = glyphs.filter_map(|glyph| match &glyph.text {
        GlyphText::Cluster(range) => Some((range.start as usize, range.end as usize)),
        GlyphText::Part | GlyphText::Inserted => None,
    });
    let (start, end) = ranges.fold((usize::MAX, 0), |(start, end), range| {
        (start.min(range.0), end.max(range.1))
    });
    line.text.get(start..end).unwrap_or("")
}

/// The tree as text: one line an element with its language and alternative text, and what it says.
pub fn tags(pages: &Pages, language: &Language) -> String {
    let reading = Reading::new(&pages.structure, words(pages));
    let mut out = String::new();
    let _ = writeln!(out, "Document ({})", language.as_str());
    for branch in (0_u32..).take(pages.structure.branches.len()) {
        let root = ElementId { branch, index: 0 };
        element(&mut out, (&pages.structure, &reading), (root, 1));
    }
    out
}

/// Every stretch of words on the pages, and the pictures, which say nothing.
fn words(pages: &Pages) -> Vec<(ElementId, Spot, String)> {
    let mut words = Vec::new();
    for (page, items) in (0_u32..).zip(pages.pages.iter().map(|page| &page.items)) {
        for (item, thing) in (0_u32..).zip(items) {
            let spot = |stretch| Spot {
                page,
                item,
                stretch,
            };
            match thing {
                PageItem::Line(line) => {
                    for (stretch, (runs, element)) in (0_u32..).zip(stretches(line)) {
                        let last = runs.end == line.runs.len();
                        let mut text = shown(line, runs).to_owned();
                        if last && line.ending == Ending::Space {
                            text.push(' ');
                        }
                        words.extend(element.map(|element| (element, spot(stretch), text)));
                    }
                }
                PageItem::Picture(picture) => {
                    let element = picture.element;
                    words.extend(element.map(|element| (element, spot(0), String::new())));
                }
                PageItem::Rule(_) | PageItem::Link(_) => {}
            }
        }
    }
    words
}

fn element(
    out: &mut String,
    (structure, reading): (&Structure, &Reading<String>),
    (id, depth): (ElementId, usize),
) {
    let (Some(element), Some(kids)) = (structure.get(id), reading.kids(id)) else {
        return;
    };
    let indent = "  ".repeat(depth);
    let _ = write!(out, "{indent}{}", element.role.tag());
    if let Some(language) = &element.language {
        let _ = write!(out, " ({})", language.as_str());
    }
    if let Some(alt) = &element.alt {
        let _ = write!(out, " [{alt}]");
    }
    out.push('\n');
    let mut text = String::new();
    for kid in kids {
        match kid {
            Kid::Content(words) => {
                text.push_str(words);
            }
            Kid::Element(child) => {
                say(out, &indent, &mut text);
                self::element(out, (structure, reading), (*child, depth + 1));
            }
        }
    }
    say(out, &indent, &mut text);
}

fn say(out: &mut String, indent: &str, text: &mut String) {
    let words = std::mem::take(text);
    if !words.is_empty() {
        let shown = |letter: char| match letter {
            OBJECT => None,
            letter if letter.is_whitespace() => Some(' '),
            letter => Some(letter),
        };
        let words: String = words.chars().filter_map(shown).collect();
        let _ = writeln!(out, "{indent}  «{words}»");
    }
}
