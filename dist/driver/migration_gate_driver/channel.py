"""The line to the gate: JSON lines on two inherited descriptors that no project code can disturb by accident."""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import threading
from typing import Any

# Project code may replace these in their modules.
_write, _read, _getpid = os.write, os.read, os.getpid
_dumps, _loads, _digest = json.dumps, json.loads, hmac.digest

# An env.py may close every low descriptor.
_LOWEST = 100

# Of a record whose JSON is longer than this, texts and lists are cut. Half of what the gate takes.
_LONGEST = 4 * 1024 * 1024
_LONGEST_TEXT = 10_000
_LONGEST_LIST = 100


def _move_up(descriptor: int) -> int:
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _LOWEST)
    os.close(descriptor)
    os.set_blocking(moved, True)
    return moved


class Channel:
    """Sends records and receives requests.

    A record is a line of JSON behind its HMAC, whose key comes with the first request: nobody else can make one, nor put anything into one
    that is being written. Numbered from 1. A forked copy stays silent.
    """

    def __init__(self, records: int, requests: int) -> None:
        self._records = _move_up(records)
        self._requests = _move_up(requests)
        self._lock = threading.RLock()
        self._pid = _getpid()
        self._sequence = 0
        self._key = b""
        self._received = b""

    @property
    def requests_descriptor(self) -> int:
        return self._requests

    def receive(self) -> dict[str, Any] | None:
        """The next request; None when the gate has gone. A forked copy gets none: it would take them from the driver."""
        if _getpid() != self._pid:
            return None
        while b"\n" not in self._received:
            chunk = _read(self._requests, 65536)
            if not chunk:
                return None
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        request: dict[str, Any] = _loads(line)
        if not self._key:
            self._key = request.pop("key").encode("ascii")
        return request

    def send(self, kind: str, **fields: Any) -> None:
        """Write one record, whole."""
        if _getpid() != self._pid:
            return
        with self._lock:
            self._sequence += 1
            record = _fitting({"seq": self._sequence, "kind": kind, **fields}).encode("ascii")
            seal = _digest(self._key, record, "sha256").hex().encode("ascii")
            # The first line end closes what project code may have written to this descriptor.
            left = memoryview(b"\n%s %s\n" % (seal, record))
            while left:
                left = left[_write(self._records, left) :]


def _fitting(record: dict[str, Any]) -> str:
    """As JSON. The gate takes no endless line: an exception's message or a list may be of any size."""
    text = _encoded(record)
    return text if len(text) <= _LONGEST else _encoded(_cut(record))


def _encoded(record: dict[str, Any]) -> str:
    return _dumps(record, default=repr, separators=(",", ":"))


def _cut(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"{value[:_LONGEST_TEXT]}… ({len(value) - _LONGEST_TEXT} more characters)"
    if isinstance(value, (list, tuple)):
        return [_cut(item) for item in value[:_LONGEST_LIST]]
    if isinstance(value, dict):
        return {key: _cut(item) for key, item in value.items()}
    return value
