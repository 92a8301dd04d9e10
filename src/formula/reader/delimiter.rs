//! Brackets by their names.

/// The bracket of a name: `\{` is {, `.` is none.
pub(super) fn delimiter(name: &str) -> String {
    let sign = match name {
        "." | "\\." => "",
        "<" | "\\lt" | "\\langle" => "⟨",
        ">" | "\\gt" | "\\rangle" => "⟩",
        "|" | "\\vert" | "\\lvert" | "\\rvert" => "|",
        "\\|" | "\\Vert" | "\\lVert" | "\\rVert" => "‖",
        "\\{" | "\\lbrace" => "{",
        "\\}" | "\\rbrace" => "}",
        "\\lbrack" => "[",
        "\\rbrack" => "]",
        "\\lparen" => "(",
        "\\rparen" => ")",
        "\\lfloor" => "⌊",
        "\\rfloor" => "⌋",
        "\\lceil" => "⌈",
        "\\rceil" => "⌉",
        "\\lgroup" => "⟮",
        "\\rgroup" => "⟯",
        "\\lmoustache" => "⎰",
        "\\rmoustache" => "⎱",
        "\\ulcorner" => "⌜",
        "\\urcorner" => "⌝",
        "\\llcorner" => "⌞",
        "\\lrcorner" => "⌟",
        "\\llbracket" => "⟦",
        "\\rrbracket" => "⟧",
        "\\backslash" => "\\",
        "\\uparrow" => "↑",
        "\\downarrow" => "↓",
        "\\updownarrow" => "↕",
        "\\Uparrow" => "⇑",
        "\\Downarrow" => "⇓",
        "\\Updownarrow" => "⇕",
        name => name,
    };
    sign.to_owned()
}
