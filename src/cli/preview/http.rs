//! As much of HTTP as one page of our own needs (RFC 9112): connections in, answers out.
//!
//! A browser on this machine asks for small files by GET and POST without a body. Each answer closes its
//! connection; one kind stays open and tells of changes (HTML, 9.2: server-sent events).

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Bytes of a request, which has no body.
const HEAD: u64 = 16 << 10;
/// Connections at the same time; a browser opens six.
const CONNECTIONS: usize = 64;
/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a browser asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// `GET` or `POST`.
    pub(super) method: String,
    /// The path and what follows it, as written.
    pub(super) target: String,
    /// The machine that the browser believes to speak with.
    pub(super) host: String,
}

/// What it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: &'static str,
    /// The type of the body.
    pub(super) kind: &'static str,
    /// How long it may be kept: only what has its content in its name.
    pub(super) keep: Keep,
    /// What the page may load.
    pub(super) policy: &'static str,
    /// The body.
    pub(super) body: Vec<u8>,
}

/// Whether a browser keeps an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// For ever: the name is another where the content is.
    Always,
    /// Not at all.
    Never,
}

/// Who answers.
pub(super) enum Reply {
    /// With a whole answer.
    Whole(Answer),
    /// With changes as they come.
    Events,
}

/// That something has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct News {
    /// The number of the change.
    pub(super) round: u64,
    /// What is told of it, in one line.
    pub(super) text: String,
}

/// Whoever knows the answers.
pub(super) trait Answering: Send + Sync + 'static {
    /// Answers a request.
    fn reply(&self, request: &Request) -> Reply;

    /// Waits for a change that is newer than a number; `None` where there was none for a while.
    fn after(&self, told: u64, patience: Duration) -> Option<News>;
}

/// Answers in threads of their own as long as the program runs.
///
/// # Errors
/// No thread can be had.
pub(super) fn serve(door: TcpListener, answering: Arc<impl Answering>) -> io::Result<()> {
    let open = Arc::new(AtomicUsize::new(0));
    let listen = move || {
        for stream in door.incoming().flatten() {
            if open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
                open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let (answering, left) = (Arc::clone(&answering), Arc::clone(&open));
            let talk = move || {
                // A browser that goes away in the middle is nobody's fault.
                let _ = talk(stream, &*answering);
                left.fetch_sub(1, Ordering::SeqCst);
            };
            if thread::Builder::new().spawn(talk).is_err() {
                open.fetch_sub(1, Ordering::SeqCst);
            }
        }
    };
    thread::Builder::new()
        .name("preview".to_owned())
        .spawn(listen)
        .map(drop)
}

fn talk(stream: TcpStream, answering: &impl Answering) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // What is told in two parts shortly after each other would wait for the browser to confirm the first (Nagle).
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let request = read(BufReader::new(stream.take(HEAD)))?;
    match answering.reply(&request) {
        Reply::Whole(answer) => out.write_all(&written(&answer)),
        Reply::Events => tell(&mut out, answering),
    }
}

/// Reads the head of a request.
fn read(mut input: impl BufRead) -> io::Result<Request> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let mut words = line.split_ascii_whitespace();
    let mut word = || words.next().unwrap_or_default().to_owned();
    let mut request = Request {
        method: word(),
        target: word(),
        host: String::new(),
    };
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let field = line.trim_end();
        if field.is_empty() {
            return Ok(request);
        }
        if let Some((name, value)) = field.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            request.host = value.trim().to_owned();
        }
    }
}

fn written(answer: &Answer) -> Vec<u8> {
    let Answer {
        status,
        kind,
        keep,
        policy,
        body,
    } = answer;
    let keep = match keep {
        Keep::Always => "private, max-age=31536000, immutable",
        Keep::Never => "no-store",
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\n\
         Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Tells of each change, until the browser is gone; a comment now and then finds that out.
fn tell(out: &mut TcpStream, answering: &impl Answering) -> io::Result<()> {
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
          X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
    )?;
    let mut told = 0;
    loop {
        match answering.after(told, PATIENCE) {
            Some(News { round, text }) => {
                out.write_all(format!("data: {text}\n\n").as_bytes())?;
                told = round;
            }
            None => out.write_all(b": still here\n\n")?,
        }
        out.flush()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_up_to_its_empty_line() {
        let text = "GET /a?b=c HTTP/1.1\r\nhOsT: 127.0.0.1:80\r\nX: y\r\n\r\nrest";
        let request = read(text.as_bytes()).unwrap();
        assert_eq!(request.method, "GET");
        assert_eq!(request.target, "/a?b=c");
        assert_eq!(request.host, "127.0.0.1:80");
        assert!(read("GET / HTTP/1.1\r\nHost: x".as_bytes()).is_err());
    }
}
