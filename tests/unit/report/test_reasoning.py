"""Why, why not and what if, as people read them: what is said, that it fits, and that device text stays text."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsop.model.component import Component, Kind
from netsop.model.finding import EvidenceRef, Finding, Verdict
from netsop.model.reasoning import Argument, Detour, Forecast, Held, Reasoning, Standing
from netsop.report import forecast as forecast_report
from netsop.report import reasoning_json
from netsop.report.json import dumps
from netsop.report.lines import View, before_report, render
from netsop.report.reasoning import likely, meant, why, why_not
from netsop.report.words import words

LINK = Component(Kind.LINK, "core1-dist1")
PORT = Component(Kind.INTERFACE, "core1/Gi0/0/3")
DOWN = Finding(
    "interface-oper", PORT, Verdict.FAIL, expected="oper_state up", actual="oper_state down",
    evidence=(EvidenceRef("core1", "interfaces", "ab", "Gi0/0/3 is down, line protocol is down"),),
)  # fmt: skip
ON = Finding("interface-admin", PORT, Verdict.PASS, actual="admin_state up")
DARK = Finding("optics-rx", PORT, Verdict.UNKNOWN, reason="no module")
PING = Finding("link-ping", LINK, Verdict.FAIL)
CHOSEN = Argument(
    "link-cut", LINK, "chosen", 1.0,
    held=(
        Held("must", "interface-oper", "all", Verdict.FAIL, Verdict.PASS, (DOWN,)),
        Held("must", "interface-admin", "all", Verdict.PASS, Verdict.PASS, (ON,)),
    ),
    explains=(DOWN, PING), not_known=(DARK,), ask="Measure with an OTDR", tests=(DARK,),
)  # fmt: skip
RIVAL = Argument(
    "optic-failed", PORT, "rival", 0.08, explains=(DOWN,), alone=(PING,), chosen=(("link-cut", LINK),), ask="Swap it",
)
REASONING = Reasoning(2, 14, (CHOSEN,), ((RIVAL,),), ())
TITLES = {"interface-oper": "Has carrier", "interface-admin": "Switched on", "optics-rx": "Light", "link-ping": "Ping"}
NAMES = forecast_report.Names(
    checks=TITLES,
    services={"dns": "Name resolution"},
    sites={"a": "Office A", "b": "Office B", "pop": "Data centre"},
    site_of={"core1": "pop", "core2": "pop", "ra": "a", "rb": "b"},
    owners={"circuit:isp2": "PT Dua, C-2"},
)
WELL = Forecast(
    faults=(("link-cut", LINK),), gone=(LINK,), sites=(), cut_off=(), dark=(), lost=(), kept=(("dns", "ra"),),
    sessions=("ospf-a",), detours=(Detour("core1", "dist1", ("core2",), ("l1", "l2")),), last_ways=(("l2", ("ra",)),),
    circuits=("isp1", "isp2"), last_circuit="", shows=(("interface-oper", PORT),),
)  # fmt: skip


def view(language: str = "en") -> View:
    return View(words(language), ZoneInfo("Asia/Jakarta"), "GJU-2026-0001", TITLES, {})


def asked(argument: Argument, language: str = "en") -> str:
    return render(why_not([argument], view(language)))


def supposed(forecast: Forecast, language: str = "en") -> str:
    return " ".join(render(forecast_report.what_if(forecast, NAMES, words(language))).split())


@pytest.mark.parametrize(
    "said",
    [
        "Findings that fail: 2. Suspicions weighed: 14. Causes chosen: 1, which explain 2 of them.",
        "link-cut on link core1-dist1", "✗ core1/Gi0/0/3: Has carrier; expected oper_state up, is oper_state down",
        "core1› Gi0/0/3 is down, line protocol is down", "✓ core1/Gi0/0/3: Switched on; as it should be",
        "✗ Ping: core1-dist1", "core1/Gi0/0/3: Light (no module)", "optic-failed on interface core1/Gi0/0/3: about 12",
        "findings that it does not explain: 1", "Measure with an OTDR", "ask again: Light, on core1",
    ],
)  # fmt: skip
def test_why_says(said: str) -> None:
    assert said in " ".join(render(why(REASONING, view())).split())


def test_why_fits_eighty_columns() -> None:
    assert max(map(len, render(why(REASONING, view())).splitlines())) <= 80


def test_why_of_a_healthy_network() -> None:
    assert "nothing to explain" in render(why(Reasoning(0, 0, (), (), ()), view()))


def test_why_says_what_no_cause_explains() -> None:
    assert "Ping" in render(why(dataclasses.replace(REASONING, unexplained=(PING,)), view()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"against": (ON,)}, "core1/Gi0/0/3: Switched on speaks against it"),
        ({"alone": (), "not_known": (DARK, DARK)}, "what it needs could not be seen"),
        ({"alone": ()}, "it happens less often"),
        ({"alone": (), "likelihood": 0.9}, "about as likely; nothing tells them apart yet"),
    ],
)
def test_why_a_rival_lost(change: dict[str, object], said: str) -> None:
    rival = dataclasses.replace(RIVAL, **change)  # type: ignore[arg-type]
    shown = render(why(dataclasses.replace(REASONING, rivals=((rival,),)), view()))
    assert said in " ".join(shown.split())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("standing", ["chosen", "rival", "outweighed", "refuted", "unsupported", "not-here"])
def test_a_suspicion_gets_its_sentence_first(standing: Standing, language: str) -> None:
    argument = dataclasses.replace(RIVAL, standing=standing, lacks=("bgp",))
    lines = [line for line in asked(argument, language).splitlines() if line.strip()]
    plain = words(language)(f"why_not.{standing}").split("{")[0]
    assert lines[0].startswith(words(language)("why_not.title").split("{")[0])
    assert lines[1].startswith(plain[:40])


def test_what_was_chosen_instead_and_what_only_that_explains() -> None:
    text = asked(dataclasses.replace(RIVAL, standing="outweighed"))
    assert "link-cut on link core1-dist1" in text
    assert "✗ Ping: core1-dist1" in text


def test_unseen_is_not_no() -> None:
    argument = Argument("link-cut", LINK, "unsupported", not_known=(DARK,))
    assert "Not to be said yet" in asked(argument)


@pytest.mark.parametrize(("figure", "said"), [(1.0, "about as"), (0.1, "10 times"), (0.5, "2 times"), (1e-9, "1000")])
def test_a_likelihood_in_words(figure: float, said: str) -> None:
    assert said in likely(figure, words("en"))


def test_two_devices_mean_every_link_between_them() -> None:
    said = meant(("core1", "core2"), (LINK, dataclasses.replace(LINK, name="x")), words("en"))
    assert said == "core1-core2 means every link between them: core1-dist1, x"
    assert meant((), (LINK,), words("en")) == ""


def test_redundancy_that_holds_is_said_plainly() -> None:
    text = supposed(WELL)
    assert "Nothing is cut off; every service stays within reach." in text
    assert "core1 to dist1 by way of core2 (l1, l2)" in text
    assert "link l2: if it goes too, cut off: Office A" in text
    assert "✗ Has carrier: core1/Gi0/0/3" in text
    assert "no device was asked" in text


def test_who_loses_what_is_told_by_title() -> None:
    bad = dataclasses.replace(
        WELL, sites=("a",), cut_off=(("ra",),), dark=("core1",), lost=(("dns", "ra"),), kept=(("dns", "rb"),),
        last_circuit="isp2", circuits=("isp2",),
    )  # fmt: skip
    text = supposed(bad)
    for said in ("Sites that lose the network: 1.", "Office A (a)", "Name resolution: lost at Office A; goes on at",
                 "one circuit is left: isp2 (PT Dua, C-2)"):  # fmt: skip
        assert said in text
    assert "lost everywhere" in supposed(dataclasses.replace(bad, kept=()))
    assert "no circuit is left" in supposed(dataclasses.replace(bad, circuits=(), last_circuit=""))


def test_a_fault_that_parts_nothing_is_called_so() -> None:
    assert "does not part" in supposed(dataclasses.replace(WELL, gone=(), sessions=(), detours=(), last_ways=()))


def test_long_lists_are_folded() -> None:
    many = dataclasses.replace(WELL, last_ways=tuple((f"l{n}", ("ra",)) for n in range(30)))
    assert "and 24 more" in supposed(many)


HOSTILE = st.text(max_size=40) | st.sampled_from(["[red]x[/red]", "\x1b[2J\x1b]0;t\x07", "a\rb\nc", "\u202eevil"])


@given(HOSTILE)
def test_text_from_devices_is_only_text(text: str) -> None:
    finding = dataclasses.replace(DOWN, actual=text, reason=text, evidence=(EvidenceRef("core1", "x", "", text),))
    unknown = dataclasses.replace(finding, verdict=Verdict.UNKNOWN)
    argument = dataclasses.replace(CHOSEN, explains=(finding,), against=(finding,), not_known=(unknown,), ask=text)
    drawn = render(why(Reasoning(1, 1, (argument,), ((argument,),), (finding,)), view())) + asked(argument)
    assert not any(char for char in drawn if ord(char) < 32 and char != "\n")
    assert "\u202e" not in drawn


def test_the_documents_are_stable_and_name_their_schema() -> None:
    told = reasoning_json.why(REASONING)
    assert dumps(told) == dumps(reasoning_json.why(REASONING))
    assert told["schema"] == "netsop.reasoning/1"
    assert told["causes"][0]["rivals"][0]["likelihood"] == 0.08
    assert reasoning_json.why_not([RIVAL])["why_not"][0]["only_chosen_explains"][0]["check"] == "link-ping"
    data = json.loads(dumps(reasoning_json.what_if(WELL)))
    assert (data["schema"], data["detours"][0]["through"]) == ("netsop.forecast/1", ["core2"])


def test_a_cause_that_began_after_the_letter_is_not_what_it_reports() -> None:
    at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert before_report(at, at.replace(hour=9)) is True
    assert before_report(at.replace(minute=1), at) is True, "clocks differ by a minute"
    assert before_report(at.replace(hour=9), at) is False
    assert before_report(None, at) is before_report(at, None) is None
