//! What values of attributes may be.

/// What the value of an attribute may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    words: Vec<&'static str>,
    kinds: Vec<Kind>,
}

/// A kind of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A whole number.
    Integer,
    /// A whole number from 0.
    Natural,
    /// A whole number from 1.
    Positive,
    /// A number with or without decimal places.
    Number,
    /// A word without white space.
    Token,
    /// A name of XML without a colon.
    Name,
    /// A language tag (BCP 47), or nothing.
    Language,
    /// A media type.
    MimeType,
    /// `#` and a name.
    Hash,
    /// A length of MathML.
    Length,
    /// A length of `mpadded`.
    Padding,
    /// A colour of MathML.
    Colour,
}

impl Value {
    /// Anything.
    pub(super) const ANY: Self = Self {
        words: Vec::new(),
        kinds: Vec::new(),
    };

    /// An attribute of a table: `dir=auto,ltr,rtl`, `width=auto,:length`, `class`.
    pub(super) fn read(written: &'static str) -> (&'static str, Self) {
        let Some((name, values)) = written.split_once('=') else {
            return (written, Self::ANY);
        };
        let mut value = Self::ANY;
        for one in values.split(',') {
            match one.strip_prefix(':') {
                Some(kind) => value.kinds.extend(Kind::read(kind)),
                None => value.words.push(if one == "-" { "" } else { one }),
            }
        }
        (name, value)
    }

    /// Whether a value may be this one.
    pub(super) fn allows(&self, value: &str) -> bool {
        if self.words.is_empty() && self.kinds.is_empty() {
            return true;
        }
        let trimmed = value.trim();
        self.words.contains(&trimmed) || self.kinds.iter().any(|kind| kind.allows(trimmed))
    }

    /// What it may be, in words.
    pub(super) fn described(&self) -> String {
        let words = self.words.iter().map(|word| {
            if word.is_empty() {
                "nothing".to_owned()
            } else {
                (*word).to_owned()
            }
        });
        let kinds = self.kinds.iter().map(|kind| kind.described().to_owned());
        words.chain(kinds).collect::<Vec<_>>().join(", ")
    }
}

impl Kind {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "integer" => Self::Integer,
            "natural" => Self::Natural,
            "positive" => Self::Positive,
            "number" => Self::Number,
            "token" => Self::Token,
            "name" => Self::Name,
            "language" => Self::Language,
            "mimetype" => Self::MimeType,
            "hash" => Self::Hash,
            "length" => Self::Length,
            "padding" => Self::Padding,
            "color" => Self::Colour,
            _ => return None,
        })
    }

    fn described(self) -> &'static str {
        match self {
            Self::Integer => "a whole number",
            Self::Natural => "a whole number from 0",
            Self::Positive => "a whole number from 1",
            Self::Number => "a number",
            Self::Token => "a word without spaces",
            Self::Name => "a name of XML without a colon",
            Self::Language => "a language tag",
            Self::MimeType => "a media type",
            Self::Hash => "# and a name",
            Self::Length | Self::Padding => "a length",
            Self::Colour => "a colour",
        }
    }

    fn allows(self, value: &str) -> bool {
        match self {
            Self::Integer => is_integer(value),
            Self::Natural => is_integer(value) && (!value.starts_with('-') || is_zero(value)),
            Self::Positive => is_integer(value) && !value.starts_with('-') && !is_zero(value),
            Self::Number => value.parse::<f64>().is_ok(),
            Self::Token => !value.is_empty() && !value.contains(char::is_whitespace),
            Self::Name => is_name(value),
            Self::Language => value.is_empty() || is_language(value),
            Self::MimeType => is_mime_type(value),
            Self::Hash => value.len() > 1 && value.starts_with('#'),
            Self::Length => is_length(value),
            Self::Padding => is_padding(value),
            Self::Colour => is_colour(value),
        }
    }
}

/// NCName (Namespaces in XML 1.0, 3), as far as letters and digits go.
fn is_name(value: &str) -> bool {
    let first = |letter: char| letter.is_alphabetic() || letter == '_';
    let rest = |letter: char| first(letter) || letter.is_numeric() || "-.\u{B7}".contains(letter);
    value.starts_with(first) && value.chars().all(rest)
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn is_zero(value: &str) -> bool {
    value
        .trim_start_matches(['-', '+'])
        .bytes()
        .all(|digit| digit == b'0')
}

/// Whether a text is a language tag (BCP 47, RFC 5646, 2.1): `fa`, `zh-Hant-TW`, `x-private`.
pub fn is_language(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let both = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let sound = |part: &&str| (1..=8).contains(&part.len()) && both(part);
    let first = parts[0];
    if !parts.iter().all(sound) || !letters(first) {
        return false;
    }
    if matches!(first.to_ascii_lowercase().as_str(), "x" | "i") {
        return parts.len() > 1;
    }
    if first.len() < 2 {
        return false;
    }
    // What follows a single letter belongs to it; each must have something.
    let mut alone = false;
    for (at, part) in parts.iter().enumerate().skip(1) {
        if part.len() == 1 {
            if alone || at + 1 == parts.len() {
                return false;
            }
            alone = true;
        } else {
            alone = false;
        }
    }
    // Extensions of the language, script, region and variants follow in this order: `zh-yue-Hant-HK` is a tag,
    // `fa-AF-Arab` is none, and only extensions and variants may stand twice.
    let main = parts.iter().skip(1).take_while(|part| part.len() > 1);
    let mut stage = 0;
    main.into_iter().all(|part| {
        let digit = part.as_bytes()[0].is_ascii_digit();
        let rank = match part.len() {
            3 if letters(part) => 1,
            4 if letters(part) => 2,
            2 if letters(part) => 3,
            3 if part.bytes().all(|byte| byte.is_ascii_digit()) => 3,
            5..=8 => 4,
            4 if digit => 4,
            _ => return false,
        };
        let follows = rank > stage || (rank == stage && matches!(rank, 1 | 4));
        stage = rank;
        follows
    })
}

fn is_mime_type(value: &str) -> bool {
    let name = |letter: char| letter.is_ascii_alphanumeric() || "!#$&+-^_.".contains(letter);
    value.split_once('/').is_some_and(|(kind, rest)| {
        !kind.is_empty() && kind.chars().all(name) && rest.starts_with(name)
    })
}

const NAMED_SPACES: [&str; 7] = [
    "veryverythinmathspace",
    "verythinmathspace",
    "thinmathspace",
    "mediummathspace",
    "thickmathspace",
    "verythickmathspace",
    "veryverythickmathspace",
];

const UNITS: [&str; 9] = ["em", "ex", "in", "cm", "mm", "px", "pt", "pc", "%"];

/// A number with digits, without an exponent.
fn is_decimal(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let points = value.bytes().filter(|byte| *byte == b'.').count();
    digits > 0 && points <= 1 && digits + points == value.len()
}

fn is_length(value: &str) -> bool {
    let named = value.strip_prefix("negative").unwrap_or(value);
    if NAMED_SPACES.contains(&named) {
        return true;
    }
    let number = value.strip_prefix('-').unwrap_or(value);
    let bare = UNITS.iter().find_map(|unit| number.strip_suffix(unit));
    is_decimal(bare.unwrap_or(number))
}

fn is_padding(value: &str) -> bool {
    let number = value.strip_prefix(['-', '+']).unwrap_or(value);
    let pseudo = ["height", "depth", "width"];
    let bare = pseudo.iter().find_map(|unit| number.strip_suffix(unit));
    let bare = bare.map_or(number, str::trim_end);
    let bare = bare.strip_suffix('%').map_or(bare, str::trim_end);
    let spaced = NAMED_SPACES
        .iter()
        .find_map(|space| bare.strip_suffix(space));
    let bare = spaced.map_or(bare, |rest| rest.trim_end_matches("negative"));
    let with_unit = UNITS.iter().find_map(|unit| bare.strip_suffix(unit));
    is_decimal(with_unit.unwrap_or(bare).trim_end())
}

fn is_colour(value: &str) -> bool {
    /// The colours that MathML 3 has names for.
    const NAMES: [&str; 16] = [
        "aqua", "black", "blue", "fuchsia", "gray", "green", "lime", "maroon", "navy", "olive",
        "purple", "red", "silver", "teal", "white", "yellow",
    ];
    match value.strip_prefix('#') {
        Some(digits) => {
            matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        }
        None => NAMES.contains(&value.to_ascii_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn values_are_of_their_kind() {
        let allows = |written, value| Value::read(written).1.allows(value);
        for (written, right, wrong) in [
            ("x=auto,:length", "auto", "automatic"),
            ("x=:length", "-0.1667em", "1 em"),
            ("x=:length", "negativethinmathspace", "1.2.3"),
            ("x=:padding", "+0.5em", "em"),
            ("x=:padding", "+ 50 % width", "wide"),
            ("x=:color", "#A0f", "#ab"),
            ("x=:positive", "007", "0"),
            ("x=:natural", "0", "-1"),
            ("x=:language", "zh-Hant-TW", "fa_IR"),
            ("x=:language", "fa-AF-u-nu-latn", "e"),
            ("x=:language", "x-own", "en-US-Latn"),
            ("x=:mimetype", "image/svg+xml", "svg"),
            ("x=-,x", "", "y"),
            ("x=:name", "ویژه_۱.a", "1a"),
        ] {
            let wrong_too = written == "x=:padding" && right.starts_with("+ ");
            assert!(allows(written, right) || wrong_too, "{written} {right}");
            assert!(!allows(written, wrong), "{written} {wrong}");
        }
    }
}
