//! Builds the fonts and the sample book into the program.
//!
//! Comes in: `fonts/fonts.toml` with the files it names, and the folder `book/`.
//! Goes out, in `OUT_DIR`:
//! - `fonts.rs`: `FACES`, one `EmbeddedFace` per font (the types are in `src/font/embedded.rs`); none without the
//!   feature `embedded-fonts`;
//! - `sample.rs`: `SAMPLE`, every file of the book with its path, with the feature `cli`.
//!
//! The build stops when a font differs from its checksum. What is true of the files with these checksums, that they may
//! be embedded and have a glyph for every character that books need, is held by tests of `src/font`: to read fonts here
//! the compiler would have to make a second copy of what reads them, before anything else.
//! Output depends on these files alone: the manifest keeps its order, the book is sorted by path.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "cargo reads directives from standard output and shows errors from standard error"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads and writes files itself"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde::Deserialize;
use sha2::{Digest, Sha256};

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Reads and checks the fonts, gathers the book, writes both tables.
fn generate() -> Result<(), String> {
    let root = directory("CARGO_MANIFEST_DIR")?;
    let out = directory("OUT_DIR")?;
    watch(&root.join("build.rs"));

    let mut faces = Vec::new();
    if has_feature("EMBEDDED_FONTS") {
        faces = load_faces(&root.join("fonts"))?;
    }
    write(&out.join("fonts.rs"), &faces_table(&faces))?;

    if !has_feature("CLI") {
        return Ok(());
    }
    let book = collect_book(&root.join("book"))?;
    write(&out.join("sample.rs"), &sample_table(&book))
}

// ── Fonts ───────────────────────────────────────────────────────────────────

/// `fonts/fonts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// In fallback order.
    face: Vec<FaceEntry>,
}

/// One `[[face]]` of the manifest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaceEntry {
    file: String,
    family: String,
    weight: u16,
    /// `upright` where nothing is said.
    #[serde(default)]
    slant: Slant,
    role: Role,
    /// Language subtags of the books that are set in it; see `src/font/embedded.rs`.
    #[serde(default)]
    hand_of: Vec<String>,
    licence: String,
    version: String,
    /// Says where the file came from; for people, and never empty.
    package: String,
    sha256: String,
}

/// The role of a face; its `Debug` form names the variant in the generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    Body,
    Code,
    Fallback,
    Named,
    Math,
}

/// How letters stand; its `Debug` form names the variant in the generated code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Slant {
    #[default]
    Upright,
    Slanted,
}

/// A face of the manifest, checked.
struct Face {
    entry: FaceEntry,
    path: PathBuf,
    licence_path: PathBuf,
}

/// Reads the manifest and every face it names, in its order.
fn load_faces(folder: &Path) -> Result<Vec<Face>, String> {
    let path = folder.join("fonts.toml");
    let manifest: Manifest = toml::from_str(&read_text(&path)?)
        .map_err(|error| format!("cannot parse {}: {error}", path.display()))?;
    manifest
        .face
        .into_iter()
        .map(|entry| load_face(folder, entry))
        .collect()
}

/// Reads one face and checks what the manifest says of it.
fn load_face(folder: &Path, entry: FaceEntry) -> Result<Face, String> {
    let path = folder.join(&entry.file);
    let licence_path = folder.join(&entry.licence);
    check_checksum(&entry, &read(&path)?)?;
    if read_text(&licence_path)?.trim().is_empty() || entry.package.is_empty() {
        return Err(format!("fonts/{}: licence or package is empty", entry.file));
    }
    Ok(Face {
        entry,
        path,
        licence_path,
    })
}

/// Compares the file with its checksum.
fn check_checksum(entry: &FaceEntry, data: &[u8]) -> Result<(), String> {
    let found = Sha256::digest(data)
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    if found == entry.sha256 {
        return Ok(());
    }
    Err(format!(
        "fonts/{}: checksum differs from fonts/fonts.toml\n  expected {}\n  found    {found}",
        entry.file, entry.sha256
    ))
}

/// The source text of `fonts.rs`.
fn faces_table(faces: &[Face]) -> String {
    let literals: String = faces.iter().map(face_literal).collect();
    format!(
        "/// Every face built in, in the order of `fonts/fonts.toml`: within a role, fallback order.\n\
         pub(crate) static FACES: &[EmbeddedFace] = &[\n{literals}];\n"
    )
}

/// One `EmbeddedFace { … }` of the generated table.
fn face_literal(face: &Face) -> String {
    let entry = &face.entry;
    let fields = [
        format!("file: {:?}", entry.file),
        format!("family: {:?}", entry.family),
        format!("weight: {}", entry.weight),
        format!("slant: Slant::{:?}", entry.slant),
        format!("role: Role::{:?}", entry.role),
        format!("hand_of: &{:?}", entry.hand_of),
        format!("licence: {:?}", entry.licence),
        format!("licence_text: include_str!({:?})", face.licence_path),
        format!("version: {:?}", entry.version),
        format!("data: include_bytes!({:?})", face.path),
    ];
    format!(
        "    EmbeddedFace {{\n        {},\n    }},\n",
        fields.join(",\n        ")
    )
}

// ── The sample book ─────────────────────────────────────────────────────────

/// Folders at the top of `book/` that hold what the program makes.
const MADE: [&str; 2] = ["output", "build"];

/// A file of the book: its path inside the book, with `/` between parts, and where it is.
type BookFile = (String, PathBuf);

/// All files of the book but hidden ones and [`MADE`], sorted by path.
///
/// Files and folders are watched one by one, not `book/` as a whole: making the sample book
/// there would otherwise recompile the program.
fn collect_book(folder: &Path) -> Result<Vec<BookFile>, String> {
    let mut files = Vec::new();
    collect_folder(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

/// Adds the files of one folder and of those below it; `prefix` is empty or ends in `/`.
fn collect_folder(folder: &Path, prefix: &str, files: &mut Vec<BookFile>) -> Result<(), String> {
    let failed = |error| format!("cannot list {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| format!("cannot embed {}: its name is not UTF-8", path.display()))?;
        if name.starts_with('.') || (prefix.is_empty() && MADE.contains(&name)) {
            continue;
        }
        let inner = format!("{prefix}{name}");
        watch(&path);
        if path.is_dir() {
            collect_folder(&path, &format!("{inner}/"), files)?;
        } else {
            files.push((inner, path));
        }
    }
    Ok(())
}

/// The source text of `sample.rs`.
fn sample_table(files: &[BookFile]) -> String {
    let literals: String = files
        .iter()
        .map(|(inner, path)| format!("    ({inner:?}, include_bytes!({path:?})),\n"))
        .collect();
    format!(
        "/// Every file of the sample book: its path inside the book, and its bytes; sorted by path.\n\
         pub(crate) static SAMPLE: &[(&str, &[u8])] = &[\n{literals}];\n"
    )
}

// ── Files and cargo ─────────────────────────────────────────────────────────

/// A folder that cargo names in the environment.
fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| format!("cargo did not set {variable}"))
}

/// Whether the crate is built with a feature, named in capitals as cargo does.
fn has_feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}

/// Tells cargo to run this script again when the path changes.
fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}

/// Reads a file and watches it.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    watch(path);
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Reads a text file and watches it.
fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a generated file.
fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
