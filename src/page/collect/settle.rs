//! Which paragraphs of a chapter are set in one line more or less, so that its pages end well: a flow in, the
//! same flow with other lines out.

use super::collector::Collector;
use crate::lookup::Lookup;
use crate::page::compose::call_once;
use crate::page::distribute::{self, Chapter, Flexible, LineChange, NoteLines};
use crate::page::flow::{Flow, FlowBox, FlowItem};

/// Rounds before what was found is taken: what paragraphs cost is guessed, and a paragraph that cannot be set
/// as asked is left out of the next round.
const ROUNDS: usize = 2;
/// What a paragraph in other lines costs at least: less is not mended.
const WORTH: f64 = 50.0;

/// Sets the paragraphs of a chapter in the lines that its pages need.
pub(super) fn settle(collector: &mut Collector<'_>, flow: &mut Flow, notes: &NoteLines) {
    if collector.changeable.is_empty() {
        return;
    }
    flow.settle_breaks();
    call_once(flow, notes);
    let geometry = collector
        .design
        .geometry(collector.sources.config.page.chapter_opening);
    let mut changed: Lookup<usize, ChangedParagraph> = Lookup::new();
    for range in distribute::ranges(flow.items()) {
        // What stands before an opening goes on on a page that another file has begun.
        if !matches!(flow.items()[range.start], FlowItem::Opening(_)) {
            continue;
        }
        let chapter = Chapter {
            flow: flow.items(),
            notes,
            geometry: &geometry,
            range,
            first_page: 1,
        };
        for found in of_chapter(collector, &chapter) {
            changed.insert(found.flexible.first, found);
        }
    }
    replace(flow, changed);
}

/// A paragraph in other lines.
struct ChangedParagraph {
    flexible: Flexible,
    lines: Vec<FlowBox>,
}

fn of_chapter(collector: &mut Collector<'_>, chapter: &Chapter<'_>) -> Vec<ChangedParagraph> {
    // Most chapters of a few pages divide well as they are.
    let Some(cost) = distribute::least_cost(chapter).filter(|cost| *cost > WORTH) else {
        return Vec::new();
    };
    let mut flexible = flexible(collector, chapter);
    let mut set: Lookup<(usize, i8), Option<Vec<FlowBox>>> = Lookup::new();
    let mut chosen: Vec<LineChange> = Vec::new();
    for _ in 0..ROUNDS {
        chosen = distribute::choices(chapter, &flexible, cost);
        let mut is_settled = true;
        for choice in &chosen {
            let found = &mut flexible[choice.paragraph];
            let Some(paragraph) = paragraph_at(chapter, found.first) else {
                continue;
            };
            let key = (choice.paragraph, choice.lines);
            let lines = set
                .entry(key)
                .or_insert_with(|| collector.in_lines(paragraph, choice.lines));
            if lines.is_none() {
                is_settled = false;
                match choice.lines {
                    ..=0 => found.less = None,
                    1.. => found.more = None,
                }
            }
        }
        if is_settled {
            break;
        }
    }
    let changed = chosen.iter().filter_map(|choice| {
        let lines = set.remove(&(choice.paragraph, choice.lines))??;
        let flexible = flexible[choice.paragraph];
        Some(ChangedParagraph { flexible, lines })
    });
    changed.collect()
}

fn paragraph_at(chapter: &Chapter<'_>, index: usize) -> Option<usize> {
    chapter.boxed(index)?.paragraph
}

/// The paragraphs of a chapter that can be changed, in its order.
fn flexible(collector: &Collector<'_>, chapter: &Chapter<'_>) -> Vec<Flexible> {
    let mut found: Vec<Flexible> = Vec::new();
    let mut last = None;
    for index in chapter.range.clone() {
        let paragraph = paragraph_at(chapter, index);
        if let Some(paragraph) = paragraph
            && last != Some(paragraph)
        {
            found.extend(collector.flexible(paragraph, index));
        }
        last = paragraph;
    }
    // Where something around the paragraph keeps its lines together, they stay as they are.
    let is_free = |one: &Flexible| {
        (2..one.lines.saturating_sub(1)).all(|line| {
            let inside = chapter.boxed(one.first + line - 1);
            inside.is_some_and(|inside| inside.break_after.allows_break())
        })
    };
    found.retain(is_free);
    found
}

/// Puts other lines in the place of those of paragraphs, by the index of their first lines.
fn replace(flow: &mut Flow, mut changed: Lookup<usize, ChangedParagraph>) {
    if changed.is_empty() {
        return;
    }
    let mut items = std::mem::take(flow).into_items().into_iter().enumerate();
    let mut out = Flow::default();
    while let Some((index, item)) = items.next() {
        let Some(ChangedParagraph { flexible, lines }) = changed.remove(&index) else {
            out.push_item(item);
            continue;
        };
        let rest = items.by_ref().take(flexible.lines - 1);
        let old = std::iter::once(item).chain(rest.map(|(_, item)| item));
        let more = in_signed(lines.len()) - in_signed(flexible.lines);
        let mut set = Flow::of(lines).keep_edges();
        set.take_place_of(old);
        if let Some(first) = set.boxes_mut().next() {
            first.changed_by = more;
        }
        for item in set.into_items() {
            out.push_item(item);
        }
    }
    *flow = out;
}

fn in_signed(lines: usize) -> i8 {
    i8::try_from(lines).unwrap_or(i8::MAX)
}
