"""The text of a PDF, page by page, as six programs give it: PDFJS names the folder of pdfjs-dist, PDFBOX the jar of pdfbox-app."""
import json
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent


def run(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600).stdout.decode("utf-8", "replace")


def poppler(path: str) -> list[str]:
    return run("pdftotext", "-enc", "UTF-8", path, "-").split("\f")[:-1]


def mupdf(path: str) -> list[str]:
    import pymupdf

    with pymupdf.open(path) as document:
        return [page.get_text("text") for page in document]


def pdfium(path: str) -> list[str]:
    import pypdfium2

    pages = []
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        pages.append(text.get_text_range())
        text.close()
        page.close()
    return pages


def pdfjs(path: str) -> list[str]:
    return json.loads(run("node", str(HERE / "extract_pdfjs.mjs"), os.environ["PDFJS"], os.path.abspath(path)))


def pypdf(path: str) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def pdfbox(path: str) -> list[str]:
    return json.loads(run("java", "-cp", os.environ["PDFBOX"], str(HERE / "PdfBoxText.java"), os.path.abspath(path)))


EXTRACTORS = {"poppler": poppler, "mupdf": mupdf, "pdfium": pdfium, "pdfjs": pdfjs, "pypdf": pypdf, "pdfbox": pdfbox}
