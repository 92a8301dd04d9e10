//! `docs/epub-gate.md` lists every code and every rule of a shop, and no other.

use std::collections::BTreeSet;

use sahhaf::diag::Severity;
use sahhaf::gate::{Code, RULES};

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/epub-gate.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_code_is_explained_with_its_severity() {
    let document = document();
    let rows = document.lines().filter(|line| line.starts_with("| `"));
    let listed: BTreeSet<(&str, &str)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0].trim_matches('`'), cells[1])
        })
        .collect();
    let name = |severity| match severity {
        Severity::Hint => "hint",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let codes: BTreeSet<(&str, &str)> = Code::ALL
        .iter()
        .map(|code| (code.name(), name(code.severity())))
        .collect();
    assert_eq!(listed, codes);
}

#[test]
fn every_rule_of_a_shop_is_listed_with_its_source() {
    let document = document();
    for rule in RULES {
        let row = format!("| {} | {} |", rule.store.name(), rule.says);
        assert!(document.contains(&row), "{row}");
        assert!(document.contains(rule.source), "{}", rule.source);
    }
}
