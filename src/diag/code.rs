//! The kinds of mistakes that a book can have, by stable names. `docs/diagnostics.md` explains each.

/// A kind of mistake: one of a book ([`Code`]), or a rule of the gate that an EPUB breaks.
pub trait Kind: Copy {
    /// The stable name, in kebab case: scripts may rely on it.
    fn name(self) -> &'static str;
}

/// Declares the codes of a list with their names, so that neither can be forgotten. The gate declares its own
/// with it, and adds what only it has.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident, $name:literal;)*) => {
        /// What kind of mistake it is. The name is stable: scripts may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $code,)* }

        impl Code {
            /// Every code, in the order of its document.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }
        }

        impl $crate::diag::Kind for Code {
            fn name(self) -> &'static str {
                Code::name(self)
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// book.toml is missing or cannot be read as TOML.
    BadConfig, "bad-config";
    /// book.toml has a key or value that we do not know.
    UnknownKey, "unknown-key";
    /// A value of book.toml is out of its range.
    BadValue, "bad-value";
    /// A file that the book names is not there.
    MissingFile, "missing-file";
    /// A path is absolute, remote or leaves the book's folder.
    BadPath, "bad-path";
    /// A text is not UTF-8.
    BadUtf8, "bad-utf8";
    /// A file is larger than its limit.
    TooLarge, "too-large";
    /// The book has no text.
    EmptyBook, "empty-book";
    /// A chapter has no text and is left out.
    EmptyChapter, "empty-chapter";
    /// A chapter has no heading and no title: the contents call it by its first words.
    NamelessChapter, "nameless-chapter";
    /// A folder holds the book in several languages, and none was chosen, or one that is not there.
    SeveralLanguages, "several-languages";
    /// A part of another tool's settings would have to be worked out by a program.
    NotRun, "not-run";
    /// A tag of a site generator that stands for nothing in a book.
    TemplateTag, "template-tag";
    /// A variable of the text has no value in book.toml.
    UnknownVariable, "unknown-variable";
    /// A condition names no output and no edition of the book.
    BadCondition, "bad-condition";
    /// An edition was asked for that the book does not have.
    UnknownEdition, "unknown-edition";
    /// A box of colons has a name that means nothing.
    UnknownBlock, "unknown-block";
    /// A class that asks for what the tool does not do.
    UnreadClass, "unread-class";
    /// A table of data has no rows.
    BadTable, "bad-table";
    /// Attributes in braces that belong to nothing and are printed.
    UnreadAttributes, "unread-attributes";
    /// Blocks are nested deeper than the limit; deeper ones are flattened.
    TooDeep, "too-deep";
    /// A chapter's front matter cannot be read.
    BadFrontMatter, "bad-front-matter";
    /// A link without words leads to a place that has no number and no title.
    NamelessReference, "nameless-reference";
    /// A link without words leads nowhere in the book: there is nothing to print.
    UnknownReference, "unknown-reference";
    /// A preface or dedication stands behind a chapter, and is counted with the text.
    MisplacedMatter, "misplaced-matter";
    /// An image cannot be decoded.
    BadImage, "bad-image";
    /// A colour profile cannot rule a press.
    BadColorProfile, "bad-color-profile";
    /// An image has too few pixels for its size on paper.
    LowResolution, "low-resolution";
    /// An image has more ink than the paper takes.
    HeavyInk, "heavy-ink";
    /// The spine of the cover is too thin for its words.
    ThinSpine, "thin-spine";
    /// Words of the cover that have no room where they stand.
    CoverRoom, "cover-room";
    /// A cover picture whose sides do not fit those of the front: some of it is cut away.
    CoverCut, "cover-cut";
    /// The outer margin has no room for what should stand in it.
    NarrowMargin, "narrow-margin";
    /// An image lies on the network; its alternative text stands in its place.
    RemoteImage, "remote-image";
    /// An image has no alternative text.
    MissingAlt, "missing-alt";
    /// A letter of private use, which says nothing to a reader.
    PrivateLetter, "private-letter";
    /// A letter carries more marks than can be printed.
    CrowdedLetter, "crowded-letter";
    /// An Arabic ي or ك in Persian.
    ArabicLetters, "arabic-letters";
    /// An Arabic digit in Persian.
    ArabicDigits, "arabic-digits";
    /// Another sign where a half-space belongs.
    FalseZwnj, "false-zwnj";
    /// A space where a half-space belongs.
    ZwnjSpace, "zwnj-space";
    /// Two asterisks that make nothing bold.
    LeftOverMark, "left-over-mark";
    /// A poem that is set as prose.
    UnmarkedVerse, "unmarked-verse";
    /// HTML that we do not know or do not allow was dropped.
    DroppedHtml, "dropped-html";
    /// A citation names no entry.
    UnknownCitation, "unknown-citation";
    /// A note mark names no note.
    UnknownNote, "unknown-note";
    /// A parallel text has no two sides, or one of them more paragraphs than the other.
    UnevenSides, "uneven-sides";
    /// A note that no mark names.
    UnusedNote, "unused-note";
    /// A note that is counted by pages is called again on another page.
    NoteOfAnotherPage, "note-of-another-page";
    /// A mark of the index that names no entry, or an end of a range without its other end.
    BadIndexMark, "bad-index-mark";
    /// A mark sends its reader to an entry that is not there.
    UnknownIndexEntry, "unknown-index-entry";
    /// A mark is for an index that book.toml does not name.
    UnknownIndex, "unknown-index";
    /// A row of the glossary cannot be read, or a term is marked that it does not have.
    BadGlossary, "bad-glossary";
    /// The pages that references or an index name move what they name: the numbers may be wrong by one.
    UnsettledPages, "unsettled-pages";
    /// A link leads nowhere in the book.
    BrokenLink, "broken-link";
    /// Two things have one id.
    DuplicateId, "duplicate-id";
    /// Two entries or notes have one key.
    DuplicateKey, "duplicate-key";
    /// A bibliography file or entry cannot be read, or a field of it is doubtful.
    BadBibliography, "bad-bibliography";
    /// A citation style cannot be had.
    BadStyle, "bad-style";
    /// Two entries seem to be one work.
    DuplicateWork, "duplicate-work";
    /// More works of one author and year than letters tell apart.
    AlikeWorks, "alike-works";
    /// An entry that nothing cites.
    UnusedWork, "unused-work";
    /// A font file cannot be read, or forbids embedding.
    BadFont, "bad-font";
    /// No face has a letter.
    MissingGlyph, "missing-glyph";
    /// A heading is empty or skips a level.
    BadHeading, "bad-heading";
    /// A formula cannot be read.
    BadMath, "bad-math";
    /// Words stand in a formula as if they were letters of it.
    WordsInMath, "words-in-math";
    /// A document of the EPUB would break a rule of XML, XHTML, MathML or SVG.
    BadMarkup, "bad-markup";
    /// A line is wider than its measure.
    OverfullLine, "overfull-line";
    /// A line whose spaces are wider than they should be.
    LooseLine, "loose-line";
    /// A paragraph cannot be set in as many lines as the author asks for.
    ParagraphLines, "paragraph-lines";
    /// A page of the PDF begins at no place of the EPUB.
    LostPage, "lost-page";
    /// Something does not fit on a page.
    OverfullPage, "overfull-page";
}
