"""A ring of twelve sites with two exits, each to a provider of its own."""

from __future__ import annotations

import random

from .draft import Cable, Draft

SITES = 12
_VENDORS = ("cisco_ios", "mikrotik_routeros", "frr")


def ring(seed: int, size: int = SITES) -> Draft:
    """A ring of `size` routers. The seed picks vendors, costs, the two exits and where the two servers stand."""
    rng = random.Random(seed)
    draft = Draft(rng)
    names = [f"r{number:02}" for number in range(1, size + 1)]
    first = rng.randrange(size)
    exits = [names[first], names[(first + size // 2 + rng.choice((-1, 0, 1))) % size]]
    for name in names:
        draft.site(f"site-{name}", "pop" if name in exits else "office")
        draft.router(name, rng.choice(_VENDORS), "core" if name in exits else "office", f"site-{name}")
    for one, other in zip(names, [*names[1:], names[0]], strict=True):
        draft.link(one, other, Cable(cost=rng.choice((10, 10, 10, 20)), conduit=f"duct-{one}-{other}"))
    for name in names:
        if name not in exits:
            draft.office_network(name)
    for provider, name in zip(("nusa", "samudra"), exits, strict=True):
        draft.provider(provider, name)
    watching, serving = rng.sample([name for name in names if name not in exits], 2)
    draft.computer("watch1", "monitor", watching)
    address = draft.computer("portal1", "server", serving)
    clever = ["watch1", *sorted(name for name in names if draft.hosts[name]["platform"] == "frr")[:2]]
    near = ["watch1", *names]
    draft.world_services(near, clever)
    draft.own_services("portal", "portal1", address, near, clever)
    return draft
