//! Books that strangers made to stop the program: each ends, with a message at its place and the
//! right exit code, and nothing is lost. What these would do to a program without bounds takes longer than anybody waits: no
//! clock is needed to tell.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::on_disk::{LittleBook, SETTINGS, mistakes, refuses, told};

#[test]
fn emphasis_in_emphasis_costs_no_more_than_its_length() {
    let deep = format!("{}c{}", "*a **b ".repeat(31), "** d*".repeat(31));
    let (exit, _) = mistakes(&LittleBook::of_chapter(deep));
    assert_eq!(exit, 0);
}

#[test]
fn a_long_title_whose_first_letter_is_crowded_is_cut_between_letters() {
    let title = format!("# ب{} {}\n", "\u{64E}".repeat(31), "ک ت ".repeat(200));
    let pages = format!("\n{}\n", "متن بلند ".repeat(200)).repeat(8);
    let (exit, _) = mistakes(&LittleBook::of_chapter(title + &pages));
    assert_eq!(exit, 0);
}

#[test]
fn a_word_of_the_program_that_has_no_room_is_named() {
    let settings = format!("{SETTINGS}[pdf]\ntrim = \"60x80\"\nfont-size = 36\n");
    let book = LittleBook::of_chapter("# یک\n\nمتن\n").with("book.toml", settings);
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    let homeless = found.iter().filter(|one| one.code == "overfull-line");
    let homeless: Vec<_> = homeless.filter(|one| one.place.is_empty()).collect();
    assert!(!homeless.is_empty(), "{found:?}");
    for one in homeless {
        assert!(one.message.contains("فهرست"), "{one:?}");
    }
}

#[test]
fn a_style_that_runs_itself_is_told_where_it_is_named() {
    let style = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title><id>x</id><updated>2020-01-01T00:00:00Z</updated></info><macro name="a"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation></style>"#;
    let settings = format!("{SETTINGS}[bibliography]\nfiles = [\"r.bib\"]\nstyle = \"s.csl\"\n");
    let book = LittleBook::of_chapter("متن [@b].\n")
        .with("book.toml", settings)
        .with("r.bib", "@book{b,title={y}}")
        .with("s.csl", style);
    refuses(&book, "too-large", "book.toml:7:9");
}

#[test]
fn a_drawing_that_asks_for_too_much_gives_way_to_its_words() {
    let drawing = |content: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">{content}</svg>")
    };
    let nested: String = (0..30)
        .map(|at| {
            let one = format!(
                "<rect width=\"1\" height=\"1\" fill=\"url(#p{})\"/>",
                at + 1
            );
            format!("<pattern id=\"p{at}\" width=\"1\" height=\"1\">{one}{one}</pattern>")
        })
        .collect();
    let turbulence = "<filter id=\"f\"><feTurbulence baseFrequency=\".1\" numOctaves=\"9999\"/></filter><rect width=\"90\" height=\"90\" filter=\"url(#f)\"/>";
    for svg in [
        drawing("<filter id=\"f\" x=\"-1e6\" y=\"-1e6\" width=\"1e7\" height=\"1e7\" filterUnits=\"userSpaceOnUse\"><feGaussianBlur stdDeviation=\"1e6\"/></filter><rect width=\"90\" height=\"90\" filter=\"url(#f)\"/>"),
        drawing(&format!("{nested}<rect width=\"9\" height=\"9\" fill=\"url(#p0)\"/>")),
        drawing(turbulence),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e38\" height=\"1e38\"><rect width=\"1\" height=\"1\"/></svg>".to_owned(),
    ] {
        let book = LittleBook::of_chapter("متن\n\n![شرح](a.svg)\n").with("a.svg", svg);
        let (exit, found) = mistakes(&book);
        assert_eq!(exit, 0, "{found:?}");
        let one = told(found, "too-large", "1.md:3:1");
        assert!(one.message.contains("a.svg"), "{one:?}");
    }
}

#[test]
fn filters_of_a_cover_are_weighed_for_the_pixels_that_it_is_drawn_with() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><filter id=\"f\"><feTurbulence baseFrequency=\".1\" numOctaves=\"9\"/></filter><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/></svg>";
    let settings = format!("{SETTINGS}cover = \"a.svg\"\ncover-alt = \"جلد\"\n");
    for (settings, place) in [(SETTINGS, None), (&settings, Some("book.toml:5:9"))] {
        let book = LittleBook::of_chapter("متن\n\n![شرح](a.svg)\n")
            .with("book.toml", settings)
            .with("a.svg", drawing);
        let (_, found) = mistakes(&book);
        match place {
            Some(place) => _ = told(found, "too-large", place),
            None => assert!(found.is_empty(), "{found:?}"),
        }
    }
}

#[test]
fn a_damaged_font_is_told_where_it_is_named() {
    let whole = include_bytes!("../../fonts/Vazirmatn-Regular.ttf");
    for table in [b"maxp", b"head", b"cmap", b"hmtx"] {
        let mut font = whole.to_vec();
        let directory = &font[..400];
        let at = directory.windows(4).position(|tag| tag == table).unwrap();
        font[at..at + 4].copy_from_slice(b"zzzz");
        let book = LittleBook::sound()
            .with(
                "book.toml",
                format!("{SETTINGS}[fonts]\nbody = \"f.ttf\"\n"),
            )
            .with("f.ttf", font);
        refuses(&book, "bad-font", "book.toml:6:8");
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    use std::os::unix::fs::symlink;

    let pipe = LittleBook::sound();
    std::fs::remove_file(pipe.path("1.md")).unwrap();
    let made = Command::new("mkfifo").arg(pipe.path("1.md")).status();
    assert!(made.unwrap().success());
    let one = refuses(&pipe, "bad-path", "book.toml:4:13");
    assert!(one.message.contains("a pipe"), "{one:?}");
    let run = pipe.run(&["check", "--epub", "1.md"]);
    assert_eq!(run.code, 3, "{}", run.err);

    let folder = LittleBook::sound();
    std::fs::remove_file(folder.path("1.md")).unwrap();
    std::fs::create_dir(folder.path("1.md")).unwrap();
    let one = refuses(&folder, "bad-path", "book.toml:4:13");
    assert!(one.message.contains("a folder"), "{one:?}");

    let circle = LittleBook::sound();
    std::fs::remove_file(circle.path("1.md")).unwrap();
    symlink("1.md", circle.path("1.md")).unwrap();
    let one = refuses(&circle, "bad-path", "book.toml:4:13");
    assert!(one.message.contains("in a circle"), "{one:?}");
}

#[cfg(unix)]
#[test]
fn what_lies_beside_a_book_never_stops_it() {
    use std::os::unix::fs::symlink;

    let book = LittleBook::empty().with(" a .md", "# فصل\n\nمتن کتاب.\n");
    symlink("b.md", book.path("b.md")).unwrap();
    symlink("/etc/hostname", book.path("c.md")).unwrap();
    symlink("nowhere", book.path("d.md")).unwrap();
    symlink(".", book.path("e")).unwrap();
    let made = Command::new("mkfifo").arg(book.path("f.md")).status();
    assert!(made.unwrap().success());
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    assert_eq!(book.names("output").len(), 2);
}

#[test]
fn both_files_are_replaced_or_none() {
    let book = LittleBook::sound();
    let (exit, _) = mistakes(&book);
    assert_eq!(exit, 0);
    let names = book.names("output");
    let (epub, pdf) = (
        format!("output/{}", names[0]),
        format!("output/{}", names[1]),
    );
    std::fs::write(book.path(&epub), "OLD").unwrap();
    std::fs::remove_file(book.path(&pdf)).unwrap();
    std::fs::create_dir(book.path(&pdf)).unwrap();
    let run = book.run(&["build", "."]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("a folder has this name"), "{}", run.err);
    assert_eq!(book.read(&epub), b"OLD");
    assert_eq!(book.names("output"), names);
}

#[cfg(unix)]
#[test]
fn a_build_that_is_told_to_end_leaves_nothing_and_one_that_was_killed_is_swept_after() {
    use std::os::unix::process::ExitStatusExt;

    let text = "# فصل\n\n".to_owned() + &"متن کتاب که دراز است. ".repeat(4000);
    let book = LittleBook::of_chapter(text);
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        for wait in [10, 60, 200] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sahhaf"));
            command.args(["build", "."]).current_dir(book.path("."));
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
            let mut child = child.unwrap();
            std::thread::sleep(Duration::from_millis(wait));
            let id = child.id().to_string();
            let told = Command::new("kill").args(["-s", signal, &id]).status();
            assert!(told.is_ok());
            let status = child.wait().unwrap();
            let ended = status.signal() == Some(number) || status.code() == Some(0);
            assert!(ended, "{status:?}");
            let names = book.names("output");
            assert!(
                !names.iter().any(|name| name.ends_with(".part")),
                "{names:?}"
            );
        }
    }
    let book = book.with("output/.sahhaf-left.part", "left");
    let (exit, _) = mistakes(&book);
    assert_eq!((exit, book.names("output").len()), (0, 2));
}

#[test]
fn control_characters_in_a_name_never_reach_the_terminal() {
    let settings = SETTINGS.replace("1.md", "a\\u001B[31m\\u0007.md");
    let book = LittleBook::sound().with("book.toml", settings);
    let book = book.with("a\u{1B}[31m\u{7}.md", "[^x] ![](a.png)\n");
    let run = book.run(&["build", "."]);
    assert!(
        !run.err.contains('\u{1B}') && !run.err.contains('\u{7}'),
        "{}",
        run.err
    );
}

#[test]
fn a_number_beyond_all_bounds_is_told_as_one() {
    let settings = format!("{SETTINGS}[epub]\nsplit-above = 99999999999999999999\n");
    let book = LittleBook::sound().with("book.toml", settings);
    let one = refuses(&book, "bad-value", "book.toml:6:15");
    assert!(!one.message.contains("not a number"), "{one:?}");
}

#[test]
fn notes_in_notes_are_read_to_a_depth() {
    let deep = format!("متن {}{}\n", "^[یاد ".repeat(12), "]".repeat(12));
    let (exit, found) = mistakes(&LittleBook::of_chapter(deep));
    assert_eq!(exit, 0, "{found:?}");
    told(found, "too-deep", "1.md:1:53");
}

#[test]
fn a_text_of_the_settings_has_a_bound() {
    let settings = SETTINGS.replace("[book]\n", "[book]\nsubtitle = \"LONG\"\n");
    let settings = settings.replace("LONG", &"عنوان ".repeat(2_000));
    refuses(
        &LittleBook::sound().with("book.toml", settings),
        "bad-value",
        "book.toml:2:12",
    );
}

#[test]
fn a_head_that_fills_a_page_is_told_and_not_repeated() {
    let head = "<tr><th>الف</th></tr>".repeat(60);
    let body = "<tr><td>ب</td></tr>".repeat(60);
    let table = format!("# x\n\n<table><thead>{head}</thead><tbody>{body}</tbody></table>\n");
    let book = LittleBook::of_chapter(table);
    let (exit, found) = mistakes(&book);
    assert_eq!(exit, 0, "{found:?}");
    let heads = found.iter().filter(|one| one.code == "overfull-page");
    assert_eq!(heads.count(), 1, "{found:?}");
    let plan = book.run(&["build", ".", "--emit", "pages"]);
    let pages = plan.out.lines().filter(|line| line.starts_with("page "));
    assert!(pages.count() < 12);
}
