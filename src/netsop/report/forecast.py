"""What a fault would take with it, for people: who is cut off, what goes on, and what must not fail as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from netsop.model.reasoning import Detour, Forecast
from netsop.report.lines import Row, component, counted, grid, listed
from netsop.report.words import Words, safe

_LINES = 6
_STYLE = {"lost": "red", "last_way": "yellow", "circuits": "yellow"}


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: titles of checks, services and sites, the site of a device, the owner of a circuit."""

    checks: Mapping[str, str]
    services: Mapping[str, str]
    sites: Mapping[str, str]
    site_of: Mapping[str, str]
    owners: Mapping[str, str]

    def at(self, devices: Iterable[str]) -> list[str]:
        """The sites of devices by title, each once."""
        return list(dict.fromkeys(self.sites.get(self.site_of[device], self.site_of[device]) for device in devices))


def what_if(forecast: Forecast, names: Names, words: Words, *, meant: Sequence[str] = ()) -> RenderableType:
    """The consequences in a sentence, then one by one."""
    parts = [
        Text(words("what_if.title", fault=fault, component=component(place, words)), style="bold")
        for fault, place in forecast.faults
    ]
    parts = [*(Text(text, style="dim") for text in meant if text), *parts]
    sentence = _sentence(forecast, words)
    rows = list(_rows(forecast, names, words))
    return Group(*parts, sentence, grid(rows), Text(words("what_if.asked"), style="dim"))


def _sentence(forecast: Forecast, words: Words) -> Text:
    if forecast.sites:
        return Text(words("what_if.sites", count=len(forecast.sites)), style="bold red")
    if forecast.lost:
        count = len({service for service, _ in forecast.lost})
        return Text(words("what_if.services", count=count), style="bold red")
    out = {*forecast.dark, *(device for piece in forecast.cut_off for device in piece)}
    if out:
        return Text(words("what_if.devices", count=len(out)), style="bold yellow")
    return Text(words("what_if.all_well" if forecast.gone else "what_if.mild"), style="bold green")


def _rows(forecast: Forecast, names: Names, words: Words) -> Iterator[Row]:
    sessions = f"{len(forecast.sessions)}: {listed(forecast.sessions)}" if forecast.sessions else ""
    whole = {service for service, _ in forecast.kept} - {service for service, _ in forecast.lost}
    lines: dict[str, list[str]] = {
        "sites": [f"{names.sites[site]} ({site})" for site in forecast.sites],
        "dark": [listed(forecast.dark, most=_LINES)] if forecast.dark else [],
        "apart": [listed(piece, most=_LINES) for piece in forecast.cut_off],
        "lost": list(_lost(forecast, names, words)),
        "kept": [words("what_if.kept", count=len(whole))] if whole else [],
        "sessions": [sessions] if sessions else [],
        "detour": [_way(each, words) for each in forecast.detours],
        "last_way": list(_last_ways(forecast, names, words)),
        "circuits": list(_circuits(forecast, names, words)),
        "shows": list(_shown(forecast, names, words)),
    }
    for label, told in lines.items():
        if told:
            text = Text("\n".join(map(safe, told[:_LINES])), style=_STYLE.get(label, ""))
            yield words(f"label.{label}"), counted(text, len(told), words, shown=_LINES)


def _last_ways(forecast: Forecast, names: Names, words: Words) -> Iterator[str]:
    for link, behind in forecast.last_ways:
        yield words("what_if.last_way", link=link, devices=listed(names.at(behind)))


def _lost(forecast: Forecast, names: Names, words: Words) -> Iterator[str]:
    """A line a service: where it is lost, and where it is still there."""
    for service in dict.fromkeys(service for service, _ in forecast.lost):
        lost = names.at(vantage for name, vantage in forecast.lost if name == service)
        kept = names.at(vantage for name, vantage in forecast.kept if name == service)
        title = names.services[service]
        if not kept:
            yield words("what_if.lost_everywhere", title=title)
        elif len(kept) == 1:
            yield words("what_if.lost_but_one", title=title, lost=listed(lost), kept=kept[0])
        else:
            yield words("what_if.lost_some", title=title, lost=listed(lost), count=len(kept))


def _way(detour: Detour, words: Words) -> str:
    values = {"one": detour.one, "other": detour.other, "links": ", ".join(detour.links)}
    if not detour.through:
        return words("what_if.detour_beside", **values)
    return words("what_if.detour", through=" → ".join(detour.through), **values)


def _circuits(forecast: Forecast, names: Names, words: Words) -> Iterator[str]:
    """Only where one is left, or none: as long as there are several, nobody needs to hear of them."""
    if not forecast.gone:
        return
    if forecast.last_circuit:
        owner = names.owners.get(f"circuit:{forecast.last_circuit}", "")
        circuit = f"{forecast.last_circuit} ({owner})" if owner else forecast.last_circuit
        yield words("what_if.last_circuit", circuit=circuit)
    elif not forecast.circuits:
        yield words("what_if.no_circuit")


def _shown(forecast: Forecast, names: Names, words: Words) -> Iterator[str]:
    for check in dict.fromkeys(check for check, _ in forecast.shows):
        places = [place.name for name, place in forecast.shows if name == check]
        yield words("what_if.shows", title=names.checks.get(check, check), places=listed(places, most=4))
