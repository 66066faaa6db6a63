"""A network that nobody has drawn before: a core mesh, distribution and offices with one or two ways up."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from .draft import Cable, Draft

_VENDORS = ("cisco_ios", "cisco_ios", "mikrotik_routeros", "mikrotik_routeros", "frr")
_SYLLABLES = ("ban", "ci", "du", "gun", "jati", "ka", "ku", "lor", "ma", "mu", "nga", "pa", "ra", "ri", "sari", "si",
              "su", "ta", "tiro", "wo", "yo")  # fmt: skip
_PROVIDERS = ("arta", "bahari", "cakra", "delta", "nusa", "samudra", "wira")
_MOST_VANTAGES = 8
_SMALL = 250


def random_network(seed: int, size: int = 50) -> Draft:
    """A connected network of `size` devices, two to four of them servers. Everything follows from the seed."""
    rng = random.Random(seed)
    draft = Draft(rng, large=size > _SMALL)
    draft.local_as = rng.randrange(64512, 65000)
    names = _names(rng)
    computers = rng.randrange(2, 5) if size >= 20 else 2
    routers = size - computers
    core = _routers(draft, "core", "pop", names, max(2, routers // 12))
    spread = _routers(draft, "distribution", "pop", names, max(2, routers // 6))
    offices = _routers(draft, "office", "office", names, routers - len(core) - len(spread))
    _mesh(draft, core)
    _climb(draft, spread, core, twice=0.8, areas=["0.0.0.0"])
    areas = ["0.0.0.0", *(f"0.0.0.{number}" for number in range(1, 4))]
    _climb(draft, offices, spread, twice=0.45, areas=areas)
    for office in offices:
        draft.office_network(office)
    exits = rng.sample(core, min(len(core), rng.choice((2, 2, 3))))
    for provider, router in zip(rng.sample(_PROVIDERS, len(exits)), exits, strict=True):
        draft.provider(provider, router)
    hubs = [*core, *spread]
    draft.computer(watcher := f"mon-{next(names)}", "monitor", rng.choice(hubs))
    addresses = {
        server: draft.computer(server, "server", rng.choice(hubs))
        for server in [f"srv-{next(names)}" for _ in range(computers - 1)]
    }
    _services(draft, watcher, addresses, offices)
    return draft


def _names(rng: random.Random) -> Iterator[str]:
    used: set[str] = set()
    while True:
        name = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 2, 3))))
        if len(used) > 300:
            name = f"{name}{len(used)}"
        if name not in used:
            used.add(name)
            yield name


def _routers(draft: Draft, role: str, kind: str, names: Iterator[str], count: int) -> list[str]:
    found: list[str] = []
    for _ in range(count):
        name = next(names)
        shares = found and draft.rng.random() < 0.08
        site = draft.hosts[found[-1]]["data"]["site"] if shares else f"site-{name}"
        if not shares:
            draft.site(site, kind)
        draft.router(name, draft.rng.choice(_VENDORS), role, site)
        found.append(name)
    return found


def _mesh(draft: Draft, core: list[str]) -> None:
    """A ring, and every other pair now and then."""
    rng = draft.rng
    pairs = [*itertools.pairwise(core)]
    if len(core) > 2:
        pairs.append((core[-1], core[0]))
    extra = [(one, other) for place, one in enumerate(core[:60]) for other in core[place + 2 : 60]]
    pairs += rng.sample(extra, min(len(extra), len(core) // 2))
    for one, other in dict.fromkeys(pairs):
        for _ in range(2 if rng.random() < 0.15 else 1):
            draft.link(one, other, _cable(draft, "0.0.0.0", f"duct-{rng.randrange(1000)}"))


def _climb(draft: Draft, below: list[str], above: list[str], *, twice: float, areas: list[str]) -> None:
    """Each router of a layer gets one cable up, or two: to different routers, now and then through one duct."""
    rng = draft.rng
    for router in below:
        ups = rng.sample(above, 2 if rng.random() < twice and len(above) > 1 else 1)
        area, duct = rng.choice(areas), f"duct-{router}"
        shared = rng.random() < 0.2
        for number, up in enumerate(ups, start=1):
            draft.link(up, router, _cable(draft, area, duct if shared else f"{duct}-{number}"))


def _cable(draft: Draft, area: str, conduit: str) -> Cable:
    rng = draft.rng
    hello = rng.choice((2, 3, 10))
    return Cable(cost=rng.randrange(5, 51), area=area, hello_s=hello, dead_s=4 * hello,
                 optical=rng.random() < 0.85, conduit=conduit)  # fmt: skip


def _services(draft: Draft, watcher: str, addresses: dict[str, str], offices: list[str]) -> None:
    rng = draft.rng
    asking = rng.sample(offices, min(_MOST_VANTAGES, len(offices)))
    speaking = [name for name in offices if draft.hosts[name]["platform"] == "frr"]
    clever = [watcher, *rng.sample(speaking, min(2, len(speaking)))]
    draft.world_services([watcher, *asking], clever)
    for server, address in addresses.items():
        draft.own_services(server.removeprefix("srv-"), server, address, [watcher, *asking], clever)
