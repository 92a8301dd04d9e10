//! What attributes and rules of style of a drawing refer to: their texts in, ids and how they are used out.

/// How an element uses another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It stands there as a copy, as with `<use>`.
    Copied,
    /// It paints the element and everything inside.
    Painted,
    /// It stands at every point of the element and of everything inside.
    Marked,
    /// It masks the element: the library goes through a mask twice, and through one inside it four times.
    Twice,
    /// It cuts or filters the element as a whole.
    Once,
}

/// A use of an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// How.
    pub(super) with: Use,
    /// Of what.
    pub(super) id: String,
}

impl Reference {
    /// A use of an id.
    pub(super) fn new(with: Use, id: &str) -> Self {
        Self {
            with,
            id: id.to_owned(),
        }
    }
}

/// What the value of a property names: `url(#a)`.
pub(super) fn named(property: &str, value: &str) -> Vec<Reference> {
    let property = property.trim();
    let with = match property {
        "fill" | "stroke" => Use::Painted,
        "marker" | "marker-start" | "marker-mid" | "marker-end" => Use::Marked,
        "mask" => Use::Twice,
        _ => Use::Once,
    };
    let urls = value.split("url(").skip(1);
    let ids = urls.filter_map(|rest| {
        let target = rest.split(')').next()?.trim();
        let target = target.trim_matches(['"', '\'']).trim();
        target.strip_prefix('#')
    });
    ids.map(|id| Reference::new(with, id)).collect()
}

/// What the declarations of a `style` name.
pub(super) fn declarations(text: &str) -> Vec<Reference> {
    let declarations = text.split(';').filter_map(|one| one.split_once(':'));
    declarations
        .flat_map(|(property, value)| named(property, value))
        .collect()
}

/// The rules of style of a drawing, as far as they refer to something.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    count: usize,
}

#[derive(Debug)]
struct Rule {
    selectors: Vec<Selector>,
    references: Vec<Reference>,
}

/// The last part of a selector, which is about the element itself.
#[derive(Debug)]
enum Selector {
    Class(String),
    Id(String),
    Name(String),
    /// More than one name: it may be any element.
    Any,
}

impl Rules {
    /// Adds the rules of a style sheet.
    pub(super) fn read(&mut self, text: &str) {
        for rule in text.split('}') {
            let Some((selectors, declared)) = rule.rsplit_once('{') else {
                continue;
            };
            self.count += 1;
            let references = declarations(declared);
            if !references.is_empty() {
                let selectors = selectors.split(',').map(Selector::read).collect();
                self.rules.push(Rule {
                    selectors,
                    references,
                });
            }
        }
    }

    /// How many rules there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What the rules that may be about an element refer to.
    pub(super) fn references(
        &self,
        name: &str,
        id: Option<&str>,
        classes: &[String],
    ) -> Vec<Reference> {
        let about = |selector: &Selector| match selector {
            Selector::Class(class) => classes.contains(class),
            Selector::Id(wanted) => id == Some(wanted),
            Selector::Name(wanted) => name == wanted,
            Selector::Any => true,
        };
        let rules = self.rules.iter();
        let rules = rules.filter(|rule| rule.selectors.iter().any(about));
        rules.flat_map(|rule| rule.references.clone()).collect()
    }
}

impl Selector {
    /// `g > .a` is about what has the class `a`.
    fn read(text: &str) -> Self {
        let last = text.rsplit([' ', '\n', '\t', '\r', '>', '+', '~', '/', ';']);
        let last = last.map(str::trim).find(|part| !part.is_empty());
        let last = last.unwrap_or_default();
        let (sign, name) = match last.chars().next() {
            Some(sign @ ('.' | '#')) => (Some(sign), &last[1..]),
            _ => (None, last),
        };
        let plain = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
        if name.is_empty() || !name.chars().all(plain) {
            return Self::Any;
        }
        match sign {
            Some('.') => Self::Class(name.to_owned()),
            Some(_) => Self::Id(name.to_owned()),
            None => Self::Name(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_found_in_whatever_quotes() {
        for value in ["url(#a)", "url( '#a' ) red", "url(\"#a\")"] {
            assert_eq!(named("fill", value), [Reference::new(Use::Painted, "a")]);
        }
        assert!(named("fill", "url(a.svg#a)").is_empty());
        let found = declarations("fill: red; mask:url(#m); marker-mid: url(#n)");
        let wanted = [
            Reference::new(Use::Twice, "m"),
            Reference::new(Use::Marked, "n"),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_rule_is_about_the_last_part_of_its_selector() {
        let mut rules = Rules::default();
        rules.read("/* x */ g > .a, #b { fill: url(#p) } rect:first-child { mask: url(#m) } i {}");
        let ids = |name: &str, id, class: &str| -> Vec<String> {
            let found = rules.references(name, id, &[class.to_owned()]);
            found.into_iter().map(|one| one.id).collect()
        };
        assert_eq!(ids("g", None, "a"), ["p", "m"]);
        assert_eq!(ids("g", Some("b"), ""), ["p", "m"]);
        assert_eq!(ids("g", None, ""), ["m"]);
        assert_eq!(rules.count(), 3);
    }
}
