//! Lines as they are shown: which codes in which order, who reads them, and where they are painted.

use crate::font::{Family, FontSet, Weight};
use crate::frame::{GlyphText, PlacedGlyph, PlacedLine, PlacedRun, Structure};
use crate::locale::Direction;
use crate::pdf::font::code_book::CodeBook;
use crate::pdf::font::font_metrics::Metrics;
use crate::pdf::font::outline::Outline;
use crate::pdf::page::text_writer::TextWriter;
use crate::pdf::text::arrange::{LineEnd, Surroundings, arrange};
use crate::pdf::text::character_class::is_format;
use crate::pdf::text::code::{Code, RunInLine};
use crate::pdf::text::glyph_codes::glyph_codes;
use crate::pdf::text::rule_set::RuleSet;
use crate::pdf::text::shown_line::{Audience, Show, ShownLine};
use crate::units::Pt;

use super::setting::Setting;

/// A line of its own in a right-to-left book.
const ALONE: Surroundings = Surroundings {
    book_direction: Direction::Rtl,
    end: LineEnd::Below,
    rules: RuleSet::PORTABLE,
};

/// A line as its shows, each with its codes from left to right: who reads it, and the text of
/// each code, invisible characters by their numbers.
fn read_shows(text: &str) -> Vec<String> {
    let fonts = FontSet::embedded();
    let line = Setting::new(&fonts).line(text, 100.0, false);
    let faces: Vec<_> = line.runs.iter().map(|run| run.face).collect();
    let shown = arrange(&line, &Metrics::new(&fonts, &faces), ALONE);
    let code = |code: &Code| -> String {
        let plain = |character: &char| match is_format(*character) {
            true => format!("{:X}", u32::from(*character)),
            false => character.to_string(),
        };
        code.text.iter().map(plain).collect::<Vec<_>>().join("+")
    };
    let show = |show: &Show| {
        let codes: Vec<String> = show.codes.iter().map(code).collect();
        let reader = match &show.audience {
            Audience::All => "",
            Audience::Pdfium => "pdfium: ",
            Audience::PdfJs(_) => "pdf.js: ",
            Audience::Stream => "stream: ",
            Audience::Formula(_) => "formula: ",
            Audience::Word(_) => "word: ",
        };
        format!("{reader}{}", codes.join("|"))
    };
    shown.shows.iter().map(show).collect()
}

#[test]
fn lam_alef_gives_its_alef_first_and_the_lam_to_its_right() {
    assert_eq!(read_shows("فلا"), ["ا|ل|ف"]);
}

#[test]
fn a_half_space_stands_in_front_of_the_letter_on_its_right() {
    assert_eq!(read_shows("می‌رود"), ["د|و|ر|200C+ی|م"]);
}

#[test]
fn a_vowel_sign_has_a_code_left_of_its_letter() {
    assert_eq!(read_shows("کَر"), ["ر|\u{64E}|ک"]);
}

#[test]
fn runs_come_in_logical_order_and_a_space_at_a_latin_word_is_shown_by_itself() {
    let shows = read_shows("زبان Rust خوب است.");
    assert_eq!(shows[..2], ["stream: 200E", "ن|ا|ب|ز"]);
    assert_eq!(shows[2..4], ["stream: 200E", "pdf.js: 200E| |61C+ |200E"]);
    assert_eq!(shows[4..6], ["R|u|s", "pdf.js: 200E|t+ |200E"]);
    assert_eq!(shows[6], "stream: 202B|61C");
    assert_eq!(shows[7..], [".|ت|س|ا| |ب|و|خ| ", "stream: 61C|202C"]);
}

#[test]
fn a_sign_carries_the_space_after_it() {
    let shows = read_shows("شاه، ۱۳۹۹: ۵");
    assert_eq!(
        shows[1..4],
        ["ه|ا|ش", "stream: 200E", "pdf.js: 200E|،+ |200E"]
    );
    assert_eq!(shows[4..6], ["stream: 200F", "pdf.js: 200F| |200F"]);
    // Between two numbers the sign is right-to-left.
    let colon = shows
        .iter()
        .position(|show| show == "pdf.js: 200F|:+ |200F");
    let colon = colon.unwrap();
    assert_eq!(
        shows[colon - 2..colon],
        ["stream: 202B|61C", "pdf.js: 200F| |200F"]
    );
}

#[test]
fn a_number_is_parted_from_the_sign_behind_it_for_pdfium_by_marks_alone() {
    let shows = read_shows("شاه (۱۳۹۹: ۵) و");
    assert!(shows.contains(&"pdfium: 200F|200F".to_owned()), "{shows:?}");
    let seen = shows.iter().filter(|show| show.starts_with("pdfium: "));
    let seen: String = seen
        .flat_map(|show| show["pdfium: ".len()..].chars())
        .collect();
    assert!(seen.is_ascii(), "{shows:?}");
}

#[test]
fn latin_words_side_by_side_begin_at_the_left_edge_of_the_first_for_pdfium() {
    let shows = read_shows("جنبش Basmachi had had it را");
    let words: Vec<&str> = shows
        .iter()
        .filter_map(|show| show.strip_prefix("word: "))
        .collect();
    // The second «had» has a mark more: pdfium would take it for the first one, painted twice.
    assert_eq!(words, ["200E|h|a|d", "200E|200E|h|a|d", "200E|i|t+ "]);
    assert!(shows.contains(&"B|a|s|m|a|c|h|i".to_owned()), "{shows:?}");
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("جنبش Basmachi had it را", 200.0, false);
    let shown = shown(&setting, &line, LineEnd::Below);
    let begin = |show: &Show| show.codes[0].x;
    let word = |show: &&Show| matches!(show.audience, Audience::Word(_));
    let leads: Vec<f32> = shown.shows.iter().filter(word).map(begin).collect();
    let begins = |show: &&Show| show.codes[0].text.as_slice() == ['B'];
    let first = shown.shows.iter().find(begins);
    let left = begin(first.unwrap());
    assert!(
        left > leads[0] && leads[0] > leads[1] && leads[1] > left - 0.2,
        "{left} {leads:?}"
    );
}

#[test]
fn latin_words_that_mupdf_would_say_twice_are_not_led() {
    for line in ["جنبش Basmachi 1918–24 را", "جنبش Basmachi café را"] {
        let shows = read_shows(line);
        assert!(
            shows.iter().all(|show| !show.starts_with("word: ")),
            "{shows:?}"
        );
    }
}

#[test]
fn a_bracket_that_closes_behind_a_number_is_shown_by_itself_with_its_signs() {
    let shows = read_shows("(شاه، ۱۳۹۹). و");
    let bracket = shows.iter().position(|show| show == ")").unwrap();
    assert_eq!(shows[bracket - 1], "stream: 200F");
    assert_eq!(
        shows[bracket + 1..bracket + 3],
        ["stream: 200E", "pdf.js: 200E|.+ |200E"]
    );
}

#[test]
fn no_mark_stands_inside_a_citation_for_who_reads_all_codes() {
    let shows = read_shows("متن (شاه، ۱۳۹۹: ۵۸–۵۹). و");
    let all = shows.iter().filter(|show| !show.contains(": "));
    let marks = all.filter(|show| {
        ["200E", "200F", "61C"]
            .iter()
            .any(|mark| show.contains(mark))
    });
    assert_eq!(marks.count(), 0, "{shows:?}");
}

#[test]
fn a_letter_takes_what_is_too_wide_of_a_space_before_a_vowel_sign() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("مخصوصاً جامعه", 100.0, false);
    let shown = shown(&setting, &line, LineEnd::Below);
    assert_eq!(texts(&shown).concat(), "هعماج ًاصوصخم");
    let codes = &shown.shows[0].codes;
    let space = codes.iter().position(|code| code.text[0] == ' ').unwrap();
    let width = (codes[space + 1].x - codes[space].x) / setting.size;
    assert!((0.02..0.1).contains(&width), "{width}");
}

#[test]
fn what_justification_adds_is_inside_the_space_and_the_rest_right_of_it() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("این هم هست", 100.0, true);
    let mut full = line.clone();
    // A line as wide as its measure with two spaces would have holes: a third of an em is enough.
    for glyph in full.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.advance = glyph.advance.min(Pt(0.5 * setting.size));
    }
    let shown = shown(&setting, &full, LineEnd::Below);
    let codes = &shown.shows[0].codes;
    for pair in codes.windows(2) {
        let gap = (pair[1].x - pair[0].x - pair[0].advance) / setting.size;
        let space = pair[0].text[0] == ' ';
        assert!(
            gap > -0.03 && gap < if space { 0.08 } else { 0.03 },
            "{gap}"
        );
    }
}

/// A line, arranged where it stands.
fn shown(setting: &Setting<'_>, line: &PlacedLine, end: LineEnd) -> ShownLine {
    let faces: Vec<_> = line.runs.iter().map(|run| run.face).collect();
    arrange(
        line,
        &Metrics::new(setting.fonts, &faces),
        Surroundings { end, ..ALONE },
    )
}

/// The codes' texts, show after show.
fn texts(line: &ShownLine) -> Vec<String> {
    let codes = line.shows.iter().flat_map(|show| &show.codes);
    codes.map(|code| code.text.iter().collect()).collect()
}

#[test]
fn a_point_between_words_is_marked_for_poppler_alone() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("شد. این", 100.0, false);
    let shown = shown(&setting, &line, LineEnd::Below);
    assert_eq!(texts(&shown).concat(), "نیا .دش");
    let marks: Vec<_> = shown
        .poppler_marks
        .iter()
        .map(|mark| mark.text.as_slice())
        .collect();
    assert_eq!(marks, [['\u{200F}']]);
    let point = shown.shows[0]
        .codes
        .iter()
        .find(|code| code.text[0] == '.')
        .unwrap();
    let step = point.x - shown.poppler_marks[0].x;
    assert!((0.1..0.2).contains(&step), "{step}");
}

#[test]
fn marks_for_poppler_end_the_page_inside_a_text_that_says_nothing() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("شد. این", 100.0, false);
    let metrics = Metrics::new(&fonts, &[line.runs[0].face]);
    let mut codes = CodeBook::new(&metrics, RuleSet::PORTABLE);
    let structure = Structure::default();
    let mut writer = TextWriter::new(595.25, &mut codes, &structure);
    writer
        .line(&shown(&setting, &line, LineEnd::Below), 0)
        .unwrap();
    writer.foot().unwrap();
    let content = String::from_utf8(writer.take()).unwrap();
    let foot = content.rfind("/Artifact ").unwrap();
    let begin = "/Artifact <</ActualText ()>> BDC\nBT\n";
    assert!(content[foot..].starts_with(begin), "{content}");
    assert!(content.ends_with("TJ\nET\nEMC\n"), "{content}");
}

#[test]
fn a_raised_word_stands_on_the_baseline_of_its_line_with_raised_glyphs() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let mut line = setting.line("بیست", 100.0, false);
    line.runs[0].rise = Pt(4.0);
    let shown = shown(&setting, &line, LineEnd::Below);
    assert_eq!(shown.styles[0].rise, 0.0);
    let units = fonts.face(line.runs[0].face).units_per_em();
    for (_, _, up) in painted(&shown.shows[0].codes, units, setting.size) {
        assert!((up - 4.0).abs() < 0.01, "{up}");
    }
}

#[test]
fn a_line_ends_in_a_space_only_where_another_stands_beside_it() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let line = setting.line("بیست", 100.0, false);
    let beside = texts(&shown(&setting, &line, LineEnd::Beside));
    assert!(beside.contains(&"\u{61C} ".to_owned()), "{beside:?}");
    assert_eq!(
        texts(&shown(&setting, &line, LineEnd::Below)).concat(),
        "تسیب"
    );
}

#[test]
fn two_equal_letters_at_one_place_share_a_code() {
    assert_eq!(read_shows("للا"), ["ا|ل+ل"]);
}

#[test]
fn a_space_of_another_face_between_two_words_of_one_is_theirs() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let mut line = setting.line("بیست و", 100.0, false);
    let run = line.runs.remove(0);
    let face = fonts.primary(crate::font::FaceStyle::upright(
        Family::Code,
        Weight::Regular,
    ));
    let space = fonts.face(face).glyph(' ').unwrap();
    let at = run
        .glyphs
        .iter()
        .position(|glyph| glyph.text == GlyphText::Cluster(8..9))
        .unwrap();
    let part = |glyphs: &[PlacedGlyph], left: f32, face| PlacedRun {
        glyphs: glyphs.to_vec().into(),
        x: Pt(left),
        face,
        ..run.clone()
    };
    let left = |at: usize| {
        run.x.0
            + run.glyphs[..at]
                .iter()
                .map(|glyph| glyph.advance.0)
                .sum::<f32>()
    };
    let foreign = PlacedGlyph {
        id: u16::try_from(space.to_u32()).unwrap(),
        ..run.glyphs[at].clone()
    };
    line.runs = vec![
        part(&run.glyphs[at + 1..], left(at + 1), run.face),
        part(&[foreign], left(at), face),
        part(&run.glyphs[..at], left(0), run.face),
    ];
    let shown = shown(&setting, &line, LineEnd::Below);
    assert_eq!(shown.shows.len(), 1);
    assert_eq!(texts(&shown).concat(), "و تسیب");
    let faces = shown.shows[0]
        .codes
        .iter()
        .map(|code| shown.styles[usize::from(code.style)].face);
    assert!(faces.into_iter().all(|face| face == run.face));
}

#[test]
fn punctuation_that_ends_latin_text_is_held_to_its_right_end_for_poppler() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let mut line = setting.line("[CC]", 100.0, false);
    line.runs.retain(|run| run.level == 2 || run.level == 1);
    line.runs.iter_mut().for_each(|run| run.level = 2);
    let shown = shown(&setting, &line, LineEnd::Below);
    assert_eq!(shown.poppler_marks.len(), 1);
    assert_eq!(shown.poppler_marks[0].text.as_slice(), ['\u{200E}']);
}

#[test]
fn a_dash_between_numbers_is_right_to_left_for_mupdf_and_has_no_mark_for_others() {
    let shows = read_shows("۱۹۱۶–۱۹۳۱");
    assert_eq!(shows[..2], ["stream: 200E", "۱|۹|۱|۶"]);
    assert_eq!(shows[2..5], ["stream: 202B|61C", "–", "stream: 61C|202C"]);
    assert_eq!(shows[5..], ["stream: 200E", "۱|۹|۳|۱"]);
}

#[test]
fn signs_with_few_letters_are_weighed_down_by_their_spaces() {
    let shows = read_shows("Rust! و … Go");
    assert!(shows.contains(&"61C+ |و| |!".to_owned()), "{shows:?}");
}

#[test]
fn brackets_have_objects_of_their_own_between_marks_for_pdfium() {
    let shows = read_shows("(سه)");
    assert_eq!(shows[..4], ["stream: 61C", ")", "ه|س", "("]);
    assert!(shows[4..].iter().all(|show| show.starts_with("pdfium: ")));
}

#[test]
fn a_joining_stroke_adds_no_character() {
    let fonts = FontSet::embedded();
    let mut setting = Setting::new(&fonts);
    setting.stroke = 0.17;
    let line = setting.line("بیست", 100.0, false);
    let strokes = line.runs[0]
        .glyphs
        .iter()
        .filter(|glyph| glyph.text == GlyphText::Inserted);
    assert!(strokes.count() > 0);
    let metrics = Metrics::new(&fonts, &[line.runs[0].face]);
    let shown = arrange(&line, &metrics, ALONE);
    let text: String = shown.shows[0]
        .codes
        .iter()
        .flat_map(|code| &code.text)
        .collect();
    assert_eq!(text, "تسیب");
}

/// Where every glyph is painted: glyph, right and up from the page's corner and the baseline.
fn painted(codes: &[Code], units: f32, size: f32) -> Vec<(u16, f32, f32)> {
    let mut places = Vec::new();
    for code in codes {
        match &code.outline {
            Outline::Blank => {}
            Outline::Glyph(glyph) => places.push((*glyph, code.x, code.rise)),
            Outline::Composite(moved) => places.extend(moved.parts.iter().map(|part| {
                let scale = |length: i16| f32::from(length) * size / units;
                (
                    part.glyph,
                    code.x + scale(part.dx),
                    code.rise + scale(part.dy),
                )
            })),
        }
    }
    places.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    places
}

#[test]
fn every_glyph_is_painted_where_the_shaper_put_it() {
    let fonts = FontSet::embedded();
    let line = Setting::new(&fonts).line("بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ مجدداً", 100.0, false);
    for (style, run) in (0..).zip(&line.runs) {
        let metrics = Metrics::new(&fonts, &[run.face]);
        let face = metrics.get(run.face);
        let codes = glyph_codes(RunInLine {
            run,
            text: &line.text,
            metrics: face,
            style,
            rules: RuleSet::PORTABLE,
        });
        let mut expected = Vec::new();
        let mut x = run.x.0;
        for glyph in &run.glyphs {
            expected.push((glyph.id, x + glyph.dx.0, glyph.dy.0));
            x += glyph.advance.0;
        }
        let space = |place: &(u16, f32, f32)| place.0 != face.space;
        expected.retain(space);
        expected.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        let mut found = painted(&codes, face.units, run.size.0);
        found.retain(space);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let near = (found.1 - expected.1).abs() < 0.01 && (found.2 - expected.2).abs() < 0.01;
            assert!(found.0 == expected.0 && near, "{found:?} {expected:?}");
        }
    }
}

#[test]
fn a_page_of_two_lines_is_written_as_two_text_objects() {
    let fonts = FontSet::embedded();
    let setting = Setting::new(&fonts);
    let lines = [
        setting.line("سلام", 100.0, false),
        setting.line("لا", 120.0, false),
    ];
    let metrics = Metrics::new(&fonts, &[lines[0].runs[0].face]);
    let mut codes = CodeBook::new(&metrics, RuleSet::PORTABLE);
    let structure = Structure::default();
    let mut writer = TextWriter::new(595.25, &mut codes, &structure);
    for (item, line) in (0..).zip(&lines) {
        let line = arrange(line, &metrics, ALONE);
        writer.line(&line, item).unwrap();
    }
    assert_eq!(String::from_utf8(writer.take()).unwrap(), GOLDEN);
}

/// 0003 is the blank that carries the lam of both ligatures; 0002 and 0005 are their own forms.
const GOLDEN: &str = "\
/Artifact BMC
BT
/F0 11 Tf
1 0 0 1 343.734 495.25 Tm [<0001000200030004>] TJ
ET
EMC
/Artifact BMC
BT
/F0 11 Tf
1 0 0 1 355.921 475.25 Tm [<00050003>] TJ
ET
EMC
";
