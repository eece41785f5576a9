"""What to say of an exception: who raised it, in whose words, on which line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from .batch import BatchLines
from .places import Places
from .recording import LONGEST_SQL, Recording, StatementError

# "current transaction is aborted": the consequence of an earlier error, never a cause.
_IN_FAILED_TRANSACTION = "25P02"
# What speaks of the scratch server and not of what it was asked: class 08 (connection exception), 53 (no room on the disk,
# no memory, no connection left), its own shutdowns, input and output errors; the same by SQLite.
_LOST = re.compile(r"08|53|57P0[1-4]|580|SQLITE_(FULL|IOERR|NOMEM)")


class Failures:
    """Describes exceptions of one process."""

    def __init__(self, places: Places, batch: BatchLines) -> None:
        self._places = places
        self._batch = batch

    def of_movement(self, error: BaseException, recording: Recording) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The failure, and the errors before it that were swallowed.

        An error of the database is told by the first statement that met one in the transaction that failed.
        """
        unguarded = recording.unguarded()
        cause = _cause(error, unguarded)
        if cause is None:
            original = _driver_error(error)
            if original is not None:
                return self._of_connection(original, error), [self.of_statement(known) for known in unguarded]
            return self.of_python(error), [self.of_statement(known) for known in unguarded]
        failure = {**self.of_statement(cause), "traceback": self._traceback(error)}
        if failure["at"] is None:
            failure["at"] = self._at(error)
        return failure, [self.of_statement(known) for known in unguarded[: unguarded.index(cause)]]

    def of_statement(self, error: StatementError) -> dict[str, Any]:
        """An error that the database gave to a statement."""
        told = _words(error.original)
        lost = error.lost or (told["sqlstate"] is not None and _LOST.match(told["sqlstate"]) is not None)
        place = error.place and error.place.as_record()
        statement = None
        if error.sql is not None:
            statement = {"sql": error.sql[:LONGEST_SQL], "at": place, "durationMs": error.duration_ms}
        return {"kind": "lost" if lost else "database", **told, "statement": statement, "at": place, "traceback": ""}

    def of_python(self, error: BaseException) -> dict[str, Any]:
        """An exception of Python code: the project's own, or Alembic's and SQLAlchemy's refusal."""
        if isinstance(error, SystemExit):
            message = f"the code called sys.exit({error.code!r})"
        else:
            message = str(error) or type(error).__name__
        original = _driver_error(error)
        sqlstate = _words(original)["sqlstate"] if original is not None else None
        told = {"exception": _name(error), "message": message, "sqlstate": sqlstate, "detail": None}
        return {
            "kind": "tool" if _is_tools(error) else "python",
            **told,
            "statement": None,
            "at": self._at(error),
            "traceback": self._traceback(error),
        }

    def _of_connection(self, original: BaseException, error: BaseException) -> dict[str, Any]:
        """The database could not be reached at all."""
        return {
            "kind": "lost",
            **_words(original),
            "statement": None,
            "at": self._at(error),
            "traceback": self._traceback(error),
        }

    def _at(self, error: BaseException) -> dict[str, Any] | None:
        # No frame stands in a file that could not be compiled.
        if isinstance(error, SyntaxError) and error.filename:
            return {"file": self._places.relative(error.filename), "line": error.lineno, "commit": "head"}
        place = self._batch.of_error(error) or self._places.of_traceback(error.__traceback__)
        return place and place.as_record()

    def _traceback(self, error: BaseException) -> str:
        return self._places.traceback_text(error.__traceback__)


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that led to it, latest first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _cause(error: BaseException, unguarded: list[StatementError]) -> StatementError | None:
    originals = {id(link) for link in chain(error)} | {id(getattr(link, "orig", None)) for link in chain(error)}
    raised = next((known for known in unguarded if id(known.original) in originals), None)
    if raised is not None and _words(raised.original)["sqlstate"] == _IN_FAILED_TRANSACTION:
        same_session = [known for known in unguarded if known.connection == raised.connection]
        return same_session[0] if same_session else unguarded[0]
    return raised


def _driver_error(error: BaseException) -> BaseException | None:
    for link in chain(error):
        if isinstance(link, DBAPIError):
            return link.orig
    return None


def _words(original: BaseException) -> dict[str, Any]:
    """The database's own words, whichever driver brought them."""
    source = (
        original.__cause__ if original.__cause__ is not None and hasattr(original.__cause__, "sqlstate") else original
    )
    diagnosis = getattr(source, "diag", None)
    fields = _fields_of_pg8000(source)
    detail = getattr(diagnosis, "message_detail", None) or getattr(source, "detail", None) or fields.get("D")
    hint = getattr(diagnosis, "message_hint", None) or getattr(source, "hint", None) or fields.get("H")
    state = (
        getattr(source, "sqlstate", None)
        or getattr(source, "pgcode", None)
        or getattr(source, "sqlite_errorname", None)
        or fields.get("C")
    )
    message = getattr(diagnosis, "message_primary", None) or fields.get("M")
    if message is None:
        message = str(source.args[0]) if source.args else str(source)
    lines = [f"{title}: {text}" for title, text in (("DETAIL", detail), ("HINT", hint)) if text]
    return {
        "exception": _name(source),
        "message": message.strip() or type(source).__name__,
        "sqlstate": state,
        "detail": "\n".join(lines) or None,
    }


def _fields_of_pg8000(error: BaseException) -> dict[str, str]:
    """The server's error message as it came, by the letters of the protocol (PostgreSQL manual, 55.8)."""
    fields = error.args[0] if type(error).__module__.startswith("pg8000") and error.args else None
    return fields if isinstance(fields, dict) else {}


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _is_tools(error: BaseException) -> bool:
    """Raised by Alembic or SQLAlchemy themselves, not by code that they called."""
    return isinstance(error, CommandError) or _package(_innermost(error.__traceback__)) in ("alembic", "sqlalchemy")


def _innermost(traceback: TracebackType | None) -> TracebackType | None:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback


def _package(traceback: TracebackType | None) -> str:
    return "" if traceback is None else str(traceback.tb_frame.f_globals.get("__name__")).partition(".")[0]
