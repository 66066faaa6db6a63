"""netsop.yaml, and the environment variables NETSOP_* that override it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from netsop import yamlfile
from netsop.errors import InvalidInput, Where
from netsop.model.settings import Settings

FILE = "netsop.yaml"
PREFIX = "NETSOP_"
_FIXED = frozenset({"version"})  # says how the file is written, so only the file can say it


def read_settings(root: Path, environment: Mapping[str, str]) -> Settings:
    """The settings: defaults, over them netsop.yaml, over them NETSOP_<NAME> (NETSOP_COLLECT_WORKERS …).

    Raises InvalidInput naming the file's line and field, or the variable.
    """
    document = yamlfile.read(root / FILE, root=root)
    data = {} if document.data is None else document.data
    settings = yamlfile.validate(Settings, document, data=data)
    _check_zone(settings, document.where("timezone"))
    overrides = {path: name for path, name in variables().items() if name in environment}
    if not overrides:
        return settings
    for path, name in overrides.items():
        _put(data, path, environment[name])
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise _wrong_variable(error, overrides) from error
    _check_zone(settings, Where(field=overrides.get(("timezone",), "timezone")))
    return settings


def variables() -> dict[tuple[str, ...], str]:
    """Every setting that can be overridden: its path in netsop.yaml → its environment variable."""
    return {path: PREFIX + "_".join(path).upper() for path in _paths(Settings) if path[0] not in _FIXED}


def _paths(model: type[BaseModel]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, field in model.model_fields.items():
        kind: Any = field.annotation
        nested = isinstance(kind, type) and issubclass(kind, BaseModel)
        found += [(name, *rest) for rest in _paths(kind)] if nested else [(name,)]
    return found


def _put(data: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    data[path[-1]] = value


def _wrong_variable(error: ValidationError, overrides: Mapping[tuple[str, ...], str]) -> InvalidInput:
    detail = error.errors(include_url=False, include_context=False)[0]
    path = tuple(str(part) for part in detail["loc"])
    return InvalidInput(yamlfile.reason(dict(detail)), where=Where(field=overrides.get(path, ".".join(path))))


def _check_zone(settings: Settings, where: Where) -> None:
    try:
        ZoneInfo(settings.timezone)
    except (ValueError, OSError, KeyError) as error:
        what = f"is not a time zone that this machine knows, found {settings.timezone!r}"
        raise InvalidInput(what, where=where, do="write one like Asia/Jakarta") from error


def lab_wanted(environment: Mapping[str, str]) -> bool:
    """Whether a laboratory may stand in for the network: NETSOP_LAB is `on` (the default) or `off`."""
    value = environment.get("NETSOP_LAB", "on")
    if value in {"on", "off"}:
        return value == "on"
    raise InvalidInput(f"must be on or off, found {value!r}", where=Where(field="NETSOP_LAB"))


