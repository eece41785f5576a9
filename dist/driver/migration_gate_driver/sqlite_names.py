"""Which file SQLite opens when it is given a name (https://www.sqlite.org/uri.html)."""

from __future__ import annotations

import os
from urllib.parse import unquote


def opened_file(name: str) -> str | None:
    """The file's real path; None where SQLite keeps the database in memory, or in a file that it removes by itself."""
    path, memory = _parts(name)
    return None if memory or path in ("", ":memory:") else os.path.realpath(path)


def written_path(name: str) -> str:
    """The path as the name has it."""
    return _parts(name)[0]


def _parts(name: str) -> tuple[str, bool]:
    """The path, and whether it is only the name of a database in memory."""
    return _of_uri(name) if name.startswith("file:") else (name, False)


def _of_uri(uri: str) -> tuple[str, bool]:
    rest, _, query = uri.removeprefix("file:").partition("#")[0].partition("?")
    if rest.startswith("//"):
        # An authority, which SQLite allows to be empty or `localhost`.
        rest = "/" + rest[2:].partition("/")[2]
    pairs = [pair.partition("=") for pair in query.split("&")]
    modes = [unquote(value) for name, _, value in pairs if unquote(name) == "mode"]
    # Of several modes SQLite heeds the last.
    return unquote(rest), modes[-1:] == ["memory"]
