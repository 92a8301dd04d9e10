//! The command line, driven as a user drives it.

use crate::on_disk::{LittleBook, SETTINGS, mistakes};

#[test]
fn a_book_is_written_into_its_output_folder_under_its_own_name() {
    let shelf = LittleBook::empty()
        .with("my book/book.toml", "[book]\ntitle = \"کتاب\"\n")
        .with("my book/1.md", "# فصل\n\nمتن.\n");
    let run = shelf.run(&["build", "my book"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "my book/output/my-book.epub\nmy book/output/my-book.pdf\n"
    );
    assert_eq!(
        shelf.names("my book/output"),
        ["my-book.epub", "my-book.pdf"]
    );
}

#[test]
fn a_piped_build_says_nothing_but_the_paths() {
    let book = LittleBook::sound();
    let run = book.run(&["build", ".", "--output", "out", "--format", "epub"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().count(), 1);
    assert!(
        run.out.starts_with("out/") && run.out.ends_with(".epub\n"),
        "{}",
        run.out
    );
    assert_eq!(book.names("out").len(), 1);
}

#[test]
fn without_arguments_the_book_here_is_built() {
    let shelf = LittleBook::empty()
        .with("book/book.toml", "[book]\ntitle = \"کتاب\"\n")
        .with("book/1.md", "# فصل\n\nمتن.\n");
    let run = shelf.run(&[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "book/output/book.epub\nbook/output/book.pdf\n");
}

#[test]
fn the_folder_this_one_is_left_out_of_paths() {
    let run = LittleBook::sound().run(&["build"]);
    assert!(run.out.starts_with("output/"), "{}", run.out);
}

#[test]
fn where_there_is_no_book_the_sample_is_built() {
    let desk = LittleBook::empty();
    let run = desk.run(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out, "book-output/book.epub\nbook-output/book.pdf\n");
}

#[test]
fn checking_writes_nothing() {
    let book = LittleBook::sound();
    let run = book.run(&["check"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert_eq!(book.names("."), ["1.md", "book.toml"]);
}

#[test]
fn a_new_book_can_be_built_at_once() {
    let desk = LittleBook::empty();
    assert_eq!(desk.run(&["new", "kitab"]).code, 0);
    let run = desk.run(&["build", "kitab", "--strict"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(desk.names("kitab/output"), ["kitab.epub", "kitab.pdf"]);
}

#[test]
fn a_file_that_is_added_to_a_new_book_is_its_next_chapter() {
    let desk = LittleBook::empty();
    assert_eq!(desk.run(&["new", "kitab"]).code, 0);
    let desk = desk.with("kitab/03-end.md", "# پایان\n\nمتن.\n");
    let plan = desk.run(&["build", "kitab", "--emit", "plan"]);
    let chapters = ["01-beginning.md", "02-continuation.md", "03-end.md"];
    let taken = chapters.map(|name| plan.out.find(name));
    assert!(taken.is_sorted() && taken[0].is_some(), "{}", plan.out);
    let settings = desk.read("kitab/book.toml");
    let settings = String::from_utf8(settings).unwrap();
    let listed = settings.replace("# chapters", "chapters");
    let run = desk
        .with("kitab/book.toml", &listed)
        .run(&["build", "kitab"]);
    let told = "left out: 03-end.md (not named under `chapters`)";
    assert!(run.code == 0 && run.err.contains(told), "{}", run.err);
}

#[test]
fn new_never_writes_into_a_folder_that_holds_something() {
    let desk = LittleBook::empty().with("kitab/notes.txt", "یادداشت");
    assert_eq!(desk.run(&["new", "divan", "--preset", "شعر"]).code, 0);
    assert_eq!(desk.run(&["build", "divan"]).code, 0);
    assert_eq!(desk.run(&["new", "other", "--preset", "novle"]).code, 2);
    let run = desk.run(&["new", "kitab"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is not empty"), "{}", run.err);
    assert_eq!(desk.names("kitab"), ["notes.txt"]);
}

#[test]
fn a_failed_build_leaves_the_earlier_files_as_they_were() {
    let book = LittleBook::sound();
    assert_eq!(book.run(&["build", ".", "--output", "output"]).code, 0);
    let names = book.names("output");
    let before: Vec<Vec<u8>> = names
        .iter()
        .map(|name| book.read(&format!("output/{name}")))
        .collect();
    let book = book.with("book.toml", "[book]\ntitle = 5\n");
    assert_eq!(book.run(&["build", "."]).code, 1);
    assert_eq!(book.names("output"), names);
    for (name, bytes) in names.iter().zip(before) {
        assert_eq!(book.read(&format!("output/{name}")), bytes);
    }
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let book = LittleBook::sound();
    assert_eq!(book.run(&["build", ".", "--output", "a"]).code, 0);
    assert_eq!(book.run(&["build", ".", "--output", "b"]).code, 0);
    for name in book.names("a") {
        assert_eq!(
            book.read(&format!("a/{name}")),
            book.read(&format!("b/{name}")),
            "{name}"
        );
    }
}

#[test]
fn warnings_fail_only_when_asked_to() {
    let settings = "[book]\ntitle = \"کتاب\"\nisbn = \"978-964-448-127-8\"\n";
    let book = LittleBook::sound().with("book.toml", settings);
    let strict = book.run(&["build", ".", "--strict"]);
    assert_eq!(strict.code, 1);
    assert_eq!(book.names("output"), [""; 0]);
    let lenient = book.run(&["build", "."]);
    assert_eq!(lenient.code, 0);
    assert!(
        lenient.err.contains("warning[bad-value]"),
        "{}",
        lenient.err
    );
    assert!(lenient.err.contains("book.toml:3:8"), "{}", lenient.err);
}

#[test]
fn a_mistake_is_shown_with_its_line_and_a_hint() {
    let book = LittleBook::sound().with("book.toml", "[book]\ntitel = \"کتاب\"\n");
    let run = book.run(&["build", "."]);
    assert_eq!(run.code, 1);
    let shown = [
        "error[unknown-key]",
        "book.toml:2:1",
        "titel = \"کتاب\"",
        "did you mean `title`?",
    ];
    for part in shown {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert!(!run.err.contains('\u{1b}'), "no colour in a pipe");
}

#[test]
fn a_mistake_can_be_read_by_a_program() {
    let book = LittleBook::sound().with("book.toml", "[book]\ntitle = \"کتاب\"\ncovr = \"c\"\n");
    let (code, found) = mistakes(&book);
    assert_eq!(code, 1);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].code.as_str(), found[0].place.as_str()),
        ("unknown-key", "book.toml:3:1")
    );
    assert_eq!(found[0].severity, "error");
    assert_eq!(found[0].hint, "did you mean `cover`?");
}

#[test]
fn a_mistyped_command_line_is_a_usage_error() {
    let desk = LittleBook::empty();
    for arguments in [&["biuld"][..], &["build", "--format", "docx"], &["new"]] {
        assert_eq!(desk.run(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn a_file_is_no_book_and_the_folder_that_holds_it_is_named() {
    let desk = LittleBook::empty().with("book/1.md", "# فصل\n\nمتن\n");
    for arguments in [
        &["build", "book/1.md"][..],
        &["book/1.md"],
        &["check", "book/1.md"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains("sahhaf build book"), "{}", run.err);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_the_fault_of_the_outside() {
    let book = LittleBook::sound().with("taken", "a file, no folder");
    let run = book.run(&["build", ".", "--output", "taken"]);
    assert_eq!(run.code, 3);
    assert!(run.err.starts_with("error: cannot write "), "{}", run.err);
}

#[test]
fn timings_name_every_stage() {
    let run = LittleBook::sound().run(&["build", ".", "--timings"]);
    assert_eq!(run.code, 0);
    for stage in ["settings", "text", "pages", "pdf", "epub", "whole"] {
        assert!(
            run.err.lines().any(|line| line.starts_with(stage)),
            "{}",
            run.err
        );
    }
}

#[test]
fn every_stage_can_be_printed_and_nothing_is_written() {
    let book = LittleBook::sound();
    for stage in ["model", "lines", "pages", "text"] {
        let run = book.run(&["build", ".", "--emit", stage]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{stage}");
        assert!(!run.out.is_empty(), "{stage}");
    }
    assert_eq!(book.names("output"), [""; 0]);
}

#[test]
fn help_names_the_exit_codes_and_hidden_commands_work() {
    let desk = LittleBook::empty();
    assert!(desk.run(&["build", "--help"]).out.contains("Exit codes:"));
    assert!(desk.run(&["completions", "bash"]).out.contains("sahhaf"));
    assert!(desk.run(&["man"]).out.starts_with(".ie"));
    assert!(!desk.run(&["--help"]).out.contains("completions"));
}

#[test]
fn cite_list_tells_entries_their_uses_and_what_is_double_or_unused() {
    let settings = format!("{}[bibliography]\nfiles = [\"a.bib\"]\n", SETTINGS);
    let bib = "@book{one, author = {فریزر, گلندا}, title = {انقلاب}, date = {1394}, langid = {persian}}\n\
               @book{two, author = {فریزر, گلندا}, title = {«انقلاب»}, date = {1394}, langid = {persian}}\n";
    let book = LittleBook::sound()
        .with("book.toml", settings)
        .with("1.md", "# فصل\n\nمتن [@one، ص ۵] و باز\n[@one].\n")
        .with("a.bib", bib);
    let run = book.run(&["cite", "list", "."]);
    assert_eq!(run.code, 0, "{run:?}");
    let wanted = "one  (a.bib:1:7)\n    فریزر، گلندا (۱۳۹۴الف). انقلاب.\n    cited 2 times: 1.md:3:7, 1.md:4:3\n\
                  two  (a.bib:2:7)\n    فریزر، گلندا (۱۳۹۴ب). «انقلاب».\n    not cited\n";
    assert_eq!(run.out, wanted);
    assert!(run.err.contains("duplicate-work"), "{}", run.err);
    assert!(run.err.contains("unused-work"), "{}", run.err);
    assert_eq!(book.run(&["cite", "list", "--strict", "."]).code, 1);
}

/// A chapter long enough to show its language.
const CHAPTER: &str = "# باب\n\nمتن این باب به فارسی است و چند جمله دارد تا زبان آن شناخته شود.\n";

#[test]
fn a_book_of_mdbook_builds_as_it_is() {
    let shelf = LittleBook::empty()
        .with(
            "b/book.toml",
            "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nsrc = \"src\"\n\n[output.html]\n",
        )
        .with(
            "b/src/SUMMARY.md",
            "# فهرست\n\n- [دو](two.md)\n- [یک](one.md)\n",
        )
        .with("b/src/one.md", CHAPTER)
        .with("b/src/two.md", CHAPTER)
        .with("b/CONTRIBUTING.md", "How to help.\n");
    let run = shelf.run(&["b", "--format", "epub"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err, "mdBook: 2 chapters; left out: CONTRIBUTING.md\n");
    assert_eq!(run.out, "b/output/b.epub\n");
}

#[test]
fn a_folder_of_chapters_needs_no_settings() {
    let shelf = LittleBook::empty()
        .with("b/۲.md", CHAPTER)
        .with("b/۱.md", CHAPTER)
        .with("b/empty.md", "");
    let run = shelf.run(&["build", "b", "--format", "epub"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("warning[empty-chapter]"), "{}", run.err);
    let plan = shelf.run(&["build", "b", "--emit", "plan"]);
    assert!(
        plan.out.contains("chapters:\n  ۱.md\n  ۲.md\n"),
        "{}",
        plan.out
    );
}

#[test]
fn several_languages_are_a_question_with_its_answer() {
    let arabic = "هذا النص مكتوب باللغة العربية وفيه عدة جمل حتى تعرف لغته من حروفه في الكتاب.\n";
    let shelf = LittleBook::empty()
        .with("b/fa/1.md", CHAPTER)
        .with("b/fa/2.md", CHAPTER)
        .with("b/ar/1.md", arabic);
    let run = shelf.run(&["build", "b"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .contains("fa (2 chapters in fa), ar (1 chapter in ar)"),
        "{}",
        run.err
    );
    assert!(run.err.contains("--language fa"), "{}", run.err);
    let run = shelf.run(&["build", "b", "--language", "ar", "--emit", "plan"]);
    assert!(run.out.contains("language: ar"), "{}", run.out);
}

#[test]
fn the_settings_of_a_found_book_can_be_written() {
    let shelf = LittleBook::empty()
        .with("b/2.md", CHAPTER)
        .with("b/1.md", CHAPTER);
    let run = shelf.run(&["new", "--from", "b"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = String::from_utf8(shelf.read("b/book.toml")).unwrap();
    assert!(
        written.ends_with("chapters = [\n  \"1.md\",\n  \"2.md\",\n]\n"),
        "{written}"
    );
    assert_eq!(shelf.run(&["new", "--from", "b"]).code, 2);
    assert_eq!(shelf.run(&["check", "b"]).code, 0);
}
