//! The syntax of values: a value in, its bytes as they stand in the file out (ISO 32000-2, 7.3).

use std::io::Write;

use lopdf::{Dictionary, Object, StringFormat};

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
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => write_dict(out, dict),
        Object::Stream(stream) => {
            write_dict(out, &stream.dict);
            out.extend(b"\nstream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
        Object::Reference((number, generation)) => {
            whole(out, i64::from(*number));
            out.push(b' ');
            whole(out, i64::from(*generation));
            out.extend(b" R");
        }
    }
}

fn write_dict(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dict {
        write_name(out, key);
        if stands_apart(value) {
            out.push(b' ');
        }
        write_object(out, value);
    }
    out.extend(b">>");
}

/// Whether a value needs a space before it: a name, an array, a string or a dictionary begins with a sign of its own.
pub(super) fn stands_apart(value: &Object) -> bool {
    !matches!(
        value,
        Object::Name(_) | Object::Array(_) | Object::String(..) | Object::Dictionary(_)
    )
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a vector takes every byte");
}

/// A name; what would end it is written as its number (ISO 32000-2, 7.3.5).
pub(super) fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
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
        out.extend([byte >> 4, byte & 0xF].map(|digit| DIGITS[usize::from(digit)]));
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
