//! The rules by which lines are arranged, in the order in which they are applied.
//!
//! Each names the program that needs it and the smallest page that proves it: without the rule, that program does not
//! give that page back. `.ci/text_rules.py` tries all of them. The order is that in which they build on one another:
//! first what the codes of a run are, then what is taken out of runs, then what stands between runs and around them.

use super::line_arrangement::LineArrangement;
use super::rule_set::Rule;
use super::{
    closing_signs, direction_marks, edge_spaces, number_marks, pdfbox_texts, pypdf_texts,
    run_joints, run_marks, space_widths,
};

/// A rule as it stands in the list.
pub(in crate::pdf) struct Entry {
    /// The rule.
    pub(in crate::pdf) rule: Rule,
    /// What it does to a line; `None` for what is done to codes before or to the stream after.
    pub(in crate::pdf) apply: Option<fn(&mut LineArrangement<'_>)>,
}

const fn line(rule: Rule, apply: fn(&mut LineArrangement<'_>)) -> Entry {
    Entry {
        rule,
        apply: Some(apply),
    }
}

const fn elsewhere(rule: Rule) -> Entry {
    Entry { rule, apply: None }
}

/// All rules, in their order.
pub(in crate::pdf) const RULES: [Entry; 20] = [
    // In `glyph_codes` and where runs are made.
    elsewhere(Rule::SpaceSteps),
    elsewhere(Rule::Joints),
    // Before anything is taken out of a run.
    line(Rule::WholeNumbers, pypdf_texts::say_numbers),
    line(Rule::MarkedSigns, direction_marks::mark_runs_signs),
    line(Rule::ClosedLatin, direction_marks::close_latin),
    line(Rule::EdgeSpaces, edge_spaces::part_edge_spaces),
    // What pdf.js makes of the spaces that are still in runs.
    line(Rule::SharedSpaces, space_widths::share_spaces),
    line(Rule::OpenedItems, direction_marks::open_with_space),
    line(Rule::WeighedItems, direction_marks::weigh_items),
    // Signs at the edges, where no space has been parted.
    line(Rule::ClosingSigns, closing_signs::show_closing_signs),
    line(Rule::SignsAsJoints, run_joints::replace_joints),
    line(Rule::PartedNumbers, number_marks::part_numbers),
    // What is left of the runs has its ends now.
    line(Rule::MarkedRuns, run_marks::mark_runs),
    line(Rule::OneByteCodes, pdfbox_texts::say_bytes),
    line(Rule::LogicalCodes, pypdf_texts::say_letters),
    // Where runs become shows, in `bracket_guards` and `arrange`.
    elsewhere(Rule::GuardedBrackets),
    elsewhere(Rule::LedWords),
    elsewhere(Rule::SilentMarks),
    elsewhere(Rule::RepeatedFont),
    // In `page/text_writer`.
    elsewhere(Rule::BalancedPage),
];
