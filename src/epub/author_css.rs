//! The author's style sheet: CSS in, the same without what no EPUB may hold out (EPUB 3.3, clauses
//! 6.3.1.2 and 3.6), and a diagnostic at the line of each statement left out.
//!
//! Unknown properties pass: readers know more of them than we do. cssparser cuts the sheet into
//! tokens as CSS Syntax 3 does.

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

use crate::diag::{Code, Sink};
use crate::source::{FileId, Span};

/// The author's style sheet, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleSheet {
    /// The file, which diagnostics point into.
    pub file: FileId,
    /// Its text.
    pub text: String,
}

/// Blocks in blocks deeper than this are not looked into.
const DEEPEST: usize = 60;

/// The style sheet without what no EPUB may hold; each such thing is told to the author.
pub(super) fn clean(sheet: &StyleSheet, sink: &mut Sink) -> String {
    let mut tokens = Tokens {
        text: &sheet.text,
        pieces: Vec::new(),
        open: 0,
    };
    tokens.collect(&mut Parser::new(&sheet.text), 0);
    let faults = faults(&tokens.pieces, sheet.text.len());
    for fault in &faults {
        let span = Span::new(sheet.file, fault.place.clone());
        sink.warn(Code::BadValue, span, fault.kind.message())
            .hint(fault.kind.hint());
    }
    let mut kept = without(&sheet.text, faults.iter().map(|fault| &fault.cut));
    kept.extend(std::iter::repeat_n('}', tokens.open));
    kept
}

/// The text without ranges that stand in its order.
fn without<'a>(text: &str, cuts: impl Iterator<Item = &'a Range<usize>>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(text.get(from..cut.start.max(from)).unwrap_or_default());
        from = cut.end.max(from);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// What no EPUB may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Direction,
    Bidi,
    Import,
    Address,
    Broken,
}

impl Kind {
    fn message(self) -> &'static str {
        match self {
            Self::Direction => "no style sheet of an EPUB may set `direction`; it is left out",
            Self::Bidi => "no style sheet of an EPUB may set `unicode-bidi`; it is left out",
            Self::Import => "an EPUB carries no other style sheet; the import is left out",
            Self::Address => "an EPUB carries no files for a style sheet; this is left out",
            Self::Broken => "this is no CSS; it is left out",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Direction => {
                "markup says which way a text runs: use dir in HTML, or a span with dir"
            }
            Self::Bidi => "markup isolates text: use <bdi> or a span with dir",
            Self::Import => "put the rules of the imported file into this one",
            Self::Address => "put the picture into the text, or into the sheet as a data: URL",
            Self::Broken => "write `property: value;` between braces that are closed",
        }
    }
}

/// A token, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A word, which may be a property.
    Word(Option<Kind>),
    Colon,
    Semicolon,
    Open,
    Close,
    /// Nothing that may stand here.
    Fault(Kind),
    /// A brace that closes nothing.
    Stray,
    Other,
}

/// A token and where it stands in the sheet.
#[derive(Clone)]
struct PlacedPiece {
    piece: Piece,
    range: Range<usize>,
}

struct Tokens<'a> {
    text: &'a str,
    pieces: Vec<PlacedPiece>,
    /// Braces that the author has left open.
    open: usize,
}

impl Tokens<'_> {
    /// Takes the tokens up to the end of a block; only braces make statements.
    fn collect(&mut self, parser: &mut Parser<'_>, depth: usize) {
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            let piece = piece(token);
            let (braces, nested) = match token {
                Token::CurlyBracketBlock => (true, true),
                Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                    (false, true)
                }
                _ => (false, false),
            };
            let address = is_url(token);
            let end = parser.position().byte_index();
            self.pieces.extend(piece.map(|piece| PlacedPiece {
                piece,
                range: start..end,
            }));
            if !nested || depth >= DEEPEST {
                continue;
            }
            let first = self.pieces.len();
            let inner = parser.parse_nested_block(|inner| {
                self.collect(inner, depth + 1);
                Ok::<(), ParseError<()>>(())
            });
            // Nothing in `collect` fails.
            let _ = inner;
            let end = parser.position().byte_index();
            if braces {
                self.open += usize::from(!self.text[..end].ends_with('}'));
                self.pieces.push(PlacedPiece {
                    piece: Piece::Close,
                    range: end..end,
                });
            } else {
                self.seal(first, address, start..end);
            }
        }
    }

    /// What stands in brackets makes no statement; only what may not stand there is kept of it.
    fn seal(&mut self, first: usize, address: bool, range: Range<usize>) {
        let inner = self.pieces.split_off(first);
        let fault = inner
            .iter()
            .find(|one| matches!(one.piece, Piece::Fault(_)));
        let quoted = self.text.get(range.clone()).unwrap_or_default();
        let quoted = quoted.split_once('(').map_or("", |(_, quoted)| quoted);
        let data = quoted.trim_start().trim_start_matches(['"', '\'']);
        if address && !is_data(data) {
            let piece = Piece::Fault(Kind::Address);
            self.pieces.push(PlacedPiece { piece, range });
        } else if let Some(fault) = fault {
            self.pieces.push(fault.clone());
        }
    }
}

fn is_data(address: &str) -> bool {
    address
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Whether a token begins an address in quotes.
fn is_url(token: &Token<'_>) -> bool {
    let names = ["url", "src", "image-set", "-webkit-image-set"];
    match token {
        Token::Function(name) => names.iter().any(|url| name.eq_ignore_ascii_case(url)),
        _ => false,
    }
}

/// What a token is here; `None` for space between tokens.
fn piece(token: &Token<'_>) -> Option<Piece> {
    Some(match token {
        Token::WhiteSpace(_) | Token::Comment(_) | Token::CDO | Token::CDC => return None,
        Token::Ident(name) if name.eq_ignore_ascii_case("direction") => {
            Piece::Word(Some(Kind::Direction))
        }
        Token::Ident(name) if name.eq_ignore_ascii_case("unicode-bidi") => {
            Piece::Word(Some(Kind::Bidi))
        }
        Token::Ident(_) => Piece::Word(None),
        Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => Piece::Fault(Kind::Import),
        Token::UnquotedUrl(address) if !is_data(address) => Piece::Fault(Kind::Address),
        Token::Colon => Piece::Colon,
        Token::Semicolon => Piece::Semicolon,
        Token::CurlyBracketBlock => Piece::Open,
        Token::CloseCurlyBracket => Piece::Stray,
        token if token.is_parse_error() => Piece::Fault(Kind::Broken),
        _ => Piece::Other,
    })
}

/// A statement with something wrong.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    kind: Kind,
    place: Range<usize>,
    /// What is left out for it.
    cut: Range<usize>,
}

/// A statement that is being read: a declaration, a rule, an at-rule.
#[derive(Clone, Debug, Default)]
struct Statement {
    start: Option<usize>,
    /// Its pieces so far, at most two.
    pieces: usize,
    word: Option<(Option<Kind>, Range<usize>)>,
    declares: bool,
    fault: Option<(Kind, Range<usize>)>,
}

impl Statement {
    fn take(&mut self, piece: Piece, range: &Range<usize>) {
        self.start.get_or_insert(range.start);
        match (piece, self.pieces) {
            (Piece::Word(kind), 0) => self.word = Some((kind, range.clone())),
            (Piece::Colon, 1) if self.word.is_some() => self.declares = true,
            _ => {}
        }
        if let Piece::Fault(kind) = piece
            && self.fault.is_none()
        {
            self.fault = Some((kind, range.clone()));
        }
        self.pieces = (self.pieces + 1).min(2);
    }

    /// The fault of a declaration that ends.
    fn finish(self, end: usize, inside: bool) -> Option<Fault> {
        let start = self.start?;
        let refused = match self.word {
            Some((Some(kind), place)) if self.declares && inside => Some((kind, place)),
            Some((None, place)) if !self.declares && inside => Some((Kind::Broken, place)),
            _ => None,
        };
        let (kind, place) = self.fault.or(refused)?;
        Some(Fault {
            kind,
            place,
            cut: start..end,
        })
    }
}

/// What is wrong, in the order of the text.
fn faults(pieces: &[PlacedPiece], length: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut outer: Vec<Statement> = Vec::new();
    let mut statement = Statement::default();
    for PlacedPiece { piece, range } in pieces {
        match piece {
            Piece::Open => {
                outer.push(std::mem::take(&mut statement));
            }
            Piece::Close => {
                let end = range.start.saturating_sub(1);
                let last = std::mem::take(&mut statement);
                faults.extend(last.finish(end, true));
                outer.pop();
            }
            Piece::Semicolon => {
                let whole = std::mem::take(&mut statement);
                faults.extend(whole.finish(range.end, !outer.is_empty()));
            }
            Piece::Stray => faults.push(Fault {
                kind: Kind::Broken,
                place: range.clone(),
                cut: range.clone(),
            }),
            Piece::Word(_) | Piece::Colon | Piece::Fault(_) | Piece::Other => {
                statement.take(*piece, range);
            }
        }
    }
    faults.extend(statement.finish(length, false));
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{StyleSheet, clean};
    use crate::diag::Sink;
    use crate::source::FileId;

    fn cleaned(css: &str) -> (String, Vec<(String, String)>) {
        let mut sink = Sink::default();
        let sheet = StyleSheet {
            file: FileId::default(),
            text: css.to_owned(),
        };
        let kept = clean(&sheet, &mut sink);
        let told = sink.found().iter().map(|found| {
            let place = found.span().map(|span| css[span.range()].to_owned());
            (found.message.clone(), place.unwrap_or_default())
        });
        (kept, told.collect())
    }

    #[test]
    fn what_no_epub_may_hold_is_left_out_and_told_at_its_place() {
        let css = "@import 'a.css';\np { color: red; Direction : rtl; margin: 0 }\n\
                   @media print { b { unicode-bidi:isolate } }\n\
                   i { background: url(https://a.org/b.png) no-repeat; top: 0 }\n\
                   u { background: url('x.png') }";
        let (kept, told) = cleaned(css);
        let kept: Vec<&str> = kept.split_whitespace().collect();
        assert_eq!(
            kept.join(" "),
            "p { color: red; margin: 0 } @media print { b { } } i { top: 0 } u { }"
        );
        let places: Vec<&str> = told.iter().map(|(_, place)| place.as_str()).collect();
        let expected = [
            "@import",
            "Direction",
            "unicode-bidi",
            "url(https://a.org/b.png)",
            "url('x.png')",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn a_sound_style_sheet_stays_as_it_is() {
        let css = "/* direction: rtl */ p.direction:hover > a[href=\"url(x)\"]::after {\n\
                   content: \"direction: rtl; }\"; --direction: 1; color: var(--x, #fff);\n\
                   background: url(data:image/png;base64,AA==); new-property: yes }\n\
                   @media (min-width: 3em) { @supports (display: grid) { p { margin: 0 } } }\n\
                   @font-face { font-family: x; src: local(\"y\") }\n";
        assert_eq!(cleaned(css), (css.to_owned(), Vec::new()));
    }

    #[test]
    fn what_is_no_css_is_left_out() {
        let (kept, told) = cleaned("p { color } } b { margin: 0");
        assert_eq!(
            kept.split_whitespace().collect::<String>(),
            "p{}b{margin:0}"
        );
        assert_eq!(told.len(), 2, "{told:?}");
    }

    proptest! {
        #[test]
        fn no_style_sheet_breaks_the_book(css in "([a-z:;{}()\\[\\]'\"@\\\\/* ]|direction|url\\(|سلام){0,60}") {
            let (kept, _) = cleaned(&css);
            let (_, again) = cleaned(&kept);
            prop_assert!(!again.iter().any(|(told, _)| told.contains("`direction`")), "{}", kept);
        }
    }
}
