"""Which files of the project are opened while revisions are loaded and run: what the base comes out as may depend on them."""

from __future__ import annotations

import os
import sys
from typing import Any

from .configuration import Project

_COMPILED = "__pycache__"


class OpenedFiles:
    """Listens from `listen()` on. Files in the script location are not listed: they count whether they are opened or not."""

    def __init__(self, project: Project) -> None:
        self._root = os.path.realpath(project.root) + os.sep
        self._known = tuple(
            os.path.realpath(folder) + os.sep for folder in [project.script_location, *project.version_folders]
        )
        self._paths: set[str] | None = None
        sys.addaudithook(self._hear)

    def listen(self) -> None:
        """Collect what is opened from now on."""
        self._paths = set() if self._paths is None else self._paths

    def take(self) -> list[str]:
        """What was opened since, relative to the root, and listen no more."""
        paths, self._paths = self._paths or set(), None
        return sorted({told for path in paths if (told := self._told(path)) is not None})

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._paths is not None and event == "open" and isinstance(arguments[0], str):
            self._paths.add(os.path.abspath(arguments[0]))

    def _told(self, path: str) -> str | None:
        folder, name = os.path.split(path)
        if os.path.basename(folder) == _COMPILED:
            path = os.path.join(os.path.dirname(folder), name.split(".", 1)[0] + ".py")
        path = os.path.realpath(path)
        if not path.startswith(self._root) or path.startswith(self._known) or "site-packages" in path.split(os.sep):
            return None
        return os.path.relpath(path, self._root) if os.path.isfile(path) else None
