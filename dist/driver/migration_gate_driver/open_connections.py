"""Connections that project code opened and never gave back: an open transaction would hold up the next movement."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool


class OpenConnections:
    """All that pools have opened and not closed yet."""

    def __init__(self) -> None:
        self._open: dict[int, Any] = {}

    def install(self) -> None:
        event.listen(Pool, "connect", lambda connection, _record: self._open.__setitem__(id(connection), connection))
        for closing in ("close", "close_detached"):
            event.listen(Pool, closing, lambda connection, *_: self._open.pop(id(connection), None))

    def close_all(self) -> None:
        """An async connection's loop is gone, so it can only be cut off."""
        left, self._open = list(self._open.values()), {}
        for connection in left:
            with suppress(Exception):
                (getattr(connection, "terminate", None) or connection.close)()
