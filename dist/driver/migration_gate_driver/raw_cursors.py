"""Sees statements that a revision runs on the driver's own cursors: `op.get_bind().connection.cursor()`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

from .watch import Watch


class RawCursors:
    """Puts watched cursor classes into the arguments of a connection that is about to be made."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def prepare(self, driver: str, is_async: bool, arguments: dict[str, Any]) -> None:
        """`driver` is SQLAlchemy's name for it; drivers without such a hook are left alone."""
        if is_async:
            return
        if driver == "psycopg2":
            from psycopg2.extensions import cursor

            base = arguments.get("cursor_factory") or cursor
            arguments["cursor_factory"] = _watched(base, self._watch, ("execute", "executemany", "copy_expert"))
        elif driver == "psycopg":
            from psycopg import Cursor

            base = arguments.get("cursor_factory") or Cursor
            arguments["cursor_factory"] = _watched(base, self._watch, ("execute", "executemany"))
        elif driver == "pysqlite":
            base = arguments.get("factory") or sqlite3.Connection
            arguments["factory"] = _watched_sqlite(base, self._watch)


@cache
def _watched(base: type, watch: Watch, methods: tuple[str, ...]) -> type:
    """A subclass whose statements are recorded, unless an engine runs them."""

    def recorded(method: str) -> Any:
        original = getattr(base, method)

        def call(cursor: Any, sql: Any, *arguments: Any, **named: Any) -> Any:
            if _is_engines(sys._getframe(1)):
                return original(cursor, sql, *arguments, **named)
            with _recorded(watch, cursor, sql):
                return original(cursor, sql, *arguments, **named)

        return call

    return type(base.__name__, (base,), {method: recorded(method) for method in methods})


def _is_engines(caller: FrameType | None) -> bool:
    """Whether SQLAlchemy runs it, perhaps by a helper of the driver: seen already, or none of the project's."""
    while caller is not None:
        package = str(caller.f_globals.get("__name__")).partition(".")[0]
        if package not in ("psycopg2", "psycopg", __package__):
            return package == "sqlalchemy"
        caller = caller.f_back
    return False


@cache
def _watched_sqlite(base: type[sqlite3.Connection], watch: Watch) -> type[sqlite3.Connection]:
    watched_cursor = _watched(sqlite3.Cursor, watch, ("execute", "executemany", "executescript"))

    class Connection(base):  # type: ignore[valid-type, misc]
        def cursor(self, factory: type[sqlite3.Cursor] = watched_cursor) -> sqlite3.Cursor:
            cursor: sqlite3.Cursor = super().cursor(factory)
            return cursor

    return Connection


@contextmanager
def _recorded(watch: Watch, cursor: Any, sql: Any) -> Iterator[None]:
    recording = watch.recording
    if recording is None:
        yield
        return
    running = recording.begin(_text(cursor, sql), watch.place(), id(cursor.connection))
    try:
        yield
    except Exception as error:
        recording.fail(running, error, lost=False)
        raise
    recording.end(running, getattr(cursor, "rowcount", None))


def _text(cursor: Any, sql: Any) -> str:
    """Statements may be text, bytes or psycopg's composed SQL."""
    if isinstance(sql, bytes):
        return sql.decode("utf-8", "replace")
    as_string = getattr(sql, "as_string", None)
    return as_string(cursor) if as_string is not None else str(sql)
