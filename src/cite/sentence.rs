//! Rendered works in, a citation as it stands in the sentence out: brackets, separators, prefixes and
//! suffixes, links to the list, and the isolation of works that are written the other way.

use super::cluster::{CitationSegment, CitedWork, Group, NamePlace};
use super::library::Library;
use super::reading::CitationContext;
use super::render::Cited;
use super::runs::{self, Role, Run, StandsFor};
use super::style::{Chosen, Manner, Origin};
use super::voice::Voice;
use super::voices::Voices;
use super::work::Name;
use crate::locale::Direction;
use crate::model::{Attributes, CitationMode, Inline, InlineKind, Joint, Target, plain_text};

/// Names in the sentence before "and others" takes the place of those after the first.
const MOST_NAMES: usize = 3;

/// The surroundings of a citation.
pub(super) struct Sentence<'a> {
    /// The works.
    pub(super) library: &'a Library,
    /// The style as it was chosen.
    pub(super) chosen: &'a Chosen,
    /// The styles that hold brackets and delimiters.
    pub(super) voices: &'a Voices,
    /// The voice of the text around.
    pub(super) around: &'a Voice,
    /// The direction of the text around.
    pub(super) direction: Direction,
    /// How the citation stands in the sentence.
    pub(super) mode: CitationMode,
    /// What the citation stands in.
    pub(super) place: CitationContext,
    /// The whole citation; all that is made stands there.
    pub(super) stands_for: StandsFor,
}

/// A citation put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Composed {
    /// What stands in the sentence where the rest becomes a note.
    pub(super) lead: Vec<Inline>,
    /// The citation, or its note.
    pub(super) content: Vec<Inline>,
}

impl Sentence<'_> {
    /// Puts a citation together; `groups` holds what was rendered for each group of `segments`, in order.
    pub(super) fn compose(
        &self,
        segments: &[CitationSegment<'_>],
        groups: &[Vec<Cited>],
    ) -> Composed {
        let mut before = Vec::new();
        let mut inside: Vec<Vec<Inline>> = Vec::new();
        // Groups were rendered in the order of their segments; unknown keys have none.
        let mut rendered = groups.iter();
        for piece in segments {
            match piece {
                CitationSegment::Unknown(item) => match self.mode {
                    CitationMode::Parenthetical => inside.push(vec![self.text(&item.key)]),
                    // Perhaps no work was meant.
                    CitationMode::Narrative => before.push(self.text(&format!("@{}", item.key))),
                },
                CitationSegment::Group(group) => {
                    let Some(parts) = rendered.next() else {
                        continue;
                    };
                    let (names, content) = self.group(group, parts);
                    before.extend(names);
                    inside.push(content);
                }
            }
        }
        inside.retain(|piece| !piece.is_empty());
        let brackets = self.brackets(!before.is_empty());
        if self.chosen.manner == Manner::Note && self.place == CitationContext::Text {
            return Composed {
                lead: before,
                content: bracketed(self, inside, &brackets),
            };
        }
        if !before.is_empty() && !inside.is_empty() {
            before.push(self.text(" "));
        }
        before.extend(bracketed(self, inside, &brackets));
        Composed {
            lead: Vec::new(),
            content: joined(before),
        }
    }

    /// The brackets and the delimiter of the surrounding text, whatever the works' own languages are.
    fn brackets(&self, named: bool) -> Brackets {
        let layout = &self.voices.style(self.around).citation.layout;
        let affix = |affix: Option<&String>| affix.cloned().unwrap_or_default();
        let (open, close) = match (self.chosen.manner, self.place) {
            // A note of the author's own goes on after the citation.
            // «فریزر (شاخهٔ زرین، ص ۵)» in a note of the author's: the name stands in the sentence.
            (Manner::Note, CitationContext::Note) if named => ("(".to_owned(), ")".to_owned()),
            (Manner::Note, CitationContext::Note) => (String::new(), String::new()),
            (Manner::Note | Manner::AuthorDate | Manner::Label, _) => {
                (affix(layout.prefix.as_ref()), affix(layout.suffix.as_ref()))
            }
        };
        let usual = if self.around.comma() == "،" {
            "؛ "
        } else {
            "; "
        };
        Brackets {
            open,
            close,
            delimiter: layout.delimiter.clone().unwrap_or_else(|| usual.to_owned()),
        }
    }

    /// One group: the names that stand before the brackets, and what stands in them.
    fn group(&self, group: &Group<'_>, rendered: &[Cited]) -> (Vec<Inline>, Vec<Inline>) {
        let mut names = Vec::new();
        let mut content: Vec<Inline> = Vec::new();
        for cited in rendered {
            let Some(part) = group.parts.get(cited.part) else {
                continue;
            };
            if !content.is_empty() {
                content.push(self.text(&self.between(group, part, cited)));
            }
            let (outside, inside) = self.place_names(part, &cited.runs);
            names.extend(outside);
            content.extend(self.linked(part, &inside));
        }
        let isolate = |content: Vec<Inline>| self.isolated(group, content);
        (isolate(names), self.with_affixes(group, isolate(content)))
    }

    /// What separates a work from the one before it in its group.
    fn between(&self, group: &Group<'_>, part: &CitedWork<'_>, cited: &Cited) -> String {
        let named = cited.runs.iter().any(|run| run.role == Role::Names);
        // A work of the same author as the one before it shows its year alone.
        let collapsed = self.chosen.manner == Manner::AuthorDate
            && self.chosen.collapses()
            && part.name == NamePlace::Inside
            && !named;
        let layout = &self.voices.style(&group.voice).citation.layout;
        let given = match self.chosen.origin {
            Origin::Own if self.chosen.manner != Manner::Label => None,
            Origin::Own | Origin::Foreign => cited.between.clone(),
        };
        // hayagriva leaves the delimiter of citations where a style names none for groups; CSL's is a comma.
        // "Fraser 1994, 1996" has a comma where "Fraser 1994; Parsa 1996" has a semicolon.
        let is_year = |run: &Run| run.role == Role::Date && run.text.contains(char::is_numeric);
        let dated = cited.runs.iter().any(is_year);
        if collapsed && (given.is_none() || (dated && given == layout.delimiter)) {
            return format!("{} ", group.voice.comma());
        }
        let usual = || {
            if group.voice.comma() == "،" {
                "؛ "
            } else {
                "; "
            }
            .to_owned()
        };
        given
            .or_else(|| layout.delimiter.clone())
            .unwrap_or_else(usual)
    }

    /// The words that stand before the brackets, and those in them.
    fn place_names(&self, part: &CitedWork<'_>, runs: &[Run]) -> (Vec<Inline>, Vec<Run>) {
        match (part.name, self.chosen.manner) {
            (NamePlace::Inside, _) => (Vec::new(), runs.to_vec()),
            (NamePlace::Nowhere, _) => (Vec::new(), runs::split_names(runs.to_vec()).1),
            (NamePlace::Before, Manner::AuthorDate) => {
                let (names, rest) = runs::split_names(runs.to_vec());
                (runs::inlines(&names, self.stands_for), rest)
            }
            (NamePlace::Before, Manner::Label) => (self.heads(part), runs.to_vec()),
            // The note says the name again: it is read on its own.
            (NamePlace::Before, Manner::Note) if self.place == CitationContext::Text => {
                (self.heads(part), runs.to_vec())
            }
            (NamePlace::Before, Manner::Note) => {
                (self.heads(part), runs::split_names(runs.to_vec()).1)
            }
        }
    }

    /// The family names of a work as they stand in a sentence.
    fn heads(&self, part: &CitedWork<'_>) -> Vec<Inline> {
        let work = self.library.work(part.work);
        let voice = self.library.voice(part.work);
        let (and, others) = voice.and_others();
        let names: Vec<&str> = match &work.short_author {
            Some(short) => vec![short],
            None => work.heads().iter().map(family).collect(),
        };
        let shown = match names.as_slice() {
            [] => work.text("title").unwrap_or(&work.key).to_owned(),
            [one] => (*one).to_owned(),
            [first, .., last] if names.len() > MOST_NAMES || last.is_empty() => {
                format!("{first} {others}")
            }
            [before @ .., last] => {
                let before = before.join(&format!("{} ", voice.comma()));
                runs::joined_and(&format!("{before} {and} {last}"), voice)
            }
        };
        vec![self.text(&shown)]
    }

    /// The words of a work with links to its entry. An address among them is a link of its own: links do not
    /// nest.
    fn linked(&self, part: &CitedWork<'_>, runs: &[Run]) -> Vec<Inline> {
        let stretches = runs.chunk_by(|a, b| a.url.is_some() == b.url.is_some());
        let linked = stretches.flat_map(|stretch| {
            if stretch[0].url.is_some() {
                return runs::inlines(stretch, self.stands_for);
            }
            vec![self.link(part, stretch)]
        });
        linked.collect()
    }

    fn link(&self, part: &CitedWork<'_>, runs: &[Run]) -> Inline {
        let content = runs::inlines(runs, self.stands_for);
        if !self.chosen.lists() {
            let attributes = Attributes::default();
            return self.at(InlineKind::Span {
                attributes,
                content,
            });
        }
        let target = Target::Work(part.item.key.clone());
        self.at(InlineKind::Link { target, content })
    }

    /// Works that run the other way than the text around them are isolated from it.
    fn isolated(&self, group: &Group<'_>, content: Vec<Inline>) -> Vec<Inline> {
        if content.is_empty() || group.voice.direction() == self.direction {
            return content;
        }
        let attributes = Attributes {
            language: Some(group.voice.language),
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
        let joint = group
            .parts
            .first()
            .map_or(Joint::Spaced, |part| part.item.joint);
        match joint {
            _ if prefix.is_empty() => {}
            Joint::Spaced => found.push(self.text(&format!("{prefix} "))),
            Joint::Joined => found.push(self.text(prefix)),
        }
        found.extend(content);
        if !suffix.is_empty() {
            // «[@a, ص ۵؛ و جاهای دیگر]» gets a comma before its suffix; «[@a – دست‌نویس]» brings its own sign.
            let pointed =
                suffix.starts_with(|letter: char| !letter.is_alphanumeric() && !is_opening(letter));
            let comma = if pointed {
                String::new()
            } else {
                format!("{} ", self.around.comma())
            };
            found.push(self.text(&format!("{comma}{suffix}")));
        }
        found
    }

    fn text(&self, text: &str) -> Inline {
        self.at(InlineKind::Text(text.to_owned()))
    }

    fn at(&self, kind: InlineKind) -> Inline {
        self.stands_for.inline(kind)
    }
}

struct Brackets {
    open: String,
    close: String,
    delimiter: String,
}

/// The segments of a citation between its brackets; a full stop does not follow another stop.
fn bracketed(
    sentence: &Sentence<'_>,
    inside: Vec<Vec<Inline>>,
    brackets: &Brackets,
) -> Vec<Inline> {
    if inside.is_empty() {
        return Vec::new();
    }
    let mut found = vec![sentence.text(&brackets.open)];
    for (at, piece) in inside.into_iter().enumerate() {
        if at > 0 {
            found.push(sentence.text(&brackets.delimiter));
        }
        found.extend(piece);
    }
    // A style of notes closes with a full stop; "et al." has one already.
    let stopped = plain_text(&found).ends_with(['.', '؟', '?', '!', '۔']);
    if !(stopped && brackets.close == ".") {
        found.push(sentence.text(&brackets.close));
    }
    found.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    joined(found)
}

fn family(name: &Name) -> &str {
    match name {
        Name::Literal(literal) => literal,
        Name::Parts(parts) => &parts.family,
        Name::Others => "",
    }
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '«' | '‹' | '“' | '‘' | '(' | '[' | '"' | '\'')
}

/// Joins neighbouring texts, so that a citation has no more segments than it needs.
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
