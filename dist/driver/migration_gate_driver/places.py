"""Which file and line of the project is running: the answer to "who issued this statement"."""

from __future__ import annotations

import linecache
import os
import sys
import sysconfig
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, NamedTuple

REVISION, ENVIRONMENT, PROJECT, RUNNER, FOREIGN = "revision", "environment", "project", "runner", "foreign"


class Place(NamedTuple):
    """A line of the project. `file` is as the gate knows it, relative to the repository's root."""

    kind: str
    file: str
    line: int
    commit: str

    def as_record(self) -> dict[str, Any]:
        return {"file": self.file, "line": self.line, "commit": self.commit}


class Places:
    """Tells the project's files from all others.

    `shown` maps a folder of revision files that stands in for another (the base commit's, extracted) to that other one.
    """

    def __init__(self, root: str, version_folders: list[str], env_file: str, shown: dict[str, str]) -> None:
        self._root = os.path.realpath(root)
        self._versions = [os.path.realpath(folder) for folder in version_folders]
        self._env_file = os.path.realpath(env_file)
        self._shown = {os.path.realpath(folder): os.path.realpath(to) for folder, to in shown.items()}
        self._foreign = _installed_folders()
        self._runner = ""
        self._kinds: dict[str, str] = {}
        self.running: str | None = None
        """The file of the revision that is running now, where one is."""

    def alembic_runner(self, file: str) -> None:
        """Name the module in which Alembic runs revisions: what has no project frame inside it is Alembic's own."""
        self._runner = file

    def of_stack(self, frame: FrameType | None) -> Place | None:
        """The line of the project that led here; None for what the tool does on its own account.

        A revision's own line wins over the helpers that it calls, and env.py's over the modules that it calls.
        """
        nearest: dict[str, Place] = {}
        for outer in _outwards(frame):
            kind = self.kind(outer.f_code.co_filename)
            if kind == RUNNER and outer.f_code.co_name == "run_migrations":
                break
            if kind in (FOREIGN, RUNNER):
                continue
            if kind == REVISION and self._is_running(outer.f_code.co_filename):
                return self._place(kind, outer.f_code.co_filename, outer.f_lineno)
            nearest.setdefault(kind, self._place(kind, outer.f_code.co_filename, outer.f_lineno))
        return nearest.get(REVISION) or nearest.get(ENVIRONMENT) or nearest.get(PROJECT)

    def of_traceback(self, traceback: TracebackType | None) -> Place | None:
        """The line of the project in which an exception arose, by the same order of precedence."""
        nearest: dict[str, Place] = {}
        running: Place | None = None
        for frame, line in self._project_frames(traceback):
            kind = self.kind(frame.f_code.co_filename)
            nearest[kind] = self._place(kind, frame.f_code.co_filename, line)
            if kind == REVISION and self._is_running(frame.f_code.co_filename):
                running = nearest[kind]
        return running or nearest.get(REVISION) or nearest.get(ENVIRONMENT) or nearest.get(PROJECT)

    def traceback_text(self, traceback: TracebackType | None) -> str:
        """The project's own frames as Python prints them, innermost last."""
        lines = []
        for frame, line in self._project_frames(traceback):
            place = self._place(PROJECT, frame.f_code.co_filename, line)
            lines.append(f'  File "{place.file}", line {line}, in {frame.f_code.co_name}')
            source = linecache.getline(frame.f_code.co_filename, line).strip()
            if source:
                lines.append(f"    {source}")
        return "\n".join(lines)

    def kind(self, file: str) -> str:
        """What a source file is to us."""
        known = self._kinds.get(file)
        if known is None:
            known = self._kinds[file] = self._classify(file)
        return known

    def _classify(self, file: str) -> str:
        if file.startswith("<"):
            return FOREIGN
        if file == self._runner:
            return RUNNER
        real = os.path.realpath(file)
        # Compiled modules name a file of the machine that they were built on.
        if not os.path.isabs(file) and not os.path.exists(real):
            return FOREIGN
        if any(_inside(real, folder) for folder in self._versions):
            return REVISION
        if real == self._env_file:
            return ENVIRONMENT
        if _inside(real, self._root) and not any(_inside(real, folder) for folder in self._foreign):
            return PROJECT
        return FOREIGN

    def _is_running(self, file: str) -> bool:
        return self.running is None or os.path.realpath(file) == self.running

    def _place(self, kind: str, file: str, line: int) -> Place:
        real = os.path.realpath(file)
        for folder, shown in self._shown.items():
            if _inside(real, folder):
                original = os.path.join(shown, os.path.relpath(real, folder))
                return Place(kind, self.relative(original), line, "base")
        return Place(kind, self.relative(real), line, "head")

    def relative(self, file: str) -> str:
        """As the gate names a file: relative to the root with `/`, absolute outside of it."""
        return os.path.relpath(file, self._root).replace(os.sep, "/") if _inside(file, self._root) else file

    def _project_frames(self, traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
        while traceback is not None:
            if self.kind(traceback.tb_frame.f_code.co_filename) in (REVISION, ENVIRONMENT, PROJECT):
                yield traceback.tb_frame, traceback.tb_lineno
            traceback = traceback.tb_next


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder + os.sep)


def _installed_folders() -> list[str]:
    """Where packages and we ourselves live; a virtual environment often lies inside the repository."""
    named = sysconfig.get_paths()
    folders = {named[name] for name in ("stdlib", "platstdlib", "purelib", "platlib") if name in named}
    folders.update(entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages")))
    if sys.prefix != sys.base_prefix:
        folders.add(sys.prefix)
    folders.add(os.path.dirname(__file__))
    return [os.path.realpath(folder) for folder in folders]


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    """Every caller, also across greenlets: SQLAlchemy runs what an async program asks for in one of its own."""
    greenlet = sys.modules.get("greenlet")
    parent = greenlet.getcurrent().parent if greenlet else None
    while frame is not None or parent is not None:
        if frame is None and parent is not None:
            frame, parent = parent.gr_frame, parent.parent
            continue
        if frame is not None:
            yield frame
            frame = frame.f_back
