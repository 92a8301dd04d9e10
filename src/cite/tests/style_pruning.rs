//! What no work of a book comes to is taken out of its style: the works that a library holds beside those that are
//! listed change nothing.

use std::fmt::Write;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::{Map, Value, json};

use super::support::{TestBook, item, page};
use crate::cite::archive;

/// A work of every kind with every field, so that nothing is taken out of a style.
fn everything() -> String {
    let kinds = "article article-journal article-magazine article-newspaper bill book broadcast chapter classic \
        collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview \
        legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent \
        performance periodical personal_communication post post-weblog regulation report review review-book software \
        song speech standard thesis treaty webpage";
    let texts = "abstract annote archive archive_collection archive_location archive-place authority call-number \
        collection-title container-title container-title-short dimensions division DOI event event-title event-place \
        genre ISBN ISSN jurisdiction license medium note original-publisher original-publisher-place original-title \
        part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale source status \
        title title-short URL volume-title chapter-number collection-number edition issue number number-of-pages \
        number-of-volumes page part-number printing-number section supplement-number version volume";
    let names = "author chair collection-editor compiler composer container-author contributor curator director editor \
        editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author \
        performer producer recipient reviewed-author script-writer series-creator translator editor-translator";
    let dates = "accessed available-date event-date issued original-date submitted";
    let work = |(at, kind): (usize, &str)| {
        let mut work = Map::new();
        work.insert("id".to_owned(), json!(format!("beside{at}")));
        work.insert("type".to_owned(), json!(kind));
        let mut fields = |names: &str, value: Value| {
            for name in names.split_whitespace() {
                work.insert(name.to_owned(), value.clone());
            }
        };
        fields(texts, json!("7"));
        fields(names, json!([{ "family": "F", "given": "G" }]));
        fields(dates, json!({ "date-parts": [[1400, 1, 2]] }));
        Value::Object(work)
    };
    let works = kinds.split_whitespace().enumerate().map(work);
    Value::Array(works.collect()).to_string()
}

/// Every sentence and entry of a book of all the shared works.
fn said(style: &str, beside: &str) -> String {
    let extra = include_str!("../../../tests/cite/extra.bib");
    let craft = include_str!("../../../tests/cite/craft.bib");
    let refs = include_str!("../../../tests/cite/refs.bib");
    let texts = [refs, extra, craft];
    let keys = texts.iter().flat_map(|text| text.lines());
    let keys = keys.filter_map(|line| line.strip_prefix('@')?.split(['{', ',']).nth(1));
    let keys: Vec<&str> = keys.collect();
    let names = ["refs.bib", "extra.bib", "craft.bib"];
    let mut files: Vec<(&str, &str)> = names.into_iter().zip(texts).collect();
    if !beside.is_empty() {
        files.push(("beside.json", beside));
    }
    let mut book = TestBook::new(&files).style(style).nocite(&keys);
    for three in keys.chunks_exact(3) {
        book = book.cite(vec![item(three[0]), page(three[1], "12")]);
        // «همان», and what comes after a first note.
        book = book.cite(vec![page(three[2], "12")]);
        book = book.cite(vec![page(three[2], "13")]);
        book = book.cite(vec![item(three[1])]);
    }
    let mut said = book.sentences().join("\n");
    for entry in book.list() {
        write!(said, "\n{entry}").unwrap();
    }
    said
}

#[test]
fn a_style_without_what_no_work_comes_to_says_the_same_in_every_style() {
    let everything = everything();
    let own = ["fa-author-date", "fa-iran", "fa-note", "fa-numeric"];
    let mut styles: Vec<&str> = own.into_iter().chain(archive::names()).collect();
    styles.sort_unstable();
    styles.dedup();
    let difference = |style: &str| {
        let [alone, beside] = [said(style, ""), said(style, &everything)];
        let mut lines = alone.lines().zip(beside.lines());
        let first = lines.find(|(alone, beside)| alone != beside);
        first.map(|(alone, beside)| format!("{style}:\n{alone}\n{beside}"))
    };
    let wrong: Vec<String> = styles.into_par_iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
