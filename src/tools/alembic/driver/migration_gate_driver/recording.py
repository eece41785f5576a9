"""What was seen during one movement: statements as they run, errors of the database, savepoints that made good."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .channel import Channel
from .places import REVISION, Place

MOST_STATEMENTS = 10_000
LONGEST_SQL = 10_000
"""Characters kept of one statement."""
_MOST_SQL, _SHORT_SQL = 4_000_000, 200
"""Characters kept of all statements of one movement; of the rest only their beginnings."""

_CREATES = re.compile(r"\s*(?:CREATE|ALTER|DROP)\s+(?!SCHEMA\b|EXTENSION\b|ROLE\b|USER\b)", re.IGNORECASE)
_MAKES_ROLE = re.compile(r"\bCREATE\s+(?:ROLE|USER|GROUP)\s+(?!MAPPING\b)", re.IGNORECASE)
_SAVEPOINT = re.compile(r"\s*SAVEPOINT\s+(\S+)", re.IGNORECASE)
_ROLLBACK_TO = re.compile(r"\s*ROLLBACK\s+(?:WORK\s+|TRANSACTION\s+)?TO\s+(?:SAVEPOINT\s+)?([^\s;]+)", re.IGNORECASE)


@dataclass(slots=True)
class Running:
    """A statement under way."""

    index: int | None
    sql: str
    place: Place | None
    connection: int
    started: int


@dataclass(slots=True)
class StatementError:
    """An error that the database gave. `original` is the driver's own exception."""

    original: BaseException
    sql: str | None
    place: Place | None
    connection: int
    duration_ms: float
    lost: bool
    guarded: bool = False
    """A savepoint was rolled back for it, so the transaction went on unharmed."""


@dataclass
class Recording:
    """One movement. Statements are sent while they run, so that a killed movement has told them all the same."""

    channel: Channel
    traced: bool
    ended: Callable[[Running], None]
    """Told of every traced statement that succeeded."""
    bodies: int = 0
    applied: list[str] = field(default_factory=list)
    version_tables: list[dict[str, str | None]] = field(default_factory=list)
    databases: list[str] = field(default_factory=list)
    """What was asked for, of the database of each context that ran migrations, in order."""
    conventions: list[str] = field(default_factory=list)
    """How each context names what a revision leaves unnamed."""
    indistinct: list[str] = field(default_factory=list)
    """Databases in which two contexts use the same version table."""
    errors: list[StatementError] = field(default_factory=list)
    settings_left: list[dict[str, Any]] = field(default_factory=list)
    statements: int = 0
    shortened: int = 0
    schema_statements: list[dict[str, Any]] = field(default_factory=list)
    """DDL that env.py runs by itself, outside of any revision."""
    role_statements: list[str] = field(default_factory=list)
    """What may have made roles: they belong to the whole server, and somebody has to take them away again."""
    _savepoints: dict[tuple[int, str], int] = field(default_factory=dict)
    _sql_kept: int = 0

    def begin(self, sql: str, place: Place | None, connection: int) -> Running:
        """A statement is about to run."""
        if makes_role(sql):
            self.role_statements.append(sql[:LONGEST_SQL])
        index = None
        if self.traced:
            self.statements += 1
            if self.statements <= MOST_STATEMENTS:
                index = self.statements
                database = self.databases[-1] if self.databases else ""
                at = place and place.as_record()
                self.channel.send("statement", index=index, sql=self._shorten(sql), database=database, at=at)
        return Running(index, sql, place, connection, time.perf_counter_ns())

    def end(self, running: Running, rows: int | None) -> None:
        """It succeeded. `rows` as the driver reports it."""
        self._finish(running, rows=rows if rows is not None and rows >= 0 else None, failed=False)
        self._note_savepoint(running)
        if self.traced:
            self.ended(running)
            self._note_schema_statement(running)

    def fail(self, running: Running, original: BaseException, lost: bool) -> None:
        """The database refused it."""
        self._finish(running, rows=None, failed=True)
        self.error(original, running.sql, running.place, running.connection, _milliseconds(running), lost)

    def error(
        self,
        original: BaseException,
        sql: str | None,
        place: Place | None,
        connection: int,
        duration_ms: float,
        lost: bool,
    ) -> None:
        """The database gave an error, with a statement or (at COMMIT) without one."""
        if not any(known.original is original for known in self.errors):
            self.errors.append(StatementError(original, sql, place, connection, duration_ms, lost))

    def unguarded(self) -> list[StatementError]:
        """Errors that no savepoint made good for, in order."""
        return [error for error in self.errors if not error.guarded]

    def _finish(self, running: Running, rows: int | None, failed: bool) -> None:
        if running.index is not None:
            self.channel.send(
                "statement-end", index=running.index, durationMs=_milliseconds(running), rows=rows, failed=failed
            )

    @property
    def kept(self) -> int:
        """How many statements were sent."""
        return min(self.statements, MOST_STATEMENTS)

    def _note_schema_statement(self, running: Running) -> None:
        if running.place is not None and running.place.kind != REVISION and _CREATES.match(running.sql):
            self.schema_statements.append({"sql": running.sql[:200], "at": running.place.as_record()})

    def _note_savepoint(self, running: Running) -> None:
        if (match := _SAVEPOINT.match(running.sql)) is not None:
            self._savepoints[running.connection, match[1].strip('";')] = len(self.errors)
        elif (match := _ROLLBACK_TO.match(running.sql)) is not None:
            since = self._savepoints.get((running.connection, match[1].strip('"')), 0)
            for error in self.errors[since:]:
                error.guarded = error.guarded or error.connection == running.connection

    def _shorten(self, sql: str) -> str:
        longest = LONGEST_SQL if self._sql_kept < _MOST_SQL else _SHORT_SQL
        self._sql_kept += min(len(sql), longest)
        if len(sql) <= longest:
            return sql
        self.shortened += 1
        return sql[:longest]


def makes_role(sql: str) -> bool:
    """Also inside of a block that runs it."""
    return _MAKES_ROLE.search(sql) is not None


def _milliseconds(running: Running) -> float:
    return round((time.perf_counter_ns() - running.started) / 1e6, 3)
