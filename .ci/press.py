#!/usr/bin/env python3
"""press.py SAHHAF BOOK PROFILE.icc WORK: binds BOOK for a press of four inks and for one of black ink, and its cover, and
reads boxes, inks, intent and claims from the files."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pymupdf

SHEET = 16
POINTS = 72 / 25.4


def bind(sahhaf: str, book: Path, settings: str, *command: str) -> Path:
    toml = book / "book.toml"
    original = toml.read_text(encoding="utf-8")
    toml.write_text(f"{original}\n[print]\nsheet = {SHEET}\n{settings}", encoding="utf-8")
    run = subprocess.run([sahhaf, command[0], str(book), *command[1:]], check=True, capture_output=True, encoding="utf-8")
    toml.write_text(original, encoding="utf-8")
    return Path(run.stdout.strip())


def key(pdf: pymupdf.Document, xref: int, name: str) -> tuple[str, str]:
    """A value of an object; nothing where the number is free."""
    try:
        return pdf.xref_get_key(xref, name)
    except pymupdf.mupdf.FzErrorFormat:
        return ("null", "")


def box(pdf: pymupdf.Document, xref: int, name: str) -> list[float]:
    """The sides of a box as they are written: left, lower, right, upper."""
    return [float(side) for side in re.findall(r"[-\d.]+", key(pdf, xref, name)[1])]


def operators(pdf: pymupdf.Document) -> list[tuple[str, str]]:
    """Operands and names of the operators that set colours, on pages and in what they show."""
    found = []
    for xref in range(1, pdf.xref_length()):
        is_page = key(pdf, xref, "Type")[1] == "/Page"
        is_form = key(pdf, xref, "Subtype")[1] == "/Form"
        if is_page:
            content = b"\n".join(pdf.xref_stream(int(ref.split()[0])) for ref in [key(pdf, xref, "Contents")[1]])
        elif is_form:
            content = pdf.xref_stream(xref)
        else:
            continue
        text = re.sub(rb"<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)])*\)", b"", content).decode("latin-1")
        found += re.findall(r"((?:[-\d.]+\s+)+)(rg|RG|g|G|k|K|sc|SC|scn|SCN)\b", text)
    return found


def faults(path: Path, inks: int, cover: bool) -> list[str]:
    pdf = pymupdf.open(path)
    found = []
    for page in pdf:
        trim, bleed, paper = (box(pdf, page.xref, name) for name in ("TrimBox", "BleedBox", "MediaBox"))
        around = [(outer - inner) * sign for outer, inner, sign in zip(bleed, trim, (-1, -1, 1, 1))]
        beyond = [(outer - inner) * sign for outer, inner, sign in zip(paper, bleed, (-1, -1, 1, 1))]
        if min(around) < 2.99 * POINTS or min(beyond) < 5 * POINTS:
            found.append(f"boxes of page {page.number + 1}: {trim} {bleed} {paper}")
        if page.first_link or page.first_annot:
            found.append(f"page {page.number + 1} has links")
    if not cover and len(pdf) % SHEET:
        found.append(f"{len(pdf)} pages fill no sheet of {SHEET}")
    for operands, name in operators(pdf):
        if name in ("rg", "RG", "sc", "SC", "scn") or name == "SCN" and operands.strip() != "1":
            found.append(f"colour that is no ink: {operands}{name}")
        if name in ("k", "K") and (inks == 1 or len(set(operands.split()[:3])) == 1):
            found.append(f"ink that should be black alone: {operands}{name}")
    for xref in range(1, pdf.xref_length()):
        if key(pdf, xref, "Subtype")[1] == "/Image" and "RGB" in key(pdf, xref, "ColorSpace")[1]:
            found.append(f"picture {xref} is in red, green and blue")
        if key(pdf, xref, "S")[1] == "/GTS_PDFX":
            profile = int(key(pdf, xref, "DestOutputProfile")[1].split()[0])
            if key(pdf, profile, "N")[1] != str(inks) or pdf.xref_stream(profile)[12:16] != b"prtr":
                found.append("the output intent is not that of the press")
            break
    else:
        found.append("there is no output intent")
    if "<pdfxid:GTS_PDFXVersion>PDF/X-4<" not in pdf.get_xml_metadata():
        found.append("PDF/X-4 is not claimed")
    check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, encoding="utf-8")
    if check.returncode:
        found.append(check.stdout + check.stderr)
    print(f"{path.name}: {len(pdf)} pages, {inks} inks, {path.stat().st_size // 1024} KiB, {len(found)} faults")
    return found


def main(sahhaf: str, source: str, profile: str, work: str) -> int:
    book = Path(work) / "press"
    shutil.rmtree(book, ignore_errors=True)
    shutil.copytree(source, book, ignore=shutil.ignore_patterns("output"))
    shutil.copy(profile, book / "press.icc")
    found = []
    for inks, settings in ((1, ""), (4, 'color-profile = "press.icc"\n')):
        out = str(Path(work) / f"press-{inks}")
        pages = bind(sahhaf, book, settings, "build", "--format", "pdf", "--profile", "print", "--output", out)
        cover = bind(sahhaf, book, settings, "cover", "--output", out)
        found += faults(pages, inks, False) + faults(cover, inks, True)
    for fault in found:
        print(f"press: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
