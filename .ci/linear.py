#!/usr/bin/env python3
"""linear.py SAHHAF WORK: the work of a build grows no faster than its book, and what a book holds costs what it should.

Each kind of text that a chapter may be full of is bound N and 4 N times, on one thread. What the program itself has used
of a processor (not how late it was) may grow by GROWTH at most beyond what an empty book takes; 4 N may take MOST_MEMORY.
Both are measured one after the other, and what is over the limit is measured again, TRIES times in all: other programs share
the machine, and its clock goes faster and slower, so the least ratio of a pair counts. What grows with the square is over the
limit in each of them. Then ids and links may cost so many times the same book without them.
"""
import os
import resource
import subprocess
import sys
from pathlib import Path

GROWTH = 7.0  # five are the goal; quadratic work would be sixteen, and a busy machine adds to both
MOST_MEMORY = 512  # MiB
LONGEST = 30  # seconds of a processor
TRIES = 6
# Below so many seconds, what is measured is chance.
LEAST = 0.02
SENTENCE = "این بند چند کلمه دارد و بیش از این نمی‌گوید"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900">{}</svg>'
WORKS = '[bibliography]\nfiles = ["r.bib"]\nnocite = ["*"]\n'
TINY = '[pdf]\ntrim = "60x80"\nfont-size = 36\nline-height = 3\n'


def each(count: int, text) -> str:
    return "".join(map(text, range(count)))


def works(count: int, author=lambda at: at, date=", date = {1380}") -> str:
    """A bibliography of so many books; the number of an author is that of the work without it."""
    return each(count, lambda at: f"@book{{k{at}, author = {{نام{author(at)}, ن}}, title = {{کتاب {at}}}{date}}}\n")


def boxes(count: int) -> str:
    """Columns in margins in columns, so deep."""
    opened = each(count, lambda at: ":" * (count + 3 - at) + (" columns\n" if at % 2 else " margin\n"))
    return opened + "متن\n" + each(count, lambda at: ":" * (4 + at) + "\n")


# Name: N, the chapter with N of its kind, and further files or settings.
KINDS = {
    "words of one paragraph": (4_000, lambda n: f"{SENTENCE} " * n),
    "paragraphs with ids": (2_000, lambda n: each(n, lambda at: f'<p id="a{at}">{SENTENCE}.</p>\n\n')),
    "words of a heading": (1_500, lambda n: "# " + "عنوان " * n + "\n\nمتن\n"),
    "words of a heading on tiny pages": (400, lambda n: "# " + "عنوان " * n + "\n\nمتن\n", {"book.toml": TINY}),
    "quotation marks": (4_000, lambda n: "متن " + '"سلام ' * n),
    "guillemets": (4_000, lambda n: "متن " + "«سلام ' “" * n),
    "letters without a space": (20_000, lambda n: "ب" * n),
    "letters without a space in Nastaliq": (10_000, lambda n: "ب" * n, {
        "book.toml": '[fonts]\nbody = "Noto Nastaliq Urdu"\n'}),
    "signs that begin tags": (20_000, lambda n: "متن " + "<" * n),
    "notes in notes": (1_000, lambda n: "متن " + "^[یاد " * n + "]" * n),
    "rows of a grid table": (600, lambda n: "+---+---+\n" + "| a | b |\n+---+---+\n" * n),
    "grids without cells": (8_000, lambda n: "+--+\n|\\|\n" * n),
    "notes of one name": (1_000, lambda n: "متن[^1].\n\n[^1]: یادداشت.\n\n" * n),
    "notes that no bracket closes": (20_000, lambda n: "متن " + "[^" * n),
    "tables of files that end nowhere": (4_000, lambda n: "::: table {file=a.csv}\n\n" * n),
    "rows of a table's head": (150, lambda n: "<table><thead>" + "<tr><th>a</th></tr>" * n + "</thead>"
        + "<tr><td>b</td></tr>" * n + "</table>"),
    # As many as add what they may: below it a file of N/4 lines taken in N times is N times as much text.
    "files taken in": (600, lambda n: "{{#include a.md}}\n\n" * n, {"a.md": lambda n: "متن کتاب\n\n" * (n // 4)}),
    "punctuation without a space": (20_000, lambda n: "متن [" + "/-" * n + "](https://e.org)"),
    "soft hyphens": (10_000, lambda n: "ab\u00ad" * n),
    "vowel marks": (50_000, lambda n: "بَ" * n),
    "marks on one letter": (20_000, lambda n: "متن a" + "\u0323\u0301" * n),
    "letters that no face has": (4_000, lambda n: each(n, lambda at: chr(0x4E00 + at % 20_000) + " ")),
    "lists whose marks are letters": (1_500, lambda n: "الف) یک\nب) دو\n\nمتن\n\n" * n),
    "items that letters count in pandoc": (1_500, lambda n: "---\nauthor: a\n---\n\n" + "a) یک\nb) دو\n\n@a متن\n\n" * n),
    "notes in the margin": (800, lambda n: each(n, lambda at: f"متن[^{at}] ") + "\n\n"
        + each(n, lambda at: f"[^{at}]: یادداشت.\n\n"), {"book.toml": '[notes]\nplace = "margin"\n'}),
    "words of two columns": (2_000, lambda n: "::: columns\n" + f"{SENTENCE} " * n + "\n:::"),
    "lines that are counted": (2_000, lambda n: "::: numbered-lines\n" + f"{SENTENCE} " * n + "\n:::"),
    "paragraphs on facing pages": (800, lambda n: ":::: facing\n::: {lang=ar}\n" + f"{SENTENCE}.\n\n" * n
        + ":::\n::: {lang=fa}\n" + f"{SENTENCE}.\n\n" * n + ":::\n::::"),
    "words of two directions": (4_000, lambda n: "abc سلام (12) " * n),
    "links": (2_000, lambda n: "# الف {#a}\n\n" + f"[{SENTENCE}](#a) " * n),
    "links that lead nowhere": (1_500, lambda n: each(n, lambda at: f'<i id="y{at}">متن</i> [a](#x{at}) ')),
    "notes": (800, lambda n: each(n, lambda at: f"متن[^{at}].\n\n[^{at}]: یادداشت.\n\n")),
    "notes that are not there": (1_500, lambda n: each(n, lambda at: f"a[^u{at}] b[^v{at}]\n\n[^v{at}]: n\n\n")),
    "formulas": (1_000, lambda n: "متن " + "$x^2$ " * n),
    "emphasis": (3_000, lambda n: "*متن* **متن** " * n),
    "brackets": (8_000, lambda n: "[" * n + "a" + "]" * n),
    "code in the line": (2_000, lambda n: "متن `x/y-z` " * n),
    "lines of code": (1_000, lambda n: "```js\n" + "let x = f(1); // متن\n" * n + "```\n"),
    "rows of a table": (300, lambda n: "|a|ب|\n|-|-|\n" + "|متن|abc|\n" * n),
    "items of a list": (1_500, lambda n: "- متن\n" * n),
    "sums of a formula": (500, lambda n: "$$\n" + r"\sum_{i=1}^{n} i + " * n + "a\n$$"),
    "headings of chapters": (2_000, lambda n: each(n, lambda at: f"# فصل {at}\n\n")),
    "emphasis in emphasis": (8_000, lambda n: "**متن " * n + "متن** " * n),
    "marks of lists on one line": (20_000, lambda n: "- " * n + "متن"),
    "raised words in one another": (4_000, lambda n: "<sup>متن " * n + "</sup>" * n),
    "pictures of one line that are not there": (6_000, lambda n: "![متن](a.png) " * n),
    "variables that are not there": (10_000, lambda n: each(n, lambda at: f"{{{{ a{at} }}}} "), {
        "book.toml": '[variables]\na = "متن"\n'}),
    "cells of a row of a file": (1_500, lambda n: "::: table {file=a.csv}\n:::\n", {"a.csv": lambda n: "الف," * n + "\n"}),
    "works of a list": (2_500, lambda n: "متن", {"book.toml": WORKS, "r.bib": works}),
    "pairs of works without a date": (600, lambda n: "متن", {"book.toml": WORKS,
        "r.bib": lambda n: works(n, lambda at: at // 2, "")}),
    "works of one author and year": (300, lambda n: "متن", {"book.toml": WORKS, "r.bib": lambda n: works(n, lambda at: 0)}),
    "citations": (500, lambda n: each(n, lambda at: f"متن [@k{at}].\n\n"), {"book.toml": WORKS, "r.bib": works}),
    "works of one citation": (250, lambda n: "[" + "; ".join(f"@k{at}" for at in range(n)) + "]", {
        "book.toml": WORKS, "r.bib": works}),
    "captions": (500, lambda n: each(n, lambda at: f"|a|\n|-|\n|b|\n\nجدول: شرح {at}\n\n")),
    "notes in the margin of one line": (500, lambda n: "متن" + "^[یاد]" * n, {"book.toml": '[notes]\nplace = "margin"\n'}),
    "marks of an index at one place": (1_000, lambda n: "متن" + each(n, lambda at: f'[]{{.index key="k{at}"}}')),
    "pairs on facing pages": (150, lambda n: f":::: facing\n::: {{lang=ar}}\n{SENTENCE}\n:::\n::: {{lang=fa}}\n{SENTENCE}\n"
        ":::\n::::\n\n" * n),
    "boxes in one another": (200, boxes),
    "words of other languages": (2_000, lambda n: "[متن]{lang=ar} [text]{lang=en} " * n),
    "text in a drawing": (150, lambda n: "![a](a.svg)", {
        "a.svg": lambda n: SVG.format(each(n, lambda at: f'<text x="1" y="{at}">سلام abc</text>'))}),
    "gradients of a drawing": (400, lambda n: "![a](a.svg)", {
        "a.svg": lambda n: SVG.format(each(n, lambda at:
            f'<linearGradient id="g{at}"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
            f'<path fill="url(#g{at})" d="M0 {at % 900}h5v5z"/>'))}),
}
WORDS = f"{SENTENCE}، {SENTENCE}، {SENTENCE}"
HEAD = "# فصل {#a}\n\n"
# What is added to a book, the most it may cost against the book without it, and both books.
SHARES = {
    "16,000 ids": (1.5, "".join(f"<p>{SENTENCE}.</p>\n\n" for _ in range(16_000)),
                   each(16_000, lambda at: f'<p id="a{at}">{SENTENCE}.</p>\n\n')),
    "4,000 links": (1.5, f"{WORDS} این جا را ببین.\n\n" * 4_000, f"{WORDS} [این جا](#a) را ببین.\n\n" * 4_000),
}


def bind(sahhaf: str, folder: Path, files: dict) -> tuple[float, int]:
    """Seconds of a processor and MiB that a build takes; the book may have mistakes, and is then told so."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [sahhaf, "build", str(folder), "--output", str(folder / "output")]
    child = os.posix_spawn(sahhaf, command, {**os.environ, "RAYON_NUM_THREADS": "1"}, file_actions=[
        (os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)])
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise subprocess.CalledProcessError(code, command)
    return used.ru_utime, used.ru_maxrss // 1024


class Kind:
    """A kind of text, bound in books of its own."""

    def __init__(self, sahhaf: str, folder: Path, entry: tuple):
        self.count, self.text, *more = entry
        self.sahhaf, self.folder = sahhaf, folder
        self.more = more[0] if more else {}

    def measure(self, times: int) -> tuple[float, int]:
        """Binds so many of the kind: seconds and MiB."""
        count = self.count * times
        files = {"book.toml": '[book]\ntitle = "کتاب"\nlanguage = "fa"\nchapters = ["1.md"]\n'}
        for name, made in self.more.items():
            files[name] = files.get(name, "") + (made if isinstance(made, str) else made(count))
        return bind(self.sahhaf, self.folder, {**files, "1.md": self.text(count) + "\n"})


def least(limit: float, ratio) -> float:
    """The least ratio of some tries; no more are made once it is within the limit."""
    found = ratio()
    for _ in range(TRIES - 1):
        if found <= limit:
            break
        found = min(found, ratio())
    return found


def grows(sahhaf: str, work: Path) -> int:
    nothing = Kind(sahhaf, work / "empty", (1, lambda n: "متن"))
    empty = min(nothing.measure(1)[0] for _ in range(3))
    faults = 0
    for name, entry in KINDS.items():
        kind = Kind(sahhaf, work / "kind", entry)
        once, memory = 0.0, 0

        def growth() -> float:
            nonlocal once, memory
            once, _ = kind.measure(1)
            four, memory = kind.measure(4)
            return max(four - empty, LEAST) / max(once - empty, LEAST)

        times = least(GROWTH, growth)
        fault = times > GROWTH or memory > MOST_MEMORY
        faults += fault
        print(f"{name}: {kind.count} take {once:.2f} s, four times as many {times:.1f} times as long "
              f"and {memory} MiB{' — TOO MUCH' if fault else ''}", flush=True)
    return faults


def shares(sahhaf: str, work: Path) -> int:
    faults = 0
    for name, (most, without, added) in SHARES.items():
        plain, full = (Kind(sahhaf, work / "share", (1, lambda _, text=text: HEAD + text)) for text in (without, added))
        share = least(most, lambda: full.measure(1)[0] / plain.measure(1)[0])
        faults += share > most
        print(f"{name} cost {share:.2f} times the same without; {most} are allowed", flush=True)
    return faults


def main(sahhaf: str, work: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    folder = Path(work)
    faults = grows(sahhaf, folder) + shares(sahhaf, folder)
    print(f"at most {GROWTH} times as long: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
