//! The way that the words of a code run: its pieces in, the same pieces with the words that run against them out.
//!
//! A program is read from left to right, token by token, whatever script its names are in (UTS #55, 4.1). Without
//! isolates «سلام("دنیا")» would be turned round as a whole, its bracket and quotation marks with it: the name,
//! and the text between the marks, are isolated each for itself. What is no program, such as the output of one,
//! runs as most of its words do.

use std::ops::Range;

use unicode_bidi::BidiClass;

use super::{CodeToken, IsolatedWords, TokenKind};
use crate::locale::{Direction, class_of, isolated_runs};

/// Pieces with the words that are turned in them.
#[derive(Debug)]
pub(super) struct Sided {
    pub(super) direction: Direction,
    pub(super) pieces: Vec<CodeToken>,
    pub(super) isolates: Vec<IsolatedWords>,
}

/// The pieces of a program.
pub(super) fn of_program(text: &str, pieces: &[CodeToken]) -> Sided {
    let mut sided = Sided::new(Direction::Ltr);
    for piece in pieces {
        for line in lines(text, piece.range.clone()) {
            let words = &text[line.clone()];
            let turned = match piece.part {
                TokenKind::Comment | TokenKind::Text => of_prose(words),
                TokenKind::Plain
                | TokenKind::Constant
                | TokenKind::Number
                | TokenKind::Keyword
                | TokenKind::Function
                | TokenKind::Tag
                | TokenKind::Attribute
                | TokenKind::Type => of_names(words),
            };
            sided.add(line, piece.part, turned);
        }
    }
    sided
}

/// The pieces of what no grammar reads, in a direction that the author asks for or that of its words.
pub(super) fn of_plain(language: &str, text: &str, asked: Option<Direction>) -> Sided {
    let own = || {
        (is_prose(language) && !is_drawn(text)).then(|| Direction::dominant(text, Direction::Ltr))
    };
    let direction = asked.or_else(|| own().flatten());
    let mut sided = Sided::new(direction.unwrap_or(Direction::Ltr));
    for line in lines(text, 0..text.len()) {
        let words = &text[line.clone()];
        let turned = match sided.direction {
            Direction::Rtl => runs_against(words, Direction::Rtl),
            Direction::Ltr => of_names(words),
        };
        sided.add(line, TokenKind::Plain, turned);
    }
    sided
}

impl Sided {
    fn new(direction: Direction) -> Self {
        Self {
            direction,
            pieces: Vec::new(),
            isolates: Vec::new(),
        }
    }

    /// Adds a piece of one line, cut where the words in it turn; `turned` counts from its first byte.
    fn add(&mut self, line: Range<usize>, part: TokenKind, turned: Vec<IsolatedWords>) {
        let edges = turned
            .iter()
            .flat_map(|one| [one.range.start, one.range.end]);
        let mut edges: Vec<usize> = edges.map(|edge| line.start + edge).collect();
        edges.push(line.end);
        edges.sort_unstable();
        let mut start = line.start;
        for edge in edges {
            if edge > start {
                let range = start..edge;
                self.pieces.push(CodeToken { range, part });
                start = edge;
            }
        }
        self.isolates
            .extend(turned.into_iter().map(|one| IsolatedWords {
                range: line.start + one.range.start..line.start + one.range.end,
                direction: one.direction,
            }));
    }
}

/// The parts of a range that lie in one line each, with their line ends.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let here = start..start + line.len();
        start = here.end;
        here
    })
}

/// Whether a language is that of no program: the words of the code decide which way it runs.
fn is_prose(language: &str) -> bool {
    let name = language.to_ascii_lowercase();
    !name.is_ascii() || ["", "text", "txt", "plain", "output", "console"].contains(&name.as_str())
}

/// Whether lines are drawn with letters: a tree of files, the frame of a table. Turned round they would fall apart.
fn is_drawn(text: &str) -> bool {
    let drawing = |letter| matches!(letter, '\u{2500}'..='\u{259F}');
    text.contains(drawing) || text.contains("--+") || text.contains("|--")
}

/// Words between the marks of a comment or a text: they run as most of them do.
fn of_prose(words: &str) -> Vec<IsolatedWords> {
    if !has_rtl(words) {
        return Vec::new();
    }
    let inside = inside(words);
    let inner = &words[inside.clone()];
    let moved = |one: IsolatedWords| IsolatedWords {
        range: inside.start + one.range.start..inside.start + one.range.end,
        ..one
    };
    let own = Direction::dominant(inner, Direction::Ltr).unwrap_or(Direction::Ltr);
    let mut found: Vec<IsolatedWords> = Vec::new();
    if own == Direction::Rtl {
        found.push(IsolatedWords {
            range: inside.clone(),
            direction: Direction::Rtl,
        });
    }
    found.extend(runs_against(inner, own).into_iter().map(moved));
    found
}

/// Words of a comment or a text without the marks around them: `// سلام` and `"سلام"` hold «سلام».
fn inside(words: &str) -> Range<usize> {
    let opens = |sign: char| sign.is_whitespace() || "/*#-;%<!>\"'`".contains(sign);
    let start = words.len() - words.trim_start_matches(opens).len();
    let mut inner = words[start..].trim_end();
    for closing in ["*/", "-->", "\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(before) = inner.strip_suffix(closing) {
            inner = before.trim_end();
            break;
        }
    }
    start..start + inner.len()
}

/// The runs of a text against its direction.
fn runs_against(words: &str, direction: Direction) -> Vec<IsolatedWords> {
    let against = match direction {
        Direction::Rtl => Direction::Ltr,
        Direction::Ltr => Direction::Rtl,
    };
    let runs = isolated_runs(words, direction).into_iter();
    runs.map(|range| IsolatedWords {
        range,
        direction: against,
    })
    .collect()
}

/// Names of a right-to-left script in a program: each for itself, but words with spaces between them, as those of a
/// page of HTML, as one.
fn of_names(words: &str) -> Vec<IsolatedWords> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = words[at..].find(is_rtl) {
        let start = at + first;
        let mut end = word_end(words, start);
        while let Some(next) = next_word(words, end) {
            end = word_end(words, next);
        }
        end += sentence_end(&words[end..]);
        found.push(IsolatedWords {
            range: start..end,
            direction: Direction::Rtl,
        });
        at = end;
    }
    found
}

/// The end of the word that holds a byte: letters, their marks, digits, half-spaces.
fn word_end(words: &str, start: usize) -> usize {
    let inside = |letter: char| {
        let own = class_of(letter);
        is_rtl(letter) || letter == '_' || letter == '\u{200C}' || {
            use BidiClass::{AN, EN, NSM};
            matches!(own, AN | EN | NSM)
        }
    };
    let length = words[start..].find(|letter| !inside(letter));
    let end = length.map_or(words.len(), |length| start + length);
    start + words[start..end].trim_end_matches('_').len()
}

/// Where the next word begins, if nothing but a space and the signs of a sentence part it from the last one.
fn next_word(words: &str, end: usize) -> Option<usize> {
    let rest = &words[end..];
    let behind = rest.trim_start_matches(SENTENCE);
    let next = behind.trim_start_matches(' ');
    let spaced = next.len() < behind.len() || behind.len() < rest.len() && rest.starts_with(COMMAS);
    (spaced && next.starts_with(is_rtl)).then(|| words.len() - next.len())
}

/// The bytes of the signs that end a sentence behind a word, where nothing of the program follows them.
fn sentence_end(rest: &str) -> usize {
    let behind = rest.trim_start_matches(SENTENCE);
    let free = behind.is_empty() || behind.starts_with([' ', '\n', '<']);
    if free { rest.len() - behind.len() } else { 0 }
}

/// Signs of a sentence that are none of a program's.
const COMMAS: [char; 2] = ['،', '؛'];
/// Signs that stand behind a word of a sentence.
const SENTENCE: [char; 6] = ['،', '؛', '؟', '!', '.', '…'];

fn is_rtl(letter: char) -> bool {
    !letter.is_ascii() && matches!(class_of(letter), BidiClass::R | BidiClass::AL)
}

fn has_rtl(words: &str) -> bool {
    !words.is_ascii() && words.contains(is_rtl)
}

#[cfg(test)]
mod tests {
    use super::{Sided, of_plain, of_program};
    use crate::code::{CodeToken, TokenKind};
    use crate::locale::Direction;

    fn turned<'t>(text: &'t str, sided: &Sided) -> Vec<&'t str> {
        let isolates = sided.isolates.iter();
        isolates.map(|one| &text[one.range.clone()]).collect()
    }

    fn program<'t>(text: &'t str, parts: &[(&str, TokenKind)]) -> Vec<&'t str> {
        let mut start = 0;
        let mut pieces = Vec::new();
        for (words, part) in parts {
            let range = start..start + words.len();
            assert_eq!(&text[range.clone()], *words);
            start = range.end;
            pieces.push(CodeToken { range, part: *part });
        }
        let sided = of_program(text, &pieces);
        let whole: String = sided
            .pieces
            .iter()
            .map(|piece| &text[piece.range.clone()])
            .collect();
        assert_eq!(whole, text, "pieces cover the code");
        turned(text, &sided)
    }

    #[test]
    fn names_and_texts_of_a_program_are_turned_each_for_itself() {
        let text = "سلام(\"دنیا\", 1)";
        let parts = [
            ("سلام(", TokenKind::Plain),
            ("\"دنیا\"", TokenKind::Text),
            (", 1)", TokenKind::Plain),
        ];
        assert_eq!(program(text, &parts), ["سلام", "دنیا"]);
        let names = "کاربر.نام_اول + <p>سلام، دنیا!</p>";
        assert_eq!(
            program(names, &[(names, TokenKind::Plain)]),
            ["کاربر", "نام_اول", "سلام، دنیا!"]
        );
    }

    #[test]
    fn a_comment_runs_as_its_words_and_turns_those_against_it() {
        let text = "# نسخهٔ C++ را بساز.\n";
        assert_eq!(
            program(text, &[(text, TokenKind::Comment)]),
            ["نسخهٔ C++ را بساز.", "C++"]
        );
        let latin = "// the word «سلام» is long and stays where it is\n";
        assert_eq!(program(latin, &[(latin, TokenKind::Comment)]).len(), 1);
    }

    #[test]
    fn what_is_no_program_runs_as_most_of_its_words_do() {
        let direction = |language, text| of_plain(language, text, None).direction;
        let prose = "خروجی: سلام، دنیا!\n";
        assert_eq!(direction("", prose), Direction::Rtl);
        assert_eq!(direction("text", prose), Direction::Rtl);
        assert_eq!(direction("klingon", prose), Direction::Ltr);
        assert_eq!(direction("", "ls -l\n"), Direction::Ltr);
        assert_eq!(direction("", "کتاب/\n├── فصل یکم\n"), Direction::Ltr);
        assert_eq!(
            of_plain("", "ls", Some(Direction::Rtl)).direction,
            Direction::Rtl
        );
    }

    #[test]
    fn no_piece_and_no_isolate_goes_across_the_end_of_a_line() {
        let text = "/* سلام\n دنیا */\n";
        assert_eq!(
            program(text, &[(text, TokenKind::Comment)]),
            ["سلام", "دنیا"]
        );
    }
}
