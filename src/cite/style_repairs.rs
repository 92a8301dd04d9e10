//! A style in, the same style in forms that hayagriva renders as CSL means them, out.
//!
//! Three forms of CSL come out wrong: `cs:names` without a `cs:name` loses its names, `cs:names` in a `cs:choose` of a
//! `cs:substitute` does not take the form of the names that it stands for, and the delimiter of a date is
//! printed before a part that is not known. Each has an equal that comes out right.

use serde_json::{Map, Value, json};

/// Mends a style, or a part of one, given as the data of the parsed style.
pub(super) fn mend(value: &mut Value) {
    mend_within(value, None);
}

/// What the names in a substitute stand for: the attributes and the children of the names around it.
struct Original {
    attributes: Map<String, Value>,
    children: Vec<Value>,
}

fn mend_within(value: &mut Value, original: Option<&Original>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                match (key.as_str(), inner) {
                    ("names", Value::Object(names)) => mend_names(names, original),
                    ("date", Value::Object(date)) => mend_date(date),
                    ("date", Value::Array(dates)) => {
                        let dates = dates.iter_mut().filter_map(Value::as_object_mut);
                        dates.for_each(mend_date);
                    }
                    (_, inner) => mend_within(inner, original),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                mend_within(item, original);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn mend_names(names: &mut Map<String, Value>, original: Option<&Original>) {
    let mut children = match names.get_mut("$value") {
        Some(Value::Array(children)) => std::mem::take(children),
        _ => Vec::new(),
    };
    // `<names variable="editor"/>` in a substitute takes the form of the names that it stands for (CSL 1.0.2,
    // "Substitute"): "Bahar, Mehri, ed." and not "Mehri Bahar".
    if let (true, Some(original)) = (children.is_empty(), original) {
        children.clone_from(&original.children);
        for (key, value) in &original.attributes {
            names.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    let has =
        |children: &[Value], name: &str| children.iter().any(|child| child.get(name).is_some());
    if !children.is_empty() && !has(&children, "name") && original.is_none() {
        children.insert(0, json!({ "name": { "name-part": [] } }));
    }
    mend_substitute(names, &mut children);
    names.insert("$value".to_owned(), Value::Array(children));
}

fn mend_substitute(names: &Map<String, Value>, children: &mut [Value]) {
    let of_names = |key: &str| key.starts_with('@') && key != "@variable";
    let attributes = names.iter().filter(|(key, _)| of_names(key));
    let form = children.iter();
    let form = form.filter(|child| child.get("substitute").is_none());
    let original = Original {
        attributes: attributes
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        children: form.cloned().collect(),
    };
    let substitutes = children.iter_mut().filter_map(|child| {
        child
            .get_mut("substitute")?
            .get_mut("$value")?
            .as_array_mut()
    });
    for item in substitutes.flatten() {
        // hayagriva gives their form to names that stand in the substitute itself.
        if item.get("names").is_none() {
            mend_within(item, Some(&original));
        }
    }
}

/// Puts the delimiter of a date into the affixes of its parts.
///
/// Of year, month and day only the year is always known: what stands behind it takes the delimiter as a prefix,
/// what stands before it as a suffix. With `, ` between them, 2017 alone is "2017" and not "2017, ".
fn mend_date(date: &mut Map<String, Value>) {
    let Some(Value::String(delimiter)) = date.get("@delimiter").cloned() else {
        return;
    };
    let Some(Value::Array(parts)) = date.get_mut("date-part") else {
        return;
    };
    if parts.is_empty() {
        return;
    }
    let place = |name: &str| parts.iter().position(|part| part["@name"] == name);
    let known = place("year").or_else(|| place("month")).unwrap_or(0);
    for (at, part) in parts.iter_mut().enumerate() {
        let Value::Object(part) = part else { continue };
        let affix = |part: &Map<String, Value>, key: &str| {
            let affix = part.get(key).and_then(Value::as_str);
            affix.unwrap_or_default().to_owned()
        };
        if at > known {
            let prefix = format!("{delimiter}{}", affix(part, "@prefix"));
            part.insert("@prefix".to_owned(), Value::from(prefix));
        } else if at < known {
            let suffix = format!("{}{delimiter}", affix(part, "@suffix"));
            part.insert("@suffix".to_owned(), Value::from(suffix));
        }
    }
    date.remove("@delimiter");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_of_a_date_goes_into_the_affixes_of_parts_that_may_be_unknown() {
        let mut date = json!({ "date": { "@delimiter": ", ", "date-part": [
            { "@name": "year" }, { "@name": "month", "@prefix": "(" }
        ] } });
        mend(&mut date);
        let wanted = json!({ "date": { "date-part": [
            { "@name": "year" }, { "@name": "month", "@prefix": ", (" }
        ] } });
        assert_eq!(date, wanted);
    }

    #[test]
    fn names_without_a_form_get_the_usual_one_and_substitutes_in_a_choice_that_of_the_original() {
        let mut names = json!({ "names": { "@variable": ["author"], "@delimiter": "/", "$value": [
            { "label": {} },
            { "substitute": { "$value": [
                { "choose": { "if": { "$value": [{ "names": { "@variable": ["editor"], "$value": [] } }] } } }
            ] } }
        ] } });
        mend(&mut names);
        let form = json!({ "name": { "name-part": [] } });
        assert_eq!(names["names"]["$value"][0], form);
        let substitute = &names["names"]["$value"][2]["substitute"]["$value"][0]["choose"]["if"];
        let editor = &substitute["$value"][0]["names"];
        assert_eq!(editor["@delimiter"], "/");
        assert_eq!(editor["$value"], json!([form, { "label": {} }]));
    }
}
