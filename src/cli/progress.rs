//! Tells a person how far the work is, and how long each stage took.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::MessageFormat;
use super::job::Job;
use super::terminal::{Reader, Terminal};
use crate::pipeline::{Stage, StageObserver};

/// Work that takes less needs no bar.
const SHORT: Duration = Duration::from_secs(1);

/// A bar on the terminal and a clock for every stage.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether the work is over; whoever draws holds the lock.
    over: Arc<Mutex<bool>>,
    started: Instant,
    times: Mutex<Vec<Timed>>,
}

struct Timed {
    stage: Stage,
    begun: Instant,
    took: Option<Duration>,
}

impl Progress {
    /// A bar for a person; for a program nothing is drawn.
    pub(super) fn new(job: &Job, terminal: &Terminal) -> Self {
        let stages = Stage::ALL.len() as u64;
        let bar = ProgressBar::with_draw_target(Some(stages), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}") {
            bar.set_style(style);
        }
        let over = Arc::default();
        match (terminal.errors, job.messages) {
            (Reader::Person, MessageFormat::Human) => show_later(&bar, &over),
            (Reader::Program, _) | (_, MessageFormat::Json | MessageFormat::Sarif) => {}
        }
        Self {
            bar,
            over,
            started: Instant::now(),
            times: Mutex::default(),
        }
    }

    /// Clears the bar, so that what follows stands on a line of its own.
    pub(super) fn finish(&self) {
        let mut over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        *over = true;
        self.bar.finish_and_clear();
    }

    /// The time of every stage that ran, as a table; the last row is the time that passed.
    pub(super) fn table(&self) -> String {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
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

/// Shows a bar when the work has gone on for a while. Where no thread can be had for that, there is none.
fn show_later(bar: &ProgressBar, over: &Arc<Mutex<bool>>) {
    let (bar, over) = (bar.clone(), Arc::clone(over));
    let show = move || {
        thread::sleep(SHORT);
        let over = over.lock().unwrap_or_else(PoisonError::into_inner);
        if !*over {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.tick();
        }
    };
    let _ = thread::Builder::new().spawn(show);
}

impl StageObserver for Progress {
    fn begin(&self, stage: Stage) {
        self.bar.set_message(stage.name());
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.push(Timed {
            stage,
            begun: Instant::now(),
            took: None,
        });
    }

    fn end(&self, stage: Stage) {
        self.bar.inc(1);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(timed) = times.iter_mut().find(|timed| timed.stage == stage) {
            timed.took = Some(timed.begun.elapsed());
        }
    }
}
