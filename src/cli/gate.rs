//! Checks an EPUB: a file in; one line for each finding, and what they mean for each shop, out.

use std::path::Path;

use serde_json::{Value, json};

use super::arguments::{Manner, MessageFormat};
use super::job::Strictness;
use super::outcome::{Failure, Outcome};
use super::report::summed;
use super::terminal::Terminal;
use crate::diag::{Counts, Renderer, alike};
use crate::gate::{self, Report, Verdict};
use crate::source::SourceMap;

/// Looks through an EPUB, be it ours or not. Findings go to standard error, shops to standard output.
pub(super) fn run(file: &Path, manner: Manner, terminal: &Terminal) -> Result<Outcome, Failure> {
    let bytes = gate::read(file).map_err(Failure::Read)?;
    let mut map = SourceMap::default();
    let report = gate::examine(&bytes, &mut map).map_err(|error| Failure::NoEpub {
        path: file.to_owned(),
        error,
    })?;
    let renderer = Renderer {
        map: &map,
        folder: "",
        whole: &file.display().to_string(),
    };
    match manner.message_format {
        MessageFormat::Human => {
            terminal.complain(&lines(renderer, &report));
            terminal.say(&stores(&report))?;
        }
        MessageFormat::Json => {
            terminal.complain(&objects(renderer, &report));
            terminal.say(&store_objects(&report))?;
        }
        MessageFormat::Sarif => terminal.complain(&renderer.sarif(&report.findings)),
    }
    let found = Counts::of(&report.findings);
    Ok(match Strictness::of(manner).prevents(found) {
        true => Outcome::Mistakes,
        false => Outcome::Fine,
    })
}

/// One line for each finding, one for many that are alike, then how many there are.
fn lines(renderer: Renderer<'_>, report: &Report) -> String {
    let groups = alike(&report.findings);
    let lines = groups
        .iter()
        .map(|group| renderer.line(&summed(group, &renderer)));
    lines.collect::<String>() + &Counts::of(&report.findings).summary()
}

fn objects(renderer: Renderer<'_>, report: &Report) -> String {
    let objects = report.findings.iter().map(|one| renderer.json(one));
    objects.collect()
}

/// Each shop, with the rules that the book breaks and where they stand.
fn stores(report: &Report) -> String {
    let store = |verdict: &Verdict| {
        let name = verdict.store.name();
        if verdict.broken.is_empty() {
            return format!("{name}: no rule of this shop is broken\n");
        }
        let rules = verdict.broken.iter().map(|(rule, count)| {
            let codes: Vec<&str> = rule.codes.iter().map(|code| code.name()).collect();
            let broken = report.findings.iter().map(|one| one.code.name());
            let mut broken: Vec<&str> = broken.filter(|code| codes.contains(code)).collect();
            broken.sort_unstable();
            broken.dedup();
            let (says, from) = (rule.says, rule.source);
            format!("  {says} — {count} × {} ({from})\n", broken.join(", "))
        });
        format!("{name}:\n{}", rules.collect::<String>())
    };
    report.stores.iter().map(store).collect()
}

fn store_objects(report: &Report) -> String {
    let store = |verdict: &Verdict| {
        let rules = verdict.broken.iter().map(
            |(rule, count)| json!({ "says": rule.says, "source": rule.source, "findings": count }),
        );
        let rules: Vec<Value> = rules.collect();
        let object = json!({ "store": verdict.store.name(), "broken": rules });
        format!("{object}\n")
    };
    report.stores.iter().map(store).collect()
}
