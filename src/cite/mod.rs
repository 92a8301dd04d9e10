//! Bibliography files and citations in, formatted citations and the list of works out.
//!
//! hayagriva renders with our own Persian CSL style; this room adds what it lacks: Persian digits,
//! a direction and a language per entry, blocks by script, suffixes in the list's order.

mod bib;
mod cluster;
mod csl_json;
mod date;
mod hayagriva_yaml;
mod item;
mod library;
mod months;
mod names;
mod order;
mod render;
mod runs;
mod sentence;
#[cfg(test)]
mod tests;
mod voice;
mod work;

use std::collections::BTreeSet;

use crate::config::{Config, Metadata};
use crate::diag::{Code, Sink, isolate, nearest};
use crate::locale::{Direction, Language};
use crate::model::{Citation, Inline};
use crate::source::{Files, ReadError, SourceMap};

use cluster::{Group, Piece};
use library::Library;
use render::{Rendered, Renderer};
use sentence::Sentence;
use voice::{Style, Voices};

/// Formatted citations and the list of works.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// One for each citation of the book, in its order: what stands in the text, with links
    /// (`Target::Local("#ref-KEY")`) to the entries.
    pub rendered: Vec<Vec<Inline>>,
    /// The list of works, in its order.
    pub entries: Vec<Entry>,
}

/// One work of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key that citations name; its anchor is `ref-KEY`.
    pub key: String,
    /// What the list says.
    pub content: Vec<Inline>,
    /// The language of the entry.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
}

/// Formats every citation of the book and the list of works.
///
/// # Errors
/// A bibliography file is there and cannot be read.
pub fn format(
    config: &Config,
    citations: &[Citation],
    files: &dyn Files,
    map: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Citations, ReadError> {
    let library = Library::read(config, files, map, sink)?;
    let pieces: Vec<Vec<Piece<'_>>> = citations
        .iter()
        .map(|citation| cluster::cut(citation, &library, sink))
        .collect();
    let listed = list(&library, &pieces, config, sink);
    let groups: Vec<&Group<'_>> = pieces.iter().flatten().filter_map(known).collect();
    let needed = listed.iter().map(|work| library.voice(*work).clone());
    let voices = Voices::new(Style::default(), needed);
    let rendered = Renderer {
        library: &library,
        voices: &voices,
        listed: &listed,
    }
    .render(&groups);
    let entries = entries(&library, &listed, &rendered);
    let mut groups = rendered.groups.as_slice();
    let mut sentences = Vec::with_capacity(citations.len());
    for (citation, pieces) in citations.iter().zip(&pieces) {
        let own = pieces.iter().filter_map(known).count();
        let (these, rest) = groups.split_at(own);
        groups = rest;
        let Metadata {
            language,
            direction,
            ..
        } = &config.book;
        let sentence = Sentence {
            voices: &voices,
            language,
            direction: *direction,
            span: citation.span,
        };
        sentences.push(sentence.compose(pieces, these));
    }
    Ok(Citations {
        rendered: sentences,
        entries,
    })
}

fn known<'p, 'a>(piece: &'p Piece<'a>) -> Option<&'p Group<'a>> {
    match piece {
        Piece::Group(group) => Some(group),
        Piece::Unknown(_) => None,
    }
}

/// The works that are cited or asked for with `nocite`, in the order of the list.
fn list(
    library: &Library,
    pieces: &[Vec<Piece<'_>>],
    config: &Config,
    sink: &mut Sink,
) -> Vec<usize> {
    let groups = pieces.iter().flatten().filter_map(known);
    let mut wanted: BTreeSet<usize> = groups
        .flat_map(|group| &group.parts)
        .map(|part| part.work)
        .collect();
    for key in &config.bibliography.nocite {
        if key == "*" {
            wanted.extend(0..library.len());
        } else if let Some(work) = library.find(key) {
            wanted.insert(work);
        } else {
            unknown_nocite(key, library, sink);
        }
    }
    let wanted: Vec<usize> = wanted.into_iter().collect();
    let works: Vec<_> = wanted
        .iter()
        .map(|work| (library.work(*work), library.voice(*work)))
        .collect();
    order::sort(&works, &config.book.language)
        .into_iter()
        .map(|at| wanted[at])
        .collect()
}

fn unknown_nocite(key: &str, library: &Library, sink: &mut Sink) {
    let message = format!(
        "nocite names {}, which is no work of the bibliography",
        isolate(key)
    );
    let found = sink.error(Code::UnknownCitation, None, message);
    match nearest(key, library.keys()) {
        Some(near) => found.hint(format!("did you mean {}?", isolate(near))),
        None => found.hint("correct nocite under [bibliography] in book.toml"),
    };
}

fn entries(library: &Library, listed: &[usize], rendered: &Rendered) -> Vec<Entry> {
    let rendered = listed.iter().zip(&rendered.entries);
    rendered
        .map(|(work, runs)| Entry {
            key: library.work(*work).key.clone(),
            content: runs::inlines(runs, library.work(*work).span),
            language: library.voice(*work).language.clone(),
            direction: library.voice(*work).direction(),
        })
        .collect()
}
