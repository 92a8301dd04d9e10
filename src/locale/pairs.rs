//! Brackets and quotation marks that come in pairs, in texts of either direction.

/// Brackets and quotation marks that belong together.
pub(super) const PAIRS: [(char, char); 6] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('“', '”'),
];
