//! The style sheet: faces, languages and widths that the book uses in, one CSS file out.
//!
//! Sides are logical and no colour is set, so that a dark theme, another font size or another face
//! that the reader chooses keep working. `direction` and `unicode-bidi` are errors in an EPUB's CSS
//! (EPUB 3.3, clause 6.3): markup alone says which way a text runs.

use std::collections::BTreeSet;

use super::author_css;
use super::content::{width_class, width_rule};
use super::fonts::Embedded;
use super::plan::Plan;
use crate::config::{DesignOptions, FontFeature, SectionBreak};
use crate::diag::Sink;
use crate::font::{Family, Slant};
use crate::locale::{Digits, Language};
use crate::model::{Block, BlockKind, Image, InlineKind, visit_blocks, visit_inlines};
use crate::units::{Em, Pt};

/// The rules that do not depend on the book.
const RULES: &str = include_str!("style.css");

/// The rules of books with formulas: the classes that pulldown-latex gives to tables in them.
const MATH_RULES: &str = include_str!("math.css");

/// Elements set in the face of headings, and those set in the face of code.
const HEADINGS: &str = "h1, h2, h3, h4, h5, h6, caption, figcaption, .contents, .title-page";
const CODE: &str = "code, kbd, pre";

/// Writes the style sheet; the author's rules come last and so win.
pub(super) fn sheet(plan: &Plan<'_>, sink: &mut Sink) -> String {
    let fonts = plan.assets.fonts.as_slice();
    let mut sheet = String::from("@charset \"UTF-8\";\n\n");
    for font in fonts {
        sheet.push_str(&font_face(font));
    }
    let families = [
        (Family::Body, "body"),
        (Family::Heading, HEADINGS),
        (Family::Code, CODE),
    ];
    for (family, elements) in families {
        let names = family_names(plan, family, fonts);
        sheet.push_str(&format!("{elements} {{ font-family: {names}; }}\n"));
    }
    sheet.push_str(&features(plan));
    sheet.push('\n');
    sheet.push_str(RULES);
    if plan.formulas.any_read() {
        sheet.push_str(MATH_RULES);
    }
    sheet.push_str(&line_height(plan));
    sheet.push_str(&design(
        &plan.binding.config.design,
        plan.binding.config.page.font_size,
    ));
    sheet.push_str(&counters(plan));
    sheet.push_str(&widths(plan));
    if let Some(own) = plan.binding.css {
        let own = author_css::clean(own, sink);
        sheet.push('\n');
        sheet.push_str(own.trim_start_matches("@charset \"UTF-8\";"));
    }
    sheet
}

/// The distance of baselines where the main face needs another than the rules give: Nastaliq.
fn line_height(plan: &Plan<'_>) -> String {
    let need = plan.binding.fonts.natural_line_height(Family::Body);
    need.map_or_else(String::new, |height| {
        format!("body, figcaption, caption, table, aside.note {{ line-height: {height:.2}; }}\n")
    })
}

/// What the settings say of the look of both books; sizes are shares of the text's, which the reader chooses.
fn design(design: &DesignOptions, text: Pt) -> String {
    let mut rules = String::new();
    let signs = design.section_break.signs();
    if !signs.is_empty() {
        rules.push_str(&format!(
            "hr {{ border: 0; width: auto; text-align: center; }}\nhr::before {{ content: \"{signs}\"; }}\n"
        ));
    }
    if design.section_break == SectionBreak::Blank {
        rules.push_str("hr { border: 0; }\n");
    }
    if let Some(Em(indent)) = design.paragraph_indent {
        rules.push_str(&format!("p + p {{ text-indent: {indent:.2}em; }}\n"));
    }
    let sizes = &design.sizes;
    for (elements, size) in [
        ("h1", sizes.title),
        ("h1.part", sizes.part),
        ("h2", sizes.heading_2),
        ("h3, h4, h5, h6", sizes.heading_3),
        ("blockquote", sizes.quote),
        (".verse", sizes.verse),
        ("aside.note:not(.box), ol.end-notes", sizes.note),
        ("figcaption, caption", sizes.caption),
    ] {
        if let Some(size) = size {
            rules.push_str(&format!(
                "{elements} {{ font-size: {:.2}em; }}\n",
                size.0 / text.0
            ));
        }
    }
    rules
}

/// The OpenType features that the book asks for.
fn features(plan: &Plan<'_>) -> String {
    let asked = &plan.binding.config.fonts.features;
    if asked.is_empty() {
        return String::new();
    }
    let settings: Vec<String> = asked.iter().map(FontFeature::css).collect();
    let settings = settings.join(", ");
    format!("body {{ font-feature-settings: {settings}; }}\n")
}

fn font_face(font: &Embedded) -> String {
    format!(
        "@font-face {{\n  font-family: {};\n  font-weight: {};\n  font-style: {};\n  \
         src: url(\"{}\");\n}}\n",
        quoted(&font.family),
        font.weight,
        match font.slant {
            Slant::Upright => "normal",
            Slant::Slanted => "italic",
        },
        font.resource.file
    )
}

/// The families of a chain that are embedded, then the kind of face that stands in for them.
fn family_names(plan: &Plan<'_>, family: Family, fonts: &[Embedded]) -> String {
    let set = plan.binding.fonts;
    let chain = set.chains(family).concat();
    let mut names: Vec<String> = Vec::new();
    for id in &chain {
        let name = quoted(set.face(*id).family());
        if fonts.iter().any(|font| font.face == *id) && !names.contains(&name) {
            names.push(name);
        }
    }
    let generic = match family {
        Family::Body | Family::Heading => "serif",
        Family::Code => "monospace",
    };
    names.push(generic.to_owned());
    names.join(", ")
}

/// A CSS string (CSS Syntax 3, clause 4.3.5).
fn quoted(name: &str) -> String {
    let safe = |letter: &char| !letter.is_control() && !matches!(letter, '"' | '\\');
    format!("\"{}\"", name.chars().filter(safe).collect::<String>())
}

/// Lists count in the digits of their language; inside left-to-right text they count in Latin ones.
fn counters(plan: &Plan<'_>) -> String {
    let chapters = &plan.binding.book.book.chapters;
    let mut languages: BTreeSet<Language> =
        chapters.iter().map(|chapter| chapter.language).collect();
    for chapter in chapters {
        visit_blocks(&chapter.blocks, &mut |block| {
            languages.extend(block.attributes.language);
        });
    }
    let mut rules = format!(
        "\nol {{ list-style-type: {}; }}\n",
        counter(plan.language())
    );
    for language in languages
        .into_iter()
        .filter(|language| language != plan.language())
    {
        rules.push_str(&format!(
            "ol:lang({language}) {{ list-style-type: {}; }}\n",
            counter(&language)
        ));
    }
    let turned =
        ["div", "blockquote", "aside", "li"].map(|name| format!(", {name}[dir=\"ltr\"] ol"));
    rules.push_str(&format!(
        "ol[dir=\"ltr\"]{} {{ list-style-type: decimal; }}\n",
        turned.concat()
    ));
    rules.push_str(".contents ol { list-style-type: none; }\n");
    rules
}

/// The counter style of a language's digits (CSS Counter Styles 3, clause 6.1).
fn counter(language: &Language) -> &'static str {
    match language.digits() {
        Digits::Latin => "decimal",
        Digits::Persian => "persian",
        Digits::Arabic => "arabic-indic",
    }
}

/// One rule for each width that an author asked for.
fn widths(plan: &Plan<'_>) -> String {
    let book = &plan.binding.book.book;
    let mut rules = BTreeSet::new();
    book.chapters
        .iter()
        .for_each(|chapter| collect_widths(&chapter.blocks, &mut rules));
    book.notes()
        .for_each(|(_, note)| collect_widths(&note.blocks, &mut rules));
    rules.into_iter().collect()
}

fn collect_widths(blocks: &[Block], rules: &mut BTreeSet<String>) {
    let mut add = |image: &Image| {
        if let Some(width) = image.width {
            let (number, unit) = width_rule(width);
            let class = width_class(width);
            rules.insert(format!("img.{class} {{ width: {number}{unit}; }}\n"));
        }
    };
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Figure(figure) = &block.kind {
            add(&figure.image);
        }
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            add(image);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{RULES, quoted};

    #[test]
    fn the_style_sheet_leaves_side_and_colour_to_the_reader() {
        let forbidden = [
            "direction:",
            "unicode-bidi",
            "color:",
            "background",
            "left",
            "right",
            "position",
        ];
        for word in forbidden {
            assert!(!RULES.contains(word), "{word}");
        }
    }

    #[test]
    fn a_family_name_cannot_leave_its_string() {
        assert_eq!(quoted("a\"; } b\\"), "\"a; } b\"");
    }
}
