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


def samples() -> list[Path]:
    return sorted(FOLDER.glob("*/samples/*.yaml"))


NAMES = sorted(path.parent.name for path in FOLDER.glob("*/platform.yaml"))
SPECS = [(platform, name) for platform in NAMES for name in own_specs(FOLDER / platform)]


def sample_id(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


@pytest.mark.parametrize("name", NAMES)
def test_a_platform_is_whole(name: str) -> None:
    platform = platforms()[name]
    assert problems(platform) == ()
    assert platform.refused, "say how this device refuses a command it does not know"
    capabilities = {probe.partition(".")[0] for probe in platform.probes}
    assert name not in SPINE or capabilities >= CORE
    assert name == "linux" or name not in SPINE or capabilities >= ROUTING


@pytest.mark.parametrize(("platform", "probe"), SPECS)
def test_a_probe_has_its_samples(platform: str, probe: str) -> None:
    states = {
        yamlfile.read(path).data["state"]
        for path in (FOLDER / platform / "samples").glob(f"{probe}--*.yaml")
        if path.stem.partition("--")[0] == probe
    }
    assert states == {"good", "bad"}, "needs a sample of a healthy state and one of a failed state"


@pytest.mark.parametrize("path", samples(), ids=sample_id)
def test_a_sample_gives_its_facts(path: Path) -> None:
    expected = yamlfile.read(path).data
    platform = platforms()[path.parts[-3]]
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    args = tuple((name, str(value)) for name, value in expected.get("args", {}).items())
    parsed = parse(platform, path.stem.partition("--")[0], args, text)
    assert [fact.to_json() for fact in parsed.facts] == expected.get("facts", [])
    assert parsed.status == expected["status"]
    assert expected["origin"]
    assert parsed.reason == expected.get("reason", parsed.reason)
    assert parsed.status == "ok" or parsed.reason


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/samples/*.txt")), ids=sample_id)
def test_a_text_has_its_expectation(path: Path) -> None:
    assert path.with_suffix(".yaml").exists()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.textfsm")), ids=lambda path: f"{path.parts[-2]}/{path.stem}")
def test_a_template_is_used_and_cannot_stall(path: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in path.parent.glob("*.yaml")]
    used = [name for text in texts for name in re.findall(r"textfsm: ([a-z0-9_.-]+)", text)]
    assert path.name in used, "no probe of this folder uses it"
    assert stalls(path.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize("path", samples(), ids=sample_id)
def test_our_engine_reads_a_template_as_textfsm_does(path: Path) -> None:
    """But for `-> Error`, which ends the reading there and only names the line here."""
    platform = platforms()[path.parts[-3]]
    spec = platform.spec(path.stem.partition("--")[0])
    assert spec is not None
    if template := spec.parser.template:
        lines, numbers = answer(platform, spec, (), path.with_suffix(".txt").read_text(encoding="utf-8"))
        stock = lenient(template).ParseTextToDicts("\n".join(lines))
        assert [row.cells for row in read(compile_template(template), lines, numbers).rows] == stock


@pytest.mark.parametrize(("platform", "probe"), SPECS)
def test_a_command_can_be_filled(platform: str, probe: str) -> None:
    spec = platforms()[platform].spec(probe)
    assert spec is not None
    needed = placeholders(spec)
    assert set(needed) <= set(VALUES)
    command = fill(spec, tuple((name, VALUES[name]) for name in needed))
    assert all("{" + name + "}" not in command for name in (*needed, "payload"))
    args = {column.arg for mapping in spec.facts for column in mapping.fields.values() if column.arg}
    assert args <= set(needed)


@pytest.mark.parametrize(("platform", "probe"), SPECS)
def test_every_way_to_write_its_command_finds_a_probe(platform: str, probe: str) -> None:
    known = platforms()[platform]
    spec = known.spec(probe)
    assert spec is not None
    written = [spelling.literal(spec.command), *(way for form in spec.forms for way in spelling.forms(form))]
    for way in written:
        command = re.sub(r"(?<!%)\{(\w+)\}", lambda place: VALUES.get(place[1], "x1"), " ".join(way))
        hits = find(known, command.replace("...", "x1 x2"), probe.partition(".")[0])
        assert probe in {hit.probe for hit in hits}, f"{command!r} is read by {[hit.probe for hit in hits]}"
        assert len({hit.fit.said for hit in hits}) == 1, f"{command!r} is ambiguous"
