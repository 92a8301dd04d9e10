//! Diagnostics as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show at the lines they are about.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::code::Kind;
use super::diagnostic::{Diagnostic, Place, Severity};
use super::render::Renderer;
use crate::source::Span;

/// Where the format is described.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What a URI reference writes in percent signs (RFC 3986, 3.3): all but letters, digits and these.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Renderer<'_> {
    /// One document with everything that was found, and a line end.
    pub fn sarif<'d, K: Kind + 'd>(
        &self,
        found: impl IntoIterator<Item = &'d Diagnostic<K>>,
    ) -> String {
        let found: Vec<&Diagnostic<K>> = found.into_iter().collect();
        let mut codes: Vec<&str> = found.iter().map(|one| one.code.name()).collect();
        codes.sort_unstable();
        codes.dedup();
        let results: Vec<Value> = found.iter().map(|one| self.result(one, &codes)).collect();
        let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
        let run = json!({
            "tool": { "driver": driver(&rules) },
            "columnKind": "unicodeCodePoints",
            "results": results,
        });
        document(&run)
    }

    fn result<K: Kind>(&self, diagnostic: &Diagnostic<K>, codes: &[&str]) -> Value {
        let code = diagnostic.code.name();
        let places = diagnostic.places(self.map);
        let text = match &diagnostic.hint {
            Some(hint) => format!("{} (help: {hint})", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        let (first, also) = match places.split_first() {
            Some((first, also)) => (Some(self.location(*first)), also),
            None => (self.file(&diagnostic.place), &[][..]),
        };
        let related: Vec<Value> = also.iter().map(|span| self.location(*span)).collect();
        let mut result = json!({
            "ruleId": code,
            "ruleIndex": codes.iter().position(|one| *one == code),
            "level": level(diagnostic.severity),
            "message": { "text": text },
            "locations": first.into_iter().collect::<Vec<_>>(),
        });
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        result
    }

    fn location(&self, span: Span) -> Value {
        let (path, from) = self.map.locate(span);
        let to = self.map.file(span.file).line_column(span.end as usize);
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": self.uri(&path.to_string()) },
                "region": {
                    "startLine": from.line,
                    "startColumn": from.column,
                    "endLine": to.line,
                    "endColumn": to.column,
                },
            },
        })
    }

    fn file(&self, place: &Place) -> Option<Value> {
        let name = match place {
            Place::File(name) => self.uri(name),
            Place::Whole | Place::At(_) if self.whole.is_empty() => return None,
            Place::Whole | Place::At(_) => utf8_percent_encode(self.whole, PATH).to_string(),
        };
        Some(json!({ "physicalLocation": { "artifactLocation": { "uri": name } } }))
    }

    fn uri(&self, path: &str) -> String {
        utf8_percent_encode(&format!("{}{path}", self.folder), PATH).to_string()
    }
}

/// A document that says that the program could not do its work, and why; with a line end.
pub fn sarif_failure(why: &str) -> String {
    let run = json!({
        "tool": { "driver": driver(&[]) },
        "results": [],
        "invocations": [{
            "executionSuccessful": false,
            "toolExecutionNotifications": [{ "level": "error", "message": { "text": why } }],
        }],
    });
    document(&run)
}

fn document(run: &Value) -> String {
    let document = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{document}\n")
}

fn driver(rules: &[Value]) -> Value {
    json!({ "name": "sahhaf", "version": env!("CARGO_PKG_VERSION"), "rules": rules })
}

/// The word of the format for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::sarif_failure;
    use crate::diag::{Code, Diagnostic, Place, Renderer, Severity, Sink};
    use crate::source::{BookPath, SourceMap, Span};

    #[test]
    fn a_document_holds_each_mistake_with_its_rule_and_region() {
        let mut map = SourceMap::default();
        let file = map.add(BookPath::new("فصل یک.md").unwrap(), "یک\nدو سه");
        let mut sink = Sink::default();
        let found = sink.error(Code::BadHeading, Span::new(file, 5..9), "wrong");
        found.hint("do it right").also(Span::new(file, 0..2));
        sink.warn(Code::BadImage, None, "odd");
        let renderer = Renderer {
            map: &map,
            folder: "my book/",
            whole: "my book/",
        };
        let text = renderer.sarif(sink.found());
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["version"], "2.1.0");
        let results = &document["runs"][0]["results"];
        assert_eq!(results[0]["ruleId"], "bad-heading");
        assert_eq!(results[0]["level"], "error");
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(place["region"]["endColumn"], 3);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("my%20book/%D9%81"), "{uri}");
        assert!(results[0]["relatedLocations"].is_array());
        let whole = &results[1]["locations"][0]["physicalLocation"];
        assert_eq!(whole["artifactLocation"]["uri"], "my%20book/");
    }

    #[test]
    fn a_failure_and_a_book_without_mistakes_are_documents_too() {
        let failed: Value = serde_json::from_str(&sarif_failure("no disk")).unwrap();
        let invocation = &failed["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let map = SourceMap::default();
        let renderer = Renderer {
            map: &map,
            folder: "",
            whole: "",
        };
        let none: [Diagnostic; 0] = [];
        let empty: Value = serde_json::from_str(&renderer.sarif(&none)).unwrap();
        assert_eq!(empty["runs"][0]["results"], serde_json::json!([]));
        let of = Diagnostic::new(Severity::Hint, Code::BadImage, Place::Whole, "x".to_owned());
        let text = renderer.sarif(&[of]);
        assert!(text.contains("\"locations\":[]"), "{text}");
    }
}
