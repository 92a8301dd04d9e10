//! The tags of site generators in a chapter's text: a text in, the text that they stand for out, and for
//! each byte of it the place where its author wrote it.
//!
//! ```text
//! {{#include code.rs:anchor}}   {% include "box.md" %}   {% hint style="info" %} … {% endhint %}
//! {{< figure src="a.png" >}}    {{ book.version }}       [[note|words]]   ![[picture.png]]
//! ```
//!
//! Tags are known by their form, whatever tool a book is written for; the dialect only decides where one
//! form has two meanings. A tag that says a program to run stays as it is in code, and is left out and
//! reported in prose. Nothing is run; files taken in nest [`DEEPEST`] deep at most and never in a circle.

mod boxes;
mod include;
mod liquid;
mod rewriting;
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use self::liquid::Given;
pub use self::rewriting::Rewriting;
use self::scan::{Place, Tag, Word, next_tag};
use super::article::Article;
use super::plan::Dialect;
use crate::lookup::Lookup;
use crate::source::{BookPath, FileId, Origin, Span, WrittenText};

/// How deep files may take others in.
pub const DEEPEST: usize = 8;

/// Bytes that a chapter may grow to: as many as a chapter may have.
const LARGEST: usize = 32 << 20;

/// A text with its place among the texts that were read.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// Where the file lies.
    pub path: BookPath,
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: Arc<str>,
}

/// Where files that a chapter takes in come from.
pub trait Texts {
    /// The text of a file; `None` where it is not there or is no text.
    fn text(&mut self, path: &BookPath) -> Option<SourceText>;

    /// The file that a note's or picture's name means in a vault (`[[name]]`).
    fn named(&mut self, name: &str) -> Option<BookPath>;

    /// Whether so many bytes of a file may be taken in; they are counted.
    fn may_take(&mut self, file: &SourceText, bytes: usize) -> bool;

    /// Whether a text may grow by so many bytes that stand in no file; they are counted.
    fn may_add(&mut self, bytes: usize) -> bool;
}

/// What the tags of a book may mean.
#[derive(Clone, Copy, Debug)]
pub struct Templates<'p> {
    /// The ways of writing that its Markdown may have.
    pub dialects: &'p BTreeSet<Dialect>,
    /// The values of names in the settings of another tool.
    pub variables: &'p BTreeMap<String, String>,
    /// The values of names that the book itself has: not in code.
    pub own: &'p BTreeMap<String, String>,
    /// The folders in which a file taken in is looked for after the chapter's own.
    pub roots: &'p [String],
}

/// A text without tags, and where each of its bytes was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// Its pieces, in order, without gaps.
    pieces: Vec<Piece>,
    /// Tags that say a program to run or a file that is not there, each kind once.
    pub unread: Vec<UnreadTag>,
    /// The place of each among them: a chapter can have sixty thousand kinds.
    known: Lookup<(String, Unread), usize>,
}

/// A stretch of the text that was written in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// Its first byte in the text.
    start: usize,
    written: Written,
}

/// Where a stretch of text was written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Written {
    /// Byte for byte from this place on.
    From(Span),
    /// It stands for a tag at this place.
    Tag(Span),
}

/// A kind of tag that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadTag {
    /// Its name, as `{% embed %}`.
    pub name: String,
    /// Where it stands.
    pub places: Vec<Span>,
    /// Why it was not read.
    pub why: Unread,
}

/// Why a tag was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unread {
    /// It is not known, or only a program could work it out; in prose it is left out.
    Unknown,
    /// It names no variable, and the book has some; the tag stays.
    NoVariable,
    /// The file that it takes in is not there.
    MissingFile,
    /// No note has the name that a link of a vault leads to; its words stay.
    NoNote,
    /// Files take each other in, in a circle or too deep.
    Circle,
    /// With it the chapter would be larger than a chapter may be.
    TooLarge,
    /// With it variables, and files taken in again, would add more to the book than they may.
    TooMuch,
}

impl Expanded {
    /// Where a range of the text was written. A range over several pieces is where its first byte was.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let after = self
            .pieces
            .partition_point(|piece| piece.start <= range.start);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        let end = self
            .pieces
            .get(after)
            .map_or(self.text.len(), |next| next.start);
        match piece.written {
            Written::Tag(span) => Some(span),
            Written::From(span) => {
                let first = span.range().start;
                let start = first + range.start - piece.start;
                let end = first + range.end.min(end).max(range.start) - piece.start;
                Some(Span::new(span.file, start..end))
            }
        }
    }

    /// Where the bytes of a text were written that was read from this one: a range that runs over several pieces is
    /// divided.
    pub fn written(&self, text: &WrittenText) -> WrittenText {
        let mut found = WrittenText::default();
        for range in text.ranges() {
            match range.origin.span().filter(|_| range.is_verbatim) {
                Some(place) => self.add_pieces(place.range(), &mut found),
                None => {
                    let place = |span: Span| self.span(span.range()).unwrap_or(span);
                    found.push_replaced(range.range.len(), range.origin.map(place));
                }
            }
        }
        found
    }

    /// Adds the places of some bytes, piece by piece.
    fn add_pieces(&self, range: Range<usize>, found: &mut WrittenText) {
        let mut at = range.start;
        while at < range.end {
            let next = self.pieces.partition_point(|piece| piece.start <= at);
            let end = self.pieces.get(next).map_or(range.end, |next| next.start);
            let part = at..end.min(range.end);
            at = part.end;
            let piece = next.checked_sub(1).and_then(|at| self.pieces.get(at));
            let origin = self.span(part.clone()).map_or(Origin::Tool, Origin::Author);
            match piece.map(|piece| &piece.written) {
                Some(Written::From(_)) => found.push(part.len(), origin),
                Some(Written::Tag(_)) | None => found.push_replaced(part.len(), origin),
            }
        }
    }

    fn push(&mut self, text: &str, written: Written) {
        if !text.is_empty() {
            let start = self.text.len();
            self.pieces.push(Piece { start, written });
            self.text.push_str(text);
        }
    }

    fn leave_unread(&mut self, name: String, why: Unread, place: Span) {
        let next = self.unread.len();
        let at = *self.known.entry((name.clone(), why)).or_insert(next);
        match self.unread.get_mut(at) {
            Some(tag) => tag.places.push(place),
            None => self.unread.push(UnreadTag {
                name,
                places: vec![place],
                why,
            }),
        }
    }
}

/// Replaces the tags of a chapter; `None` where it has none, so that most chapters cost one search.
pub fn expand(
    chapter: &SourceText,
    templates: Templates<'_>,
    texts: &mut dyn Texts,
) -> Option<Expanded> {
    let marks = ["{{", "{%", "[["];
    if !marks.iter().any(|mark| chapter.text.contains(mark)) {
        return None;
    }
    let mut expansion = Expansion {
        templates,
        texts,
        expanded: Expanded::default(),
        open: vec![chapter.path.clone()],
        given: vec![Given::default()],
        passed: chapter.text.len(),
        page: page_values(chapter, templates),
    };
    expansion.text(chapter, 0..chapter.text.len(), &mut Place::default());
    Some(expansion.expanded)
}

/// What the front matter of a page says by its names, where a page may ask for it.
fn page_values(chapter: &SourceText, templates: Templates<'_>) -> BTreeMap<String, String> {
    let asks = templates.dialects.contains(&Dialect::Liquid) && chapter.text.contains("page.");
    match asks {
        true => Article::read(&chapter.text).front.scalars(),
        false => BTreeMap::new(),
    }
}

/// The files that a text takes in, as its tags write them.
pub(super) fn files_taken_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut place = Place::default();
    let mut at = 0;
    while let Some(tag) = next_tag(text, at, &mut place) {
        at = tag.range.end;
        let argument = match &tag.word {
            Word::MdBook { name, argument } if name.ends_with("include") => argument,
            Word::Liquid { name, argument } if name.starts_with("include") => argument,
            Word::Hugo { name, argument, .. } if name == "include" || name == "readfile" => {
                argument
            }
            _ => continue,
        };
        let written = argument.trim_start_matches(['"', '\'']);
        let end = written.find(['"', '\'', ':', ' ']).unwrap_or(written.len());
        found.push(written[..end].to_owned());
    }
    found
}

/// A chapter being written anew.
struct Expansion<'e> {
    templates: Templates<'e>,
    texts: &'e mut dyn Texts,
    expanded: Expanded,
    /// The files that are being taken in, the chapter first.
    open: Vec<BookPath>,
    /// What each of them was given.
    given: Vec<Given>,
    /// Bytes of all files taken in, each as often as it was: what bounds the work. Eight files of a
    /// thousand includes of the next one write nothing and would be walked 1000⁸ times.
    passed: usize,
    /// What the front matter of the chapter says, for `page.title`.
    page: BTreeMap<String, String>,
}

impl Expansion<'_> {
    /// Writes a part of a file, its tags replaced. Parts of one file come in order and share the place, so
    /// that fences are counted once.
    fn text(&mut self, source: &SourceText, range: Range<usize>, place: &mut Place) {
        let mut at = range.start;
        let mut raw = Raw::Read;
        while let Some(tag) = next_tag(&source.text[..range.end], at, place) {
            self.copy(source, at..tag.range.start);
            at = match end_of_comment(&source.text[..range.end], &tag) {
                Some(end) if raw == Raw::Read => end,
                _ => {
                    raw = self.tag(source, &tag, raw);
                    tag.range.end
                }
            };
        }
        self.copy(source, at..range.end);
    }

    fn copy(&mut self, source: &SourceText, range: Range<usize>) {
        if !self.is_shown() {
            return;
        }
        let span = Span::new(source.file, range.clone());
        let text = source.text.get(range).unwrap_or_default();
        self.expanded.push(text, Written::From(span));
    }

    /// Replaces one tag; what it says of raw text holds for those behind it.
    fn tag(&mut self, source: &SourceText, tag: &Tag, raw: Raw) -> Raw {
        match (&tag.word, raw) {
            (Word::Liquid { name, .. }, Raw::Read) if name == "raw" => return Raw::Kept,
            (Word::Liquid { name, .. }, Raw::Kept) if name == "endraw" => return Raw::Read,
            (_, Raw::Kept) => {
                self.copy(source, tag.range.clone());
                return raw;
            }
            (_, Raw::Read) => {}
        }
        if tag.escaped {
            // `\{{#include x}}` is how a book about mdBook writes the tag itself.
            self.copy(source, tag.range.start + 1..tag.range.end);
            return raw;
        }
        if let Word::Liquid { name, argument } = &tag.word
            && !tag.in_code
            && self.condition(name, argument)
        {
            if name == "for" {
                self.unread(source, tag, Unread::Unknown);
            }
            return raw;
        }
        if !self.is_shown() {
            return raw;
        }
        match &tag.word {
            Word::MdBook { name, argument } => self.md_book(source, tag, name, argument),
            Word::Liquid { name, argument } => self.liquid(source, tag, name, argument),
            Word::Output(name) => self.output(source, tag, name),
            Word::Hugo {
                name,
                argument,
                closes,
            } => {
                let hugo = boxes::HugoTag {
                    name,
                    argument,
                    closes: *closes,
                };
                self.hugo(source, tag, &hugo);
            }
            Word::Wiki {
                embeds,
                target,
                label,
            } => {
                let wiki = include::WikiLink {
                    embeds: *embeds,
                    target,
                    label: label.as_deref(),
                };
                self.wiki(source, tag, &wiki);
            }
        }
        raw
    }

    /// A value by its name: `{{ book.version }}`; others are text, as in books about templates.
    fn output(&mut self, source: &SourceText, tag: &Tag, name: &str) {
        let Templates { variables, own, .. } = self.templates;
        let liquid = self.templates.dialects.contains(&Dialect::Liquid);
        if liquid && self.liquid_value(source, tag, name) {
            return;
        }
        if name.contains(['|', '"', '\'']) {
            self.copy(source, tag.range.clone());
            if liquid && !tag.in_code {
                self.unread(source, tag, Unread::Unknown);
            }
            return;
        }
        let own_value = own.get(name).filter(|_| !tag.in_code);
        let value = own_value.or_else(|| variables.get(name));
        match value {
            // No tool has names in another script: without variables of its own a book shows such braces.
            None if own.is_empty() && !name.is_ascii() => self.copy(source, tag.range.clone()),
            Some(value) => self.value(source, tag, value),
            None => {
                self.copy(source, tag.range.clone());
                if !tag.in_code && !own.is_empty() {
                    self.unread(source, tag, Unread::NoVariable);
                } else if !tag.in_code {
                    self.unread(source, tag, Unread::Unknown);
                }
            }
        }
    }

    /// Writes the value of a name; where values have added enough already, the tag stays.
    fn value(&mut self, source: &SourceText, tag: &Tag, value: &str) {
        if self
            .texts
            .may_add(value.len().saturating_sub(tag.range.len()))
        {
            self.put(source, tag, value);
        } else {
            self.copy(source, tag.range.clone());
            self.unread(source, tag, Unread::TooMuch);
        }
    }

    /// Writes what a tag stands for.
    fn put(&mut self, source: &SourceText, tag: &Tag, text: &str) {
        let span = Span::new(source.file, tag.range.clone());
        self.expanded.push(text, Written::Tag(span));
    }

    /// Reports a tag that was not read.
    fn unread(&mut self, source: &SourceText, tag: &Tag, why: Unread) {
        let span = Span::new(source.file, tag.range.clone());
        self.expanded.leave_unread(tag.shown_name(), why, span);
    }

    /// Leaves an unknown tag as it is in code; leaves it out and reports it in prose.
    fn unknown(&mut self, source: &SourceText, tag: &Tag) {
        if tag.in_code {
            self.copy(source, tag.range.clone());
        } else {
            self.unread(source, tag, Unread::Unknown);
        }
    }
}

/// What happens to tags where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// They are replaced.
    Read,
    /// They are text, between `{% raw %}` and `{% endraw %}`.
    Kept,
}

/// The byte behind a comment of Liquid that a tag begins; a comment that is never closed is none.
fn end_of_comment(text: &str, tag: &Tag) -> Option<usize> {
    const END: &str = "endcomment";
    let Word::Liquid { name, .. } = &tag.word else {
        return None;
    };
    let rest = text
        .get(tag.range.end..)
        .filter(|_| name == "comment" && !tag.in_code)?;
    let end = rest.find(END)? + END.len();
    let close = rest[end..].find("%}")? + 2;
    Some(tag.range.end + end + close)
}

#[cfg(test)]
mod tests;
