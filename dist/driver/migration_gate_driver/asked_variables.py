"""Variables that project code asked `os.environ` for, without a default, and did not find."""

from __future__ import annotations

import os
import sys
from typing import Any

from .places import FOREIGN, RUNNER, Places


class AskedVariables:
    """In the order they were asked for: what the project perhaps lacked, when it fails later on."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.not_found: list[str] = []

    def install(self) -> None:
        """`os.getenv` ends in the same method."""
        asked = self

        def get(environ: Any, name: Any, default: Any = None) -> Any:
            try:
                return environ[name]
            except KeyError:
                if default is None and environ is os.environ:
                    asked._note(name)
                return default

        type(os.environ).get = get  # type: ignore[assignment, method-assign]

    def _note(self, name: Any) -> None:
        frame = sys._getframe(2)
        if frame.f_code is os.getenv.__code__ and frame.f_back is not None:
            frame = frame.f_back
        if self._places.kind(frame.f_code.co_filename) not in (FOREIGN, RUNNER) and name not in self.not_found:
            self.not_found.append(name)
