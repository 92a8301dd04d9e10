//! `features` of `[fonts]`: texts such as `"ss01"`, `"-liga"`, `"cv05=2"` in, OpenType features out.

use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};

/// An OpenType feature that the book switches on, off, or to one of its alternates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FontFeature {
    /// Its tag.
    pub tag: [u8; 4],
    /// 0 for off, 1 for on, and the number of the alternate where there are several.
    pub value: u32,
}

impl FontFeature {
    /// The feature in the words of CSS's `font-feature-settings`.
    pub fn css(&self) -> String {
        let tag = String::from_utf8_lossy(&self.tag);
        format!("\"{tag}\" {}", self.value)
    }
}

/// Features of the OpenType registry for text that runs along a line, but for the numbered ones (`ss01`,
/// `cv01`). A font's own have capital letters.
const REGISTERED: &[&str] = &[
    "aalt", "abvf", "abvm", "abvs", "afrc", "akhn", "blwf", "blwm", "blws", "c2pc", "c2sc", "calt",
    "case", "ccmp", "cfar", "cjct", "clig", "cpsp", "cswh", "curs", "dist", "dlig", "dnom", "expt",
    "falt", "fin2", "fin3", "fina", "flac", "frac", "half", "haln", "hist", "hlig", "init", "isol",
    "jalt", "kern", "liga", "lnum", "locl", "mark", "med2", "medi", "mgrk", "mkmk", "mset", "nalt",
    "nukt", "numr", "onum", "ordn", "ornm", "pcap", "pnum", "pref", "pres", "pstf", "psts", "rand",
    "rclt", "rkrf", "rlig", "rphf", "rtla", "rtlm", "ruby", "salt", "sinf", "smcp", "ssty", "stch",
    "subs", "sups", "swsh", "titl", "tnum", "trad", "unic", "vatu", "zero",
];

/// Without these letters fall apart, or their signs stand beside them.
const NEEDED: &[&str] = &["ccmp", "fina", "init", "isol", "mark", "medi", "mkmk"];

/// The largest number of an alternate: no font has as many.
const MOST_ALTERNATES: u32 = 999;

/// Reads `features`.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<FontFeature> {
    let mut found = Vec::new();
    for value in reader.list(section, "features") {
        let Some(Text { text, span }) = reader.as_text(value, "features") else {
            continue;
        };
        match parse(text) {
            Ok(feature) => found.push(feature),
            Err(fault) => report(reader, Text { text, span }, &fault),
        }
    }
    found
}

/// Why a text is no feature.
enum Fault<'t> {
    /// It is not a sign, a tag and a number.
    Form,
    /// The registry has no such tag.
    Unknown(&'t str),
    /// The feature cannot be off.
    Needed(&'t str),
}

fn report(reader: &mut Reader<'_>, feature: Text<'_>, fault: &Fault<'_>) {
    let Text { text, span } = feature;
    let (message, hint) = match fault {
        Fault::Form => (
            format!("{} is no OpenType feature", isolate(text)),
            "write a tag of four letters, with `-` before it for off or `=2` after it for the second \
             alternate"
                .to_owned(),
        ),
        Fault::Unknown(tag) => (
            format!("there is no OpenType feature {}", isolate(tag)),
            nearest(tag, REGISTERED.iter().copied()).map_or_else(
                || "write a tag of the OpenType registry, such as `ss01`, `cv05`, `liga`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        ),
        Fault::Needed(tag) => (
            format!("{} cannot be off: letters would fall apart", isolate(tag)),
            "remove it from the list".to_owned(),
        ),
    };
    reader.bad_value(span, message).hint(hint);
}

/// `tag`, `+tag`, `-tag`, `tag=0`, `tag=2`.
fn parse(text: &str) -> Result<FontFeature, Fault<'_>> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (Some(0), rest),
        None => (None, text.strip_prefix('+').unwrap_or(text)),
    };
    let (tag, number) = match rest.split_once('=') {
        Some((tag, number)) => (tag.trim_end(), number.trim_start().parse().ok()),
        None => (rest, Some(1)),
    };
    let signed = sign.is_some() && rest.contains('=');
    let value = number.filter(|number| *number <= MOST_ALTERNATES && !signed);
    let bytes: Option<[u8; 4]> = tag.as_bytes().try_into().ok();
    let bytes = bytes.filter(|bytes| bytes.iter().all(u8::is_ascii_alphanumeric));
    let (Some(bytes), Some(value)) = (bytes, value) else {
        return Err(Fault::Form);
    };
    if !is_known(tag) {
        return Err(Fault::Unknown(tag));
    }
    let value = sign.unwrap_or(value);
    if value == 0 && NEEDED.contains(&tag) {
        return Err(Fault::Needed(tag));
    }
    Ok(FontFeature { tag: bytes, value })
}

fn is_known(tag: &str) -> bool {
    let number = |prefix: &str| {
        let digits = tag.strip_prefix(prefix)?;
        let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<u8>().ok().filter(|_| plain)
    };
    let set = number("ss").is_some_and(|number| (1..=20).contains(&number));
    let variant = number("cv").is_some_and(|number| (1..=99).contains(&number));
    let own = tag.bytes().any(|letter| letter.is_ascii_uppercase());
    set || variant || own || REGISTERED.contains(&tag)
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn css(text: &str) -> Option<String> {
        parse(text).ok().map(|feature| feature.css())
    }

    #[test]
    fn a_feature_is_on_off_or_one_of_its_alternates() {
        assert_eq!(css("ss01").as_deref(), Some("\"ss01\" 1"));
        assert_eq!(css("+ss01").as_deref(), Some("\"ss01\" 1"));
        assert_eq!(css("-liga").as_deref(), Some("\"liga\" 0"));
        assert_eq!(css("liga=0").as_deref(), Some("\"liga\" 0"));
        assert_eq!(css("cv05=2").as_deref(), Some("\"cv05\" 2"));
        assert_eq!(css("KSHD").as_deref(), Some("\"KSHD\" 1"));
    }

    #[test]
    fn what_no_font_can_have_is_no_feature() {
        for text in [
            "", "lig", "ligaa", "liag", "ss21", "cv00", "ss1x", "cv05=x", "-cv05=2", "لیگا",
            "l\"ga",
        ] {
            assert_eq!(css(text), None, "{text}");
        }
    }

    #[test]
    fn joining_cannot_be_switched_off() {
        assert_eq!(css("-init"), None);
        assert_eq!(css("fina=0"), None);
        assert!(css("init").is_some());
    }
}
