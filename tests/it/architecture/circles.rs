//! Which files of a room know each other, and which of them in a circle.
//!
//! `page::column` knows `page::slab` if it names something that is defined there, by whatever path:
//! imports are followed to the definition. The head of a folder (`mod.rs`) may name the files below it.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::sources::{Import, Source, defined};

type Module = Vec<String>;

/// The tree of modules.
pub(super) struct Modules<'a> {
    sources: BTreeMap<&'a [String], &'a Source>,
    imports: BTreeMap<&'a [String], Vec<Import>>,
    definitions: BTreeMap<&'a [String], BTreeSet<String>>,
}

impl<'a> Modules<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
        let by_module = |source: &'a Source| source.module.as_slice();
        let names = |source: &Source| source.items.iter().filter_map(defined).collect();
        let of = sources.iter();
        Self {
            sources: of.clone().map(|one| (by_module(one), one)).collect(),
            imports: of
                .clone()
                .map(|one| (by_module(one), one.imports()))
                .collect(),
            definitions: of.map(|one| (by_module(one), names(one))).collect(),
        }
    }

    /// The module in which the thing is defined that a path, written in `module`, names.
    fn target(
        &self,
        module: &[String],
        path: &[String],
        seen: &mut BTreeSet<(Module, Module)>,
    ) -> Option<Module> {
        let Some((first, rest)) = path.split_first() else {
            return Some(module.to_vec());
        };
        if !seen.insert((module.to_vec(), path.to_vec())) {
            return None;
        }
        match first.as_str() {
            "crate" => return self.target(&[], rest, seen),
            "self" => return self.target(module, rest, seen),
            "super" => return self.target(&module[..module.len().checked_sub(1)?], rest, seen),
            _ => {}
        }
        let inner = [module, std::slice::from_ref(first)].concat();
        if self.sources.contains_key(inner.as_slice()) {
            return self.target(&inner, rest, seen);
        }
        let imports = self.imports.get(module).into_iter().flatten();
        for import in imports.filter(|one| one.name == *first && one.path != path) {
            if let Some(end) = self.target(module, &import.path, seen) {
                return Some(end);
            }
        }
        let defines = self.definitions.get(module)?.contains(first);
        defines.then(|| module.to_vec())
    }

    /// The other files of its room that a file names, without those below it.
    fn known(&self, source: &Source) -> BTreeSet<Module> {
        let target = |path: &Module| self.target(&source.module, path, &mut BTreeSet::new());
        let mut known: BTreeSet<Module> = paths(source).iter().filter_map(target).collect();
        known.retain(|other| {
            other.first() == source.module.first() && !other.starts_with(&source.module)
        });
        known
    }

    /// Files of one room that reach each other; each circle sorted, and the circles.
    pub(super) fn circles(&self) -> Vec<Vec<String>> {
        let inside = self
            .sources
            .values()
            .filter(|source| !source.module.is_empty());
        let known: BTreeMap<&[String], BTreeSet<Module>> = inside
            .map(|source| (source.module.as_slice(), self.known(source)))
            .collect();
        let reached: BTreeMap<&[String], BTreeSet<Module>> = known
            .keys()
            .map(|module| (*module, reach(module, &known)))
            .collect();
        let mut circles = BTreeSet::new();
        for (module, others) in &reached {
            if others.contains(*module) {
                let back = |other: &&Module| {
                    reached
                        .get(other.as_slice())
                        .is_some_and(|far| far.contains(*module))
                };
                let circle = others.iter().filter(back).map(|other| other.join("::"));
                circles.insert(circle.collect::<Vec<_>>());
            }
        }
        circles.into_iter().collect()
    }
}

/// All that a file knows, in one step or by way of others.
fn reach(from: &[String], known: &BTreeMap<&[String], BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        for other in known.get(next).into_iter().flatten() {
            if reached.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    reached
}

/// Every path of more than one word that a file names, in `use` and elsewhere.
pub(super) fn paths(source: &Source) -> BTreeSet<Module> {
    let mut paths = Paths::default();
    source.items.iter().for_each(|item| paths.visit_item(item));
    let imports = source.imports().into_iter().map(|import| import.path);
    paths.found.extend(imports.filter(|path| path.len() > 1));
    paths.found
}

/// Collects paths, those inside macros included.
#[derive(Default)]
struct Paths {
    found: BTreeSet<Module>,
}

impl<'a> Visit<'a> for Paths {
    fn visit_path(&mut self, path: &'a syn::Path) {
        let words: Module = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if words.len() > 1 {
            self.found.insert(words);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let text = call.tokens.to_string().replace(" :: ", "::");
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
        for path in text
            .split(|letter| !is_part(letter))
            .filter(|word| word.contains("::"))
        {
            self.found
                .insert(path.split("::").map(str::to_owned).collect());
        }
    }
}
