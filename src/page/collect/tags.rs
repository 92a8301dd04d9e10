//! What stretches of a paragraph are, while it is composed: links, note calls, words of another
//! language. When the paragraph is set, they become elements of the logical structure.

use std::ops::Range;

use super::branch::Branch;
use super::setting::{Leaf, Setting};
use crate::frame::{ElementId, GlyphText, Order, PlacedGlyph, PlacedRun, Role};
use crate::locale::Language;
use crate::lookup::Lookup;
use crate::model::NoteId;

/// An element within a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) role: Role,
    /// The tag around it, an index into [`Tagged::tags`].
    parent: Option<usize>,
    /// Its language, where the markup states one.
    pub(super) language: Option<Language>,
    /// Its alternative text.
    pub(super) alt: Option<String>,
    /// The note that it calls for.
    pub(super) note: Option<NoteId>,
    /// The link that it is: its number in the paragraph.
    pub(super) link: Option<u32>,
    /// The picture that it is: its number in the paragraph.
    pub(super) picture: Option<usize>,
    /// Byte range in the paragraph's text.
    range: Range<usize>,
}

impl Tag {
    pub(super) fn new(role: Role) -> Self {
        Self {
            role,
            parent: None,
            language: None,
            alt: None,
            note: None,
            link: None,
            picture: None,
            range: 0..0,
        }
    }
}

/// The tags of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Tagged {
    tags: Vec<Tag>,
    /// From which byte on the text belongs to which tag.
    changes: Vec<(usize, Option<usize>)>,
    open: Option<usize>,
}

impl Tagged {
    /// A tag opens at a byte of the text.
    pub(super) fn open(&mut self, tag: Tag, at: usize) {
        let parent = self.open;
        self.open = Some(self.tags.len());
        self.tags.push(Tag {
            parent,
            range: at..at,
            ..tag
        });
        self.changes.push((at, self.open));
    }

    /// The tag that was opened last closes.
    pub(super) fn close(&mut self, at: usize) {
        let Some(tag) = self.open else { return };
        self.tags[tag].range.end = at;
        self.open = self.tags[tag].parent;
        self.changes.push((at, self.open));
    }

    /// Whether the text of a stretch of a line, which begins at byte `start` of the text, belongs to more than one tag.
    fn changes_within(&self, start: usize, stretch: Stretch) -> bool {
        let after = |byte: u32| {
            let byte = start + byte as usize;
            self.changes.partition_point(|(at, _)| *at <= byte)
        };
        after(stretch.first) != after(stretch.last)
    }

    fn at(&self, byte: usize) -> Option<usize> {
        let after = self.changes.partition_point(|(at, _)| *at <= byte);
        self.changes[..after].last().and_then(|(_, tag)| *tag)
    }
}

/// The elements that the words of a paragraph belong to.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    /// The paragraph's own; `None` for furniture.
    pub(super) base: Option<ElementId>,
    tagged: Tagged,
    elements: Vec<ElementId>,
    /// The links, by their numbers in the paragraph.
    links: Lookup<u32, TaggedLink>,
    /// The elements of pictures that say something, by the pictures' numbers in the paragraph.
    pictures: Lookup<usize, ElementId>,
}

/// A link of a paragraph.
#[derive(Clone, Debug)]
struct TaggedLink {
    element: ElementId,
    words: String,
}

impl Owners {
    /// Makes elements for a paragraph and its tags.
    pub(super) fn enrol(
        tagged: Tagged,
        text: &str,
        setting: &Setting,
        branch: &mut Branch,
    ) -> Self {
        let base = match setting.leaf {
            Leaf::Artifact => return Self::default(),
            Leaf::New(role) => branch.add(role, setting.inside, &setting.style.language),
            Leaf::Same => setting.inside,
        };
        let mut elements: Vec<ElementId> = Vec::with_capacity(tagged.tags.len());
        let mut links = Lookup::new();
        let mut pictures = Lookup::new();
        for tag in &tagged.tags {
            let parent = tag.parent.map_or(base, |parent| elements[parent]);
            let around = branch.language(parent);
            let language = tag.language.as_ref().unwrap_or(&around);
            let element = branch.add_in(tag.role, parent, Order::Flowing, language);
            branch.element(element).alt.clone_from(&tag.alt);
            if let Some(note) = tag.note {
                branch.call(note, base);
            }
            if let Some(link) = tag.link {
                let words = described(text.get(tag.range.clone()).unwrap_or(""));
                links.insert(link, TaggedLink { element, words });
            }
            if let Some(picture) = tag.picture {
                pictures.insert(picture, element);
            }
            elements.push(element);
        }
        Self {
            base: Some(base),
            tagged,
            elements,
            links,
            pictures,
        }
    }

    fn element(&self, tag: Option<usize>) -> Option<ElementId> {
        match tag {
            Some(tag) => self.elements.get(tag).copied(),
            None => self.base,
        }
    }

    /// The element of a link, and its words.
    pub(super) fn link(&self, link: u32) -> (Option<ElementId>, String) {
        let found = self.links.get(&link);
        let words = found.map(|link| link.words.clone());
        (found.map(|link| link.element), words.unwrap_or_default())
    }

    /// The element of a picture in the line; `None` for one that says nothing.
    pub(super) fn picture(&self, picture: usize) -> Option<ElementId> {
        self.pictures.get(&picture).copied()
    }

    /// The runs of a line that begins at a byte of the paragraph, each with its element. A run that
    /// two elements share is split.
    pub(super) fn share_out(
        &self,
        runs: Vec<PlacedRun>,
        start: usize,
    ) -> (Vec<PlacedRun>, Vec<Option<ElementId>>) {
        if self.tagged.tags.is_empty() {
            let elements = vec![self.base; runs.len()];
            return (runs, elements);
        }
        let mut shared = Vec::with_capacity(runs.len());
        let mut elements = Vec::with_capacity(runs.len());
        let tag_of = |byte: u32| self.tagged.at(start + byte as usize);
        for run in runs {
            // Of the lines of a paragraph with a link, most have nothing of it.
            if let Some(text) = text_of(&run.glyphs)
                && !self.tagged.changes_within(start, text)
            {
                elements.push(self.element(tag_of(text.first)));
                shared.push(run);
                continue;
            }
            for (part, tag) in part(run, &tag_of) {
                shared.push(part);
                elements.push(self.element(tag));
            }
        }
        (shared, elements)
    }
}

/// The words that describe a link: its own, or as many of them as anybody listens to.
pub(super) fn described(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    // Each line of a link has an area with a description of its own: a heading of a thousand words, which is one
    // link in the contents, would stand in the file once for each of its lines.
    const LONGEST: usize = 400;
    match words.floor_char_boundary(LONGEST) {
        end if end < words.len() => format!("{} …", words[..end].trim_end()),
        _ => words,
    }
}

/// A run as parts of one tag each, in logical order.
fn part(run: PlacedRun, tag_of: &dyn Fn(u32) -> Option<usize>) -> Vec<(PlacedRun, Option<usize>)> {
    let tags = tags_of(&run.glyphs, tag_of);
    let first = tags.first().copied().flatten();
    if tags.iter().all(|tag| *tag == first) {
        return vec![(run, first)];
    }
    let mut parts: Vec<(PlacedRun, Option<usize>)> = Vec::new();
    let mut x = run.x;
    // «کتاب۱» with a note mark is one run of glyphs and two elements: words and a reference. Glyphs stand
    // in visual order, elements are wanted in logical order, so that the parts of a right-to-left run
    // are reversed in the end.
    let mut rest = run.glyphs.as_slice();
    for same in tags.chunk_by(|one, next| one == next) {
        let (glyphs, after) = rest.split_at(same.len());
        let part = PlacedRun {
            x,
            glyphs: glyphs.to_vec().into(),
            formula: None,
            ..run
        };
        parts.push((part, same[0]));
        glyphs.iter().for_each(|glyph| x += glyph.advance);
        rest = after;
    }
    if run.level % 2 == 1 {
        parts.reverse();
    }
    parts
}

/// The text of some glyphs: where the clusters at its two ends begin in the line.
#[derive(Clone, Copy)]
struct Stretch {
    first: u32,
    last: u32,
}

/// The text of the glyphs of a run; `None` where no glyph has any of its own. Clusters of a run are in the order of the text
/// or in the opposite one.
fn text_of(glyphs: &[PlacedGlyph]) -> Option<Stretch> {
    let start = |glyph: &PlacedGlyph| match &glyph.text {
        GlyphText::Cluster(range) => Some(range.start),
        GlyphText::Part | GlyphText::Inserted => None,
    };
    let left = glyphs.iter().find_map(start)?;
    let right = glyphs.iter().rev().find_map(start)?;
    Some(Stretch {
        first: left.min(right),
        last: left.max(right),
    })
}

/// The tag of each glyph; one without text of its own goes with the next that has some.
fn tags_of(glyphs: &[PlacedGlyph], tag_of: &dyn Fn(u32) -> Option<usize>) -> Vec<Option<usize>> {
    let own = |glyph: &PlacedGlyph| match &glyph.text {
        GlyphText::Cluster(range) => Some(tag_of(range.start)),
        GlyphText::Part | GlyphText::Inserted => None,
    };
    // A kashida's glyph or the second half of a cluster says nothing of its own: it goes where the glyph
    // goes that carries the text, or a run would fall apart inside a letter.
    let mut tags: Vec<Option<usize>> = Vec::with_capacity(glyphs.len());
    let mut waiting = 0;
    for glyph in glyphs {
        match own(glyph) {
            None => waiting += 1,
            Some(tag) => {
                tags.extend(std::iter::repeat_n(tag, waiting + 1));
                waiting = 0;
            }
        }
    }
    let last = tags.last().copied().flatten();
    tags.extend(std::iter::repeat_n(last, waiting));
    tags
}
