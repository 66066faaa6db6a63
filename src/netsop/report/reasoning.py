"""Why, and why not, for people: what decided, what speaks against it, what nobody could see, and what came near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict
from netsop.model.reasoning import Argument, Reasoning
from netsop.report.lines import Row, View, component, counted, folded, grid, listed, named, proven, unseen
from netsop.report.words import Words, safe

_PROOFS = 4
_ALIKE = 0.67
_STYLE = {"chosen": "bold green", "rival": "bold yellow"}


def why(reasoning: Reasoning, view: View) -> RenderableType:
    """How a diagnosis came about, cause by cause."""
    return Group(*_why(reasoning, view))


def why_not(arguments: Sequence[Argument], view: View, *, meant: str = "") -> RenderableType:
    """What became of a suspicion: its standing in one sentence, then what that rests on."""
    parts: list[RenderableType] = [Text(meant, style="dim")] if meant else []
    for argument in arguments:
        place = component(argument.component, view.words)
        parts += [
            Text(),
            Text(view.words("why_not.title", fault=argument.fault, component=place), style="bold"),
            Text(_standing(argument, view.words), style=_STYLE.get(argument.standing, "bold red")),
            grid(_answer_rows(argument, view)),
        ]
    return Group(*parts)


def meant(devices: Sequence[str], components: Sequence[Component], words: Words) -> str:
    """That two devices were named and everything between them is meant; empty when one component was named."""
    if not devices:
        return ""
    kind, names = words(f"kind.{components[0].kind.value}"), [place.name for place in components]
    return words("meant", devices="-".join(devices), kind=kind, names=listed(names))


def _why(reasoning: Reasoning, view: View) -> Iterator[RenderableType]:
    words = view.words
    yield Text()
    yield Text(words("why.title"), style="bold")
    if not reasoning.failing:
        yield Text(words("why.none"))
        return
    explained = reasoning.failing - len(reasoning.unexplained)
    yield Text(words("why.summary", failing=reasoning.failing, candidates=reasoning.candidates,
                     causes=len(reasoning.arguments), explained=explained))  # fmt: skip
    for argument, rivals in zip(reasoning.arguments, reasoning.rivals, strict=True):
        yield Text()
        yield Text(_on(argument.fault, argument.component, words), style="bold")
        yield grid(_cause_rows(argument, rivals, view))
    if reasoning.unexplained:
        yield Text()
        yield grid([(words("label.unexplained"), proven(reasoning.unexplained, view))])


def _cause_rows(argument: Argument, rivals: Sequence[Argument], view: View) -> Iterator[Row]:
    words = view.words
    decided = _decisive(argument)
    yield words("label.decided"), proven(decided, view, most=_PROOFS)
    follows = [finding for finding in argument.explains if finding not in decided]
    if follows:
        yield words("label.follows"), folded(follows, view)
    yield words("label.against"), _or(proven(argument.against, view), words("why.nothing"))
    yield words("label.not_known"), _or(unseen(argument.not_known, view), words("why.all_seen"))
    yield from _rivals(argument, rivals, view)
    yield from _apart(argument, rivals, view)


def _rivals(chosen: Argument, rivals: Sequence[Argument], view: View) -> Iterator[Row]:
    label = view.words("label.rivals")
    if not rivals:
        yield label, Text(view.words("why.no_rival"))
    for rival in rivals:
        shown = _on(rival.fault, rival.component, view.words)
        yield label, Text(f"{shown}: {likely(rival.likelihood, view.words)}; {_reason(rival, chosen, view)}")
        label = ""


def _reason(rival: Argument, chosen: Argument, view: View) -> str:
    """Why it lost, in a few words: the first that holds."""
    words = view.words
    if rival.against:
        return words("why.against", finding=named(rival.against[0], view))
    if rival.alone:
        return words("why.alone", count=len(rival.alone))
    if len(rival.not_known) > len(chosen.not_known):
        return words("why.unseen")
    return words("why.alike" if rival.likelihood >= _ALIKE else "why.rarer")


def _apart(argument: Argument, rivals: Sequence[Argument], view: View) -> Iterator[Row]:
    """What would tell it from what came near: a test on site, or what a device did not tell."""
    words = view.words
    if not rivals:
        return
    tests = [safe(argument.ask)] if argument.ask else []
    for finding in argument.tests[:2]:
        device = finding.vantage or finding.component.device or finding.component.name
        tests.append(words("ask_again", title=view.titles.get(finding.check, finding.check), device=device))
    if tests:
        yield words("label.test"), Text("\n".join(tests))


def _answer_rows(argument: Argument, view: View) -> Iterator[Row]:
    words = view.words
    if argument.standing == "not-here":
        return
    if argument.explains:
        yield words("label.supports"), proven(argument.explains, view)
    yield words("label.against"), _or(proven(argument.against, view), words("why.nothing"))
    if argument.not_known:
        yield words("label.not_known"), unseen(argument.not_known, view)
    if argument.chosen:
        text = Text("\n".join(_on(fault, place, words) for fault, place in argument.chosen[:_PROOFS]))
        yield words("label.chosen"), counted(text, len(argument.chosen), words, shown=_PROOFS)
    for label, findings in (("label.only_it", argument.alone), ("label.only_this", argument.extra)):
        if findings:
            yield words(label), folded(findings, view)
    if argument.ask and argument.standing == "rival":
        yield words("label.test"), Text(safe(argument.ask))


def _standing(argument: Argument, words: Words) -> str:
    standing: str = argument.standing
    if standing == "unsupported" and argument.not_known:
        standing = "unsupported_unseen"
    if standing == "outweighed" and not argument.chosen:
        standing = "outweighed_alone"
    values: Mapping[str, object] = {
        "likely": likely(argument.likelihood, words),
        "count": len(argument.not_known),
        "kind": words(f"kind.{argument.component.kind.value}"),
        "lacks": ", ".join(argument.lacks),
    }
    return words(f"why_not.{standing}", **values)


def likely(likelihood: float, words: Words) -> str:
    """A likelihood beside the chosen one's, as people say it."""
    if likelihood >= _ALIKE:
        return words("likely.same")
    if likelihood <= 0.001:
        return words("likely.far")
    return words("likely.less", times=max(2, round(1 / likelihood)))


def _decisive(argument: Argument) -> list[Finding]:
    """What came true of what decides, failing ones first, each once."""
    found = [
        finding
        for held in argument.held
        if held.part in {"must", "must_any"}
        for finding in held.findings
        if finding.verdict is held.wanted
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.verdict is not Verdict.FAIL)


def _on(fault: str, place: Component, words: Words) -> str:
    return words("on", fault=fault, component=component(place, words))


def _or(text: Text, otherwise: str) -> Text:
    return text if text.plain else Text(otherwise)
