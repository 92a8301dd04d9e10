//! A parsed style in, what one work costs in it out: found before the style is run.
//!
//! hayagriva runs a macro wherever it is named, and counts nothing. `<macro name="a"><text macro="a"/></macro>`
//! never ends; twenty macros that name the next one twice are a million steps. So the macros are followed
//! here first, each once, with a bound on depth: a circle and a style that costs too much are told of, and
//! never run.

use std::collections::BTreeMap;

use citationberg::{IndependentStyle, Style};
use serde_json::{Map, Value};

use crate::limits;
use crate::lookup::Lookup;

/// What running a style once can come to at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Elements that are run.
    pub(super) steps: u64,
    /// Bytes that the style itself adds: affixes, delimiters, values, terms.
    pub(super) bytes: u64,
    /// Times that a field of the work is printed.
    pub(super) variables: u64,
    /// Elements below one another.
    depth: usize,
}

impl Cost {
    fn and(self, other: Self) -> Self {
        Self {
            steps: self.steps.saturating_add(other.steps),
            bytes: self.bytes.saturating_add(other.bytes),
            variables: self.variables.saturating_add(other.variables),
            depth: self.depth.max(other.depth),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            steps: self.steps.max(other.steps),
            bytes: self.bytes.max(other.bytes),
            variables: self.variables.max(other.variables),
            depth: self.depth.max(other.depth),
        }
    }
}

/// What the style costs for one work: a citation and an entry of the list.
///
/// # Errors
/// Says which limit it exceeds, or which macro runs itself.
pub(super) fn cost(style: &IndependentStyle) -> Result<Cost, String> {
    let Ok(Value::Object(style)) = serde_json::to_value(Style::Independent(style.clone())) else {
        return Err("it is no style".to_owned());
    };
    let mut meter = Meter {
        macros: macros(&style),
        known: Lookup::new(),
        term: style.get("locale").map_or(0, longest_text),
    };
    let mut whole = Cost::default();
    for part in ["citation", "bibliography"] {
        if let Some(part) = style.get(part) {
            whole = whole.and(meter.value(part, 0)?);
        }
    }
    if whole.steps > limits::STYLE_STEPS {
        return Err(format!(
            "one work takes {} steps in it, more than {}",
            whole.steps,
            limits::STYLE_STEPS
        ));
    }
    if whole.bytes > limits::STYLE_ADDED_BYTES {
        let most = limits::STYLE_ADDED_BYTES >> 10;
        return Err(format!("it adds more than {most} KiB to one work"));
    }
    Ok(whole)
}

/// The macros by name; of two that share one, the first is run.
fn macros(style: &Map<String, Value>) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let macros = style.get("macro").and_then(Value::as_array);
    for one in macros.into_iter().flatten() {
        if let Some(name) = one.get("@name").and_then(Value::as_str) {
            found.entry(name.to_owned()).or_insert_with(|| one.clone());
        }
    }
    found
}

/// Bytes of the longest text in a value.
fn longest_text(value: &Value) -> u64 {
    match value {
        Value::String(text) => text.len() as u64,
        Value::Array(items) => items.iter().map(longest_text).max().unwrap_or_default(),
        Value::Object(map) => map.values().map(longest_text).max().unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

struct Meter {
    macros: BTreeMap<String, Value>,
    /// What each macro costs; `None` while it is being followed.
    known: Lookup<String, Option<Cost>>,
    /// Bytes of the longest term that the style brings.
    term: u64,
}

impl Meter {
    /// What a part of a style costs that stands below `depth` elements.
    fn value(&mut self, value: &Value, depth: usize) -> Result<Cost, String> {
        if depth > limits::STYLE_DEPTH {
            return Err(too_deep());
        }
        match value {
            Value::Object(map) => self.object(map, depth + 1),
            Value::Array(items) => items.iter().try_fold(Cost::default(), |sum, item| {
                Ok(sum.and(self.value(item, depth)?))
            }),
            Value::String(text) => Ok(Cost {
                bytes: text.len() as u64,
                ..Cost::default()
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(Cost::default()),
        }
    }

    fn object(&mut self, map: &Map<String, Value>, depth: usize) -> Result<Cost, String> {
        let mut sum = Cost {
            steps: 1,
            depth,
            ..Cost::default()
        };
        // One branch of a choice is run.
        let mut branch = Cost::default();
        for (name, value) in map {
            let inside = match (name.as_str(), value) {
                ("@macro", Value::String(name)) => self.called(name, depth)?,
                ("@term", _) => Cost {
                    bytes: self.term,
                    ..Cost::default()
                },
                ("@variable", Value::String(names)) => Cost {
                    variables: names.split_whitespace().count() as u64,
                    ..Cost::default()
                },
                ("if" | "else-if" | "else", value) => {
                    branch = branch.or(self.branches(value, depth)?);
                    continue;
                }
                (_, value) => self.value(value, depth)?,
            };
            sum = sum.and(inside);
        }
        Ok(sum.and(branch))
    }

    fn branches(&mut self, value: &Value, depth: usize) -> Result<Cost, String> {
        let Value::Array(items) = value else {
            return self.value(value, depth);
        };
        items.iter().try_fold(Cost::default(), |most, item| {
            Ok(most.or(self.value(item, depth)?))
        })
    }

    /// What a macro costs that is named below `depth` elements.
    fn called(&mut self, name: &str, depth: usize) -> Result<Cost, String> {
        let cost = match self.known.get(name) {
            Some(Some(cost)) => *cost,
            Some(None) => return Err(format!("its macro \"{name}\" runs itself")),
            None => self.followed(name, depth)?,
        };
        let depth = cost.depth + depth;
        if depth > limits::STYLE_DEPTH {
            return Err(too_deep());
        }
        Ok(Cost { depth, ..cost })
    }

    /// Follows a macro for the first time; its depth is counted from itself.
    fn followed(&mut self, name: &str, depth: usize) -> Result<Cost, String> {
        // A macro that is nowhere prints nothing.
        let Some(found) = self.macros.remove(name) else {
            return Ok(Cost::default());
        };
        self.known.insert(name.to_owned(), None);
        let cost = self.value(&found, depth)?;
        let own = Cost {
            depth: cost.depth.saturating_sub(depth),
            ..cost
        };
        self.known.insert(name.to_owned(), Some(own));
        Ok(own)
    }
}

fn too_deep() -> String {
    format!(
        "its elements and macros are nested deeper than {}",
        limits::STYLE_DEPTH
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::archive;

    fn style(macros: &str) -> IndependentStyle {
        IndependentStyle::from_xml(&style_text(macros)).unwrap()
    }

    fn style_text(macros: &str) -> String {
        format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
            <info><title>t</title><id>x</id><updated>2020-01-01T00:00:00Z</updated></info>{macros}
            <citation><layout><text macro="a0"/></layout></citation></style>"#
        )
    }

    fn fault(macros: &str) -> String {
        cost(&style(macros)).expect_err("it is over a limit")
    }

    #[test]
    fn a_macro_that_runs_itself_is_found_by_whatever_way() {
        for macros in [
            r#"<macro name="a0"><text macro="a0"/></macro>"#,
            r#"<macro name="a0"><text macro="a1"/></macro><macro name="a1"><group><text macro="a0"/></group></macro>"#,
            r#"<macro name="a0"><names variable="author"><substitute><text macro="a0"/></substitute></names></macro>"#,
            r#"<macro name="a0"><choose><if type="book"><text value="x"/></if><else><text macro="a0"/></else></choose></macro>"#,
        ] {
            assert!(fault(macros).contains("runs itself"), "{macros}");
        }
    }

    #[test]
    fn macros_that_double_their_steps_are_counted_and_not_run() {
        let doubling = |count: usize| -> String {
            let one = |at: usize| {
                let next = at + 1;
                format!(
                    r#"<macro name="a{at}"><text macro="a{next}"/><text macro="a{next}"/></macro>"#
                )
            };
            (0..count).map(one).collect()
        };
        assert!(cost(&style(&doubling(8))).is_ok());
        assert!(fault(&doubling(30)).contains("steps"));
    }

    #[test]
    fn a_long_chain_of_macros_is_too_deep() {
        let one = |at: usize| format!(r#"<macro name="a{at}"><text macro="a{}"/></macro>"#, at + 1);
        let chain: String = (0..9000).map(one).collect();
        assert!(fault(&chain).contains("deeper"));
        // The last first: what is known already is not followed again, and its depth counts all the same.
        let chain: String = (0..150).rev().map(one).collect();
        assert!(fault(&chain).contains("deeper"));
    }

    #[test]
    fn long_affixes_that_are_repeated_are_too_many_bytes() {
        let long = "x".repeat(9000);
        let text = format!(r#"<text value="x" prefix="{long}"/>"#);
        assert!(fault(&format!(r#"<macro name="a0">{}</macro>"#, text.repeat(99))).contains("KiB"));
    }

    #[test]
    fn every_known_style_is_far_below_the_limits() {
        for name in archive::names() {
            let cost = cost(&archive::style(name).unwrap())
                .unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(cost.steps * 4 < limits::STYLE_STEPS, "{name}: {cost:?}");
            assert!(
                cost.bytes * 4 < limits::STYLE_ADDED_BYTES,
                "{name}: {cost:?}"
            );
            assert!(cost.depth * 2 < limits::STYLE_DEPTH, "{name}: {cost:?}");
        }
    }
}
