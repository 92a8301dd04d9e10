//! A style in, the same style without what the works of the book can never come to, out.
//!
//! Large styles ask of every work whether it is a treaty, a hearing or a map, in each of their macros, again for each
//! macro that calls them. Which kinds of works and which fields a book has is known before its first citation is
//! rendered: of `<if type="treaty">` nothing is left where the book has no treaty.

use std::collections::BTreeSet;
use std::str::FromStr;

use citationberg::json::Item;
use citationberg::taxonomy::{Kind, Variable};
use serde_json::{Map, Value, json};

use super::placeholder::KIND_OF_NOBODY;
use crate::lookup::Seen;

/// Variables that hayagriva makes of something else than a field of that name.
const MADE: [&str; 6] = [
    "citation-label",
    "citation-number",
    "first-reference-note-number",
    "locator",
    "page-first",
    "year-suffix",
];

/// Variables of which hayagriva remembers that a style has asked for them.
const REMEMBERED: [&str; 2] = ["citation-label", "citation-number"];

/// The kinds of works and the fields that a book has.
#[derive(Debug)]
pub(super) struct Holdings {
    kinds: Vec<Kind>,
    fields: Seen<String>,
}

impl Holdings {
    /// Of the items of a library.
    pub(super) fn of<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        let mut kinds = BTreeSet::from([KIND_OF_NOBODY]);
        let mut fields = Seen::new();
        for (name, field) in items.flat_map(|item| &item.0) {
            if let ("type", citationberg::json::Value::String(kind)) = (name.as_str(), field) {
                kinds.insert(kind);
            }
            if !fields.contains(name) {
                fields.insert(name.clone());
            }
        }
        Self {
            kinds: kinds.into_iter().filter_map(kind).collect(),
            fields,
        }
    }

    /// Whether a work is of a kind that a style names.
    fn may_be(&self, kind: &Value) -> bool {
        let kind: Result<Kind, _> = serde_json::from_value(kind.clone());
        kind.is_ok_and(|kind| self.kinds.contains(&kind))
    }

    /// Whether a work has a variable that a style names.
    fn may_have(&self, variable: &Value) -> bool {
        let variable: Result<Variable, _> = serde_json::from_value(variable.clone());
        let field = variable.map(|variable| variable.to_string());
        field.is_ok_and(|field| MADE.contains(&field.as_str()) || self.fields.contains(&field))
    }
}

fn kind(name: &str) -> Option<Kind> {
    Kind::from_str(name).ok()
}

/// Takes out of a style, given as the data of the parsed one, what no work comes to.
pub(super) fn prune(style: &mut Value, holdings: &Holdings) {
    settle_choices(style, holdings);
    // What is silent makes silent what holds nothing else: a macro, and then the macros that only call it.
    let mut silent = Seen::new();
    loop {
        drop_silent(style, &silent);
        let found = silent_macros(style);
        if found.len() == silent.len() {
            break;
        }
        silent = found;
    }
    drop_uncalled(style);
}

fn settle_choices(value: &mut Value, holdings: &Holdings) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Object(choice)) = map.get_mut("choose") {
                settle(choice, holdings);
            }
            for inner in map.values_mut() {
                settle_choices(inner, holdings);
            }
        }
        Value::Array(items) => {
            for item in items {
                settle_choices(item, holdings);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes branches out of a choice. The choice itself stays, even where one branch is left: it hands the delimiter of
/// the group around it on to its children, and they are one child of that group.
fn settle(choice: &mut Map<String, Value>, holdings: &Holdings) {
    let first = choice.remove("if");
    let others = match choice.remove("else-if") {
        Some(Value::Array(others)) => others,
        _ => Vec::new(),
    };
    let mut kept = Vec::new();
    for mut branch in first.into_iter().chain(others) {
        let Value::Object(map) = &mut branch else {
            continue;
        };
        match judge(map, holdings) {
            Verdict::Never => {}
            Verdict::Perhaps => kept.push(branch),
            Verdict::Always => {
                let children = map.remove("$value").unwrap_or_else(|| json!([]));
                choice.insert("else".to_owned(), json!({ "$value": children }));
                break;
            }
        }
    }
    if kept.is_empty() {
        // A choice begins with a branch. Where nothing is asked, none of the answers is yes.
        let otherwise = choice.remove("else").unwrap_or_default();
        let children = otherwise.get("$value").cloned();
        let children = children.unwrap_or_else(|| json!([]));
        kept.push(json!({ "@match": "none", "$value": children }));
    }
    choice.insert("if".to_owned(), kept.remove(0));
    choice.insert("else-if".to_owned(), Value::Array(kept));
}

/// What is known of a branch before any work is looked at.
enum Verdict {
    Never,
    Always,
    Perhaps,
}

/// Judges a branch, and takes out of it the questions whose answer is no, where that does not decide it.
fn judge(branch: &mut Map<String, Value>, holdings: &Holdings) -> Verdict {
    const QUESTIONS: [&str; 6] = [
        "@type",
        "@variable",
        "@is-numeric",
        "@is-uncertain-date",
        "@locator",
        "@position",
    ];
    if is_remembered(branch) {
        return Verdict::Perhaps;
    }
    let rule = branch
        .get("@match")
        .and_then(Value::as_str)
        .unwrap_or("all");
    let rule = rule.to_owned();
    let mut refused = false;
    for question in ["@type", "@variable", "@is-numeric"] {
        let Some(Value::Array(names)) = branch.get_mut(question) else {
            continue;
        };
        let before = names.len();
        names.retain(|name| match question {
            "@type" => holdings.may_be(name),
            _ => holdings.may_have(name),
        });
        refused |= names.len() < before;
        if names.is_empty() {
            branch.remove(question);
        }
    }
    let open = QUESTIONS
        .iter()
        .any(|question| branch.contains_key(*question));
    match rule.as_str() {
        "all" if refused => Verdict::Never,
        "any" if !open => Verdict::Never,
        "none" if !open => Verdict::Always,
        _ => Verdict::Perhaps,
    }
}

/// Whether hayagriva does something later because a branch was asked: works that look alike are told apart by what a
/// style asks with `disambiguate`.
fn is_remembered(branch: &Map<String, Value>) -> bool {
    let asked = ["@variable", "@is-numeric"].into_iter();
    let mut asked = asked
        .filter_map(|question| branch.get(question)?.as_array())
        .flatten();
    branch.contains_key("@disambiguate")
        || asked.any(|name| name.as_str().is_some_and(|name| REMEMBERED.contains(&name)))
}

/// Takes elements out that print nothing for any work: choices and groups with nothing in them, calls of silent macros.
fn drop_silent(value: &mut Value, silent: &Seen<String>) {
    match value {
        Value::Object(map) => {
            for inner in map.values_mut() {
                drop_silent(inner, silent);
            }
        }
        Value::Array(items) => {
            for item in &mut *items {
                drop_silent(item, silent);
            }
            items.retain(|item| !is_silent(item, silent));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_silent(element: &Value, silent: &Seen<String>) -> bool {
    if let Some(choice) = element.get("choose") {
        let others = choice["else-if"].as_array().into_iter().flatten();
        let mut branches = others.chain(choice.get("if"));
        let quiet = |branch: &Value| {
            is_empty(branch) && branch.as_object().is_none_or(|map| !is_remembered(map))
        };
        return branches.all(quiet) && choice.get("else").is_none_or(is_empty);
    }
    if let Some(group) = element.get("group") {
        return is_empty(group);
    }
    let called = element.get("text").and_then(|text| text["@macro"].as_str());
    called.is_some_and(|name| silent.contains(name))
}

fn is_empty(parent: &Value) -> bool {
    parent["$value"].as_array().is_none_or(Vec::is_empty)
}

/// The names of macros in which nothing is left.
fn silent_macros(style: &Value) -> Seen<String> {
    let silent = macros(style).filter(|one| is_empty(one));
    silent.filter_map(name).map(str::to_owned).collect()
}

/// Takes macros out that nothing calls: hayagriva looks for a macro among all of them, one after another.
fn drop_uncalled(style: &mut Value) {
    let parts = style.as_object().into_iter().flatten();
    let outside: Vec<&Value> = parts
        .filter_map(|(key, part)| (key != "macro").then_some(part))
        .collect();
    let mut called = Seen::new();
    let mut to_follow = outside;
    while let Some(part) = to_follow.pop() {
        for call in calls(part) {
            if !called.contains(call) {
                called.insert(call.to_owned());
                to_follow.extend(macros(style).filter(|one| name(one) == Some(call)));
            }
        }
    }
    if let Some(Value::Array(macros)) = style.get_mut("macro") {
        macros.retain(|one| name(one).is_some_and(|name| called.contains(name)));
    }
}

fn macros(style: &Value) -> impl Iterator<Item = &Value> {
    style["macro"].as_array().into_iter().flatten()
}

fn name(one: &Value) -> Option<&str> {
    one["@name"].as_str()
}

/// The names of the macros that a part of a style calls, in its texts and its keys of sorting.
fn calls(part: &Value) -> Vec<&str> {
    match part {
        Value::Object(map) => {
            let own = map.get("@macro").and_then(Value::as_str);
            own.into_iter()
                .chain(map.values().flat_map(calls))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(calls).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Value {
        json!({ "text": { "@value": words } })
    }

    fn pruned(mut style: Value) -> Value {
        let field = |text: &str| citationberg::json::Value::String(text.to_owned());
        let book = [("type", field("book")), ("title", field("t"))];
        let book = Item(book.map(|(name, field)| (name.to_owned(), field)).into());
        prune(&mut style, &Holdings::of([book].iter()));
        style
    }

    #[test]
    fn branches_that_no_work_comes_to_are_taken_out() {
        let style = json!({ "$value": [{ "choose": {
            "if": { "@type": ["treaty"], "$value": [text("a")] },
            "else-if": [
                { "@type": ["treaty", "book"], "@match": "any", "$value": [text("b")] },
                { "@variable": ["DOI"], "@match": "none", "$value": [text("c")] },
                { "@variable": ["title"], "$value": [text("d")] }
            ],
            "else": { "$value": [text("e")] }
        } }] });
        let wanted = json!({ "$value": [{ "choose": {
            "if": { "@type": ["book"], "@match": "any", "$value": [text("b")] },
            "else-if": [],
            "else": { "$value": [text("c")] }
        } }] });
        assert_eq!(pruned(style), wanted);
    }

    #[test]
    fn macros_with_nothing_left_go_with_their_calls_and_what_is_asked_to_be_remembered_stays() {
        let call = |name: &str| json!({ "text": { "@macro": name } });
        let remembered =
            json!({ "choose": { "if": { "@disambiguate": true, "$value": [] }, "else-if": [] } });
        let of_treaties =
            json!({ "choose": { "if": { "@type": ["treaty"], "$value": [text("a")] } } });
        let style = json!({
            "macro": [
                { "@name": "inner", "$value": [of_treaties] },
                { "@name": "outer", "$value": [{ "group": { "$value": [call("inner")] } }] },
                { "@name": "said", "$value": [text("b"), remembered] },
                { "@name": "key", "$value": [text("c")] },
                { "@name": "uncalled", "$value": [text("d")] }
            ],
            "citation": {
                "sort": { "key": [{ "@macro": "key" }] },
                "layout": { "$value": [call("outer"), call("said")] }
            }
        });
        let wanted = json!({
            "macro": [
                { "@name": "said", "$value": [text("b"), remembered] },
                { "@name": "key", "$value": [text("c")] }
            ],
            "citation": {
                "sort": { "key": [{ "@macro": "key" }] },
                "layout": { "$value": [call("said")] }
            }
        });
        assert_eq!(pruned(style), wanted);
    }
}
