//! Documents with one fault each, and documents without.

use super::{Breach, Vocabulary, faults};

/// A page with this body.
fn page(body: &str) -> String {
    format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\
         <head><title>t</title></head><body>{body}</body></html>"
    )
}

fn breaches(body: &str) -> Vec<Breach> {
    let found = faults(&page(body), Vocabulary::Xhtml);
    found.into_iter().map(|fault| fault.breach).collect()
}

/// A formula.
fn math(inner: &str) -> String {
    format!("<p><math xmlns=\"http://www.w3.org/1998/Math/MathML\">{inner}</math></p>")
}

#[test]
fn sound_pages_have_no_fault() {
    for body in [
        "<p dir=\"rtl\" lang=\"fa\" xml:lang=\"fa\" data-x=\"1\">متن <a href=\"#a\" id=\"a\"><em>پیوند</em></a></p>",
        "<a href=\"x\"><p>block</p></a><hr/><p><ins>x</ins><br/></p>",
        "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dt>d</dt><dd/></dl><dl><div><dt/><dd/></div></dl>",
        "<table><caption>c</caption><thead><tr><th scope=\"col\">x</th></tr></thead><tbody/></table>",
        "<figure><img src=\"a.png\" alt=\"\"/><figcaption>c</figcaption></figure>",
        "<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"h\"><h1 id=\"h\">x</h1></section>",
        "<p><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>t</title><g id=\"x:y\"/></svg></p>",
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><wbr/></p>",
    ] {
        let found = faults(&page(body), Vocabulary::Xhtml);
        assert!(found.is_empty(), "{body}: {found:?}");
    }
}

#[test]
fn what_stands_where_it_may_not_is_found() {
    for body in [
        "<p>a<div>b</div></p>",
        "<p><a href=\"x\">a <em><a href=\"y\">b</a></em></a></p>",
        "<p><a href=\"x\"><div>b</div></a></p>",
        "<ul>words</ul>",
        "<ul><p>x</p></ul>",
        "<center>x</center>",
        "<h1><p>x</p></h1>",
        "<li>x</li>",
        "<p><foo xmlns=\"urn:x\"/></p>",
        "<header><footer/></header>",
    ] {
        assert_eq!(breaches(body), [Breach::Misplaced], "{body}");
    }
}

#[test]
fn parts_that_lack_or_are_too_many_are_found() {
    for body in [
        "<dl><dt>a</dt></dl>",
        "<dl><dd>a</dd></dl>",
        "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
        "<table><tbody/><thead/></table>",
        "<table><tr><td/></tr><tbody/></table>",
        "<figure><p/><figcaption/><p/></figure>",
        "<details><p/></details>",
        "<ruby>x</ruby>",
    ] {
        assert_eq!(breaches(body), [Breach::Incomplete], "{body}");
    }
    let twice =
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body/><body/></html>";
    assert_eq!(faults(twice, Vocabulary::Xhtml).len(), 2);
}

#[test]
fn attributes_and_their_values_are_looked_at() {
    for (body, breach) in [
        ("<p align=\"left\"/>", Breach::Attribute),
        ("<img alt=\"x\"/>", Breach::Attribute),
        ("<p dir=\"right\"/>", Breach::Value),
        ("<p lang=\"fa_IR\"/>", Breach::Value),
        ("<p lang=\"fa\" xml:lang=\"en\"/>", Breach::Value),
        ("<p id=\"a b\"/>", Breach::Value),
        ("<p id=\"\"/>", Breach::Value),
        ("<ol start=\"۳\"/>", Breach::Value),
        ("<td/>", Breach::Misplaced),
        ("<h1 role=\"button\"/>", Breach::Value),
        ("<p id=\"a\"/><p id=\"a\"/>", Breach::DuplicateId),
        ("<p aria-labelledby=\"a\"/>", Breach::Reference),
        (
            "<table><tr><td headers=\"a\" id=\"a\"/></tr></table>",
            Breach::Reference,
        ),
    ] {
        assert_eq!(breaches(body), [breach], "{body}");
    }
}

#[test]
fn formulas_have_the_parts_and_attributes_of_mathml() {
    let sound = "<mrow><mi mathvariant=\"normal\">x</mi><mo stretchy=\"true\" minsize=\"1.2em\">(</mo>\
                 <mfrac linethickness=\"0pt\"><mn>1</mn><mtext><b xmlns=\"http://www.w3.org/1999/xhtml\">b</b></mtext></mfrac>\
                 <mspace width=\"-0.1667em\" style=\"margin: 0\"/></mrow>\
                 <semantics><mi>y</mi><annotation encoding=\"TeX\">y</annotation></semantics>\
                 <mmultiscripts><mi>a</mi><none/><mn>1</mn><mprescripts/><mn>2</mn><none/></mmultiscripts>";
    assert_eq!(breaches(&math(sound)), []);
    for (inner, breach) in [
        ("<msub><mi>a</mi></msub>", Breach::Incomplete),
        (
            "<msub><mi>a</mi><mi>a</mi><mi>a</mi></msub>",
            Breach::Incomplete,
        ),
        ("<mrow displaystyle=\"true\"/>", Breach::Attribute),
        ("<mi>a<mi>b</mi></mi>", Breach::Misplaced),
        ("<mrow>a</mrow>", Breach::Misplaced),
        ("<mtable><mtd/></mtable>", Breach::Misplaced),
        ("<mspace width=\"1mu\"/>", Breach::Value),
        ("<apply/>", Breach::Misplaced),
        (
            "<mmultiscripts><mi>a</mi><mn>1</mn></mmultiscripts>",
            Breach::Incomplete,
        ),
    ] {
        assert_eq!(breaches(&math(inner)), [breach], "{inner}");
    }
}

#[test]
fn what_is_no_xml_is_told_with_its_place() {
    for text in [
        "<a>\nx <b c=\"1\"d=\"2\"/></a>",
        "<a>\nx <b c=\"<\"/></a>",
        "<a>\nx &nbsp;</a>",
        "<a>\nx <b>",
        "<a>\nx <b></a></b>",
        "<a>\nx <b c=\"1\" c=\"2\"/></a>",
        "<a>\nx <p:b/></a>",
        "<a>\nx <!-- -- --></a>",
        "<a/>\nx",
        "<a>\nx \u{1}</a>",
    ] {
        let found = faults(text, Vocabulary::Other);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].breach, Breach::IllFormed);
        let open = found[0].message.contains("never closed");
        assert!(found[0].at.start > 3 || open, "{text}: {found:?}");
    }
    let sound = "<?xml version=\"1.0\"?>\n<a>&amp;&#x6F22; <!-- c --><![CDATA[<]]></a>\n";
    assert!(faults(sound, Vocabulary::Other).is_empty());
}

#[test]
fn an_entry_of_a_navigation_holds_words_alone() {
    let entry = |words: &str| {
        let list = format!("<ol><li><a href=\"a.xhtml\">{words}</a></li></ol>");
        let nav = "<nav xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"toc\">";
        let found = faults(&page(&format!("{nav}{list}</nav>")), Vocabulary::Navigation);
        found
            .into_iter()
            .map(|fault| fault.breach)
            .collect::<Vec<_>>()
    };
    assert_eq!(entry("فصل <em>یکم</em>"), []);
    for words in ["<h2>فصل</h2>", "<p>فصل</p>", "<span><div>فصل</div></span>"] {
        assert!(entry(words).contains(&Breach::Misplaced), "{words}");
    }
}
