"""Whether a platform's data can be used for reading at all: for tests, and for platforms that a workspace brings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netsop.model.platform import Parser, Platform, ProbeSpec
from netsop.parse import jsonrows, spelling, template
from netsop.parse.engine import prepare
from netsop.parse.lint import nests, stalls


def problems(platform: Platform) -> tuple[str, ...]:
    """What is wrong, one sentence each, beginning with the field's place in platform.yaml."""
    return tuple(_problems(platform))


def _problems(platform: Platform) -> Iterator[str]:
    for name in ("refused", "errors", "noise", "wrappers"):
        yield from _patterns(name, getattr(platform, name))
    for pattern in platform.wrappers:
        yield from (f"wrappers: {pattern!r} has no group for the inner command" for _ in _without_group(pattern))
    for group, specs in (("probes", platform.probes), ("readers", platform.readers)):
        for name, spec in specs.items():
            yield from _spec(platform, spec, f"{group}.{name}")


def _spec(platform: Platform, spec: ProbeSpec, at: str) -> Iterator[str]:
    try:
        prepare(platform, spec)
        _compile(spec.parser)
        for form in spec.forms:
            spelling.forms(form)
    except (ValueError, re.error) as error:
        yield f"{at}: {error}"
        return
    if spec.parser.textfsm and (slow := stalls(spec.parser.template)):
        yield f"{at}.parser.textfsm: could be stalled by a hostile text: {slow[0]!r}"
    for name in ("matches", "empty", "inactive"):
        yield from _patterns(f"{at}.{name}", getattr(spec, name))
    yield from _patterns(f"{at}.noise", spec.noise or ())


def _compile(parser: Parser) -> None:
    for path in (*(parser.rows or ()), *(parser.xml or ())):
        jsonrows.compile_path(path)
    if parser.template:
        template.compile_template(parser.template)


def _patterns(at: str, patterns: tuple[str, ...]) -> Iterator[str]:
    wrong = False
    for pattern in patterns:
        try:
            if nests(pattern):
                yield f"{at}: could be stalled by a hostile text: {pattern!r}"
        except re.error as error:
            wrong = True
            yield f"{at}: {pattern!r} is not a regular expression: {error}"
    try:
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        if not wrong:
            yield f"{at}: cannot be used beside one another: {error}"


def _without_group(pattern: str) -> Iterator[str]:
    try:
        if not re.compile(pattern).groups:
            yield pattern
    except re.error:
        return  # told above
