//! Checks an EPUB: a file in; one line for each finding, and what they mean for each shop, out.

use std::path::Path;

use serde_json::{Value, json};

use super::arguments::{Manner, MessageFormat};
use super::report::harmless;
use super::terminal::Terminal;
use super::{Failure, Outcome};
use crate::gate::{self, Finding, Place, Report, Severity, Verdict};
use crate::source::{self, SourceMap};

/// Looks through an EPUB, be it ours or not. Findings go to standard error, shops to standard output.
pub(super) fn run(file: &Path, manner: Manner, terminal: &Terminal) -> Result<Outcome, Failure> {
    let bytes = source::read_file(file).map_err(|error| Failure::Gate(error.to_string()))?;
    let mut map = SourceMap::default();
    let report = gate::examine(&bytes, &mut map)
        .map_err(|error| Failure::Gate(format!("cannot check {}: {error}", file.display())))?;
    let shown = Shown { map: &map, file };
    match manner.message_format {
        MessageFormat::Human => {
            terminal.complain(&shown.lines(&report));
            terminal.say(&stores(&report))?;
        }
        MessageFormat::Json => {
            terminal.complain(&shown.objects(&report));
            terminal.say(&store_objects(&report))?;
        }
    }
    let worst = report.findings.iter().map(|one| one.code.severity()).max();
    let limit = if manner.strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    Ok(match worst {
        Some(worst) if worst >= limit => Outcome::Mistakes,
        Some(_) | None => Outcome::Fine,
    })
}

/// The texts that findings have their places in.
struct Shown<'a> {
    map: &'a SourceMap,
    file: &'a Path,
}

/// Where a finding is, as an editor shows it.
struct Spot {
    file: String,
    /// Line and column of the first and past the last character; `None` for a file without lines.
    lines: Option<[usize; 4]>,
}

impl Shown<'_> {
    fn spot(&self, place: &Place) -> Option<Spot> {
        match place {
            Place::Book => None,
            Place::File(name) => Some(Spot {
                file: name.clone(),
                lines: None,
            }),
            Place::At(span) => {
                let (path, from) = self.map.locate(*span);
                let to = self.map.file(span.file).line_column(span.end as usize);
                Some(Spot {
                    file: path.to_string(),
                    lines: Some([from.line, from.column, to.line, to.column]),
                })
            }
        }
    }

    /// One line for each finding, then how many there are.
    fn lines(&self, report: &Report) -> String {
        let mut text: String = report.findings.iter().map(|one| self.line(one)).collect();
        let counts = [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| {
            let found = report.findings.iter();
            let count = found.filter(|one| one.code.severity() == severity).count();
            (severity, count)
        });
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| match count {
                1 => format!("1 {}", name(severity)),
                _ => format!("{count} {}s", name(severity)),
            })
            .collect();
        if !counts.is_empty() {
            text.push_str(&counts.join(", "));
            text.push('\n');
        }
        text
    }

    fn line(&self, finding: &Finding) -> String {
        let place = match self.spot(&finding.place) {
            None => self.file.display().to_string(),
            Some(Spot { file, lines: None }) => file,
            Some(Spot {
                file,
                lines: Some([line, column, ..]),
            }) => format!("{file}:{line}:{column}"),
        };
        format!(
            "{}: {}[{}]: {} (help: {})\n",
            harmless(&place),
            name(finding.code.severity()),
            finding.code.name(),
            harmless(&finding.message),
            finding.hint
        )
    }

    fn objects(&self, report: &Report) -> String {
        let lines = report.findings.iter().map(|finding| {
            let spot = self.spot(&finding.place);
            let lines = spot.as_ref().and_then(|spot| spot.lines);
            let end = lines.map(|[.., line, column]| json!({ "line": line, "column": column }));
            let object = json!({
                "severity": name(finding.code.severity()),
                "code": finding.code.name(),
                "file": spot.map(|spot| spot.file),
                "line": lines.map(|lines| lines[0]),
                "column": lines.map(|lines| lines[1]),
                "end": end,
                "message": finding.message,
                "hint": finding.hint,
            });
            format!("{object}\n")
        });
        lines.collect()
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
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
