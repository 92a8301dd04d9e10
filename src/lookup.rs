//! Tables that can be looked up in and sets that can be asked, and nothing else: they are never read in order.
//!
//! Same book, same bytes: the order of a hash map is another one in each run of the program, and must never be
//! seen in a book, a message or a file. So neither type gives an iterator, keys, values or a list of what is in
//! it in any form. What is read in order, even once, is a `BTreeMap`, a `BTreeSet` or a `Vec`.
//!
//! A lookup in a long book (sixteen thousand ids) goes to one place of memory instead of four or five of a tree, and
//! a table costs the compiler a fifth of what a tree does.

use std::borrow::Borrow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::ops::Index;

/// A table that can only be looked up in.
///
/// ```
/// use sahhaf::lookup::Lookup;
///
/// let mut chapters: Lookup<String, usize> = [("دیباچه".to_owned(), 0)].into_iter().collect();
/// assert_eq!(chapters.insert("باب اول".to_owned(), 1), None);
/// assert_eq!(chapters.get("باب اول"), Some(&1));
/// assert_eq!(chapters.get("باب نهم"), None);
/// ```
///
/// It cannot be read in order, since that order would be another one each time:
///
/// ```compile_fail
/// let chapters = sahhaf::lookup::Lookup::<String, usize>::new();
/// for chapter in chapters {}
/// ```
#[derive(Clone)]
pub struct Lookup<K, V>(HashMap<K, V>);

impl<K, V> Lookup<K, V> {
    /// A table with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self(HashMap::new())
    }

    /// How many keys it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes all keys out and keeps the room for as many.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// Sets the value of a key; the value that it had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.0.insert(key, value)
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.0.get_mut(key)
    }

    /// Whether a key is in it.
    #[must_use]
    pub fn contains_key<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Takes a key out of it, and gives its value.
    pub fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.remove(key)
    }

    /// The place of a key, there or still free.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        self.0.entry(key)
    }
}

impl<K, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

/// How many it has, and nothing of what they are.
impl<K, V> fmt::Debug for Lookup<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({})", self.len())
    }
}

impl<K: Eq + Hash, V: PartialEq> PartialEq for Lookup<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, V: Eq> Eq for Lookup<K, V> {}

/// The last of the values that are given to a key stays.
impl<K: Eq + Hash, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<K: Eq + Hash, V> Extend<(K, V)> for Lookup<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        self.0.extend(pairs);
    }
}

/// The value of a key that is known to be there.
impl<K: Eq + Hash + Borrow<Q>, Q: Eq + Hash + ?Sized, V> Index<&Q> for Lookup<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

/// A set that can only be asked and added to.
///
/// ```
/// use sahhaf::lookup::Seen;
///
/// let mut names = Seen::new();
/// assert!(names.insert("سعدی"));
/// assert!(!names.insert("سعدی"), "it was there");
/// assert!(names.contains("سعدی") && !names.contains("حافظ"));
/// ```
#[derive(Clone)]
pub struct Seen<K>(HashSet<K>);

impl<K> Seen<K> {
    /// A set with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self(HashSet::new())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Eq + Hash> Seen<K> {
    /// Adds one; whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key)
    }

    /// Whether it is there.
    #[must_use]
    pub fn contains<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains(key)
    }

    /// Takes one out; whether it was there.
    pub fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.remove(key)
    }
}

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self::new()
    }
}

/// How many it has, and nothing of what they are.
impl<K> fmt::Debug for Seen<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seen({})", self.len())
    }
}

impl<K: Eq + Hash> PartialEq for Seen<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash> Eq for Seen<K> {}

impl<K: Eq + Hash> FromIterator<K> for Seen<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        Self(keys.into_iter().collect())
    }
}

impl<K: Eq + Hash> Extend<K> for Seen<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        self.0.extend(keys);
    }
}

#[cfg(test)]
mod tests {
    use super::{Lookup, Seen};

    #[test]
    fn the_last_value_of_a_key_stays_as_in_a_tree() {
        let mut table: Lookup<&str, u8> = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
        assert_eq!((table.len(), table["a"], table["b"]), (2, 3, 2));
        table.extend([("b", 4)]);
        assert_eq!(table.insert("b", 5), Some(4));
        assert_eq!(table.remove("b"), Some(5));
        assert!(!table.contains_key("b"));
        table.clear();
        assert!(table.is_empty() && !table.contains_key("a"));
    }

    #[test]
    fn the_first_value_of_a_key_stays_where_its_place_is_asked_for() {
        let mut table = Lookup::new();
        table.entry("a").or_insert(1);
        table.entry("a").or_insert(2);
        *table.get_mut("a").unwrap() += 10;
        assert_eq!(table.get("a"), Some(&11));
    }

    #[test]
    fn tables_with_the_same_pairs_are_equal_in_whatever_order_they_came() {
        let table = |pairs: [(&'static str, u8); 2]| pairs.into_iter().collect::<Lookup<_, _>>();
        assert!(table([("a", 1), ("b", 2)]) == table([("b", 2), ("a", 1)]));
        assert!(table([("a", 1), ("b", 2)]) != table([("a", 2), ("b", 2)]));
        assert!(Lookup::<u8, u8>::default().is_empty());
    }

    #[test]
    fn what_is_inside_is_not_told_in_an_order() {
        let table: Lookup<u8, u8> = [(7, 8), (9, 10)].into_iter().collect();
        let seen: Seen<u8> = [7, 9].into_iter().collect();
        assert_eq!(format!("{table:?} {seen:?}"), "Lookup(2) Seen(2)");
    }

    #[test]
    fn a_set_tells_whether_what_is_added_is_new() {
        let mut seen: Seen<String> = ["a".to_owned()].into_iter().collect();
        assert!(!seen.insert("a".to_owned()) && seen.insert("b".to_owned()));
        seen.extend(["c".to_owned(), "b".to_owned()]);
        assert_eq!(seen.len(), 3);
        assert!(seen.remove("a") && !seen.remove("a") && !seen.contains("a"));
        assert!(Seen::<u8>::default().is_empty());
    }
}
