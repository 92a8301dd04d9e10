//! Cells of code that knitr or Jupyter runs: the line that opens one and its lines in, what a book shows of it out.
//!
//! ```text
//! ```{r map, fig.cap="نقشه", echo=FALSE}        ```{python}
//! knitr::include_graphics("map.png")            #| label: fig-plot
//! ```                                           #| fig-cap: "نمودار"
//! ```
//!
//! Nothing is run here: a picture that a cell only takes in is shown, what it would draw or print is not.

use crate::lookup::Lookup;

/// A cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The language of its code.
    pub(super) language: String,
    /// How many of its first lines are options.
    pub(super) options: usize,
    /// Whether its code is shown.
    pub(super) shown: Shown,
    /// The pictures that it takes in.
    pub(super) pictures: Vec<String>,
    /// Whether running it would have shown something more.
    pub(super) is_not_run: bool,
    caption: String,
    alt: Option<String>,
    id: Option<String>,
    /// The kind of a statement or a box of bookdown.
    statement: Option<String>,
    name: Option<String>,
}

/// What a book shows of the code of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// The code.
    #[default]
    Code,
    /// Nothing.
    Nothing,
}

/// Languages of cells; what else stands in braces is no cell.
const ENGINES: &[&str] = &[
    "asis",
    "awk",
    "bash",
    "block",
    "block2",
    "c",
    "cat",
    "cpp",
    "css",
    "dot",
    "fortran",
    "go",
    "graphviz",
    "haskell",
    "javascript",
    "js",
    "julia",
    "mermaid",
    "node",
    "octave",
    "ojs",
    "perl",
    "php",
    "powershell",
    "python",
    "python3",
    "r",
    "Rcpp",
    "R",
    "ruby",
    "rust",
    "sas",
    "scala",
    "sh",
    "sql",
    "stan",
    "stata",
    "zsh",
];

/// The statements that bookdown had as cells, with the prefix of their ids.
const STATEMENTS: &[(&str, &str)] = &[
    ("theorem", "thm"),
    ("lemma", "lem"),
    ("corollary", "cor"),
    ("proposition", "prp"),
    ("conjecture", "cnj"),
    ("definition", "def"),
    ("example", "exm"),
    ("exercise", "exr"),
    ("hypothesis", "hyp"),
    ("proof", ""),
    ("remark", ""),
    ("solution", ""),
];

/// The place of an id that lacks the prefix of its kind.
pub(super) struct Prefixed {
    /// The byte behind its sign.
    pub(super) at: usize,
    pub(super) prefix: &'static str,
}

/// The id in `::: {.theorem #pyth}`, which `\@ref(thm:pyth)` means; `#thm-pyth` of Quarto has its prefix.
pub(super) fn prefixed(words: &str) -> Option<Prefixed> {
    let braces = words.trim_start_matches([' ', ':']).strip_prefix('{')?;
    let class = braces
        .split([' ', '}'])
        .find_map(|word| word.strip_prefix('.'))?;
    let (_, prefix) = STATEMENTS.iter().find(|(name, _)| *name == class)?;
    let at = words
        .find(" #")
        .map(|at| at + 2)
        .or_else(|| words.find("{#").map(|at| at + 2))?;
    let id = words[at..].split([' ', '}']).next().unwrap_or_default();
    let has_prefix = STATEMENTS.iter().any(|(_, prefix)| {
        let rest = id.strip_prefix(prefix).filter(|_| !prefix.is_empty());
        rest.is_some_and(|rest| rest.starts_with(['-', ':']))
    });
    (!prefix.is_empty() && !id.is_empty() && !has_prefix).then_some(Prefixed { at, prefix })
}

/// What a chapter says of its cells.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The texts of bookdown by their names.
    pub(super) texts: &'a Lookup<String, String>,
    /// What is shown of a cell that does not say it itself (`execute: echo: false`).
    pub(super) code: Shown,
}

impl Cell {
    /// Reads a cell; `None` for code that nothing runs.
    pub(super) fn read(info: &str, code: &[&str], chapter: Around<'_>) -> Option<Self> {
        let inside = info.strip_prefix('{')?.strip_suffix('}')?;
        let end = inside.find([' ', ',']).unwrap_or(inside.len());
        let engine = &inside[..end];
        let statement = STATEMENTS.iter().find(|(name, _)| *name == engine);
        if statement.is_none() && !ENGINES.contains(&engine) {
            return None;
        }
        let mut options = Options::of_line(&inside[end..]);
        let lines = code
            .iter()
            .take_while(|line| options.take_line(line))
            .count();
        let body = &code[lines.min(code.len())..];
        if engine.starts_with("block") {
            let kind = options.get("type").unwrap_or_else(|| "note".to_owned());
            return Some(Self {
                statement: Some(kind),
                options: lines,
                ..Self::default()
            });
        }
        if let Some((name, prefix)) = statement {
            let id = options.label.clone().filter(|_| !prefix.is_empty());
            return Some(Self {
                statement: Some((*name).to_owned()),
                options: lines,
                id: id.map(|label| format!("{prefix}:{label}")),
                name: options.get("name"),
                ..Self::default()
            });
        }
        let pictures = pictures(body);
        let silent = chapter.code == Shown::Nothing && !options.is_true("echo");
        let hidden = silent || options.is_false("echo") || options.is_false("include");
        let never = options.is_false("include");
        let caption = options.caption().unwrap_or_default();
        let caption = chapter.texts.get(&caption).cloned().unwrap_or(caption);
        let prints = !options.is_false("eval") && !never && pictures.is_empty();
        let diagram = matches!(engine, "mermaid" | "dot" | "graphviz" | "ojs");
        Some(Self {
            language: language(engine),
            options: lines,
            // The call that takes a picture in is nothing to read, unless its author wants it shown.
            shown: match hidden
                || !pictures.is_empty() && !options.is_true("echo")
                || engine == "asis" && never
            {
                true => Shown::Nothing,
                false => Shown::Code,
            },
            is_not_run: prints && (hidden || diagram || !caption.is_empty()),
            id: options
                .label
                .clone()
                .map(|label| match label.starts_with("fig-") {
                    true => label,
                    false => format!("fig:{label}"),
                }),
            alt: options.get("fig-alt"),
            caption,
            pictures,
            statement: None,
            name: None,
        })
    }

    /// The lines that open and close a statement.
    pub(super) fn statement(&self) -> Option<(String, String)> {
        let kind = self.statement.as_ref()?;
        let id = self
            .id
            .as_ref()
            .map(|id| format!(" #{id}"))
            .unwrap_or_default();
        let name = self.name.as_deref().unwrap_or_default();
        let opening = format!("\n::: {{.{kind}{id}}} {name}\n");
        Some((opening, "\n:::\n".to_owned()))
    }

    /// The pictures as figures of Markdown, the first with caption and id.
    pub(super) fn figures(&self) -> String {
        let mut written = String::from("\n");
        for (at, picture) in self.pictures.iter().enumerate() {
            let alt = self.alt.as_deref().unwrap_or(&self.caption);
            let alt = alt.replace(['[', ']', '\n'], "");
            let title = match at == 0 && !self.caption.is_empty() {
                true => format!(" \"{}\"", self.caption.replace('"', "”")),
                false => String::new(),
            };
            let id = self.id.as_ref().filter(|_| at == 0);
            let id = id.map(|id| format!("{{#{id}}}")).unwrap_or_default();
            written.push_str(&format!("![{alt}](<{picture}>{title}){id}\n\n"));
        }
        written
    }
}

fn language(engine: &str) -> String {
    match engine {
        "R" => "r".to_owned(),
        "python3" => "python".to_owned(),
        "ojs" | "node" | "js" => "javascript".to_owned(),
        "Rcpp" => "cpp".to_owned(),
        "asis" | "cat" => String::new(),
        other => other.to_owned(),
    }
}

/// What a cell says of itself.
#[derive(Default)]
struct Options {
    label: Option<String>,
    values: Lookup<String, String>,
}

impl Options {
    /// `map, fig.cap="نقشه", echo=FALSE`: knitr's names have dots, Quarto's hyphens.
    fn of_line(written: &str) -> Self {
        let mut options = Self::default();
        for part in parted(written) {
            match part.split_once('=') {
                Some((key, value)) => options.set(key, value),
                None if options.label.is_none() && is_label(part) => {
                    options.label = Some(part.to_owned());
                }
                None => {}
            }
        }
        options
    }

    /// Takes a line `#| key: value`; whether it was one.
    fn take_line(&mut self, line: &str) -> bool {
        let line = line.trim_start();
        let marks = ["#|", "//|", "%%|", "--|"];
        let Some(rest) = marks.iter().find_map(|mark| line.strip_prefix(mark)) else {
            return false;
        };
        if let Some((key, value)) = rest.split_once(':') {
            self.set(key, value);
        }
        true
    }

    fn set(&mut self, key: &str, value: &str) {
        let key = key.trim().replace('.', "-");
        let value = value.trim();
        let quoted = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        let value = quoted.unwrap_or(value).to_owned();
        if key == "label" {
            self.label = Some(value)
                .filter(|label| is_label(label))
                .or(self.label.take());
        } else {
            self.values.insert(key, value);
        }
    }

    fn get(&self, key: &str) -> Option<String> {
        self.values
            .get(key)
            .filter(|value| !value.is_empty())
            .cloned()
    }

    fn caption(&self) -> Option<String> {
        ["fig-cap", "tbl-cap", "lst-cap"]
            .iter()
            .find_map(|key| self.get(key))
    }

    fn is_false(&self, key: &str) -> bool {
        let value = self.values.get(key).map(String::as_str);
        matches!(value, Some("false" | "FALSE" | "F" | "no"))
    }

    fn is_true(&self, key: &str) -> bool {
        let value = self.values.get(key).map(String::as_str);
        matches!(value, Some("true" | "TRUE" | "T" | "fenced" | "yes"))
    }
}

fn is_label(written: &str) -> bool {
    let plain = |sign: char| sign.is_alphanumeric() || "-_:.".contains(sign);
    !written.is_empty() && written.chars().all(plain)
}

/// The parts between commas outside of quotation marks and brackets; the label may stand before the first comma.
fn parted(written: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut quote = None;
    for (at, sign) in written.char_indices() {
        match (quote, sign) {
            (Some(open), _) if sign == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(&written[start..at]);
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    parts.push(&written[start..]);
    let parts = parts.into_iter().map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The pictures that lines of R or Python take in, where they do nothing else with them: `include_graphics("a.png")`,
/// `include_graphics(c("a.png", "b.png"))`, `here("figures", "a.png")`, `Image("a.png")`.
fn pictures(code: &[&str]) -> Vec<String> {
    const CALLS: [&str; 2] = ["include_graphics(", "Image("];
    let all = code.join("\n");
    let mut found = Vec::new();
    for call in CALLS {
        for (at, _) in all.match_indices(call).take(MOST_PICTURES) {
            let arguments = &all[at + call.len()..];
            let arguments = &arguments[..closing(arguments)];
            let texts = quoted(arguments);
            // The parts of a path that a function joins.
            if arguments.contains("here(") || arguments.contains("file.path(") {
                found.push(texts.join("/"));
            } else {
                found.extend(texts.into_iter().map(str::to_owned));
            }
        }
    }
    found.retain(|path| is_picture(path));
    found
}

fn is_picture(path: &str) -> bool {
    const ENDINGS: [&str; 8] = [
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".pdf",
    ];
    let lower = path.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !path.contains(['<', '>', '\n'])
}

/// Pictures that a cell may take in.
const MOST_PICTURES: usize = 100;
/// Bytes that the arguments of a call may have.
const LONGEST: usize = 4_000;

/// The byte of the bracket that closes a call; 0 where none does.
fn closing(arguments: &str) -> usize {
    let mut depth = 1_usize;
    for (at, sign) in arguments.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match sign {
            '(' => depth += 1,
            ')' if depth == 1 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    0
}

/// The texts in quotation marks.
fn quoted(arguments: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = arguments;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = &rest[at..=at];
        let inside = &rest[at + 1..];
        let Some(end) = inside.find(quote) else { break };
        found.push(&inside[..end]);
        rest = &inside[end + 1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Around, Cell, Shown, prefixed};
    use crate::lookup::Lookup;

    fn read(info: &str, code: &[&str]) -> Cell {
        let around = Around {
            texts: &Lookup::new(),
            code: Shown::Code,
        };
        Cell::read(info, code, around).unwrap_or_default()
    }

    #[test]
    fn the_settings_hide_code_that_no_cell_shows() {
        let around = Around {
            texts: &Lookup::new(),
            code: Shown::Nothing,
        };
        let shown = |code: &[&str]| Cell::read("{r}", code, around).unwrap_or_default().shown;
        assert_eq!(shown(&["plot(x)"]), Shown::Nothing);
        assert_eq!(shown(&["#| echo: true", "plot(x)"]), Shown::Code);
    }

    #[test]
    fn a_picture_that_a_cell_takes_in_is_a_figure() {
        let cell = read(
            "{r map, fig.cap=\"نقشه، ایران\", echo=FALSE}",
            &["knitr::include_graphics(\"a/map.png\")"],
        );
        assert_eq!(cell.shown, Shown::Nothing);
        assert_eq!(
            cell.figures(),
            "\n![نقشه، ایران](<a/map.png> \"نقشه، ایران\"){#fig:map}\n\n"
        );
        let cell = read("{r}", &["include_graphics(here::here(\"fig\", \"a.png\"))"]);
        assert_eq!(cell.pictures, ["fig/a.png"]);
        let cell = read(
            "{python}",
            &["#| label: fig-a", "#| fig-cap: 'الف'", "Image(\"a.svg\")"],
        );
        assert_eq!(cell.figures(), "\n![الف](<a.svg> \"الف\"){#fig-a}\n\n");
    }

    #[test]
    fn code_stays_without_its_options() {
        let cell = read("{python}", &["#| label: x", "print(1)"]);
        assert_eq!((cell.shown, cell.options), (Shown::Code, 1));
        assert!(!cell.is_not_run);
        let cell = read("{r, echo=FALSE}", &["summary(cars)"]);
        assert_eq!(cell.shown, Shown::Nothing);
        assert!(cell.is_not_run);
        assert!(!read("{r setup, include=FALSE}", &["x <- 1"]).is_not_run);
    }

    #[test]
    fn what_nothing_runs_is_no_cell() {
        for info in [
            "python",
            "{.python}",
            "{note}",
            "{rust-doc}",
            "{=html}",
            "{r",
        ] {
            assert_eq!(
                Cell::read(
                    info,
                    &[],
                    Around {
                        texts: &Lookup::new(),
                        code: Shown::Code
                    }
                ),
                None,
                "{info}"
            );
        }
    }

    #[test]
    fn an_id_of_a_statement_gets_the_prefix_of_its_kind() {
        let at = |words: &str| prefixed(words).map(|found| (found.at, found.prefix));
        assert_eq!(at("::: {.theorem #pyth name=\"x\"}"), Some((15, "thm")));
        assert_eq!(at("::: {#a .lemma}"), Some((6, "lem")));
        for words in [
            "::: {.theorem #thm-a}",
            "::: {.proof #a}",
            "::: {.note #a}",
            "::: {#a}",
            ":::",
        ] {
            assert_eq!(at(words), None, "{words}");
        }
    }

    #[test]
    fn statements_of_bookdown_are_boxes() {
        let cell = read("{theorem, pyth, name=\"فیثاغورس\"}", &["متن"]);
        let expected = "\n::: {.theorem #thm:pyth} فیثاغورس\n".to_owned();
        assert_eq!(cell.statement(), Some((expected, "\n:::\n".to_owned())));
    }
}
