//! What runs against the book in places where a number or a sign of the book stands beside it: headings, contents,
//! links.

use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{PageItem, PlacedLine, TextRole};
use sahhaf::locale::Direction;
use sahhaf::pipeline::{self, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

struct Made {
    nav: String,
    chapter: String,
    pdf: Vec<u8>,
    headings: Vec<PlacedLine>,
}

fn make(chapter: &str) -> Made {
    let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n\
                    [pdf]\nnumber-headings = true\ntrim = \"110x160mm\"\n";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let made = manuscript
        .render(&[Output::Epub, Output::Pdf], &NoObserver, &mut sink)
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(made[0].bytes.clone())).unwrap();
    let mut file = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let pages = manuscript.pages(&mut sink);
    let items = pages.pages.iter().flat_map(|page| page.items.iter());
    let headings = items.filter_map(|item| match item {
        PageItem::Line(line) if matches!(line.role, TextRole::Heading(_)) => Some(line.clone()),
        _ => None,
    });
    Made {
        nav: file("OEBPS/nav.xhtml"),
        chapter: file("OEBPS/chapter-01.xhtml"),
        pdf: made[1].bytes.clone(),
        headings: headings.collect(),
    }
}

#[test]
fn the_number_of_a_latin_heading_stands_where_those_of_its_siblings_stand() {
    let made = make("# فصل\n\n## بخش\n\nمتن\n\n## Getting Started\n\nمتن\n");
    let titled = "</span> <bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Getting Started</bdi></h2>";
    assert!(made.chapter.contains(titled), "{}", made.chapter);
    assert!(
        made.chapter.contains("<h2 id=\"getting-started\"><span"),
        "{}",
        made.chapter
    );
    let line = |words: &str| {
        let rest = &made.nav[made.nav.find(words).unwrap()..];
        rest[..rest.find("</a>").unwrap()].to_owned()
    };
    let latin = line("#getting-started");
    assert!(!latin.starts_with("#getting-started\" dir"), "{latin}");
    let latin = made
        .headings
        .iter()
        .find(|line| line.text.contains("Getting"));
    let latin = latin.unwrap();
    assert_eq!(latin.direction, Direction::Rtl);
    // Logical order: the number comes first and stands farthest to the right.
    let right = latin.runs.iter().map(|run| run.x.0).fold(0.0, f32::max);
    assert!(latin.runs[0].x.0 >= right, "{:?}", latin.text);
}

#[test]
fn code_in_the_contents_is_isolated_as_it_is_in_its_heading() {
    let made = make("# `async fn` و `.await`\n\n## ویژگی `dir=\"rtl\"` در HTML\n\nمتن\n");
    for there in [
        "<bdi dir=\"ltr\">dir=&quot;rtl&quot;</bdi> در <bdi",
        "<bdi dir=\"ltr\">async fn</bdi> و <bdi dir=\"ltr\">.await</bdi>",
    ] {
        assert!(made.nav.contains(there), "{there}: {}", made.nav);
    }
}

#[test]
fn a_link_that_shows_nothing_is_none_and_every_other_has_a_name() {
    let made = make(
        "# فصل\n\nمتن [ ](https://a.ir) و [![](none.png)](https://b.ir) و [واژه](https://c.ir) پایان.\n",
    );
    assert_eq!(made.chapter.matches("<a ").count(), 1, "{}", made.chapter);
    let document = lopdf::Document::load_mem(&made.pdf).unwrap();
    let dictionaries = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let links: Vec<_> = dictionaries
        .filter(|dict| {
            dict.get(b"Subtype")
                .is_ok_and(|kind| kind.as_name().ok() == Some(b"Link"))
        })
        .collect();
    assert!(!links.is_empty());
    for link in links {
        let words = link.get(b"Contents").unwrap().as_str().unwrap();
        assert!(!words.is_empty());
    }
}
