//! What the gate has to say: a code, a place and words. Checks put findings in, the command line shows them.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Severity, codes};
use crate::limits;

/// One thing that a reader of the book would stumble over.
pub type Finding = Diagnostic<Code>;

/// Collects what the checks find.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<Finding>,
    /// How many there are of each code.
    counts: BTreeMap<Code, usize>,
}

impl Findings {
    /// Adds a finding; its hint is that of its code.
    pub(super) fn add(&mut self, code: Code, place: Place, message: impl Into<String>) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > limits::EPUB_FINDINGS {
            return;
        }
        let mut found = Finding::new(code.severity(), code, place, message.into());
        found.hint(code.hint());
        self.found.push(found);
    }

    /// What was found, in the order of finding. Of a kind that is found too often the first are told, and
    /// how many more there are.
    pub(super) fn into_vec(mut self) -> Vec<Finding> {
        for (code, count) in self.counts {
            let more = count.saturating_sub(limits::EPUB_FINDINGS);
            if more > 0 {
                let message = format!("{more} more of this kind are not told one by one");
                let mut found = Finding::new(code.severity(), code, Place::Whole, message);
                found.hint(code.hint());
                self.found.push(found);
            }
        }
        self.found
    }

    /// What was found until now.
    pub(super) fn so_far(&self) -> &[Finding] {
        &self.found
    }
}

/// Declares the codes: name, severity and hint stand side by side, so that none can be forgotten.
macro_rules! rules {
    ($($(#[$doc:meta])* $code:ident, $name:literal, $severity:ident, $hint:literal;)*) => {
        codes! { $($(#[$doc])* $code, $name;)* }

        impl Code {
            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }

            /// What to do about it.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$code => $hint,)* }
            }
        }
    };
}

rules! {
    /// The container does not begin with its type, stored and plain.
    Mimetype, "mimetype", Error, "put a file `mimetype` first into the archive, stored, without extra fields";
    /// A file of the container cannot be unpacked.
    BrokenFile, "broken-file", Error, "pack the book anew";
    /// A file is larger than the gate unpacks; it was not looked at.
    TooLarge, "too-large", Error, "split or shrink the file";
    /// A name leads out of the container.
    UnsafeName, "unsafe-name", Error, "name every file by a relative path without `..`";
    /// A name that not every reading system finds.
    FileName, "file-name", Hint, "name files with ASCII letters, digits, hyphens and dots";
    /// Content is encrypted; it was not looked at.
    Drm, "drm", Error, "check the book before it is protected";
    /// A font is obfuscated; it was not looked at.
    ObfuscatedFont, "obfuscated-font", Hint, "embed fonts as they are, where the licence allows";
    /// A file that the book names is not there.
    MissingFile, "missing-file", Error, "add the file, or take its entry out";
    /// A file that no entry of the manifest names.
    UnlistedFile, "unlisted-file", Hint, "list the file in the manifest, or leave it out";
    /// A text is neither UTF-8 nor UTF-16.
    BadEncoding, "bad-encoding", Error, "save the file as UTF-8";
    /// A document is not well-formed XML; nothing else in it was looked at.
    BrokenXml, "broken-xml", Error, "repair the markup; a reading system shows nothing of such a document";
    /// An element or words stand where they may not.
    Misplaced, "misplaced", Error, "put the element where its vocabulary allows it: no link in a link, no block in a paragraph";
    /// An element lacks a part, or has its parts in a wrong number or order.
    Incomplete, "incomplete", Error, "give the element the parts that its vocabulary asks for, in their order";
    /// An attribute that the element cannot have, or one that it lacks.
    BadAttribute, "bad-attribute", Error, "take the attribute out, or add the one that is asked for; looks belong into the style sheet";
    /// A value that the attribute cannot have.
    BadValue, "bad-value", Error, "give the attribute one of the values that it may have";
    /// The manifest, the spine or the metadata say of a file what it is not.
    BadManifest, "bad-manifest", Error, "let the package say what its files are: their types, their properties, each file once";
    /// An attribute names an id that no fitting element has.
    DanglingId, "dangling-id", Error, "let the attribute name the id of an element of the same document";

    /// Nothing says which way the text or the pages run.
    DirectionMissing, "direction-missing", Error, "right-to-left books need dir=\"rtl\" on <package> and every <html>, and page-progression-direction=\"rtl\" on <spine>";
    /// The text runs one way and its markup says the other.
    DirectionWrong, "direction-wrong", Error, "let the direction follow the script of the text";
    /// A block of the other script takes the direction of what is around it.
    DirectionBlock, "direction-block", Warning, "give the block its own dir, or put its words into <bdi>";
    /// Words or numbers come out in another order than they were meant.
    MixedOrder, "mixed-order", Warning, "put words of another script, with their digits and signs, into <bdi>";
    /// EPUB 2 has no place for the direction of pages.
    Epub2, "epub2", Warning, "make it an EPUB 3";

    /// No language is given.
    LanguageMissing, "language-missing", Error, "give dc:language in the package, and lang and xml:lang on every <html>";
    /// The language given does not use the script of the text.
    LanguageWrong, "language-wrong", Error, "name the language that the text is in: voices, dictionaries, hyphenation and fonts follow it";
    /// A label that the reading system shows is not in the book's script.
    LabelLanguage, "label-language", Warning, "label contents, landmarks and pages in the book's language";

    /// Arabic yeh or kaf where Persian ones belong.
    ArabicLetters, "arabic-letters", Hint, "write ی (U+06CC) and ک (U+06A9) in Persian and Urdu: searching finds nothing otherwise";
    /// Letters in the shapes of a font, not as letters.
    PresentationForms, "presentation-forms", Warning, "replace them by plain letters (NFKC): searching and reading aloud fail";
    /// A sign that is invisible or a hyphen stands where a ZWNJ belongs.
    FalseZwnj, "false-zwnj", Warning, "write U+200C (ZERO WIDTH NON-JOINER) inside words";
    /// A space stands where a ZWNJ belongs.
    ZwnjSpace, "zwnj-space", Warning, "write U+200C (ZERO WIDTH NON-JOINER) between the parts of a word: lines break at spaces";

    /// A left or right in a style sheet.
    CssLeftRight, "css-left-right", Warning, "use start and end: text-align: start, margin-inline-start, float: inline-start";
    /// Direction given by a style sheet.
    CssDirection, "css-direction", Error, "use the attributes dir and <bdi>: EPUB style sheets must not set direction or unicode-bidi";
    /// A colour of body text that fights a dark theme.
    CssColour, "css-colour", Hint, "leave the colours of text and page to the reader";
    /// A background of the page that fights a dark theme.
    CssBackground, "css-background", Hint, "leave the colours of text and page to the reader";
    /// A size of body text that the reader cannot change.
    CssFixedSize, "css-fixed-size", Hint, "give sizes of text in em or %";
    /// Items are counted in digits that the text does not use.
    ListDigits, "list-digits", Warning, "give `ol` a list-style-type of the book: persian, arabic-indic";

    /// A table without a header cell.
    ThMissing, "th-missing", Error, "mark the cells of the head as <th scope=\"col\">; give a table that is only layout role=\"presentation\"";
    /// A picture without alternative text.
    AltMissing, "alt-missing", Error, "say in alt what the picture shows; alt=\"\" if it is only an ornament";
    /// A figure with a caption whose picture claims to be an ornament.
    AltEmpty, "alt-empty", Error, "a picture worth a caption says something: say it in alt, too";
    /// An alternative text that says nothing.
    AltMeaningless, "alt-meaningless", Warning, "say what the picture shows, in words of the book's language";
    /// Mathematics that cannot be read aloud everywhere.
    MathAlt, "math-alt", Hint, "give <math> an alttext";

    /// A note or its mark does not say what it is.
    NoteRole, "note-role", Warning, "mark: epub:type=\"noteref\" role=\"doc-noteref\"; note: <aside epub:type=\"footnote\" role=\"doc-footnote\">";
    /// A note from which no way leads back.
    NoteBacklink, "note-backlink", Warning, "end the note with a link to its mark, role=\"doc-backlink\"";
    /// A note that no mark leads to.
    NoteUnreachable, "note-unreachable", Warning, "reading systems hide notes: one without a mark is never seen";

    /// Page breaks without a list, or a list promised and not there.
    PageListMissing, "page-list-missing", Warning, "list every page break in <nav epub:type=\"page-list\">";
    /// The page list and the breaks in the text differ.
    PageListMatch, "page-list-match", Error, "let every entry lead to a page break, and every break have an entry of its own name";
    /// The page list does not follow the text.
    PageListOrder, "page-list-order", Error, "list pages in the order of the text";
    /// A page break without a name.
    PageBreakLabel, "page-break-label", Error, "give the break its page number in aria-label or title";

    /// Two elements with one id.
    DuplicateId, "duplicate-id", Error, "make ids unique in their document";
    /// A link that leads nowhere.
    BrokenLink, "broken-link", Error, "let the link lead to a file and an id that are there";
    /// A picture, font or style sheet on the network.
    RemoteResource, "remote-resource", Error, "put the file into the book: readers are often offline";
    /// A link to a document that is not part of the reading order.
    OutsideSpine, "outside-spine", Error, "add the document to the spine (linear=\"no\" if need be)";

    /// No navigation document, or one without contents.
    ContentsMissing, "contents-missing", Error, "write <nav epub:type=\"toc\"> with an entry for each chapter";
    /// The contents do not follow the reading order.
    ContentsOrder, "contents-order", Warning, "list chapters in the order of the spine";
    /// No landmarks.
    LandmarksMissing, "landmarks-missing", Hint, "write <nav epub:type=\"landmarks\"> with the beginning of the text";

    /// The book has no cover.
    CoverMissing, "cover-missing", Warning, "add a cover image, properties=\"cover-image\" and <meta name=\"cover\">";
    /// The cover is marked in one way only, or in two that differ.
    CoverMarks, "cover-marks", Warning, "mark the same item with properties=\"cover-image\" and <meta name=\"cover\" content=\"its id\">";
    /// The cover is too small, too large, or of another shape than shops show.
    CoverShape, "cover-shape", Hint, "make the cover upright, 3:4 to 5:8, its shorter side 640 to 7,200 pixels";
    /// The cover is of a kind that not every shop shows.
    CoverFormat, "cover-format", Warning, "store the cover as JPEG or PNG";
    /// The cover shares its document with text.
    CoverAlone, "cover-alone", Warning, "give the cover a document of its own";
    /// A picture with more pixels than a shop takes.
    ImagePixels, "image-pixels", Warning, "scale the picture to at most 4 million pixels";
    /// A picture with more bytes than a shop advises.
    ImageBytes, "image-bytes", Warning, "compress the picture to at most 5 MB";
    /// A picture of a kind that not every shop shows.
    ImageFormat, "image-format", Warning, "store pictures as JPEG, PNG or SVG";
    /// A picture that is not what the manifest says, or nothing at all.
    ImageBroken, "image-broken", Error, "store the picture anew and name its true media type";
    /// A drawing that gives itself more pixels than a shop takes.
    DrawingSize, "drawing-size", Warning, "give <svg> a viewBox, and a width and height of at most 3,200";
    /// A picture in the colours of the press.
    ImageColour, "image-colour", Warning, "convert the picture from CMYK to RGB";
    /// A font in a format that not every reading system reads.
    FontFormat, "font-format", Warning, "embed TrueType or OpenType files: Kobo reads no WOFF2";
    /// A font that cannot be read.
    FontBroken, "font-broken", Error, "embed the font anew";
    /// A font of Arabic letters without joining forms.
    FontJoins, "font-joins", Error, "subset the font with its layout tables";
    /// A font of Arabic letters without a ZWNJ, in a book that has some.
    FontZwnj, "font-zwnj", Warning, "keep U+200C when the font is subset";

    /// Accessibility metadata are missing.
    AccessibilityMetadata, "accessibility-metadata", Warning, "say in the package how the book can be read: schema:accessMode, accessModeSufficient, accessibilityFeature, accessibilityHazard, accessibilitySummary";
    /// The metadata promise what the book does not hold.
    PromiseNotKept, "promise-not-kept", Error, "derive accessibility metadata from the content";
    /// A claim of conformance that nothing stands behind.
    ClaimWithoutBasis, "claim-without-basis", Error, "claim dcterms:conformsTo only after an evaluation, and name who made it (a11y:certifiedBy)";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_code_has_a_name_of_its_own_and_a_hint() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| !code.hint().ends_with('.')));
    }
}
