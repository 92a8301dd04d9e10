//! `[epub]`: TOML in, settings of the EPUB out.

use toml::de::DeTable;

use super::keys;
use super::metadata;
use super::reader::Reader;
use crate::source::BookPath;

/// `[epub]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpubOptions {
    /// `css`: the author's own style sheet, added after ours.
    pub css: Option<BookPath>,
    /// `embed-fonts`, on by default.
    pub embed_fonts: bool,
    /// `page-list`, on by default: whether the EPUB tells where the pages of the PDF begin.
    pub page_list: bool,
    /// `print-isbn`: the ISBN of the printed book whose pages those are.
    pub print_isbn: Option<String>,
    /// `split-above`: from how many kilobytes of text on a chapter becomes several documents.
    pub split_above: usize,
    /// What the author claims about accessibility.
    pub claims: AccessClaims,
}

impl Default for EpubOptions {
    fn default() -> Self {
        Self {
            css: None,
            embed_fonts: true,
            page_list: true,
            print_isbn: None,
            split_above: SPLIT_ABOVE,
            claims: AccessClaims::default(),
        }
    }
}

/// What an author, and nobody else, can say about the accessibility of a book (EPUB Accessibility
/// 1.1, clause 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessClaims {
    /// `conforms-to`: the standard («EPUB Accessibility 1.1 - WCAG 2.1 Level AA»).
    pub conforms_to: Option<String>,
    /// `certified-by`: who has checked that.
    pub certified_by: Option<String>,
    /// `certifier-credential`: what entitles them to it.
    pub credential: Option<String>,
    /// `certifier-report`: the address of their report.
    pub report: Option<String>,
}

/// Kilobytes of text; a larger document makes old readers slow, a smaller one parts no usual chapter.
const SPLIT_ABOVE: usize = 250;

/// Reads `[epub]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> EpubOptions {
    let section = reader.section(root, "epub", keys::EPUB);
    let usual = EpubOptions::default();
    let split = reader.within(&section, "split-above", keys::SPLITS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number in range"
    )]
    let split = split.map(|kilobytes| kilobytes as usize);
    EpubOptions {
        css: reader.file(&section, "css"),
        embed_fonts: reader
            .flag(&section, "embed-fonts")
            .unwrap_or(usual.embed_fonts),
        page_list: reader
            .flag(&section, "page-list")
            .unwrap_or(usual.page_list),
        print_isbn: metadata::isbn(reader, &section, "print-isbn"),
        split_above: split.unwrap_or(usual.split_above),
        claims: AccessClaims {
            conforms_to: reader.string(&section, "conforms-to"),
            certified_by: reader.string(&section, "certified-by"),
            credential: reader.string(&section, "certifier-credential"),
            report: reader.string(&section, "certifier-report"),
        },
    }
}
