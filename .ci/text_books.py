#!/usr/bin/env python3
"""text_books.py SAHHAF FONTS WORK FLOORS [SHARED]: how much comes back of the books that the text is judged on.

Always .ci/text-pages, the smallest page of every conflict between programs; with SHARED also the peers' book in two
faces with kashida and without, and the Universal Declaration of Human Rights in six languages."""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
LANGUAGES = {"pes_1": "fa", "arb": "ar", "urd": "ur", "heb": "he", "uig_arab": "ug", "ydd": "yi"}
DECLARATION = '[book]\ntitle = "UDHR"\nlanguage = "{language}"\nchapters = ["1.md"]\n'
PEERS = """[book]
title = "بررسی قیام باسماچی‌ها"
language = "fa"
chapters = ["1.md"]
[pdf]
kashida = "{kashida}"
[fonts]
body = {{ regular = "{face}-Regular.ttf", bold = "{face}-Bold.ttf" }}
"""


def write_declaration(folder: pathlib.Path, source: pathlib.Path, language: str) -> None:
    lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    body = lines[lines.index("---") + 1 :]
    (folder / "1.md").write_text("\n\n".join(line for line in body if line), encoding="utf-8")
    (folder / "book.toml").write_text(DECLARATION.format(language=language), encoding="utf-8")


def write_peers(folder: pathlib.Path, source: pathlib.Path, fonts: pathlib.Path, face: str, kashida: str) -> None:
    words = source.read_text(encoding="utf-8")
    (folder / "1.md").write_text(words[words.index("---", 4) + 3 :].strip() + "\n", encoding="utf-8")
    for weight in ("Regular", "Bold"):
        shutil.copy(fonts / f"{face}-{weight}.ttf", folder)
    (folder / "book.toml").write_text(PEERS.format(face=face, kashida=kashida), encoding="utf-8")


def write_books(work: pathlib.Path, fonts: pathlib.Path, shared: pathlib.Path | None) -> list[pathlib.Path]:
    if shared is None:
        shutil.copytree(HERE / "text-pages", work / "pages")
        return [work / "pages"]
    books = []
    for name, language in LANGUAGES.items():
        books.append(work / f"udhr-{name}")
        books[-1].mkdir()
        write_declaration(books[-1], shared / "corpus/udhr" / f"udhr_{name}.txt", language)
    for face in ("Vazirmatn", "SahhafNaskh"):
        for kashida in ("full", "off"):
            books.append(work / f"peers-{face}-{kashida}")
            books[-1].mkdir()
            write_peers(books[-1], shared / "peers/book.md", fonts, face, kashida)
    return books


def main(sahhaf: str, fonts: str, work: str, floors: str, *shared: str) -> int:
    pathlib.Path(work).mkdir(parents=True, exist_ok=True)
    books = write_books(pathlib.Path(work), pathlib.Path(fonts), pathlib.Path(shared[0]) if shared else None)
    failed = 0
    for book in books:
        words, pdf = book / "words.jsonl", book / "out" / f"{book.name}.pdf"
        quiet = {"check": True, "stderr": subprocess.DEVNULL}
        subprocess.run([sahhaf, "build", book, "--output", book / "out"], stdout=subprocess.DEVNULL, **quiet)
        words.write_bytes(subprocess.run([sahhaf, "build", book, "--emit", "words"], stdout=subprocess.PIPE, **quiet).stdout)
        command = [sys.executable, HERE / "body_text.py", words, pdf, "--book", book.name, "--floors", floors]
        failed |= subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
