#!/usr/bin/env python3
"""spacing.py SAHHAF TOOLS PEERS FONTS WORK [FIGURES]: the spaces of the peers' book with kashida and without.

Builds PEERS/book.md (the sample article as other systems set it, 145x210 mm, 11 pt, Vazirmatn) with the program
SAHHAF, measures its lines with TOOLS/spacing.py and reads its text back with TOOLS/roundtrip.py. FIGURES are limits:
lines of `kashida  std  max`, and `text  difference` in points of f1. The environment names PDFJS for roundtrip.py."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

READERS = ("poppler", "mupdf", "pdfium", "pdfjs")
SETTINGS = """[book]
title = "بررسی قیام باسماچی‌ها"
language = "fa"
chapters = ["1.md"]
[pdf]
trim = "145x210mm"
margins = {{ inner = 20, outer = 17, top = 22, bottom = 20 }}
font-size = 11
contents = 0
kashida = "{kashida}"
[fonts]
body = {{ regular = "Vazirmatn-Regular.ttf", bold = "Vazirmatn-Bold.ttf" }}
"""


def write_book(folder: pathlib.Path, peers: pathlib.Path, fonts: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = (peers / "book.md").read_text(encoding="utf-8")
    (folder / "1.md").write_text(words[words.index("---", 4) + 3 :].strip() + "\n", encoding="utf-8")
    for face in ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"):
        shutil.copy(fonts / face, folder)


def build(sahhaf: str, folder: pathlib.Path, kashida: str) -> pathlib.Path:
    (folder / "book.toml").write_text(SETTINGS.format(kashida=kashida), encoding="utf-8")
    output = folder / kashida
    subprocess.run([sahhaf, "build", folder, "--output", output], check=True)
    return next(output.glob("*.pdf"))


def spaces(tools: pathlib.Path, folder: pathlib.Path, pdf: pathlib.Path) -> tuple[float, float]:
    """Standard deviation and maximum, over the lines, of the mean space against the face's own."""
    command = [sys.executable, tools / "spacing.py", folder / "Vazirmatn-Regular.ttf", pdf]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    row = re.search(r"\.pdf\s+(\d+)\s+[\d.]+\s+[\d.]+\s+([\d.]+)\s+([\d.]+)", told)
    if row is None or int(row[1]) < 150:
        raise SystemExit(f"too few lines were measured:\n{told}")
    return float(row[2]), float(row[3])


def read_back(tools: pathlib.Path, reference: pathlib.Path, pdf: pathlib.Path) -> dict[str, float]:
    command = [sys.executable, tools / "roundtrip.py", "--json", "--only", ",".join(READERS), reference, pdf]
    results = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: 100 * results[name]["f1"] for name in READERS}


def main(sahhaf: str, *folders: str) -> int:
    tools, peers, fonts, work, limits = map(pathlib.Path, folders)
    rows = [line.split() for line in limits.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    bounds = {row[0]: [float(value) for value in row[1:]] for row in rows}
    write_book(work, peers, fonts)
    faults, texts = [], {}
    for kashida in ("off", "full"):
        pdf = build(sahhaf, work, kashida)
        deviation, widest = spaces(tools, work, pdf)
        print(f"kashida {kashida}: spaces deviate by {deviation:.3f}, the widest line has {widest:.2f}")
        for name, got, most in zip(("deviation", "widest"), (deviation, widest), bounds[kashida]):
            if got > most:
                faults.append(f"kashida {kashida}: {name} {got} is over {most}")
        reference = work / "reference.txt"
        with open(reference, "wb") as out:
            subprocess.run([sahhaf, "build", work, "--emit", "text"], check=True, stdout=out)
        texts[kashida] = read_back(tools, reference, pdf)
    for name in READERS:
        off, full = texts["off"][name], texts["full"][name]
        print(f"{name}: f1 {off:.2f} without strokes, {full:.2f} with them")
        if abs(off - full) >= bounds["text"][0]:
            faults.append(f"{name} reads {off:.2f} without strokes and {full:.2f} with them")
    print(*(f"spacing: {fault}" for fault in faults), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
