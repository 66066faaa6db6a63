"""Finds regular expressions that a hostile text could stall: an unbounded repeat inside an unbounded repeat."""

from __future__ import annotations

import re._compiler as sre_compile  # type: ignore[import-not-found]

# The parser of regular expressions is not public, and there is no other way to see their structure.
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parse  # type: ignore[import-not-found]
from typing import Any

from netsop.parse.template import rules

_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}
_MANY = 64


def stalls(template: str) -> tuple[str, ...]:
    """The rules of a TextFSM template that nest unbounded repeats. Raises ValueError when it is no template."""
    return tuple(rule for rule in rules(template) if nests(rule))


def nests(pattern: str) -> bool:
    """Whether a regular expression has an unbounded repeat directly in an unbounded repeat, as in `(a+)+`."""
    return _nested(sre_parse.parse(pattern), inside=False)


def _nested(node: Any, *, inside: bool) -> bool:
    if isinstance(node, sre_parse.SubPattern):
        items = [item for item in node.data if item[0] is not sre.AT]
        alone = inside and _alone(items)
        return any(_item(operator, value, inside=inside, alone=alone) for operator, value in items)
    return False


def _alone(items: list[Any]) -> bool:
    """Whether no fixed text parts one turn of a repeat from the next; what a repeat beside it could take does not."""
    eaters = [value[2] for operator, value in items if operator in _REPEATS and value[1] >= _MANY]
    return not any(
        operator is sre.LITERAL and not any(_takes(body, chr(value)) for body in eaters) for operator, value in items
    )


def _takes(body: Any, char: str) -> bool:
    """Whether a repeat of one thing can take the character."""
    if len(body) != 1 or body[0][0] not in {sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN}:
        return False
    return sre_compile.compile(body).fullmatch(char) is not None


def _item(operator: Any, value: Any, *, inside: bool, alone: bool) -> bool:
    if operator in _REPEATS:
        _, most, body = value
        unbounded = most is sre.MAXREPEAT or most >= _MANY
        if unbounded and inside and alone:
            return True
        return _nested(body, inside=inside or unbounded)
    if operator is sre.SUBPATTERN:
        return _nested(value[-1], inside=inside)
    if operator is sre.BRANCH:
        return any(_nested(branch, inside=inside) for branch in value[1])
    return False

