//! A contextual lookup's table in, its rules as places where a space can stand out (OpenType chapter 2,
//! sequence context formats 1 to 3 and their chained forms).

use skrifa::GlyphId;
use skrifa::raw::tables::layout::{
    ChainedSequenceContext, ChainedSequenceContextFormat1, ChainedSequenceContextFormat2,
    ChainedSequenceContextFormat3, ClassDef, CoverageTable, SequenceContext,
    SequenceContextFormat1, SequenceContextFormat2, SequenceContextFormat3, SequenceLookupRecord,
};
use skrifa::raw::{ArrayOfOffsets, ReadError};

/// What a rule matches: of each glyph, whether it can be the space.
#[derive(Debug, Default)]
struct Pattern {
    /// Backtrack, nearest glyph first.
    before: Vec<bool>,
    input: Vec<bool>,
    /// Lookahead.
    after: Vec<bool>,
}

impl Pattern {
    /// One without a context.
    fn alone(input: Vec<bool>) -> Self {
        Self {
            input,
            ..Self::default()
        }
    }
}

/// A rule: what it matches, and what it does there.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pattern: Pattern,
    /// Places in the input that lookups are called at.
    acted: Vec<u16>,
    /// The lookups called.
    pub(super) calls: Vec<u16>,
}

impl Rule {
    fn new(pattern: Pattern, records: &[SequenceLookupRecord]) -> Self {
        Self {
            pattern,
            acted: records
                .iter()
                .map(SequenceLookupRecord::sequence_index)
                .collect(),
            calls: records
                .iter()
                .map(SequenceLookupRecord::lookup_list_index)
                .collect(),
        }
    }

    /// A rule for a table in a format that is newer than this reader.
    fn unknown() -> Self {
        Self {
            pattern: Pattern {
                input: vec![true; 3],
                ..Pattern::default()
            },
            ..Self::default()
        }
    }

    /// Whether what it does to one word can depend on the next: a space stands between other glyphs,
    /// or is changed, or is taken at the end so that the next match begins after it.
    pub(super) fn ties_words(&self) -> bool {
        let Pattern {
            before,
            input,
            after,
        } = &self.pattern;
        let all = before.iter().rev().chain(input).chain(after);
        let length = before.len() + input.len() + after.len();
        let inside = all
            .enumerate()
            .any(|(at, space)| *space && at > 0 && at + 1 < length);
        let changed = self.acted.iter().any(|at| {
            let space = input.get(usize::from(*at));
            *space.unwrap_or(&true)
        });
        let taken = input.len() > 1 && input.last() == Some(&true);
        inside || changed || taken
    }
}

/// The rules of a context table.
pub(super) fn rules(table: &SequenceContext<'_>, space: GlyphId) -> Result<Vec<Rule>, ReadError> {
    match table {
        SequenceContext::Format1(table) => by_glyph(table, space),
        SequenceContext::Format2(table) => by_class(table, space),
        SequenceContext::Format3(table) => by_coverage(table, space),
        _ => Ok(vec![Rule::unknown()]),
    }
}

/// The rules of a chained context table.
pub(super) fn chained_rules(
    table: &ChainedSequenceContext<'_>,
    space: GlyphId,
) -> Result<Vec<Rule>, ReadError> {
    match table {
        ChainedSequenceContext::Format1(table) => chained_by_glyph(table, space),
        ChainedSequenceContext::Format2(table) => chained_by_class(table, space),
        ChainedSequenceContext::Format3(table) => chained_by_coverage(table, space),
        _ => Ok(vec![Rule::unknown()]),
    }
}

fn by_glyph(table: &SequenceContextFormat1<'_>, space: GlyphId) -> Result<Vec<Rule>, ReadError> {
    let mut found = Vec::new();
    let coverage = table.coverage()?;
    for (first, set) in coverage.iter().zip(table.seq_rule_sets().iter()) {
        let Some(set) = set.transpose()? else {
            continue;
        };
        for rule in set.seq_rules().iter() {
            let rule = rule?;
            let rest = rule
                .input_sequence()
                .iter()
                .map(|one| GlyphId::from(one.get()));
            let input = Some(first).into_iter().chain(rest).map(|one| one == space);
            let pattern = Pattern::alone(input.collect());
            found.push(Rule::new(pattern, rule.seq_lookup_records()));
        }
    }
    Ok(found)
}

fn chained_by_glyph(
    table: &ChainedSequenceContextFormat1<'_>,
    space: GlyphId,
) -> Result<Vec<Rule>, ReadError> {
    let mut found = Vec::new();
    let coverage = table.coverage()?;
    for (first, set) in coverage.iter().zip(table.chained_seq_rule_sets().iter()) {
        let Some(set) = set.transpose()? else {
            continue;
        };
        for rule in set.chained_seq_rules().iter() {
            let rule = rule?;
            let is_space = |one: &skrifa::raw::types::BigEndian<_>| -> bool {
                let glyph: skrifa::raw::types::GlyphId16 = one.get();
                GlyphId::from(glyph) == space
            };
            let before = rule.backtrack_sequence().iter().map(is_space).collect();
            let rest = rule.input_sequence().iter().map(is_space);
            let input = Some(first == space).into_iter().chain(rest).collect();
            let after = rule.lookahead_sequence().iter().map(is_space).collect();
            let pattern = Pattern {
                before,
                input,
                after,
            };
            found.push(Rule::new(pattern, rule.seq_lookup_records()));
        }
    }
    Ok(found)
}

/// Glyphs that no class names are of class 0, and a rule may ask for that one, too.
fn class_of(classes: Result<ClassDef<'_>, ReadError>, space: GlyphId) -> Result<u32, ReadError> {
    Ok(classes?.get(space))
}

fn by_class(table: &SequenceContextFormat2<'_>, space: GlyphId) -> Result<Vec<Rule>, ReadError> {
    let mut found = Vec::new();
    let class = class_of(table.class_def(), space)?;
    let begins = table.coverage()?.get(space).is_some();
    for (first, set) in (0_u32..).zip(table.class_seq_rule_sets().iter()) {
        let Some(set) = set.transpose()? else {
            continue;
        };
        for rule in set.class_seq_rules().iter() {
            let rule = rule?;
            let rest = rule.input_sequence().iter();
            let rest = rest.map(|one| u32::from(one.get()) == class);
            let first = Some(begins && first == class);
            let input = first.into_iter().chain(rest).collect();
            let pattern = Pattern::alone(input);
            found.push(Rule::new(pattern, rule.seq_lookup_records()));
        }
    }
    Ok(found)
}

fn chained_by_class(
    table: &ChainedSequenceContextFormat2<'_>,
    space: GlyphId,
) -> Result<Vec<Rule>, ReadError> {
    let mut found = Vec::new();
    let [back, own, ahead] = [
        class_of(table.backtrack_class_def(), space)?,
        class_of(table.input_class_def(), space)?,
        class_of(table.lookahead_class_def(), space)?,
    ];
    let begins = table.coverage()?.get(space).is_some();
    for (first, set) in (0_u32..).zip(table.chained_class_seq_rule_sets().iter()) {
        let Some(set) = set.transpose()? else {
            continue;
        };
        for rule in set.chained_class_seq_rules().iter() {
            let rule = rule?;
            let before = rule.backtrack_sequence().iter();
            let before = before.map(|one| u32::from(one.get()) == back).collect();
            let rest = rule.input_sequence().iter();
            let rest = rest.map(|one| u32::from(one.get()) == own);
            let first = Some(begins && first == own);
            let input = first.into_iter().chain(rest).collect();
            let after = rule.lookahead_sequence().iter();
            let after = after.map(|one| u32::from(one.get()) == ahead).collect();
            let pattern = Pattern {
                before,
                input,
                after,
            };
            found.push(Rule::new(pattern, rule.seq_lookup_records()));
        }
    }
    Ok(found)
}

fn by_coverage(table: &SequenceContextFormat3<'_>, space: GlyphId) -> Result<Vec<Rule>, ReadError> {
    let input = places(&table.coverages(), space)?;
    let rule = Rule::new(Pattern::alone(input), table.seq_lookup_records());
    Ok(vec![rule])
}

fn chained_by_coverage(
    table: &ChainedSequenceContextFormat3<'_>,
    space: GlyphId,
) -> Result<Vec<Rule>, ReadError> {
    let before = places(&table.backtrack_coverages(), space)?;
    let input = places(&table.input_coverages(), space)?;
    let after = places(&table.lookahead_coverages(), space)?;
    let pattern = Pattern {
        before,
        input,
        after,
    };
    let rule = Rule::new(pattern, table.seq_lookup_records());
    Ok(vec![rule])
}

fn places<'a>(
    coverages: &ArrayOfOffsets<'a, CoverageTable<'a>>,
    space: GlyphId,
) -> Result<Vec<bool>, ReadError> {
    let has = |coverage: Result<CoverageTable<'a>, ReadError>| Ok(coverage?.get(space).is_some());
    coverages.iter().map(has).collect()
}
