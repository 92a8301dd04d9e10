//! Stretches of text in, their clusters and glyphs out, word by word from memory where that gives what
//! shaping the whole stretch gives.
//!
//! A book says the same words over and over. What a face makes of a word is kept in font units, so
//! that all sizes share it, for each manner of shaping (face, script, direction, language, features).
//! A word is met in one of three ways:
//!
//! - the face's lookups never see two words at once (`reach`), and between two spaces the word
//!   looks as it does alone: it is set from memory;
//! - the space changes it, or it changes the space: the whole stretch is shaped;
//! - it joins letters of another run: it is shaped there and then, with them.
//!
//! Kept and fresh glyphs are equal, so what is kept, and for how long, shows nowhere.

use std::collections::HashMap;
use std::ops::Range;

use super::engine::{Engine, MannerId, Text, joins, may_join};
use super::stretch::{Page, Part, UnitStretch};

/// Clusters kept before all are forgotten: some 40,000 words, more than one author uses, in 12 MB.
const MEMORY: usize = 1 << 18;

/// Bytes of the longest word kept.
const LONGEST: usize = 96;

/// A word that is kept: where its clusters and glyphs lie.
#[derive(Clone, Copy, Debug)]
struct Word {
    clusters: (usize, usize),
    glyphs: (usize, usize),
    /// Whether it looks the same between two spaces.
    apart: bool,
}

/// The words that have been shaped.
#[derive(Default)]
pub(super) struct Words {
    /// The words of each manner, by [`MannerId`].
    known: Vec<HashMap<Box<str>, Word>>,
    /// What the words were shaped to, one after the other.
    kept: UnitStretch,
    /// The stretch just shaped.
    fresh: UnitStretch,
    /// The word just tried between its neighbours.
    tried: UnitStretch,
    /// That word with its neighbours.
    text: String,
}

/// Something to shape, and with what.
pub(super) struct Job<'j, 'a> {
    /// The shaper.
    pub(super) engine: &'j mut Engine<'a>,
    /// How.
    pub(super) manner: MannerId,
    /// What.
    pub(super) text: Text<'j>,
}

impl Words {
    /// Sets a text.
    pub(super) fn set(&mut self, mut job: Job<'_, '_>, page: &mut Page<'_>) {
        let (clusters, glyphs) = (page.clusters.len(), page.glyphs.len());
        if self.set_words(&mut job, page) {
            return;
        }
        page.clusters.truncate(clusters);
        page.glyphs.truncate(glyphs);
        job.engine.shape(job.manner, job.text, &mut self.fresh);
        page.set(0, self.fresh.part());
    }

    /// Sets a text word by word; what is set when this fails is void.
    fn set_words(&mut self, job: &mut Job<'_, '_>, page: &mut Page<'_>) -> bool {
        let letters = job.text.letters;
        let sole = !letters.as_bytes().contains(&b' ');
        if sole {
            let leans = match job.engine.goes_by_word(job.manner) {
                true => leans_back(job.text) || leans_on(job.text),
                // harfrust may turn the letters round and leave what stands beside them as it is.
                false => stands_beside_joining(job.text),
            };
            if letters.len() > LONGEST || leans {
                return false;
            }
            let word = self.word(job, letters);
            page.set(0, self.part(word));
            return true;
        }
        job.engine.goes_by_word(job.manner) && self.set_sentence(job, page)
    }

    fn set_sentence(&mut self, job: &mut Job<'_, '_>, page: &mut Page<'_>) -> bool {
        let letters = job.text.letters;
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters.as_bytes()[at..];
            let length = rest.iter().position(|byte| *byte == b' ');
            let (end, set) = match length {
                // Spaces beside each other are no case that words are tried for.
                Some(0) if rest.get(1) == Some(&b' ') => return false,
                Some(0) => (at + 1, self.set_space(job, at, page)),
                Some(length) => (at + length, self.set_word(job, at..at + length, page)),
                None => (letters.len(), self.set_word(job, at..letters.len(), page)),
            };
            if !set {
                return false;
            }
            at = end;
        }
        true
    }

    fn set_space(&mut self, job: &mut Job<'_, '_>, at: usize, page: &mut Page<'_>) -> bool {
        let space = self.word(job, " ");
        page.set(index(at), self.part(space));
        true
    }

    fn set_word(
        &mut self,
        job: &mut Job<'_, '_>,
        range: Range<usize>,
        page: &mut Page<'_>,
    ) -> bool {
        let start = index(range.start);
        let letters = &job.text.letters[range.clone()];
        let begins = range.start == 0 && leans_back(job.text);
        let ends = range.end == job.text.letters.len() && leans_on(job.text);
        if letters.len() > LONGEST {
            return false;
        }
        if begins || ends {
            return self.set_joined(job, range, page);
        }
        let word = self.word(job, letters);
        page.set(start, self.part(word));
        word.apart
    }

    /// Sets a word at the edge of a text whose letters join those beyond it.
    fn set_joined(
        &mut self,
        job: &mut Job<'_, '_>,
        range: Range<usize>,
        page: &mut Page<'_>,
    ) -> bool {
        let sides = match range.start {
            0 => Sides {
                left: false,
                right: true,
            },
            _ => Sides {
                left: true,
                right: false,
            },
        };
        let word = Text {
            before: if sides.left { "" } else { job.text.before },
            letters: &job.text.letters[range.clone()],
            after: if sides.right { "" } else { job.text.after },
        };
        job.engine.shape(job.manner, word, &mut self.fresh);
        let apart = self.tries(job, word, sides);
        page.set(index(range.start), self.fresh.part());
        apart
    }

    /// A word from memory, or shaped and kept.
    fn word(&mut self, job: &mut Job<'_, '_>, letters: &str) -> Word {
        let at = job.manner.index();
        if self.known.len() <= at {
            self.known.resize_with(at + 1, HashMap::new);
        }
        if let Some(word) = self.known[at].get(letters) {
            return *word;
        }
        let text = Text {
            letters,
            ..Text::default()
        };
        job.engine.shape(job.manner, text, &mut self.fresh);
        let both = Sides {
            left: true,
            right: true,
        };
        let tried = letters != " " && job.engine.goes_by_word(job.manner);
        let apart = tried && self.tries(job, text, both);
        self.keep(at, letters, apart)
    }

    /// Whether the word in `fresh` is the same between spaces, and leaves them as they are.
    fn tries(&mut self, job: &mut Job<'_, '_>, word: Text<'_>, sides: Sides) -> bool {
        if word.letters.contains(FRACTION_SLASH) {
            return false;
        }
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        text.push_str(if sides.left { " " } else { "" });
        text.push_str(word.letters);
        text.push_str(if sides.right { " " } else { "" });
        let tried = Text {
            letters: &text,
            ..word
        };
        job.engine.shape(job.manner, tried, &mut self.tried);
        let space = self.space(job);
        let same = agrees(
            self.tried.part(),
            self.fresh.part(),
            self.part(space),
            sides,
        );
        self.text = text;
        same
    }

    /// The space alone; `fresh` stays as it is.
    fn space(&mut self, job: &mut Job<'_, '_>) -> Word {
        let fresh = std::mem::take(&mut self.fresh);
        let space = self.word(job, " ");
        self.fresh = fresh;
        space
    }

    /// Keeps what was just shaped.
    fn keep(&mut self, manner: usize, letters: &str, apart: bool) -> Word {
        if self.kept.clusters.len() > MEMORY {
            self.kept.clear();
            self.known.iter_mut().for_each(HashMap::clear);
        }
        let (clusters, glyphs) = (self.kept.clusters.len(), self.kept.glyphs.len());
        self.kept.clusters.extend_from_slice(&self.fresh.clusters);
        self.kept.glyphs.extend_from_slice(&self.fresh.glyphs);
        let word = Word {
            clusters: (clusters, self.kept.clusters.len()),
            glyphs: (glyphs, self.kept.glyphs.len()),
            apart,
        };
        self.known[manner].insert(letters.into(), word);
        word
    }

    /// What a kept word was shaped to.
    fn part(&self, word: Word) -> Part<'_> {
        Part {
            clusters: &self.kept.clusters[word.clusters.0..word.clusters.1],
            glyphs: &self.kept.glyphs[word.glyphs.0..word.glyphs.1],
        }
    }
}

/// On which sides of a word a space stands.
#[derive(Clone, Copy)]
struct Sides {
    left: bool,
    right: bool,
}

/// Whether `tried` is the word with a space at these sides, and nothing has changed.
fn agrees(tried: Part<'_>, word: Part<'_>, space: Part<'_>, sides: Sides) -> bool {
    let nothing = Part {
        clusters: &[],
        glyphs: &[],
    };
    let left = if sides.left { space } else { nothing };
    let right = if sides.right { space } else { nothing };
    let mut at = 0;
    let mut clusters = tried.clusters.iter();
    for part in [left, word, right] {
        for cluster in part.clusters {
            let (start, end) = (at + cluster.text.start, at + cluster.text.end);
            let same = clusters.next().is_some_and(|found| {
                found.text == (start..end)
                    && (found.glyphs, found.kind, found.safe, found.tatweel)
                        == (cluster.glyphs, cluster.kind, cluster.safe, cluster.tatweel)
            });
            if !same {
                return false;
            }
        }
        at += part.clusters.last().map_or(0, |last| last.text.end);
    }
    let glyphs = [left, word, right].into_iter().flat_map(|part| part.glyphs);
    clusters.next().is_none() && tried.glyphs.iter().eq(glyphs)
}

/// What turns digits around it into a fraction, with lookups of its own.
const FRACTION_SLASH: char = '\u{2044}';

/// Whether the first letters join what stands before the text.
fn leans_back(text: Text<'_>) -> bool {
    may_join(text.before.chars().next_back(), text.letters.chars().next())
}

/// Whether letters that could join anything stand on one of the sides.
fn stands_beside_joining(text: Text<'_>) -> bool {
    joins(text.before.chars().next_back()) || joins(text.after.chars().next())
}

/// Whether the last letters join what stands after the text.
fn leans_on(text: Text<'_>) -> bool {
    may_join(text.letters.chars().next_back(), text.after.chars().next())
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
