"""Lists on one machine, with an S3: what is bound, what is kept, and what becomes of every fault."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("obstore")
pytest.importorskip("pyarrow")

import pyarrow
import pyarrow.parquet
from conftest import SCALE, House, driver, title_files

import sahhaf
from sahhaf.lists import Binder, Limits, _rows, bind_title, report, run, status
from sahhaf.lists._sources import SourceError, unpack
from sahhaf.lists._store import Store
from sahhaf.lists._style import merged, overlay, write
from sahhaf.lists._titles import Shard, titles_of


def test_what_is_unchanged_is_kept(house: House) -> None:
    """A second run binds nothing, a changed chapter one title, a chapter that is changed back one again."""
    titles = house.fill(6)
    house.put("t002", {"book.toml": '[book]\ntitle = "گلستان"\nlanguage = "فارسی"\n'.encode()})
    first = run(house.plan(), workers=2)
    assert first.outcomes == {"bound": 5, "mistakes": 1}
    assert first.exit_code == 1
    again = run(house.plan(), workers=2)
    assert again.outcomes == {"kept": 6}
    assert again.exit_code == 1, "what was wrong still is"

    before = Store(house.sink).get("books/t001/t001.epub")[0]
    house.put("t001", {"01.md": "# دیباچه\n\nسخن دیگر.\n".encode()})
    assert run(house.plan(), workers=2).outcomes == {"bound": 1, "kept": 5}
    assert Store(house.sink).get("books/t001/t001.epub")[0] != before
    house.put("t001", title_files(1))
    assert run(house.plan(), workers=2).outcomes == {"bound": 1, "kept": 5}
    assert Store(house.sink).get("books/t001/t001.epub")[0] == before

    assert run(house.plan(formats=("epub",)), workers=2).outcomes["kept"] == 0
    assert sorted(status(house.sink).outcomes.items()) == [("bound", 5), ("mistakes", 1)]
    assert [row.title for row in report(house.sink).unbound] == ["t002"]
    assert len(titles) == report(house.sink).titles


def test_books_are_those_of_the_program(disk: House) -> None:
    """Byte by byte, under the name of the title, be it in Persian."""
    disk.put("گلستان", title_files(1))
    assert run(disk.plan(), workers=1).exit_code == 0
    made = sahhaf.bind(title_files(1))
    for ending in ("epub", "pdf"):
        assert Store(disk.sink).get(f"books/گلستان/گلستان.{ending}")[0] == made.artifacts[ending].data


def test_every_fault_is_in_the_report(house: House) -> None:
    """One run with each of them: the others are bound, and each says why it is not."""
    house.fill(4)
    for fault in ("hang", "eat", "kill", "outside"):
        house.put(fault, {**title_files(1), "fault": fault.encode()})
    Store(house.source).put("broken.zip", b"PK\x03\x04 and nothing more")
    plan = house.plan(limits=Limits(seconds=5, memory=1 << 29))
    titles = [*titles_of(house.source), "nowhere"]
    done = run(plan, titles=titles, workers=2, name="first")
    assert done.outcomes == {"bound": 4, "poison": 3, "failed": 1, "mistakes": 1, "gone": 1}
    assert done.exit_code == 3
    rows = house.rows("first")
    assert "after 5 seconds" in rows["hang"].reason
    assert "more than 512 MiB of memory" in rows["eat"].reason
    assert "SIGKILL" in rows["kill"].reason
    assert rows["kill"].kills == 2
    assert rows["outside"].tries == 3
    assert "zip" in rows["broken.zip"].reason
    unbound = {row.title for row in report(house.sink).unbound}
    assert unbound == {"hang", "eat", "kill", "outside", "broken.zip", "nowhere"}
    assert all(row.reason in report(house.sink).text() for row in rows.values())

    # Nothing has changed: poison stays, what the outside world did is tried again; other limits try all.
    assert run(plan, titles=titles, workers=2).outcomes == {"kept": 8, "failed": 1, "gone": 1}
    roomy = house.plan(limits=Limits(seconds=6, memory=1 << 29))
    assert run(roomy, titles=["kill"], workers=1).outcomes == {"poison": 1}


def test_rows_are_read_without_threads() -> None:
    """A thread of Arrow's that is left when Python ends ends it with a signal, now and then."""
    code = (
        "import os, pyarrow.parquet\n"
        "from sahhaf.lists._row import Row\n"
        "from sahhaf.lists._rows import _file, table_of\n"
        "threads = lambda: len(os.listdir('/proc/self/task'))\n"
        "data, before = _file([Row('t', 'bound')]), threads()\n"
        "table_of(data).to_pylist()\n"
        "print(threads() - before)\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "0\n"


class Leaky(Store):
    """A store in which something happens the first time that an object is fetched."""

    def __init__(self, url: str, happens: Callable[[Store, str], None]) -> None:
        super().__init__(url)
        self.happens: Callable[[Store, str], None] | None = happens

    def get(self, name: str) -> tuple[bytes, str]:
        """It happens, then the object is fetched."""
        if self.happens and name.endswith("01.md"):
            happens, self.happens = self.happens, None
            happens(Store(self.url), name)
        return super().get(name)


@pytest.mark.parametrize("change", ["vanishes", "changes"])
def test_an_object_that_changes_meanwhile_is_looked_at_again(house: House, change: str) -> None:
    """The key is that of the bytes that were bound."""
    house.put("t", {**title_files(1), "02.md": b"# \xd8\xaf\xd9\x88\n\n\xd9\x85\xd8\xaa\xd9\x86.\n"})

    def happens(store: Store, name: str) -> None:
        if change == "vanishes":
            store.delete(name)
        else:
            store.put(name, "# یک\n\nنو.\n".encode())

    plan = house.plan()
    binder = Binder(plan, source=Leaky(house.source, happens))
    row = bind_title("t", binder)
    assert (row.outcome, row.tries) == ("bound", 2)
    assert bind_title("t", Binder(plan)) == replace(row, kept=True)


def test_a_title_that_vanishes_is_gone(house: House) -> None:
    """It is told, not lost."""
    house.put("t", title_files(1))

    def happens(store: Store, _name: str) -> None:
        for one in store.objects("t"):
            store.delete(one.name)

    assert bind_title("t", Binder(house.plan(), source=Leaky(house.source, happens))).outcome == "gone"


def test_a_worker_that_is_killed_loses_nothing(house: House, tmp_path: Path) -> None:
    """What it had in hand is bound by another; what it had done stays as it was."""
    titles = house.fill(40 * SCALE)
    house.put("t020", {"fault": f"worker {tmp_path / 'killed'}".encode()})
    done = run(house.plan(), workers=2, name="first")
    assert (tmp_path / "killed").exists()
    assert sum(done.outcomes.values()) == len(titles)
    assert house.rows("first").keys() == set(titles)
    assert all(row.outcome == "bound" for row in house.rows("first").values())
    assert run(house.plan(), workers=2).outcomes == {"kept": len(titles)}


def test_a_title_that_kills_its_workers_is_poison(disk: House) -> None:
    """Alone in the end, so that no other title suffers."""
    disk.fill(5)
    disk.put("t003", {"fault": b"worker"})
    done = run(disk.plan(), workers=2, name="first")
    assert done.outcomes["poison"] == 1
    assert sum(done.outcomes.values()) == 5
    assert "worker died" in disk.rows("first")["t003"].reason


def test_a_driver_that_is_killed_is_started_again(
    disk: House, tmp_path: Path, until: Callable[[Callable[[], object], float], None]
) -> None:
    """Its workers end, its manifests stay, and the second driver binds the rest alone."""
    titles = disk.fill(30 * SCALE)
    for title in titles:
        disk.put(title, {"fault": b"sleep 0.2"})
    first = driver(disk, tmp_path, "first")
    until(lambda: len(disk.manifests()) >= 8 * SCALE, 60 * SCALE)
    workers = _children(first.pid)
    first.kill()
    first.wait()
    assert workers
    until(lambda: not any(_runs(worker) for worker in workers), 10)
    before = disk.manifests()
    assert len(before) < len(titles), "it was killed in the middle"

    second = driver(disk, tmp_path, "second")
    assert second.wait(120 * SCALE) == 0
    rows = disk.rows("second")
    assert rows.keys() == set(titles)
    assert sum(row.kept for row in rows.values()) >= len(before)
    after = disk.manifests()
    assert len(after) == len(titles)
    assert {name: after[name] for name in before} == before, "nothing is bound twice"
    assert status(disk.sink).outcomes == {"bound": len(titles)}


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # A dead child of a dead parent waits for nobody here.
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()


def test_a_house_style_lies_over_every_title(disk: House, tmp_path: Path) -> None:
    """Its files are added, its settings go before; a title keeps its own title."""
    disk.fill(2)
    style = tmp_path / "style"
    style.mkdir()
    (style / "house.css").write_text("p { color: #123456 }\n")
    (style / "book.toml").write_text('[epub]\ncss = "house.css"\n')
    plan = disk.plan(style=style.as_uri())
    assert run(plan, workers=1).outcomes == {"bound": 2}
    with zipfile.ZipFile(io.BytesIO(Store(disk.sink).get("books/t001/t001.epub")[0])) as epub:
        texts = [epub.read(name).decode("utf-8", "replace") for name in epub.namelist()]
    assert any("#123456" in text for text in texts)
    assert any("گلستان 1" in text for text in texts)
    assert run(plan, workers=1).outcomes == {"kept": 2}
    (style / "house.css").write_text("p { color: #654321 }\n")
    assert run(plan, workers=1).outcomes == {"bound": 2}


def test_a_face_of_the_house_sets_every_title(disk: House, tmp_path: Path) -> None:
    """Its file lies in the style; a title's own path to it is not needed."""
    disk.fill(1)
    style = tmp_path / "style"
    (style / "faces").mkdir(parents=True)
    fonts = Path(__file__).parents[2] / "fonts"
    (style / "faces/house.ttf").write_bytes((fonts / "Vazirmatn-Regular.ttf").read_bytes())
    (style / "book.toml").write_text('[fonts]\nbody = "faces/house.ttf"\n')
    assert run(disk.plan(style=style.as_uri()), workers=1).outcomes == {"bound": 1}
    with zipfile.ZipFile(io.BytesIO(Store(disk.sink).get("books/t000/t000.epub")[0])) as epub:
        faces = [epub.read(name) for name in epub.namelist() if name.endswith(".ttf")]
    assert any("Vazirmatn".encode("utf-16be") in face for face in faces)


def test_paths_are_urls_on_the_command_line(disk: House, tmp_path: Path) -> None:
    """A house with a disk types no file:///."""
    disk.fill(1)
    assert command("run", str(tmp_path / "in"), str(tmp_path / "out"), "--format", "epub").returncode == 0
    assert (tmp_path / "out/books/t000/t000.epub").exists()


def test_settings_are_written_as_they_were_read() -> None:
    """Whatever a book.toml may hold comes back from the writer."""
    tomllib = pytest.importorskip("tomllib")
    text = """
    title = "a \\"b\\" \\u007f\\n"
    when = 2024-02-03
    [book]
    numbers = [1, -2.5, 1e3]
    "a key" = { deep = { x = true }, list = [{ y = "ز" }] }
    [book.inner]
    z = []
    [[chapters]]
    file = "1.md"
    [[chapters]]
    file = "2.md"
    """
    table = tomllib.loads(text)
    assert tomllib.loads(write(table)) == table
    assert merged(table, {"book": {"numbers": 3}})["book"]["inner"] == {"z": []}
    assert overlay({"book.toml": b"= no"}, {"book.toml": b"[a]\nb = 1"})["book.toml"] == b"= no"


def test_titles_come_from_folders_zip_files_and_lists(disk: House) -> None:
    """Each of the first level, or those that a list names wherever they lie."""
    disk.put("a", title_files(1))
    disk.put("shelf/b", title_files(2))
    store = Store(disk.source)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in title_files(3).items():
            archive.writestr(f"book/{name}", data)
    store.put("c.zip", packed.getvalue())
    store.put("D.ZIP", packed.getvalue())
    store.put(".git/config", b"")
    store.put("__MACOSX/x", b"")
    assert titles_of(disk.source) == ["D.ZIP", "a", "c.zip", "shelf"]

    store.put("list.csv", "title,price\nshelf/b,3\nc.zip,4\n".encode("utf-8-sig"))
    table = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"title": ["shelf/b", "c.zip"]}), table)
    store.put("list.parquet", table.getvalue())
    for name in ("list.csv", "list.parquet"):
        assert titles_of(disk.source, f"{disk.source}/{name}") == ["c.zip", "shelf/b"]
    assert run(disk.plan(), listed=f"{disk.source}/list.csv", workers=1).outcomes == {"bound": 2}
    made = {one.name for one in Store(disk.sink).objects("books")}
    assert made == {f"books/{one}" for one in ("c/c.epub", "c/c.pdf", "shelf/b/b.epub", "shelf/b/b.pdf")}
    with pytest.raises(ValueError, match="one place"):
        run(disk.plan(), titles=["c", "c.zip"])


def test_a_source_without_titles_is_told(disk: House) -> None:
    """A name that was mistyped binds nothing with success otherwise."""
    with pytest.raises(ValueError, match="there is no title"):
        run(disk.plan())
    nowhere = f"{disk.source}/nowhere"
    with pytest.raises(ValueError, match="no folder of this machine"):
        run(replace(disk.plan(), source=nowhere))
    assert not Path(nowhere.removeprefix("file://")).exists()


def test_shards_share_a_list() -> None:
    """Each title is in one of them."""
    titles = [f"t{number}" for number in range(200)]
    shards = [[title for title in titles if Shard(number, 3).holds(title)] for number in (1, 2, 3)]
    assert sorted(sum(shards, [])) == sorted(titles)
    assert all(40 < len(shard) < 100 for shard in shards)
    with pytest.raises(ValueError, match="no shard"):
        Shard.parse("4/3")


def test_tasks_of_a_batch_system_bind_a_list_together(disk: House) -> None:
    """Each with its shard, into one sink."""
    titles = disk.fill(8)
    for number in (1, 2, 3):
        words = ("--shard", f"{number}/3", "--workers", "1", "--format", "epub", "--run", f"part-{number}")
        assert command("run", disk.source, disk.sink, *words).returncode == 0
    parts = [{row.title for row in _rows.read(Store(disk.sink), name)} for name in _rows.runs(Store(disk.sink))]
    assert sorted(sum(map(sorted, parts), [])) == titles, "each title is in one part"
    assert status(disk.sink).outcomes == {"bound": 8}


def test_a_zip_file_stays_in_its_folder_and_within_its_limit() -> None:
    """What climbs out, and what unpacks to more than it should, is the author's fault."""
    for name, data in (("../x.md", b"x"), ("/x.md", b"x"), ("x.md", bytes(2000))):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        with pytest.raises(SourceError):
            unpack(packed.getvalue(), 1000)


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Calls `python -m sahhaf.lists`."""
    return subprocess.run([sys.executable, "-m", "sahhaf.lists", *words], capture_output=True, text=True, check=False)


def test_the_command_line_tells_how_it_went(disk: House) -> None:
    """Exit codes, a report for people and one for scripts."""
    disk.fill(3)
    bound = command("run", disk.source, disk.sink, "--workers", "1", "--format", "epub")
    assert bound.returncode == 0, bound.stderr
    assert "3 bound" in bound.stdout
    disk.put("t001", {"book.toml": b"[book"})
    assert command("run", disk.source, disk.sink, "--workers", "1", "--format", "epub").returncode == 1
    told = command("report", disk.sink)
    assert "t001: mistakes: book.toml:1:" in told.stdout, "where it is, as editors understand it"
    data: dict[str, Any] = json.loads(command("status", disk.sink, "--json").stdout)
    assert data["outcomes"] == {"bound": 2, "mistakes": 1}
    nowhere = command("run", "nowhere", disk.sink)
    assert nowhere.returncode == 2
    assert "no folder of this machine" in nowhere.stderr
    missing = command("run", disk.source, disk.sink, "--titles", f"{disk.source}/none.csv")
    assert missing.returncode == 3
    assert missing.stderr.startswith("error: ")
    assert command("run", disk.source, disk.sink, "--shard", "3/2").returncode == 2


def test_words_that_the_program_does_not_know_end_a_run_at_once(disk: House) -> None:
    """Before any title fails by them."""
    disk.fill(2)
    for words in (("--format", "mobi"), ("--option=--bogus",)):
        ended = command("run", disk.source, disk.sink, *words)
        assert ended.returncode == 2
        assert words[-1].rpartition("=")[2] in ended.stderr
    assert not Store(disk.sink).objects()


def test_a_warning_that_prevents_a_book_is_its_reason(disk: House) -> None:
    """In a line, with its place."""
    disk.put("t", {**title_files(1), "02.md": "# یک\n\n[جا](nowhere.md)\n".encode()})
    row = bind_title("t", Binder(disk.plan(options=("--strict",))))
    assert row.outcome == "mistakes"
    assert row.reason.startswith("02.md:3:1: broken-link: ")


def test_a_report_may_be_read_in_part(disk: House) -> None:
    """`sahhaf-lists report SINK | head -1` is no fault."""
    disk.fill(1)
    run(disk.plan(), workers=1)
    shell = f"set -o pipefail; {sys.executable} -u -m sahhaf.lists report {disk.sink} | true"
    ended = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr


def test_a_child_leaves_nothing_behind(disk: House) -> None:
    """What the program has started is killed with it."""
    disk.put("t", {**title_files(1), "fault": b"hang"})
    row = bind_title("t", Binder(disk.plan(limits=Limits(seconds=1, memory=1 << 30))))
    assert row.outcome == "poison"
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert f"sahhaf-lists-{os.getpid()}-" not in shown
