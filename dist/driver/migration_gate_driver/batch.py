"""The line that queued each operation of a `batch_alter_table` block: its SQL leaves only at the end of the block."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from alembic.operations.batch import BatchOperationsImpl

from .places import Place, Places


class BatchLines:
    """Knows which queued operation is being carried out."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._current: Place | None = None

    def install(self) -> None:
        lines = self
        initialise, flush = BatchOperationsImpl.__init__, BatchOperationsImpl.flush
        should_recreate = BatchOperationsImpl._should_recreate

        def __init__(operations: Any, *args: Any, **kwargs: Any) -> None:
            initialise(operations, *args, **kwargs)
            operations.batch = _Queue(lines)

        def unwatched_should_recreate(operations: Any) -> bool:
            # Looks through the queue without carrying anything out.
            before = lines._current
            try:
                return should_recreate(operations)
            finally:
                lines._current = before

        def watched_flush(operations: Any) -> None:
            before, lines._current = lines._current, None
            try:
                flush(operations)
            except BaseException as error:
                lines._remember(error)
                raise
            finally:
                lines._current = before

        BatchOperationsImpl.__init__ = __init__  # type: ignore[assignment, method-assign]
        BatchOperationsImpl._should_recreate = unwatched_should_recreate  # type: ignore[assignment, method-assign]
        BatchOperationsImpl.flush = watched_flush  # type: ignore[assignment, method-assign]

    def refine(self, place: Place | None) -> Place | None:
        """The queued operation's line in place of the block's, where one is being carried out."""
        return self._current if place is not None and self._current is not None else place

    def of_error(self, error: BaseException) -> Place | None:
        """The line of the operation that raised it while the block was carried out."""
        return getattr(error, _PLACE, None)

    def _remember(self, error: BaseException) -> None:
        if self._current is not None and getattr(error, _PLACE, None) is None:
            setattr(error, _PLACE, self._current)


_PLACE = "_migration_gate_place"


class _Queue(list[Any]):
    """Alembic's list of queued operations, with the line of each."""

    def __init__(self, lines: BatchLines) -> None:
        super().__init__()
        self._lines = lines
        self._queued: list[Place | None] = []

    def append(self, operation: Any) -> None:
        self._queued.append(self._lines._places.of_stack(sys._getframe(1)))
        super().append(operation)

    def __iter__(self) -> Iterator[Any]:
        for operation, place in zip(super().__iter__(), self._queued, strict=True):
            self._lines._current = place
            yield operation
        # What follows (a table rebuilt) is done for all of them: one line's work if only one line asked for it.
        self._lines._current = self._queued[0] if len(set(self._queued)) == 1 else None
