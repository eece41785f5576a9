"""Sees every statement of every engine, sync and async, by SQLAlchemy's own events."""

from __future__ import annotations

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from .batch import BatchLines
from .places import Place, Places
from .recording import Recording, makes_role

_SAVEPOINT_STARTS = ("SAVEPOINT", "ROLLBACK ")
_RUNNING = "_migration_gate_running"


class Watch:
    """One for the process; `recording` is the movement under way."""

    def __init__(self, places: Places, batch: BatchLines) -> None:
        self.recording: Recording | None = None
        self._places = places
        self._batch = batch

    def install(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)
        event.listen(Engine, "handle_error", self._error)

    def place(self) -> Place | None:
        """Which line of the project is running, below this call."""
        place = self._places.of_stack(sys._getframe(1))
        return self._batch.refine(place)

    def _before(
        self, connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
    ) -> None:
        recording = self.recording
        if recording is None or context is None:
            return
        if recording.traced or statement.lstrip()[:9].upper() in _SAVEPOINT_STARTS or makes_role(statement):
            place = self.place() if recording.traced else None
            setattr(context, _RUNNING, recording.begin(statement, place, identity(connection)))

    def _after(
        self, _connection: Any, cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool
    ) -> None:
        running = context.__dict__.pop(_RUNNING, None) if context is not None else None
        if running is not None and self.recording is not None:
            self.recording.end(running, getattr(cursor, "rowcount", None))

    def _error(self, failure: Any) -> None:
        context = failure.execution_context
        running = context.__dict__.pop(_RUNNING, None) if context is not None else None
        recording = self.recording
        if recording is None:
            return
        if running is not None:
            recording.fail(running, failure.original_exception, bool(failure.is_disconnect))
        elif failure.sqlalchemy_exception is not None:
            recording.error(
                failure.original_exception,
                failure.statement,
                self.place() if failure.statement is not None else None,
                identity(failure.connection),
                0.0,
                bool(failure.is_disconnect),
            )


def identity(connection: Any) -> int:
    """Which database session a SQLAlchemy connection stands for; 0 when it has none any more."""
    if connection is None or connection.closed or connection.invalidated:
        return 0
    fairy = connection.connection
    return id(getattr(fairy, "dbapi_connection", None) or fairy)
