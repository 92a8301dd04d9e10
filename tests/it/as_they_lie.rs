//! Books as their authors have them, without settings of ours: names of chapters, parts, links of sites, boxes.

use std::sync::Arc;

use crate::in_memory;
use sahhaf::cite::Citations;
use sahhaf::config;
use sahhaf::diag::Sink;
use sahhaf::model::dump::dump;
use sahhaf::model::plain_text;
use sahhaf::resolve::{ResolvedBook, resolve};
use sahhaf::source::{MemoryFiles, SourceMap};

struct Built {
    book: ResolvedBook,
    tree: String,
    codes: Vec<&'static str>,
}

fn build(files: &[(&str, &str)]) -> Built {
    let files = files
        .iter()
        .fold(MemoryFiles::default(), |files, (path, text)| {
            files.with(path, *text)
        });
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = config::load(&files, &mut map, &mut sink).unwrap().unwrap();
    let book = sahhaf::markdown::read(&config, &files, &mut map, &mut sink).unwrap();
    let tree = dump(&book, &map);
    let book = resolve(Arc::new(book), Citations::default(), &config, &mut sink);
    let codes = sink.found().iter().map(|found| found.code.name());
    let codes = codes.collect();
    Built { book, tree, codes }
}

impl Built {
    /// The contents: level and words.
    fn contents(&self) -> Vec<String> {
        let headings = self.book.headings.iter();
        headings
            .map(|heading| format!("{} {}", heading.level, plain_text(&heading.title)))
            .collect()
    }
}

const OWN: &str = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n";

#[test]
fn a_chapter_without_a_heading_has_the_title_of_its_front_matter() {
    let titled = "---\ntitle: نام\n---\nمتن\n\n## بخش\n";
    let named = "---\ntitle: نام دوم\n---\n## نام دوم\n\nمتن\n";
    let sections = "---\ntitle: نام سوم\n---\nمتن\n\n# یک\n\n# دو\n";
    let built = build(&[
        ("book.toml", OWN),
        ("1.md", titled),
        ("2.md", named),
        ("3.md", sections),
    ]);
    let expected = ["1 نام", "2 بخش", "1 نام دوم", "1 نام سوم", "2 یک", "2 دو"];
    assert_eq!(built.contents(), expected);
}

#[test]
fn a_chapter_that_nothing_names_is_called_by_its_first_words_and_told() {
    let built = build(&[
        ("book.toml", OWN),
        ("1.md", "متن این.\n"),
        ("2.md", "# ب\n"),
    ]);
    assert_eq!(built.contents(), ["1 متن این.", "1 ب"]);
    assert_eq!(built.codes, ["nameless-chapter"]);
}

#[test]
fn a_chapter_that_nothing_names_is_called_as_its_file_where_that_is_a_name() {
    let built = build(&[
        ("book.toml", OWN),
        ("۱-آغاز کار.md", "متن این.\n"),
        ("۲-میانه.md", "**میانه**\n\nمتن آن.\n"),
    ]);
    assert_eq!(built.contents(), ["1 آغاز کار", "1 میانه"]);
    assert_eq!(built.tree.matches("میانه").count(), 3, "{}", built.tree);
    assert_eq!(built.codes, [""; 0]);
}

#[test]
fn a_heading_of_html_without_an_end_holds_its_own_words() {
    let open = "# سر\n\n<h2>بخش\n\n<p>متن نخست.</p>\n\nمتن دوم.\n\n<h2>دیگر\n\n<pre>x</pre>\n";
    let built = build(&[("book.toml", OWN), ("1.md", open)]);
    assert_eq!(built.contents(), ["1 سر", "2 بخش", "2 دیگر"]);
    let centred = "<h1 align=\"center\">\n\nسر\n\n</h1>\n\nمتن\n";
    let built = build(&[("book.toml", OWN), ("1.md", centred)]);
    assert_eq!(built.contents(), ["1 سر"]);
}

#[test]
fn a_small_heading_right_above_the_title_is_a_part_of_it() {
    let numbered = "#### فصل یکم\n\n# آغاز\n\nمتن\n";
    let built = build(&[
        ("book.toml", OWN),
        ("1.md", numbered),
        ("2.md", "# پایان\n\nمتن\n"),
    ]);
    assert_eq!(built.contents(), ["1 فصل یکم آغاز", "1 پایان"]);
    assert_eq!(built.codes, [""; 0]);
}

#[test]
fn headings_without_a_space_and_strong_words_with_one_are_read() {
    let text = "#آغاز\n\n** پرسش: ** پاسخ\n\n##بخش\n\n#شعر #حافظ\n";
    let built = build(&[("book.toml", OWN), ("1.md", text)]);
    assert_eq!(built.contents(), ["1 آغاز", "2 بخش"]);
    assert!(!built.tree.contains("**"), "{}", built.tree);
    assert!(built.tree.contains("#شعر #حافظ"), "{}", built.tree);
}

#[test]
fn markdown_right_below_a_tag_that_says_its_direction_is_markdown() {
    let text = "<div dir=\"rtl\">\n# سر\n\nمتن **نخست** است.\n</div>\n\n<p dir=\"rtl\">\n**متن** دوم.\n</p>\n";
    let built = build(&[("book.toml", OWN), ("1.md", text)]);
    assert_eq!(built.contents(), ["1 سر"]);
    assert!(!built.tree.contains("**"), "{}", built.tree);
    assert_eq!(built.codes, [""; 0], "{}", built.tree);
}

#[test]
fn parts_and_titles_of_the_navigation_are_those_of_the_book() {
    let built = build(&[
        (
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nsrc = \".\"\n",
        ),
        (
            "SUMMARY.md",
            "# فهرست\n\n# بخش\n\n- [الف](a.md)\n  - [ب](b.md)\n\n# دیگر\n\n- [ج](c.md)\n",
        ),
        ("a.md", "متن الف\n"),
        ("b.md", "## زیر\n\n### زیرتر\n"),
        ("c.md", "# جیم\n"),
    ]);
    let expected = ["1 بخش", "2 الف", "3 زیر", "4 زیرتر", "1 دیگر", "2 جیم"];
    assert_eq!(built.contents(), expected);
}

#[test]
fn a_heading_of_any_level_opens_a_chapter_of_the_navigation_where_it_stands_above_all_others() {
    let summary = "- [اول](1.md)\n  - [درون](1-1.md)\n- [دوم](2.md)\n- [سوم](3.md)\n";
    let built = build(&[
        (
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nsrc = \".\"\n",
        ),
        ("SUMMARY.md", summary),
        ("1.md", "## یکم\n\nمتن\n\n### بخش\n\n#### بند\n"),
        ("1-1.md", "## درونی\n\nمتن\n"),
        ("2.md", "## دوم\n\nمتن\n\n## سومین\n"),
        ("3.md", "# چهارم\n\n## بخشی\n"),
    ]);
    let expected = [
        "1 یکم",
        "2 بخش",
        "3 بند",
        "2 درونی",
        "1 دوم",
        "2 سومین",
        "1 چهارم",
        "2 بخشی",
    ];
    assert_eq!(built.contents(), expected);
}

#[test]
fn links_of_sites_find_their_chapters_and_headings() {
    let links = "[۱](/guide/b) [۲](./b) [۳](b.html) [۴](../b/) [۵](/guide/b.md#use) [۶](b.md#کاربردها) \
                 [۷](/fa/guide/b?x=1) [۸](/c/) [۹](b.md#نیست) [۱۰](/نیست) [۱۱](www.example.org) [۱۲](B#مقدمه-1)\n";
    let built = build(&[
        ("book.toml", OWN),
        ("guide/a.md", &format!("# الف\n\n{links}")),
        (
            "guide/b.md",
            "# ب\n\n## کاربرد\u{200C}ها {#use}\n\n## مقدمه\n\n## مقدمه\n",
        ),
        ("guide/02-c/README.md", "# ج\n"),
    ]);
    let expected = [
        "ب",
        "ب",
        "ب",
        "ب",
        "use",
        "use",
        "ب",
        "ج",
        "ب",
        "!",
        "https://www.example.org",
        "مقدمه-2",
    ];
    assert_eq!(in_memory::targets(&built.book), expected);
    assert_eq!(built.codes, ["broken-link", "broken-link"]);
}

#[test]
fn links_find_a_translation_that_stands_beside_its_original() {
    let links = "[۱](guide.md) [۲](/fa/more/use/) [۳](guide.fa.md) [۴](more/use.md#کاربرد)\n";
    let built = build(&[
        ("book.toml", OWN),
        ("index.fa.md", &format!("# الف\n\n{links}")),
        ("guide.fa.md", "# راهنما\n"),
        ("more/use.fa.md", "# کاربرد\n"),
    ]);
    let expected = ["راهنما", "کاربرد", "راهنما", "کاربرد"];
    assert_eq!(in_memory::targets(&built.book), expected);
}

#[test]
fn links_find_a_chapter_by_the_address_that_it_gives_itself() {
    let links = "[۱](/second/two/) [۲](/second/two#x) [۳](slug) [۴](/old) [۵](/site/second/two/) [۶](/guide/1)\n";
    let built = build(&[
        ("book.toml", OWN),
        ("guide/1.md", &format!("# الف\n\n{links}")),
        (
            "guide/2.md",
            "---\npermalink: /second/two/\nslug: slug\naliases:\n  - /old/\n  - guide/1\n---\n# ب\n\n## ج {#x}\n",
        ),
    ]);
    // A name of a file comes before what another page calls itself.
    let expected = ["ب", "x", "ب", "ب", "ب", "الف"];
    assert_eq!(in_memory::targets(&built.book), expected);
    assert_eq!(built.codes, [""; 0]);
}

#[test]
fn boxes_stand_in_quotations_and_lists() {
    let chapter = "# فصل\n\n> ::: tip نام\n> الف\n> :::\n>\n> پس\n\n- ب\n\n  > :::warning نام\n  > الف\n  > :::\n\n> :: متن\n\nپایان\n";
    let built = build(&[("book.toml", OWN), ("1.md", chapter)]);
    assert_eq!(built.tree.matches("    aside").count(), 2, "{}", built.tree);
    assert!(!built.tree.contains("definitions"), "{}", built.tree);
    assert_eq!(built.codes, [""; 0]);
}

#[test]
fn boxes_of_every_tool_are_boxes_with_their_titles() {
    let chapter = "# فصل\n\n:::tip نام\nالف\n:::\n\n!!! warning \"نام\"\n    الف\n\n> [!info]- نام\n> الف\n\n\
                   ~~~admonish danger title=\"نام\"\nالف\n~~~\n\n:::::ادامه.\n";
    let built = build(&[("book.toml", OWN), ("1.md", chapter)]);
    assert_eq!(built.tree.matches("\n  aside").count(), 4, "{}", built.tree);
    assert_eq!(
        built.tree.matches("text \"نام\"").count(),
        4,
        "{}",
        built.tree
    );
    assert!(built.tree.contains("\":::::ادامه.\""), "{}", built.tree);
    assert_eq!(built.codes, [""; 0]);
}

#[test]
fn a_list_of_definitions_has_terms_and_definitions() {
    let html = "<dl><dt>الف</dt><dt>ب</dt><dd>پ</dd><dt>تنها</dt></dl>\n";
    let built = build(&[("book.toml", OWN), ("1.md", &format!("# فصل\n\n{html}"))]);
    let place = |words: &str| built.tree.find(words).unwrap();
    assert!(place("definitions") < place("\"پ\"") && place("\"پ\"") < place("\"تنها\""));
    assert!(built.tree.contains("  paragraph"), "{}", built.tree);
}

#[test]
fn notes_are_found_by_digits_of_any_keyboard() {
    let built = build(&[
        ("book.toml", OWN),
        ("1.md", "# فصل\n\nمتن[^۱] و [\\^x].\n\n[^1]: پانوشت.\n"),
    ]);
    assert_eq!(built.codes, [""; 0], "{}", built.tree);
}

#[test]
fn a_chapter_without_a_letter_of_the_books_direction_is_in_a_language_of_its_own() {
    let english = "# Summary in English\n\nThe words of this chapter run the other way.\n\n1. First\n2. Second\n";
    let works =
        "# منابع\n\nHayek, F. A. The Road to Serfdom. London: Routledge, 1944. Second edition.\n";
    let said = "---\ndirection: rtl\n---\n# Summary in English\n\nThe words of this chapter run the other way.\n";
    let settings =
        "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", \"2.md\", \"3.md\", \"4.md\"]\n";
    let built = build(&[
        ("book.toml", settings),
        ("1.md", english),
        ("2.md", works),
        ("3.md", said),
        ("4.md", "# Docker\n"),
    ]);
    let chapters = built.book.book.chapters.iter();
    let shown: Vec<_> = chapters
        .map(|chapter| format!("{} {}", chapter.language, chapter.direction.as_html()))
        .collect();
    assert_eq!(shown, ["en ltr", "fa rtl", "fa rtl", "fa rtl"]);
}

#[test]
fn pictures_that_components_of_a_site_show_are_pictures() {
    let built = build(&[
        (
            "1.mdx",
            "# سر\n\n<ZoomImage\n  src=\"/img/a.png\"\n  alt={\"نقشه\"}\n  width={800}\n/>\n\n\
             متن <img src={require('./b.png').default} alt=\"نشان\" /> متن\n\n\
             <Film src=\"c.mp4\" />\n",
        ),
        ("img/a.png", ""),
        ("b.png", ""),
    ]);
    assert_eq!(built.codes, ["dropped-html"], "{}", built.tree);
    for there in ["a.png", "b.png", "نقشه", "نشان"] {
        assert!(built.tree.contains(there), "{there}: {}", built.tree);
    }
}

#[test]
fn of_pictures_for_light_and_dark_screens_the_light_one_is_in_the_book() {
    let text = "# یک\n\n![نقشه](a.png#only-light) ![نقشه](b.png#only-dark)\n\n![ج](c%231.png)\n";
    let built = build(&[("book.toml", OWN), ("1.md", text)]);
    for (path, is_there) in [("a.png ", true), ("b.png", false), ("c#1.png ", true)] {
        assert_eq!(built.tree.contains(path), is_there, "{}", built.tree);
    }
}

#[test]
fn the_sign_of_a_site_beside_a_heading_says_nothing() {
    let built = build(&[(
        "1.md",
        "# سر\n\n## بخش {#part}\n\n<a class=\"anchor\" id=\"here\" href=\"#part\"></a>متن، نک. \
         [بالا](#here).\n\n<a href=\"/plan.pdf\">{% include picture.html %}</a>\n",
    )]);
    assert_eq!(built.codes, ["missing-file"], "{}", built.tree);
}

#[test]
fn what_only_our_markdown_means_costs_no_book_of_another_tool() {
    let chapter = "# سر\n\nمتن [](#nowhere) و [@fig:map] و باز متن فارسی این کتاب.\n";
    let mut bytes = chapter.as_bytes().to_vec();
    bytes.extend(b"\nx\xE3\n");
    let lenient = MemoryFiles::default().with("1.md", bytes.clone());
    let strict = lenient.clone().with("book.toml", OWN);
    let found = |files: &MemoryFiles| {
        let (mut map, mut sink) = (SourceMap::default(), Sink::default());
        sahhaf::pipeline::read(files, &mut map, &mut sink).unwrap();
        let codes = sink.found().iter().map(|found| found.code.name());
        (sink.has_errors(), codes.collect::<Vec<_>>())
    };
    let (errors, codes) = found(&lenient);
    assert!(!errors, "{codes:?}");
    for code in ["unknown-reference", "bad-utf8"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(found(&strict).0);
}
