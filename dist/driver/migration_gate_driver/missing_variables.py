"""Environment variables that the project's settings ask for and do not find, read from the exception that says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import FrameType
from typing import Any

from .failures import chain


def missing_variables(error: BaseException) -> list[dict[str, str]]:
    """Each variable that is missing, with the type that the settings declare or ''; empty when the error is another."""
    for link in chain(error):
        found = [*_of_environ(link), *_of_pydantic(link), *_of_other_readers(link)]
        if found:
            return found
    return []


def _of_environ(error: BaseException) -> Iterator[dict[str, str]]:
    """`os.environ["NAME"]`."""
    if isinstance(error, KeyError) and error.args:
        for frame in _frames(error):
            if frame.f_locals.get("self") is os.environ and frame.f_code.co_name == "__getitem__":
                yield {"name": str(error.args[0]), "type": ""}
                return


def _of_pydantic(error: BaseException) -> Iterator[dict[str, str]]:
    """A `ValidationError` of pydantic's BaseSettings, versions 1 and 2: every field that is missing."""
    if type(error).__name__ != "ValidationError" or not callable(getattr(error, "errors", None)):
        return
    settings = _settings_class(error)
    if settings is None:
        return
    for problem in error.errors():  # type: ignore[attr-defined]
        if problem["type"] in ("missing", "value_error.missing"):
            yield _variable_of(settings, [str(part) for part in problem["loc"]])


def _settings_class(error: BaseException) -> Any:
    """Version 1 tells the class; version 2 leaves only the half-made settings on the stack."""
    told = getattr(error, "model", None)
    if isinstance(told, type) and _are_settings(told):
        return told
    for frame in reversed(list(_frames(error))):
        for name in ("self", "__pydantic_self__"):
            kind = type(frame.f_locals.get(name))
            if _are_settings(kind):
                return kind
    return None


def _are_settings(kind: type) -> bool:
    return any(base.__name__ == "BaseSettings" for base in kind.__mro__)


def _variable_of(settings: Any, path: list[str]) -> dict[str, str]:
    if hasattr(settings, "model_fields"):
        return _variable_of_v2(settings, path)
    field = next((field for field in settings.__fields__.values() if path[0] in (field.name, field.alias)), None)
    names = sorted(field.field_info.extra.get("env_names", [])) if field is not None else []
    return {"name": str(names[0] if names else path[0]).upper(), "type": _type_name(field.outer_type_ if field else "")}


def _variable_of_v2(settings: Any, path: list[str]) -> dict[str, str]:
    config = settings.model_config
    prefix = config.get("env_prefix") or ""
    delimiter = config.get("env_nested_delimiter") or "__"
    model, field = settings, None
    for depth, part in enumerate(path):
        fields = getattr(model, "model_fields", {})
        field = fields.get(part) or next((each for each in fields.values() if part in _aliases(each)), None)
        if depth == 0 and field is not None and part in _aliases(field):
            prefix = ""
        model = field.annotation if field is not None else None
    name = prefix + delimiter.join(path)
    return {
        "name": name if config.get("case_sensitive") else name.upper(),
        "type": _type_name(field.annotation if field is not None else ""),
    }


def _aliases(field: Any) -> list[str]:
    given = [field.alias, field.validation_alias]
    choices = [choice for alias in given for choice in (getattr(alias, "choices", None) or [alias])]
    return [choice for choice in choices if isinstance(choice, str)]


def _type_name(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _of_other_readers(error: BaseException) -> Iterator[dict[str, str]]:
    """python-decouple and environs: what was asked for stands in their own frames."""
    origin = type(error).__module__.partition(".")[0]
    if origin not in ("decouple", "environs", "marshmallow"):
        return
    for frame in reversed(list(_frames(error))):
        reader = str(frame.f_globals.get("__name__")).partition(".")[0]
        if reader == "decouple" and "option" in frame.f_locals:
            yield {"name": str(frame.f_locals["option"]), "type": ""}
            return
        if reader == "environs" and "parsed_key" in frame.f_locals:
            # With its prefix; `proxied_key` where its default names another variable.
            yield {"name": str(frame.f_locals.get("proxied_key") or frame.f_locals["parsed_key"]), "type": ""}
            return


def _frames(error: BaseException) -> Iterator[FrameType]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next
