"""Books by the module: the same bytes as the program's, messages as data, exceptions for everything else."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import sahhaf

TITLE = '[book]\ntitle = "گلستان"\n'.encode()
CHAPTER = "# دیباچه\n\nمنت خدای را، عز و جل، که طاعتش موجب قربت است.\n".encode()
BOOK = {"book.toml": TITLE, "01.md": CHAPTER}
WRONG = {**BOOK, "book.toml": TITLE + 'language = "فارسی"\n'.encode()}


def program(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Calls the program of the package."""
    command = [sys.executable, "-m", "sahhaf", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The book in a folder."""
    book = tmp_path / "golestan"
    book.mkdir()
    for name, data in BOOK.items():
        (book / name).write_bytes(data)
    return book


def test_bytes_are_those_of_the_program(folder: Path) -> None:
    """A folder, the same in memory and the program give equal files."""
    assert program("build", str(folder), "--output", "out", folder=folder.parent).returncode == 0
    result = sahhaf.bind(folder)
    saved = result.save(folder.parent / "saved")
    assert [path.name for path in saved] == ["golestan.epub", "golestan.pdf"]
    for path in saved:
        assert path.read_bytes() == (folder.parent / "out" / path.name).read_bytes()
    memory = sahhaf.bind(BOOK)
    assert [one.data for one in memory.artifacts.values()] == [one.data for one in result.artifacts.values()]


def test_pictures_of_pages_have_their_numbers() -> None:
    """Each page that was asked for is an artifact of its own."""
    result = sahhaf.bind(BOOK, formats=["png"], options=sahhaf.Options(pages=((1, 2),), dpi=36))
    assert list(result.artifacts) == ["png-001", "png-002"]
    assert result.artifacts["png-002"].data.startswith(b"\x89PNG")


def test_mistakes_are_data_with_their_places() -> None:
    """A book with mistakes raises all of them; `check` returns them."""
    with pytest.raises(sahhaf.BookError) as raised:
        sahhaf.bind(WRONG)
    (message,) = (one for one in raised.value.messages if one.severity == "error")
    assert (message.code, message.file, message.line, message.column) == ("bad-value", "book.toml", 3, 12)
    assert message.hint
    assert str(message) in str(raised.value)
    assert message in sahhaf.check(WRONG)


def test_warnings_prevent_a_book_only_where_that_is_asked_for() -> None:
    """`strict` is that of the command line."""
    shaky = {**BOOK, "01.md": CHAPTER + "\n[جا](nowhere.md)\n".encode()}
    warnings = [one for one in sahhaf.check(shaky) if one.severity == "warning"]
    assert warnings
    assert sahhaf.bind(shaky).messages
    with pytest.raises(sahhaf.BookError):
        sahhaf.bind(shaky, options=sahhaf.Options(strict=True))


def test_what_there_is_not_is_a_value_error() -> None:
    """Formats, standards, languages and pages that there are not."""
    for formats, options in (
        (["mobi"], sahhaf.Options()),
        (["pdf"], sahhaf.Options(standard="ua9")),
        (["pdf"], sahhaf.Options(language="!")),
        (["png"], sahhaf.Options(pages=((999, 999),))),
    ):
        with pytest.raises(ValueError, match="ua9|mobi|!|999"):
            sahhaf.bind(BOOK, formats, options)  # type: ignore[arg-type]


def test_the_outside_world_is_an_os_error(tmp_path: Path) -> None:
    """A file that cannot be read names itself."""
    with pytest.raises(OSError, match="nowhere"):
        sahhaf.check_epub(tmp_path / "nowhere.epub")


def test_a_panic_is_an_exception() -> None:
    """The process goes on, and the exception says where it was."""
    with pytest.raises(sahhaf.Fault, match=r"an invariant \(src/guard.rs:\d+"):
        sahhaf._sahhaf.fail("an invariant")
    assert sahhaf.bind(BOOK).pages


def test_epubs_of_any_maker_are_checked(tmp_path: Path) -> None:
    """As bytes and as a file, with the rules of shops."""
    epub = sahhaf.bind(BOOK, formats=["epub"]).artifacts["epub"].data
    report = sahhaf.check_epub(epub)
    assert report.ok
    assert {"Apple Books", "Google Play"} <= {store.name for store in report.stores}
    path = tmp_path / "book.epub"
    path.write_bytes(epub)
    assert sahhaf.check_epub(path) == report
    with pytest.raises(ValueError, match="no EPUB"):
        sahhaf.check_epub(b"no")


def test_progress_is_heard_and_can_end_the_work() -> None:
    """Each stage begins before it ends; what the callable raises comes out."""
    heard: list[tuple[str, bool]] = []
    sahhaf.bind(BOOK, progress=lambda stage, ended: heard.append((stage, ended)))
    assert heard[0] == ("settings", False)
    assert {stage for stage, ended in heard if ended} >= {"text", "pages", "pdf", "epub"}
    assert all(heard.index((stage, False)) < heard.index((stage, True)) for stage, _ in heard)

    def refuse(stage: str, ended: bool) -> None:
        if stage == "pages":
            raise KeyError(stage)

    with pytest.raises(KeyError, match="pages"):
        sahhaf.bind(BOOK, progress=refuse)


def test_other_threads_go_on_meanwhile() -> None:
    """The interpreter's lock is released."""
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    for _ in range(3):
        before = ticks
        sahhaf.bind({**BOOK, "02.md": CHAPTER * 200})
        assert ticks > before + 10
    done.set()
    thread.join()


def _pages(_number: int) -> bool:
    return sahhaf.bind(BOOK).pages is not None


def test_a_forked_process_binds_too() -> None:
    """No threads are left that a fork would lose."""
    assert sahhaf.bind(BOOK).pages
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_pages, range(4), chunksize=1) == [True] * 4


def test_the_program_ends_with_its_exit_codes(folder: Path) -> None:
    """Those of its help; a mistake writes nothing."""
    assert program("--version", folder=folder).stdout.strip() == f"sahhaf {sahhaf.__version__}"
    assert program("biuld", folder=folder).returncode == 2
    (folder / "book.toml").write_bytes(WRONG["book.toml"])
    mistaken = program("build", str(folder), "--message-format", "json", folder=folder)
    assert mistaken.returncode == 1
    assert '"bad-value"' in mistaken.stderr
    assert not (folder / "output").exists()
    assert program("check", "--epub", "nowhere.epub", folder=folder).returncode == 3


def test_signals_end_the_program_as_they_end_others(folder: Path) -> None:
    """Ctrl-C and `kill` are seen by whoever waits for it, as of a program that nobody has put around."""
    for number in (signal.SIGINT, signal.SIGTERM):
        child = subprocess.Popen(
            [sys.executable, "-m", "sahhaf", "build", str(folder), "--watch"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline()
        child.send_signal(number)
        assert child.wait(20) == -number
        child.stdout.close()


def test_ctrl_c_ends_a_bind(folder: Path) -> None:
    """Between two stages, as a KeyboardInterrupt."""
    code = (
        "import sahhaf, sys\n"
        "book = {'1.md': ('# یک\\n\\n' + 'متن. ' * 400 + '\\n\\n').encode() * 400}\n"
        "print('now', flush=True)\n"
        "try:\n    [sahhaf.bind(book) for _ in range(100)]\n"
        "except KeyboardInterrupt:\n    sys.exit(7)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ)
    assert child.stdout is not None
    assert child.stdout.readline() == "now\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 7
    child.stdout.close()
