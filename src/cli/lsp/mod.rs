//! `sahhaf lsp`: a book in an editor (Language Server Protocol 3.17).
//!
//! ```text
//! editor ─wire─▶ server ─▶ desk: buffers over the folder ─▶ Book::examine ─▶ mistakes, names
//! ```
//!
//! Each document belongs to a book of the `shelf`. After a change the server waits until the author pauses, looks
//! through the book and tells what it found, file by file. What is asked for meanwhile while one types is answered
//! from what was known last; what places are counted in is looked through before.

mod answers;
mod buffers;
mod complete;
mod edited_book;
mod named;
mod positions;
mod shelf;
mod symbols;
mod uses;
mod wire;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use self::edited_book::EditedBook;
use self::shelf::{Shelf, folders_of};
use super::outcome::{Failure, Outcome};
use super::workers::Workers;
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
        shelf: None,
        workers: Workers::start(),
        ending: false,
    };
    server.serve(&messages)
}

struct Server {
    /// The folder named on the command line.
    folder: Option<PathBuf>,
    /// The books, once the editor has said where it works.
    shelf: Option<Shelf>,
    workers: Workers,
    /// Whether the editor has announced the end.
    ending: bool,
}

impl Server {
    fn serve(&mut self, messages: &Receiver<Value>) -> Result<Outcome, Failure> {
        loop {
            let shelf = self.shelf.as_mut();
            let is_stale = shelf.is_some_and(|shelf| shelf.desks().any(|desk| desk.is_stale()));
            let message = match is_stale {
                false => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                true => messages.recv_timeout(PAUSE),
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
        // What has no method is an answer, and we ask nothing.
        let Some(method) = message["method"].as_str() else {
            return Ok(());
        };
        let asked = &message["params"];
        let Some(id) = message.get("id") else {
            return self.hear(method, asked);
        };
        let answer = match method {
            _ if self.ending => Err(Refused::after_the_end()),
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
        let Some(shelf) = &mut self.shelf else {
            return Ok(Err(Refused::before_the_start()));
        };
        let uri = asked["textDocument"]["uri"].as_str().unwrap_or_default();
        let Some(desk) = shelf.desk(uri) else {
            return Ok(answers::of_no_book(method));
        };
        // Names that were never looked for are looked for now.
        if desk.knows_nothing() || desk.is_stale() && answers::counts_places(method) {
            desk.examine(&self.workers)
                .iter()
                .try_for_each(wire::write)?;
        }
        Ok(answers::answer(desk, method, asked))
    }

    /// What is told: documents that are opened, changed, saved and closed; folders, too.
    fn hear(&mut self, method: &str, told: &Value) -> Result<(), Failure> {
        let Some(shelf) = &mut self.shelf else {
            return Ok(());
        };
        let document = &told["textDocument"];
        let uri = document["uri"].as_str().unwrap_or_default();
        // Pages are set when a text is saved: a line that is too wide may still be written on.
        match method {
            "initialized" => shelf.desks().for_each(|desk| desk.soil(Depth::Pages)),
            "textDocument/didOpen" => {
                if let Some(desk) = shelf.desk_or_new(uri) {
                    desk.buffers
                        .open(uri, &document["text"], &document["version"]);
                    desk.soil(Depth::Pages);
                }
            }
            "textDocument/didChange" => {
                // Changes come as whole texts; the last one is the text now.
                let changes = told["contentChanges"].as_array();
                let last = changes.and_then(|changes| changes.last());
                if let Some((last, desk)) = last.zip(shelf.desk_or_new(uri)) {
                    desk.buffers.open(uri, &last["text"], &document["version"]);
                    desk.soil(Depth::Words);
                }
            }
            "textDocument/didSave" => {
                let desk = shelf.desk(uri);
                desk.into_iter().for_each(|desk| desk.soil(Depth::Pages));
            }
            // Another book may have had it when it was opened.
            "textDocument/didClose" => shelf.desks().for_each(|desk| {
                desk.buffers.close(uri);
                desk.soil(Depth::Words);
            }),
            "workspace/didChangeWatchedFiles" => {
                for change in told["changes"].as_array().into_iter().flatten() {
                    let uri = change["uri"].as_str().unwrap_or_default();
                    let desk = shelf.desk_or_new(uri);
                    let desk = desk.filter(|desk| desk.may_read(uri));
                    desk.into_iter().for_each(|desk| desk.soil(Depth::Pages));
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                for folder in folders_of(&told["event"]["added"]) {
                    shelf.add(&folder);
                }
                for folder in folders_of(&told["event"]["removed"]) {
                    let gone = shelf.remove(&folder);
                    let quiet = gone.iter().flat_map(EditedBook::silence);
                    quiet.collect::<Vec<_>>().iter().try_for_each(wire::write)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Where the editor works, and what we can do.
    fn initialize(&mut self, asked: &Value) -> Value {
        let mut folders = folders_of(&asked["workspaceFolders"]);
        let root = asked["rootUri"].as_str().and_then(positions::path_of);
        if folders.is_empty() {
            folders.push(root.unwrap_or_else(|| PathBuf::from(".")));
        }
        self.shelf = Some(Shelf::new(self.folder.take(), folders));
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 1, "save": true },
                "completionProvider": { "triggerCharacters": ["@", "#", "^", "(", "\""] },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentSymbolProvider": true,
                "renameProvider": { "prepareProvider": true },
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
                "workspace": {
                    "workspaceFolders": { "supported": true, "changeNotifications": true },
                },
            },
            "serverInfo": { "name": "sahhaf", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// Looks through the books that have changed and tells what was found.
    fn examine(&mut self) -> Result<(), Failure> {
        let desks = self.shelf.iter_mut().flat_map(Shelf::desks);
        let stale = desks.filter(|desk| desk.is_stale());
        let mut messages = stale.flat_map(|desk| desk.examine(&self.workers));
        messages.try_for_each(|message| wire::write(&message))
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

    /// Before `initialize` nothing is known (LSP 3.17, «Initialize Request»).
    fn before_the_start() -> Self {
        Self {
            code: -32002,
            words: "the editor has not said yet where it works".to_owned(),
        }
    }

    /// After `shutdown` only `exit` is left (LSP 3.17, «Shutdown Request»).
    fn after_the_end() -> Self {
        Self {
            code: -32600,
            words: "the end was announced".to_owned(),
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
