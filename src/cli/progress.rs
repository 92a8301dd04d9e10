//! Tells a person how far the work is, and how long each stage took.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::arguments::MessageFormat;
use super::job::Job;
use super::terminal::{Reader, Terminal};
use crate::pipeline::{Stage, StageObserver};

/// Work that takes less needs no bar.
const SHORT: Duration = Duration::from_secs(1);
/// Cells of the bar.
const CELLS: usize = 24;
/// Cells of the whole line: the bar, a space, and the longest name of a stage.
const LINE: usize = CELLS + 12;

/// A bar on the terminal and a clock for every stage.
pub(super) struct Progress {
    bar: Arc<Mutex<Bar>>,
    started: Instant,
    times: Mutex<Vec<Timed>>,
}

struct Timed {
    stage: Stage,
    begun: Instant,
    took: Option<Duration>,
}

/// A line of standard error that shows how many stages are done, and the one that began last.
#[derive(Debug, Default)]
struct Bar {
    ended: usize,
    stage: Option<Stage>,
    shown: bool,
    over: bool,
}

impl Bar {
    /// The line, as long as it ever is, so that it covers the one before it: `████████░░░░░░░░░░░░░░░░ pages`.
    fn line(&self) -> String {
        let full = (self.ended * CELLS / Stage::ALL.len()).min(CELLS);
        let (full, empty) = ("█".repeat(full), "░".repeat(CELLS - full));
        let line = format!("{full}{empty} {}", self.stage.map_or("", Stage::name));
        format!("{line:LINE$}")
    }

    /// Draws the line over the one that stands there. A terminal that takes nothing is no reason to end the work.
    fn draw(&self) {
        if self.shown && !self.over {
            write(&self.line());
        }
    }

    /// Clears the line.
    fn finish(&mut self) {
        if self.shown && !self.over {
            write(&" ".repeat(LINE));
            write("");
        }
        self.over = true;
    }
}

/// Writes from the beginning of the line.
fn write(line: &str) {
    let mut errors = io::stderr().lock();
    let _ = write!(errors, "\r{line}").and_then(|()| errors.flush());
}

impl Progress {
    /// A bar for a person; for a program nothing is drawn.
    pub(super) fn new(job: &Job, terminal: &Terminal) -> Self {
        let bar = Arc::default();
        match (terminal.errors, job.messages) {
            (Reader::Person, MessageFormat::Human) => show_later(&bar),
            (Reader::Program, _) | (_, MessageFormat::Json | MessageFormat::Sarif) => {}
        }
        Self {
            bar,
            started: Instant::now(),
            times: Mutex::default(),
        }
    }

    /// Clears the bar, so that what follows stands on a line of its own.
    pub(super) fn finish(&self) {
        lock(&self.bar).finish();
    }

    /// The time of every stage that ran, as a table; the last row is the time that passed.
    pub(super) fn table(&self) -> String {
        let mut times = lock(&self.times);
        times.sort_by_key(|timed| timed.stage);
        let rows = times
            .iter()
            .filter_map(|timed| Some((timed.stage.name(), timed.took?)));
        let whole = ("whole", self.started.elapsed());
        let rows = rows
            .chain([whole])
            .map(|(name, took)| format!("{name:10} {:9.2} ms\n", took.as_secs_f64() * 1000.0));
        rows.collect()
    }
}

/// Shows the bar when the work has gone on for a while. Where no thread can be had for that, there is none.
fn show_later(bar: &Arc<Mutex<Bar>>) {
    let bar = Arc::clone(bar);
    let show = move || {
        thread::sleep(SHORT);
        let mut bar = lock(&bar);
        bar.shown = true;
        bar.draw();
    };
    let _ = thread::Builder::new().spawn(show);
}

/// What the lock holds, also after a panic elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl StageObserver for Progress {
    fn begin(&self, stage: Stage) {
        let mut bar = lock(&self.bar);
        bar.stage = Some(stage);
        bar.draw();
        drop(bar);
        lock(&self.times).push(Timed {
            stage,
            begun: Instant::now(),
            took: None,
        });
    }

    fn end(&self, stage: Stage) {
        let mut bar = lock(&self.bar);
        bar.ended += 1;
        bar.draw();
        drop(bar);
        if let Some(timed) = lock(&self.times)
            .iter_mut()
            .find(|timed| timed.stage == stage)
        {
            timed.took = Some(timed.begun.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_with_the_stages_that_ended_and_names_the_one_that_began_last() {
        let bar = Bar {
            ended: 6,
            stage: Some(Stage::Pages),
            ..Bar::default()
        };
        assert_eq!(bar.line(), "████████████░░░░░░░░░░░░ pages      ");
    }

    #[test]
    fn every_line_of_the_bar_is_as_long_as_the_others_so_that_it_covers_them() {
        let lines = Stage::ALL.map(|stage| {
            let stage = Some(stage);
            Bar {
                stage,
                ..Bar::default()
            }
            .line()
            .chars()
            .count()
        });
        assert_eq!(lines, [LINE; Stage::ALL.len()]);
    }
}
