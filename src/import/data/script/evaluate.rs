//! Tokens in, the values of their literals out; names are looked up, nothing is worked out.

use super::super::{Node, Pair, Value};
use super::{ImportedScript, Kind, Script, Token};
use crate::import::limits;
use crate::lookup::Lookup;

/// One reading of a script. The number of values is bounded: names that name others twice would give
/// 2^n of them.
pub(super) struct Evaluation<'s> {
    script: &'s Script,
    others: &'s Lookup<String, Script>,
    values: usize,
    depth: usize,
    /// The line that values of an imported file are given: the line that imports them.
    line: Option<usize>,
}

/// A value, and the token after it.
struct Read {
    node: Node,
    next: usize,
}

impl<'s> Evaluation<'s> {
    pub(super) fn new(script: &'s Script, others: &'s Lookup<String, Script>) -> Self {
        Self {
            script,
            others,
            values: 0,
            depth: 0,
            line: None,
        }
    }

    /// The value of the expression that begins at a token.
    pub(super) fn value_at(&mut self, at: usize) -> Node {
        self.expression(at).node
    }

    fn token(&self, at: usize) -> Option<&'s Token> {
        self.script.tokens.get(at)
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.script.is_sign(at, sign)
    }

    fn word(&self, at: usize) -> Option<&'s str> {
        self.script.word(at)
    }

    fn line_of(&self, at: usize) -> usize {
        let own = self.token(at).map_or(1, |token| token.line);
        self.line.unwrap_or(own)
    }

    fn node(&self, at: usize, value: Value) -> Node {
        let line = self.line_of(at);
        Node { line, value }
    }

    fn unread(&self, at: usize, next: usize) -> Read {
        let node = self.node(at, Value::Unread);
        Read { node, next }
    }

    fn expression(&mut self, at: usize) -> Read {
        self.values += 1;
        if self.depth >= limits::DEPTH || self.values > limits::ENTRIES {
            return self.unread(at, self.after_expression(at));
        }
        self.depth += 1;
        let read = self.primary(at);
        let read = self.operated(at, read);
        self.depth -= 1;
        read
    }

    fn primary(&mut self, at: usize) -> Read {
        let scalar = |text: &str| Value::Scalar(text.to_owned());
        let Some(token) = self.token(at) else {
            return self.unread(at, at);
        };
        let value = match &token.kind {
            Kind::Sign('{') => return self.object(at),
            Kind::Sign('[') => return self.list(at),
            Kind::Sign('(') => return self.in_parentheses(at),
            Kind::Sign('-') => match self.token(at + 1).map(|token| &token.kind) {
                Some(Kind::Number(number)) => {
                    let node = self.node(at, Value::Scalar(format!("-{number}")));
                    return Read { node, next: at + 2 };
                }
                _ => Value::Unread,
            },
            Kind::Name(name) => return self.named(at, name),
            Kind::Text(text) => scalar(text),
            Kind::Number(number) => scalar(number),
            Kind::Sign(_) | Kind::Arrow | Kind::Spread | Kind::Other => Value::Unread,
        };
        let node = self.node(at, value);
        Read { node, next: at + 1 }
    }

    /// What stands behind a value: nothing more, another text to be joined, or work for a program.
    fn operated(&mut self, at: usize, read: Read) -> Read {
        let next = read.next;
        match self.token(next).map(|token| &token.kind) {
            None | Some(Kind::Sign(',' | ';' | ')' | ']' | '}')) => read,
            Some(Kind::Name(word)) => match word.as_str() {
                "as" | "satisfies" => Read {
                    next: self.after_expression(next),
                    ..read
                },
                "in" | "instanceof" => self.unread(at, self.after_expression(next)),
                // A new statement, where semicolons are left out.
                _ => read,
            },
            Some(Kind::Sign('+')) => self.joined(at, read),
            Some(_) => self.unread(at, self.after_expression(next)),
        }
    }

    fn joined(&mut self, at: usize, left: Read) -> Read {
        let right = self.expression(left.next + 1);
        let value = match (left.node.value, right.node.value) {
            (Value::Scalar(left), Value::Scalar(right)) => Value::Scalar(left + &right),
            _ => Value::Unread,
        };
        let node = self.node(at, value);
        Read {
            node,
            next: right.next,
        }
    }

    /// `{ a: 1, 'b': 2, c, ...d, e() {} }`.
    fn object(&mut self, start: usize) -> Read {
        let mut pairs = Vec::new();
        let mut at = start + 1;
        while self.token(at).is_some() && !self.is(at, '}') {
            let before = at;
            at = self.member(at, &mut pairs);
            if self.is(at, ',') {
                at += 1;
            }
            // What cannot be understood is passed over token by token.
            at = at.max(before + 1);
        }
        let node = self.node(start, Value::Map(pairs));
        Read { node, next: at + 1 }
    }

    fn member(&mut self, at: usize, pairs: &mut Vec<Pair>) -> usize {
        let key = match self.token(at).map(|token| &token.kind) {
            Some(Kind::Spread) => {
                let read = self.expression(at + 1);
                if let Value::Map(inner) = read.node.value {
                    pairs.extend(inner);
                }
                return read.next;
            }
            Some(Kind::Name(key) | Kind::Text(key) | Kind::Number(key)) => key.clone(),
            _ => return self.after_expression(at),
        };
        if self.is(at + 1, ':') {
            let read = self.expression(at + 2);
            let line = self.line_of(at);
            let node = Node { line, ..read.node };
            pairs.push(Pair { key, node });
            return read.next;
        }
        if self.is(at + 1, ',') || self.is(at + 1, '}') {
            let node = self.look_up(at, &key);
            pairs.push(Pair { key, node });
            return at + 1;
        }
        // A method, a getter, a computed name.
        self.after_expression(at)
    }

    /// `[a, 'b', ...c]`.
    fn list(&mut self, start: usize) -> Read {
        let mut items = Vec::new();
        let mut at = start + 1;
        while self.token(at).is_some() && !self.is(at, ']') {
            let before = at;
            if self
                .token(at)
                .is_some_and(|token| token.kind == Kind::Spread)
            {
                let read = self.expression(at + 1);
                match read.node.value {
                    Value::List(inner) => items.extend(inner),
                    value => items.push(Node {
                        line: read.node.line,
                        value: if value == Value::Nothing {
                            value
                        } else {
                            Value::Unread
                        },
                    }),
                }
                at = read.next;
            } else if !self.is(at, ',') {
                let read = self.expression(at);
                items.push(read.node);
                at = read.next;
            }
            if self.is(at, ',') {
                at += 1;
            }
            at = at.max(before + 1);
        }
        let node = self.node(start, Value::List(items));
        Read { node, next: at + 1 }
    }

    /// A value in parentheses, or an arrow function, which stands for what it gives.
    fn in_parentheses(&mut self, at: usize) -> Read {
        let close = self.closing(at);
        let arrow = |at: usize| {
            self.token(at)
                .is_some_and(|token| token.kind == Kind::Arrow)
        };
        if arrow(close + 1) {
            return self.function_body(close + 2);
        }
        let read = self.expression(at + 1);
        Read {
            next: close + 1,
            ..read
        }
    }

    fn function_body(&mut self, at: usize) -> Read {
        if !self.is(at, '{') {
            return self.expression(at);
        }
        let close = self.closing(at);
        match self
            .script
            .returned_after(at)
            .filter(|returned| *returned < close)
        {
            Some(returned) => Read {
                node: self.value_at(returned),
                next: close + 1,
            },
            None => self.unread(at, close + 1),
        }
    }

    fn named(&mut self, at: usize, name: &str) -> Read {
        let value = match name {
            "true" | "false" => Value::Scalar(name.to_owned()),
            "null" | "undefined" => Value::Nothing,
            "await" | "async" | "new" => return self.expression(at + 1),
            "require" => return self.required(at),
            "function" => {
                /// Tokens that the parameters of a function may have.
                const PARAMETERS: usize = 200;
                let body = (at..).take(PARAMETERS).find(|at| self.is(*at, '{'));
                return match body {
                    Some(body) => self.function_body(body),
                    None => self.unread(at, at + 1),
                };
            }
            _ if self
                .token(at + 1)
                .is_some_and(|token| token.kind == Kind::Arrow) =>
            {
                return self.function_body(at + 2);
            }
            _ => return self.looked_up(at, name),
        };
        let node = self.node(at, value);
        Read { node, next: at + 1 }
    }

    /// `name`, `name.member`, `name(argument)`, `name<Type>(argument)`.
    fn looked_up(&mut self, start: usize, name: &str) -> Read {
        let open = self.after_type(start + 1);
        if self.is(open, '(') {
            return self.called(start, open);
        }
        let mut node = self.look_up(start, name);
        let mut at = start + 1;
        while self.is(at, '.') {
            let member = self.word(at + 1).unwrap_or_default();
            if self.is(at + 2, '(') {
                return self.unread(start, self.after_expression(at));
            }
            let unread = self.node(start, Value::Unread);
            node = node.get(member).cloned().unwrap_or(unread);
            at += 2;
        }
        Read { node, next: at }
    }

    /// The token after `<…>`, where a call with a type stands.
    fn after_type(&self, at: usize) -> usize {
        /// Tokens that a type may have.
        const TYPE: usize = 24;
        if !self.is(at, '<') {
            return at;
        }
        let close = (at..)
            .take(TYPE)
            .find(|at| self.is(*at, '>') && self.is(at + 1, '('));
        close.map_or(at, |close| close + 1)
    }

    /// A call: what the function of that name gives, else the first argument.
    fn called(&mut self, start: usize, open: usize) -> Read {
        let next = self.closing(open) + 1;
        let name = self.word(start).unwrap_or_default();
        let known = self.look_up(start, name);
        if !known.is_unread() {
            return Read { node: known, next };
        }
        let argument = self.is(open + 1, '{') || self.is(open + 1, '[');
        if argument {
            let node = self.expression(open + 1).node;
            return Read { node, next };
        }
        self.unread(start, next)
    }

    /// `require('./x')`, `require('./x').name`.
    fn required(&mut self, at: usize) -> Read {
        let close = self.closing(at + 1);
        let Some(Kind::Text(from)) = self.token(at + 2).map(|token| token.kind.clone()) else {
            return self.unread(at, close + 1);
        };
        let member = self
            .is(close + 1, '.')
            .then(|| self.word(close + 2))
            .flatten();
        let import = ImportedScript {
            from,
            name: member.map(str::to_owned),
        };
        let next = if member.is_some() {
            close + 3
        } else {
            close + 1
        };
        let node = self.imported(at, &import);
        Read { node, next }
    }

    /// The value of a name of this file or of one that it imports.
    fn look_up(&mut self, at: usize, name: &str) -> Node {
        let script = self.script;
        if let Some(value) = script.names.get(name) {
            // A name in its own value would never end; the depth ends it.
            return self.expression_below(*value);
        }
        match script.imports.get(name) {
            Some(import) => self.imported(at, import),
            None => self.node(at, Value::Unread),
        }
    }

    fn expression_below(&mut self, at: usize) -> Node {
        self.depth += 1;
        let node = self.value_at(at);
        self.depth -= 1;
        node
    }

    fn imported(&mut self, at: usize, import: &ImportedScript) -> Node {
        let line = Some(self.line_of(at));
        let file = self.script.resolved.get(&import.from);
        let start = file
            .and_then(|file| self.others.get(file))
            .and_then(|script| {
                let start = match &import.name {
                    Some(name) => script.names.get(name).copied(),
                    None => script.exported,
                };
                Some((script, start?))
            });
        let Some((script, start)) = start.filter(|_| self.depth < limits::DEPTH) else {
            return self.node(at, Value::Unread);
        };
        let mut inner = Evaluation {
            script,
            others: self.others,
            values: self.values,
            depth: self.depth + 1,
            line,
        };
        let node = inner.value_at(start);
        self.values = inner.values;
        node
    }

    /// The closing bracket of an opening one; the end of the script where it is not closed.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for at in open..self.script.tokens.len() {
            match self.script.tokens[at].kind {
                Kind::Sign('(' | '[' | '{') => depth += 1,
                Kind::Sign(')' | ']' | '}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.script.tokens.len()
    }

    /// The comma or closing bracket that ends an expression begun before `at`.
    fn after_expression(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(token) = self.token(at) {
            match token.kind {
                Kind::Sign(',' | ';' | ')' | ']' | '}') => return at,
                Kind::Sign('(' | '[' | '{') => at = self.closing(at) + 1,
                _ => at += 1,
            }
        }
        at
    }
}
