"""Changes a module right after somebody imports it, without importing it ourselves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

_waiting: dict[str, list[Callable[[ModuleType], None]]] = {}


def after_import(name: str, change: Callable[[ModuleType], None]) -> None:
    """Call `change` with the module once it is loaded: now, if it is already."""
    if (loaded := sys.modules.get(name)) is not None:
        change(loaded)
        return
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    _waiting.setdefault(name, []).append(change)


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        changes = _waiting.pop(name, None)
        if changes is None:
            return None
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            _waiting[name] = changes
            return None
        spec.loader = _Loader(spec.loader, changes)
        return spec


_finder = _Finder()


class _Loader(Loader):
    def __init__(self, real: Loader, changes: list[Callable[[ModuleType], None]]) -> None:
        self._real = real
        self._changes = changes

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # Whoever asks the module for its loader (resources, source lines) must find the real one.
        module.__loader__ = self._real
        if module.__spec__ is not None:
            module.__spec__.loader = self._real
        self._real.exec_module(module)
        for change in self._changes:
            change(module)
