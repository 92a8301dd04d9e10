//! Messages as they travel: a head with their length, then JSON (Language Server Protocol, «Base Protocol»).

use std::io::{self, BufRead, Write};

use serde_json::Value;

use crate::cli::outcome::Failure;

/// Bytes of a message; a document of the book is in one.
const LARGEST: usize = 64 << 20;

/// Reads a message; `None` where the input ends.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let field = line.trim_end();
        if field.is_empty() {
            break;
        }
        if let Some((name, value)) = field.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length: usize = length.ok_or(io::ErrorKind::InvalidData)?;
    if length > LARGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    // What is no JSON is passed over: the next message may be.
    Ok(Some(serde_json::from_slice(&body).unwrap_or_default()))
}

/// Writes a message to standard output.
pub(super) fn write(message: &Value) -> Result<(), Failure> {
    let body = message.to_string();
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{body}", body.len())
        .and_then(|()| out.flush())
        .map_err(Failure::Say)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn messages_are_read_one_after_the_other() {
        let mut input =
            "Content-Length: 7\r\nX: y\r\n\r\n{\"a\":1}content-length: 2\r\n\r\n{}".as_bytes();
        assert_eq!(read(&mut input).unwrap().unwrap()["a"], 1);
        assert!(read(&mut input).unwrap().unwrap().is_object());
        assert!(read(&mut input).unwrap().is_none());
        assert!(read(&mut "Content-Length: x\r\n\r\n".as_bytes()).is_err());
    }
}
