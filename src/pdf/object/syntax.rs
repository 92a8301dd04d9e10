//! The syntax of values: a value in, its bytes as they stand in the file out (ISO 32000-2, 7.3).

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::number::whole;

/// Writes a value as it stands in the file.
pub(super) fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => put(out, format_args!("{value}")),
        Object::Integer(value) => whole(out, *value),
        Object::Real(value) => put(out, format_args!("{}", value + 0.0)),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, StringFormat::Literal) => write_literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => write_hex(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| write_value(out, item));
            out.push(b']');
        }
        Object::Dictionary(dict) => write_dict(out, dict),
        Object::Stream(stream) => {
            write_dict(out, &stream.dict);
            out.extend(b"\nstream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
        Object::Reference(id) => write_reference(out, *id),
    }
}

fn write_dict(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dict {
        write_name(out, key);
        write_value(out, value);
    }
    out.extend(b">>");
}

/// Writes a value behind a key or behind another value.
pub(super) fn write_value(out: &mut Vec<u8>, value: &Object) {
    // A name, an array, a string and a dictionary begin with a sign of their own.
    let begins = matches!(
        value,
        Object::Name(_) | Object::Array(_) | Object::String(..) | Object::Dictionary(_)
    );
    write_object(if begins { out } else { apart(out) }, value);
}

/// Keeps a number or a word from running into what stands before it (ISO 32000-2, 7.2.3).
pub(super) fn apart(out: &mut Vec<u8>) -> &mut Vec<u8> {
    let ends = |sign: &u8| matches!(sign, b'[' | b']' | b'<' | b'>' | b'(' | b')');
    if !out.last().is_some_and(ends) {
        out.push(b' ');
    }
    out
}

/// Writes a reference: `12 0 R`.
pub(super) fn write_reference(out: &mut Vec<u8>, object: ObjectId) {
    let (number, generation) = object;
    whole(out, i64::from(number));
    out.push(b' ');
    whole(out, i64::from(generation));
    out.extend(b" R");
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a vector takes every byte");
}

/// A name; what would end it is written as its number (ISO 32000-2, 7.3.5).
pub(super) fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    // Nearly all names are plain words, and a long book has a million of them.
    if name.iter().all(u8::is_ascii_alphanumeric) {
        out.extend(name);
        return;
    }
    for byte in name {
        match byte {
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' | b'#' => {
                put(out, format_args!("#{byte:02X}"));
            }
            b'!'..=b'~' => out.push(*byte),
            _ => put(out, format_args!("#{byte:02X}")),
        }
    }
}

/// A string between parentheses (ISO 32000-2, 7.3.4.2).
fn write_literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    // The words of every link are written so: in one piece, not digit by digit.
    out.reserve(2 * bytes.len() + 1);
    for byte in bytes {
        let digit = |digit: u8| DIGITS[usize::from(digit)];
        out.extend_from_slice(&[digit(byte >> 4), digit(byte & 0xF)]);
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, object);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_would_end_a_name_or_a_string_is_escaped() {
        assert_eq!(written(&"A B/C#".into()), "/A#20B#2FC#23");
        assert_eq!(
            written(&Object::string_literal("a(b\\)\r")),
            "(a\\(b\\\\\\)\\r)"
        );
        let hex = Object::String(vec![0xFE, 0xFF, 0x06], StringFormat::Hexadecimal);
        assert_eq!(written(&hex), "<FEFF06>");
    }

    #[test]
    fn numbers_have_no_exponent_and_no_negative_zero() {
        assert_eq!(written(&Object::Real(-0.0)), "0");
        assert_eq!(written(&Object::Real(0.000_01)), "0.00001");
        assert_eq!(written(&Object::Real(1e10)), "10000000000");
    }
}
