#!/usr/bin/env python3
"""text_rules.py FOLDER: whether each rule by which text is arranged is needed.

FOLDER holds what the test `write_rule_pages` writes: the smallest page of each rule, with it and without it, the program
that it is for and what that program has to give back. A rule is needed if it does with the rule and does not without."""
import pathlib
import sys
import unicodedata

from body_text import STRIP
from extract import EXTRACTORS


def given_back(program: str, pdf: pathlib.Path, wanted: str, text: str) -> bool:
    """Whether a program gives a page's words, or its very letters."""
    pages = " ".join(EXTRACTORS[program](str(pdf)))
    if wanted == "Words":
        pages, text = pages.translate(STRIP), text.translate(STRIP)
    got, asked = (unicodedata.normalize("NFC", side).split() for side in (pages, text))
    return got == asked if wanted == "Words" else " ".join(asked) in " ".join(got)


def main(folder: str) -> int:
    faults = 0
    for about in sorted(pathlib.Path(folder).glob("*.txt")):
        head, text = about.read_text(encoding="utf-8").split("\n", 1)
        program, wanted = head.split()
        page = lambda which: given_back(program, about.with_suffix(f".{which}.pdf"), wanted, text)
        with_it, without_it = page("with"), page("without")
        if not with_it:
            verdict = "does not help"
        elif without_it:
            verdict = "is not needed"
        else:
            verdict = "needed"
        faults += verdict != "needed"
        print(f"{about.stem:18}{program:10}{verdict}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
