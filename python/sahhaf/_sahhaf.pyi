from collections.abc import Callable, Mapping, Sequence
from os import PathLike

VERSION: str

class Fault(RuntimeError): ...  # noqa: N818

class Options:
    def __new__(
        cls,
        language: str | None,
        standard: str | None,
        profile: str | None,
        pages: Sequence[tuple[int, int]],
        dpi: int | None,
    ) -> Options: ...

class Artifact:
    extension: str
    data: bytes
    pages: int | None
    page: int | None

class Made:
    artifacts: list[Artifact] | None
    messages: str

def bind(
    book: Mapping[str, bytes] | str | PathLike[str],
    formats: Sequence[str],
    options: Options,
    progress: Callable[[str, bool], object] | None,
) -> Made: ...
def check(
    book: Mapping[str, bytes] | str | PathLike[str],
    options: Options,
    progress: Callable[[str, bool], object] | None,
) -> Made: ...
def check_epub(epub: bytes | str | PathLike[str]) -> tuple[str, str]: ...
def main(argv: Sequence[str]) -> int: ...
def fail(words: str) -> None: ...
