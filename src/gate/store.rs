//! What findings mean for each shop: rules with their sources in, a verdict for each shop out.
//!
//! Only what a shop itself has published is a rule here; each rule says where it stands.

use super::finding::{Code, Finding};

/// A shop that sells EPUBs, or makes its own format of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Store {
    /// Apple Books.
    Apple,
    /// Google Play Books.
    Google,
    /// Rakuten Kobo.
    Kobo,
    /// Amazon Kindle.
    Kindle,
}

impl Store {
    /// Every shop.
    pub const ALL: [Self; 4] = [Self::Apple, Self::Google, Self::Kobo, Self::Kindle];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apple => "Apple Books",
            Self::Google => "Google Play",
            Self::Kobo => "Kobo",
            Self::Kindle => "Kindle",
        }
    }
}

/// A rule that a shop has published.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whose rule.
    pub store: Store,
    /// The findings that break it.
    pub codes: &'static [Code],
    /// What it asks for.
    pub says: &'static str,
    /// The page that says so.
    pub source: &'static str,
}

/// A shop, and its rules that a book breaks with the number of findings for each.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The shop.
    pub store: Store,
    /// The rules broken; none where nothing was found.
    pub broken: Vec<(&'static Rule, usize)>,
}

const APPLE_IMAGES: &str = "help.apple.com/itc/booksassetguide/en.lproj/itca71ad3c33.html";
const APPLE_PREPARE: &str = "itunespartner.apple.com/books/support/9-prepare-book";
const GOOGLE_EPUB: &str = "support.google.com/books/partner/answer/3316879";
const GOOGLE_FILES: &str = "support.google.com/books/partner/answer/3424254";
const KOBO: &str = "github.com/kobolabs/epub-spec";
const KINDLE_IMAGES: &str = "kdp.amazon.com/en_US/help/topic/G75V4YX5X8GRGXWV";

/// What EPUBCheck refuses, and with it every shop that asks for a clean EPUBCheck.
const INVALID: &[Code] = &[
    Code::Mimetype,
    Code::BrokenFile,
    Code::MissingFile,
    Code::BrokenXml,
    Code::BadEncoding,
    Code::Misplaced,
    Code::Incomplete,
    Code::BadAttribute,
    Code::BadValue,
    Code::BadManifest,
    Code::DanglingId,
    Code::CssDirection,
    Code::DuplicateId,
    Code::BrokenLink,
    Code::RemoteResource,
    Code::OutsideSpine,
    Code::ContentsMissing,
    Code::ImageBroken,
];

/// Every rule, by shop.
pub const RULES: &[Rule] = &[
    Rule {
        store: Store::Apple,
        codes: INVALID,
        says: "books must pass EPUBCheck",
        source: APPLE_PREPARE,
    },
    Rule {
        store: Store::Apple,
        codes: &[Code::ImagePixels],
        says: "images inside the book should not have more than 4 million pixels; 5.6 million are refused",
        source: APPLE_PREPARE,
    },
    Rule {
        store: Store::Apple,
        codes: &[Code::ImageFormat, Code::ImageColour],
        says: "images are JPEG or PNG, in RGB",
        source: APPLE_IMAGES,
    },
    Rule {
        store: Store::Apple,
        codes: &[Code::AltMissing, Code::AltEmpty, Code::AltMeaningless],
        says: "images have descriptions for VoiceOver",
        source: APPLE_PREPARE,
    },
    Rule {
        store: Store::Apple,
        codes: &[Code::DirectionMissing, Code::DirectionWrong, Code::Epub2],
        says: "pages turn as page-progression-direction says, text runs as dir on <package> says",
        source: "help.apple.com/itc/booksassetguide/en.lproj/itc078b6673e.html",
    },
    Rule {
        store: Store::Google,
        codes: &[Code::ImageFormat],
        says: "images are static GIF, JPEG, PNG or SVG",
        source: GOOGLE_EPUB,
    },
    Rule {
        store: Store::Google,
        codes: &[Code::DrawingSize],
        says: "SVG has a width and height of at most 3,200",
        source: GOOGLE_EPUB,
    },
    Rule {
        store: Store::Google,
        codes: &[Code::CoverMissing],
        says: "the EPUB contains the front cover",
        source: GOOGLE_FILES,
    },
    Rule {
        store: Store::Google,
        codes: &[Code::CoverShape],
        says: "covers have at least 640 and at most 7,200 pixels a side",
        source: GOOGLE_FILES,
    },
    Rule {
        store: Store::Kobo,
        codes: INVALID,
        says: "files should pass EPUBCheck without flags",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::DirectionMissing, Code::DirectionWrong],
        says: "pages and text turn as page-progression-direction and dir say",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::ImageBytes],
        says: "images have at most 5 MB",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::ImageColour],
        says: "images are in RGB",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::CoverMarks, Code::CoverMissing],
        says: "the cover is listed in the metadata: <meta name=\"cover\">",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::CoverFormat, Code::CoverShape, Code::CoverAlone],
        says: "the cover is no GIF, best 3:4, alone in its document",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::FontFormat],
        says: "fonts are TTF, OTF or WOFF 1",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::FileName],
        says: "file names have no spaces and no special characters",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::CssBackground],
        says: "style sheets set no background colours",
        source: KOBO,
    },
    Rule {
        store: Store::Kobo,
        codes: &[Code::NoteRole],
        says: "notes carry epub:type",
        source: KOBO,
    },
    Rule {
        store: Store::Kindle,
        codes: &[Code::ImageFormat],
        says: "images are GIF, BMP, JPEG, PNG or SVG",
        source: KINDLE_IMAGES,
    },
    Rule {
        store: Store::Kindle,
        codes: &[Code::ImageColour],
        says: "images are in RGB",
        source: KINDLE_IMAGES,
    },
    Rule {
        store: Store::Kindle,
        codes: &[Code::AltMissing, Code::AltEmpty, Code::AltMeaningless],
        says: "alt describes what an image means",
        source: KINDLE_IMAGES,
    },
];

/// What the findings mean for each shop.
pub(super) fn judge(findings: &[Finding]) -> Vec<Verdict> {
    let broken = |rule: &Rule| {
        let breaking = findings.iter().filter(|one| rule.codes.contains(&one.code));
        breaking.count()
    };
    let verdict = |store| Verdict {
        store,
        broken: RULES
            .iter()
            .filter(|rule| rule.store == store)
            .map(|rule| (rule, broken(rule)))
            .filter(|(_, count)| *count > 0)
            .collect(),
    };
    Store::ALL.into_iter().map(verdict).collect()
}
