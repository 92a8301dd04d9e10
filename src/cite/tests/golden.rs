//! The wanted outputs.

use super::support::{Desk, at, item, page, shown};
use crate::locale::Direction;
use crate::model::{CitationItem, InlineKind, LocatorLabel, Target};

#[test]
fn citations_print_as_a_persian_scholar_writes_them() {
    let prefixed = CitationItem {
        prefix: "نک.".to_owned(),
        suffix: "و جاهای دیگر".to_owned(),
        ..page("fraser1394", "۳۳-۳۵")
    };
    let mut desk = Desk::shared()
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
    let found = desk.sentences();
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
    let mut desk = Desk::shared().nocite(&["*"]);
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
    assert_eq!(desk.list(), wanted);
    let entries = desk.format().entries;
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
    let mut desk = Desk::new(&files).nocite(&["*"]).language("fa-AF");
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
    assert_eq!(desk.list(), wanted);
    // The third has no title in the source, and none is invented.
    assert_eq!(
        desk.messages(),
        ["references.bib:26:10: bad-bibliography: the entry «chaliskan1399» has no title"]
    );
}

#[test]
fn works_in_brackets_link_to_their_entries_and_brackets_stand_outside() {
    let mut desk = Desk::shared().cite(vec![page("zamani1395", "۷۱"), item("fraser1394")]);
    let rendered = desk.format().rendered.remove(0);
    let links: Vec<_> = rendered
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Link {
                target: Target::Local(target),
                content,
            } => format!("{target}={}", shown(content)),
            _ => shown(std::slice::from_ref(inline)),
        })
        .collect();
    let wanted = [
        "(",
        "#ref-zamani1395=زمانی محبوب، ۱۳۹۵: ۷۱",
        "؛ ",
        "#ref-fraser1394=فریزر، ۱۳۹۴",
        ")",
    ];
    assert_eq!(links, wanted);
}

/// The ten references in all three formats; CSL-JSON names no calendars and YAML no seasons.
#[test]
fn all_three_formats_give_one_list() {
    let bib = Desk::new(&[("refs.bib", include_str!("../../../tests/cite/refs.bib"))])
        .nocite(&["*"])
        .list();
    let mut json =
        Desk::new(&[("refs.json", include_str!("../../../tests/cite/refs.json"))]).nocite(&["*"]);
    assert_eq!(json.list(), bib);
    let mut yaml =
        Desk::new(&[("refs.yml", include_str!("../../../tests/cite/refs.yml"))]).nocite(&["*"]);
    let without_seasons: Vec<String> = bib
        .iter()
        .map(|entry| entry.replace("، بهار.", ".").replace("، پاییز.", "."))
        .collect();
    assert_eq!(yaml.list(), without_seasons);
}
