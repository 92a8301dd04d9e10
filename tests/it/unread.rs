//! What nothing reads is told, and stays: names of boxes, classes, braces.

use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, Dump};
use sahhaf::source::{MemoryFiles, SourceMap};

struct Read {
    codes: Vec<&'static str>,
    told: String,
    model: String,
}

fn read(chapters: [&str; 2]) -> Read {
    let settings = "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", \"2.md\"]\n";
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", chapters[0])
        .with("2.md", chapters[1])
        .with("a.svg", picture);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let read = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let found = sink.found();
    let told = found.iter().map(|found| {
        format!(
            "{} {} {:?}\n",
            found.message,
            found.hint.clone().unwrap_or_default(),
            found.also.len()
        )
    });
    Read {
        codes: found.iter().map(|found| found.code.name()).collect(),
        told: told.collect(),
        model: read.dump(Dump::Model, &map, &mut Sink::default()),
    }
}

fn codes(text: &str) -> Vec<&'static str> {
    read([text, "# دوم\n\nمتن.\n"]).codes
}

#[test]
fn a_box_whose_name_means_nothing_is_told_once_with_the_nearest_name_and_keeps_its_text() {
    let text = "# یکم\n\n::: gadget\nکنار متن.\n:::\n\n::: gadget\nباز.\n:::\n\n::: theoerm فیثاغورس\nمتن.\n:::\n";
    let found = read([text, "# دوم\n\n::: gadget\nسوم.\n:::\n"]);
    assert_eq!(found.codes, ["unknown-block"; 2], "{}", found.told);
    assert!(
        found
            .told
            .lines()
            .any(|line| line.contains("gadget") && line.ends_with(" 2"))
    );
    assert!(
        found
            .told
            .contains("did you mean «\u{2068}theorem\u{2069}»?")
    );
    assert!(found.model.contains("division .gadget") && found.model.contains("کنار متن."));
}

#[test]
fn verse_in_a_box_is_told_how_it_is_written() {
    let found = read(["# یکم\n\n::: verse\nالف / ب\n:::\n", "# دوم\n\nمتن.\n"]);
    assert!(
        found.codes == ["unknown-block"] && found.told.contains("```verse"),
        "{}",
        found.told
    );
}

#[test]
fn classes_of_authors_and_boxes_that_arrange_a_screen_are_no_mistakes() {
    for text in [
        "::: {.gadget}\nمتن.\n:::\n",
        "::: own نام\nمتن.\n:::\n",
        "::: code-group\nمتن.\n:::\n",
        "::: v-pre\nمتن.\n:::\n",
        "::: callout-note\nمتن.\n:::\n",
        ":::{note} نام\nمتن.\n:::\n",
        "::: قضیه\nمتن.\n:::\n",
        "متن. {.foo}\n",
        "[متن]{.foo}\n",
        "متن {...} و \\{#id} و `{#id}` و {x}.\n",
    ] {
        assert_eq!(codes(&format!("# یکم\n\n{text}")), [""; 0], "{text}");
    }
}

#[test]
fn classes_that_ask_for_what_is_not_done_are_told() {
    for text in [
        "::: {.landscape}\nمتن.\n:::\n",
        "متن. {.columns}\n",
        "متن [کنار]{.marginnote} متن.\n",
        "![بدل](a.svg){.unnumbered}\n",
    ] {
        assert_eq!(
            codes(&format!("# یکم\n\n{text}")),
            ["unread-class"],
            "{text}"
        );
    }
    assert_eq!(
        codes("# یکم {-}\n\n## دوم {.unnumbered}\n\nمتن.\n"),
        [""; 0]
    );
}

#[test]
fn braces_that_are_printed_are_told() {
    for text in [
        "**برجسته**{.y} و متن.\n",
        "متن {#name} و متن.\n",
        "واژهٔ [واژه] {.index} و متن.\n",
        "`کد`{.rust}\n",
    ] {
        assert_eq!(
            codes(&format!("# یکم\n\n{text}")),
            ["unread-attributes"],
            "{text}"
        );
    }
}

#[test]
fn braces_behind_a_space_are_those_of_the_picture_or_formula_that_stands_alone() {
    let text =
        "# یکم\n\n![بدل](a.svg \"شرح\") {#fig:x width=50%}\n\n$$a$$ {#eq:a}\n\nمتن. {.foo}\n";
    let found = read([text, "# دوم\n\nمتن.\n"]);
    assert_eq!(found.codes, [""; 0], "{}", found.told);
    for line in ["figure #fig:x", "math #eq:a", "paragraph .foo"] {
        assert!(found.model.contains(line), "{line}: {}", found.model);
    }
    assert!(!found.model.contains('{'));
}

#[test]
fn a_misspelt_attribute_is_told() {
    assert_eq!(codes("# یکم\n\n![بدل](a.svg){widht=50%}\n"), ["bad-value"]);
    assert_eq!(
        codes("# یکم\n\n![بدل](a.svg){height=50% data-x=1}\n"),
        [""; 0]
    );
}
