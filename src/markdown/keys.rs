//! Which keys behind an `@` mean something in a chapter: works of the bibliography, and places of the book.

/// How the keys of a chapter are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Whether the book has a bibliography, so that a bare `@key` cites a work.
    pub works: bool,
    /// Whether `@fig-map` leads to a figure, as Quarto has it; `@fig:map` of pandoc-crossref always does.
    pub hyphenated: bool,
}

impl Keys {
    /// Whether a bare key means something.
    pub(super) fn reads(self, key: &str) -> bool {
        self.works || self.is_reference(key)
    }

    /// Whether a key names a figure, table, section, formula, listing or theorem of the book and no work.
    pub(super) fn is_reference(self, key: &str) -> bool {
        const KINDS: [&str; 6] = ["fig", "tbl", "tab", "sec", "eq", "lst"];
        let names_kind = |sign: char| {
            let kind = key.split_once(sign).map(|(kind, _)| kind);
            kind.is_some_and(|kind| {
                KINDS.contains(&kind) || super::statement_kinds::is_prefix(kind)
            })
        };
        names_kind(':') || self.hyphenated && names_kind('-')
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn a_kind_and_a_sign_make_a_reference_of_a_key() {
        let usual = Keys::default();
        let of_quarto = Keys {
            hyphenated: true,
            ..usual
        };
        for key in ["fig:map", "sec:a", "eq:1", "thm:line"] {
            assert!(usual.is_reference(key) && usual.reads(key), "{key}");
        }
        for key in ["fig-map", "tbl-one", "sec-data", "thm-line"] {
            assert!(!usual.reads(key) && of_quarto.reads(key), "{key}");
        }
        for key in ["zamani1395", "fig", "figure-1", "doi:10.1"] {
            assert!(!of_quarto.reads(key), "{key}");
        }
    }
}
