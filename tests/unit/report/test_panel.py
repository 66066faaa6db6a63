"""The panel: what it says, that it fits, and that no text from outside can do anything to it."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsop.model.cause import Alternative, Cause, Consequence, Diagnosis
from netsop.model.component import Component, Kind
from netsop.model.evidence import DeviceOutcome, Outcome, Run
from netsop.model.finding import EvidenceRef, Finding, Verdict
from netsop.report.json import document, dumps
from netsop.report.lines import View, render
from netsop.report.text import panel
from netsop.report.words import Words, words

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
LINK = Component(Kind.LINK, "core1-dist1")
FINDING = Finding(
    check="interface-oper",
    component=Component(Kind.INTERFACE, "core1/Gi0/0/3"),
    verdict=Verdict.FAIL,
    expected="oper_state up",
    actual="oper_state down",
    evidence=(EvidenceRef("core1", "interfaces", "ab", "Gi0/0/3 is down, line protocol is down"),),
)
UNSEEN = Finding("optics-rx", FINDING.component, Verdict.UNKNOWN, reason="the answer does not say rx_dbm")
CAUSE = Cause(
    fault="link-cut",
    component=LINK,
    party="cabling",
    layer="physical",
    confidence=0.93,
    says="The cable is cut",
    explains=(FINDING,) * 5,
    not_known=(UNSEEN,),
    consequences=(
        Consequence(Component(Kind.SERVICE, "internet"), "Internet: Dinas Kesehatan"),
        Consequence(Component(Kind.SESSION, "ospf-a"), "session:ospf-a"),
        Consequence(Component(Kind.SESSION, "ospf-b"), "session:ospf-b"),
    ),
    alternatives=(Alternative("optic-failed", FINDING.component, 0.07, "device"),),
    next_test="Measure with an OTDR",
    action="visit",
    advice="Send a technician",
    onset=AT - timedelta(minutes=12),
)
RUN = Run(
    "20260302T011500Z-3fa9", AT, AT + timedelta(seconds=4), "d", None,
    (DeviceOutcome("core1", Outcome.OK), DeviceOutcome("mon1", Outcome.UNREACHABLE, "refused")),
)  # fmt: skip
FOUND = Diagnosis("cause-found", (CAUSE,), (), (FINDING, UNSEEN), "core1 (10.0.0.1)")


def view(language: str = "en") -> View:
    return View(
        words(language), ZoneInfo("Asia/Jakarta"), "GJU-2026-0001", {"interface-oper": "Has carrier"},
        {"visit": "netsop diagnose GJU-2026-0001"},
    )  # fmt: skip


def shown(diagnosis: Diagnosis, run: Run = RUN, language: str = "en") -> str:
    return render(panel(run, diagnosis, view(language)))


@pytest.mark.parametrize(
    "said",
    [
        "CAUSE FOUND", "The cable is cut", "link core1-dist1", "cabling and fibre", "2026-03-02 08:03 WIB",
        "almost certain (0.93)", "core1/Gi0/0/3: Has carrier", "expected oper_state up, is", "and 2 more",
        "core1› Gi0/0/3 is down, line protocol is down", "Internet: Dinas Kesehatan", "2 session",
        "optic-failed on interface core1/Gi0/0/3 (0.07)", "Measure with an OTDR", "Send a technician",
        "netsop diagnose GJU-2026-0001", "mon1: unreachable (refused)", "core1 (10.0.0.1)",
        "the answer does not say rx_dbm", "1 fail, 1 unknown",
    ],
)  # fmt: skip
def test_the_panel_says(said: str) -> None:
    assert said in shown(FOUND)


def test_the_panel_fits_eighty_columns_and_one_screen() -> None:
    lines = shown(FOUND).splitlines()
    assert max(map(len, lines)) == 80
    assert len(lines) <= 32


@pytest.mark.parametrize("answer", ["healthy", "unknown", "not-known"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_answer_has_its_words(answer: str, language: str) -> None:
    text = shown(dataclasses.replace(FOUND, answer=answer, causes=(), unexplained=(FINDING,)), language=language)
    assert words(language)(f"answer.{answer}") in text
    assert "1 × the answer does not say rx_dbm" in text


def test_both_languages_say_the_same_things() -> None:
    """Under the same names, and with the same places to fill."""

    def places(texts: object, prefix: str = "") -> set[tuple[str, ...]]:
        if not isinstance(texts, dict):
            return {(prefix, *sorted(re.findall(r"\{\w+\}", str(texts))))}
        return {place for key, value in texts.items() for place in places(value, f"{prefix}.{key}")}

    assert places(words("id")._texts) == places(words("en")._texts)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    say: Words = words("id")
    assert say(f"outcome.{outcome.value}") if outcome is not Outcome.OK else True


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["[red]x[/red]", "[/]", "\x1b[2J\x1b]0;t\x07", "a\rb\nc", "\u202eevil", "{expected}", "[link=file:///x]y[/link]"]
)


@given(HOSTILE)
def test_text_from_devices_and_letters_is_only_text(text: str) -> None:
    finding = dataclasses.replace(
        FINDING, actual=text, reason=text, evidence=(EvidenceRef("core1", "x", "", f"<{text}>"),)
    )
    cause = dataclasses.replace(CAUSE, explains=(finding,), not_known=(finding,), says=f"<{text}>")
    run = dataclasses.replace(RUN, devices=(DeviceOutcome("mon1", Outcome.ERROR, text),))
    drawn = shown(dataclasses.replace(FOUND, causes=(cause,), last_good=text), run)
    assert not any(char for char in drawn if ord(char) < 32 and char != "\n")
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


def test_markup_is_shown_as_it_is_written() -> None:
    cause = dataclasses.replace(CAUSE, says="[bold]cut[/bold]")
    assert "[bold]cut[/bold]" in shown(dataclasses.replace(FOUND, causes=(cause,)))


def test_the_document_is_stable_and_complete() -> None:
    text = dumps(document(RUN, FOUND, case="GJU-2026-0001", only="physical"))
    assert text == dumps(document(RUN, FOUND, case="GJU-2026-0001", only="physical"))
    data = json.loads(text)
    assert (data["schema"], data["only"], data["answer"]) == ("netsop.diagnosis/1", "physical", "cause-found")
    assert data["causes"][0]["component"] == "link:core1-dist1"
    assert data["devices"][1] == {"device": "mon1", "outcome": "unreachable", "reason": "refused"}
    assert list(data) == sorted(data)


def test_a_value_that_looks_like_a_place_is_not_filled() -> None:
    assert words("en")("expected", expected="{actual}", actual="x") == "expected {actual}, is x"


def test_the_provider_is_named_with_its_circuit() -> None:
    cause = dataclasses.replace(CAUSE, party="isp")
    named = dataclasses.replace(view(), owners={str(LINK): "PT Nusantara, NLD-1"})
    drawn = render(panel(RUN, dataclasses.replace(FOUND, causes=(cause,)), named))
    assert "the internet provider (ISP): PT Nusantara, NLD-1" in drawn


def test_what_speaks_against_a_cause_is_shown() -> None:
    passing = Finding("interface-oper", LINK, Verdict.PASS, actual="oper_state up")
    drawn = shown(dataclasses.replace(FOUND, causes=(dataclasses.replace(CAUSE, contradicted_by=(passing,)),)))
    assert "Against" in drawn
    assert "✓ core1-dist1: Has carrier; as it should be" in drawn


def test_a_device_is_named_that_could_tell_more() -> None:
    cause = dataclasses.replace(CAUSE, next_test="", open_findings=(UNSEEN,))
    assert "ask again: optics-rx, on core1" in shown(dataclasses.replace(FOUND, causes=(cause,)))
    alone = dataclasses.replace(cause, alternatives=())
    assert "ask again" not in shown(dataclasses.replace(FOUND, causes=(alone,)))


def test_announced_work_is_one_line() -> None:
    found = dataclasses.replace(FOUND, announced=(FINDING,))
    assert "findings that announced work accounts for: 1" in shown(found)
    assert document(RUN, found)["announced"] == [
        {"check": "interface-oper", "component": "interface:core1/Gi0/0/3", "vantage": None}
    ]


@pytest.mark.parametrize(("hours", "said", "before"), [(1, "it fits", True), (-1, "not what it reports", False)])
def test_the_beginning_is_held_against_the_letter(hours: int, said: str, before: bool) -> None:
    reported = AT + timedelta(hours=hours)
    drawn = render(panel(RUN, FOUND, dataclasses.replace(view(), reported=reported)))
    assert said in " ".join(drawn.replace("│", "").split())
    data = document(RUN, FOUND, reported=reported)
    assert (data["reported"], data["causes"][0]["before_report"]) == (reported.isoformat(), before)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_has_its_word(kind: Kind, language: str) -> None:
    assert words(language)(f"kind.{kind.value}")
