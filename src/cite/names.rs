//! Name lists as BibTeX writes them: chunks of a field in, names out.
//!
//! Rules: "Tame the BeaST", section "The author format"; except that a Persian name without a comma
//! is never split, since nothing tells where its family name begins.

use biblatex::{Chunk, Spanned};

use super::work::{Name, Parts};
use crate::locale::Direction;

/// A name that was read, and what is doubtful about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadName {
    /// The name.
    pub(super) name: Name,
    /// A right-to-left name without a comma and without braces: taken as one piece.
    pub(super) unsplit: bool,
}

/// One character of a name list, and whether braces protect it.
type NameCharacter = (char, bool);

/// Reads a name list.
pub(super) fn read(chunks: &[Spanned<Chunk>]) -> Vec<ReadName> {
    let letters: Vec<NameCharacter> = chunks
        .iter()
        .flat_map(|chunk| letters_of(&chunk.v))
        .collect();
    split_at_and(&letters)
        .into_iter()
        .filter_map(|name| read_one(trim(name)))
        .collect()
}

fn letters_of(chunk: &Chunk) -> impl Iterator<Item = NameCharacter> {
    let protected = matches!(chunk, Chunk::Verbatim(_));
    chunk.get().chars().map(move |letter| (letter, protected))
}

/// Cuts at each ` and ` that no braces protect.
fn split_at_and(letters: &[NameCharacter]) -> Vec<&[NameCharacter]> {
    let mut names = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < letters.len() {
        if is_and(&letters[at..]) {
            names.push(&letters[start..at]);
            start = at + 4;
            at += 4;
        } else {
            at += 1;
        }
    }
    names.push(&letters[start..]);
    names
}

/// Whether ` and` stands here, before a blank or the end, out of braces.
fn is_and(letters: &[NameCharacter]) -> bool {
    let blank = |letter: &NameCharacter| letter.0.is_whitespace() && !letter.1;
    let [first, a, n, d, rest @ ..] = letters else {
        return false;
    };
    let word = [a, n, d].map(|letter| (letter.0.to_ascii_lowercase(), letter.1));
    blank(first)
        && word == [('a', false), ('n', false), ('d', false)]
        && rest.first().is_none_or(blank)
}

fn read_one(letters: &[NameCharacter]) -> Option<ReadName> {
    if letters.is_empty() {
        return None;
    }
    let plain = |name| {
        Some(ReadName {
            name,
            unsplit: false,
        })
    };
    let text = text_of(letters);
    // `{others}` in braces is somebody of that name.
    if text.eq_ignore_ascii_case("others") && !letters[0].1 {
        return plain(Name::Others);
    }
    // `{{خبرگزاری تسنیم}}`: braces around a whole name say that it is a body's.
    if letters.iter().all(|letter| letter.1) {
        return plain(Name::Literal(text));
    }
    if letters.iter().any(is_comma) {
        return plain(with_commas(letters));
    }
    // «محمد علی جمال زاده»: given and family names are both of several words, and nothing separates them.
    if Direction::dominant(&text, Direction::Ltr) == Some(Direction::Rtl) {
        let unsplit = text.contains(char::is_whitespace);
        return Some(ReadName {
            name: Name::Literal(text),
            unsplit,
        });
    }
    plain(without_comma(letters))
}

/// A comma of either script, out of braces.
fn is_comma(letter: &NameCharacter) -> bool {
    matches!(letter, (',' | '،', false))
}

/// `family, given` or `family, suffix, given`.
fn with_commas(letters: &[NameCharacter]) -> Name {
    let parts: Vec<&[NameCharacter]> = letters.split(is_comma).map(trim).collect();
    // "de la Cruz, Jr., Ann": BibTeX puts the suffix between the two.
    let (family, suffix, given) = match parts.as_slice() {
        [family, given] => (*family, None, *given),
        [family, suffix, given, ..] => (*family, Some(text_of(suffix)), *given),
        [family] => (*family, None, &[][..]),
        [] => (&[][..], None, &[][..]),
    };
    let (particle, family) = split_particle(family);
    let given = Some(text_of(given)).filter(|given| !given.is_empty());
    let suffix = suffix.filter(|suffix| !suffix.is_empty());
    match (given, suffix) {
        (None, None) => Name::Literal(
            [particle, Some(family)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        ),
        (given, suffix) => Name::Parts(Parts {
            family,
            given,
            particle,
            suffix,
        }),
    }
}

/// `Given von Family`: the family name is the last word, with the small words before it.
fn without_comma(letters: &[NameCharacter]) -> Name {
    let words: Vec<&[NameCharacter]> = letters
        .split(|letter| letter.0.is_whitespace() && !letter.1)
        .filter(|word| !word.is_empty())
        .collect();
    let Some((last, before)) = words.split_last() else {
        return Name::Literal(text_of(letters));
    };
    if before.is_empty() {
        return Name::Literal(text_of(last));
    }
    // "Ludwig van Beethoven": what is small before the last word is the particle; what is before that, given.
    let small = before
        .iter()
        .position(|word| is_small(word))
        .unwrap_or(before.len());
    let join = |words: &[&[NameCharacter]]| {
        words
            .iter()
            .map(|word| text_of(word))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Name::Parts(Parts {
        family: text_of(last),
        given: some(join(&before[..small])),
        particle: some(join(&before[small..])),
        suffix: None,
    })
}

/// Cuts the small words ("van der") off the beginning of a family name.
fn split_particle(letters: &[NameCharacter]) -> (Option<String>, String) {
    let words: Vec<&[NameCharacter]> = letters
        .split(|letter| letter.0.is_whitespace() && !letter.1)
        .filter(|word| !word.is_empty())
        .collect();
    let small = words.iter().take_while(|word| is_small(word)).count();
    if small == 0 || small == words.len() {
        return (None, text_of(letters));
    }
    let join = |words: &[&[NameCharacter]]| {
        words
            .iter()
            .map(|word| text_of(word))
            .collect::<Vec<_>>()
            .join(" ")
    };
    (Some(join(&words[..small])), join(&words[small..]))
}

/// Whether an unprotected word begins with a small letter, as particles do.
fn is_small(word: &[NameCharacter]) -> bool {
    word.first()
        .is_some_and(|letter| letter.0.is_lowercase() && !letter.1)
}

fn trim(letters: &[NameCharacter]) -> &[NameCharacter] {
    let solid = |letter: &NameCharacter| !letter.0.is_whitespace();
    let Some(first) = letters.iter().position(solid) else {
        return &[];
    };
    let last = letters.iter().rposition(solid).unwrap_or(first);
    &letters[first..=last]
}

/// The letters as text, each run of blanks as one space.
fn text_of(letters: &[NameCharacter]) -> String {
    let text: String = letters.iter().map(|letter| letter.0).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(parts: &[(&str, bool)]) -> Vec<Spanned<Chunk>> {
        let make = |(text, protected): &(&str, bool)| match protected {
            true => Chunk::Verbatim((*text).to_owned()),
            false => Chunk::Normal((*text).to_owned()),
        };
        parts
            .iter()
            .map(|part| Spanned::new(make(part), 0..0))
            .collect()
    }

    fn parts(family: &str, given: &str) -> Name {
        Name::Parts(Parts {
            family: family.into(),
            given: Some(given.into()),
            ..Parts::default()
        })
    }

    #[test]
    fn braces_keep_a_family_name_of_two_words_and_a_body_whole() {
        let found = read(&chunks(&[("زمانی محبوب", true), (", حبیب", false)]));
        assert_eq!(found[0].name, parts("زمانی محبوب", "حبیب"));
        let found = read(&chunks(&[("خبرگزاری تسنیم and others", true)]));
        assert_eq!(
            found[0].name,
            Name::Literal("خبرگزاری تسنیم and others".into())
        );
    }

    #[test]
    fn a_persian_name_without_a_comma_is_not_split() {
        let found = read(&chunks(&[("گلندا فریزر and پارسا، ژاله", false)]));
        assert_eq!(
            found[0],
            ReadName {
                name: Name::Literal("گلندا فریزر".into()),
                unsplit: true
            }
        );
        assert_eq!(
            found[1],
            ReadName {
                name: parts("پارسا", "ژاله"),
                unsplit: false
            }
        );
    }

    #[test]
    fn latin_names_follow_bibtex() {
        let found = read(&chunks(&[(
            "Ludwig van Beethoven and de la Cruz, Jr., Ann and others",
            false,
        )]));
        let beethoven = Parts {
            family: "Beethoven".into(),
            given: Some("Ludwig".into()),
            particle: Some("van".into()),
            suffix: None,
        };
        assert_eq!(found[0].name, Name::Parts(beethoven));
        let cruz = Parts {
            family: "Cruz".into(),
            given: Some("Ann".into()),
            particle: Some("de la".into()),
            suffix: Some("Jr.".into()),
        };
        assert_eq!(found[1].name, Name::Parts(cruz));
        assert_eq!(found[2].name, Name::Others);
    }

    #[test]
    fn odd_lists_give_no_names_and_no_panic() {
        assert!(read(&chunks(&[("", false)])).is_empty());
        assert_eq!(read(&chunks(&[(" and ,, and ", false)])).len(), 1);
    }
}
