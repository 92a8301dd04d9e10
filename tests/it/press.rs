//! Books for the press: boxes, inks, intent, pictures and covers, read from the files themselves.

#[path = "../../src/press/fixture.rs"]
mod fixture;

use std::io::Cursor;

use crate::on_disk::{LittleBook, SETTINGS, mistakes, told};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

const PRINT: &str = "[book]\ntitle = \"کتاب\"\nisbn = \"978-964-448-127-7\"\nchapters = [\"1.md\"]\n\
     description = \"درباره کتاب.\"\nauthors = [\"هوشنگ\"]\n[pdf]\nprofile = \"print\"\n[print]\n";
const FOUR_INKS: &str = "color-profile = \"press.icc\"\n";
/// Millimetres to points.
const MM: f32 = 72.0 / 25.4;

/// A book for a press, with more settings of `[print]`.
fn book(settings: &str, chapter: &str) -> LittleBook {
    LittleBook::empty()
        .with("book.toml", format!("{PRINT}{settings}"))
        .with("press.icc", fixture::cmyk())
        .with("1.md", format!("# فصل\n\nمتن کتاب.\n\n{chapter}\n"))
}

/// Runs a command that writes one file, and reads it.
fn made(book: &LittleBook, arguments: &[&str]) -> Document {
    let run = book.run(arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    Document::load(book.path(run.out.trim())).unwrap()
}

fn pdf(book: &LittleBook) -> Document {
    made(book, &["build", ".", "--format", "pdf"])
}

fn edges(doc: &Document, page: ObjectId, name: &str) -> [f32; 4] {
    let page = doc.get_dictionary(page).unwrap();
    let sides = page.get(name.as_bytes()).unwrap().as_array().unwrap();
    let sides: Vec<f32> = sides.iter().map(|side| side.as_float().unwrap()).collect();
    sides.try_into().unwrap()
}

fn streams(doc: &Document) -> impl Iterator<Item = &Stream> {
    let objects = doc.objects.values();
    objects.filter_map(|object| object.as_stream().ok())
}

fn is(dict: &Dictionary, key: &str, name: &str) -> bool {
    let found = dict.get(key.as_bytes()).and_then(Object::as_name);
    found.is_ok_and(|found| found == name.as_bytes())
}

fn images(doc: &Document) -> Vec<&Stream> {
    let images = streams(doc).filter(|stream| is(&stream.dict, "Subtype", "Image"));
    images.collect()
}

/// The operators of all pages and of all that they show.
fn operators(doc: &Document) -> Vec<(String, Vec<Object>)> {
    let pages: Vec<Vec<u8>> = doc
        .page_iter()
        .map(|page| doc.get_page_content(page))
        .collect();
    let forms = streams(doc).filter(|stream| is(&stream.dict, "Subtype", "Form"));
    let forms = forms.map(|form| form.get_plain_content().unwrap());
    let contents = pages.into_iter().chain(forms);
    let operations = contents.flat_map(|bytes| Content::decode(&bytes).unwrap().operations);
    operations
        .map(|operation| (operation.operator, operation.operands))
        .collect()
}

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

fn jpeg(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

fn red(width: u32, height: u32) -> RgbImage {
    RgbImage::from_pixel(width, height, Rgb([220, 30, 30]))
}

#[test]
fn the_trimmed_page_lies_in_its_bleed_and_the_bleed_in_the_paper() {
    let doc = pdf(&book("bleed = 4\n", ""));
    assert_eq!(doc.version, "1.6");
    for page in doc.page_iter() {
        let trim = edges(&doc, page, "TrimBox");
        let bleed = edges(&doc, page, "BleedBox");
        let paper = edges(&doc, page, "MediaBox");
        assert!((trim[2] - 145.0 * MM).abs() < 0.01 && (trim[3] - 210.0 * MM).abs() < 0.01);
        for (side, sign) in [(0, -1.0), (1, -1.0), (2, 1.0), (3, 1.0)] {
            assert!(((bleed[side] - trim[side]) * sign - 4.0 * MM).abs() < 0.01);
            assert!(
                (paper[side] - bleed[side]) * sign > 5.0 * MM,
                "room for marks"
            );
        }
    }
}

#[test]
fn marks_stay_outside_of_the_bleed_and_are_no_text() {
    let doc = pdf(&book("", ""));
    let page = doc.page_iter().next().unwrap();
    let content = String::from_utf8(doc.get_page_content(page)).unwrap();
    assert!(content.contains("/Artifact <</Type /Page>> BDC\n/Marks Do\nEMC"));
    let bleed = edges(&doc, page, "BleedBox");
    let inside = |x: f32, y: f32| {
        x > bleed[0] + 0.01 && x < bleed[2] - 0.01 && y > bleed[1] + 0.01 && y < bleed[3] - 0.01
    };
    let drawn = operators(&doc)
        .into_iter()
        .filter(|(name, _)| name == "l" || name == "m");
    let mut count = 0;
    for (_, point) in drawn {
        assert!(!inside(
            point[0].as_float().unwrap(),
            point[1].as_float().unwrap()
        ));
        count += 1;
    }
    assert!(count >= 2 * (8 + 8), "{count} ends of lines");
    assert!(
        operators(&pdf(&book("marks = false\n", "")))
            .iter()
            .all(|(name, _)| name != "l")
    );
}

#[test]
fn text_and_drawings_in_black_have_one_ink() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 90'>\
        <rect width='50' height='50' fill='#000'/><rect y='60' width='9' height='9' fill='#c00'/></svg>";
    for (settings, others) in [("", 0), (FOUR_INKS, 1)] {
        let doc = pdf(&book(settings, "> نقل\n\n![نقشه](a.svg)").with("a.svg", svg));
        let operators = operators(&doc);
        let count = |name: &str| operators.iter().filter(|(found, _)| found == name).count();
        assert_eq!(["rg", "RG", "scn", "sc"].map(count), [0; 4]);
        assert_eq!(count("k"), others, "the red square alone");
        assert!(
            operators
                .iter()
                .any(|(name, gray)| name == "g" && gray[0].as_float().unwrap() == 0.0)
        );
    }
}

#[test]
fn the_file_says_which_press_it_is_for() {
    for (settings, channels) in [("", 1), (FOUR_INKS, 4)] {
        let doc = pdf(&book(settings, "[پیوند](https://example.org)"));
        let root = doc.catalog().unwrap();
        let intents = root.get(b"OutputIntents").unwrap().as_array().unwrap();
        let intent = doc.dereference(&intents[0]).unwrap().1.as_dict().unwrap();
        assert!(is(intent, "S", "GTS_PDFX"));
        let profile = intent.get(b"DestOutputProfile").unwrap();
        let profile = doc.dereference(profile).unwrap().1.as_stream().unwrap();
        assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), channels);
        let bytes = profile.get_plain_content().unwrap();
        assert_eq!(&bytes[12..16], b"prtr");
        assert_eq!(bytes == fixture::cmyk(), channels == 4);
        let about = root.get(b"Metadata").unwrap();
        let about = doc.dereference(about).unwrap().1.as_stream().unwrap();
        let about = String::from_utf8(about.content.clone()).unwrap();
        assert!(about.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"));
        assert!(!about.contains("pdfuaid:part") && !about.contains("pdfaid:part"));
        let info = doc.trailer.get(b"Info").unwrap();
        assert!(is(
            doc.dereference(info).unwrap().1.as_dict().unwrap(),
            "Trapped",
            "False"
        ));
        let linked = |page| doc.get_dictionary(page).unwrap().has(b"Annots");
        assert!(!doc.page_iter().any(linked), "paper has no links");
    }
}

#[test]
fn the_profile_of_the_command_line_goes_first() {
    let book = book("", "");
    let doc = made(
        &book,
        &["build", ".", "--format", "pdf", "--profile", "screen"],
    );
    assert_eq!(doc.version, "1.7");
    let page = doc.page_iter().next().unwrap();
    assert_eq!(edges(&doc, page, "MediaBox"), edges(&doc, page, "TrimBox"));
}

#[test]
fn the_last_sheet_is_filled_with_empty_pages() {
    let plain = pdf(&book("", "")).get_pages().len();
    let filled = pdf(&book("sheet = 16\n", "")).get_pages().len();
    assert_eq!(filled, plain.next_multiple_of(16));
    assert!(filled > plain);
}

#[test]
fn pictures_are_printed_in_the_inks_of_the_press() {
    let chapter = "![یک](a.png)\n\n![دو](b.png)\n\n![سه](g.png)";
    let half = RgbaImage::from_pixel(900, 900, Rgba([10, 20, 200, 90]));
    let book = |settings| {
        book(settings, chapter)
            .with("a.png", png(red(900, 900)))
            .with("b.png", png(half.clone()))
            .with("g.png", png(DynamicImage::new_luma8(900, 900)))
    };
    let black = pdf(&book(""));
    assert_eq!(images(&black).len(), 3);
    assert!(
        images(&black)
            .iter()
            .all(|image| is(&image.dict, "ColorSpace", "DeviceGray"))
    );
    let four = pdf(&book(FOUR_INKS));
    let colored = images(&four)
        .into_iter()
        .filter(|image| is(&image.dict, "ColorSpace", "DeviceCMYK"));
    assert_eq!(colored.count(), 2);
    assert!(images(&four).iter().all(|image| !image.dict.has(b"SMask")));
}

#[test]
fn few_pixels_and_much_ink_are_told_at_the_line_of_the_picture() {
    let dark = RgbImage::from_pixel(1300, 900, Rgb([2, 2, 2]));
    let book = book(
        "color-profile = \"press.icc\"\nink-limit = 200\n",
        "![یک](a.png)\n\n![دو](b.png)",
    )
    .with("a.png", png(red(300, 100)))
    .with("b.png", png(dark));
    let (code, found) = mistakes(&book);
    assert_eq!(code, 0);
    let few = told(found, "low-resolution", "1.md:5:1");
    assert!(few.message.contains("96 pixels an inch"), "{}", few.message);
    let (_, found) = mistakes(&book);
    assert_eq!(
        found
            .iter()
            .filter(|one| one.code == "low-resolution")
            .count(),
        1
    );
    told(found, "heavy-ink", "1.md:7:1");
}

#[test]
fn what_is_no_profile_of_a_press_is_told_in_the_settings() {
    let book =
        book("color-profile = \"a.txt\"\nsheet = 7\nbleed = 90\n", "").with("a.txt", "no profile");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 1);
    let places: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (one.code.as_str(), one.place.as_str()))
        .collect();
    assert!(
        places.contains(&("bad-color-profile", "book.toml:10:17")),
        "{places:?}"
    );
    assert!(
        places.contains(&("bad-value", "book.toml:11:9")),
        "{places:?}"
    );
    assert!(
        places.contains(&("bad-value", "book.toml:12:9")),
        "{places:?}"
    );
}

/// A book for screens.
fn screen(settings: &str, chapter: &str) -> LittleBook {
    LittleBook::of_chapter(chapter).with("book.toml", format!("{}[pdf]\n{settings}", SETTINGS))
}

#[test]
fn a_photograph_is_not_touched_and_stands_in_the_file_once() {
    let file = jpeg(red(64, 40));
    let chapter = "# فصل\n\n![یک](a.jpg)\n\n![دو](a.jpg)\n\nمتن ![سه](a.jpg)\n";
    let doc = pdf(&screen("", chapter).with("a.jpg", &file));
    let images = images(&doc);
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].content, file);
    assert!(is(&images[0].dict, "Filter", "DCTDecode"));
    let shown = operators(&doc)
        .into_iter()
        .filter(|(name, _)| name == "Do")
        .count();
    assert_eq!(shown, 3);
}

#[test]
fn a_turned_photograph_is_shown_upright() {
    let mut file = jpeg(red(80, 40));
    // EXIF with one entry: Orientation (0x112) is 6, a quarter to the right.
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    file.splice(2..2, [&[0xFF, 0xE1], &length[..], exif].concat());
    let doc = pdf(&screen("", "# فصل\n\n![یک](a.jpg)\n").with("a.jpg", &file));
    assert_eq!(images(&doc)[0].content, file);
    let operators = operators(&doc);
    let (_, matrix) = operators.iter().find(|(name, _)| name == "cm").unwrap();
    let matrix: Vec<f32> = matrix
        .iter()
        .map(|value| value.as_float().unwrap())
        .collect();
    // 80 pixels are 60 pt: the picture is 30 pt wide and 60 pt high, its first row at the right.
    assert_eq!(matrix[..4], [0.0, -60.0, 30.0, 0.0]);
}

#[test]
fn a_picture_with_too_many_pixels_is_scaled_down_where_that_is_asked() {
    let chapter = "# فصل\n\n![یک](a.png){width=50%}\n";
    let wide = |settings| {
        let doc = pdf(&screen(settings, chapter).with("a.png", png(red(2000, 1000))));
        images(&doc)[0]
            .dict
            .get(b"Width")
            .unwrap()
            .as_i64()
            .unwrap()
    };
    assert_eq!(wide(""), 2000);
    // Half of 100 mm are some 2 inches.
    let scaled = wide("image-resolution = 150\n");
    assert!((280..310).contains(&scaled), "{scaled}");
}

#[test]
fn transparency_and_sixteen_bits_are_kept_on_screens() {
    let deep = DynamicImage::ImageRgb16(image::ImageBuffer::new(40, 20));
    let half = RgbaImage::from_pixel(30, 20, Rgba([10, 20, 200, 90]));
    let chapter = "# فصل\n\n![یک](a.png)\n\n![دو](b.png)\n";
    let doc = pdf(&screen("", chapter)
        .with("a.png", png(deep))
        .with("b.png", png(half)));
    let images = images(&doc);
    let bits = |image: &&&Stream| {
        image
            .dict
            .get(b"BitsPerComponent")
            .unwrap()
            .as_i64()
            .unwrap()
    };
    assert_eq!(images.iter().filter(|image| bits(image) == 16).count(), 1);
    assert_eq!(
        images
            .iter()
            .filter(|image| image.dict.has(b"SMask"))
            .count(),
        1
    );
}

#[test]
fn the_front_of_a_right_to_left_book_lies_left_of_the_spine() {
    let settings = "paper-thickness = 1\nsheet = 32\n";
    let book = book(settings, "");
    let pages = pdf(&book).get_pages().len();
    let doc = made(&book, &["cover", "."]);
    let page = doc.page_iter().next().unwrap();
    assert_eq!(doc.get_pages().len(), 1);
    let trim = edges(&doc, page, "TrimBox");
    let leaves = f32::from(u16::try_from(pages).unwrap()) / 2.0;
    assert!((trim[2] - (290.0 + leaves) * MM).abs() < 0.01, "{trim:?}");
    let content = doc.get_page_content(page);
    let content = Content::decode(&content).unwrap();
    let clip = content
        .operations
        .iter()
        .find(|one| one.operator == "re")
        .map(|one| &one.operands);
    assert!(clip.is_some());
    let turned = content
        .operations
        .iter()
        .find(|one| one.operator == "cm")
        .unwrap();
    let turned: Vec<f32> = turned
        .operands
        .iter()
        .map(|value| value.as_float().unwrap())
        .collect();
    assert_eq!(
        turned[..4],
        [0.0, 1.0, -1.0, 0.0],
        "words run down the spine"
    );
    // The barcode stands on the back, right of the spine.
    let bars = content
        .operations
        .windows(2)
        .filter(|pair| pair[0].operator == "re" && pair[1].operator == "f");
    let bars: Vec<f32> = bars
        .map(|pair| pair[0].operands[0].as_float().unwrap())
        .collect();
    let spine_end = 145.0 * MM + leaves * MM;
    let on_back = bars.iter().filter(|x| **x > spine_end).count();
    assert_eq!(on_back, 31, "thirty bars on their white ground");
}

/// The operators of the only page of a cover, with their numbers.
fn numbers(doc: &Document) -> Vec<(String, Vec<f32>)> {
    let of = |(name, operands): (String, Vec<Object>)| {
        let numbers = operands.iter().filter_map(|one| one.as_float().ok());
        (name, numbers.collect())
    };
    operators(doc).into_iter().map(of).collect()
}

#[test]
fn flaps_lie_outside_of_front_and_back_and_every_fold_is_marked() {
    let cover = "[cover]\nflaps = 80\nfront-flap = [\"نویسنده\"]\nprice = \"۱۰۰ تومان\"\n";
    let settings = format!("paper-thickness = 1\nsheet = 32\n{cover}");
    let book = book(&settings, "");
    let leaves = f32::from(u16::try_from(pdf(&book).get_pages().len()).unwrap()) / 2.0;
    let doc = made(&book, &["cover", "."]);
    let page = doc.page_iter().next().unwrap();
    let trim = edges(&doc, page, "TrimBox");
    assert!((trim[2] - (450.0 + leaves) * MM).abs() < 0.01, "{trim:?}");
    let folds = [80.0, 225.0, 225.0 + leaves, 370.0 + leaves];
    // The marks of folds are those behind the dashes.
    let operators = numbers(&doc);
    let dashes = operators.iter().position(|(name, _)| name == "d").unwrap();
    let marks = operators[dashes..].iter().filter(|(name, _)| name == "m");
    let mut marks: Vec<[f32; 2]> = marks.map(|(_, to)| [to[0], to[1]]).collect();
    marks.sort_by(|one, other| one[0].total_cmp(&other[0]));
    assert_eq!(marks.len(), 2 * folds.len(), "{marks:?}");
    for (pair, fold) in marks.chunks(2).zip(folds) {
        for [x, y] in pair {
            assert!((x - fold * MM).abs() < 0.01, "{marks:?}");
            assert!(
                *y < 0.0 || *y > 210.0 * MM,
                "outside of the trim: {marks:?}"
            );
        }
    }
}

#[test]
fn a_front_without_a_picture_has_a_frame_or_a_band_that_bleeds() {
    let rectangles = |front: &str| {
        let book = book(&format!("[cover]\nfront = \"{front}\"\n"), "");
        let operators = numbers(&made(&book, &["cover", "."]));
        let found = operators.into_iter().filter(|(name, _)| name == "re");
        found.map(|(_, sides)| sides).collect::<Vec<_>>()
    };
    let (plain, frame, band) = (rectangles("plain"), rectangles("frame"), rectangles("band"));
    assert_eq!(frame.len(), plain.len() + 8, "two lines along four sides");
    let bleeds = |sides: &Vec<f32>| sides[0] < -2.9 * MM && sides[3].abs() < 150.0 * MM;
    assert_eq!(
        band.iter().filter(|sides| bleeds(sides)).count(),
        1,
        "{band:?}"
    );
    assert_eq!(plain.iter().filter(|sides| bleeds(sides)).count(), 0);
}

#[test]
fn the_mark_of_the_publisher_stands_on_front_and_spine() {
    let mark = png(red(200, 100));
    let book = book(
        "paper-thickness = 1\nsheet = 32\n[cover]\nmark = \"m.png\"\n",
        "",
    );
    let book = book.with("m.png", mark);
    let operators = numbers(&made(&book, &["cover", "."]));
    let placed = operators.iter().filter(|(name, matrix)| {
        name == "cm" && matrix[1] == 0.0 && (matrix[0] / matrix[3] - 2.0).abs() < 0.01
    });
    let lefts: Vec<f32> = placed.map(|(_, matrix)| matrix[4]).collect();
    let front = lefts.iter().filter(|x| **x < 145.0 * MM).count();
    assert_eq!((lefts.len(), front), (2, 1), "{lefts:?}");
}

#[test]
fn a_cover_picture_goes_on_into_the_bleed() {
    let picture = png(red(900, 1300));
    let book = book("", "").with("c.png", picture).with(
        "book.toml",
        PRINT.replace(
            "[pdf]",
            &format!("{}[pdf]", "cover = \"c.png\"\ncover-alt = \"جلد\"\n"),
        ) + FOUR_INKS,
    );
    let doc = made(&book, &["cover", "."]);
    let page = doc.page_iter().next().unwrap();
    let bleed = edges(&doc, page, "BleedBox");
    let operators = operators(&doc);
    let placed = operators.iter().filter(|(name, _)| name == "cm");
    let placed: Vec<Vec<f32>> = placed
        .map(|(_, matrix)| {
            matrix
                .iter()
                .map(|value| value.as_float().unwrap())
                .collect()
        })
        .collect();
    let art = placed.iter().find(|matrix| matrix[0] > 100.0).unwrap();
    assert!(
        art[4] <= bleed[0] + 0.01 && art[5] <= bleed[1] + 0.01,
        "{art:?} {bleed:?}"
    );
    assert!(art[5] + art[3] >= bleed[3] - 0.01 && art[4] + art[0] >= 145.0 * MM - 0.01);
}

#[test]
fn the_same_book_gives_the_same_bytes_for_the_press() {
    let book = book(FOUR_INKS, "![یک](a.png)").with("a.png", png(red(900, 900)));
    for command in [
        ["build", ".", "--format", "pdf"],
        ["cover", ".", "--message-format", "json"],
    ] {
        let first = book.run(&command);
        let name = first.out.trim().to_owned();
        let before = book.read(&name);
        assert_eq!(book.run(&command).code, 0);
        assert!(book.read(&name) == before, "{name}");
    }
}
