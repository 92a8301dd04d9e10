//! Plays, letters and epigraphs: the names that authors write for them and for their parts in; divisions whose paragraphs
//! say what they are out.
//!
//! ```text
//! ::: play                            ::: letter
//! (پرده بالا می‌رود.)                  تهران، ۵ مهر {.date}
//!
//! رستم: کیستی؟                        دوست عزیزم، {.salutation}
//! سهراب (با خشم): نمی‌گویم.             …
//! :::                                 نیما {.signature}
//! ```

use super::builder::Builder;
use super::frame::trim;
use crate::model::{
    Attributes, Block, BlockKind, Genre, GenrePart, Inline, InlineKind, plain_text,
};
use crate::source::Span;

/// Names of the forms.
const NAMES: &[(Genre, &[&str])] = &[
    (
        Genre::Play,
        &["play", "drama", "نمایش", "نمایشنامه", "نمایش\u{200C}نامه"],
    ),
    (Genre::Letter, &["letter", "نامه"]),
    (
        Genre::Epigraph,
        &["epigraph", "سرلوحه", "پیشانی\u{200C}نوشت"],
    ),
];

/// Names of a box beside the text that has no title of its own.
const SIDEBARS: [&str; 2] = ["sidebar", "کادر"];

/// Persian names of the parts, beside their classes.
const PARTS: &[(GenrePart, &str)] = &[
    (GenrePart::Stage, "صحنه"),
    (GenrePart::Date, "تاریخ"),
    (GenrePart::Address, "نشانی"),
    (GenrePart::Salutation, "خطاب"),
    (GenrePart::Signature, "امضا"),
    (GenrePart::Source, "منبع"),
];

/// Letters of the longest name of a person in a play, with what is said of how they speak.
const LONGEST_CUE: usize = 60;

/// The form that a name says.
pub(super) fn kind(name: &str) -> Option<Genre> {
    let lower = name.to_lowercase();
    let found = NAMES
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()));
    found.map(|(genre, _)| *genre)
}

/// Whether a name is that of a box beside the text.
pub(super) fn is_sidebar(name: &str) -> bool {
    SIDEBARS.contains(&name.to_lowercase().as_str())
}

/// Every name of a form or a box.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let forms = NAMES.iter().flat_map(|(_, names)| names.iter().copied());
    forms.chain(SIDEBARS)
}

/// Whether a name is that of a form or a box.
pub(super) fn is_named(name: &str) -> bool {
    kind(name).is_some() || is_sidebar(name)
}

impl Builder<'_> {
    /// The blocks of a form, its paragraphs as its parts.
    pub(super) fn parts_of(&mut self, genre: Genre, blocks: Vec<Block>) -> Vec<Block> {
        let blocks = blocks.into_iter();
        let mut blocks: Vec<Block> = match genre {
            Genre::Play => blocks.flat_map(|block| self.speeches(block)).collect(),
            Genre::Letter | Genre::Epigraph => blocks.collect(),
        };
        for block in &mut blocks {
            name_part(&mut block.attributes);
        }
        if genre == Genre::Epigraph {
            name_source(&mut blocks);
        }
        blocks
    }

    /// The title of a form, as its first paragraph.
    pub(super) fn form_title(&mut self, title: Vec<Inline>, span: Span) {
        if title.is_empty() {
            return;
        }
        let id = self.node();
        self.push_block(Block {
            id,
            kind: BlockKind::Paragraph(title),
            attributes: part(GenrePart::Title),
            span,
        });
    }

    /// A block of a play: a paragraph becomes what is said and done in it, line by line.
    fn speeches(&mut self, block: Block) -> Vec<Block> {
        let BlockKind::Paragraph(content) = block.kind else {
            return vec![block];
        };
        if block.attributes != Attributes::default() {
            return vec![Block {
                kind: BlockKind::Paragraph(content),
                ..block
            }];
        }
        let mut found: Vec<Block> = Vec::new();
        for line in lines(content) {
            let span = span_of(&line).unwrap_or(block.span);
            let said = match self.with_cue(line) {
                Ok(said) => Some((said, GenrePart::Speech)),
                Err(line) if is_action(&line) => Some((line, GenrePart::Stage)),
                Err(line) => {
                    self.go_on(&mut found, line, span);
                    None
                }
            };
            if let Some((content, role)) = said {
                let id = self.node();
                found.push(Block {
                    id,
                    kind: BlockKind::Paragraph(content),
                    attributes: part(role),
                    span,
                });
            }
        }
        found
    }

    /// A line that begins nothing goes on with what stands before it.
    fn go_on(&mut self, found: &mut Vec<Block>, line: Vec<Inline>, span: Span) {
        let id = self.node();
        let space = Inline {
            id,
            kind: InlineKind::SoftBreak,
            span,
        };
        if let Some(BlockKind::Paragraph(before)) = found.last_mut().map(|last| &mut last.kind) {
            before.push(space);
            return before.extend(line);
        }
        let id = self.node();
        found.push(Block {
            id,
            kind: BlockKind::Paragraph(line),
            attributes: Attributes::default(),
            span,
        });
    }

    /// A line whose first words name who speaks, these words strong; the line itself where it names nobody.
    fn with_cue(&mut self, mut line: Vec<Inline>) -> Result<Vec<Inline>, Vec<Inline>> {
        let Some(first) = line.first() else {
            return Err(line);
        };
        let span = first.span;
        match &first.kind {
            InlineKind::Text(words) => {
                let Some(cue) = Cue::of(words) else {
                    return Err(line);
                };
                let name = self.text(cue.name, span);
                let rest = self.text(&words[cue.name.len()..], span);
                line[0] = rest;
                line.insert(0, self.speaker(vec![name], span));
                Ok(line)
            }
            InlineKind::Strong(inner) => {
                let named = plain_text(inner);
                let next = line.get(1).map(|next| &next.kind);
                let colon = match next {
                    Some(InlineKind::Text(words)) => words.starts_with(':'),
                    _ => false,
                };
                if !colon && !named.trim_end().ends_with(':') {
                    return Err(line);
                }
                let strong = line.remove(0);
                line.insert(0, self.speaker(vec![strong], span));
                Ok(line)
            }
            _ => Err(line),
        }
    }

    fn text(&mut self, words: &str, span: Span) -> Inline {
        let id = self.node();
        let kind = InlineKind::Text(words.to_owned());
        Inline { id, kind, span }
    }

    /// The name of who speaks.
    fn speaker(&mut self, name: Vec<Inline>, span: Span) -> Inline {
        let is_strong =
            matches!(name.as_slice(), [only] if matches!(only.kind, InlineKind::Strong(_)));
        let content = if is_strong {
            name
        } else {
            let id = self.node();
            let kind = InlineKind::Strong(name);
            vec![Inline { id, kind, span }]
        };
        let attributes = Attributes {
            classes: vec!["speaker".to_owned()],
            ..Attributes::default()
        };
        let id = self.node();
        let kind = InlineKind::Span {
            attributes,
            content,
        };
        Inline { id, kind, span }
    }
}

fn part(part: GenrePart) -> Attributes {
    Attributes {
        classes: vec![part.class().to_owned()],
        ..Attributes::default()
    }
}

/// Gives a part its class where its author wrote the Persian name of it.
fn name_part(attributes: &mut Attributes) {
    for class in &mut attributes.classes {
        if let Some((part, _)) = PARTS.iter().find(|(_, name)| name == class) {
            *class = part.class().to_owned();
        }
    }
}

/// The last paragraph of an epigraph that begins with a dash says whose words they are.
fn name_source(blocks: &mut [Block]) {
    let Some(last) = blocks.last_mut() else {
        return;
    };
    if let BlockKind::Paragraph(content) = &last.kind
        && plain_text(content).starts_with(['\u{2014}', '\u{2013}', '-'])
        && GenrePart::of(&last.attributes).is_none()
    {
        last.attributes
            .classes
            .push(GenrePart::Source.class().to_owned());
    }
}

/// The lines of a paragraph.
fn lines(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in content {
        if matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    }
    lines.iter_mut().for_each(trim);
    lines.retain(|line| !line.is_empty());
    lines
}

fn span_of(line: &[Inline]) -> Option<Span> {
    let (first, last) = (line.first()?.span, line.last()?.span);
    (first.file == last.file).then_some(Span {
        end: last.end,
        ..first
    })
}

/// Whether a line says what happens on the stage: all of it in brackets, or stressed.
fn is_action(line: &[Inline]) -> bool {
    if let [only] = line
        && matches!(only.kind, InlineKind::Emphasis(_))
    {
        return true;
    }
    let words = plain_text(line);
    let words = words.trim_end_matches(['.', '…', ' ']);
    let within = |open: char, close: char| {
        words.starts_with(open) && words.ends_with(close) && words.matches(open).count() == 1
    };
    within('(', ')') || within('[', ']')
}

/// The words before what a person of a play says.
struct Cue<'t> {
    /// The name.
    name: &'t str,
}

impl<'t> Cue<'t> {
    /// «سهراب (با خشم): …» is said by «سهراب».
    fn of(words: &'t str) -> Option<Self> {
        let (before, behind) = words.split_once(':')?;
        let name = before.split('(').next().unwrap_or(before).trim_end();
        let short = before.chars().take(LONGEST_CUE + 1).count() <= LONGEST_CUE;
        let plain = !name.is_empty() && !name.contains(['.', '!', '؟', '?', '؛', '«', '/']);
        let plain = plain && !behind.starts_with("//");
        (short && plain).then_some(Self { name })
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;

    #[test]
    fn a_cue_is_a_short_name_before_a_colon() {
        let name = |words| Cue::of(words).map(|cue| cue.name);
        assert_eq!(name("رستم: کیستی؟"), Some("رستم"));
        assert_eq!(name("سهراب (با خشم): نه"), Some("سهراب"));
        assert_eq!(name("مرد اول: بله: درست"), Some("مرد اول"));
        for words in [
            "رستم می‌رود",
            "(می‌رود): نه",
            "چه می‌گویی؟ این را: نه",
            "https://example.org",
            ": الف",
        ] {
            assert_eq!(name(words), None, "{words}");
        }
    }
}
