//! hayagriva's archive of styles and locales: a name in, a style or a locale out, nothing else decoded.
//!
//! `hayagriva::archive::locales()` decodes all of them, for 127 ms; here one is decoded when it is asked for.

use citationberg::{IndependentStyle, Locale, Style};
use hayagriva::archive::{ArchivedStyle, LOCALES};

/// Names that authors use, beside those of the archive.
const ALIASES: &[(&str, &str)] = &[
    ("chicago", "chicago-author-date"),
    ("chicago-fullnote", "chicago-fullnotes"),
    ("harvard", "harvard-cite-them-right"),
    ("turabian", "turabian-author-date"),
];

/// How far into an encoded locale its language stands, in bytes.
const HEAD: usize = 160;

/// A style by its name.
pub(super) fn style(name: &str) -> Option<IndependentStyle> {
    let name = name.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    let name = alias.map_or(name.as_str(), |(_, real)| real);
    independent(ArchivedStyle::by_name(name)?)
}

/// A style by the identifier that dependent styles give of their parent.
pub(super) fn style_by_id(id: &str) -> Option<IndependentStyle> {
    independent(ArchivedStyle::by_id(id)?)
}

fn independent(style: ArchivedStyle) -> Option<IndependentStyle> {
    match style.get() {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    }
}

/// The names of all styles.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let aliases = ALIASES.iter().map(|(alias, _)| *alias);
    let archived = ArchivedStyle::all().iter().flat_map(|style| style.names());
    aliases.chain(archived.copied())
}

/// The locale of a language tag (`fa-IR`), where the archive has it.
pub(super) fn locale(tag: &str) -> Option<Locale> {
    // A locale is encoded with its language near the head. So the tag is sought in the bytes, and only a
    // locale that may be the one asked for is decoded.
    let names_it = |bytes: &&&[u8]| {
        let head = &bytes[..bytes.len().min(HEAD)];
        head.windows(tag.len()).any(|part| part == tag.as_bytes())
    };
    let found = LOCALES.iter().filter(names_it);
    let mut read = found.filter_map(|bytes| ciborium::de::from_reader::<Locale, _>(*bytes).ok());
    read.find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == tag))
}

/// The first locale of a language (`de`), where the archive has one.
pub(super) fn locale_of(language: &str) -> Option<Locale> {
    // Most languages have one locale; of several, that of the country with the language's name comes first.
    let home = format!("{language}-{}", language.to_ascii_uppercase());
    let named = |head: &[u8]| {
        let tag = format!("{language}-");
        head.windows(tag.len()).any(|part| part == tag.as_bytes())
    };
    locale(&home).or_else(|| {
        let found = LOCALES
            .iter()
            .filter(|bytes| named(&bytes[..bytes.len().min(HEAD)]));
        let mut read =
            found.filter_map(|bytes| ciborium::de::from_reader::<Locale, _>(*bytes).ok());
        read.find(|locale| {
            let lang = locale.lang.as_ref();
            lang.is_some_and(|lang| lang.0.split('-').next() == Some(language))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locales_that_we_lean_on_are_there() {
        for tag in ["fa-IR", "ar", "he-IL", "en-US"] {
            assert!(locale(tag).is_some(), "{tag}");
        }
        assert!(locale("xx-XX").is_none());
    }

    #[test]
    fn the_usual_names_are_known() {
        for name in [
            "apa",
            "chicago",
            "mla",
            "ieee",
            "Harvard",
            "vancouver",
            "turabian",
        ] {
            assert!(style(name).is_some(), "{name}");
        }
        assert!(style("no-such-style").is_none());
    }
}
