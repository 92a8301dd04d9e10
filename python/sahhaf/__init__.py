r"""Binds Markdown chapters into an accessible right-to-left EPUB and a print-ready PDF.

A book is a folder, or the bytes of its files by their paths:

>>> book = {
...     "book.toml": '[book]\ntitle = "گلستان"\n'.encode(),
...     "01.md": "# دیباچه\n\nمنت خدای را، عز و جل، که طاعتش موجب قربت است.\n".encode(),
... }
>>> result = bind(book)
>>> sorted(result.artifacts)
['epub', 'pdf']
>>> result.artifacts["pdf"].data[:5], result.pages is not None
(b'%PDF-', True)

What an author did wrong is data, with its place:

>>> for message in check({**book, "01.md": "# دیباچه\n\nنک[^۱] ببینید.\n".encode()}):
...     print(message.file, message.line, message.column, message.code)
01.md 3 3 unknown-note
"""

from ._book import Artifact, BookError, Options, Result, bind, check
from ._epub import BrokenRule, EpubReport, Store, check_epub
from ._messages import Message, Place, Severity
from ._sahhaf import VERSION as __version__  # noqa: N811
from ._sahhaf import Fault

__all__ = [
    "Artifact",
    "BookError",
    "BrokenRule",
    "EpubReport",
    "Fault",
    "Message",
    "Options",
    "Place",
    "Result",
    "Severity",
    "Store",
    "__version__",
    "bind",
    "check",
    "check_epub",
]
