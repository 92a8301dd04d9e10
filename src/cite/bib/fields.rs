//! What the fields and entry types of BibLaTeX are called in CSL.
//!
//! Rules: biblatex manual, "Entry Types" and "Entry Fields"; CSL 1.0.2, appendices III and IV.

/// The CSL type of an entry type; `None` for one that BibLaTeX does not know.
pub(super) fn kind(entry_type: &str) -> Option<&'static str> {
    Some(match entry_type {
        "article" | "suppperiodical" => "article-journal",
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
        | "reference" | "mvreference" | "manual" | "booklet" => "book",
        "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" => "chapter",
        "inproceedings" | "conference" => "paper-conference",
        "inreference" => "entry-encyclopedia",
        "thesis" | "phdthesis" | "mastersthesis" => "thesis",
        "report" | "techreport" => "report",
        "online" | "electronic" | "www" => "webpage",
        "unpublished" => "manuscript",
        "periodical" => "periodical",
        "review" => "review",
        "patent" => "patent",
        "dataset" => "dataset",
        "software" => "software",
        "image" | "artwork" => "graphic",
        "audio" | "music" => "song",
        "movie" | "video" => "motion_picture",
        "letter" => "personal_communication",
        "legislation" => "legislation",
        "jurisdiction" => "legal_case",
        "misc" | "custom" | "performance" | "standard" | "legal" | "commentary" => "document",
        _ => return None,
    })
}

/// The CSL variable of a field that is one text; `None` for fields with a reading of their own.
pub(super) fn variable(field: &str) -> Option<&'static str> {
    Some(match field {
        "title" => "title",
        "shorttitle" => "title-short",
        "journaltitle" | "journal" | "booktitle" => "container-title",
        "series" => "collection-title",
        "volume" => "volume",
        "volumes" => "number-of-volumes",
        "edition" => "edition",
        "pagetotal" => "number-of-pages",
        "chapter" => "chapter-number",
        "publisher" | "institution" | "school" | "organization" => "publisher",
        "location" | "address" => "publisher-place",
        "doi" => "DOI",
        "url" => "URL",
        "isbn" => "ISBN",
        "issn" => "ISSN",
        "note" => "note",
        "eventtitle" => "event-title",
        "venue" => "event-place",
        "type" => "genre",
        "version" => "version",
        "howpublished" => "medium",
        "library" => "archive",
        "abstract" => "abstract",
        "origtitle" => "original-title",
        "origpublisher" => "original-publisher",
        "origlocation" => "original-publisher-place",
        _ => return None,
    })
}

/// The CSL name variable of a field that lists people.
pub(super) fn role(field: &str) -> Option<&'static str> {
    Some(match field {
        "author" => "author",
        "editor" => "editor",
        "translator" => "translator",
        "bookauthor" => "container-author",
        "holder" => "author",
        _ => return None,
    })
}

/// Fields that this room reads in a way of its own.
pub(super) const READ_APART: &[&str] = &[
    "subtitle",
    "booksubtitle",
    "journalsubtitle",
    "titleaddon",
    "maintitle",
    "date",
    "year",
    "month",
    "day",
    "urldate",
    "origdate",
    "eventdate",
    "number",
    "issue",
    "pages",
    "langid",
    "language",
    "keywords",
    "shortauthor",
    "crossref",
    "xdata",
    "ids",
    "eprint",
    "entrysubtype",
    "addendum",
    "calendar",
];

/// Fields that printed references do not show: of reference managers, and BibLaTeX's own controls.
pub(super) const SILENT: &[&str] = &[
    "file",
    "annotation",
    "annote",
    "timestamp",
    "owner",
    "groups",
    "priority",
    "readstatus",
    "ranking",
    "relevance",
    "comment",
    "eprinttype",
    "eprintclass",
    "archiveprefix",
    "primaryclass",
    "options",
    "label",
    "shorthand",
    "sortkey",
    "sortname",
    "sorttitle",
    "sortyear",
    "presort",
    "key",
    "hyphenation",
    "related",
    "relatedtype",
    "relatedstring",
    "execute",
    "gender",
    "pubstate",
    "origlanguage",
    "indextitle",
    "part",
    "bookpagination",
    "pagination",
    "shortjournal",
    "shortseries",
    "editortype",
    "editora",
    "editorb",
    "editorc",
    "editoratype",
    "editorbtype",
    "editorctype",
    "introduction",
    "foreword",
    "afterword",
    "annotator",
    "commentator",
    "creationdate",
    "modificationdate",
    "copyright",
    "keyword",
    "pmid",
    "pmcid",
    "lccn",
    "numpages",
    "price",
    "contents",
    "review",
    "xref",
    "entryset",
    "nameaddon",
    "shorteditor",
    "reprinttitle",
    "isrn",
    "isan",
    "ismn",
    "iswc",
    "eid",
    "issuetitle",
    "issuesubtitle",
    "booktitleaddon",
    "journaltitleaddon",
    "mainsubtitle",
    "maintitleaddon",
    "urlyear",
    "lastchecked",
    "abbrev",
];

/// The language tag of a babel or polyglossia name, or of a tag itself.
pub(super) fn language(name: &str) -> Option<&'static str> {
    Some(match name.trim().to_lowercase().as_str() {
        "persian" | "farsi" | "fa" | "فارسی" => "fa",
        "dari" | "prs" | "دری" => "fa-AF",
        "pashto" | "ps" | "پښتو" => "ps",
        "arabic" | "ar" | "عربی" | "عربي" | "العربية" => "ar",
        "urdu" | "ur" => "ur",
        "hebrew" | "he" => "he",
        "kurdish" | "sorani" | "ckb" => "ckb",
        "uyghur" | "ug" => "ug",
        "english" | "american" | "usenglish" | "british" | "ukenglish" | "canadian"
        | "australian" | "en" => "en",
        "german" | "ngerman" | "austrian" | "naustrian" | "de" => "de",
        "french" | "francais" | "fr" => "fr",
        "russian" | "ru" => "ru",
        "turkish" | "tr" => "tr",
        "spanish" | "es" => "es",
        "italian" | "it" => "it",
        "dutch" | "nl" => "nl",
        "tajik" | "tg" => "tg",
        "uzbek" | "uz" => "uz",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::language;
    use crate::locale::{Language, Tongue};

    #[test]
    fn a_work_can_name_every_language_that_has_words() {
        for tongue in Tongue::ALL {
            let babel = match tongue {
                Tongue::Persian => "persian",
                Tongue::Dari => "dari",
                Tongue::Pashto => "pashto",
                Tongue::Arabic => "arabic",
                Tongue::Urdu => "urdu",
                Tongue::Hebrew => "hebrew",
                Tongue::Sorani => "sorani",
                Tongue::Uyghur => "uyghur",
                Tongue::English => "english",
                // Nothing is read for them; their works are told by their letters.
                Tongue::Yiddish | Tongue::Sindhi | Tongue::SouthAzerbaijani => continue,
            };
            let read = language(babel).and_then(Language::new);
            assert_eq!(read.and_then(|tag| tag.tongue()), Some(tongue), "{babel}");
        }
    }
}
