"""Nornir's SimpleInventory files → hosts: a value is the host's own, else its groups', else the default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from netsop import yamlfile
from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.host import Host
from netsop.model.intent import Name
from netsop.model.record import Record
from netsop.workspace.problems import Problems
from netsop.yamlfile import Document

FOLDER = "inventory"
_REFERENCES = ("env:", "file:")
_OWN = ("hostname", "port", "platform", "username", "password")
Origin = tuple[Document, tuple[str | int, ...]]


class Layer(Record):
    """What a host, a group or the defaults may say. Values are checked when a host is complete."""

    hostname: Any = None
    port: Any = None
    platform: Any = None
    username: Any = None
    password: Any = None
    groups: tuple[Name, ...] = ()
    data: dict[str, Any] = Field(default_factory=dict)


class Defaults(Record):
    """What defaults.yaml may say."""

    port: Any = None
    platform: Any = None
    username: Any = None
    password: Any = None
    data: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer and where it is written."""

    layer: Layer
    document: Document
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that could be read, with the place of each of their values."""

    hosts: dict[str, Host] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a host is written, and where each of its values comes from (its group, the defaults …)."""

    document: Document
    name: str
    origins: Mapping[tuple[str, ...], Origin]

    def where(self, *path: str) -> Where:
        """The place of one value, for example ("data", "site"); of the host when nobody gives that value."""
        document, at = self.origins.get(path, (self.document, (self.name, *path)))
        return document.where(*at)


def read_hosts(root: Path) -> dict[str, Host]:
    """The hosts of a workspace. Raises InvalidInput with every problem, each as file:line: field: what."""
    problems = Problems()
    found = load_hosts(root, problems)
    problems.raise_any()
    return found.hosts


def load_hosts(root: Path, problems: Problems) -> Hosts:
    """As read_hosts, with places, noting problems instead of raising them: a wrong host is left out."""
    defaults = _defaults(root, problems)
    groups = {} if (document := _mapping(root, "groups", problems)) is None else _layers(document, problems)
    document = _mapping(root, "hosts", problems, needed=True)
    found = Hosts()
    for name, placed in ({} if document is None else _layers(document, problems)).items():
        with problems.catching():
            found.hosts[name], found.places[name] = _host(name, placed, groups, defaults)
    return found


def _mapping(root: Path, kind: str, problems: Problems, *, needed: bool = False) -> Document | None:
    try:
        document = yamlfile.read(root / FOLDER / f"{kind}.yaml", root=root)
    except NotFound as error:
        if needed:
            error.do = f"write the {kind} there, or go to a workspace that has them"
            problems.found.append(error)
        return None
    except InvalidInput as error:
        problems.found.append(error)
        return None
    if isinstance(document.data, dict):
        return document
    if document.data is not None or needed:
        problems.add("expected a mapping of names to values", document.where())
    return None


def _layers(document: Document, problems: Problems) -> dict[str, Placed]:
    found = {}
    for name, data in document.data.items():
        with problems.catching():
            layer = yamlfile.validate(Layer, document, at=(name,), data={} if data is None else data)
            found[name] = Placed(layer, document, (name,))
    return found


def _defaults(root: Path, problems: Problems) -> Placed | None:
    document = _mapping(root, "defaults", problems)
    if document is None:
        return None
    with problems.catching():
        defaults = yamlfile.validate(Defaults, document)
        return Placed(Layer(**defaults.model_dump()), document, ())
    return None


def _host(
    name: str, own: Placed, groups: Mapping[str, Placed], defaults: Placed | None
) -> tuple[Host, Place]:
    layers = [own, *_parents(own, groups), *([defaults] if defaults else [])]
    values: dict[str, Any] = {"name": name, "groups": own.layer.groups}
    origins: dict[tuple[str, ...], Origin] = {}
    for layer in reversed(layers):
        _lay(layer, values, origins)
    values.setdefault("hostname", name)
    place = Place(own.document, name, origins)
    try:
        host = Host.model_validate(values)
    except ValidationError as error:
        raise _wrong(error, values, place) from error
    if host.password and not host.password.startswith(_REFERENCES):
        what = "must be a reference, never the secret itself"
        raise InvalidInput(what, where=place.where("password"), do="write env:NAME or file:PATH")
    return host, place


def _lay(placed: Placed, values: dict[str, Any], origins: dict[tuple[str, ...], Origin]) -> None:
    for name in _OWN:
        value = getattr(placed.layer, name)
        if value is not None:
            values[name] = value
            origins[name,] = (placed.document, (*placed.at, name))
    data = values.setdefault("data", {})
    for name, value in placed.layer.data.items():
        data[name] = value
        origins["data", name] = (placed.document, (*placed.at, "data", name))


def _parents(placed: Placed, groups: Mapping[str, Placed], above: tuple[str, ...] = ()) -> Iterator[Placed]:
    """The groups in Nornir's order: the first named wins, and each is followed by its own groups."""
    for index, name in enumerate(placed.layer.groups):
        where = placed.document.where(*placed.at, "groups", index)
        if name not in groups:
            raise InvalidInput(f"there is no group {name!r}", where=where, do="write it in groups.yaml")
        if name in above:
            raise InvalidInput(f"the group {name!r} contains itself", where=where, do="break the circle")
        yield groups[name]
        yield from _parents(groups[name], groups, (*above, name))


def _wrong(error: ValidationError, values: Mapping[str, Any], place: Place) -> InvalidInput:
    parts = []
    for detail in error.errors(include_url=False, include_context=False):
        path = yamlfile.place(values, detail["loc"], missing=detail["type"] == "missing")
        where = place.where() if path == ("name",) else place.where(*map(str, path))
        parts.append(InvalidInput(yamlfile.reason(dict(detail)), where=where))
    return InvalidInput("\n".join(str(part) for part in parts), parts=parts)
