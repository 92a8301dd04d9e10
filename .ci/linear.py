#!/usr/bin/env python3
"""linear.py SAHHAF WORK: the work of a build grows no faster than its book, measured in instructions, not by the clock.

For anchors, links and notes a book of N of them and one of 4 N are bound; the instructions beyond those of a book
without any may grow by GROWTH at most. Then IDS paragraphs with ids may cost SHARE times the same without at most.
Counts with perf if the machine lets it, else with valgrind; exit code 77 if there is neither.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

N = 1_000
GROWTH = 4.3
IDS = 16_000
SHARE = 1.2

ONE_THREAD = {**os.environ, "RAYON_NUM_THREADS": "1"}
SENTENCE = "این بند چند کلمه دارد و بیش از این نمی‌گوید"
BOOKS = {
    "anchors": lambda at: f'<p id="a{at}">{SENTENCE}.</p>\n\n',
    "links": lambda at: f"[{SENTENCE}](#a{at % 7})\n\n",
    "notes": lambda at: f"{SENTENCE}[^n{at}].\n\n[^n{at}]: یادداشت.\n\n",
}
PLAIN = f"<p>{SENTENCE}.</p>\n\n"
# The places that links lead to.
HEAD = "# فصل {#a0}\n\n" + "".join(map(BOOKS["anchors"], range(1, 7)))


def perf(command: list[str]) -> int | None:
    if not shutil.which("perf"):
        return None
    run = subprocess.run(
        ["perf", "stat", "-x", ",", "-e", "instructions:u", *command], capture_output=True, text=True, check=False, env=ONE_THREAD
    )
    found = re.search(r"^(\d+),,instructions", run.stderr, re.M)
    return int(found[1]) if found and run.returncode == 0 else None


def callgrind(command: list[str]) -> int | None:
    if not shutil.which("valgrind"):
        return None
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    run = subprocess.run([*tool, *command], capture_output=True, text=True, check=True, env=ONE_THREAD)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def instructions(sahhaf: str, folder: Path, text: str) -> int | None:
    """Instructions of a build of one chapter on one thread."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.toml").write_text('[book]\ntitle = "کتاب"\nchapters = ["1.md"]\n', encoding="utf-8")
    (folder / "1.md").write_text(HEAD + text, encoding="utf-8")
    command = [sahhaf, "build", str(folder), "--output", str(folder / "output")]
    count = perf(command)
    return callgrind(command) if count is None else count


def main(sahhaf: str, work: str) -> int:
    folder, faults = Path(work), 0
    empty = instructions(sahhaf, folder / "empty", "")
    if empty is None:
        print("neither perf nor valgrind can count instructions here: left out")
        return 77
    for name, paragraph in BOOKS.items():
        text = lambda count: "".join(map(paragraph, range(10, count + 10)))
        once, four = (instructions(sahhaf, folder / f"{name}-{n}", text(n)) - empty for n in (N, 4 * N))
        faults += four > GROWTH * once
        print(f"{name}: {N} cost {once / 1e6:.0f} million instructions, {4 * N} {four / once:.2f} times as many")
    plain = instructions(sahhaf, folder / "plain", PLAIN * IDS)
    named = instructions(sahhaf, folder / "ids", "".join(map(BOOKS["anchors"], range(10, IDS + 10))))
    faults += named > SHARE * plain
    print(f"{IDS} paragraphs with ids cost {named / plain:.2f} times the same without")
    print(f"at most {GROWTH} and {SHARE}: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
