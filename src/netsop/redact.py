"""Makes text safe to keep and to show: known secrets masked, control characters made visible or dropped."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from urllib.parse import quote

MASK = "••••••"
_SHORTEST = 4

# CSI, OSC (up to BEL or ST), the other two-character escapes: ECMA-48.
_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_][^\x1b]*(?:\x1b\\)?|\x1b[ -/]*[0-~]"
)
_LINE_END = re.compile(r"\r+\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

# Places where network devices print secrets: the word, an optional type number, the secret.
_CONFIGURED = re.compile(
    r"(?im)^(?P<head>.*?\b(?:password|secret|community|key-string|pre-shared-key|md5|authentication-key|passphrase)"
    r"(?:[ =]+[0-9]{1,2}(?=[ ]))?[ =]+\"?)(?P<secret>[^\s\"]{4,})"
)


def neutralise(text: str) -> str:
    """Text without terminal escapes; other control characters but newline and tab become U+FFFD.

    Line ends become a single newline.
    """
    plain = _LINE_END.sub("\n", _ESCAPE.sub("", text))
    return _CONTROL.sub("\ufffd", plain)


class Redactor:
    """Masks the secrets that it was told, also as base64, URL-quoted and JSON-escaped."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in _forms(secret)}
        ordered = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def clean(self, text: str) -> str:
        """The text with every known secret masked."""
        return self._known.sub(MASK, text) if self._known else text


def mask_configured(text: str) -> str:
    """Mask what stands after the words that configurations print before a secret."""
    return _CONFIGURED.sub(lambda found: f"{found['head']}{MASK}", text)


def _forms(secret: str) -> set[str]:
    raw = secret.encode()
    encoded = {base64.b64encode(raw[shift:]).decode().rstrip("=")[1:-1] for shift in range(3)}
    escaped = {
        quote(secret),
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
    }
    return {secret, *escaped, *(form for form in encoded if len(form) >= _SHORTEST + 2)}
