//! A face's layout tables in, how far its shapes look beyond a word out (GSUB, GPOS, kern, AAT).
//!
//! Words are shaped one by one, and kept, only where that gives what shaping the whole line gives. As
//! browsers do, the tables are read once for each face to see what its lookups make of the space: a
//! lookup that skips spaces, changes them, or has one *inside* what it matches ties words together, and
//! such a face is shaped by the line (Nastaliq). Where spaces stand at the ends of what is matched only
//! (`T` kerned to a space, a vowel sign on a space), no lookup sees two words at once, and each word
//! can be shaped between two spaces to see whether it is one of those that change them.

mod rules;

use harfrust::Feature;
use skrifa::raw::tables::gpos::{CursivePos, PairPos, PositionSubtables, ValueFormat};
use skrifa::raw::tables::gsub::{
    AlternateSubst, LigatureSubst, MultipleSubst, SingleSubst, SubstitutionSubtables,
};
use skrifa::raw::tables::layout::{FeatureList, LookupFlag};
use skrifa::raw::{ReadError, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use rules::{Rule, chained_rules, rules};

/// How far the shapes of a face look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the spaces at the two sides of a word.
    Word,
    /// Over a space, or nobody knows.
    Line,
}

/// Reads the tables of a face. `features` are those the book asks for besides the usual ones.
pub(super) fn reach(data: &[u8], features: &[Feature]) -> Reach {
    let apart = FontRef::new(data).and_then(|font| Reader::new(&font, features)?.keeps_apart());
    match apart {
        Ok(true) => Reach::Word,
        Ok(false) | Err(_) => Reach::Line,
    }
}

/// Features that no text has unless it asks for them (the registry's "off by default"), and fractions,
/// which come with U+2044 alone. Whatever is not named here counts as used.
const ON_REQUEST: &[&[u8; 4]] = &[
    b"aalt", b"afrc", b"c2pc", b"c2sc", b"case", b"cpsp", b"cswh", b"dlig", b"dnom", b"expt",
    b"falt", b"frac", b"fwid", b"halt", b"hist", b"hlig", b"hwid", b"jalt", b"lnum", b"mgrk",
    b"nalt", b"numr", b"onum", b"ordn", b"ornm", b"palt", b"pcap", b"pnum", b"pwid", b"ruby",
    b"salt", b"sinf", b"smcp", b"smpl", b"subs", b"sups", b"swsh", b"titl", b"tnum", b"trad",
    b"unic", b"vert", b"vrt2", b"zero",
];

/// Whether text is set with a feature.
fn is_used(tag: Tag, asked: &[Feature]) -> bool {
    let bytes = tag.into_bytes();
    let numbered =
        matches!(&bytes[..2], b"ss" | b"cv") && bytes[2..].iter().all(u8::is_ascii_digit);
    let optional = numbered || ON_REQUEST.contains(&&bytes);
    !optional || asked.iter().any(|feature| feature.tag == tag)
}

/// The lookups that these features begin with.
fn first_lookups(list: &FeatureList<'_>, asked: &[Feature]) -> Result<Vec<u16>, ReadError> {
    let mut found = Vec::new();
    for record in list.feature_records() {
        if is_used(record.feature_tag(), asked) {
            let feature = record.feature(list.offset_data())?;
            found.extend(feature.lookup_list_indices().iter().map(|at| at.get()));
        }
    }
    Ok(found)
}

/// Walks lookups and those they call, each once.
struct Walk {
    pending: Vec<u16>,
    seen: Vec<u16>,
}

impl Walk {
    fn next(&mut self) -> Option<u16> {
        loop {
            let lookup = self.pending.pop()?;
            if !self.seen.contains(&lookup) {
                self.seen.push(lookup);
                return Some(lookup);
            }
        }
    }

    /// Takes the lookups that rules call, and tells whether the rules keep words apart.
    fn follow(&mut self, rules: Vec<Rule>) -> bool {
        rules.into_iter().all(|rule| {
            self.pending.extend_from_slice(&rule.calls);
            !rule.ties_words()
        })
    }
}

/// Asks a face's lookups about the space.
struct Reader<'a> {
    font: &'a FontRef<'a>,
    features: &'a [Feature],
    space: GlyphId,
    /// GDEF class of the space's glyph.
    class: u16,
}

impl<'a> Reader<'a> {
    fn new(font: &'a FontRef<'a>, features: &'a [Feature]) -> Result<Self, ReadError> {
        let space = font.charmap().map(' ').ok_or(ReadError::NullOffset)?;
        let classes = font.gdef().ok().and_then(|gdef| gdef.glyph_class_def());
        let class = classes.transpose()?.map_or(0, |classes| classes.get(space));
        Ok(Self {
            font,
            features,
            space,
            class: u16::try_from(class).unwrap_or(MARK),
        })
    }

    /// Whether no lookup sees two words at once.
    fn keeps_apart(&self) -> Result<bool, ReadError> {
        let has = |tag| self.font.table_data(Tag::new(tag)).is_some();
        let apple = [b"morx", b"mort", b"kerx", b"trak"].into_iter().any(has);
        // Version 0 of `kern` holds pairs; Apple's later one holds machines that run over a line.
        let kern = self.font.table_data(Tag::new(b"kern"));
        let machines =
            kern.is_some_and(|kern| kern.read_at::<u16>(0).is_ok_and(|major| major != 0));
        if apple || machines || self.class == MARK {
            return Ok(false);
        }
        Ok((!has(b"GSUB") || self.gsub()?) && (!has(b"GPOS") || self.gpos()?))
    }

    fn gsub(&self) -> Result<bool, ReadError> {
        let table = self.font.gsub()?;
        if table.feature_variations().is_some() {
            return Ok(false);
        }
        let features = table.feature_list()?;
        // Signs that stretch over a whole word (Syriac) measure it after all lookups.
        let mut records = features.feature_records().iter();
        if records.any(|record| record.feature_tag() == Tag::new(b"stch")) {
            return Ok(false);
        }
        let lookups = table.lookup_list()?.lookups();
        let mut walk = Walk {
            pending: first_lookups(&features, self.features)?,
            seen: Vec::new(),
        };
        while let Some(at) = walk.next() {
            let lookup = lookups.get(usize::from(at))?;
            let kinds = lookup.subtables()?;
            if !self.substitutes_apart(&kinds, lookup.lookup_flag(), &mut walk)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A space may not be changed alone, nor be skipped, nor stand inside what is matched.
    fn substitutes_apart(
        &self,
        kinds: &SubstitutionSubtables<'_>,
        flag: LookupFlag,
        walk: &mut Walk,
    ) -> Result<bool, ReadError> {
        use SubstitutionSubtables as Kind;
        let seen = !self.skips(flag);
        Ok(match kinds {
            Kind::Single(tables) => none(tables.iter(), |one| self.is_replaced(one))?,
            Kind::Multiple(tables) => none(tables.iter(), |one| self.is_spread(one))?,
            Kind::Alternate(tables) => none(tables.iter(), |one| self.has_alternates(one))?,
            Kind::Ligature(tables) => seen && none(tables.iter(), |one| self.is_inside(one))?,
            Kind::Contextual(tables) => {
                seen && none(tables.iter(), |one| {
                    Ok(!walk.follow(rules(one, self.space)?))
                })?
            }
            Kind::ChainContextual(tables) => {
                let ties = |one: &_| Ok(!walk.follow(chained_rules(one, self.space)?));
                seen && none(tables.iter(), ties)?
            }
            // Rare, and it runs backwards through the line.
            Kind::Reverse(tables) => tables.is_empty(),
            Kind::EmptyExtension => true,
        })
    }

    fn gpos(&self) -> Result<bool, ReadError> {
        let table = self.font.gpos()?;
        if table.feature_variations().is_some() {
            return Ok(false);
        }
        let lookups = table.lookup_list()?.lookups();
        let mut walk = Walk {
            pending: first_lookups(&table.feature_list()?, self.features)?,
            seen: Vec::new(),
        };
        while let Some(at) = walk.next() {
            let lookup = lookups.get(usize::from(at))?;
            let kinds = lookup.subtables()?;
            if !self.positions_apart(&kinds, lookup.lookup_flag(), &mut walk)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Pairs have no inside, but where the second glyph of a pair is moved too, the next pair begins after
    /// it. Marks go no farther back than to the space before them: their lookups
    /// skip marks alone, whatever their flags say. A chain of joined strokes could run through spaces.
    fn positions_apart(
        &self,
        kinds: &PositionSubtables<'_>,
        flag: LookupFlag,
        walk: &mut Walk,
    ) -> Result<bool, ReadError> {
        use PositionSubtables as Kind;
        let seen = !self.skips(flag);
        Ok(match kinds {
            Kind::Single(_) | Kind::MarkToBase(_) | Kind::MarkToLig(_) | Kind::MarkToMark(_) => {
                true
            }
            Kind::Pair(tables) => seen && none(tables.iter(), |one| self.is_first_of_two(one))?,
            Kind::Cursive(tables) => seen && none(tables.iter(), |one| self.is_joined(one))?,
            Kind::Contextual(tables) => {
                seen && none(tables.iter(), |one| {
                    Ok(!walk.follow(rules(one, self.space)?))
                })?
            }
            Kind::ChainContextual(tables) => {
                let ties = |one: &_| Ok(!walk.follow(chained_rules(one, self.space)?));
                seen && none(tables.iter(), ties)?
            }
            Kind::EmptyExtension => true,
        })
    }

    /// Whether a lookup looks through spaces.
    fn skips(&self, flag: LookupFlag) -> bool {
        match self.class {
            BASE => flag.contains(LookupFlag::IGNORE_BASE_GLYPHS),
            LIGATURE => flag.contains(LookupFlag::IGNORE_LIGATURES),
            _ => false,
        }
    }

    fn is_in(&self, coverage: Result<Coverage<'_>, ReadError>) -> Result<bool, ReadError> {
        Ok(coverage?.get(self.space).is_some())
    }

    fn is_replaced(&self, table: &SingleSubst<'_>) -> Result<bool, ReadError> {
        self.is_in(match table {
            SingleSubst::Format1(table) => table.coverage(),
            SingleSubst::Format2(table) => table.coverage(),
            SingleSubst::Format3(table) => table.coverage(),
            SingleSubst::Format4(table) => table.coverage(),
        })
    }

    fn is_spread(&self, table: &MultipleSubst<'_>) -> Result<bool, ReadError> {
        self.is_in(match table {
            MultipleSubst::Format1(table) => table.coverage(),
            MultipleSubst::Format2(table) => table.coverage(),
        })
    }

    fn has_alternates(&self, table: &AlternateSubst<'_>) -> Result<bool, ReadError> {
        self.is_in(match table {
            AlternateSubst::Format1(table) => table.coverage(),
            AlternateSubst::Format2(table) => table.coverage(),
        })
    }

    /// Whether the space is a part of a ligature that has parts on both sides of it.
    fn is_inside(&self, table: &LigatureSubst<'_>) -> Result<bool, ReadError> {
        let LigatureSubst::Format1(table) = table else {
            return Ok(true);
        };
        for set in table.ligature_sets().iter() {
            for ligature in set?.ligatures().iter() {
                let ligature = ligature?;
                let inner = ligature.component_glyph_ids().split_last();
                let inner = inner.map_or(&[][..], |(_, inner)| inner);
                if inner
                    .iter()
                    .any(|glyph| GlyphId::from(glyph.get()) == self.space)
                {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether pairs that begin with the space take the letter after it out of its own pair.
    fn is_first_of_two(&self, table: &PairPos<'_>) -> Result<bool, ReadError> {
        let second = match table {
            PairPos::Format1(table) => table.value_format2(),
            PairPos::Format2(table) => table.value_format2(),
            PairPos::Format3(table) => table.value_format2(),
            PairPos::Format4(table) => table.value_format2(),
        };
        let taken = second != ValueFormat::empty();
        Ok(taken
            && self.is_in(match table {
                PairPos::Format1(table) => table.coverage(),
                PairPos::Format2(table) => table.coverage(),
                PairPos::Format3(table) => table.coverage(),
                PairPos::Format4(table) => table.coverage(),
            })?)
    }

    fn is_joined(&self, table: &CursivePos<'_>) -> Result<bool, ReadError> {
        self.is_in(match table {
            CursivePos::Format1(table) => table.coverage(),
            CursivePos::Format2(table) => table.coverage(),
        })
    }
}

type Coverage<'a> = skrifa::raw::tables::layout::CoverageTable<'a>;

/// GDEF glyph classes.
const BASE: u16 = 1;
const LIGATURE: u16 = 2;
const MARK: u16 = 3;

/// Whether a test holds of no table.
fn none<T>(
    tables: impl Iterator<Item = Result<T, ReadError>>,
    mut test: impl FnMut(&T) -> Result<bool, ReadError>,
) -> Result<bool, ReadError> {
    for table in tables {
        if test(&table?)? {
            return Ok(false);
        }
    }
    Ok(true)
}
