//! TOML in, a tree of values with their lines out.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, Node, Pair, Value};
use crate::import::limits;

/// Reads a TOML text, as far as it can be read, with its first fault.
pub(in crate::import) fn read(text: &str) -> (Node, Option<Fault>) {
    let lines = Lines::of(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let fault = errors.first().map(|error| Fault {
        line: lines.line(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    });
    let node = Node {
        line: 1,
        value: table(root.get_ref(), &lines, 0),
    };
    (node, fault)
}

/// The bytes at which lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(ends.map(|(at, _)| at + 1).collect())
    }

    fn line(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}

fn table(table: &DeTable<'_>, lines: &Lines, depth: usize) -> Value {
    let mut pairs: Vec<Pair> = table
        .iter()
        .map(|(key, value)| Pair {
            key: key.get_ref().to_string(),
            node: Node {
                line: lines.line(key.span().start),
                value: convert(value, lines, depth + 1),
            },
        })
        .collect();
    // The parser sorts names; a navigation is meant as it is written.
    pairs.sort_by_key(|pair| pair.node.line);
    Value::Map(pairs)
}

fn convert(value: &Spanned<DeValue<'_>>, lines: &Lines, depth: usize) -> Value {
    if depth > limits::DEPTH {
        return Value::Unread;
    }
    match value.get_ref() {
        DeValue::String(text) => Value::Scalar(text.to_string()),
        DeValue::Integer(number) => Value::Scalar(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Scalar(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Scalar(flag.to_string()),
        DeValue::Datetime(date) => Value::Scalar(date.to_string()),
        DeValue::Array(items) => {
            let item = |value: &Spanned<DeValue<'_>>| Node {
                line: lines.line(value.span().start),
                value: convert(value, lines, depth + 1),
            };
            Value::List(items.iter().map(item).collect())
        }
        DeValue::Table(inner) => table(inner, lines, depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_the_order_and_lines_of_the_file() {
        let (node, fault) = read("z = 1\n[book]\ntitle = \"کتاب\"\nauthors = [\n \"الف\",\n]\n");
        assert_eq!(fault, None);
        assert_eq!(node.pairs()[0].key, "z");
        assert_eq!(node.text_at("book.title"), Some("کتاب"));
        assert_eq!(
            node.at("book.authors").map(|node| node.items()[0].line),
            Some(5)
        );
    }
}
