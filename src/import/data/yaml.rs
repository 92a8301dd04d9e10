//! YAML in, a tree of values with their lines out.
//!
//! Built from the parser's events, so that tags of other programs (`!!python/name:…`, `!ENV`) and names
//! that stand twice cost nothing, and aliases are not expanded: a nest of aliases is 2^n values.

use saphyr_parser::{Event, Parser, Span};

use super::{Fault, Node, Pair, Value};
use crate::import::limits;

/// Reads the first document of a YAML text, as far as it can be read, with the fault that ended it.
pub(in crate::import) fn read(text: &str) -> (Node, Option<Fault>) {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) => break,
            Ok((event, span)) => {
                if let Err(fault) = builder.take(event, span) {
                    return (builder.finish(), Some(fault));
                }
            }
            Err(error) => {
                let fault = Fault {
                    line: error.marker().line(),
                    message: error.info().to_owned(),
                };
                return (builder.finish(), Some(fault));
            }
        }
    }
    (builder.finish(), None)
}

/// A list or map that is not closed yet.
struct Open {
    node: Node,
    /// The name that waits for its value.
    key: Option<Key>,
}

struct Key {
    name: String,
    line: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let line = span.start.line();
        let node = |value| Node { line, value };
        match event {
            Event::Scalar(text, style, _, _) => {
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                let empty = plain && matches!(text.as_ref(), "" | "~" | "null");
                let value = if empty {
                    Value::Nothing
                } else {
                    Value::Scalar(text.into_owned())
                };
                self.put(node(value));
            }
            Event::Alias(_) => self.put(node(Value::Unread)),
            Event::SequenceStart(_, _) => self.begin(node(Value::List(Vec::new())))?,
            Event::MappingStart(_, _) => self.begin(node(Value::Map(Vec::new())))?,
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, node: Node) -> Result<(), Fault> {
        if self.open.len() >= limits::DEPTH {
            return Err(Fault {
                line: node.line,
                message: format!("values are nested deeper than {} levels", limits::DEPTH),
            });
        }
        self.open.push(Open { node, key: None });
        Ok(())
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.put(open.node);
        }
    }

    fn put(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Map(pairs) => match open.key.take() {
                Some(Key { name, line }) => {
                    // `key:` with a block below it is known by the line of its name.
                    let node = Node { line, ..node };
                    pairs.push(Pair { key: name, node });
                }
                None => open.key = Some(key_of(&node)),
            },
            _ => {}
        }
    }

    /// Closes what is open: the part of a faulty file before its fault is still of use.
    fn finish(mut self) -> Node {
        while !self.open.is_empty() {
            self.end();
        }
        self.root.unwrap_or_default()
    }
}

fn key_of(node: &Node) -> Key {
    Key {
        name: node.text().unwrap_or_default().to_owned(),
        line: node.line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_lines_of_their_names() {
        let (node, fault) = read("title: کتاب\nnav:\n  - خانه: index.md\n  - بخش:\n      - a.md\n");
        assert_eq!(fault, None);
        assert_eq!(node.text_at("title"), Some("کتاب"));
        assert_eq!(node.get("nav").map(|nav| nav.line), Some(2));
        let items = node.get("nav").map(Node::items).unwrap_or_default();
        assert_eq!(items[0].pairs()[0].node.line, 3);
        assert_eq!(items[1].pairs()[0].node.items()[0].text(), Some("a.md"));
    }

    #[test]
    fn tags_of_other_programs_are_passed_over() {
        let text = "a: !!python/name:material.twemoji\nb: !ENV [X, 1]\nc: 2\n";
        let (node, fault) = read(text);
        assert_eq!(fault, None);
        assert_eq!(node.number("c"), Some(2.0));
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        let (node, fault) = read("title: یک\nbroken: [1, 2\nx: }\n");
        assert_eq!(node.text_at("title"), Some("یک"));
        assert!(fault.is_some());
    }

    #[test]
    fn nests_and_aliases_stay_small() {
        let (_, fault) = read(&"[".repeat(10_000));
        assert!(fault.is_some());
        let (node, fault) = read("a: &a [1]\nb: [*a, *a]\n");
        assert_eq!(fault, None);
        assert!(node.get("b").is_some_and(|b| b.items()[0].is_unread()));
    }
}
