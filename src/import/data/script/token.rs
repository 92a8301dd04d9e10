//! JavaScript and TypeScript text in, tokens with their lines out; enough of ECMA-262, 12 (lexical
//! grammar) to read literals and to pass over everything else.

/// A token and the line it stands on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A bracket, a comma, an operator, letter by letter.
    Sign(char),
    /// `=>`.
    Arrow,
    /// `...`.
    Spread,
    /// A name or a word of the language.
    Name(String),
    /// A text in quotes; a template without `${…}`.
    Text(String),
    /// A number as written.
    Number(String),
    /// A template with `${…}`, or a regular expression.
    Other,
}

impl Kind {
    /// Whether it is this sign.
    pub(super) fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

/// Cuts a text into tokens; what is not closed ends with the text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        at: 0,
        line: 1,
        found: Vec::new(),
    };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    found: Vec<Token>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn step(&mut self) {
        let Some(letter) = self.rest().chars().next() else {
            return;
        };
        match letter {
            '\'' | '"' => self.quoted(letter),
            '`' => self.template(),
            '/' if self.rest().starts_with("//") => self.skip_to("\n"),
            '/' if self.rest().starts_with("/*") => self.skip_past("*/"),
            '/' if self.is_expression_next() => self.regular_expression(),
            '.' if self.rest().starts_with("...") => self.push(Kind::Spread, 3),
            '=' if self.rest().starts_with("=>") => self.push(Kind::Arrow, 2),
            _ if letter.is_whitespace() => self.skip(letter.len_utf8()),
            _ if letter.is_ascii_digit() => self.run(Kind::Number, |letter| {
                letter.is_ascii_alphanumeric() || letter == '.'
            }),
            _ if is_name(letter) => self.run(Kind::Name, is_name),
            _ => self.push(Kind::Sign(letter), letter.len_utf8()),
        }
    }

    /// Goes on by so many bytes, and counts the lines in them.
    fn skip(&mut self, bytes: usize) {
        let passed = &self.text[self.at..self.at + bytes];
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.at += bytes;
    }

    fn skip_to(&mut self, end: &str) {
        let length = self.rest().find(end).unwrap_or(self.rest().len());
        self.skip(length);
    }

    fn skip_past(&mut self, end: &str) {
        let found = self.rest().find(end).map(|at| at + end.len());
        let length = found.unwrap_or(self.rest().len());
        self.skip(length);
    }

    fn push(&mut self, kind: Kind, bytes: usize) {
        let line = self.line;
        self.found.push(Token { line, kind });
        self.skip(bytes);
    }

    fn run(&mut self, kind: fn(String) -> Kind, belongs: fn(char) -> bool) {
        let rest = self.rest();
        let length = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        let word = rest[..length].to_owned();
        self.push(kind(word), length);
    }

    fn quoted(&mut self, quote: char) {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        let mut length = self.rest().len();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().and_then(|(_, escaped)| unescape(escaped))),
                _ if letter == quote => {
                    length = at + 1;
                    break;
                }
                '\n' => {
                    length = at;
                    break;
                }
                _ => text.push(letter),
            }
        }
        self.push(Kind::Text(with_code_points(&text)), length);
    }

    /// A template; one with `${` in it is none of our business, but its end has to be found.
    fn template(&mut self) {
        let mut text = String::new();
        let mut depth = 0_usize;
        let mut substituted = false;
        let mut length = self.rest().len();
        let mut letters = self.rest().char_indices().skip(1).peekable();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().and_then(|(_, escaped)| unescape(escaped))),
                '$' if letters.peek().is_some_and(|(_, next)| *next == '{') => {
                    letters.next();
                    depth += 1;
                    substituted = true;
                }
                '{' if depth > 0 => depth += 1,
                '}' if depth > 0 => depth -= 1,
                '`' if depth == 0 => {
                    length = at + 1;
                    break;
                }
                _ => text.push(letter),
            }
        }
        let kind = if substituted {
            Kind::Other
        } else {
            Kind::Text(text)
        };
        self.push(kind, length);
    }

    /// Whether a slash here begins a regular expression: no value stands before it.
    fn is_expression_next(&self) -> bool {
        let before = self.found.last().map(|token| &token.kind);
        match before {
            None | Some(Kind::Arrow | Kind::Spread) => true,
            Some(Kind::Sign(sign)) => !matches!(sign, ')' | ']' | '}'),
            Some(Kind::Name(name)) => name == "return",
            Some(_) => false,
        }
    }

    fn regular_expression(&mut self) {
        let mut class = false;
        let mut letters = self.rest().char_indices().skip(1);
        let mut length = self.rest().len();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => drop(letters.next()),
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    length = at + 1;
                    break;
                }
                '\n' => {
                    length = at;
                    break;
                }
                _ => {}
            }
        }
        self.push(Kind::Other, length);
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '@' | '#' | '\u{200C}' | '\u{200D}')
}

/// What stands for an escaped letter; `\u` stays, to be read with its digits.
fn unescape(letter: char) -> Option<char> {
    match letter {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' | '\n' => None,
        'u' => Some(ESCAPED),
        other => Some(other),
    }
}

/// Stands for `\u` until its digits are read; no text holds it (a noncharacter).
const ESCAPED: char = '\u{FFFF}';

/// Replaces `\u0641` and `\u{1F600}` by their letters; halves of surrogate pairs are joined.
fn with_code_points(text: &str) -> String {
    if !text.contains(ESCAPED) {
        return text.to_owned();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut parts = text.split(ESCAPED);
    units.extend(parts.next().unwrap_or_default().encode_utf16());
    for part in parts {
        let braced = part.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let four = part.get(..4).map(|digits| (digits, &part[4..]));
        let (digits, rest) = braced.or(four).unwrap_or(("", part));
        let letter = u32::from_str_radix(digits, 16).unwrap_or(0xFFFD);
        match u16::try_from(letter) {
            Ok(unit) => units.push(unit),
            Err(_) => {
                let letter = char::from_u32(letter).unwrap_or(char::REPLACEMENT_CHARACTER);
                units.extend(letter.encode_utf16(&mut [0; 2]).iter());
            }
        }
        units.extend(rest.encode_utf16());
    }
    String::from_utf16_lossy(&units)
}
