"""The figures as Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .evidence import WHOLE
from .judge import Judged, Named
from .score import BINS, Key, Scores, in_top3, matched, parties

_HEAD = ("trials", "F1", "precision", "recall", "F1, look-alikes accepted", "localisation F1", "top three",
         "both in the top three", "party", "false alarms", "calibration error")  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) + "\n"


def summary(groups: Mapping[str, Scores], first: str) -> str:
    """One line for each group."""
    return table((first, *_HEAD), [(name, *_figures(scores)) for name, scores in groups.items()])


def _figures(scores: Scores) -> tuple[str, ...]:
    return (
        f"{scores.singles} + {scores.doubles} double + {scores.healthy} healthy",
        f"**{scores.strict.f1:.3f}**", f"{scores.strict.precision:.3f}", f"{scores.strict.recall:.3f}",
        f"{scores.lenient.f1:.3f}", f"{scores.located.f1:.3f}", f"{scores.top3:.3f}",
        f"{scores.doubles_top3:.3f}" if scores.doubles else "-", f"{scores.party:.3f}",
        f"{scores.false_alarms} of {scores.healthy}", f"{scores.calibration_error:.3f}",
    )  # fmt: skip


def times(groups: Mapping[str, Scores]) -> str:
    """Seconds from the first connection to the verdict, and milliseconds of inference alone."""
    head = ("measured on", "collect to verdict, median s", "slowest s", "inference, median ms", "slowest ms")
    return table(head, [
        (name, f"{each.verdict_s:.1f}", f"{each.slowest_verdict_s:.1f}", f"{each.infer_ms:.1f}",
         f"{each.slowest_infer_ms:.1f}")
        for name, each in groups.items()
    ])  # fmt: skip


def calibration(scores: Scores) -> str:
    """What was said and what was right, by tenths of confidence."""
    rows = [
        (f"{place / BINS:.1f}-{(place + 1) / BINS:.1f}", str(each.count), f"{each.said:.2f}", f"{each.right:.2f}")
        for place, each in enumerate(scores.calibration) if each.count
    ]
    return table(("confidence", "causes", "said", "right"), rows)


def per_fault(judged: Sequence[Judged], keys: Mapping[str, Key]) -> str:
    """How each fault fared, the worst first; `wrongly named`: how often it was blamed and was not there."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in judged:
        key = keys[each.session]
        exact, near = (matched(each.truth, each.causes, same) for same in (key.exact, key.located))
        party = parties(each, key)
        for truth in each.truth:
            counts[truth.fault] += Counter(
                there=1, exact=truth in exact, near=truth in near, party=party[truth],
                top3=in_top3(each, truth, key.exact),
            )  # fmt: skip
        counts_wrong = Counter(cause.fault for cause in each.causes if cause not in exact.values())
        for fault, number in counts_wrong.items():
            counts[fault]["wrong"] += number
    order = sorted(counts, key=lambda name: (_rate(counts[name]), -counts[name]["wrong"], name))
    head = ("fault", "injected", "found", "place found", "in the top three", "party", "wrongly named")
    return table(head, [
        (name, *(str(counts[name][what]) for what in ("there", "exact", "near", "top3", "party", "wrong")))
        for name in order
    ])  # fmt: skip


def _rate(count: Counter[str]) -> float:
    return count["exact"] / count["there"] if count["there"] else 2.0


def failures(judged: Sequence[Judged], keys: Mapping[str, Key]) -> str:
    """Every trial that was not answered exactly, with what failed: what tuning works on."""
    wrong: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        hits = matched(each.truth, each.causes, keys[each.session].exact)
        if each.variant == WHOLE and (len(hits) < len(each.truth) or len(hits) < len(each.causes)):
            missed = [truth.fault for truth in each.truth if truth not in hits]
            wrong[missed[0] if missed else f"beside {each.truth[0].fault}" if each.truth else "healthy"].append(each)
    order = sorted(wrong, key=lambda name: (-len(wrong[name]), name))
    return "\n".join(f"## {name}: {len(wrong[name])}\n\n" + "\n".join(map(_failure, wrong[name])) for name in order)


def _failure(each: Judged) -> str:
    lines = [
        f"- {each.session}/{each.trial}{' ' + each.churn if each.churn else ''}",
        f"  - true: {_names(each.truth)}",
        f"  - said: {_names(each.causes, sure=True)} ({each.answer})",
        f"  - next: {_names(each.ranked[len(each.causes):], sure=True)}",
        *(f"  - {'unexplained' if text in each.unexplained else 'fails'}: {text}" for text in each.failing),
    ]
    return "\n".join(lines) + "\n"


def _names(named: Iterable[Named], *, sure: bool = False) -> str:
    return "; ".join(f"{each}{f' {each.confidence}' if sure else ''}" for each in named) or "nothing"
