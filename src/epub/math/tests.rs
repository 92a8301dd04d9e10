//! Formulas as the EPUB has them.

use proptest::prelude::*;

use super::Standing;

/// A formula as the markup of the EPUB.
fn mathml(source: &str, standing: Standing) -> Result<String, String> {
    super::mathml(source, standing).map(super::Markup::into_string)
}

#[test]
fn a_formula_is_mathml_with_its_source_as_alternative_text() {
    let markup = mathml("\na^2 + b^2 < c^2 \\quad \"x\"\n", Standing::Displayed).unwrap();
    assert!(
        markup.starts_with(
            "<math dir=\"ltr\" alttext=\"a^2 + b^2 &lt; c^2 \\quad &quot;x&quot;\" \
             display=\"block\" xmlns=\"http://www.w3.org/1998/Math/MathML\">"
        ),
        "{markup}"
    );
    assert!(
        markup.contains("<msup><mi>a</mi><mn>2</mn></msup>"),
        "{markup}"
    );
}

#[test]
fn operators_that_look_like_markup_are_escaped() {
    for source in ["a<b", "a \\& b", "a \\not< b", "\\text{a<b}", "a>b"] {
        let markup = mathml(source, Standing::Inline);
        assert!(markup.is_ok(), "{source}: {markup:?}");
    }
}

#[test]
fn a_formula_that_cannot_be_read_says_why() {
    let reason = |source| mathml(source, Standing::Inline).unwrap_err();
    assert!(reason("\\frac{1").contains("argument") || !reason("\\frac{1").is_empty());
    let told = reason("\\alpha + \\nosuch x");
    assert!(
        told.contains("unknown") && told.contains("\\nosuch"),
        "{told}"
    );
    assert_eq!(reason("  "), "it is empty");
    assert!(
        !reason("\\def\\a{\\a\\a}\\a").is_empty(),
        "endless macros end"
    );
}

#[test]
fn commands_that_number_and_name_formulas_are_read() {
    for source in [
        "x = 1 \\tag{۲}",
        "\\label{eq:one} x = 1",
        "\\begin{align} a &= b \\nonumber \\\\ c &= \\boxed{d} \\notag \\end{align}",
    ] {
        let markup = mathml(source, Standing::Displayed);
        assert!(markup.is_ok(), "{source}: {markup:?}");
    }
    assert!(
        mathml("x \\tag{۲}", Standing::Displayed)
            .unwrap()
            .contains('۲')
    );
}

#[test]
fn words_in_a_formula_keep_their_letters() {
    let markup = mathml("v = \\text{سرعت می\u{200C}شود}", Standing::Inline).unwrap();
    assert!(markup.contains("سرعت"), "{markup}");
}

proptest! {
    #[test]
    fn no_source_breaks_the_book(source in "([a-z0-9 {}^_&#%$~\\[\\]()|<>سلام]|\\\\(frac|sqrt|left|right|begin|end|text|matrix|def|a|\\\\)){0,24}") {
        let _ = mathml(&source, Standing::Inline);
    }
}
