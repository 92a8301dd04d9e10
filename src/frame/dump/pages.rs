//! Pages as text, for tests and `--emit`: one line a run, positions in 1/100 pt, the logical text.

use std::fmt::Write as _;

use crate::font::FontSet;
use crate::frame::{Compromise, LineFit, LinkTarget, PageItem, Pages, PlacedLine, Side, Turn};
use crate::units::Pt;

/// Hundredths of a point, rounded.
fn hundredths(length: Pt) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "hundredths of a point on one page"
    )]
    let rounded = (length.0 * 100.0).round() as i64;
    rounded
}

/// Every thing of every page.
pub fn pages(pages: &Pages, fonts: &FontSet) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let side = match page.side {
            Side::Left => "left",
            Side::Right => "right",
        };
        let turned = match page.turn {
            Turn::Upright => "",
            Turn::Clockwise => " turned clockwise",
            Turn::Counterclockwise => " turned counterclockwise",
        };
        line(
            &mut out,
            format_args!("page {index} {side} folio {}{turned}", page.folio),
        );
        for compromise in &page.compromises {
            self::compromise(&mut out, compromise);
        }
        for item in &page.items {
            self::item(&mut out, item, fonts);
        }
    }
    out
}

/// What a page gives up, as words.
fn compromise(out: &mut String, compromise: &Compromise) {
    let words = match compromise {
        Compromise::White(lines) => format!("the text ends {lines:.2} lines early"),
        Compromise::Uneven(lines) => format!("facing pages end {lines:.2} lines apart"),
        Compromise::FewLines(lines) => format!("the chapter ends with {lines:.0} lines"),
        Compromise::SplitNote => "a note goes on on the next page".to_owned(),
        Compromise::CrowdedNotes(lines) => format!("notes take {lines:.1} lines too many"),
        Compromise::WaitingFigures(count) => format!("figures wait for a later page: {count}"),
        Compromise::WithinWord => "the page ends within a word".to_owned(),
        Compromise::Parted => "the page ends where none should".to_owned(),
        Compromise::Overfull(lines) => format!("the page is {lines:.2} lines too full"),
        Compromise::ChangedParagraph(lines) => format!("a paragraph in {lines:+} lines"),
    };
    line(out, format_args!("  compromise: {words}"));
}

/// Every line of text: page, left end, right end, baseline, role, what it took to fill it, words.
pub fn lines(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let PageItem::Line(set) = item {
                let (left, right) = extent(set);
                let baseline = hundredths(set.baseline);
                let role = set.role;
                line(
                    &mut out,
                    format_args!(
                        "{index} {left} {right} {baseline} {role:?}{} {}",
                        fit(&set.fit),
                        set.text
                    ),
                );
            }
        }
    }
    out
}

/// The fit of a line; nothing if it has its natural width.
fn fit(fit: &LineFit) -> String {
    if *fit == LineFit::default() {
        return String::new();
    }
    let strokes = match fit.strokes {
        0 => String::new(),
        count => format!(" kashida {count} of {:.2}", fit.stroke_length.0),
    };
    let (space, letters, badness) = (fit.space, fit.letters, fit.badness);
    format!(" [space {space:.2} letters {letters:.3}{strokes} badness {badness:.0}]")
}

fn extent(set: &PlacedLine) -> (i64, i64) {
    let left = set
        .runs
        .iter()
        .map(|run| hundredths(run.x))
        .min()
        .unwrap_or(0);
    let right = set
        .runs
        .iter()
        .map(|run| hundredths(run.x + run.width()))
        .max()
        .unwrap_or(0);
    (left, right)
}

fn item(out: &mut String, item: &PageItem, fonts: &FontSet) {
    match item {
        PageItem::Line(set) => {
            let baseline = hundredths(set.baseline);
            line(
                out,
                format_args!(
                    "  line {baseline} {:?} {:?} {}",
                    set.direction, set.role, set.text
                ),
            );
            for run in &set.runs {
                let (x, width) = (hundredths(run.x), hundredths(run.width()));
                let face = fonts.face(run.face).name();
                let size = hundredths(run.size);
                let count = run.glyphs.len();
                line(
                    out,
                    format_args!(
                        "    run {x} +{width} level {} {face} {size} {count} glyphs",
                        run.level
                    ),
                );
            }
        }
        PageItem::Rule(rule) => {
            for rect in rule.rects() {
                let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(hundredths);
                line(out, format_args!("  rule {x} {y} {w} {h}"));
            }
        }
        PageItem::Picture(picture) => {
            let rect = picture.rect;
            let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(hundredths);
            line(
                out,
                format_args!("  picture {x} {y} {w} {h} {}", picture.path),
            );
        }
        PageItem::Link(link) => {
            let rect = link.rect;
            let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(hundredths);
            let target = target(&link.target);
            line(out, format_args!("  link {x} {y} {w} {h} {target}"));
        }
    }
}

/// Where a link leads.
fn target(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Place { page, y, .. } => format!("Place {{ page: {page}, y: {y} }}"),
        LinkTarget::External(_) | LinkTarget::Anchor(_) => format!("{target:?}"),
    }
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string does not fail.
    let _ = out.write_fmt(words);
    out.push('\n');
}
