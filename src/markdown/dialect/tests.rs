//! Boxes as tools spell them, and what they are to us.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use super::{Typed, rewrite};
use crate::diag::Sink;
use crate::import::Dialect;
use crate::source::{FileId, Span};

fn rewritten(text: &str, ending: &str, dialects: &[Dialect]) -> Option<String> {
    let dialects: BTreeSet<Dialect> = dialects.iter().copied().collect();
    let typed = Typed {
        text,
        file: FileId::default(),
        expanded: None,
        ending,
        dialects: &dialects,
        digits: crate::locale::Digits::Persian,
    };
    rewrite(&typed, &mut Sink::default()).map(|expanded| expanded.text)
}

fn plain(text: &str) -> String {
    rewritten(text, "md", &[]).unwrap_or_else(|| text.to_owned())
}

#[test]
fn admonitions_of_mkdocs_are_boxes() {
    assert_eq!(
        plain("!!! note \"نام\"\n    متن\n\n    ```\n    a\n\n    b\n    ```\n\nپس\n"),
        "\n::: note نام\nمتن\n\n```\na\n\nb\n```\n\n:::\n\nپس\n"
    );
    assert_eq!(
        plain("??? tip inline\n    الف\n    !!! warning \"\"\n        ب\n"),
        "\n::: tip\nالف\n\n::: {.warning title=\"\"}\nب\n\n:::\n\n:::\n"
    );
    for text in [
        "چه خبر!!! عالی\n",
        "!!! \n",
        "```\n!!! note\n    x\n```\n",
        "!!! این خوب است؟\n",
    ] {
        assert_eq!(plain(text), text);
    }
}

#[test]
fn callouts_with_titles_and_folds_are_boxes() {
    assert_eq!(
        plain("> [!tip]- نام **قوی**\n> متن\n>\n> > [!faq]\n> > پاسخ\n\nپس\n"),
        "\n::: tip نام **قوی**\nمتن\n\n\n::: faq\nپاسخ\n\n:::\n\n:::\n\nپس\n"
    );
    assert_eq!(plain("> [!own]\n> متن\n"), "\n::: own own\nمتن\n\n:::\n");
    let github = "> [!NOTE]\n> متن\n";
    assert_eq!(plain(github), github);
}

#[test]
fn admonish_blocks_of_mdbook_are_boxes() {
    assert_eq!(
        plain("~~~admonish info title=\"نام\"\nمتن\n```c\nx\n```\n~~~\nپس\n"),
        "\n::: info نام\nمتن\n```c\nx\n```\n\n:::\nپس\n"
    );
    assert_eq!(plain("```admonish\nمتن\n```\n"), "\n::: note\nمتن\n\n:::\n");
}

#[test]
fn what_only_a_tool_reads_is_no_text() {
    assert_eq!(
        plain("# سر\n{: #x .y}\nمتن\n{: .z}\n"),
        "# سر {#x .y}\n\nمتن\n\n"
    );
    assert_eq!(
        plain("[TOC]\n\n![](a.png){: width=50%}\n"),
        "\n\n![](a.png){ width=50%}\n"
    );
    assert_eq!(
        plain("متن {: نه} و [cut] در سطر\n"),
        "متن {: نه} و [cut] در سطر\n"
    );
    let mdx = rewritten("import T from 't';\n\nمتن\n", "mdx", &[]);
    assert_eq!(mdx.unwrap(), "\n\nمتن\n");
    assert_eq!(rewritten("import T from 't';\n", "md", &[]), None);
    let mdx = rewritten(
        "<Tabs values={[{a: '>'}]}>الف</Tabs> <b>ب</b> `<T>`\n",
        "mdx",
        &[],
    );
    assert_eq!(mdx.unwrap(), "الف <b>ب</b> `<T>`\n");
}

#[test]
fn points_that_letters_count_do_not_run_into_each_other() {
    assert_eq!(
        plain("موارد:\nب) یک\nپ) دو\n\nت) سه\n"),
        "موارد:<br>\nب) یک<br>\nپ) دو\n\nت) سه\n"
    );
    assert_eq!(
        plain("موارد:\nالف) یک\nب) دو\n\nپ) سه\n"),
        "موارد:\n1) [الف)]{.list-mark} یک\n2) [ب)]{.list-mark} دو\n\n3) [پ)]{.list-mark} سه\n"
    );
    assert_eq!(plain("```\nx\nب) دو\n```\n"), "```\nx\nب) دو\n```\n");
}

#[test]
fn a_name_of_a_note_that_is_used_again_means_the_definition_that_follows() {
    assert_eq!(
        plain("الف[^1]\n\n[^1]: یک\n\nب[^1] و[^1]\n\n[^1]: دو\n"),
        "الف[^1]\n\n[^1]: یک\n\nب[^1-2] و[^1-2]\n\n[^1-2]: دو\n"
    );
    // A definition that no mark means stays what it is: a mistake, which is told.
    for twice in [
        "الف[^1]\n\n[^1]: یک\n\n[^1]: دو\n",
        "الف[^1]\n\n[^1]: یک\n\n```\n[^1]\n```\n`[^1]`\n\n[^1]: دو\n",
    ] {
        assert_eq!(plain(twice), twice);
    }
}

#[test]
fn a_program_in_mdx_is_left_out_to_its_last_bracket() {
    let text =
        "export function F() {\n  return (\n\n    <b>{'}'}</b>\n  )\n}\nمتن\n{/* نه\nنه */}\nپس\n";
    assert_eq!(
        rewritten(text, "mdx", &[]).unwrap(),
        "\n\n\n\n\n\nمتن\n\n\nپس\n"
    );
    // A bracket that nobody closes takes no chapter with it.
    let open = "export const a = {\nمتن\n";
    assert_eq!(rewritten(open, "mdx", &[]).unwrap(), "\nمتن\n");
}

#[test]
fn what_a_reader_sees_of_a_component_stays() {
    for (text, found) in [
        (
            "<TabItem value=\"linux\" label=\"لینوکس\">\n",
            "\n**لینوکس**\n\n\n",
        ),
        ("<TabItem value='js'>\n", "\n**js**\n\n\n"),
        ("<Tab value=\"درست\">\n", "\n**درست**\n\n\n"),
        ("<Table value=\"نه\">\n", "\n"),
        (
            "<Card title={\"نام\"} description='شرح'/>\n",
            "\n**نام**\n\n\nشرح\n\n\n",
        ),
        // Within a line a title is a hint, not a text.
        ("متن <Badge subtitle=\"نه\" title=\"نو\"/>\n", "متن \n"),
        ("<Card title={`x ${y}`}>\n", "\n"),
    ] {
        assert_eq!(rewritten(text, "mdx", &[]).unwrap(), found, "{text}");
    }
    // Pictures are read as HTML is.
    for (text, found) in [
        (
            "<img src={require('./b.png').default} alt={\"نقشه\"} style={{width: 3}} width={80} />\n",
            "<img src=\"./b.png\" alt=\"نقشه\"  width=\"80\" />\n",
        ),
        ("  alt={`نقشه`}\n", "  alt=\"نقشه\"\n"),
    ] {
        assert_eq!(rewritten(text, "mdx", &[]).unwrap(), found, "{text}");
    }
    assert_eq!(rewritten("`<b a={1}>` a ={2} x>y={3}\n", "mdx", &[]), None);
    assert_eq!(rewritten("<Zoom src=\"a.png\" />\n", "mdx", &[]), None);
}

#[test]
fn stars_beside_persian_letters_are_emphasis() {
    for (text, found) in [
        ("**«کتاب»**ها", "<strong>«کتاب»</strong>ها"),
        ("و **مهم:**بعدی", "و <strong>مهم:</strong>بعدی"),
        ("و **و این: **.", "و <strong>و این: </strong>."),
        ("*«الف»*ی و **ب**", "<em>«الف»</em>ی و **ب**"),
        ("**«کتاب»**\u{200C}ها", "<strong>«کتاب»</strong>\u{200C}ها"),
        ("***(الف)***ها", "<strong><em>(الف)</em></strong>ها"),
    ] {
        assert_eq!(plain(text), found);
    }
    for text in [
        "**کتاب**ها",
        "`**«کتاب»**ها`",
        "\\**«کتاب»**ها",
        "* الف * ب",
        "a**\"foo\"**b",
        "2 * 3 * 4",
        "**الف **ب** ج**",
    ] {
        assert_eq!(plain(text), text);
    }
}

#[test]
fn comments_and_marks_of_a_vault_are_read() {
    let vault = |text| rewritten(text, "md", &[Dialect::Obsidian]);
    assert_eq!(
        vault("الف %%نه%% ب\n%%\nنه\n%%\n").unwrap(),
        "الف  ب\n\n\n\n"
    );
    assert_eq!(vault("الف ==ب== ج\n").unwrap(), "الف <mark>ب</mark> ج\n");
    assert_eq!(vault("`a==b==c`\n"), None);
}

#[test]
fn tabs_of_mkdocs_are_boxes_below_each_other_and_its_keys_are_keys() {
    assert_eq!(
        plain("=== \"یک\"\n\n    متن\n\n=== \"دو\"\n\n    متن\n"),
        "\n::: tab یک\n\nمتن\n\n:::\n\n\n::: tab دو\n\nمتن\n\n:::\n"
    );
    let mkdocs = |text| rewritten(text, "md", &[Dialect::MkDocs]);
    assert_eq!(
        mkdocs("بزنید ++ctrl+c++ و ^^نو^^ :material-check:\n").unwrap(),
        "بزنید <kbd>ctrl</kbd>+<kbd>c</kbd> و <ins>نو</ins> \n"
    );
    assert_eq!(plain("بزنید ++ctrl+c++\n"), "بزنید ++ctrl+c++\n");
    assert_eq!(plain("*[CSS]: برگهٔ سبک\n"), "\nCSS\n: برگهٔ سبک\n");
}

#[test]
fn a_mistake_in_a_box_keeps_its_place() {
    let text = "!!! note\n    متن\n";
    let dialects = BTreeSet::new();
    let typed = Typed {
        text,
        file: FileId::default(),
        expanded: None,
        ending: "md",
        dialects: &dialects,
        digits: crate::locale::Digits::Persian,
    };
    let found = rewrite(&typed, &mut Sink::default()).unwrap();
    let at = found.text.find("متن").unwrap();
    assert_eq!(
        found.span(at..at + 6),
        Some(Span::new(FileId::default(), 13..19))
    );
}

#[test]
fn markdown_in_html_stands_between_empty_lines_and_paragraphs_lose_their_tags() {
    assert_eq!(
        plain(
            "<aside markdown=\"1\" class=\"q\">\nمتن [پیوند](a)\n<p markdown=\"1\">\n— [@او](b)\n  </p>\n</aside>\n"
        ),
        "<aside class=\"q\">\n\n\nمتن [پیوند](a)\n\n\n\n— [@او](b)\n  \n\n\n</aside>\n"
    );
    assert_eq!(
        plain("<div markdown=\"1\">**متن**</div>\n"),
        "<div>\n\n**متن**\n\n</div>\n"
    );
    assert_eq!(plain("<p markdown=\"1\">متن</p>\n"), "\n\nمتن\n\n\n");
    for same in ["<p>متن</p>\n", "```\n<p markdown=\"1\">\n```\n"] {
        assert_eq!(plain(same), same);
    }
}

#[test]
fn components_that_are_boxes_are_boxes() {
    let mdx = |text: &str| rewritten(text, "mdx", &[]).unwrap_or_default();
    for (typed, read) in [
        (
            "<Callout type=\"warning\">متن</Callout>\n",
            "\n::: warning\nمتن\n:::\n",
        ),
        (
            "<Note>\n  متن *یک*\n</Note>\n",
            "\n::: note\nمتن *یک*\n\n:::\n",
        ),
        (
            "<Admonition type=\"tip\" title=\"نام\">\nمتن\n</Admonition>\n",
            "\n::: tip نام\nمتن\n\n:::\n",
        ),
        (
            "<Callout type={\"error\"}>\n<Callout>\nالف\n</Callout>\n</Callout>\n",
            "\n::: danger\n\n::: note\nالف\n\n:::\n\n:::\n",
        ),
    ] {
        assert_eq!(mdx(typed), read);
    }
    // Nothing closes it.
    assert_eq!(mdx("<Callout>\nمتن\n"), "\nمتن\n");
}

#[test]
fn directives_labels_and_remarks_of_myst_are_ours() {
    let myst = |text: &str| {
        let dialects = [Dialect::Myst, Dialect::Pandoc];
        rewritten(text, "md", &dialects).unwrap_or_else(|| text.to_owned())
    };
    assert_eq!(myst("(start)=\n# آغاز\n"), "\n# آغاز {#start}\n");
    assert_eq!(
        myst("```{admonition} نام\n:class: tip\nمتن {math}`a`\n```\n"),
        "\n::: tip نام\nمتن $a$\n\n:::\n"
    );
    assert_eq!(
        myst("```{code-cell} ipython3\n:tags: [hide-output]\nx = 1\n```\n"),
        "\n```python\nx = 1\n```\n\n"
    );
    assert_eq!(
        myst("```{figure} a.png\n:name: sky\n:width: 50%\n\nزیر\nنویس\n```\n"),
        "\n![زیر نویس](<a.png>){#sky width=50%}\n\n\n"
    );
    assert_eq!(
        myst("```{math}\n:label: e\na\n```\n"),
        "\n$$\na\n$$ {#e}\n\n"
    );
    assert_eq!(myst("% نه\n\n+++\n\nمتن\n"), "\n\n\n\nمتن\n");
    assert_eq!(myst("```{toctree}\na\n```\n"), "\n");
    let own = "```{own-thing}\na\n```\n";
    assert_eq!(myst(own), own);
}

#[test]
fn a_page_of_html_in_mkdocs_is_no_code_however_deep_it_stands() {
    let mkdocs =
        |text: &str| rewritten(text, "md", &[Dialect::MkDocs]).unwrap_or_else(|| text.to_owned());
    assert_eq!(
        mkdocs("<div>\n\n    <p>الف\n    ب</p>\n\n    <a href=\"x\">ج</a>\n</div>\n"),
        "<div>\n\n<p>الف\n    ب</p>\n\n<a href=\"x\">ج</a>\n</div>\n"
    );
    let item = "1. الف\n\n    <div>\n\n    <p>ب</p>\n";
    assert_eq!(mkdocs(item), item);
}
