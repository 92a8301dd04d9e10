//! `[colophon]`: what stands on the back of the title page, as TOML in, as lines out.

use toml::de::DeTable;

use super::keys;
use super::reader::Reader;

/// What stands on the back of the title page beside what `[book]` says.
///
/// `{pages}` in a line becomes the number of the last page, as catalogues count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colophon {
    /// `catalogue`: the entry of a national library, line by line: «سرشناسه: دانشور، سیمین».
    pub catalogue: Vec<String>,
    /// `lines`: edition, copies, price, address, printer.
    pub lines: Vec<String>,
}

impl Colophon {
    /// The lines with the number of the last page, in the digits of the book, in its place; those that name it are
    /// left out where it is not known.
    pub fn filled(lines: &[String], last: Option<&str>) -> Vec<String> {
        const PAGES: &str = "{pages}";
        let lines = lines.iter();
        let filled = lines.filter_map(|line| match last {
            Some(last) => Some(line.replace(PAGES, last)),
            None => (!line.contains(PAGES)).then(|| line.clone()),
        });
        filled.collect()
    }
}

/// Reads `[colophon]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> Colophon {
    let section = reader.section(root, "colophon", keys::COLOPHON);
    for key in keys::names(keys::COLOPHON) {
        if let Some(value) = section.get(key) {
            let span = reader.span(value.span());
            reader.places.add_value(key, span);
        }
    }
    Colophon {
        catalogue: reader.strings(&section, "catalogue"),
        lines: reader.strings(&section, "lines"),
    }
}
