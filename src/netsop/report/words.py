"""The wording of reports: messages/LANGUAGE.yaml. A file there is a language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from netsop import yamlfile
from netsop.errors import NotFound
from netsop.redact import neutralise

_PLACE = re.compile(r"\{(\w+)\}")
FOLDER = Path(__file__).parent / "messages"


class Words:
    """Texts by dotted name, for example `label.where`."""

    def __init__(self, language: str, texts: dict[str, Any]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, name: str, **values: object) -> str:
        """The text of a name, its {places} filled with values that were made safe to show."""
        text: Any = self._texts
        for part in name.split("."):
            text = text[part]
        return _PLACE.sub(lambda place: safe(str(values[place[1]])) if place[1] in values else place[0], str(text))


@cache
def words(language: str) -> Words:
    """The wording of a language. Raises NotFound when there is none."""
    known = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    if language not in known:
        raise NotFound(f"there is no wording in {language!r}", do=f"one of: {', '.join(known)}")
    return Words(language, yamlfile.read(FOLDER / f"{language}.yaml").data)


def safe(text: str) -> str:
    """One line that can do nothing to a terminal: no controls, every run of white space one space."""
    return " ".join(neutralise(text).split())
