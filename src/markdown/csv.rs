//! Rows of fields (RFC 4180, also with semicolons or tabs): text in, records with their places out.

/// Signs that may stand between fields: the first of these that the first line has.
const BETWEEN: [char; 3] = ['\t', ';', ','];

/// A row: its fields, and its bytes in the text.
pub(super) struct Record {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) fields: Vec<String>,
}

impl Record {
    /// Whether none of its fields says anything.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// The records of a text, the empty ones among them.
pub(super) fn records(text: &str) -> Vec<Record> {
    let first = text.lines().next().unwrap_or_default();
    let between = BETWEEN.into_iter().find(|sign| first.contains(*sign));
    let between = between.unwrap_or(',');
    let mut found = Vec::new();
    let mut record = Record {
        start: 0,
        end: 0,
        fields: vec![String::new()],
    };
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let last = record.fields.len() - 1;
        match letter {
            '"' if quoted && letters.next_if(|(_, next)| *next == '"').is_some() => {
                record.fields[last].push('"');
            }
            '"' if quoted || record.fields[last].trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                record.end = at;
                let fields = vec![String::new()];
                let next = Record {
                    start: at + 1,
                    end: at + 1,
                    fields,
                };
                found.push(std::mem::replace(&mut record, next));
            }
            letter if letter == between && !quoted => record.fields.push(String::new()),
            letter => record.fields[last].push(letter),
        }
    }
    record.end = text.len();
    found.push(record);
    found
}
