//! The command line: what was typed in, files, diagnostics and an exit code out.
//!
//! `arguments` is what can be typed, `job` what is meant by it. Nothing here knows how a book is
//! made; `pipeline` does.

mod arguments;
mod build;
mod changes;
mod editions;
mod fault;
mod gate;
mod job;
mod lsp;
mod mend;
mod new;
mod outcome;
mod output;
mod preview;
mod progress;
mod report;
mod sample;
mod signals;
mod terminal;
mod unfinished;
mod watch;
mod workers;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::arguments::{Arguments, BuildOptions, Cite, Command, FormatName};
use self::job::Job;
use self::outcome::{Failure, Outcome};
use self::terminal::Terminal;
use crate::diag::catch_panic;
use crate::font;

/// Reads the command line of this process and does what it says.
pub fn run() -> ExitCode {
    ExitCode::from(run_with(std::env::args_os()))
}

/// Does what a command line says, the program's name first, and returns its exit code.
///
/// Whoever has another program around this one calls it: the script of the Python package does. It watches for
/// signals and sets the hook for panics, so it is called once in a process.
pub fn run_with(typed: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(typed) {
        Ok(arguments) => arguments,
        Err(refused) => {
            // Help and the version come here, too. Nobody is left to be told that a stream is closed.
            let _ = refused.print();
            return u8::try_from(refused.exit_code()).unwrap_or(Outcome::Usage as u8);
        }
    };
    signals::watch();
    fault::quieten();
    let terminal = Terminal::new();
    let format = arguments.message_format();
    let done = catch_panic(|| dispatch(arguments, &terminal));
    let done = done.unwrap_or_else(|panicked| Err(fault::of(panicked)));
    let outcome = done.unwrap_or_else(|failure| {
        terminal.complain(&report::failure(&failure, format));
        failure.outcome()
    });
    outcome as u8
}

fn dispatch(arguments: Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    match arguments.command {
        None => {
            let job = job::bare(arguments.folder.as_deref(), &arguments.options);
            bind(&job, &arguments.options, terminal)
        }
        Some(Command::Build(build)) => bind(&job::build(&build), &build.options, terminal),
        Some(Command::Cover(cover)) => build::run(&job::cover(&cover), terminal),
        Some(Command::Check(check)) => match &check.epub {
            Some(file) => gate::run(file, check.manner, terminal),
            None => build::run(&job::check(&check), terminal),
        },
        Some(Command::Cite(Cite::List(list))) => build::run(&job::list_works(&list), terminal),
        Some(Command::Editions { folder }) => {
            editions::list(&job::of_folder(folder.as_deref()), terminal)
        }
        Some(Command::Preview(preview)) => preview::run(&preview, terminal),
        Some(Command::New(new)) => new::run(&new, terminal),
        Some(Command::Fonts { licences }) => {
            let list = if licences {
                font::licences()
            } else {
                font::catalogue()
            };
            terminal.say_bytes(list.as_bytes())
        }
        Some(Command::Lsp { folder }) => lsp::run(folder.as_deref()),
        Some(Command::Schema) => terminal.say_bytes(new::schema().as_bytes()),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "sahhaf", &mut script);
            terminal.say_bytes(&script)
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            let command = Arguments::command();
            clap_mangen::Man::new(command)
                .render(&mut page)
                .map_err(Failure::Say)?;
            terminal.say_bytes(&page)
        }
    }
}

/// Binds a book once, or after each change.
fn bind(job: &Job, options: &BuildOptions, terminal: &Terminal) -> Result<Outcome, Failure> {
    let choosy = !options.pages.is_empty() || options.dpi.is_some();
    if choosy && !options.format.contains(&FormatName::Png) {
        let words = "--pages and --dpi are for pictures of pages: add --format png";
        return Err(Failure::Refused(words.to_owned()));
    }
    if options.all_editions {
        editions::run_all(job, terminal)
    } else if options.watch {
        watch::run(job, terminal)
    } else {
        build::run(job, terminal)
    }
}
