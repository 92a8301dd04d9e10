//! Rendered works in, a citation as it stands in the sentence out: brackets, separators, prefixes and
//! suffixes, links to the list, and the isolation of works that are written the other way.

use super::cluster::{Group, NamePlace, Part, Piece};
use super::runs::{self, Role, Run};
use super::voice::Voices;
use crate::locale::{Direction, Language};
use crate::model::{Attributes, Inline, InlineKind, Target};
use crate::source::Span;

/// The surroundings of a citation.
pub(super) struct Sentence<'a> {
    /// The styles that hold brackets and delimiters.
    pub(super) voices: &'a Voices,
    /// The language of the text around.
    pub(super) language: &'a Language,
    /// The direction of the text around.
    pub(super) direction: Direction,
    /// The whole citation; all that is made stands there.
    pub(super) span: Span,
}

/// A group as rendered: its works, each with its index into the group.
pub(super) type RenderedGroup = Vec<(usize, Vec<Run>)>;

impl Sentence<'_> {
    /// Puts a citation together; `groups` holds what was rendered for each group of `pieces`, in order.
    pub(super) fn compose(&self, pieces: &[Piece<'_>], groups: &[RenderedGroup]) -> Vec<Inline> {
        let mut before = Vec::new();
        let mut inside: Vec<Vec<Inline>> = Vec::new();
        let mut rendered = groups.iter();
        for piece in pieces {
            match piece {
                Piece::Unknown(item) => inside.push(vec![self.text(&item.key)]),
                Piece::Group(group) => {
                    let Some(parts) = rendered.next() else {
                        continue;
                    };
                    let (names, content) = self.group(group, parts);
                    before.extend(names);
                    inside.push(content);
                }
            }
        }
        self.bracketed(before, inside, pieces)
    }

    /// `name (rest)` or `(name, rest; …)`.
    fn bracketed(
        &self,
        names: Vec<Inline>,
        inside: Vec<Vec<Inline>>,
        pieces: &[Piece<'_>],
    ) -> Vec<Inline> {
        let inside: Vec<Vec<Inline>> = inside
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect();
        let mut found = names;
        if inside.is_empty() {
            return found;
        }
        if !found.is_empty() {
            found.push(self.text(" "));
        }
        let brackets = self.brackets(pieces);
        found.push(self.text(&brackets.open));
        for (at, piece) in inside.into_iter().enumerate() {
            if at > 0 {
                found.push(self.text(&brackets.delimiter));
            }
            found.extend(piece);
        }
        found.push(self.text(&brackets.close));
        joined(found)
    }

    /// The brackets and the delimiter of the surrounding text, whatever the works' own languages are.
    fn brackets(&self, pieces: &[Piece<'_>]) -> Brackets {
        let groups = pieces.iter().filter_map(|piece| match piece {
            Piece::Group(group) => Some(group),
            Piece::Unknown(_) => None,
        });
        let voice = groups.map(|group| &group.voice).next();
        let layout = voice.map(|voice| &self.voices.style(voice).citation.layout);
        let bracket = |affix: Option<&String>, usual: &str| {
            affix.cloned().unwrap_or_else(|| usual.to_owned())
        };
        Brackets {
            open: bracket(layout.and_then(|layout| layout.prefix.as_ref()), "("),
            close: bracket(layout.and_then(|layout| layout.suffix.as_ref()), ")"),
            delimiter: if arabic_commas(self.language) {
                "؛ "
            } else {
                "; "
            }
            .to_owned(),
        }
    }

    /// One group: the names that stand before the brackets, and what stands in them.
    fn group(&self, group: &Group<'_>, rendered: &RenderedGroup) -> (Vec<Inline>, Vec<Inline>) {
        let mut names = Vec::new();
        let mut content: Vec<Inline> = Vec::new();
        for (at, runs) in rendered {
            let Some(part) = group.parts.get(*at) else {
                continue;
            };
            // A work of the same author as the one before it shows its year alone.
            let collapsed =
                part.name == NamePlace::Inside && !runs.iter().any(|run| run.role == Role::Names);
            if !content.is_empty() {
                let delimiter = if collapsed {
                    format!("{} ", group.voice.comma())
                } else {
                    delimiter(group)
                };
                content.push(self.text(&delimiter));
            }
            let (outside, inside) = place_names(part, runs);
            names.extend(runs::inlines(&outside, self.span));
            if !inside.is_empty() {
                content.push(self.link(part, &inside));
            }
        }
        let isolate = |content: Vec<Inline>| self.isolated(group, content);
        (isolate(names), self.with_affixes(group, isolate(content)))
    }

    fn link(&self, part: &Part<'_>, runs: &[Run]) -> Inline {
        let target = Target::Local(format!("#ref-{}", part.item.key));
        self.at(InlineKind::Link {
            target,
            content: runs::inlines(runs, self.span),
        })
    }

    /// Works that run the other way than the text around them are isolated from it.
    fn isolated(&self, group: &Group<'_>, content: Vec<Inline>) -> Vec<Inline> {
        if content.is_empty() || group.voice.direction() == self.direction {
            return content;
        }
        let attributes = Attributes {
            language: Some(group.voice.language.clone()),
            direction: Some(group.voice.direction()),
            ..Attributes::default()
        };
        vec![self.at(InlineKind::Span {
            attributes,
            content,
        })]
    }

    /// The author's own words around a group: before its first work, after its last.
    fn with_affixes(&self, group: &Group<'_>, content: Vec<Inline>) -> Vec<Inline> {
        let prefix = group
            .parts
            .first()
            .map_or("", |part| part.item.prefix.trim());
        let suffix = group
            .parts
            .last()
            .map_or("", |part| part.item.suffix.trim());
        let mut found = Vec::new();
        if !prefix.is_empty() {
            found.push(self.text(&format!("{prefix} ")));
        }
        found.extend(content);
        if !suffix.is_empty() {
            let pointed =
                suffix.starts_with(|letter: char| !letter.is_alphanumeric() && !is_opening(letter));
            let comma = if arabic_commas(self.language) {
                "، "
            } else {
                ", "
            };
            found.push(self.text(&format!("{}{suffix}", if pointed { "" } else { comma })));
        }
        found
    }

    fn text(&self, text: &str) -> Inline {
        self.at(InlineKind::Text(text.to_owned()))
    }

    fn at(&self, kind: InlineKind) -> Inline {
        Inline {
            kind,
            span: self.span,
        }
    }
}

struct Brackets {
    open: String,
    close: String,
    delimiter: String,
}

/// The delimiter between two authors of one group, in the group's own script.
fn delimiter(group: &Group<'_>) -> String {
    if group.voice.comma() == "،" {
        "؛ "
    } else {
        "; "
    }
    .to_owned()
}

fn arabic_commas(language: &Language) -> bool {
    language.direction() == Direction::Rtl && !matches!(language.primary(), "he" | "iw" | "yi")
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '«' | '‹' | '“' | '‘' | '(' | '[' | '"' | '\'')
}

/// The runs that stand before the brackets and those in them.
fn place_names(part: &Part<'_>, runs: &[Run]) -> (Vec<Run>, Vec<Run>) {
    match part.name {
        NamePlace::Inside => (Vec::new(), runs.to_vec()),
        NamePlace::Before => runs::split_names(runs.to_vec()),
        NamePlace::Nowhere => (Vec::new(), runs::split_names(runs.to_vec()).1),
    }
}

/// Joins neighbouring texts, so that a citation has no more pieces than it needs.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut found: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        if let InlineKind::Text(more) = &inline.kind
            && let Some(Inline {
                kind: InlineKind::Text(text),
                ..
            }) = found.last_mut()
        {
            text.push_str(more);
        } else {
            found.push(inline);
        }
    }
    found
}
