//! The styles beside the usual one: notes, numbers, the manual of Iran, the archive's, the author's.

use super::support::{TestBook, item, page};
use crate::config::ListOrder;

#[test]
fn a_note_says_the_same_or_the_aforesaid_where_a_work_comes_again() {
    let mut book = TestBook::shared()
        .style("fa-note")
        .cite(vec![page("fraser1394", "۵")])
        .cite(vec![page("fraser1394", "۷")])
        .cite(vec![page("fraser1394", "۷")])
        .cite(vec![item("tabarestani1393")])
        .cite(vec![page("fraser1394", "۹")])
        .cite(vec![page("many2001", "9")])
        .cite(vec![page("many2001", "10")])
        .cite(vec![item("tasnim1397")])
        .cite(vec![page("many2001", "11")]);
    let wanted = [
        "گلندا فریزر، *انقلاب و ضدانقلاب در آسیای میانه*، ترجمهٔ کاوه بیات (تهران: نشر شیرازه، ۱۳۹۴)، ص. ۵.",
        "همان، ص. ۷.",
        "همان.",
        "الهه طبرستانی، *سیاست و حکومت در آسیای مرکزی* (تهران: سمت، ۱۳۹۳).",
        "فریزر، پیشین، ص. ۹.",
        "\u{2066}Ann Adams et al., *A Book of Many Hands*, translated by Eve Eyre (London: Curzon, 2001), p. 9\u{2069}.",
        "\u{2066}Ibid., p. 10\u{2069}.",
        "خبرگزاری تسنیم، «بازگشت باسماچیان به عرصهٔ گفتمان‌های سیاسی تاجیک» (۲ بهمن ۱۳۹۷).",
        "\u{2066}Adams et al., op. cit., p. 11\u{2069}.",
    ];
    assert_eq!(book.sentences(), wanted);
}

#[test]
fn of_several_works_of_one_author_a_short_note_names_the_title() {
    let mut book = TestBook::shared()
        .style("fa-note")
        .cite(vec![page("togan1375", "۵")])
        .cite(vec![page("togan1387", "۷")])
        .cite(vec![page("togan1375", "۶")]);
    assert_eq!(book.sentences()[2], "ولیدی طوغان، *قیام باسماچیان*، ص. ۶.");
}

#[test]
fn the_same_never_crosses_a_chapter_a_note_of_several_works_or_another_note() {
    let mut book = TestBook::shared()
        .style("fa-note")
        .cite(vec![item("tabarestani1393")])
        .next_chapter()
        .cite(vec![item("tabarestani1393")])
        .cite(vec![item("fraser1394"), item("tabarestani1393")])
        .cite(vec![item("tabarestani1393")]);
    let found = book.sentences();
    assert_eq!(found[0], found[1]);
    assert!(found[2].ends_with("؛ طبرستانی، پیشین."), "{}", found[2]);
    assert_eq!(found[3], "طبرستانی، پیشین.");
}

#[test]
fn numbers_follow_the_list_and_join_to_ranges_in_the_digits_of_the_text() {
    let mut book = TestBook::shared()
        .style("fa-numeric")
        .nocite(&["*"])
        .cite(vec![
            item("aryanfar1387"),
            item("ayubzada2006"),
            item("many1390"),
            item("two1391"),
        ])
        .cite(vec![page("many2001", "9"), item("aryanfar1387")])
        .narrate(vec![item("fraser1394")]);
    let wanted = ["[۱–۴]", "[۱، ۱۴، ص. ۹]", "فریزر [۹]"];
    assert_eq!(book.sentences(), wanted);
    let list = book.list();
    assert_eq!(
        list[8],
        "[۹] فریزر، گلندا. *انقلاب و ضدانقلاب در آسیای میانه*. ترجمهٔ کاوه بیات. تهران: نشر شیرازه، ۱۳۹۴."
    );
    assert!(list[13].starts_with("[14] Adams, Ann"), "{}", list[13]);
}

#[test]
fn the_manual_of_iran_names_the_page_and_leaves_titles_of_articles_plain() {
    let mut book = TestBook::shared()
        .style("fa-iran")
        .nocite(&["*"])
        .cite(vec![page("zamani1395", "۷۱")])
        .cite(vec![page("many1390", "33-35"), page("many2001", "9")])
        .narrate(vec![page("fraser1394", "۵")]);
    let wanted = [
        "(زمانی محبوب، ۱۳۹۵، ص. ۷۱)",
        "(پارسا و همکاران، ۱۳۹۰، صص. ۳۳–۳۵؛ \u{2066}Adams et al., 2001, p. 9\u{2069})",
        "فریزر (۱۳۹۴، ص. ۵)",
    ];
    assert_eq!(book.sentences(), wanted);
    let list = book.list();
    let wanted = [
        "پارسا، ژاله، گلستانی، چنگیز، کریمی، یوسف و آذری، هما (۱۳۹۰). مقالهٔ چندنویسنده. *نامهٔ فرهنگ*، *۲*(۳)، ۳۳–۴۵.",
        "فریزر، گلندا (۱۳۹۴). *انقلاب و ضدانقلاب در آسیای میانه* (ترجمهٔ کاوه بیات). تهران: نشر شیرازه.",
    ];
    for line in wanted {
        assert!(list.iter().any(|found| found == line), "{list:#?}");
    }
}

#[test]
fn a_style_of_the_archive_speaks_persian_of_persian_works() {
    let mut book = TestBook::shared()
        .style("apa")
        .nocite(&["*"])
        .cite(vec![page("zamani1395", "۷۱")])
        .cite(vec![page("many1390", "33-35"), page("many2001", "9")])
        .cite(vec![item("togan1375"), item("togan1387")])
        .narrate(vec![page("fraser1394", "۵")]);
    let wanted = [
        "(زمانی محبوب، ۱۳۹۵، ص. ۷۱)",
        "(پارسا و همکاران، ۱۳۹۰، صص. ۳۳–۳۵؛ \u{2066}Adams et al., 2001, p. 9\u{2069})",
        "(ولیدی طوغان، ۱۳۷۵ب، ۱۳۸۷)",
        "فریزر (۱۳۹۴، ص. ۵)",
    ];
    assert_eq!(book.sentences(), wanted);
}

fn keys(book: &mut TestBook) -> Vec<String> {
    book.entries().into_iter().map(|entry| entry.key).collect()
}

#[test]
fn the_list_may_be_one_or_follow_the_citations() {
    let works = "@book{b, author={بیات, ا}, title={ب}, date={1380}}\n\
                 @book{a, author={التبريزي, أ}, title={أ}, date={1400}, langid={arabic}}\n\
                 @book{t, author={تقوی, ا}, title={ت}, date={1380}}\n\
                 @book{l, author={Adams, A}, title={L}, date={1990}}\n";
    let book = |order| {
        TestBook::new(&[("a.bib", works)])
            .order(order)
            .nocite(&["*"])
            .cite(vec![item("l")])
            .cite(vec![item("t")])
    };
    assert_eq!(keys(&mut book(ListOrder::Scripts)), ["b", "t", "a", "l"]);
    assert_eq!(keys(&mut book(ListOrder::One)), ["a", "b", "t", "l"]);
    assert_eq!(keys(&mut book(ListOrder::Cited)), ["l", "t", "b", "a"]);
}

#[test]
fn a_style_of_the_author_sorts_by_its_own_keys_within_each_script() {
    let csl = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
        <citation><layout prefix="{" suffix="}" delimiter="; "><text variable="title"/></layout></citation>
        <bibliography><sort><key variable="issued" sort="descending"/></sort>
        <layout suffix="!"><names variable="author"/><date variable="issued" prefix=", "><date-part name="year"/></date></layout>
        </bibliography></style>"#;
    let mut book = TestBook::shared()
        .style_file(csl)
        .nocite(&["togan1387", "fraser1394", "many1390"])
        .cite(vec![item("many2001"), item("olcott1981")]);
    assert_eq!(
        keys(&mut book),
        [
            "fraser1394",
            "many1390",
            "togan1387",
            "many2001",
            "olcott1981"
        ]
    );
    let list = book.list();
    assert_eq!(list[0], "گلندا فریزر، ۱۳۹۴!");
    assert_eq!(
        book.sentences()[0],
        "{\u{2066}A Book of Many Hands; The Basmachi or Freemen’s Revolt in Turkestan 1918–24\u{2069}}"
    );
}
