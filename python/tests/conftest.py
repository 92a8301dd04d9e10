"""What the tests of lists share: titles, an S3 on the loopback interface, plans with a program that can fail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

FAULTY = (sys.executable, str(Path(__file__).with_name("faulty.py")))

# How many times as many titles as in the short form; `LISTS_SCALE=10` is the long one, run by hand.
SCALE = int(os.environ.get("LISTS_SCALE", "1"))

TEXTS = ("منت خدای را، عز و جل، که طاعتش موجب قربت است.", "هر نفسی که فرومی‌رود ممد حیات است.")


def title_files(number: int) -> dict[str, bytes]:
    """The files of a small title."""
    return {
        "book.toml": f'[book]\ntitle = "گلستان {number}"\n'.encode(),
        "01.md": f"# دیباچه\n\n{TEXTS[number % 2]} {number}\n".encode(),
    }


@dataclass
class House:
    """A source with titles and a sink, behind URLs."""

    source: str
    sink: str
    program: tuple[str, ...] = FAULTY

    def put(self, title: str, files: dict[str, bytes]) -> None:
        """Adds a title, or files to one."""
        from sahhaf.lists._store import Store

        store = Store(self.source)
        for name, data in files.items():
            store.put(f"{title}/{name}", data)

    def fill(self, count: int) -> list[str]:
        """So many titles."""
        titles = [f"t{number:03}" for number in range(count)]
        for number, title in enumerate(titles):
            self.put(title, title_files(number))
        return titles

    def plan(self, **changes: Any) -> Any:
        """A plan with short waits, whose program can fail."""
        from sahhaf.lists import Limits, Plan, Retries

        plan = Plan(
            self.source,
            self.sink,
            program=self.program,
            identity="a test",
            limits=Limits(seconds=30, memory=1 << 30),
            retries=Retries(pause=0.01),
            threads=4,
        )
        return replace(plan, **changes)

    def rows(self, run: str) -> dict[str, Any]:
        """The rows of a run by title; no title has two."""
        from sahhaf.lists import _rows as rows
        from sahhaf.lists._store import Store

        found = list(rows.read(Store(self.sink), run))
        assert len({row.title for row in found}) == len(found), "a title has two rows"
        return {row.title: row for row in found}

    def manifests(self) -> dict[str, bytes]:
        """The manifests by name."""
        from sahhaf.lists._store import Store

        store = Store(self.sink)
        return {one.name: store.get(one.name)[0] for one in store.objects("manifest")}


# The command line, with the program that can fail; its workers import this file, too.
_DRIVER = f"""
import sys
from sahhaf.lists import __main__ as program
if __name__ == "__main__":
    program.own_program = lambda: {FAULTY!r}
    program.main(sys.argv[1:])
"""


def driver(house: House, tmp_path: Path, name: str, engine: str = "local") -> subprocess.Popen[str]:
    """A run in a process of its own, on two cores."""
    script = tmp_path / "driver.py"
    script.write_text(_DRIVER)
    words = ["run", house.source, house.sink, "--engine", engine, "--workers", "2", "--run", name, "--threads", "2"]
    return subprocess.Popen([sys.executable, str(script), *words, "--quiet"], stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """An S3 of moto's; workers find it by their environment."""
    pytest.importorskip("obstore")
    server_module = pytest.importorskip("moto.server")
    server = server_module.ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ALLOW_HTTP", "true")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_REGION", "us-east-1")
        yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3: str, request: pytest.FixtureRequest) -> str:
    """A new bucket."""
    import boto3

    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name.lower())[:60].strip("-")
    boto3.client("s3", endpoint_url=s3, region_name="us-east-1").create_bucket(Bucket=name)
    return f"s3://{name}"


@pytest.fixture
def house(bucket: str) -> House:
    """A house whose titles and books lie in S3."""
    return House(f"{bucket}/in", f"{bucket}/out")


@pytest.fixture
def disk(tmp_path: Path) -> House:
    """A house whose titles and books lie in folders."""
    pytest.importorskip("obstore")
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    return House((tmp_path / "in").as_uri(), (tmp_path / "out").as_uri())


@pytest.fixture
def until() -> Callable[[Callable[[], object], float], None]:
    """Waits until something is so."""
    import time

    def wait(is_so: Callable[[], object], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "it took too long"
            time.sleep(0.05)

    return wait
