"""Whatever a device sends: no crash, the same answer each time, and a reason wherever something was not read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netsop import catalog, yamlfile
from netsop.facts.parsed import Status
from netsop.parse.engine import parse
from netsop.parse.lookup import read
from netsop.platforms.loader import Platforms, load_platforms

FOLDER = catalog.PACKAGE / "platforms"
SAMPLES = sorted(FOLDER.glob("*/samples/*.txt"))
PROBES = [
    (path.parts[-2], probe) for path in sorted(FOLDER.glob("*/*.yaml"))
    for group in ("probes", "readers") for probe in yamlfile.read(path).data.get(group, {})
]  # fmt: skip
NOISE = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)


@cache
def platforms() -> Platforms:
    return load_platforms(None)


@given(st.sampled_from(PROBES), NOISE)
def test_noise_gives_no_facts_but_a_reason(probe: tuple[str, str], text: str) -> None:
    parsed = parse(platforms()[probe[0]], probe[1], (), text)
    assert parsed == parse(platforms()[probe[0]], probe[1], (), text)
    assert parsed.status is Status.OK or parsed.reason


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_cut_answer_gives_no_more_facts_than_the_whole(sample: object, data: st.DataObject) -> None:
    text = sample.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    platform, probe = platforms()[sample.parts[-3]], sample.stem.partition("--")[0]  # type: ignore[attr-defined]
    lines = text.splitlines(keepends=True)
    cut = "".join(lines[: data.draw(st.integers(0, len(lines)))])
    whole = parse(platform, probe, (), text)
    part = parse(platform, probe, (), cut)
    assert len(part.facts) <= len(whole.facts)
    assert part.status is Status.OK or part.reason


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PROBES), st.sampled_from(SAMPLES))
def test_the_answer_to_another_question_is_never_an_error_of_ours(probe: tuple[str, str], sample: object) -> None:
    text = sample.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    parsed = parse(platforms()[probe[0]], probe[1], (), text)
    assert parsed.status is Status.OK or parsed.reason


@given(st.sampled_from(SAMPLES), st.sampled_from(["\r\n", "\n\n", "\n\x1b[0m"]))
def test_the_lines_ends_do_not_change_a_value(sample: object, end: str) -> None:
    text = sample.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    platform, probe = platforms()[sample.parts[-3]], sample.stem.partition("--")[0]  # type: ignore[attr-defined]
    if end == "\n\n":
        text, end = text + "\n", "\n"
    assert parse(platform, probe, (), text.replace("\n", end)).facts == parse(platform, probe, (), text).facts


PAGER = "\n --More-- " + 10 * "\b" + 10 * " " + 10 * "\b"
@settings(deadline=None)
@given(st.sampled_from(SAMPLES))
def test_without_a_capability_the_reading_that_finds_something_leads(sample: Path) -> None:
    platform, probe = platforms()[sample.parts[-3]], sample.stem.partition("--")[0]
    spec = platform.spec(probe)
    assert spec is not None
    if "{" not in spec.command:
        text = sample.read_text(encoding="utf-8")
        whole = parse(platform, probe, (), text)
        _, found = read(platform, spec.command, "", text)
        assert bool(found.facts) >= bool(whole.facts)
        assert not found.facts or found.status in {Status.OK, Status.PARTIAL}


ADDED = {
    "byte order mark": lambda text: f"\ufeff{text}",
    "title of the window": lambda text: f"\x1b]0;core1\x07{text}",
    "colours": lambda text: text.replace("\n", "\x1b[0m\n\x1b[1m"),
    "empty lines at the end": lambda text: f"{text}\n\n\n",
    "prompt at the end": lambda text: f"{text}core1#",
    "pager": lambda text: text.replace("\n", PAGER, 1),
}


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.sampled_from(sorted(ADDED)))
def test_what_a_session_adds_does_not_change_a_fact(sample: Path, what: str) -> None:
    text = sample.read_text(encoding="utf-8")
    platform, probe = platforms()[sample.parts[-3]], sample.stem.partition("--")[0]
    assert parse(platform, probe, (), ADDED[what](text)).facts == parse(platform, probe, (), text).facts
