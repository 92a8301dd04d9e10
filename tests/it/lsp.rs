//! `sahhaf lsp`, driven by the protocol as an editor does it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::on_disk::LittleBook;

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\", \"2.md\"]\n\
                        [bibliography]\nfiles = [\"w.bib\"]\n";
const FIRST: &str =
    "# آغاز {#start}\n\nمتن[^یک] و [@adib]. [پیوند](#start)\n\n[^یک]: سخن یادداشت.\n";
const SECOND: &str = "# پایان\n\n[پیوند](1.md#start) و كتاب.\n";
const WORKS: &str =
    "@book{adib, author={مهدی ادیب}, title={کتاب الف}, year={1380}, langid={persian}}\n";

/// An editor with a book open.
struct Editor {
    book: LittleBook,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
    /// Counts the texts that were sent.
    version: u64,
    /// The mistakes of each file, as they were told last, with the version of its text.
    told: std::collections::BTreeMap<String, Value>,
}

impl Editor {
    fn open() -> Self {
        let book = LittleBook::empty()
            .with("book.toml", SETTINGS)
            .with("1.md", FIRST)
            .with("2.md", SECOND)
            .with("w.bib", WORKS);
        let mut editor = Self::before(book);
        editor.begin();
        editor
    }

    /// An editor that has not said yet where it works.
    fn before(book: LittleBook) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sahhaf"));
        command.arg("lsp").current_dir(book.path(""));
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            book,
            child,
            asked: 0,
            version: 0,
            told: std::collections::BTreeMap::new(),
        }
    }

    fn begin(&mut self) {
        let root = self.uri("");
        let answer = self.ask("initialize", json!({ "rootUri": root, "capabilities": {} }));
        assert_eq!(answer["result"]["serverInfo"]["name"], "sahhaf");
        self.tell("initialized", json!({}));
    }

    fn uri(&self, name: &str) -> String {
        let folder = self.book.path("").canonicalize().unwrap();
        let path = folder.join(name);
        format!(
            "file://{}",
            path.display().to_string().trim_end_matches('/')
        )
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            } else if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.told.insert(uri, params.clone());
        }
        message
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// Asks about a place in a file: the first letter of some words.
    fn ask_at(&mut self, method: &str, name: &str, place: Value, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri(name) }, "position": place });
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        self.ask(method, params)["result"].clone()
    }

    /// Opens a document with a text.
    fn show(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.version += 1;
        let document =
            json!({ "uri": uri, "version": self.version, "languageId": "markdown", "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Opens a document with a text and waits for what is told of it: of this text, and not of the one before.
    fn write(&mut self, name: &str, text: &str) -> Value {
        self.show(name, text);
        let (uri, version) = (self.uri(name), self.version);
        // An answer to a request comes at once; what is told of a change, when the author pauses.
        while self
            .told
            .get(&uri)
            .is_none_or(|told| told["version"] != version)
        {
            self.receive();
        }
        self.told[&uri]["diagnostics"].clone()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The place of some words in a text, as editors count.
fn place(text: &str, words: &str) -> Value {
    let before = &text[..text.find(words).unwrap()];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column: usize = before[start..].chars().map(char::len_utf16).sum();
    json!({ "line": line, "character": column })
}

#[test]
fn mistakes_are_told_while_the_author_writes_and_go_when_they_are_mended() {
    let mut editor = Editor::open();
    let wrong = "# آغاز {#start}\n\n[پیوند](#nowhere)\n";
    let broken = |told: &Value| {
        let rows = told.as_array().unwrap().iter();
        rows.filter(|one| one["code"] == "broken-link")
            .cloned()
            .collect::<Vec<_>>()
    };
    let told = broken(&editor.write("1.md", wrong));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["range"]["start"]["line"], 2);
    assert_eq!(told[0]["severity"], 2);
    let told = broken(&editor.write("1.md", FIRST));
    assert!(told.is_empty(), "{told:?}");
    let answer = editor.ask("shutdown", Value::Null);
    assert!(answer["result"].is_null());
    editor.tell("exit", Value::Null);
    assert_eq!(editor.child.wait().unwrap().code(), Some(0));
}

#[test]
fn names_are_completed_explained_and_led_to() {
    let mut editor = Editor::open();
    let labels = |rows: &Value| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["label"].as_str().unwrap().to_owned())
            .collect()
    };
    let none = || json!({});
    let typed = format!("{FIRST}\n[@\n[^\n[a](#\n[a](\n");
    editor.write("1.md", &typed);
    for (words, wanted) in [
        ("[@\n", "adib"),
        ("[^\n", "یک"),
        ("[a](#\n", "start"),
        ("[a](\n", "2.md"),
    ] {
        let mut at = place(&typed, words);
        at["character"] = json!(words.trim_end().encode_utf16().count());
        let found = editor.ask_at("textDocument/completion", "1.md", at, none());
        assert!(
            labels(&found).contains(&wanted.to_owned()),
            "{words}: {found}"
        );
    }
    let end = json!({ "line": 99, "character": 0 });
    let keys = editor.ask_at("textDocument/completion", "book.toml", end, none());
    assert!(labels(&keys).contains(&"style".to_owned()), "{keys}");
    let work = editor.ask_at("textDocument/hover", "1.md", place(FIRST, "adib"), none());
    assert!(
        work["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("کتاب الف"),
        "{work}"
    );
    let note = editor.ask_at("textDocument/hover", "1.md", place(FIRST, "یک]"), none());
    assert_eq!(note["contents"]["value"], "سخن یادداشت.");
    let led = editor.ask_at(
        "textDocument/definition",
        "2.md",
        place(SECOND, "start"),
        none(),
    );
    assert_eq!(led["uri"], editor.uri("1.md"));
    assert_eq!(led["range"]["start"]["line"], 0);
    let led = editor.ask_at(
        "textDocument/definition",
        "1.md",
        place(FIRST, "adib"),
        none(),
    );
    assert_eq!(led["uri"], editor.uri("w.bib"));
}

#[test]
fn an_anchor_is_renamed_with_all_its_links_and_what_is_misspelled_is_mended() {
    let mut editor = Editor::open();
    let at = place(FIRST, "start");
    let renamed = editor.ask_at(
        "textDocument/rename",
        "1.md",
        at.clone(),
        json!({ "newName": "aghaz" }),
    );
    let edits = |name: &str| {
        renamed["changes"][editor.uri(name)]
            .as_array()
            .map_or(0, Vec::len)
    };
    assert_eq!((edits("1.md"), edits("2.md")), (2, 1), "{renamed}");
    let name = json!({ "newName": "a b" });
    let refused = editor.ask_at("textDocument/rename", "1.md", at.clone(), name);
    assert!(refused.is_null());
    let stands = editor.ask_at("textDocument/prepareRename", "1.md", at, json!({}));
    assert_eq!(stands["placeholder"], "start");
    let start = place(SECOND, "كتاب");
    let range =
        json!({ "range": { "start": start, "end": start }, "context": { "diagnostics": [] } });
    let actions = editor.ask_at("textDocument/codeAction", "2.md", start.clone(), range);
    let edit = &actions[0]["edit"]["changes"][editor.uri("2.md")][0];
    assert_eq!(edit["newText"], "ک", "{actions}");
}

/// The codes of mistakes.
fn codes(told: &Value) -> Vec<&str> {
    let rows = told.as_array().unwrap().iter();
    rows.filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn each_book_of_a_workspace_has_its_own_mistakes_and_names() {
    let settings = |chapter: &str| {
        format!("[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"{chapter}\"]\n")
    };
    let book = LittleBook::empty()
        .with("a/book.toml", settings("1.md"))
        .with("a/1.md", "# الف {#here}\n\n[پیوند](#there)\n")
        .with("b/book.toml", settings("x.md"))
        .with("b/x.md", "# ب {#there}\n\n[پیوند](#there)\n")
        .with("README.md", "# کتاب‌ها\n");
    let mut editor = Editor::before(book);
    editor.begin();
    let first = editor.write("a/1.md", "# الف {#here}\n\n[پیوند](#there) [](#\n");
    assert!(codes(&first).contains(&"broken-link"), "{first}");
    let second = editor.write("b/x.md", "# ب {#there}\n\n[پیوند](#there)\n");
    assert!(!codes(&second).contains(&"broken-link"), "{second}");
    let at = json!({ "line": 2, "character": 20 });
    let offers = editor.ask_at("textDocument/completion", "a/1.md", at, json!({}));
    let offers = offers.as_array().unwrap();
    assert_eq!(offers.len(), 1, "{offers:?}");
    assert_eq!(offers[0]["label"], "here");
    // What lies beside the books is none.
    editor.show("README.md", "# کتاب‌ها {#here}\n");
    let start = json!({ "line": 0, "character": 14 });
    let nothing = editor.ask_at("textDocument/hover", "README.md", start.clone(), json!({}));
    assert!(nothing.is_null());
    let renaming = json!({
        "textDocument": { "uri": editor.uri("README.md") }, "position": start, "newName": "new",
    });
    let refused = editor.ask("textDocument/rename", renaming);
    assert!(refused["error"]["message"].is_string(), "{refused}");
}

#[test]
fn broken_settings_are_told_at_their_place_and_leave_the_names() {
    let mut editor = Editor::open();
    editor.write("1.md", FIRST);
    let told = editor.write("book.toml", "[book]\ntitle = \"کتاب\nlanguage = 5\n");
    assert!(codes(&told).contains(&"bad-config"), "{told}");
    assert_eq!(told[0]["range"]["start"]["line"], 1);
    let at = place(SECOND, "start");
    let led = editor.ask_at("textDocument/definition", "2.md", at, json!({}));
    assert_eq!(led["uri"], editor.uri("1.md"));
    let note = editor.ask_at("textDocument/hover", "1.md", place(FIRST, "یک]"), json!({}));
    assert_eq!(note["contents"]["value"], "سخن یادداشت.");
    let told = editor.write("book.toml", SETTINGS);
    assert!(!codes(&told).contains(&"bad-config"), "{told}");
}

#[test]
fn what_is_asked_right_after_a_change_is_answered_of_the_text_as_it_is_now() {
    let mut editor = Editor::open();
    editor.write("2.md", SECOND);
    let longer = format!("سطری نو.\n\n{SECOND}");
    let uri = editor.uri("2.md");
    let change = json!({
        "textDocument": { "uri": uri, "version": 99 }, "contentChanges": [{ "text": longer }],
    });
    editor.tell("textDocument/didChange", change);
    let start = place(&longer, "كتاب");
    let range =
        json!({ "range": { "start": start, "end": start }, "context": { "diagnostics": [] } });
    let actions = editor.ask_at("textDocument/codeAction", "2.md", start.clone(), range);
    let edit = &actions[0]["edit"]["changes"][uri][0];
    assert_eq!(edit["range"]["start"], start, "{actions}");
}

#[test]
fn places_are_counted_in_utf_16_whatever_ends_the_lines() {
    let mut editor = Editor::open();
    let text = "\u{FEFF}# پایان\r\n\r\n😀 [پیوند](#nowhere) و كتاب.\r\n";
    let told = editor.write("2.md", text);
    let rows = told.as_array().unwrap();
    let broken = rows
        .iter()
        .find(|one| one["code"] == "broken-link")
        .unwrap();
    assert_eq!(
        broken["range"]["start"],
        json!({ "line": 2, "character": 3 })
    );
    let plain = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let start = place(&plain, "كتاب");
    let range =
        json!({ "range": { "start": start, "end": start }, "context": { "diagnostics": [] } });
    let actions = editor.ask_at("textDocument/codeAction", "2.md", start.clone(), range);
    let edit = &actions[0]["edit"]["changes"][editor.uri("2.md")][0];
    assert_eq!(edit["range"]["start"], start, "{actions}");
}

#[test]
fn uses_of_a_name_and_the_headings_of_a_chapter_are_found() {
    let mut editor = Editor::open();
    let text = format!("{FIRST}\n## بخش\n\nمتن[^یک].\n\n# دیگر\n");
    editor.write("1.md", &text);
    let mut count = |words: &str, with_definition: bool| {
        let context = json!({ "context": { "includeDeclaration": with_definition } });
        let found = editor.ask_at(
            "textDocument/references",
            "1.md",
            place(&text, words),
            context,
        );
        found.as_array().map_or(0, Vec::len)
    };
    assert_eq!((count("start", true), count("start", false)), (3, 2));
    assert_eq!((count("یک]", true), count("یک]", false)), (3, 2));
    assert_eq!((count("adib", true), count("adib", false)), (2, 1));
    let nowhere = json!({ "line": 0, "character": 0 });
    let outline = editor.ask_at("textDocument/documentSymbol", "1.md", nowhere, json!({}));
    assert_eq!(outline[0]["name"], "آغاز");
    assert_eq!(outline[0]["children"][0]["name"], "بخش");
    assert_eq!(outline[0]["range"]["end"], place(&text, "# دیگر"));
    assert_eq!(outline[1]["name"], "دیگر");
}

#[test]
fn a_key_that_is_completed_replaces_all_that_was_typed_of_it() {
    let mut editor = Editor::open();
    editor.write("w.bib", &WORKS.replace("adib", "adib-1380"));
    let text = "# آغاز {#start}\n\n😀 [@adib-1";
    editor.write("1.md", text);
    let at = json!({ "line": 2, "character": 11 });
    let offers = editor.ask_at("textDocument/completion", "1.md", at.clone(), json!({}));
    let edit = &offers[0]["textEdit"];
    assert_eq!(edit["newText"], "adib-1380", "{offers}");
    assert_eq!(
        edit["range"],
        json!({ "start": { "line": 2, "character": 5 }, "end": at })
    );
}

#[test]
fn nothing_is_answered_before_the_start_and_after_the_end() {
    let mut editor = Editor::before(LittleBook::sound());
    let asked = || json!({ "textDocument": { "uri": "file:///1.md" }, "position": {} });
    let early = editor.ask("textDocument/hover", asked());
    assert_eq!(early["error"]["code"], -32002, "{early}");
    editor.begin();
    let unknown = editor.ask("sahhaf/nothing", json!({}));
    assert_eq!(unknown["error"]["code"], -32601, "{unknown}");
    editor.ask("shutdown", Value::Null);
    let late = editor.ask("textDocument/hover", asked());
    assert_eq!(late["error"]["code"], -32600, "{late}");
}
