//! A drawing in sRGB in, the same drawing in the inks of a press out.
//!
//! Operators, gradients, groups and pictures inside the drawing are rewritten; a neutral gray
//! becomes a tint of black alone. Shapes are not touched.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::pdf::object::deflate::deflated;
use crate::press::{Inks, Press, Tint};

/// Rewrites every object of a drawing; `None` where one of them cannot be read.
pub(in crate::pdf) fn recolor(drawn: &mut Document, press: &Press) -> Option<()> {
    let profiles = profiles(drawn);
    let painter = Painter { press, profiles };
    let contents = page_contents(drawn);
    let ids: Vec<ObjectId> = drawn.objects.keys().copied().collect();
    for id in ids {
        let object = drawn.objects.get_mut(&id)?;
        painter.spaces(object);
        if let Object::Stream(stream) = object {
            let paints = contents.contains(&id) || is_content(&stream.dict);
            if paints {
                painter.content(stream)?;
            } else if is_named(&stream.dict, b"Subtype", b"Image") {
                painter.image(stream)?;
            }
        }
    }
    Some(())
}

/// The colour profiles of a drawing, with the numbers of their channels.
fn profiles(drawn: &Document) -> Vec<(ObjectId, i64)> {
    let objects = drawn.objects.iter();
    let profile = |(id, object): (&ObjectId, &Object)| {
        let Object::Stream(stream) = object else {
            return None;
        };
        let channels = stream.dict.get(b"N").and_then(Object::as_i64).ok()?;
        (!stream.dict.has(b"Type")).then_some((*id, channels))
    };
    objects.filter_map(profile).collect()
}

fn page_contents(drawn: &Document) -> Vec<ObjectId> {
    let pages = drawn.page_iter();
    pages
        .flat_map(|page| drawn.get_page_contents(page))
        .collect()
}

fn is_named(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key)
        .and_then(Object::as_name)
        .is_ok_and(|found| found == name)
}

/// Forms and tiles hold operators.
fn is_content(dict: &Dictionary) -> bool {
    is_named(dict, b"Subtype", b"Form") || dict.has(b"PatternType")
}

struct Painter<'a> {
    press: &'a Press,
    profiles: Vec<(ObjectId, i64)>,
}

impl Painter<'_> {
    /// The colour space of the press.
    fn space(&self) -> Object {
        match self.press.inks() {
            Inks::Black => "DeviceGray".into(),
            Inks::Four => "DeviceCMYK".into(),
        }
    }

    /// Rewrites what dictionaries say of colours.
    fn spaces(&self, object: &mut Object) {
        match object {
            Object::Dictionary(dict) => self.dictionary(dict),
            Object::Stream(stream) => self.dictionary(&mut stream.dict),
            Object::Array(items) => items.iter_mut().for_each(|item| self.spaces(item)),
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..)
            | Object::Reference(_) => {}
        }
    }

    fn dictionary(&self, dict: &mut Dictionary) {
        // Named spaces are those of sRGB; nothing asks for them after this.
        if matches!(dict.get(b"ColorSpace"), Ok(Object::Dictionary(_))) {
            dict.remove(b"ColorSpace");
        }
        for key in [b"ColorSpace".as_slice(), b"CS"] {
            if let Some(space) = dict.get(key).ok().and_then(|space| self.replaced(space)) {
                dict.set(key, space);
            }
        }
        for key in [b"C0".as_slice(), b"C1"] {
            if let Some(color) = dict.get(key).ok().and_then(three) {
                dict.set(key, self.components(color));
            }
        }
        let range = dict.get(b"Range").and_then(Object::as_array);
        if dict.has(b"FunctionType") && range.is_ok_and(|range| range.len() == 6) {
            let range = [0, 1].repeat(self.press.inks().count());
            let range: Vec<Object> = range.into_iter().map(Object::Integer).collect();
            dict.set("Range", range);
        }
        dict.iter_mut().for_each(|(_, value)| self.spaces(value));
    }

    /// What stands in the place of a space described by a profile.
    fn replaced(&self, space: &Object) -> Option<Object> {
        let space = space.as_array().ok()?;
        let [Object::Name(kind), Object::Reference(profile)] = space.as_slice() else {
            return None;
        };
        let known = self.profiles.iter().find(|(id, _)| id == profile);
        match known {
            Some((_, 1)) if kind == b"ICCBased" => Some("DeviceGray".into()),
            Some((_, 3)) if kind == b"ICCBased" => Some(self.space()),
            _ => None,
        }
    }

    /// A colour with as many components as the press has inks.
    fn components(&self, color: [f32; 3]) -> Vec<Object> {
        let parts = match (self.press.tint(color), self.press.inks()) {
            (Tint::Gray(gray), Inks::Black) => vec![gray],
            (Tint::Gray(gray), Inks::Four) => vec![0.0, 0.0, 0.0, 1.0 - gray],
            (Tint::Four(inks), _) => inks.to_vec(),
        };
        parts.into_iter().map(Object::Real).collect()
    }

    /// Rewrites operators that set colours.
    fn content(&self, stream: &mut Stream) -> Option<()> {
        let bytes = match stream.dict.has(b"Filter") {
            true => stream.decompressed_content().ok()?,
            false => stream.content.clone(),
        };
        let content = Content::decode(&bytes).ok()?;
        let operations = content.operations.into_iter();
        let operations: Vec<Operation> = operations
            .filter_map(|operation| self.operation(operation))
            .collect();
        let content = Content { operations };
        let mut dict = std::mem::take(&mut stream.dict);
        dict.remove(b"Filter");
        dict.remove(b"DecodeParms");
        *stream = deflated(dict, content.encode().ok()?);
        Some(())
    }

    /// An operation as the press has it; a choice of a space other than patterns is dropped, since
    /// the colour that follows chooses its own.
    fn operation(&self, operation: Operation) -> Option<Operation> {
        let color = color(&operation.operands);
        match (operation.operator.as_str(), color) {
            ("cs" | "CS", _) => {
                let name = operation
                    .operands
                    .first()
                    .and_then(|name| name.as_name().ok());
                (name == Some(b"Pattern")).then_some(operation)
            }
            ("sc" | "scn" | "rg", Some(color)) => Some(self.painted(color, ("g", "k"))),
            ("SC" | "SCN" | "RG", Some(color)) => Some(self.painted(color, ("G", "K"))),
            _ => Some(operation),
        }
    }

    fn painted(&self, color: [f32; 3], (gray, four): (&str, &str)) -> Operation {
        match self.press.tint(color) {
            Tint::Gray(tint) => Operation::new(gray, vec![tint.into()]),
            Tint::Four(inks) => Operation::new(four, inks.map(Object::Real).to_vec()),
        }
    }

    /// Rewrites the pixels of a picture inside the drawing.
    fn image(&self, stream: &mut Stream) -> Option<()> {
        if !is_named(&stream.dict, b"ColorSpace", b"DeviceRGB") {
            return Some(());
        }
        let pixels = if is_named(&stream.dict, b"Filter", b"DCTDecode") {
            let image = image::load_from_memory(&stream.content).ok()?;
            image.to_rgb8().into_raw()
        } else {
            stream.decompressed_content().ok()?
        };
        let mut dict = std::mem::take(&mut stream.dict);
        for key in [b"Filter".as_slice(), b"DecodeParms", b"Decode"] {
            dict.remove(key);
        }
        dict.set("ColorSpace", self.space());
        *stream = deflated(dict, self.press.convert(&pixels, None));
        Some(())
    }
}

fn three(object: &Object) -> Option<[f32; 3]> {
    object.as_array().ok().and_then(|parts| color(parts))
}

/// Three numbers.
fn color(parts: &[Object]) -> Option<[f32; 3]> {
    let [red, green, blue] = parts else {
        return None;
    };
    Some([
        red.as_float().ok()?,
        green.as_float().ok()?,
        blue.as_float().ok()?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PrintSettings;

    fn written(operators: &[u8]) -> String {
        let press = Press::black(&PrintSettings::default());
        let painter = Painter {
            press: &press,
            profiles: Vec::new(),
        };
        let mut stream = Stream::new(Dictionary::new(), operators.to_vec());
        painter.content(&mut stream).unwrap();
        let bytes = match stream.dict.has(b"Filter") {
            true => stream.decompressed_content().unwrap(),
            false => stream.content,
        };
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn black_of_a_drawing_is_black_ink_and_no_mixture() {
        let operators = written(b"/c0 cs 0 0 0 scn 1 2 3 4 re f");
        assert!(
            operators.contains("0 g") && !operators.contains("cs"),
            "{operators}"
        );
    }

    #[test]
    fn patterns_stay_and_shapes_are_not_touched() {
        let operators = written(b"/Pattern cs /p0 scn 1 2 3 4 re f");
        assert_eq!(
            operators.split_whitespace().collect::<Vec<_>>().join(" "),
            "/Pattern cs /p0 scn 1 2 3 4 re f"
        );
    }
}
