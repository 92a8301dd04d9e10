//! The kinds of mistakes that a book can have, by stable names.

/// A kind of mistake: one of a book ([`Code`]), or a rule of the gate that an EPUB breaks.
pub trait Kind: Copy {
    /// The stable name, in kebab case: scripts may rely on it.
    fn name(self) -> &'static str;
}

/// What kind of mistake it is. The name is stable: scripts may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// book.toml is missing or cannot be read as TOML.
    BadConfig,
    /// book.toml has a key or value that we do not know.
    UnknownKey,
    /// A value of book.toml is out of its range.
    BadValue,
    /// A file that the book names is not there.
    MissingFile,
    /// A path is absolute, remote or leaves the book's folder.
    BadPath,
    /// A text is not UTF-8.
    BadUtf8,
    /// A file is larger than its limit.
    TooLarge,
    /// The book has no text.
    EmptyBook,
    /// A chapter has no text and is left out.
    EmptyChapter,
    /// A chapter has no heading and no title: the contents call it by its first words.
    NamelessChapter,
    /// A folder holds the book in several languages, and none was chosen, or one that is not there.
    SeveralLanguages,
    /// A part of another tool's settings would have to be worked out by a program.
    NotRun,
    /// A tag of a site generator that stands for nothing in a book.
    TemplateTag,
    /// Blocks are nested deeper than the limit; deeper ones are flattened.
    TooDeep,
    /// A chapter's front matter cannot be read.
    BadFrontMatter,
    /// An image cannot be decoded.
    BadImage,
    /// A colour profile cannot rule a press.
    BadColorProfile,
    /// An image has too few pixels for its size on paper.
    LowResolution,
    /// An image has more ink than the paper takes.
    HeavyInk,
    /// The spine of the cover is too thin for its words.
    ThinSpine,
    /// An image lies on the network; its alternative text stands in its place.
    RemoteImage,
    /// An image has no alternative text.
    MissingAlt,
    /// A letter of private use, which says nothing to a reader.
    PrivateLetter,
    /// A letter carries more marks than can be printed.
    CrowdedLetter,
    /// HTML that we do not know or do not allow was dropped.
    DroppedHtml,
    /// A citation names no entry.
    UnknownCitation,
    /// A note mark names no note.
    UnknownNote,
    /// A note that no mark names.
    UnusedNote,
    /// A link leads nowhere in the book.
    BrokenLink,
    /// Two things have one id.
    DuplicateId,
    /// Two entries or notes have one key.
    DuplicateKey,
    /// A bibliography file or entry cannot be read, or a field of it is doubtful.
    BadBibliography,
    /// A citation style cannot be had.
    BadStyle,
    /// Two entries seem to be one work.
    DuplicateWork,
    /// An entry that nothing cites.
    UnusedWork,
    /// A font file cannot be read, or forbids embedding.
    BadFont,
    /// No face has a letter.
    MissingGlyph,
    /// A heading is empty or skips a level.
    BadHeading,
    /// A formula cannot be read.
    BadMath,
    /// A line is wider than its measure.
    OverfullLine,
    /// A line whose spaces are wider than they should be.
    LooseLine,
    /// A page of the PDF begins at no place of the EPUB.
    LostPage,
    /// Something does not fit on a page.
    OverfullPage,
}

impl Code {
    /// The stable name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::BadConfig => "bad-config",
            Self::UnknownKey => "unknown-key",
            Self::BadValue => "bad-value",
            Self::MissingFile => "missing-file",
            Self::BadPath => "bad-path",
            Self::BadUtf8 => "bad-utf8",
            Self::TooLarge => "too-large",
            Self::EmptyBook => "empty-book",
            Self::EmptyChapter => "empty-chapter",
            Self::NamelessChapter => "nameless-chapter",
            Self::SeveralLanguages => "several-languages",
            Self::NotRun => "not-run",
            Self::TemplateTag => "template-tag",
            Self::TooDeep => "too-deep",
            Self::BadFrontMatter => "bad-front-matter",
            Self::BadImage => "bad-image",
            Self::BadColorProfile => "bad-color-profile",
            Self::LowResolution => "low-resolution",
            Self::HeavyInk => "heavy-ink",
            Self::ThinSpine => "thin-spine",
            Self::RemoteImage => "remote-image",
            Self::MissingAlt => "missing-alt",
            Self::PrivateLetter => "private-letter",
            Self::CrowdedLetter => "crowded-letter",
            Self::DroppedHtml => "dropped-html",
            Self::UnknownCitation => "unknown-citation",
            Self::UnknownNote => "unknown-note",
            Self::UnusedNote => "unused-note",
            Self::BrokenLink => "broken-link",
            Self::DuplicateId => "duplicate-id",
            Self::DuplicateKey => "duplicate-key",
            Self::BadBibliography => "bad-bibliography",
            Self::BadStyle => "bad-style",
            Self::DuplicateWork => "duplicate-work",
            Self::UnusedWork => "unused-work",
            Self::BadFont => "bad-font",
            Self::MissingGlyph => "missing-glyph",
            Self::BadHeading => "bad-heading",
            Self::BadMath => "bad-math",
            Self::OverfullLine => "overfull-line",
            Self::LooseLine => "loose-line",
            Self::LostPage => "lost-page",
            Self::OverfullPage => "overfull-page",
        }
    }
}

impl Kind for Code {
    fn name(self) -> &'static str {
        Code::name(self)
    }
}
