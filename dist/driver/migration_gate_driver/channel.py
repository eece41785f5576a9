"""The line to the gate: JSON lines on two inherited descriptors that no project code can disturb by accident."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from typing import Any

# Project code may replace these in their modules.
_write, _read, _getpid = os.write, os.read, os.getpid
_dumps, _loads = json.dumps, json.loads

# An env.py may close every low descriptor.
_LOWEST = 100


def _move_up(descriptor: int) -> int:
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _LOWEST)
    os.close(descriptor)
    os.set_blocking(moved, True)
    return moved


class Channel:
    """Sends records and receives requests.

    Every record carries the nonce of the first request and a sequence number from 1. A forked copy stays silent.
    """

    def __init__(self, records: int, requests: int) -> None:
        self._records = _move_up(records)
        self._requests = _move_up(requests)
        self._lock = threading.RLock()
        self._pid = _getpid()
        self._sequence = 0
        self._nonce = ""
        self._received = b""

    @property
    def requests_descriptor(self) -> int:
        return self._requests

    def receive(self) -> dict[str, Any] | None:
        """The next request; None when the gate has gone."""
        while b"\n" not in self._received:
            chunk = _read(self._requests, 65536)
            if not chunk:
                return None
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        request: dict[str, Any] = _loads(line)
        if not self._nonce:
            self._nonce = request.pop("nonce")
        return request

    def send(self, kind: str, **fields: Any) -> None:
        """Write one record, whole."""
        if _getpid() != self._pid:
            return
        with self._lock:
            self._sequence += 1
            record = {"nonce": self._nonce, "seq": self._sequence, "kind": kind, **fields}
            left = memoryview((_dumps(record, default=repr) + "\n").encode("ascii"))
            while left:
                left = left[_write(self._records, left) :]
