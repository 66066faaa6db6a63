"""A text that was cut anywhere says next to nothing that the whole text does not say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from netsop import catalog, yamlfile
from netsop.parse.engine import Ending, parse
from netsop.platforms.loader import load_platforms

SAMPLES = sorted((catalog.PACKAGE / "platforms").glob("*/samples/*.txt"))
CUTS = 3
# What is left: a cut that falls where a row is whole though the device prints more of it.
MOST = 0.01


def says(fact: dict[str, Any], whole: dict[str, Any]) -> bool:
    return all(
        whole.get(name) == value or (isinstance(value, list) and whole.get(name, [])[: len(value)] == value)
        for name, value in fact.items()
    )


def readings() -> Iterator[bool]:
    """For each cut: whether all its facts are facts of the whole, or parts of them."""
    platforms = load_platforms(None)
    for path in SAMPLES:
        platform, probe = platforms[path.parts[-3]], path.stem.partition("--")[0]
        given = yamlfile.read(path.with_suffix(".yaml")).data.get("args", {})
        args = tuple((name, str(value)) for name, value in given.items())
        text, chance = path.read_text(encoding="utf-8"), random.Random(path.stem)
        whole = [fact.to_json() for fact in parse(platform, probe, args, text).facts]
        for _ in range(CUTS if len(text) > 1 else 0):
            cut = parse(platform, probe, args, text[: chance.randrange(1, len(text))], Ending.UNSURE)
            yield all(any(says(fact.to_json(), other) for other in whole) for fact in cut.facts)


def test_a_cut_text_says_nothing_new() -> None:
    found = list(readings())
    assert found.count(False) / len(found) <= MOST
