"""A whole list of titles: bound, kept where nothing has changed, reported.

A title is a folder or a zip file below a source; its books go below a sink. Both are URLs: `file:///…`, `s3://…`,
`gs://…`, `az://…`. `run` does the work on an engine (`local`, `ray`, `spark`), `status` and `report` say what came of
it. `bind_title` does one title and knows no engine, so that a house can call it from any of its own.

`python -m sahhaf.lists --help` is the same on a command line; docs/lists.md describes both.
"""

try:
    import obstore as _obstore  # noqa: F401
except ModuleNotFoundError as missing:
    words = f"lists need {missing.name}, which the wheel alone does not bring: pip install 'sahhaf[lists]'"
    raise ModuleNotFoundError(words, name=missing.name) from None

from ._bind import Binder, bind_title
from ._plan import Limits, Plan, Retries
from ._report import Report, report, status
from ._row import Row
from ._run import Progress, Run, run

__all__ = [
    "Binder",
    "Limits",
    "Plan",
    "Progress",
    "Report",
    "Retries",
    "Row",
    "Run",
    "bind_title",
    "report",
    "run",
    "status",
]
