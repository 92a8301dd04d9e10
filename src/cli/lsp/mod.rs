//! `sahhaf lsp`: a book in an editor (Language Server Protocol 3.17).
//!
//! ```text
//! editor ─wire─▶ server ─▶ desk: buffers over the folder ─▶ Book::examine ─▶ mistakes, names
//! ```
//!
//! The server reads one book. After a change it waits until the author pauses, looks through the book and tells
//! what it found, file by file; what is asked for meanwhile is answered from what was known last.

mod answers;
mod buffers;
mod complete;
mod desk;
mod positions;
mod wire;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use self::desk::Desk;
use super::outcome::{Failure, Outcome};
use crate::book::Depth;

/// The author pauses when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(120);

/// Serves an editor at standard input and output until it says to end.
///
/// # Errors
/// Standard output cannot be written.
pub(super) fn run(folder: Option<&Path>) -> Result<Outcome, Failure> {
    let (sender, messages) = channel();
    let listen = move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(message)) = wire::read(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
    };
    let listening = thread::Builder::new().name("lsp".to_owned()).spawn(listen);
    listening.map_err(Failure::Say)?;
    let mut server = Server {
        folder: folder.map(Path::to_owned),
        desk: None,
        stale: None,
        ending: false,
    };
    server.serve(&messages)
}

struct Server {
    /// The folder named on the command line.
    folder: Option<PathBuf>,
    /// The book, once the editor has said where it works.
    desk: Option<Desk>,
    /// How far the book has to be looked through again; `None` while nothing has changed.
    stale: Option<Depth>,
    /// Whether the editor has announced the end.
    ending: bool,
}

impl Server {
    fn serve(&mut self, messages: &Receiver<Value>) -> Result<Outcome, Failure> {
        loop {
            let message = match self.stale {
                None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => messages.recv_timeout(PAUSE),
            };
            match message {
                Ok(message) if message["method"] == "exit" => break,
                Ok(message) => self.take(&message)?,
                Err(RecvTimeoutError::Timeout) => self.examine()?,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(match self.ending {
            true => Outcome::Fine,
            false => Outcome::Mistakes,
        })
    }

    /// Answers a request, or takes note of what the editor tells.
    fn take(&mut self, message: &Value) -> Result<(), Failure> {
        let method = message["method"].as_str().unwrap_or_default();
        let asked = &message["params"];
        let Some(id) = message.get("id") else {
            self.hear(method, asked);
            return Ok(());
        };
        let answer = match method {
            "initialize" => Ok(self.initialize(asked)),
            "shutdown" => {
                self.ending = true;
                Ok(Value::Null)
            }
            _ => self.answer(method, asked)?,
        };
        let message = match answer {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err(refused) => json!({
                "jsonrpc": "2.0",
                "id": id,
                "error": { "code": refused.code, "message": refused.words },
            }),
        };
        wire::write(&message)
    }

    fn answer(&mut self, method: &str, asked: &Value) -> Result<Answered, Failure> {
        // Names that were never looked for are looked for now.
        if self.desk.as_ref().is_some_and(Desk::knows_nothing) {
            self.examine()?;
        }
        Ok(match &self.desk {
            Some(desk) => answers::answer(desk, method, asked),
            None => Err(Refused::unknown(method)),
        })
    }

    /// What is told: documents that are opened, changed, saved and closed.
    fn hear(&mut self, method: &str, told: &Value) {
        let Some(desk) = &mut self.desk else {
            return;
        };
        let document = &told["textDocument"];
        let uri = document["uri"].as_str().unwrap_or_default();
        // Pages are set when a text is saved: a line that is too wide may still be written on.
        let mut depth = Depth::Words;
        match method {
            "textDocument/didOpen" => {
                desk.buffers.open(uri, &document["text"]);
                depth = Depth::Pages;
            }
            "textDocument/didChange" => {
                // Changes come as whole texts; the last one is the text now.
                let changes = told["contentChanges"].as_array();
                if let Some(last) = changes.and_then(|changes| changes.last()) {
                    desk.buffers.open(uri, &last["text"]);
                }
            }
            "textDocument/didClose" => desk.buffers.close(uri),
            "initialized" | "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                depth = Depth::Pages;
            }
            _ => return,
        }
        self.stale = self.stale.max(Some(depth));
    }

    /// Where the editor works, and what we can do.
    fn initialize(&mut self, asked: &Value) -> Value {
        let root = asked["workspaceFolders"][0]["uri"].as_str();
        let root = root.or(asked["rootUri"].as_str());
        let root = root.and_then(positions::path_of);
        let named = self.folder.take();
        let folder = named.or(root).unwrap_or_else(|| PathBuf::from("."));
        self.desk = Some(Desk::of(&folder));
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 1, "save": true },
                "completionProvider": { "triggerCharacters": ["@", "#", "^", "(", "\""] },
                "hoverProvider": true,
                "definitionProvider": true,
                "renameProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            },
            "serverInfo": { "name": "sahhaf", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// Looks through the book and tells what was found.
    fn examine(&mut self) -> Result<(), Failure> {
        let depth = self.stale.take().unwrap_or(Depth::Words);
        let Some(desk) = &mut self.desk else {
            return Ok(());
        };
        let messages = desk.examine(depth);
        messages.iter().try_for_each(wire::write)
    }
}

/// What a request comes to.
type Answered = Result<Value, Refused>;

/// Why a request cannot be met.
#[derive(Debug)]
struct Refused {
    /// A code of JSON-RPC 2.0.
    code: i32,
    /// For the author.
    words: String,
}

impl Refused {
    /// Nothing of this name is known here.
    fn unknown(method: &str) -> Self {
        Self {
            code: -32601,
            words: format!("{method} is not known here"),
        }
    }

    /// What was asked for cannot be done.
    fn invalid(words: &str) -> Self {
        Self {
            code: -32602,
            words: words.to_owned(),
        }
    }
}
