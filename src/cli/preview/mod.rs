//! `sahhaf preview`: a book as it is being written, in a browser.
//!
//! ```text
//! folder ─changes─▶ maker ─SetBook─▶ desk ─▶ answers ◀─http─ browser
//! ```
//!
//! `maker` binds the book after each change and lays what came of it on the `desk`: the last good book, and the
//! messages of the last try. The browser asks for the whole `state` once. Then it hears what is new, with the picture of
//! the page on which its author writes, and asks for other pages whose keys it does not know. Between two tries the
//! pipeline remembers the chapters that did not change.

mod answers;
mod browser;
mod changed_pages;
mod edit_position;
mod editor;
mod epub;
mod exchange;
mod http;
mod keyed_book;
mod launch;
mod maker;
mod page;
mod state;
mod token;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use self::answers::Preview;
use self::editor::Editor;
use self::exchange::PreviewExchange;
use super::arguments::Preview as Arguments;
use super::changes::{Changes, OwnFiles};
use super::outcome::{Failure, Outcome};
use super::terminal::{Reader, Terminal};
use super::workers::Workers;
use super::{job, report};
use crate::pipeline::BuildContext;
use crate::source::DiskFiles;

/// Serves the book until the program is told to end.
///
/// # Errors
/// The folder cannot be watched, or no door can be opened on this machine.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    let job = job::preview(arguments);
    let own = OwnFiles::of_job(&job)?;
    let folder = own.root().to_owned();
    let mut changes = Changes::watch(own)?;
    let port = arguments.port.unwrap_or(0);
    let door = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(Failure::Serve)?;
    let port = door.local_addr().map_err(Failure::Serve)?.port();
    let token = token::new().map_err(Failure::Serve)?;
    let address = format!("http://127.0.0.1:{port}/{token}/");
    terminal.say(&format!("{address}\n"))?;
    if terminal.errors == Reader::Person {
        terminal.complain("open this address in a browser; Ctrl-C ends\n");
    }
    let desk = Arc::new(PreviewExchange::default());
    let preview = Preview {
        desk: Arc::clone(&desk),
        token,
        port,
        folder: folder.clone(),
        editor: Editor::of(arguments.editor.as_deref()),
    };
    http::serve(door, Arc::new(preview)).map_err(Failure::Serve)?;
    if arguments.open && !browser::open(&address) {
        terminal.complain("no program of this system opens the address\n");
    }
    let files = DiskFiles::new(folder);
    let (workers, memory) = (Workers::start(), Arc::default());
    let context = || BuildContext {
        overrides: job.overrides.clone(),
        memory: Some(Arc::clone(&memory)),
        ..BuildContext::new(&files)
    };
    loop {
        if let Err(failure) = maker::make(context(), &workers, &desk) {
            terminal.complain(&report::failure(&failure, job.messages));
            desk.fail(&failure.to_string());
        }
        if changes.wait().is_none() {
            return Ok(Outcome::Fine);
        }
    }
}
