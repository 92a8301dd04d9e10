//! The name of a chapter: what its front matter, the book's navigation and its headings say in; the heading
//! it begins with and its title out.
//!
//! Sites print `title:` of the front matter above a page, and the navigation's name above one that has
//! none; so a chapter without a heading of level 1 gets one of these words. A chapter that nothing
//! names is called by its first words.

use super::typography::{Quotes, Setter, Typed};
use crate::diag::{Code, Sink, isolate};
use crate::model::{
    Attributes, Block, BlockKind, Chapter, ChapterId, ChapterKind, Inline, InlineKind, NodeCounter,
    plain_text, visit_blocks, visit_blocks_mut, without_notes,
};
use crate::source::Span;

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// Letters that a name made of first words may have.
const LONGEST: usize = 48;
/// Letters from which a first word is cut.
const GIANT: usize = 200;

/// What says how a chapter is called, beside its headings.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// `title:` of its front matter.
    pub(super) written: Option<Name>,
    /// The title that the navigation gives it.
    pub(super) listed: Option<Name>,
    /// Whether the chapter is the whole book.
    pub(super) extent: Extent,
}

/// Whether there are chapters beside this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// There are others.
    #[default]
    Chapter,
    /// It is the whole book: its front matter may speak of the book, and its headings open chapters.
    Book,
}

/// A name and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The words.
    pub words: String,
    /// Where they stand.
    pub span: Span,
}

/// Gives a chapter its heading, where it lacks one; its nodes are counted after this.
pub(super) fn give_heading(chapter: &mut Chapter, names: &Names) {
    join_number(&mut chapter.blocks);
    let headings = Headings::of(&chapter.blocks);
    match (&names.written, &names.listed) {
        (Some(name), _) => match headings.need(&name.words, names.extent) {
            Need::Nothing => {}
            Need::Raised => raise(&mut chapter.blocks),
            Need::Heading => insert(chapter, name),
            Need::HeadingAbove => {
                lower(&mut chapter.blocks);
                insert(chapter, name);
            }
        },
        // A heading of any level at the head of a chapter is what its author calls it.
        (None, Some(name)) if !headings.opens && headings.top == 0 => {
            // A name in stars or plain letters at the head is the heading itself.
            if let Some(BlockKind::Paragraph(words)) =
                chapter.blocks.first().map(|first| &first.kind)
                && comparable(&plain_text(words)) == comparable(&name.words)
            {
                chapter.blocks.remove(0);
            }
            insert(chapter, name);
        }
        (None, Some(name)) if chapter.standing.kind == ChapterKind::Text => {
            if let Some(level) = headings.level_of_title() {
                lift(&mut chapter.blocks, level - 1);
            } else if headings.opens_with(&name.words) {
                raise(&mut chapter.blocks);
            }
        }
        (None, _) => {}
    }
}

/// A small heading right above the title of a chapter is its number, as `#### فصل یکم` above `# آغاز`: both are one
/// heading of two lines. By itself the first would stand on a page of its own.
fn join_number(blocks: &mut Vec<Block>) {
    if let Some(Block {
        kind: BlockKind::Division(inner),
        ..
    }) = blocks.first_mut()
    {
        return join_number(inner);
    }
    let [number, title, rest @ ..] = blocks.as_mut_slice() else {
        return;
    };
    let is_top = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    let (
        BlockKind::Heading {
            level: 2..,
            content: number_words,
        },
        BlockKind::Heading { level: 1, content },
    ) = (&mut number.kind, &mut title.kind)
    else {
        return;
    };
    if number.attributes != Attributes::default() || rest.iter().any(is_top) {
        return;
    }
    let end = number_words.last().map(|last| last.span);
    let (Some(span), Some(first)) = (end, content.first().map(|first| first.id)) else {
        return;
    };
    let mut joined = std::mem::take(number_words);
    joined.push(Inline {
        id: first,
        kind: InlineKind::LineBreak,
        span,
    });
    joined.append(content);
    *content = joined;
    blocks.remove(0);
}

/// The headings that divide a chapter.
#[derive(Default)]
struct Headings {
    /// Their levels and words.
    found: Vec<Heading>,
    /// How many are of level 1.
    top: usize,
    /// Whether the chapter begins with one.
    opens: bool,
}

struct Heading {
    level: u8,
    words: String,
}

/// What a chapter needs so that its name stands at its head.
enum Need {
    Nothing,
    /// Its first heading, of a lower level, is its name.
    Raised,
    /// A heading of level 1.
    Heading,
    /// A heading of level 1, those that are there below it.
    HeadingAbove,
}

impl Headings {
    fn of(blocks: &[Block]) -> Self {
        let mut headings = Self {
            opens: opens(blocks) == Some(Opens::Heading),
            ..Self::default()
        };
        headings.collect(blocks);
        headings.top = headings
            .found
            .iter()
            .filter(|heading| heading.level == 1)
            .count();
        headings
    }

    fn collect(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { level, content } => {
                    let words = comparable(&plain_text(content));
                    let level = *level;
                    if !words.is_empty() {
                        self.found.push(Heading { level, words });
                    }
                }
                BlockKind::Division(inner) => self.collect(inner),
                _ => {}
            }
        }
    }

    /// The level of the heading that a chapter opens with, where it stands above all others. Many sites print the name
    /// of a page above it, and their authors begin with `## مقدمه`: on paper that is how the chapter is called.
    fn level_of_title(&self) -> Option<u8> {
        let (first, others) = self.found.split_first()?;
        let is_title = self.opens && others.iter().all(|other| other.level > first.level);
        is_title.then_some(first.level)
    }

    /// Whether the chapter begins with its name, and has no heading of level 1.
    fn opens_with(&self, name: &str) -> bool {
        let first = self.found.first();
        self.opens && self.top == 0 && first.is_some_and(|first| first.words == comparable(name))
    }

    fn need(&self, name: &str, extent: Extent) -> Need {
        let mut tops = self.found.iter().filter(|heading| heading.level == 1);
        if self.top == 0 {
            return match self.opens_with(name) {
                true => Need::Raised,
                false => Need::Heading,
            };
        }
        let name = comparable(name);
        let named = tops.any(|heading| heading.words == name);
        // One heading at the head is the chapter's own, other words or not; several are its sections, as sites
        // show them below the title of the page.
        let own = self.opens && self.top == 1;
        if named || own || extent == Extent::Book {
            Need::Nothing
        } else {
            Need::HeadingAbove
        }
    }
}

/// What a chapter begins with, pictures and rules above it left aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Heading,
    Text,
}

fn opens(blocks: &[Block]) -> Option<Opens> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Figure(_) | BlockKind::Panels(_) | BlockKind::Break => None,
        BlockKind::Heading { .. } => Some(Opens::Heading),
        BlockKind::Division(inner) => opens(inner),
        BlockKind::Paragraph(_)
        | BlockKind::List { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Quote(_)
        | BlockKind::Verse(_)
        | BlockKind::Code(_)
        | BlockKind::Table(_)
        | BlockKind::Aside { .. }
        | BlockKind::Statement { .. }
        | BlockKind::Math(_) => Some(Opens::Text),
    })
}

/// Words as they are compared: without space, marks and the difference of capitals.
fn comparable(words: &str) -> String {
    let letters = words.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The first heading, at any depth of divisions, becomes one of level 1.
fn raise(blocks: &mut [Block]) {
    let mut done = false;
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind
            && !done
        {
            *level = 1;
            done = true;
        }
    });
}

/// All headings become so many levels higher.
fn lift(blocks: &mut [Block], levels: u8) {
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = level.saturating_sub(levels).max(1);
        }
    });
}

fn lower(blocks: &mut [Block]) {
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = (*level + 1).min(DEEPEST);
        }
    });
}

fn insert(chapter: &mut Chapter, name: &Name) {
    let language = chapter.language;
    let mut quotes = Quotes::default();
    let setter = Setter::new(&language, &mut quotes);
    let words = setter.set(&name.words, |_| Typed::Freely).text;
    let heading = heading(words, name.span, Attributes::default());
    chapter.blocks.insert(0, heading);
}

/// A heading of level 1; its nodes are counted later.
pub(super) fn heading(words: String, span: Span, attributes: Attributes) -> Block {
    let mut nodes = NodeCounter::new(ChapterId::new(0), 0);
    let id = nodes.give();
    let content = vec![Inline {
        id: nodes.give(),
        kind: InlineKind::Text(words),
        span,
    }];
    Block {
        id,
        kind: BlockKind::Heading { level: 1, content },
        attributes,
        span,
    }
}

/// Gives a chapter whose nodes are counted its title: the front matter's, else that of its first heading (of
/// level 1 before others), else its first words.
pub(super) fn give_title(chapter: &mut Chapter, names: &Names, id: ChapterId, sink: &mut Sink) {
    if let Some(name) = &names.written {
        return set_title(chapter, name.clone(), id);
    }
    if let Some(content) = title_heading(&chapter.blocks) {
        chapter.title = without_notes(content);
        is_named(chapter);
    } else if let Some(name) = &names.listed {
        set_title(chapter, name.clone(), id);
    } else if chapter.standing.kind == ChapterKind::Text
        && let Some(name) = first_words(chapter)
    {
        // A book of one text needs no name for it, and neither does a dedication.
        if names.extent == Extent::Chapter && !chapter.is_display() {
            report_nameless(chapter, &name, sink);
        }
        set_title(chapter, name, id);
    }
}

/// Makes a chapter the opening of a part.
pub(super) fn make_part(chapter: &mut Chapter) {
    chapter.standing.kind = ChapterKind::Part;
    let opens = |block: &&mut Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    if let Some(heading) = chapter.blocks.iter_mut().find(opens) {
        head_part(&mut heading.attributes);
    }
}

/// Says that a heading is that of a part: the chapters behind it are counted, not it.
pub(super) fn head_part(attributes: &mut Attributes) {
    for class in ["part", "unnumbered"] {
        if !attributes.has_class(class) {
            attributes.classes.push(class.to_owned());
        }
    }
}

/// Gives a part the title that its only heading says.
pub(super) fn give_part_title(part: &mut Chapter) {
    if let Some(content) = title_heading(&part.blocks) {
        part.title = without_notes(content);
    }
}

fn set_title(chapter: &mut Chapter, name: Name, id: ChapterId) {
    let mut nodes = NodeCounter::new(id, chapter.nodes);
    chapter.title.push(Inline {
        id: nodes.give(),
        kind: InlineKind::Text(name.words),
        span: name.span,
    });
    chapter.nodes = nodes.count();
    is_named(chapter);
}

/// A chapter with a name of its own goes on from no other.
fn is_named(chapter: &mut Chapter) {
    if chapter.standing.kind == ChapterKind::Continuation {
        chapter.standing.kind = ChapterKind::Text;
    }
}

/// The words of the heading that names a chapter.
fn title_heading(blocks: &[Block]) -> Option<&[Inline]> {
    let mut first = None;
    let mut top = None;
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Heading { level, content } = &block.kind
            && !content.is_empty()
        {
            first = first.or(Some(content.as_slice()));
            top = top.or((*level == 1).then_some(content.as_slice()));
        }
    });
    top.or(first)
}

/// The words that a chapter begins with; the file's name where it has no words.
fn first_words(chapter: &Chapter) -> Option<Name> {
    let mut found = None;
    visit_blocks(&chapter.blocks, &mut |block| {
        if let BlockKind::Paragraph(content) = &block.kind
            && found.is_none()
        {
            let words = plain_text(content);
            let span = block.span;
            let filled = words.chars().any(char::is_alphanumeric);
            found = filled.then_some(Name { words, span });
        }
    });
    if let Some(name) = found {
        let words = shortened(&name.words);
        return Some(Name { words, ..name });
    }
    let span = chapter.blocks.first()?.span;
    let name = chapter.path.file_name();
    let words = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = words.to_owned();
    Some(Name { words, span })
}

/// «پیش از آنکه به این پرسش پاسخ دهیم، باید …» is whole words and an ellipsis.
fn shortened(words: &str) -> String {
    let mut short = String::new();
    for word in words.split_whitespace() {
        // A long address stays whole; what is longer still is no word.
        if word.chars().count() > GIANT && short.is_empty() {
            let begins: String = word.chars().take(LONGEST).collect();
            return format!("{begins}…");
        }
        if short.chars().count() + word.chars().count() >= LONGEST && !short.is_empty() {
            let short = short.trim_end_matches(|sign: char| !sign.is_alphanumeric());
            return format!("{short}…");
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

fn report_nameless(chapter: &Chapter, name: &Name, sink: &mut Sink) {
    let message = format!(
        "{} has no heading; the contents call it {}",
        isolate(chapter.path.as_str()),
        isolate(&name.words)
    );
    sink.warn(Code::NamelessChapter, name.span, message)
        .hint("begin it with a heading: # …");
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, shortened};

    #[test]
    fn a_name_of_first_words_is_short_and_ends_with_a_word() {
        assert_eq!(shortened("متن  کوتاه."), "متن کوتاه.");
        let giant = shortened(&"ب".repeat(10_000));
        assert_eq!(giant.chars().count(), LONGEST + 1);
        let long = "پیش از آنکه به این پرسش پاسخ دهیم، باید بدانیم که کتاب چه می‌گوید و از کیست.";
        assert_eq!(
            shortened(long),
            "پیش از آنکه به این پرسش پاسخ دهیم، باید بدانیم…"
        );
        assert!(shortened(&"آ".repeat(90)).chars().count() == 90);
    }
}
