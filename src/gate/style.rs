//! What style sheets say about sides, direction, colours, sizes and digits (EPUB 3.3, 6.3.1.2).

use super::book::{Book, Style};
use super::css::{Declaration, Rule};
use super::document::{Document, Role};
use super::finding::{Code, Findings};
use super::xml::NodeId;
use crate::diag::isolate;
use crate::locale::{Digits, Direction, Language};
use crate::lookup::Lookup;

/// Properties of one side, and of the other.
const SIDES: [(&str, &str); 12] = [
    ("margin-left", "margin-right"),
    ("padding-left", "padding-right"),
    ("border-left", "border-right"),
    ("border-left-width", "border-right-width"),
    ("border-left-style", "border-right-style"),
    ("border-left-color", "border-right-color"),
    ("border-top-left-radius", "border-top-right-radius"),
    ("border-bottom-left-radius", "border-bottom-right-radius"),
    ("left", "right"),
    ("scroll-margin-left", "scroll-margin-right"),
    ("scroll-padding-left", "scroll-padding-right"),
    ("border-left-image", "border-right-image"),
];

/// Properties whose value can be a side.
const SIDED: [&str; 4] = ["text-align", "text-align-last", "float", "clear"];

/// Properties that EPUB forbids to style sheets, with the prefixes that browsers gave them.
const DIRECTION: [&str; 4] = [
    "direction",
    "unicode-bidi",
    "-epub-direction",
    "-webkit-direction",
];

/// Elements that hold the whole text.
const WHOLE: [&str; 5] = ["html", "body", "p", ":root", "*"];

/// Checks every style sheet, and what documents say in their place.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    let direction = book.direction();
    for style in &book.styles {
        for rule in &style.sheet.rules {
            check_direction(style, rule, findings);
            if direction == Direction::Rtl {
                check_sides(style, rule, findings);
            }
            check_colours(style, rule, findings);
            check_sizes(style, rule, findings);
        }
    }
    if direction == Direction::Rtl {
        check_attributes(book, findings);
    }
    check_digits(book, findings);
}

fn check_direction(style: &Style, rule: &Rule, findings: &mut Findings) {
    for one in &rule.declarations {
        if DIRECTION.contains(&one.property.as_str()) {
            let message = format!("{} is set by a style sheet", isolate(&one.property));
            findings.add(Code::CssDirection, style.place(&one.span), message);
        }
    }
}

/// A left or right is harmless where the other side says the same, or where the rule is for one direction only.
fn check_sides(style: &Style, rule: &Rule, findings: &mut Findings) {
    let one_way = [":dir(", "[dir", ":lang("];
    if one_way.iter().any(|part| rule.selectors.contains(part))
        || rule.selectors.starts_with("@page")
    {
        return;
    }
    let values = rule.values();
    for one in &rule.declarations {
        if names_a_side(one, &values) {
            let written = isolate(&format!("{}: {}", one.property, one.value));
            let selectors = if rule.selectors.is_empty() {
                "a style attribute".to_owned()
            } else {
                isolate(&rule.selectors)
            };
            let message =
                format!("{written} of {selectors} does not turn round in a right-to-left book");
            findings.add(Code::CssLeftRight, style.place(&one.span), message);
        }
    }
}

fn names_a_side(one: &Declaration, values: &Lookup<&str, &str>) -> bool {
    let property = one.property.as_str();
    let value = bare(&one.value);
    if SIDED.contains(&property) {
        return matches!(value, "left" | "right");
    }
    let other = SIDES.iter().find_map(|(left, right)| match property {
        _ if property == *left => Some(*right),
        _ if property == *right => Some(*left),
        _ => None,
    });
    match other {
        Some(other) => values.get(other).copied().map(bare) != Some(value),
        None => matches!(property, "margin" | "padding") && has_unlike_sides(value),
    }
}

/// Whether the four values of a shorthand give left and right different sizes.
fn has_unlike_sides(value: &str) -> bool {
    let parts: Vec<&str> = value.split(' ').collect();
    parts.len() == 4 && parts[1] != parts[3]
}

fn bare(value: &str) -> &str {
    value.trim_end_matches("!important").trim_end()
}

fn check_colours(style: &Style, rule: &Rule, findings: &mut Findings) {
    let whole = WHOLE.iter().any(|element| rule.selects(element));
    if !whole {
        return;
    }
    for one in &rule.declarations {
        let code = match one.property.as_str() {
            "color" => Code::CssColour,
            "background" | "background-color" => Code::CssBackground,
            _ => continue,
        };
        let left_open = [
            "inherit",
            "currentcolor",
            "transparent",
            "none",
            "initial",
            "unset",
        ];
        if !left_open.contains(&bare(&one.value)) {
            let message = format!("{} is set for the whole text", isolate(&one.property));
            findings.add(code, style.place(&one.span), message);
        }
    }
}

fn check_sizes(style: &Style, rule: &Rule, findings: &mut Findings) {
    if !WHOLE.iter().any(|element| rule.selects(element)) {
        return;
    }
    for one in &rule.declarations {
        let value = bare(&one.value);
        let absolute = ["px", "pt", "mm", "cm", "in", "pc"];
        if one.property == "font-size" && absolute.iter().any(|unit| value.ends_with(unit)) {
            let message = format!("the size of the whole text is fixed at {}", isolate(value));
            findings.add(Code::CssFixedSize, style.place(&one.span), message);
        }
    }
}

/// `align="left"` says what `text-align: left` says.
fn check_attributes(book: &Book, findings: &mut Findings) {
    for document in &book.documents {
        let tree = &document.tree;
        for node in tree.nodes() {
            let Some(attribute) = tree.attribute(node, "align") else {
                continue;
            };
            if matches!(
                attribute.value.to_ascii_lowercase().as_str(),
                "left" | "right"
            ) {
                let written = isolate(&format!("{}=\"{}\"", attribute.name, attribute.value));
                let message = format!("{written} does not turn round in a right-to-left book");
                let place = tree.place_of(node, &attribute.name);
                findings.add(Code::CssLeftRight, place, message);
            }
        }
    }
}

/// Lists are counted in the digits of the text around them.
fn check_digits(book: &Book, findings: &mut Findings) {
    let language = book.package.language();
    let language = language.and_then(|(_, tag)| Language::new(&tag));
    let digits = language.map_or(Digits::Latin, |language| language.digits());
    let zero = match digits {
        Digits::Persian => '۰',
        Digits::Arabic => '٠',
        Digits::Latin => return,
    };
    let styled = book.styles.iter().any(|style| {
        let mut declarations = style.sheet.rules.iter().flat_map(|rule| &rule.declarations);
        declarations.any(counts_in_own_digits)
    });
    if styled {
        return;
    }
    for document in book.documents.iter().filter(|one| one.role == Role::Text) {
        let Some(list) = counted_list(document) else {
            continue;
        };
        let own = document
            .prose
            .text
            .chars()
            .filter(|sign| is_digit_of(*sign, zero));
        let ascii = document.prose.text.chars().filter(char::is_ascii_digit);
        if own.count() > ascii.count() {
            let message = "items of this list are counted 1, 2, 3, and the text has other digits";
            findings.add(Code::ListDigits, document.tree.place(list), message);
        }
    }
}

fn is_digit_of(sign: char, zero: char) -> bool {
    (zero as u32..zero as u32 + 10).contains(&(sign as u32))
}

fn counts_in_own_digits(one: &Declaration) -> bool {
    let named = ["persian", "arabic-indic", "urdu"];
    let list = one.property == "list-style-type" || one.property == "list-style";
    list && one.value.split(' ').any(|word| named.contains(&word))
}

/// The first list of a document whose items are counted in digits.
fn counted_list(document: &Document) -> Option<NodeId> {
    let tree = &document.tree;
    tree.named("ol").find(|list| {
        let kind = tree.value(*list, "type").unwrap_or("1");
        kind == "1" && !is_in_navigation(document, *list)
    })
}

fn is_in_navigation(document: &Document, list: NodeId) -> bool {
    let tree = &document.tree;
    let mut around = tree.with_ancestors(list);
    around.any(|node| tree.name(node) == Some("nav"))
}
