//! The languages that the program speaks: those that it has words of its own of.
//!
//! A tag in, one of them out. Tables of words match on [`Tongue`] without `_`, so that the compiler asks whoever adds a
//! language for each of them; tables that are kept as text, such as the letters that show a language, have a test that
//! goes over all. Where a language has no words of a kind, its row says which it takes.

use super::{Direction, Language};

/// A language that the program has words of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// Persian of Iran, `fa`; `pes` is the same.
    Persian,
    /// Persian of Afghanistan, `fa-AF` and `prs`: most words are those of Persian.
    Dari,
    /// `ps`.
    Pashto,
    /// `ar`.
    Arabic,
    /// `ur`.
    Urdu,
    /// `he`, once `iw`.
    Hebrew,
    /// Central Kurdish, `ckb`.
    Sorani,
    /// `ug`.
    Uyghur,
    /// `yi`.
    Yiddish,
    /// `sd`.
    Sindhi,
    /// Azerbaijani in Arabic letters, `azb`.
    SouthAzerbaijani,
    /// `en`; its words stand in for those of every language that is not here.
    English,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Persian,
        Self::Dari,
        Self::Pashto,
        Self::Arabic,
        Self::Urdu,
        Self::Hebrew,
        Self::Sorani,
        Self::Uyghur,
        Self::Yiddish,
        Self::Sindhi,
        Self::SouthAzerbaijani,
        Self::English,
    ];

    /// Its usual tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Persian => "fa",
            Self::Dari => "fa-AF",
            Self::Pashto => "ps",
            Self::Arabic => "ar",
            Self::Urdu => "ur",
            Self::Hebrew => "he",
            Self::Sorani => "ckb",
            Self::Uyghur => "ug",
            Self::Yiddish => "yi",
            Self::Sindhi => "sd",
            Self::SouthAzerbaijani => "azb",
            Self::English => "en",
        }
    }

    /// By the primary subtag alone, which cannot tell Dari as `fa-AF`.
    pub(super) fn of_subtag(primary: &str) -> Option<Self> {
        match primary {
            "pes" => Some(Self::Persian),
            "prs" => Some(Self::Dari),
            "iw" => Some(Self::Hebrew),
            _ => Self::ALL.into_iter().find(|one| one.tag() == primary),
        }
    }

    /// Which way it is written, where its tag names no script.
    pub(super) fn direction(self) -> Direction {
        match self {
            Self::Persian
            | Self::Dari
            | Self::Pashto
            | Self::Arabic
            | Self::Urdu
            | Self::Hebrew
            | Self::Sorani
            | Self::Uyghur
            | Self::Yiddish
            | Self::Sindhi
            | Self::SouthAzerbaijani => Direction::Rtl,
            Self::English => Direction::Ltr,
        }
    }

    /// Whether its letters are Hebrew, with the commas and the counting that go with them.
    pub fn has_hebrew_letters(self) -> bool {
        match self {
            Self::Hebrew | Self::Yiddish => true,
            Self::Persian
            | Self::Dari
            | Self::Pashto
            | Self::Arabic
            | Self::Urdu
            | Self::Sorani
            | Self::Uyghur
            | Self::Sindhi
            | Self::SouthAzerbaijani
            | Self::English => false,
        }
    }
}

impl Language {
    /// Which language that the program speaks it is; `None` for one that it has no words of.
    pub fn tongue(&self) -> Option<Tongue> {
        match Tongue::of_subtag(self.primary()) {
            Some(Tongue::Persian) if self.as_str().ends_with("-AF") => Some(Tongue::Dari),
            found => found,
        }
    }

    /// Whose words the tool takes for it: its own, or English ones.
    pub(super) fn spoken(&self) -> Tongue {
        self.tongue().unwrap_or(Tongue::English)
    }
}

#[cfg(test)]
mod tests {
    use super::Tongue;
    use crate::locale::Language;

    #[test]
    fn every_tag_leads_back_to_its_language() {
        for tongue in Tongue::ALL {
            let language = Language::new(tongue.tag()).unwrap();
            assert_eq!(language.tongue(), Some(tongue));
            assert_eq!(language.direction(), tongue.direction(), "{}", tongue.tag());
        }
        let of = |tag| Language::new(tag).and_then(|language| language.tongue());
        assert_eq!([of("pes"), of("fa-IR")], [Some(Tongue::Persian); 2]);
        assert_eq!([of("prs"), of("pes-AF")], [Some(Tongue::Dari); 2]);
        assert_eq!([of("iw"), of("he-IL")], [Some(Tongue::Hebrew); 2]);
        assert_eq!([of("fr"), of("lrc")], [None; 2]);
    }
}
