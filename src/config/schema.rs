//! The keys of `book.toml` in, a JSON Schema of the file out (draft 2020-12).

use serde_json::{Map, Value, json};

use super::keys::{Key, Shape, TABLES};

/// The schema, for editors: they complete keys, show what these say, and mark values that cannot be.
pub fn schema() -> Value {
    let tables = TABLES.iter().map(|table| {
        let mut shape = of_table(table.keys, &[]);
        if let Some(others) = table.others {
            shape["additionalProperties"] = of(others);
        }
        shape["description"] = json!(table.says);
        (table.name.to_owned(), shape)
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "book.toml of sahhaf",
        "type": "object",
        "additionalProperties": false,
        "properties": tables.collect::<Map<_, _>>(),
    })
}

fn of_table(keys: &[Key], required: &[&str]) -> Value {
    let properties = keys.iter().map(|key| {
        let mut shape = of(&key.shape);
        shape["description"] = json!(key.says);
        (key.name.to_owned(), shape)
    });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties.collect::<Map<_, _>>(),
        "required": required,
    })
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text | Shape::File => json!({ "type": "string", "minLength": 1 }),
        Shape::Open(known) => {
            json!({ "type": "string", "minLength": 1, "anyOf": [{ "enum": known }, {}] })
        }
        Shape::Word(words) => json!({ "enum": words }),
        // A date of TOML is a string for JSON; a year alone may be a number.
        Shape::Date => json!({ "type": ["string", "integer"] }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number(range) => {
            json!({ "type": "number", "minimum": range.start(), "maximum": range.end() })
        }
        Shape::Measure(range) => json!({ "anyOf": [
            { "type": "number", "minimum": range.start(), "maximum": range.end() },
            { "type": "string", "pattern": "^\\s*[0-9۰-۹٠-٩.٫]+\\s*[%٪]\\s*$" },
        ] }),
        Shape::Whole(range) => {
            json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
        }
        Shape::Table(keys, required) => of_table(keys, required),
        Shape::Named(one) => json!({ "type": "object", "additionalProperties": of(one) }),
        Shape::List(one) => json!({ "anyOf": [of(one), { "type": "array", "items": of(one) }] }),
        Shape::Any(shapes) => {
            json!({ "anyOf": shapes.iter().map(of).collect::<Vec<_>>() })
        }
    }
}
