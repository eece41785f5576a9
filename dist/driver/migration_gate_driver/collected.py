"""What the gate is to be told beside the movements: notes, and connections that were refused. Each thing once."""

from __future__ import annotations

from typing import Any

from .places import Place


class Collected:
    """Gathered at any time, also while modules are imported; handed out with the next answer."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()
        self._notes: list[dict[str, Any]] = []
        self._refusals: list[dict[str, Any]] = []

    def note(self, what: str, place: Place | None) -> None:
        if self._is_new("note", what):
            self._notes.append({"what": what, "at": place and place.as_record()})

    def refusal(self, kind: str, target: str, place: Place | None) -> None:
        if self._is_new(kind, target):
            self._refusals.append({"kind": kind, "target": target, "at": place and place.as_record()})

    def take(self) -> dict[str, list[dict[str, Any]]]:
        """All that was gathered since the last time. A later movement may tell a refusal again, a note not."""
        taken = {"notes": self._notes, "refusals": self._refusals}
        self._notes, self._refusals = [], []
        self._told = {key for key in self._told if key[0] == "note"}
        return taken

    def _is_new(self, kind: str, what: str) -> bool:
        if (kind, what) in self._told:
            return False
        self._told.add((kind, what))
        return True
