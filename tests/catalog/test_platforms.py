"""Every platform folder: whoever adds a probe adds a good sample, and a bad one for each way of reading."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from netsop import catalog, yamlfile
from netsop.parse import spelling
from netsop.parse.check import problems
from netsop.parse.engine import answer, parse
from netsop.parse.lint import stalls
from netsop.parse.lookup import find
from netsop.parse.template import compile_template
from netsop.parse.textfsm import read
from netsop.platforms.loader import Platforms, load_platforms
from netsop.probes.command import fill, placeholders
from textfsm_texts import lenient

FOLDER = catalog.PACKAGE / "platforms"
CORE = {
    "interfaces", "interface_ip", "optics", "environment", "cpu", "memory", "disk", "device", "neighbors",
    "arp", "route", "ping", "ping_mtu", "traceroute",
}  # fmt: skip
SPINE = {"cisco_ios", "mikrotik_routeros", "linux", "frr"}  # those of the laboratories: every check is fed
ROUTING = {"bgp", "ospf", "ospf_interface"}
VALUES = {
    "target": "10.0.0.1", "size": "1500", "interface": "GigabitEthernet0/0/1", "server": "10.0.0.53", "vrf": "red",
    "query": "www.example.net", "url": "http://10.0.0.80/",
}  # fmt: skip


@cache
def platforms() -> Platforms:
    return load_platforms(None)


def own_specs(folder: Path) -> list[str]:
    """The names of what stands in the platform's own files."""
    written = [yamlfile.read(path).data for path in sorted(folder.glob("*.yaml"))]
    return [name for data in written for group in ("probes", "readers") for name in data.get(group, {})]


def samples(name: str, capability: str = "") -> list[Path]:
    found = sorted((FOLDER / name / "samples").glob("*.yaml"))
    return [path for path in found if capability in {"", probe_of(path).partition(".")[0]}]


def probe_of(path: Path) -> str:
    return path.stem.partition("--")[0]


NAMES = sorted(path.parent.name for path in FOLDER.glob("*/platform.yaml"))
CELLS = sorted({(name, probe_of(path).partition(".")[0]) for name in NAMES for path in samples(name)})


@pytest.mark.parametrize("name", NAMES)
def test_a_platform_is_whole(name: str) -> None:
    platform = platforms()[name]
    assert problems(platform) == ()
    assert platform.refused, "say how this device refuses a command it does not know"
    capabilities = {probe.partition(".")[0] for probe in platform.probes}
    assert name not in SPINE or capabilities >= CORE
    assert name == "linux" or name not in SPINE or capabilities >= ROUTING


@pytest.mark.parametrize("name", NAMES)
def test_every_probe_has_a_good_sample_and_a_bad_one(name: str) -> None:
    states: dict[str, set[str]] = {probe: set() for probe in own_specs(FOLDER / name)}
    for path in samples(name):
        states.setdefault(probe_of(path), set()).add(yamlfile.read(path).data["state"])
    assert {probe: found for probe, found in states.items() if found != {"good", "bad"}} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_its_expectation(name: str) -> None:
    texts = {path.stem for path in (FOLDER / name / "samples").glob("*.txt")}
    assert texts == {path.stem for path in samples(name)}


@pytest.mark.parametrize(("name", "capability"), CELLS)
def test_a_sample_gives_its_facts(name: str, capability: str) -> None:
    wrong = {path.stem: found for path in samples(name, capability) if (found := difference(path))}
    assert wrong == {}


def difference(path: Path) -> str:
    """What a sample gives that is not as expected, '' where all is."""
    expected = yamlfile.read(path).data
    args = tuple((name, str(value)) for name, value in expected.get("args", {}).items())
    parsed = parse(platforms()[path.parts[-3]], probe_of(path), args, path.with_suffix(".txt").read_text("utf-8"))
    facts = [fact.to_json() for fact in parsed.facts]
    if facts != expected.get("facts", []):
        return f"{facts} instead of {expected.get('facts', [])}"
    if parsed.status != expected["status"] or parsed.reason != expected.get("reason", parsed.reason):
        return f"{parsed.status}: {parsed.reason}"
    unexplained = parsed.status != "ok" and not parsed.reason
    return "no reason" if unexplained else "" if expected["origin"] else "no origin"


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_used_and_cannot_stall(name: str) -> None:
    texts = [file.read_text(encoding="utf-8") for file in (FOLDER / name).glob("*.yaml")]
    used = {template for text in texts for template in re.findall(r"textfsm: ([a-z0-9_.-]+)", text)}
    found = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / name).glob("*.textfsm")}
    assert sorted(found.keys() - used) == []
    assert {file: slow for file, text in found.items() if (slow := stalls(text))} == {}


@pytest.mark.parametrize(("name", "capability"), CELLS)
def test_our_engine_reads_a_template_as_textfsm_does(name: str, capability: str) -> None:
    """But for `-> Error`, which ends the reading there and only names the line here."""
    for path in samples(name, capability):
        spec = platforms()[name].spec(probe_of(path))
        if spec and (template := spec.parser.template):
            lines, numbers = answer(platforms()[name], spec, (), path.with_suffix(".txt").read_text("utf-8"))
            stock = lenient(template).ParseTextToDicts("\n".join(lines))
            assert [row.cells for row in read(compile_template(template), lines, numbers).rows] == stock, path.stem


@pytest.mark.parametrize("name", NAMES)
def test_a_command_can_be_filled(name: str) -> None:
    known = platforms()[name]
    for probe in own_specs(FOLDER / name):
        spec = known.spec(probe)
        assert spec is not None
        needed = placeholders(spec)
        assert probe in known.readers or set(needed) <= set(VALUES), probe
        command = fill(spec, tuple((each, VALUES.get(each, "x1")) for each in needed))
        assert all("{" + each + "}" not in command for each in (*needed, "payload")), probe
        args = {column.arg for mapping in spec.facts for column in mapping.fields.values() if column.arg}
        assert args <= set(needed), probe


@pytest.mark.parametrize("name", NAMES)
def test_every_way_to_write_a_command_finds_its_probe(name: str) -> None:
    known, lost = platforms()[name], []
    for probe in own_specs(FOLDER / name):
        spec = known.spec(probe)
        assert spec is not None
        for way in (spelling.words(spec.command), *(way for form in spec.forms for way in spelling.forms(form))):
            command = re.sub(r"(?<!%)\{(\w+)\}", lambda place: VALUES.get(place[1], "x1"), " ".join(way))
            hits = find(known, command.replace("...", "x1 x2"), probe.partition(".")[0])
            if probe not in {hit.probe for hit in hits} or len({hit.fit.said for hit in hits}) != 1:
                lost.append(f"{probe}: {command!r} is read by {[(hit.probe, hit.fit.said) for hit in hits]}")
    assert lost == []
