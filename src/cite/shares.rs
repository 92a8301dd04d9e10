//! The works that one run of hayagriva has to know: a long list in, shares of it out.
//!
//! hayagriva looks for a work among all that it knows, each time anew, and compares each with each to tell apart those
//! that look alike: ten thousand works would take a hundred times what a thousand take. Letters behind years depend on
//! the works of one author and year alone, so that a long list is rendered in shares, none of which parts these:
//!
//! ```text
//! الف ۱۳۷۵، ب ۱۳۸۰، الف ۱۳۷۵، ج ۱۳۹۰  ─▶  [الف ۱۳۷۵، الف ۱۳۷۵]  [ب ۱۳۸۰، ج ۱۳۹۰]
//! ```

use std::collections::BTreeSet;

use crate::limits;
use crate::lookup::Lookup;

/// So many works go into one run; nearly all books have fewer.
pub(super) const WORKS_OF_A_RUN: usize = 500;

/// Works and citations that are rendered in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RunShare {
    /// The works, as their places in the list, in its order.
    pub(super) works: Vec<usize>,
    /// The citations.
    pub(super) members: Vec<usize>,
    /// Whether the list takes its entries from here; another share has those of a run for citations alone.
    pub(super) listed: bool,
}

/// The works and groups of one voice before they are shared out among runs.
pub(super) struct WorksToShare {
    /// The works of a run, as their places in the list, in its order.
    pub(super) works: Vec<usize>,
    /// What a short citation shows of each; `None` where works are numbered, of which none look alike.
    pub(super) faces: Option<Vec<String>>,
    /// The citations, each with the places of its works.
    pub(super) members: Vec<MemberGroup>,
    /// So many works make a share; `None` where all of them make one.
    pub(super) most: Option<usize>,
}

/// A group of works that are cited together.
#[derive(Clone, Debug)]
pub(super) struct MemberGroup {
    /// Its index.
    pub(super) at: usize,
    /// The places of its works in the list.
    pub(super) works: Vec<usize>,
}

impl WorksToShare {
    /// The shares, in the order of the list.
    pub(super) fn shares(self) -> Vec<RunShare> {
        let Some(most) = self.most.filter(|most| self.works.len() > *most) else {
            let members = self.members.iter().map(|member| member.at).collect();
            return vec![RunShare {
                works: self.works,
                members,
                listed: true,
            }];
        };
        let kinds = self.kinds();
        let mut shares = packed(&kinds, most);
        let mut homes = Lookup::new();
        for (at, share) in shares.iter().enumerate() {
            homes.extend(share.works.iter().map(|work| (*work, at)));
        }
        let mut astray = Vec::new();
        for member in &self.members {
            let mut found = member.works.iter().map(|work| homes.get(work).copied());
            let first = found.next().flatten();
            match first.filter(|_| found.all(|home| home == first)) {
                Some(home) => shares[home].members.push(member.at),
                None => astray.push(member),
            }
        }
        shares.extend(self.further(&kinds, &astray, most));
        shares
    }

    /// Works that look alike, each kind in the order of the list.
    fn kinds(&self) -> Vec<Vec<usize>> {
        let Some(faces) = &self.faces else {
            return self.works.iter().map(|work| vec![*work]).collect();
        };
        let mut kinds: Vec<Vec<usize>> = Vec::new();
        let mut known: Lookup<&str, usize> = Lookup::new();
        for (work, face) in self.works.iter().zip(faces) {
            let at = known.get(face.as_str()).copied();
            match at.filter(|at| kinds[*at].len() < limits::ALIKE_WORKS) {
                Some(at) => kinds[at].push(*work),
                None => {
                    known.insert(face, kinds.len());
                    kinds.push(vec![*work]);
                }
            }
        }
        kinds
    }

    /// Runs for citations of works that came into different shares.
    fn further(&self, kinds: &[Vec<usize>], astray: &[&MemberGroup], most: usize) -> Vec<RunShare> {
        if self.faces.is_none() && !astray.is_empty() {
            // A number counts every work before it.
            return vec![RunShare {
                works: self.works.clone(),
                members: astray.iter().map(|member| member.at).collect(),
                listed: false,
            }];
        }
        let kind_of: Lookup<usize, usize> = (0..kinds.len())
            .flat_map(|kind| kinds[kind].iter().map(move |work| (*work, kind)))
            .collect();
        let mut shares = Vec::new();
        let mut open = OpenShare::default();
        for member in astray {
            let named = member.works.iter().filter_map(|work| kind_of.get(work));
            let alike = named.flat_map(|kind| &kinds[*kind]);
            open.works.extend(alike);
            open.members.push(member.at);
            if open.works.len() > most {
                shares.push(std::mem::take(&mut open).closed());
            }
        }
        if !open.members.is_empty() {
            shares.push(open.closed());
        }
        shares
    }
}

/// A share for citations that is not full yet.
#[derive(Default)]
struct OpenShare {
    works: BTreeSet<usize>,
    members: Vec<usize>,
}

impl OpenShare {
    fn closed(self) -> RunShare {
        RunShare {
            works: self.works.into_iter().collect(),
            members: self.members,
            listed: false,
        }
    }
}

/// Kinds put together until a share has enough of them.
fn packed(kinds: &[Vec<usize>], most: usize) -> Vec<RunShare> {
    let mut shares: Vec<RunShare> = Vec::new();
    for kind in kinds {
        match shares.last_mut() {
            Some(share) if share.works.len() + kind.len() <= most => share.works.extend(kind),
            _ => shares.push(RunShare {
                works: kind.clone(),
                members: Vec::new(),
                listed: true,
            }),
        }
    }
    for share in &mut shares {
        share.works.sort_unstable();
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(faces: &[&str], members: &[&[usize]], most: usize) -> Vec<RunShare> {
        let member = |(at, works): (usize, &&[usize])| MemberGroup {
            at,
            works: works.to_vec(),
        };
        let whole = WorksToShare {
            works: (0..faces.len()).collect(),
            faces: Some(faces.iter().map(|face| (*face).to_owned()).collect()),
            members: members.iter().enumerate().map(member).collect(),
            most: Some(most),
        };
        whole.shares()
    }

    fn share(works: &[usize], members: &[usize], listed: bool) -> RunShare {
        RunShare {
            works: works.to_vec(),
            members: members.to_vec(),
            listed,
        }
    }

    #[test]
    fn a_short_list_is_one_share() {
        let shares = whole(&["a", "b"], &[&[0, 1]], 2);
        assert_eq!(shares, [share(&[0, 1], &[0], true)]);
    }

    #[test]
    fn works_that_look_alike_are_never_parted() {
        let shares = whole(&["a", "b", "a", "c"], &[&[2], &[3]], 2);
        assert_eq!(
            shares,
            [share(&[0, 2], &[0], true), share(&[1, 3], &[1], true)]
        );
    }

    #[test]
    fn a_citation_across_shares_has_a_run_that_knows_all_that_look_like_its_works() {
        let shares = whole(&["a", "b", "a", "c"], &[&[0, 1]], 2);
        assert_eq!(shares[2], share(&[0, 1, 2], &[0], false));
    }

    #[test]
    fn numbered_works_stay_in_a_row() {
        let whole = WorksToShare {
            works: (0..5).collect(),
            faces: None,
            members: vec![MemberGroup {
                at: 0,
                works: vec![1, 4],
            }],
            most: Some(2),
        };
        let works: Vec<_> = whole
            .shares()
            .into_iter()
            .map(|share| share.works)
            .collect();
        let row = (0..5).collect();
        assert_eq!(works, [vec![0, 1], vec![2, 3], vec![4], row]);
    }

    #[test]
    fn more_works_of_one_face_than_have_letters_are_parted() {
        let faces = vec!["a"; limits::ALIKE_WORKS + 1];
        let shares = whole(&faces, &[], 2);
        assert_eq!(shares[1].works, [limits::ALIKE_WORKS]);
    }
}
