//! Stretches of text in, their clusters and glyphs out, word by word from memory where that gives what
//! shaping the whole stretch gives.
//!
//! A book says the same words over and over. What a face makes of a word is kept in font units, so
//! that all sizes share it, for each plan of shaping (face, script, direction, language, features).
//! A word is met in one of three ways:
//!
//! - the face's lookups never see two words at once (`reach`), and the word leaves the spaces beside it
//!   as they are: it is set from memory, as it is between spaces or at the edge of a text;
//! - it changes a space: the whole text is shaped;
//! - it joins letters of another run: it is shaped there and then, with them.
//!
//! Kept and fresh glyphs are equal, so what is kept, and for how long, shows nowhere.

use std::ops::Range;

use super::engine::{Engine, PlanId, Text, joins, may_join};
use super::stretch::{Part, ShapedOutput, UnitStretch};
use crate::locale::is_mark;
use crate::lookup::Lookup;

/// Clusters kept before all are forgotten: some 40,000 words, more than one author uses, in 12 MB.
const MEMORY: usize = 1 << 18;

/// Bytes of the longest word kept.
const LONGEST: usize = 96;

/// Bytes from which a word is set in pieces of as many.
const GIANT: usize = 2_048;

/// Whether a text has a word that is set in pieces.
fn has_giant(letters: &str) -> bool {
    letters.len() > GIANT && letters.split(' ').any(|word| word.len() > GIANT)
}

/// A text with giant words, cut: what stands between them is whole, they themselves are cut before letters.
fn pieces(letters: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in letters.split_inclusive(' ') {
        let end = at + word.len();
        if word.len() > GIANT {
            if start < at {
                found.push(start..at);
            }
            while end - at > GIANT {
                let cut = cut_before_letter(letters, at);
                found.push(at..cut);
                at = cut;
            }
            start = at;
        }
        at = end;
    }
    if start < at {
        found.push(start..at);
    }
    found
}

/// Where a giant word is cut: a mark stays with its letter, if it is not one of hundreds.
fn cut_before_letter(letters: &str, start: usize) -> usize {
    let most = letters.ceil_char_boundary(start + GIANT);
    let least = letters.floor_char_boundary(start + GIANT / 2);
    let mut places = letters[least..most].char_indices();
    let apart = |letter: char| !is_mark(letter) && !matches!(letter, '\u{200B}'..='\u{200F}');
    let last = places.rfind(|(_, letter)| apart(*letter));
    last.map_or(most, |(at, _)| least + at)
}

/// A word that is kept: where its clusters and glyphs lie.
#[derive(Clone, Copy, Debug)]
struct Word {
    clusters: (usize, usize),
    glyphs: (usize, usize),
    /// Whether it leaves the spaces beside it as they are.
    apart: bool,
}

/// On which sides of a word a space stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sides {
    left: bool,
    right: bool,
}

impl Sides {
    /// A number for each pair of sides.
    fn index(self) -> usize {
        usize::from(self.left) * 2 + usize::from(self.right)
    }
}

/// The words of a plan, by the sides that spaces stand on.
type Vocabulary = [Lookup<Box<str>, Word>; 4];

/// The words that have been shaped.
pub(super) struct Words {
    /// Clusters kept before all are forgotten.
    memory: usize,
    /// The words of each plan, by [`PlanId`].
    known: Vec<Vocabulary>,
    /// The space of each plan, as it is alone.
    spaces: Vec<UnitStretch>,
    /// What the words were shaped to, one after the other.
    kept: UnitStretch,
    /// The text just shaped.
    fresh: UnitStretch,
    /// That text.
    text: String,
}

/// Something to shape, and with what.
pub(super) struct Job<'j, 'a> {
    /// The shaper.
    pub(super) engine: &'j mut Engine<'a>,
    /// How.
    pub(super) plan: PlanId,
    /// What.
    pub(super) text: Text<'j>,
}

impl Default for Words {
    fn default() -> Self {
        Self::remembering(MEMORY)
    }
}

impl Words {
    /// No words yet, and room for so many clusters.
    fn remembering(memory: usize) -> Self {
        Self {
            memory,
            known: Vec::new(),
            spaces: Vec::new(),
            kept: UnitStretch::default(),
            fresh: UnitStretch::default(),
            text: String::new(),
        }
    }

    /// Sets a text. One with a word of thousands of letters is set in pieces: faces of Nastaliq take a time that grows
    /// with the square of a word, and nobody reads such a word.
    pub(super) fn set(&mut self, job: Job<'_, '_>, output: &mut ShapedOutput<'_>) {
        let letters = job.text.letters;
        if !has_giant(letters) {
            return self.set_whole(job, output);
        }
        for piece in pieces(letters) {
            let text = Text {
                letters: &letters[piece.clone()],
                before: match piece.start {
                    0 => job.text.before,
                    start => &letters[..start],
                },
                after: match piece.end {
                    end if end == letters.len() => job.text.after,
                    end => &letters[end..],
                },
            };
            job.engine.shape(job.plan, text, &mut self.fresh);
            output.set(index(piece.start), self.fresh.part());
        }
    }

    /// Sets a text whose words are as long as words are.
    fn set_whole(&mut self, mut job: Job<'_, '_>, output: &mut ShapedOutput<'_>) {
        let (clusters, glyphs) = (output.clusters.len(), output.glyphs.len());
        if self.set_words(&mut job, output) {
            return;
        }
        output.clusters.truncate(clusters);
        output.glyphs.truncate(glyphs);
        job.engine.shape(job.plan, job.text, &mut self.fresh);
        output.set(0, self.fresh.part());
    }

    /// Sets a text word by word; what is set when this fails is void.
    fn set_words(&mut self, job: &mut Job<'_, '_>, output: &mut ShapedOutput<'_>) -> bool {
        let letters = job.text.letters;
        if letters.as_bytes().contains(&b' ') {
            return job.engine.goes_by_word(job.plan) && self.set_sentence(job, output);
        }
        let leans = match job.engine.goes_by_word(job.plan) {
            true => leans_back(job.text) || leans_on(job.text),
            // harfrust may turn the letters round and leave what stands beside them as it is.
            false => stands_beside_joining(job.text),
        };
        !leans && letters.len() <= LONGEST && self.set_word(job, 0..letters.len(), output)
    }

    fn set_sentence(&mut self, job: &mut Job<'_, '_>, output: &mut ShapedOutput<'_>) -> bool {
        let letters = job.text.letters.as_bytes();
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters[at..];
            let length = rest.iter().position(|byte| *byte == b' ');
            let end = at + length.unwrap_or(rest.len()).max(1);
            let set = match length {
                // Spaces beside each other are no case that words are tried for.
                Some(0) if rest.get(1) == Some(&b' ') => false,
                Some(0) => {
                    output.set(index(at), self.space(job).part());
                    true
                }
                Some(_) | None => self.set_word(job, at..end, output),
            };
            if !set {
                return false;
            }
            at = end;
        }
        true
    }

    fn set_word(
        &mut self,
        job: &mut Job<'_, '_>,
        range: Range<usize>,
        output: &mut ShapedOutput<'_>,
    ) -> bool {
        let all = job.text.letters;
        let start = index(range.start);
        let sides = Sides {
            left: range.start > 0,
            right: range.end < all.len(),
        };
        let letters = &all[range];
        let joined = !sides.left && leans_back(job.text) || !sides.right && leans_on(job.text);
        if letters.len() > LONGEST {
            return false;
        }
        if joined && job.engine.goes_by_word(job.plan) {
            let apart = self.shape(job, letters, sides);
            output.set(start, self.fresh.part());
            return apart;
        }
        let word = self.word(job, letters, sides);
        output.set(start, self.part(word));
        word.apart
    }

    /// A word from memory, or shaped and kept.
    fn word(&mut self, job: &mut Job<'_, '_>, letters: &str, sides: Sides) -> Word {
        let at = job.plan.index();
        if self.known.len() <= at {
            self.known.resize_with(at + 1, Vocabulary::default);
        }
        if let Some(word) = self.known[at][sides.index()].get(letters) {
            return *word;
        }
        let apart = self.shape(job, letters, sides);
        let word = Word {
            apart,
            ..self.keep()
        };
        self.known[at][sides.index()].insert(letters.into(), word);
        word
    }

    /// Shapes a word of the job's text between the spaces beside it into `fresh`, and takes them off.
    /// Whether it left them as they are.
    fn shape(&mut self, job: &mut Job<'_, '_>, letters: &str, sides: Sides) -> bool {
        self.text.clear();
        self.text.push_str(if sides.left { " " } else { "" });
        self.text.push_str(letters);
        self.text.push_str(if sides.right { " " } else { "" });
        let text = Text {
            before: if sides.left { "" } else { job.text.before },
            letters: &self.text,
            after: if sides.right { "" } else { job.text.after },
        };
        job.engine.shape(job.plan, text, &mut self.fresh);
        let mut fresh = std::mem::take(&mut self.fresh);
        let space = self.space(job).part();
        let apart = (!sides.left || take_first(&mut fresh, space))
            && (!sides.right || take_last(&mut fresh, space));
        self.fresh = fresh;
        // Its lookups are not among those that were read.
        apart && (sides == NOWHERE || !letters.contains(FRACTION_SLASH))
    }

    /// The space alone.
    fn space(&mut self, job: &mut Job<'_, '_>) -> &UnitStretch {
        let at = job.plan.index();
        if self.spaces.len() <= at {
            self.spaces.resize_with(at + 1, UnitStretch::default);
        }
        let space = &mut self.spaces[at];
        if space.clusters.is_empty() {
            let text = Text {
                letters: " ",
                ..Text::default()
            };
            job.engine.shape(job.plan, text, space);
        }
        space
    }

    /// Keeps what was just shaped, as a word that changes the spaces beside it.
    fn keep(&mut self) -> Word {
        if self.kept.clusters.len() > self.memory {
            self.kept.clear();
            let known = self.known.iter_mut().flatten();
            known.for_each(Lookup::clear);
        }
        let (clusters, glyphs) = (self.kept.clusters.len(), self.kept.glyphs.len());
        self.kept.clusters.extend_from_slice(&self.fresh.clusters);
        self.kept.glyphs.extend_from_slice(&self.fresh.glyphs);
        Word {
            clusters: (clusters, self.kept.clusters.len()),
            glyphs: (glyphs, self.kept.glyphs.len()),
            apart: false,
        }
    }

    /// What a kept word was shaped to.
    fn part(&self, word: Word) -> Part<'_> {
        Part {
            clusters: &self.kept.clusters[word.clusters.0..word.clusters.1],
            glyphs: &self.kept.glyphs[word.glyphs.0..word.glyphs.1],
        }
    }
}

/// No space beside the word.
const NOWHERE: Sides = Sides {
    left: false,
    right: false,
};

/// Takes off the space before a word, if it is as it is alone.
fn take_first(stretch: &mut UnitStretch, space: Part<'_>) -> bool {
    let width = space.glyphs.len();
    let same = stretch.clusters.first() == space.clusters.first()
        && stretch.glyphs.get(..width) == Some(space.glyphs);
    if same {
        stretch.clusters.remove(0);
        stretch.glyphs.drain(..width);
        for cluster in &mut stretch.clusters {
            cluster.text = cluster.text.start - 1..cluster.text.end - 1;
        }
    }
    same
}

/// Takes off the space after a word, if it is as it is alone.
fn take_last(stretch: &mut UnitStretch, space: Part<'_>) -> bool {
    let alike = stretch.clusters.pop().is_some_and(|mut last| {
        last.text = 0..last.text.end - last.text.start;
        Some(&last) == space.clusters.first()
    });
    let rest = stretch.glyphs.len().checked_sub(space.glyphs.len());
    let same = rest.is_some_and(|rest| stretch.glyphs[rest..] == *space.glyphs);
    stretch.glyphs.truncate(rest.unwrap_or(0));
    alike && same
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
