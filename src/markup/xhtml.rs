//! The content of elements of XHTML: what may stand in them, in which order, and what nowhere inside.

use std::cell::LazyCell;

use usvg::roxmltree::Node;

use super::fault::{Breach, Faults};
use super::names::{MATHML, OPS, SVG, XHTML as NAMESPACE, elements, start_of};
use super::rules::{Rule, XHTML};

/// Elements that may hold what the element around them may (HTML, 3.2.5.3).
const TRANSPARENT: [&str; 10] = [
    "a", "ins", "del", "map", "object", "video", "audio", "canvas", "noscript", "slot",
];

/// Elements that answer to a touch (HTML, 3.2.5.2.7): none stands in another one that does.
const INTERACTIVE: [&str; 14] = [
    "a",
    "audio[controls]",
    "button",
    "details",
    "embed",
    "iframe",
    "img[usemap]",
    "input",
    "label",
    "menu",
    "object[usemap]",
    "select",
    "textarea",
    "video[controls]",
];

/// Elements that may stand nowhere inside others; an attribute in brackets has to be there.
const EXCLUDED: [(&str, &[&str]); 13] = [
    ("a", &INTERACTIVE),
    ("button", &INTERACTIVE),
    ("audio", &["audio", "video"]),
    ("video", &["audio", "video"]),
    ("address", &["address", "header", "footer"]),
    ("form", &["form"]),
    ("progress", &["progress"]),
    ("meter", &["meter"]),
    ("dfn", &["dfn"]),
    ("caption", &["table"]),
    ("header", &["header", "footer"]),
    ("footer", &["header", "footer"]),
    ("label", &["label"]),
];

/// Checks the content of an element.
pub(super) fn check(node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    let Some(rule) = XHTML.element(name) else {
        let message = format!("XHTML has no element <{name}>");
        return faults.add(Breach::Misplaced, start_of(node), message);
    };
    check_children(node, rule, faults);
    if !rule.words || is_group(node) {
        faults.refuse_words(node);
    }
    check_exclusions(node, faults);
    if let Some(message) = incomplete(node) {
        faults.add(Breach::Incomplete, start_of(node), message);
    }
}

/// Checks what SVG holds of XHTML: `foreignObject` has flow content, the rest is free.
pub(super) fn check_svg(node: Node<'_, '_>, faults: &mut Faults) {
    if node.tag_name().name() != "foreignObject" {
        return;
    }
    let Some(rule) = XHTML.element("div") else {
        return;
    };
    for child in elements(node) {
        let tag = child.tag_name();
        let fits = tag.namespace() == Some(NAMESPACE) && rule.elements.contains(tag.name());
        if !fits && !is_embedded(child) {
            faults.refuse(child);
        }
    }
}

/// Whether an element begins a drawing or a formula.
fn is_embedded(node: Node<'_, '_>) -> bool {
    node.has_tag_name((SVG, "svg")) || node.has_tag_name((MATHML, "math"))
}

fn check_children(node: Node<'_, '_>, rule: &Rule, faults: &mut Faults) {
    let content = content(node, rule);
    for child in elements(node) {
        let tag = child.tag_name();
        let name = tag.name();
        let fits = match tag.namespace() {
            Some(NAMESPACE) if XHTML.element(name).is_none() => true,
            Some(NAMESPACE) => content.allows(name),
            Some(OPS) => content.allows("span"),
            _ if is_embedded(child) => content.allows("span"),
            _ => false,
        };
        if !fits {
            faults.refuse(child);
        }
    }
}

/// Whether an element is a group in a list of descriptions: `<dl><div><dt/><dd/></div></dl>`.
fn is_group(node: Node<'_, '_>) -> bool {
    let parent = node.parent_element();
    node.tag_name().name() == "div"
        && parent.is_some_and(|parent| parent.has_tag_name((NAMESPACE, "dl")))
}

/// The elements that may stand in one.
enum Content<'r> {
    /// Those of its rule.
    Own(&'r Rule),
    /// Of those of its rule the ones that may stand in a line.
    InLine(&'r Rule),
    /// Those of a group in a list of descriptions.
    Group,
}

impl Content<'_> {
    fn allows(&self, name: &str) -> bool {
        /// What belongs to the element itself, wherever that stands.
        const PARTS: [&str; 3] = ["source", "track", "param"];
        match self {
            Self::Own(rule) => rule.elements.contains(name),
            Self::InLine(rule) => {
                let line = XHTML.element("span");
                let in_line = line.is_some_and(|line| line.elements.contains(name));
                rule.elements.contains(name) && (in_line || PARTS.contains(&name))
            }
            Self::Group => matches!(name, "dt" | "dd" | "script" | "template"),
        }
    }
}

/// What may stand in an element. A transparent one holds no more than what is around it may: `<a>` in
/// `<p>` holds no `<div>`, and in `<section>` it does.
fn content<'r>(node: Node<'_, '_>, rule: &'r Rule) -> Content<'r> {
    if is_group(node) {
        return Content::Group;
    }
    if !TRANSPARENT.contains(&node.tag_name().name()) {
        return Content::Own(rule);
    }
    let opaque = |one: &Node<'_, '_>| {
        let tag = one.tag_name();
        tag.namespace() != Some(NAMESPACE) || !TRANSPARENT.contains(&tag.name())
    };
    let mut around = node.ancestors().skip(1).filter(Node::is_element);
    let around = around.find(opaque);
    let around = around.and_then(|one| XHTML.element(one.tag_name().name()));
    match around {
        Some(around) if !around.elements.contains("div") => Content::InLine(rule),
        _ => Content::Own(rule),
    }
}

fn check_exclusions(node: Node<'_, '_>, faults: &mut Faults) {
    let name = node.tag_name().name();
    // Every element of a book is looked up in the whole list: nothing is searched for in its words.
    let is = |wanted: &&str| match wanted.strip_prefix(name) {
        Some("") => true,
        Some(rest) => {
            let attribute = rest
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            attribute.is_some_and(|attribute| node.has_attribute(attribute))
        }
        None => false,
    };
    let hidden = name == "input" && node.attribute("type") == Some("hidden");
    let mut lists = EXCLUDED.iter().map(|(_, inside)| *inside);
    if !lists.any(|inside| inside.iter().any(is)) || hidden {
        return;
    }
    let around = node.ancestors().skip(1).find(|one| {
        let tag = one.tag_name();
        let excludes =
            |(outside, inside): &(&str, &[&str])| *outside == tag.name() && inside.iter().any(is);
        tag.namespace() == Some(NAMESPACE) && EXCLUDED.iter().any(excludes)
    });
    if let Some(around) = around {
        let message = format!(
            "<{name}> cannot stand inside <{}>",
            around.tag_name().name()
        );
        faults.add(Breach::Misplaced, start_of(node), message);
    }
}

/// Why the parts of an element are too many, too few or in a wrong order.
fn incomplete(node: Node<'_, '_>) -> Option<String> {
    // Most elements of a book, paragraphs and links, are whole whatever stands in them: nobody asks for their parts.
    let parts = LazyCell::new(|| -> Vec<&str> {
        let parts = elements(node);
        parts.map(|child| child.tag_name().name()).collect()
    });
    let count = |name: &str| parts.iter().filter(|part| **part == name).count();
    let first = |name: &str| count(name) == 0 || (count(name) == 1 && parts[0] == name);
    match node.tag_name().name() {
        "html" if **parts != ["head", "body"] => {
            Some("<html> holds a <head> and then a <body>, each once".to_owned())
        }
        "head" if count("title") > 1 || count("base") > 1 => {
            Some("<head> has two of <title> or <base>".to_owned())
        }
        "title" => {
            let empty = node.text().unwrap_or_default().trim().is_empty();
            empty.then(|| "<title> is empty".to_owned())
        }
        "dl" => description_list(&parts),
        "div" if is_group(node) => {
            let group = pairs(&parts) == Some(1);
            (!group).then(|| "a group of <dl> holds <dt> and then <dd>".to_owned())
        }
        "table" => table(&parts),
        "colgroup" if node.has_attribute("span") && count("col") > 0 => {
            Some("<colgroup span> holds no <col>".to_owned())
        }
        "details" if count("summary") != 1 || parts[0] != "summary" => {
            Some("<details> begins with its only <summary>".to_owned())
        }
        "fieldset" if !first("legend") => {
            Some("<fieldset> begins with its only <legend>".to_owned())
        }
        "figure" => figure(&parts),
        "picture" if count("img") != 1 => Some("<picture> holds one <img>".to_owned()),
        "ruby" if count("rt") + count("rtc") == 0 => Some("<ruby> has no <rt>".to_owned()),
        "hgroup" => {
            let headings = parts.iter().filter(|part| part.starts_with('h')).count();
            (headings != 1).then(|| "<hgroup> holds one heading".to_owned())
        }
        _ => None,
    }
}

/// How often `dt`s and then `dd`s follow one another; `None` for another order.
fn pairs(parts: &[&str]) -> Option<usize> {
    let mut groups = 0;
    let mut before = "dd";
    for part in parts
        .iter()
        .filter(|part| !matches!(**part, "script" | "template"))
    {
        match (before, *part) {
            ("dd", "dt") => groups += 1,
            ("dt", "dd" | "dt") | ("dd", "dd") if groups > 0 => {}
            _ => return None,
        }
        before = part;
    }
    (before == "dd").then_some(groups)
}

fn description_list(parts: &[&str]) -> Option<String> {
    if parts.contains(&"div") {
        let mixed = parts.iter().any(|part| matches!(*part, "dt" | "dd"));
        return mixed.then(|| "<dl> holds groups beside <dt> or <dd>".to_owned());
    }
    let sound = pairs(parts).is_some();
    (!sound).then(|| "<dl> holds <dt> and then <dd>, again and again".to_owned())
}

/// `caption`, `colgroup`s, `thead`, bodies or rows, `tfoot`.
fn table(parts: &[&str]) -> Option<String> {
    let rank = |part: &str| match part {
        "caption" => 0,
        "colgroup" => 1,
        "thead" => 2,
        "tbody" | "tr" => 3,
        _ => 4,
    };
    let known = parts
        .iter()
        .filter(|part| !matches!(**part, "script" | "template"));
    let ranks: Vec<i32> = known.map(|part| rank(part)).collect();
    let twice = [0, 2, 4]
        .iter()
        .any(|one| ranks.iter().filter(|rank| *rank == one).count() > 1);
    let mixed = parts.contains(&"tr") && parts.contains(&"tbody");
    let wrong = twice || mixed || !ranks.is_sorted();
    wrong.then(|| {
        "<table> holds <caption>, <colgroup>, <thead>, <tbody> or <tr>, <tfoot>".to_owned()
    })
}

fn figure(parts: &[&str]) -> Option<String> {
    let captions = parts.iter().filter(|part| **part == "figcaption").count();
    let edge = parts.first() == Some(&"figcaption") || parts.last() == Some(&"figcaption");
    let wrong = captions > 1 || (captions == 1 && !edge);
    wrong.then(|| "<figure> begins or ends with its only <figcaption>".to_owned())
}
