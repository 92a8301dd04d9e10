//! Styles that were written for English, in a Persian book: each work speaks its own language.

use super::support::{TestBook, item, page};

const WORKS: &str = "\
@online{web, author={محمدی, رضا}, title={یادداشت}, url={https://www.example.ir/fa/1}, date={1400-05-12}, urldate={1401-01-15}}
@book{f, author={احمدی, بابک}, title={کتاب یکم}, year={1399}, publisher={نشر مرکز}, address={تهران}, edition={3}}
@book{l, author={Smith, John}, title={A History of Lands}, year={2001}, publisher={Oxford University Press}, address={Oxford}, edition={2}, langid={english}}
@online{arx, author={Vaswani, Ashish and Shazeer, Noam and others}, title={Attention Is All You Need}, url={https://arxiv.org/abs/1706.03762}, year={2017}, langid={english}}
@mvbook{multi, author={صفا, ذبیح‌الله}, title={تاریخ ادبیات در ایران}, volumes={5}, edition={7}, publisher={فردوس}, address={تهران}, year={1366}}
@book{tr, author={تولستوی, لئو}, title={جنگ و صلح}, origtitle={War and Peace}, translator={حبیبی, سروش}, publisher={نیلوفر}, address={تهران}, year={1386}}
@patent{pat, author={نوری, علی}, title={دستگاه آب‌شیرین‌کن}, number={12345}, year={1395}}
@collection{col, editor={بهار, مهری}, title={مجموعهٔ مقاله‌ها}, publisher={نشر نی}, address={تهران}, year={1395}, edition={2}}
@book{ar, author={العقاد, عباس}, title={كتاب}, publisher={دار الشروق}, address={القاهرة}, year={1960}, edition={2}, langid={arabic}}
";

fn list(style: &str) -> Vec<String> {
    let mut book = TestBook::new(&[("a.bib", WORKS)])
        .style(style)
        .nocite(&["*"]);
    let list = book.list().into_iter();
    list.map(|entry| entry.replace(['\u{2066}', '\u{2069}'], ""))
        .collect()
}

fn assert_holds(style: &str, lines: &[&str]) {
    let list = list(style);
    for line in lines {
        assert!(
            list.iter().any(|found| found == line),
            "{style}: {line}\n{list:#?}"
        );
    }
}

#[test]
fn apa_says_editions_volumes_patents_and_first_editions_in_persian() {
    assert_holds(
        "apa",
        &[
            "احمدی، بابک. (۱۳۹۹). *کتاب یکم* (ویرایش ۳). نشر مرکز.",
            "صفا، ذبیح‌الله. (۱۳۶۶). *تاریخ ادبیات در ایران* (ویرایش ۷، جلد ۱–۵). فردوس.",
            "تولستوی، لئو. (۱۳۸۶). *جنگ و صلح* (سروش حبیبی، مترجم). نیلوفر. (چاپ اصلی با عنوان *War and Peace*)",
            "نوری، علی. (۱۳۹۵). *دستگاه آب‌شیرین‌کن* (ثبت اختراع ش. ۱۲۳۴۵).",
            "محمدی، رضا. (۱۴۰۰، ۱۲ مرداد). *یادداشت*. https://www.example.ir/fa/1",
            "Vaswani, A., Shazeer, N., et al. (2017). *Attention Is All You Need*. https://arxiv.org/abs/1706.03762",
        ],
    );
}

#[test]
fn chicago_says_an_edition_once_and_gives_editors_the_form_of_authors() {
    assert_holds(
        "chicago",
        &[
            "احمدی، بابک. ۱۳۹۹. *کتاب یکم*. ویرایش ۳. نشر مرکز.",
            "Smith, John. 2001. *A History of Lands*. 2nd ed. Oxford University Press.",
            "بهار، مهری، ویراستار. ۱۳۹۵. *مجموعهٔ مقاله‌ها*. ویرایش ۲. نشر نی.",
            "Vaswani, Ashish, Noam Shazeer, et al. 2017. “Attention Is All You Need.” https://arxiv.org/abs/1706.03762.",
        ],
    );
}

#[test]
fn vancouver_keeps_its_authors_and_puts_what_they_did_behind_them() {
    assert_holds(
        "vancouver",
        &[
            "۵. محمدی رضا. یادداشت [اینترنت]. ۱۴۰۰ [دسترسی ۱۵ فروردین ۱۴۰۱]. در دسترس در: https://www.example.ir/fa/1",
            "۲. بهار مهری، ویراستار. مجموعهٔ مقاله‌ها. ویرایش ۲. تهران: نشر نی؛ ۱۳۹۵.",
        ],
    );
}

#[test]
fn an_arabic_work_speaks_arabic_in_a_foreign_style() {
    assert_holds(
        "ieee",
        &["[٧] عباس العقاد، *كتاب*، ط. ٢. القاهرة: دار الشروق، ١٩٦٠."],
    );
}

#[test]
fn no_style_of_the_archive_speaks_english_in_a_persian_entry() {
    // What is no word of a style: titles, addresses, codes of standards, and names of addresses.
    let known = [
        "War and Peace",
        "DOI",
        "doi",
        "URL",
        "EB/OL",
        "OL",
        "M",
        "P",
        "Z",
    ];
    let mut wrong = Vec::new();
    for style in [
        "apa",
        "chicago",
        "chicago-notes",
        "mla",
        "ieee",
        "vancouver",
        "harvard",
        "nature",
        "elsevier-harvard",
        "springer-basic-author-date",
        "american-sociological-association",
        "american-medical-association",
        "modern-humanities-research-association",
        "turabian",
        "gb-7714-2015-numeric",
        "the-lancet",
        "plos",
        "frontiers",
    ] {
        for entry in list(style) {
            let mut words = entry.clone();
            for title in known {
                words = words.replace(title, "");
            }
            let address = words.find("https://").unwrap_or(words.len());
            let persian = words.contains('ی') || words.contains('ه');
            if persian && words[..address].contains(|letter: char| letter.is_ascii_alphabetic()) {
                wrong.push(format!("{style}: {entry}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_address_in_a_note_is_a_link_beside_the_one_to_the_entry() {
    use crate::model::{Inline, InlineKind, children};
    fn deepest(inlines: &[Inline]) -> usize {
        let depth = |inline: &Inline| {
            let own = usize::from(matches!(inline.kind, InlineKind::Link { .. }));
            own + deepest(children(inline))
        };
        inlines.iter().map(depth).max().unwrap_or_default()
    }
    let mut book = TestBook::new(&[("a.bib", WORKS)])
        .style("chicago-notes")
        .cite(vec![item("web")])
        .cite(vec![page("f", "۵")]);
    let citations = book.format();
    for rendered in citations.rendered.values() {
        assert_eq!(deepest(&rendered.content), 1);
    }
}
