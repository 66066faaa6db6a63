"""What the control socket offers: status, fault, heal, faults, misbehave, down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any

from netsop.errors import NotFound, UsageError
from netsop.lab.simulated.device import Device
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.recipe import components, recipes

_ANSWER_S = 30


class Operations:
    """Answers the control socket, on a thread of its own; the network lives on the event loop's."""

    def __init__(
        self, laboratory: Laboratory, devices: Mapping[str, Device], loop: asyncio.AbstractEventLoop
    ) -> None:
        self.laboratory, self.devices, self.loop = laboratory, devices, loop
        self.stopped = False

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one request. Raises NetsopError for what cannot be done."""
        return asyncio.run_coroutine_threadsafe(self._handle(request), self.loop).result(_ANSWER_S)

    async def _handle(self, request: dict[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "status":
                return self._status()
            case "faults":
                return self._faults()
            case "fault":
                return await self._fault(str(request.get("fault") or ""), str(request.get("component") or ""))
            case "heal":
                return await self._heal(request.get("fault"), request.get("component"))
            case "misbehave":
                return await self._misbehave(str(request.get("device") or ""), str(request.get("mode") or ""))
            case "down":
                self.stopped = True
                return {}
        raise UsageError(f"the laboratory does not know {request.get('op')!r}")

    def _status(self) -> dict[str, Any]:
        listens = self.laboratory.network.listens
        return {
            "laboratory": "simulated",
            "devices": {
                name: {"port": device.port, "platform": device.platform, "listens": listens(name), "mode": device.mode}
                for name, device in self.devices.items()
            },
            "faults": [{"fault": name, "component": str(component)} for name, component in self.laboratory.active],
        }

    def _faults(self) -> dict[str, Any]:
        design = self.laboratory.design
        return {
            "faults": [
                {"fault": name, "component": recipe.component.value, "title": recipe.title,
                 "places": [f"{recipe.component.value}:{place}" for place in components(design, recipe)]}
                for name, recipe in recipes().items()
            ]
        }  # fmt: skip

    async def _fault(self, name: str, component: str) -> dict[str, Any]:
        shown = self.laboratory.fault(name, component)
        await self._follow()
        proven = [f"{what}: {was} → {now}" for what, (was, now) in shown.items()]
        return {"fault": name, "component": component, "proven": proven}

    async def _heal(self, name: str | None, component: str | None) -> dict[str, Any]:
        wanted = [
            (fault, str(place)) for fault, place in reversed(self.laboratory.active)
            if name in {None, fault} and component in {None, str(place)}
        ]  # fmt: skip
        if not wanted and name:
            raise NotFound(f"{name} is not on {component or 'anything'}", do="see `netsop lab status`")
        for fault, place in wanted:
            self.laboratory.heal(fault, place)
        await self._follow()
        return {"healed": [{"fault": fault, "component": place} for fault, place in wanted]}

    async def _misbehave(self, name: str, mode: str) -> dict[str, Any]:
        if name not in self.devices:
            raise NotFound(f"there is no device {name!r}", do=f"one of: {', '.join(self.devices)}")
        self.devices[name].misbehave(mode)
        await self._follow()
        return {"device": name, "mode": mode}

    async def _follow(self) -> None:
        followed: list[Awaitable[None]] = [device.follow() for device in self.devices.values()]
        await asyncio.gather(*followed)
