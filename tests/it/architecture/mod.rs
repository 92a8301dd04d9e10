//! Keeps `docs/architecture.md` true: the rooms, what each may know, the dependencies. Holds what the
//! code promises of itself: no circles of files, no types of another room handed on, no tuples as
//! parameters, functions that fit a screen.

mod circles;
mod front_page;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::visit::{self, Visit};

use self::circles::{Modules, paths};
use self::sources::{Reach, Source, files, program};
use crate::snapshot::{self, project};

/// Lines of a function, signature and braces included; more does not fit a screen.
const SCREEN: usize = 80;

/// A room and the rooms it knows.
type Rooms = BTreeMap<String, BTreeSet<String>>;

fn document() -> String {
    fs::read_to_string(project("docs/architecture.md")).unwrap()
}

/// The rows of the table under a heading: cells without their spaces.
fn table(document: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, section) = document.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let cells = |row: &str| {
        row.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    rows.map(cells).collect()
}

/// The names that a cell quotes.
fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn documented() -> Rooms {
    let rows = table(&document(), "Rooms");
    rows.iter()
        .map(|row| (row[0].trim_matches('`').to_owned(), quoted(&row[3])))
        .collect()
}

#[test]
fn the_document_names_every_room_and_no_other() {
    let library = fs::read_to_string(project("src/lib.rs")).unwrap();
    let modules = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    let modules: BTreeSet<String> = modules
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect();
    let rooms: BTreeSet<String> = documented().into_keys().collect();
    assert_eq!(rooms, modules);
}

#[test]
fn a_room_knows_only_the_rooms_it_may() {
    let rooms = documented();
    let mut faults = Vec::new();
    for source in program() {
        let room = source.room();
        let Some(known) = rooms.get(room) else {
            continue;
        };
        let used = paths(&source).into_iter().filter(|path| path[0] == "crate");
        let mut strangers: BTreeSet<String> = used.map(|path| path[1].clone()).collect();
        strangers.retain(|name| name != room && rooms.contains_key(name) && !known.contains(name));
        if !strangers.is_empty() {
            faults.push(format!("{} uses {strangers:?}", source.module.join("::")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_two_rooms_know_each_other_even_by_way_of_others() {
    let rooms = documented();
    for room in rooms.keys() {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = rooms[room].iter().collect();
        while let Some(next) = open.pop() {
            assert_ne!(next, room, "{room} reaches itself");
            if reached.insert(next) {
                open.extend(&rooms[next]);
            }
        }
    }
}

#[test]
fn the_document_says_why_each_dependency_is_here() {
    let manifest: toml::Table = fs::read_to_string(project("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let dependencies: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let rows = table(&document(), "Dependencies");
    assert!(rows.iter().all(|row| !row[1].is_empty()));
    let named: BTreeSet<String> = rows
        .iter()
        .map(|row| row[0].trim_matches('`').to_owned())
        .collect();
    assert_eq!(named, dependencies);
}

/// First line and length of every function, by the indentation that rustfmt gives.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (first, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let named = bare.contains("fn ") && bare.split("fn ").next().is_some_and(is_modifiers);
        if !named || bare.ends_with(['}', ';']) {
            continue;
        }
        let end = format!("{}}}", " ".repeat(indent));
        let is_end = |line: &&str| line.trim_end_matches(';') == end;
        if let Some(length) = lines[first..].iter().position(is_end) {
            found.push((first + 1, length + 1));
        }
    }
    found
}

fn is_modifiers(before: &str) -> bool {
    let known = [
        "pub",
        "pub(crate)",
        "pub(super)",
        "const",
        "async",
        "unsafe",
        "extern",
    ];
    before.split_whitespace().all(|word| known.contains(&word))
}

#[test]
fn a_function_fits_a_screen() {
    let mut faults = Vec::new();
    for path in files(&project("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for (line, length) in functions(&text)
            .into_iter()
            .filter(|(_, length)| *length > SCREEN)
        {
            faults.push(format!("{}:{line} has {length} lines", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_begins_with_what_it_is_for() {
    for path in files(&project("src")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} has no module documentation",
            path.display()
        );
    }
}

/// Parameters of functions that have a tuple anywhere in their type: `(A, B)`, `&[(A, B)]`, `Option<(A, B)>`, an
/// iterator of them, or that are taken apart as one, `(number, generation): ObjectId`; and bounds of a function's own type
/// parameters that have one.
///
/// What a closure is given counts the same: `impl Fn(A, B)` has two named arguments where it is written down, and is
/// none; `impl Fn((A, B))` and `impl Fn(A) -> (B, C)` are. What a closure *is*, `|(a, b)| …` behind `zip`, is no
/// signature and is left alone, and so are results, which are taken apart where they are read. A method of a trait
/// takes what the trait says (`FromIterator<(K, V)>`): it counts where the trait is ours, where it is declared.
#[derive(Default)]
struct TupleParameters {
    count: usize,
}

impl<'a> Visit<'a> for TupleParameters {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if item.trait_.is_none() {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        let typed = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(parameter) => Some(parameter),
            syn::FnArg::Receiver(_) => None,
        });
        let is_tuple = |parameter: &&syn::PatType| {
            matches!(*parameter.pat, syn::Pat::Tuple(_)) || has_tuple(&parameter.ty)
        };
        self.count += typed.filter(is_tuple).count();
        let mut bounds = Tuples::default();
        bounds.visit_generics(&signature.generics);
        self.count += bounds.count;
    }
}

fn has_tuple(kind: &syn::Type) -> bool {
    let mut tuples = Tuples::default();
    tuples.visit_type(kind);
    tuples.count > 0
}

/// The tuples of a type; `()` is none.
#[derive(Default)]
struct Tuples {
    count: usize,
}

impl<'a> Visit<'a> for Tuples {
    fn visit_type_tuple(&mut self, tuple: &'a syn::TypeTuple) {
        self.count += usize::from(!tuple.elems.is_empty());
        visit::visit_type_tuple(self, tuple);
    }
}

#[test]
fn a_tuple_is_seen_wherever_it_hides_in_a_parameter() {
    let count = |text: &str| {
        let mut tuples = TupleParameters::default();
        tuples.visit_file(&syn::parse_file(text).unwrap());
        tuples.count
    };
    for hides in [
        "fn f(a: (A, B)) {}",
        "fn f((a, b): &mut (A, B)) {}",
        "fn f((a, b): Pair) {}",
        "fn f(a: &[(A, B)]) {}",
        "fn f(a: Vec<Option<(A, B)>>) {}",
        "fn f(a: impl Iterator<Item = (A, B)>) {}",
        "fn f<I: Iterator<Item = (A, B)>>(a: I) {}",
        "fn f<I>(a: I) where I: Iterator<Item = (A, B)> {}",
        "fn f(a: impl Fn((A, B))) {}",
        "fn f(a: &dyn Fn(A) -> (A, B)) {}",
        "impl C { fn f(&self, a: [(A, B); 2]) {} }",
        "trait T { fn f(&self, a: Option<&(A, B)>); }",
        "mod m { fn f(a: (A,)) {} }",
    ] {
        assert_eq!(count(hides), 1, "{hides}");
    }
    for has_none in [
        "fn f(a: impl Fn(A, B)) -> (A, B) { (a, b) }",
        "fn f(a: ()) { a.map(|(a, b): (A, B)| a) }",
        "impl T for C { fn f(&self, a: (A, B)) {} }",
        "struct S { a: (A, B) }",
    ] {
        assert_eq!(count(has_none), 0, "{has_none}");
    }
}

/// Types of another room that a file hands on: `pub use crate::line::SetLine` in `page`.
fn handed_on<'a>(source: &Source, rooms: &'a Rooms) -> Vec<&'a String> {
    let imports = source.imports();
    let exported = imports
        .iter()
        .filter(|import| import.reach == Reach::Exported);
    let from = exported
        .filter(|import| import.path[0] == "crate")
        .map(|import| &import.path[1]);
    let rooms = from.filter_map(|room| rooms.get_key_value(room));
    rooms
        .map(|(room, _)| room)
        .filter(|room| *room != source.room())
        .collect()
}

/// What is left of what should not be, a line for each room. The list gets shorter, never longer: it is
/// compared with `tests/golden/architecture/left.txt`, and both more and less than listed fail.
#[test]
fn files_know_each_other_one_way_and_parameters_have_names() {
    let (sources, rooms) = (program(), documented());
    let circles = Modules::new(&sources).circles();
    let mut left = String::new();
    for room in rooms.keys() {
        let of_room = || sources.iter().filter(|source| source.room() == room);
        let mut tuples = TupleParameters::default();
        of_room()
            .flat_map(|source| &source.items)
            .for_each(|item| tuples.visit_item(item));
        let inside = |circle: &&Vec<String>| circle[0].split("::").next() == Some(room);
        let circles: Vec<_> = circles.iter().filter(inside).collect();
        let handed: usize = of_room()
            .map(|source| handed_on(source, &rooms).len())
            .sum();
        if tuples.count + circles.len() + handed > 0 {
            let files = circles.iter().map(|circle| circle.len()).sum::<usize>();
            left += &format!(
                "{room}: {} circles of {files} files, {} tuple parameters, {handed} re-exports\n",
                circles.len(),
                tuples.count,
            );
        }
    }
    snapshot::assert("architecture/left.txt", &left);
}
