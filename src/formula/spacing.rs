//! The spaces between the parts of a formula (The TeXbook, chapter 18).

use super::tree::{Class, Style};
use crate::units::Em;

/// A space of TeX, in eighteenths of an em.
fn mu(count: f32) -> Em {
    Em(count / 18.0)
}

/// Signs between two things that stand where nothing stands at one of their sides are signs of what follows: − in
/// «−x» and in «a = −b».
pub(super) fn settle(classes: &mut [Class]) {
    for at in 0..classes.len() {
        let before = at.checked_sub(1).and_then(|at| classes.get(at)).copied();
        let opens = matches!(
            before,
            None | Some(
                Class::Binary
                    | Class::Operator
                    | Class::Relation
                    | Class::Opening
                    | Class::Punctuation
            )
        );
        if classes[at] == Class::Binary && opens {
            classes[at] = Class::Ordinary;
        }
        let closes = matches!(
            classes[at],
            Class::Relation | Class::Closing | Class::Punctuation
        );
        if closes && before == Some(Class::Binary) {
            classes[at - 1] = Class::Ordinary;
        }
    }
    if let Some(last) = classes.last_mut()
        && *last == Class::Binary
    {
        *last = Class::Ordinary;
    }
}

/// The space between two parts, none in most places.
pub(super) fn between(left: Class, right: Class, style: Style) -> Option<Em> {
    use Class::{Binary, Closing, Inner, Opening, Operator, Ordinary, Punctuation, Relation};
    let in_script = matches!(style, Style::Script | Style::ScriptScript);
    let space = match (left, right) {
        (Ordinary | Operator | Closing | Inner, Operator) | (Operator, Ordinary) => {
            return Some(mu(3.0));
        }
        (Binary, Ordinary | Operator | Opening | Inner) | (Ordinary | Closing | Inner, Binary) => {
            mu(4.0)
        }
        (Relation, Ordinary | Operator | Opening | Inner)
        | (Ordinary | Operator | Closing | Inner, Relation) => mu(5.0),
        (Punctuation, Ordinary | Operator | Relation | Opening | Closing | Punctuation | Inner)
        | (Ordinary | Operator | Closing, Inner)
        | (Inner, Ordinary | Opening | Punctuation | Inner) => mu(3.0),
        _ => return None,
    };
    (!in_script).then_some(space)
}

#[cfg(test)]
mod tests {
    use super::{Class, Style, between, settle};

    #[test]
    fn a_minus_before_one_thing_belongs_to_it() {
        use Class::{Binary, Ordinary, Relation};
        let mut classes = [Ordinary, Relation, Binary, Ordinary, Binary, Ordinary];
        settle(&mut classes);
        assert_eq!(
            classes,
            [Ordinary, Relation, Ordinary, Ordinary, Binary, Ordinary]
        );
        let mut last = [Ordinary, Binary];
        settle(&mut last);
        assert_eq!(last, [Ordinary, Ordinary]);
    }

    #[test]
    fn relations_in_scripts_have_no_spaces() {
        let space = |style| between(Class::Ordinary, Class::Relation, style);
        assert!(space(Style::Text).is_some());
        assert_eq!(space(Style::Script), None);
    }
}
