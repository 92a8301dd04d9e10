//! What the benchmarks share: their arguments, functions run again and again, and the row that tells what they took.
//!
//! `cargo bench --bench NAME -- WORD…`: the words are parts of names, and rows without one of them are left out; of a
//! benchmark that reads books or texts they are its files.

#![allow(dead_code, reason = "each benchmark uses a part of it")]
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often a function is run and timed, at most and at least.
const MOST_RUNS: usize = 100;
const LEAST_RUNS: usize = 5;
/// After this time no run beyond the least number begins.
const ENOUGH: Duration = Duration::from_secs(3);

/// The words of the command line; options, of which cargo adds `--bench`, are none.
pub(crate) fn words() -> Vec<String> {
    let words = std::env::args().skip(1);
    words.filter(|word| !word.starts_with('-')).collect()
}

/// Whether a row is to be measured.
pub(crate) fn is_wanted(name: &str) -> bool {
    let words = words();
    words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
}

/// Prints the names of the columns.
pub(crate) fn columns() {
    println!(
        "{:<32} {:>10} {:>10} {:>10} {:>5}",
        "milliseconds", "least", "median", "mean", "runs"
    );
}

/// Measures a stage, if it is wanted, and prints its row. What it needs is made by `measure` before it is timed.
pub(crate) fn stage(name: &str, measure: impl FnOnce() -> Times) {
    if is_wanted(name) {
        let times = measure();
        let [least, median, mean] = [times.least(), times.median(), times.mean()].map(millis);
        let runs = times.sorted.len();
        println!("{name:<32} {least:>10.3} {median:>10.3} {mean:>10.3} {runs:>5}");
    }
}

/// What the runs of one function took.
pub(crate) struct Times {
    /// At least one, the shortest first.
    sorted: Vec<Duration>,
}

impl Times {
    pub(crate) fn new(mut runs: Vec<Duration>) -> Self {
        assert!(!runs.is_empty(), "something was timed");
        runs.sort();
        Self { sorted: runs }
    }

    pub(crate) fn least(&self) -> Duration {
        self.sorted[0]
    }

    pub(crate) fn median(&self) -> Duration {
        self.sorted[self.sorted.len() / 2]
    }

    pub(crate) fn mean(&self) -> Duration {
        let runs = u32::try_from(self.sorted.len()).unwrap_or(u32::MAX);
        self.sorted.iter().sum::<Duration>() / runs
    }
}

/// What a function takes; what it gives back is dropped outside of the time.
pub(crate) fn times<T>(mut run: impl FnMut() -> T) -> Times {
    times_with(|| (), |()| run())
}

/// What a function takes that uses up its input, which is made for each run outside of the time.
pub(crate) fn times_with<I, T>(mut input: impl FnMut() -> I, mut run: impl FnMut(I) -> T) -> Times {
    let begun = Instant::now();
    // What a program makes once is made here.
    black_box(run(input()));
    let mut runs = Vec::new();
    while runs.len() < LEAST_RUNS || (runs.len() < MOST_RUNS && begun.elapsed() < ENOUGH) {
        let given = black_box(input());
        let timed = timed(|| run(given));
        runs.push(timed.took);
    }
    Times::new(runs)
}

/// What one run made, and how long it took.
pub(crate) struct Timed<T> {
    pub(crate) made: T,
    pub(crate) took: Duration,
}

pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> Timed<T> {
    let begun = Instant::now();
    let made = black_box(run());
    Timed {
        took: begun.elapsed(),
        made,
    }
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
