//! Every other fault, put one by one into a book written by hand.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::epub::{Epub, png};

static BOOK: LazyLock<Epub> = LazyLock::new(Epub::model);

/// The codes that the gate finds in the model with one change: file, words, other words.
#[track_caller]
fn changed(ending: &str, from: &str, to: &str, codes: &[&str]) {
    finds(&BOOK.clone().replaced(ending, from, to), codes);
}

#[track_caller]
fn finds(broken: &Epub, codes: &[&str]) {
    let expected: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(broken.codes(), expected, "{:#?}", broken.findings());
}

#[test]
fn the_model_has_no_finding() {
    finds(&BOOK, &[]);
}

// ── Direction and language ──────────────────────────────────────────────────

#[test]
fn direction_is_asked_of_package_spine_and_every_document() {
    changed(".opf", " dir=\"rtl\"", "", &["direction-missing"]);
    let progression = " page-progression-direction=\"rtl\"";
    changed(".opf", progression, "", &["direction-missing"]);
    for file in ["nav.xhtml", "cover.xhtml", "one.xhtml"] {
        changed(
            file,
            "xml:lang=\"fa\" dir=\"rtl\"",
            "xml:lang=\"fa\"",
            &["direction-missing"],
        );
    }
    changed(
        "one.xhtml",
        "xml:lang=\"fa\" dir=\"rtl\"",
        "xml:lang=\"fa\" dir=\"ltr\"",
        &["direction-wrong"],
    );
}

#[test]
fn direction_on_the_body_is_enough() {
    let broken = BOOK
        .clone()
        .replaced(
            "two.xhtml",
            "xml:lang=\"fa\" dir=\"rtl\"",
            "xml:lang=\"fa\"",
        )
        .replaced("two.xhtml", "<body>", "<body dir=\"rtl\">");
    finds(&broken, &[]);
}

#[test]
fn a_block_of_the_other_script_needs_a_direction_of_its_own() {
    let english = "<p lang=\"en\" xml:lang=\"en\" dir=\"ltr\">";
    let marked = "<p lang=\"en\" xml:lang=\"en\">";
    changed("one.xhtml", english, marked, &["direction-block"]);
}

#[test]
fn words_whose_signs_move_are_named_and_others_are_not() {
    let isolated = "<bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Rust 1.95</bdi>";
    for (words, codes) in [
        ("C++", &["mixed-order"][..]),
        ("(C++)", &["mixed-order"]),
        ("<b>C++</b>", &["mixed-order"]),
        ("<bdi>C++</bdi>", &[]),
        ("<span dir=\"ltr\">C++</span>", &[]),
        ("<code>C++</code>", &[]),
        ("Rust 1.95", &[]),
    ] {
        changed("one.xhtml", isolated, words, codes);
    }
}

#[test]
fn a_document_without_language_is_named() {
    changed(
        "two.xhtml",
        " lang=\"fa\" xml:lang=\"fa\"",
        "",
        &["language-missing"],
    );
    changed(
        ".opf",
        "<dc:language>fa</dc:language>",
        "",
        &["incomplete", "language-missing"],
    );
}

#[test]
fn an_element_in_another_language_than_its_letters_is_named() {
    changed(
        "one.xhtml",
        "<h1>",
        "<h1 lang=\"en\" xml:lang=\"en\">",
        &["language-wrong"],
    );
    let english = "<p lang=\"en\" xml:lang=\"en\" dir=\"ltr\">";
    changed("one.xhtml", english, "<p lang=\"fa\" dir=\"ltr\">", &[]);
}

#[test]
fn labels_in_another_script_are_named() {
    changed(
        "nav.xhtml",
        "aria-label=\"فهرست\"",
        "aria-label=\"Table of Contents\"",
        &["label-language"],
    );
}

// ── Letters ─────────────────────────────────────────────────────────────────

#[test]
fn letters_that_only_look_right_are_named() {
    changed("two.xhtml", "چیزی", "چيزي", &["arabic-letters"]);
    changed("two.xhtml", "پایان", "\u{FEE3}ﺎﻩ", &["presentation-forms"]);
    changed("one.xhtml", "می\u{200C}رود", "می رود", &["zwnj-space"]);
    changed("one.xhtml", "کتاب\u{200C}ها", "کتاب ها", &["zwnj-space"]);
    for sign in ["\u{200F}", "\u{200E}", "\u{200B}", "\u{AD}", "¬"] {
        changed(
            "one.xhtml",
            "می\u{200C}رود",
            &format!("می{sign}رود"),
            &["false-zwnj"],
        );
    }
}

#[test]
fn arabic_may_write_its_own_letters() {
    changed("two.xhtml", "چیزی", "<i lang=\"ar\">كتابي</i>", &[]);
}

// ── Style ───────────────────────────────────────────────────────────────────

#[test]
fn sides_in_styles_are_named_wherever_they_stand() {
    changed(
        ".css",
        "margin-left: 0;",
        "margin-left: 2em;",
        &["css-left-right"],
    );
    changed(".css", "1em auto", "0 1em 0 2em", &["css-left-right"]);
    changed(
        ".css",
        "text-align: center",
        "float: right",
        &["css-left-right"],
    );
    changed(
        "two.xhtml",
        "<p>",
        "<p style=\"text-align:right\">",
        &["css-left-right"],
    );
    changed(
        "two.xhtml",
        "<p>",
        "<p align=\"left\">",
        &["bad-attribute", "css-left-right"],
    );
    let element = "<style>p { padding-left: 1em }</style></head>";
    changed("two.xhtml", "</head>", element, &["css-left-right"]);
}

#[test]
fn sides_for_one_direction_alone_are_lawful() {
    changed(
        ".css",
        "ol {",
        "[dir=\"ltr\"] p { text-align: left }\nol {",
        &[],
    );
}

#[test]
fn styles_must_not_set_directions_colours_and_sizes() {
    changed(
        ".css",
        "text-align: start",
        "direction: rtl",
        &["css-direction"],
    );
    changed(
        ".css",
        "text-align: start",
        "unicode-bidi: embed",
        &["css-direction"],
    );
    changed(".css", "text-align: start", "color: #000", &["css-colour"]);
    changed(
        ".css",
        "text-align: start",
        "background: white",
        &["css-background"],
    );
    changed(".css", "text-align: start", "color: inherit", &[]);
    changed(
        ".css",
        "text-align: start",
        "font-size: 12px",
        &["css-fixed-size"],
    );
}

#[test]
fn lists_count_in_the_digits_of_the_text() {
    changed(".css", "list-style-type: persian;", "", &["list-digits"]);
}

// ── Tables, pictures, notes ─────────────────────────────────────────────────

#[test]
fn a_layout_table_needs_no_head() {
    let layout = BOOK
        .clone()
        .replaced("one.xhtml", "<table>", "<table role=\"presentation\">")
        .replaced("one.xhtml", "<th scope=\"col\">", "<td>")
        .replaced("one.xhtml", "</th>", "</td>");
    finds(&layout, &[]);
}

#[test]
fn pictures_need_words() {
    let alt = " alt=\"نقشهٔ دره با سه شهر بر کرانهٔ رود\"";
    changed("one.xhtml", alt, "", &["alt-missing"]);
    changed("one.xhtml", alt, " alt=\"\"", &["alt-empty"]);
    changed(
        "two.xhtml",
        "</body>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg></body>",
        &["alt-missing", "bad-manifest"],
    );
    changed(
        "two.xhtml",
        "</body>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math></body>",
        &["bad-manifest", "math-alt"],
    );
}

#[test]
fn notes_say_what_they_are_and_lead_back() {
    changed(
        "one.xhtml",
        " epub:type=\"noteref\" role=\"doc-noteref\"",
        "",
        &["note-unreachable"],
    );
    changed(
        "one.xhtml",
        " epub:type=\"footnote\" role=\"doc-footnote\"",
        "",
        &["note-role"],
    );
    changed("one.xhtml", " role=\"doc-footnote\"", "", &["note-role"]);
    changed(
        "one.xhtml",
        "<a href=\"#m1\" role=\"doc-backlink\">بازگشت</a>",
        "",
        &["note-backlink"],
    );
    let unmarked = BOOK
        .clone()
        .replaced(
            "one.xhtml",
            " epub:type=\"noteref\" role=\"doc-noteref\">۱<",
            "><sup>۱</sup><",
        )
        .replaced(
            "one.xhtml",
            " epub:type=\"footnote\" role=\"doc-footnote\"",
            "",
        );
    finds(&unmarked, &["note-role"]);
}

// ── Pages ───────────────────────────────────────────────────────────────────

#[test]
fn the_page_list_agrees_with_the_breaks() {
    changed(
        "nav.xhtml",
        "<li><a href=\"one.xhtml#p2\">۲</a></li>",
        "",
        &["page-list-match"],
    );
    changed(
        "nav.xhtml",
        "one.xhtml#p2\">۲<",
        "one.xhtml#p2\">۵<",
        &["page-list-match"],
    );
    changed(
        "nav.xhtml",
        "two.xhtml#p3",
        "two.xhtml#start",
        &["page-list-match"],
    );
    let (two, three) = (
        "<li><a href=\"one.xhtml#p2\">۲</a></li>",
        "<li><a href=\"two.xhtml#p3\">۳</a></li>",
    );
    changed(
        "nav.xhtml",
        &format!("{two}{three}"),
        &format!("{three}{two}"),
        &["page-list-order"],
    );
    changed(
        "two.xhtml",
        " aria-label=\"۳\"",
        "",
        &["page-break-label", "page-list-match"],
    );
}

#[test]
fn page_breaks_without_a_list_are_named() {
    let nav = "<nav epub:type=\"page-list\" role=\"doc-pagelist\"";
    let broken = BOOK.clone().replaced("nav.xhtml", nav, "<nav").replaced(
        ".opf",
        "<meta property=\"schema:accessibilityFeature\">pageNavigation</meta>\n",
        "",
    );
    finds(&broken, &["page-list-missing"]);
}

// ── Links, contents ─────────────────────────────────────────────────────────

#[test]
fn every_broken_link_is_named_where_it_stands() {
    changed(
        "one.xhtml",
        "two.xhtml#start",
        "two.xhtml#end",
        &["broken-link"],
    );
    changed(
        "one.xhtml",
        "two.xhtml#start",
        "three.xhtml",
        &["broken-link"],
    );
    changed(
        "one.xhtml",
        "two.xhtml#start",
        "../../secret",
        &["broken-link"],
    );
    changed(
        "toc.ncx",
        "two.xhtml#start",
        "two.xhtml#end",
        &["broken-link"],
    );
    // The file itself and a picture are no documents that a reader opens.
    for elsewhere in ["#nowhere", "map.png"] {
        changed("toc.ncx", "two.xhtml#start", elsewhere, &["broken-link"]);
    }
    changed(
        "nav.xhtml",
        "two.xhtml#start",
        "two.xhtml#end",
        &["broken-link"],
    );
    changed("style.css", "font.ttf", "lost.ttf", &["broken-link"]);
    changed("one.xhtml", "map.png", "lost.png", &["broken-link"]);
    changed(
        "style.css",
        "url(\"font.ttf\")",
        "url(https://a.org/f.ttf)",
        &["remote-resource"],
    );
    changed(
        "one.xhtml",
        "src=\"map.png\"",
        "src=\"https://a.org/map.png\"",
        &["remote-resource"],
    );
    changed(
        "one.xhtml",
        "href=\"two.xhtml#start\"",
        "href=\"https://a.org/\"",
        &[],
    );
}

#[test]
fn two_elements_cannot_have_one_id() {
    changed("two.xhtml", "<p>", "<p id=\"start\">", &["duplicate-id"]);
}

#[test]
fn the_manifest_and_the_container_agree() {
    finds(
        &BOOK.clone().without("OEBPS/map.png"),
        &["broken-link", "missing-file"],
    );
    finds(
        &BOOK.clone().with("OEBPS/more.txt", "x"),
        &["unlisted-file"],
    );
    changed(
        ".opf",
        "<itemref idref=\"two\"/>",
        "<itemref idref=\"tow\"/>",
        &["broken-link", "outside-spine"],
    );
}

#[test]
fn contents_are_there_and_in_order() {
    changed(
        "nav.xhtml",
        "epub:type=\"toc\" role=\"doc-toc\"",
        "",
        &["contents-missing", "incomplete"],
    );
    changed(
        ".opf",
        " properties=\"nav\"",
        "",
        &[
            "contents-missing",
            "incomplete",
            "page-list-missing",
            "promise-not-kept",
        ],
    );
    let (one, two) = (
        "<li><a href=\"one.xhtml\">فصل یکم</a></li>",
        "<li><a href=\"two.xhtml#start\">فصل دوم</a></li>",
    );
    changed(
        "nav.xhtml",
        &format!("{one}{two}"),
        &format!("{two}{one}"),
        &["contents-order"],
    );
    changed(
        "nav.xhtml",
        "epub:type=\"landmarks\"",
        "",
        &["landmarks-missing"],
    );
}

// ── Cover, pictures, fonts ──────────────────────────────────────────────────

#[test]
fn the_cover_is_marked_in_both_ways() {
    let (meta, property) = (
        "<meta name=\"cover\" content=\"cover\"/>",
        " properties=\"cover-image\"",
    );
    changed(".opf", meta, "", &["cover-marks"]);
    changed(".opf", property, "", &["cover-marks"]);
    changed(
        ".opf",
        "name=\"cover\" content=\"cover\"",
        "name=\"cover\" content=\"map\"",
        &["cover-marks"],
    );
    let none = BOOK
        .clone()
        .replaced(".opf", meta, "")
        .replaced(".opf", property, "");
    finds(&none, &["cover-missing"]);
}

#[test]
fn cover_and_pictures_keep_to_limits() {
    finds(
        &BOOK.clone().with("OEBPS/cover.png", png(1200, 900)),
        &["cover-shape"],
    );
    finds(
        &BOOK.clone().with("OEBPS/cover.png", png(300, 400)),
        &["cover-shape"],
    );
    finds(
        &BOOK.clone().with("OEBPS/map.png", png(2001, 2000)),
        &["image-pixels"],
    );
    finds(&BOOK.clone().with("OEBPS/map.png", png(2000, 2000)), &[]);
    let mut large = png(10, 10);
    large.resize(5_000_001, 0);
    finds(&BOOK.clone().with("OEBPS/map.png", large), &["image-bytes"]);
    finds(
        &BOOK.clone().with("OEBPS/map.png", "no picture"),
        &["image-broken"],
    );
    changed(
        ".opf",
        "id=\"map\" href=\"map.png\" media-type=\"image/png\"",
        "id=\"map\" href=\"map.png\" media-type=\"image/jpeg\"",
        &["image-broken"],
    );
    changed(
        ".opf",
        "href=\"map.png\" media-type=\"image/png\"",
        "href=\"map.png\" media-type=\"image/avif\"",
        &["bad-manifest", "image-format"],
    );
    changed(
        "cover.xhtml",
        "</body>",
        "<p>متن کنار جلد</p></body>",
        &["cover-alone"],
    );
}

#[test]
fn a_drawing_keeps_to_the_size_of_a_screen() {
    let item = "<item id=\"sea\" href=\"sea.svg\" media-type=\"image/svg+xml\"/>\n</manifest>";
    let book = BOOK.clone().replaced(".opf", "</manifest>", item);
    let drawing = |side| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\"/>");
    finds(
        &book.clone().with("OEBPS/sea.svg", drawing("4000px")),
        &["drawing-size"],
    );
    finds(&book.with("OEBPS/sea.svg", drawing("100%")), &[]);
}

#[test]
fn a_cmyk_picture_is_named() {
    // Start of image, a frame header with four components; enough to be told by.
    let frame = [
        0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 10, 0, 10, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4,
        0x11, 0, 0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0xFF, 0xD9,
    ];
    let broken = BOOK.clone().with("OEBPS/map.png", frame).replaced(
        ".opf",
        "href=\"map.png\" media-type=\"image/png\"",
        "href=\"map.png\" media-type=\"image/jpeg\"",
    );
    finds(&broken, &["image-colour"]);
}

#[test]
fn a_font_joins_letters_and_knows_the_zwnj() {
    let font = BOOK.files.iter().find(|(name, _)| name.ends_with(".ttf"));
    let font = font.unwrap().1.clone();
    let mut deaf = font.clone();
    let table = deaf.windows(4).position(|four| four == b"GSUB").unwrap();
    deaf[table..table + 4].copy_from_slice(b"GSUX");
    finds(&BOOK.clone().with("OEBPS/font.ttf", deaf), &["font-joins"]);
    finds(
        &BOOK.clone().with("OEBPS/font.ttf", &font[..100]),
        &["font-broken"],
    );
    finds(
        &BOOK.clone().with("OEBPS/font.ttf", b"wOF2...."),
        &["font-format"],
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/DejaVuSansMono-Bold.ttf");
    let mono = std::fs::read(path).unwrap();
    finds(&BOOK.clone().with("OEBPS/font.ttf", mono), &["font-zwnj"]);
}

// ── Promises ────────────────────────────────────────────────────────────────

#[test]
fn accessibility_metadata_are_there_and_true() {
    changed(
        ".opf",
        "<meta property=\"schema:accessibilityHazard\">none</meta>\n",
        "",
        &["accessibility-metadata"],
    );
    changed(
        ".opf",
        ">alternativeText<",
        ">MathML<",
        &["promise-not-kept"],
    );
    changed(
        ".opf",
        "<meta property=\"schema:accessMode\">visual</meta>\n",
        "",
        &["promise-not-kept"],
    );
}

#[test]
fn epub_2_cannot_say_which_way_pages_turn() {
    let old = BOOK
        .clone()
        .replaced(".opf", "version=\"3.0\"", "version=\"2.0\"");
    finds(&old, &["epub2"]);
}

// ── Markup ──────────────────────────────────────────────────────────────────

#[test]
fn what_no_vocabulary_allows_is_named() {
    let words = |words: &str| format!("{words}</body>");
    for (body, code) in [
        (
            "<p><a href=\"one.xhtml\">یک <a href=\"one.xhtml\">دو</a></a></p>",
            "misplaced",
        ),
        ("<ul>واژه</ul>", "misplaced"),
        ("<dl><dt>واژه</dt></dl>", "incomplete"),
        ("<p bgcolor=\"red\">واژه</p>", "bad-attribute"),
        ("<p id=\"یک دو\">واژه</p>", "bad-value"),
        (
            "<section aria-labelledby=\"lost\"><p>واژه</p></section>",
            "dangling-id",
        ),
        ("<p><script>1</script></p>", "bad-manifest"),
    ] {
        changed("two.xhtml", "</body>", &words(body), &[code]);
    }
    changed(
        ".opf",
        "id=\"map\" href=\"map.png\"",
        "id=\"map\" href=\"map.png\" properties=\"svg\"",
        &["bad-manifest"],
    );
    changed(
        "toc.ncx",
        "<navMap>",
        "<navMap><navPoint id=\"x\"/>",
        &["incomplete"],
    );
}

#[test]
fn markup_that_no_reader_of_xml_takes_is_named() {
    for (from, to) in [
        ("<body>", "<body id=\"a\"class=\"b\">"),
        ("<body>", "<body title=\"<\">"),
        ("<body>", "<body><x:y/>"),
        ("</html>", "</html>واژه"),
    ] {
        let broken = BOOK.clone().replaced("two.xhtml", from, to);
        assert!(
            broken.codes().contains("broken-xml"),
            "{to}: {:#?}",
            broken.findings()
        );
    }
}
