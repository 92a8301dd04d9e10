//! Text events gathered until something else comes: pieces in, one text with the way back to the source out.
//!
//! pulldown-cmark cuts text at every sign that might be markup. Keys, note marks and quotation marks
//! are sought in the joined text, and each byte of it still knows where it was written.

use std::ops::Range;

use super::attributes;
use super::citation;
use super::keys::Keys;
use super::typography::Typed;
use super::written::Substitution;

/// A run of text.
#[derive(Debug, Default)]
pub(super) struct Run {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// First byte in the run's text.
    at: usize,
    /// Where it was written.
    source: Range<usize>,
    writing: Writing,
}

/// How a piece of text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it reads.
    Plain,
    /// Its first character after a backslash.
    Escaped,
    /// As an entity or otherwise than it reads.
    Encoded,
}

/// A part of a run.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// Words; bytes of the run.
    Words(Range<usize>),
    /// `@key` in the sentence: the whole, and the key in it.
    Key(Range<usize>, Range<usize>),
    /// `[^label]`: the whole.
    Note(Range<usize>),
    /// `^…^` or `~…~`: the whole; `^` raises, `~` lowers.
    Shifted(Range<usize>),
    /// `[]{…}`: the whole; attributes without words.
    Empty(Range<usize>),
    /// Any other brackets, where they are asked for.
    Bracket(Range<usize>),
    /// A formula in the text of an HTML block: the whole with its dollars, and the TeX in it.
    Formula(Range<usize>, Range<usize>),
}

/// Which signs a run is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// Note marks, and keys where the book has a bibliography.
    Markdown {
        /// Which bare keys mean something.
        keys: Keys,
    },
    /// The text of an HTML block, where brackets have not been looked at yet.
    Html {
        /// Which bare keys mean something.
        keys: Keys,
    },
}

impl Run {
    /// Adds a piece.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>, writing: Writing) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: self.text.len(),
            source,
            writing,
        });
        self.text.push_str(text);
    }

    /// The run without a space at its start.
    pub(super) fn without_leading_space(mut self) -> Self {
        if self.text.starts_with(' ')
            && self
                .pieces
                .first()
                .is_some_and(|piece| !piece.source.is_empty())
        {
            self.text.remove(0);
            let spent = self.pieces.get(1).is_none_or(|next| next.at == 1);
            if spent {
                self.pieces.remove(0);
            } else if let Some(first) = self.pieces.first_mut() {
                first.source.start += 1;
            }
            self.pieces
                .iter_mut()
                .for_each(|piece| piece.at = piece.at.saturating_sub(1));
        }
        self
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The joined text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte range of the run was written.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let end = if range.end > range.start {
            self.byte(range.end - 1).1
        } else {
            self.byte(range.start).0
        };
        self.byte(range.start).0..end
    }

    /// What some bytes of the run read otherwise than they were written: an entity, and what is not read at all between
    /// two pieces, such as the backslash of `\*` and the `> ` of the next line in a quotation.
    pub(super) fn substitutions(&self, range: &Range<usize>) -> impl Iterator<Item = Substitution> {
        let first = self.pieces.partition_point(|piece| piece.at <= range.start);
        let first = first.saturating_sub(1);
        let last = self.pieces.partition_point(|piece| piece.at < range.end);
        let pieces = &self.pieces[first..last.max(first)];
        let gaps = pieces.windows(2).filter_map(|pair| match pair {
            [one, next] if one.source.end < next.source.start => {
                Some(Substitution::new(one.source.end..next.source.start, 0))
            }
            _ => None,
        });
        let ends = self.pieces.iter().skip(first + 1).map(|next| next.at);
        let ends = ends.chain([self.text.len()]);
        let encoded = pieces.iter().zip(ends).filter_map(|(piece, end)| {
            let is_encoded = piece.writing == Writing::Encoded;
            is_encoded.then(|| Substitution::new(piece.source.clone(), end - piece.at))
        });
        gaps.chain(encoded)
    }

    /// The bytes of the source behind a byte of the run; of an encoded piece all of them.
    fn byte(&self, at: usize) -> (usize, usize) {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        else {
            return (0, 0);
        };
        if piece.writing == Writing::Encoded {
            return (piece.source.start, piece.source.end);
        }
        let start = piece.source.start + (at - piece.at);
        (start, start + 1)
    }

    /// Whether the character at a byte stands as typed.
    pub(super) fn typed(&self, at: usize) -> Typed {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        let literal = piece.is_some_and(|piece| match piece.writing {
            Writing::Plain => false,
            Writing::Escaped => at == piece.at,
            Writing::Encoded => true,
        });
        if literal {
            Typed::Literally
        } else {
            Typed::Freely
        }
    }

    /// The lines of the run with their bytes in the source, line ends left out.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n').len();
            lines.push(self.source(at..at + words));
            at += line.len();
        }
        lines
    }

    /// Cuts the run at keys and note marks.
    ///
    /// «به گفتهٔ @a، ص ۵[^n]» gives words, the key `@a`, words, and the mark `[^n]`.
    pub(super) fn tokens(&self, search: Search) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut words = 0;
        let mut at = 0;
        // Only these signs can begin a token; what is no token after all stays among the words.
        while let Some(found) = self.text[at..].find(['@', '[', '^', '~', '$']) {
            at += found;
            match self.token(at, search) {
                Some((token, end)) => {
                    push_words(&mut tokens, words..at);
                    tokens.push(token);
                    words = end;
                    at = end;
                }
                None => at += 1,
            }
        }
        push_words(&mut tokens, words..self.text.len());
        tokens
    }

    /// The key or mark at a byte, and where it ends.
    fn token(&self, at: usize, search: Search) -> Option<(Token, usize)> {
        if self.typed(at) == Typed::Literally {
            return None;
        }
        let (Search::Markdown { keys } | Search::Html { keys }) = search;
        if self.text[at..].starts_with('$') {
            // In Markdown pulldown-cmark has read the formulas.
            let is_html = matches!(search, Search::Html { .. });
            let (end, tex) = is_html.then(|| formula(&self.text[at..]))??;
            return Some((
                Token::Formula(at..at + end, at + tex.start..at + tex.end),
                at + end,
            ));
        }
        if self.text[at..].starts_with(['^', '~']) {
            let end =
                shifted(&self.text[at..]).filter(|_| matches!(search, Search::Markdown { .. }))?;
            return Some((Token::Shifted(at..at + end), at + end));
        }
        if self.text[at..].starts_with('@') {
            let key = citation::begins_key(&self.text, at)
                .then(|| citation::key_at(&self.text, at))
                .flatten()
                .filter(|key| keys.reads(&self.text[key.clone()]))?;
            let end = key.end + usize::from(self.text[key.end..].starts_with('}'));
            return Some((Token::Key(at..end, key), end));
        }
        if let (Search::Markdown { .. }, Some(braces)) =
            (search, self.text[at..].strip_prefix("[]"))
            && let Some(written) = attributes::parse(braces)
        {
            let end = at + "[]".len() + written.length;
            return Some((Token::Empty(at..end), end));
        }
        let close = at + self.text[at + 1..].find(['[', ']', '\n'])? + 1;
        let closed = self.text[close..].starts_with(']') && self.typed(close) == Typed::Freely;
        let inside = closed.then(|| &self.text[at + 1..close])?;
        let end = close + 1;
        match inside.strip_prefix('^') {
            // `[\^x]` is text: the sign was escaped.
            Some(_) if self.typed(at + 1) == Typed::Literally => None,
            Some(label) if !label.is_empty() && !label.contains(char::is_whitespace) => {
                Some((Token::Note(at..end), end))
            }
            None if matches!(search, Search::Html { .. }) => Some((Token::Bracket(at..end), end)),
            _ => None,
        }
    }
}

/// The bytes of `^2^` or `~2~` at the start of a text: a short word without space.
///
/// pulldown-cmark reads these signs only between words, and they are written within them.
fn shifted(text: &str) -> Option<usize> {
    /// Longer ones are no exponent but two stray signs.
    const LONGEST: usize = 40;
    let sign = text.chars().next()?;
    let inside = &text[1..];
    let end = inside
        .find(|letter: char| letter == sign || letter.is_whitespace() || "[]/@".contains(letter))?;
    let word = &inside[..end];
    let meant = word.contains(char::is_alphanumeric) && word.chars().count() <= LONGEST;
    (meant && inside[end..].starts_with(sign)).then_some(end + 2)
}

/// Where the formula at the start of a text ends, and its TeX: `$x$`, `$$x$$`.
///
/// «از $5 تا $6» is none: a dollar that ends a formula follows on a sign and stands before no digit (pandoc). Behind a
/// space it ends one with a command or a script in it: `$A \succ 0 $`.
fn formula(text: &str) -> Option<(usize, Range<usize>)> {
    let dollars = if text.starts_with("$$") { "$$" } else { "$" };
    let inside = &text[dollars.len()..];
    let end = inside.find(dollars)?;
    let tex = &inside[..end];
    let behind = &inside[end + dollars.len()..];
    let command = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let is_tex = tex.contains(['^', '_']) || tex.split('\\').skip(1).any(command);
    let is_tight = !tex.starts_with(' ') && (is_tex || !tex.ends_with(' '));
    let is_formula = match dollars {
        "$$" => !tex.trim().is_empty(),
        _ => !tex.is_empty() && is_tight && !behind.starts_with(char::is_numeric),
    };
    let start = dollars.len();
    is_formula.then(|| (end + 2 * start, start..start + end))
}

fn push_words(tokens: &mut Vec<Token>, range: Range<usize>) {
    if !range.is_empty() {
        tokens.push(Token::Words(range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_the_run_knows_its_place_in_the_source() {
        let mut run = Run::default();
        run.push("الف", 10..16, Writing::Plain);
        run.push("&", 16..21, Writing::Encoded);
        run.push("\"b", 22..24, Writing::Escaped);
        assert_eq!(run.source(0..6), 10..16);
        assert_eq!(run.source(2..7), 12..21);
        assert_eq!(run.typed(7), Typed::Literally);
        assert_eq!(run.typed(8), Typed::Freely);
    }

    #[test]
    fn dollars_around_a_formula_are_told_from_prices() {
        let tex = |text: &str| formula(text).map(|(_, tex)| text[tex].to_owned());
        assert_eq!(tex("$x_1$ است"), Some("x_1".to_owned()));
        assert_eq!(tex("$$x$$"), Some("x".to_owned()));
        assert_eq!(tex("$A \\succ 0 $ اگر"), Some("A \\succ 0 ".to_owned()));
        assert_eq!(tex("$x^T > 0 $."), Some("x^T > 0 ".to_owned()));
        for price in ["$5 تا $6", "$5-$6", "$ x$", "$$ $$", "$$", "$"] {
            assert_eq!(tex(price), None, "{price}");
        }
    }

    #[test]
    fn keys_and_marks_are_cut_out_and_escaped_ones_are_not() {
        let mut run = Run::default();
        run.push("به گفتهٔ @a1، [^n]", 0..0, Writing::Plain);
        run.push("@b", 50..52, Writing::Escaped);
        let works = |works| Search::Markdown {
            keys: Keys {
                works,
                ..Keys::default()
            },
        };
        let tokens = run.tokens(works(true));
        assert!(matches!(&tokens[1], Token::Key(_, key) if &run.text()[key.clone()] == "a1"));
        assert!(matches!(tokens[3], Token::Note(_)));
        assert!(matches!(tokens[4], Token::Words(_)));
        assert_eq!(run.tokens(works(false)).len(), 3);
    }
}
