"""Services, as they are measured from their vantage points."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Service
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

_HTTP_PORT = 80


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each service from each vantage point; one that nobody measures, from the device that it runs on."""
    for service in workspace.intent.services:
        attrs = _service(workspace, service)
        places = service.vantages or ((service.on,) if service.on else ())
        for vantage in places:
            yield Subject(Component(Kind.SERVICE, service.name), vantage, vantage, attrs)


def _service(workspace: Workspace, service: Service) -> dict[str, Any]:
    attrs: dict[str, Any] = {
        service.kind: service.name,
        "target": str(service.target),
        "max_loss_pct": workspace.intent.budgets.ping.max_loss_pct,
    }
    if service.max_ms:
        attrs["max_ms"] = service.max_ms
    if service.query:
        attrs["query"] = service.query
    if service.expect:
        attrs["expect"] = service.expect
    if service.kind == "http":
        attrs["url"] = _url(service)
    return attrs


def _url(service: Service) -> str:
    target = f"[{service.target}]" if isinstance(service.target, IPv6Address) else str(service.target)
    port = f":{service.port}" if service.port and service.port != _HTTP_PORT else ""
    return f"http://{target}{port}{service.path}"
