//! The wanted outputs.

use super::support::{TestBook, at, item, page, shown};
use crate::locale::Direction;
use crate::model::{CitationItem, InlineKind, LocatorLabel, Target};

#[test]
fn citations_print_as_a_persian_scholar_writes_them() {
    let prefixed = CitationItem {
        prefix: "نک.".to_owned(),
        suffix: "و جاهای دیگر".to_owned(),
        ..page("fraser1394", "۳۳-۳۵")
    };
    let mut book = TestBook::shared()
        .cite(vec![page("zamani1395", "۷۱")])
        .cite(vec![page("ayubzada2006", "59–60")])
        .cite(vec![
            page("tabarestani1393", "۶۲ تا ۶۳"),
            at("togan1387", LocatorLabel::Volume, "۲"),
        ])
        .cite(vec![prefixed])
        .narrate(vec![page("fraser1394", "۵")])
        .cite(vec![item("togan1375"), item("togan1387")])
        .cite(vec![page("many1390", "۳۳")])
        .cite(vec![page("zamani1395", "۷۱"), page("many2001", "۹")])
        .nocite(&["*"]);
    let found = book.sentences();
    let wanted = [
        "(زمانی محبوب، ۱۳۹۵: ۷۱)",
        "(ایوب‌زاده، ۲۰۰۶: ۵۹–۶۰)",
        "(طبرستانی، ۱۳۹۳: ۶۲–۶۳؛ ولیدی طوغان، ۱۳۸۷، ج. ۲)",
        "(نک. فریزر، ۱۳۹۴: ۳۳–۳۵، و جاهای دیگر)",
        "فریزر (۱۳۹۴: ۵)",
        "(ولیدی طوغان، ۱۳۷۵ب، ۱۳۸۷)",
        "(پارسا و همکاران، ۱۳۹۰: ۳۳)",
        "(زمانی محبوب، ۱۳۹۵: ۷۱؛ \u{2066}Adams et al., 2001: 9\u{2069})",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn the_list_has_persian_works_first_each_in_its_own_words_and_digits() {
    let mut book = TestBook::shared().nocite(&["*"]);
    let wanted = [
        "آریان‌فر، عزیز (۱۳۸۷). «هنگامهٔ ابراهیم‌بیک در شمال افغانستان در سال‌های دههٔ دوم سدهٔ بیستم». *ویبگان نی*، سال ۷، شمارهٔ ۱، دلو.",
        "ایوب‌زاده، سلیم (۲۰۰۶). *تاجیکان در قرن بیستم*. آلمان: نشر نیما.",
        "پارسا، ژاله و گلستانی، چنگیز (۱۳۹۱). «مقالهٔ دونویسنده». *نامهٔ فرهنگ*، سال ۳، شمارهٔ ۱، ص. ۷.",
        "پارسا، ژاله، گلستانی، چنگیز، کریمی، یوسف و آذری، هما (۱۳۹۰). «مقالهٔ چندنویسنده». *نامهٔ فرهنگ*، سال ۲، شمارهٔ ۳، صص. ۳۳–۴۵.",
        "چالیشکان، مرات (۱۳۹۹). ترجمهٔ محمد قجقی. *فصلنامهٔ اختصاصی مطالعات فرهنگی میرداماد*، سال ۵، شمارهٔ ۱۸، بهار.",
        "خبرگزاری تسنیم (۱۳۹۷). «بازگشت باسماچیان به عرصهٔ گفتمان‌های سیاسی تاجیک». ۲ بهمن ۱۳۹۷.",
        "زمانی محبوب، حبیب (۱۳۹۵). «روند اسلام‌ستیزی بلشویک‌ها در آسیای مرکزی». *مجلهٔ خراسان بزرگ*، سال ۷، شمارهٔ ۲۴، پاییز.",
        "طبرستانی، الهه (۱۳۹۳). *سیاست و حکومت در آسیای مرکزی*. تهران: سمت.",
        "فریزر، گلندا (۱۳۹۴). *انقلاب و ضدانقلاب در آسیای میانه*. ترجمهٔ کاوه بیات. تهران: نشر شیرازه.",
        "فیض‌زاد، محمدعلم (۱۳۷۲). *ابراهیم‌بیک لقی*. اسلام‌آباد.",
        "ولیدی طوغان، احمد ذکی (۱۳۷۵الف). *خاطرات*. تهران: نشر نمونه.",
        "ولیدی طوغان، احمد ذکی (۱۳۷۵ب). *قیام باسماچیان*. ترجمهٔ علی کاتبی. تهران: بنیاد دایرةالمعارف اسلامی.",
        "ولیدی طوغان، احمد ذکی (۱۳۸۷). *فریاد رهایی: یادداشت‌ها و خاطراتی از قیام قومی‌ ـ اسلامی باسماچیان در برابر روس‌های کمونیست*. ترجمهٔ علی کاتبی. تهران: مؤسسهٔ فرهنگی و هنری کتاب.",
        "Adams, Ann, Brown, Bob, Clark, Cid and Dunn, Dee (2001). *A Book of Many Hands*. Translated by Eve Eyre. London: Curzon.",
        "Olcott, Martha B. (1981). “The Basmachi or Freemen’s Revolt in Turkestan 1918–24”. *Soviet Studies*, vol. 33, no. 3, pp. 352–369.",
    ];
    assert_eq!(book.list(), wanted);
    let entries = book.entries();
    let spoken: Vec<_> = entries
        .iter()
        .map(|entry| (entry.language.as_str(), entry.direction))
        .collect();
    assert_eq!(spoken[0], ("fa-AF", Direction::Rtl));
    assert_eq!(spoken[1], ("fa-IR", Direction::Rtl));
    assert_eq!(spoken[10], ("fa", Direction::Rtl));
    assert_eq!(spoken[14], ("en", Direction::Ltr));
}

#[test]
fn the_sample_book_has_ten_clean_entries() {
    let files = [(
        "references.bib",
        include_str!("../../../tests/cite/sample.bib"),
    )];
    let mut book = TestBook::new(&files).nocite(&["*"]).language("fa-AF");
    let wanted = [
        "آریان‌فر، عزیز (۱۳۸۷). «هنگامه ابراهیم‌بیک در شمال افغانستان در سال‌های دهه دوم سده بیستم». *ویبگان نی*، سال ۷، شمارهٔ ۱، دلو.",
        "ایوب‌زاده، سلیم (۲۰۰۶). *تاجیکان در قرن بیستم*. آلمان: نشر نیما.",
        "چالیشکان، مرات (۱۳۹۹). ترجمهٔ محمد قجقی. *فصلنامه اختصاصی مطالعات فرهنگی میرداماد*، سال ۵، شمارهٔ ۱۸، بهار.",
        "خبرگزاری تسنیم (۱۳۹۷). «بازگشت باسماچیان به عرصه گفتمان‌های سیاسی تاجیک». ۲ بهمن ۱۳۹۷.",
        "زمانی محبوب، حبیب (۱۳۹۵). «روند اسلام‌ستیزی بلشویک‌ها در آسیای مرکزی». *مجله خراسان بزرگ*، سال ۷، شمارهٔ ۲۴، خزان.",
        "طبرستانی، الهه (۱۳۹۳). *سیاست و حکومت در آسیای مرکزی*. تهران: نشر سمت.",
        "فریزر، گلندا (۱۳۹۴). *انقلاب و ضدانقلاب در آسیای میانه*. ترجمهٔ کاوه بیات. تهران: نشر شیرازه.",
        "فیض‌زاد، محمدعلم (۱۳۷۲). *ابراهیم‌بیک لقی*. اسلام‌آباد.",
        "ولیدی طوغان، احمد ذکی (۱۳۷۵). *قیام باسماچیان*. ترجمهٔ علی کاتبی. تهران: بنیاد دایرةالمعارف اسلامی.",
        "ولیدی طوغان، احمد ذکی (۱۳۸۷). *فریاد رهایی: یادداشت‌ها و خاطراتی از قیام قومی–اسلامی باسماچیان در برابر روس‌های کمونیست*. ترجمهٔ علی کاتبی. تهران: مؤسسه فرهنگی و هنری کتاب.",
    ];
    assert_eq!(book.list(), wanted);
    // The third has no title in the source, and none is invented.
    assert_eq!(
        book.messages(),
        ["references.bib:26:10: bad-bibliography: the entry «chaliskan1399» has no title"]
    );
}

#[test]
fn works_in_brackets_link_to_their_entries_and_brackets_stand_outside() {
    let mut book = TestBook::shared().cite(vec![page("zamani1395", "۷۱"), item("fraser1394")]);
    let rendered = book.first_rendered().content;
    let links: Vec<_> = rendered
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Link {
                target: Target::Work(target),
                content,
            } => format!("{target}={}", shown(content)),
            _ => shown(std::slice::from_ref(inline)),
        })
        .collect();
    let wanted = [
        "(",
        "zamani1395=زمانی محبوب، ۱۳۹۵: ۷۱",
        "؛ ",
        "fraser1394=فریزر، ۱۳۹۴",
        ")",
    ];
    assert_eq!(links, wanted);
}

/// The ten references in all three formats; CSL-JSON names no calendars and YAML no seasons.
#[test]
fn all_three_formats_give_one_list() {
    let bib = TestBook::new(&[("refs.bib", include_str!("../../../tests/cite/refs.bib"))])
        .nocite(&["*"])
        .list();
    let mut json = TestBook::new(&[("refs.json", include_str!("../../../tests/cite/refs.json"))])
        .nocite(&["*"]);
    assert_eq!(json.list(), bib);
    let mut yaml =
        TestBook::new(&[("refs.yml", include_str!("../../../tests/cite/refs.yml"))]).nocite(&["*"]);
    let without_seasons: Vec<String> = bib
        .iter()
        .map(|entry| entry.replace("، بهار.", ".").replace("، پاییز.", "."))
        .collect();
    assert_eq!(yaml.list(), without_seasons);
}

fn craft() -> TestBook {
    TestBook::new(&[("craft.bib", include_str!("../../../tests/cite/craft.bib"))])
}

/// What one citation of the craft file looks like, all its works listed.
fn cited(items: Vec<CitationItem>) -> String {
    craft().nocite(&["*"]).cite(items).sentences().remove(0)
}

/// The entry of one work of the craft file, nothing else listed.
fn entry(key: &str) -> String {
    craft().nocite(&[key]).list().remove(0)
}

#[test]
fn dates_print_as_they_are_known() {
    let cases = [
        ("undated", "(بی‌نام‌زاده، بی‌تا: ۱۲)"),
        ("lunar", "(دهخدا، ۱۳۲۵ق: ۱۲)"),
        ("classic", "(سعدی، ۶۵۶ق: ۱۲)"),
        ("range", "(فروغی، ۱۳۹۰–۱۳۹۲: ۱۲)"),
        ("about", "(قدیمی، ح. ۱۲۵۰: ۱۲)"),
        ("press", "(نویسنده، زیر چاپ: ۱۲)"),
    ];
    for (key, wanted) in cases {
        assert_eq!(cited(vec![page(key, "12")]), wanted);
    }
}

#[test]
fn months_follow_calendar_and_country() {
    assert_eq!(entry("greg"), "تقوی، نیلوفر (۱۹۶۸). «نامه». *سخن*، ۵ مارس.");
    assert_eq!(
        entry("greg2"),
        "تقوی، نیلوفر (۱۹۶۸). «نامهٔ دوم». *سخن*، مارچ."
    );
}

#[test]
fn names_print_short_in_the_text() {
    let cases = [
        ("short", "(ساکما، ۱۳۹۹: ۱۲)"),
        ("others", "(رضایی و همکاران، ۱۳۸۵: ۱۲)"),
        ("anonymous", "(*تاریخ سیستان*، ۱۳۶۶: ۱۲)"),
        ("arabic", "(الطبري وابن الأثير، ١٣٨٧: ١٢)"),
        ("doi", "(\u{2066}van der Berg et al., 1999: 12\u{2069})"),
    ];
    for (key, wanted) in cases {
        assert_eq!(cited(vec![page(key, "12")]), wanted);
    }
}

#[test]
fn years_of_one_author_stand_together_each_with_its_place() {
    assert_eq!(
        cited(vec![page("web", "۱"), page("webyear", "۲")]),
        "(صبا، ۱۳۹۸: ۱، ۱۳۹۰: ۲)"
    );
    let latin = cited(vec![item("ed3"), item("smitha"), item("doi")]);
    assert_eq!(
        latin,
        "(\u{2066}Smith, 1990b, 1990a; van der Berg et al., 1999\u{2069})"
    );
    // A work without a date has nothing to stand together with.
    let undated = cited(vec![item("undated"), item("web"), item("undated")]);
    assert_eq!(undated, "(بی‌نام‌زاده، بی‌تا؛ صبا، ۱۳۹۸؛ بی‌نام‌زاده، بی‌تا)");
}

#[test]
fn a_name_in_the_sentence_leaves_the_brackets() {
    let mut book = craft()
        .nocite(&["*"])
        .narrate(vec![item("web"), item("webyear"), item("doi")])
        .narrate(vec![page("doi", "3-4")])
        .narrate(vec![page("anonymous", "7")]);
    let wanted = [
        "صبا (۱۳۹۸، ۱۳۹۰؛ \u{2066}van der Berg et al., 1999\u{2069})",
        "\u{2066}van der Berg et al.\u{2069} (\u{2066}1999: 3–4\u{2069})",
        "*تاریخ سیستان* (۱۳۶۶: ۷)",
    ];
    assert_eq!(book.sentences(), wanted);
}

#[test]
fn a_suppressed_name_takes_its_comma_with_it() {
    for (key, wanted) in [
        ("web", "(۱۳۹۸: ۷)"),
        ("anonymous", "(۱۳۶۶: ۷)"),
        ("undated", "(بی‌تا: ۷)"),
    ] {
        let silent = CitationItem {
            suppress_author: true,
            ..page(key, "7")
        };
        assert_eq!(cited(vec![silent]), wanted);
    }
}

#[test]
fn prefixes_and_suffixes_stay_with_their_works() {
    let first = CitationItem {
        suffix: "و ادامه".to_owned(),
        ..item("web")
    };
    let second = CitationItem {
        prefix: "نیز نک.".to_owned(),
        ..item("webyear")
    };
    assert_eq!(
        cited(vec![first, second]),
        "(صبا، ۱۳۹۸، و ادامه؛ نیز نک. صبا، ۱۳۹۰)"
    );
    let pointed = CitationItem {
        suffix: ": یادداشت".to_owned(),
        ..item("web")
    };
    assert_eq!(cited(vec![pointed]), "(صبا، ۱۳۹۸: یادداشت)");
}

#[test]
fn places_other_than_pages_carry_their_label() {
    let cases = [
        (LocatorLabel::Volume, "۲، ص ۱۲۵", "(صبا، ۱۳۹۸، ج. ۲: ۱۲۵)"),
        (LocatorLabel::Chapter, "3", "(صبا، ۱۳۹۸، فصل ۳)"),
        (LocatorLabel::Section, "٤", "(صبا، ۱۳۹۸، بخش ۴)"),
        (LocatorLabel::Paragraph, "۵", "(صبا، ۱۳۹۸، بند ۵)"),
        (LocatorLabel::Verse, "۶-۸", "(صبا، ۱۳۹۸، بیت ۶–۸)"),
        (LocatorLabel::Line, "7", "(صبا، ۱۳۹۸، سطر ۷)"),
        (LocatorLabel::Issue, "8", "(صبا، ۱۳۹۸، ش. ۸)"),
        (LocatorLabel::Folio, "۹الف", "(صبا، ۱۳۹۸، برگ ۹الف)"),
        (LocatorLabel::Book, "1", "(صبا، ۱۳۹۸، کتاب ۱)"),
        (LocatorLabel::Figure, "2", "(صبا، ۱۳۹۸، شکل ۲)"),
        (LocatorLabel::Note, "3", "(صبا، ۱۳۹۸، پانوشت ۳)"),
        (LocatorLabel::Column, "4", "(صبا، ۱۳۹۸، ستون ۴)"),
        (LocatorLabel::Page, "12, 15-17", "(صبا، ۱۳۹۸: ۱۲، ۱۵–۱۷)"),
    ];
    for (label, value, wanted) in cases {
        assert_eq!(cited(vec![at("web", label, value)]), wanted);
    }
    let latin = cited(vec![at("ed3", LocatorLabel::Volume, "۲-۳")]);
    assert_eq!(latin, "(\u{2066}Smith, 1990b, vols. 2–3\u{2069})");
}

#[test]
fn each_kind_of_work_has_its_form() {
    let cases = [
        (
            "anthology",
            "باقری، مینا (۱۳۸۰). «دربارهٔ ‹بخارا›». در آرش شریفی و سام نادری (ویراستاران)، *گفتارهای تاریخی*، ج. ۲، چاپ دوم، صص. ۱۲–۳۴. تهران: طرح.",
        ),
        (
            "thesis",
            "کاظمی، لیلا (۱۳۸۸). *شورش در فرغانه*. رسالهٔ دکتری. دانشگاه تهران.",
        ),
        (
            "web",
            "صبا، رها (۱۳۹۸). «یادداشت». ۱۳ اردیبهشت ۱۳۹۸، \u{2066}https://example.org/a-1_2\u{2069} (بازیابی ۳ مه ۲۰۱۹).",
        ),
        ("webyear", "صبا، رها (۱۳۹۰). «یادداشتی دیگر»."),
        ("undated", "بی‌نام‌زاده، کیوان (بی‌تا). *چه باید کرد؟* کابل."),
        (
            "edited",
            "یاحقی، محمد (ویراستار) (۱۳۷۵). *فرهنگ‌نامه*، چاپ ۳. (مجموعهٔ بزرگ، ۱۲).",
        ),
        ("anonymous", "*تاریخ سیستان* (۱۳۶۶). تهران."),
        (
            "arabic",
            "الطبري، محمد بن جرير وابن الأثير، علي (١٣٨٧). *تاريخ الرسل والملوك*، ج. ٢. بيروت: دار التراث.",
        ),
        (
            "doi",
            "van der Berg, Jan et al. (1999). “On ‘Rust’ and the ‘Basmachi’”. *Asian Affairs*, vol. 12, pp. 1–9. \u{2066}https://doi.org/10.1000/xyz.12\u{2069}.",
        ),
        (
            "ed3",
            "Smith, John (1990). *History*, 3rd ed. Edited by Mary Jones. New York: Norton.",
        ),
        ("t34", "آزاد، مریم (۱۳۷۰). *تانک T-34 در سال ۱۹۴۳*."),
        (
            "part",
            "یاحقی، محمد (۱۳۷۵). «سرآغاز». در محمد یاحقی (ویراستار)، *فرهنگ‌نامه*، چاپ ۳، صص. ۵–۹. (مجموعهٔ بزرگ، ۱۲).",
        ),
    ];
    for (key, wanted) in cases {
        assert_eq!(entry(key), wanted);
    }
    let mut book = craft().nocite(&["*"]);
    book.format();
    assert_eq!(book.messages(), Vec::<String>::new());
}

#[test]
fn blocks_stand_in_the_order_of_scripts_with_the_books_own_first() {
    let order = |tag: &str| {
        let keys = ["doi", "arabic", "web"];
        let entries = craft().language(tag).nocite(&keys).entries();
        entries
            .into_iter()
            .map(|entry| entry.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(order("fa-AF"), ["web", "arabic", "doi"]);
    assert_eq!(order("ar"), ["arabic", "web", "doi"]);
    assert_eq!(order("en"), ["doi", "web", "arabic"]);
}

#[test]
fn in_a_latin_book_persian_works_are_the_isolated_ones() {
    let mut book = craft()
        .language("en")
        .cite(vec![page("doi", "3"), page("web", "4")]);
    let rendered = book.first_rendered().content;
    assert_eq!(
        shown(&rendered),
        "(van der Berg et al., 1999: 3; صبا، ۱۳۹۸: ۴)"
    );
    let isolated = rendered.iter().any(|inline| match &inline.kind {
        InlineKind::Span { attributes, .. } => attributes.direction == Some(Direction::Rtl),
        _ => false,
    });
    assert!(isolated);
}

#[test]
fn only_what_is_cited_or_asked_for_is_listed() {
    let mut book = craft().cite(vec![item("web")]).nocite(&["lunar"]);
    let keys: Vec<_> = book.entries().into_iter().map(|entry| entry.key).collect();
    assert_eq!(keys, ["lunar", "web"]);
}
