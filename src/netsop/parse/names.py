"""Interface names: shown as the device prints them, compared in canonical form."""

from __future__ import annotations

import re

from netsop.model.platform import Platform

_NAME = re.compile(r"([a-z-]+?) ?([0-9].*)\Z")


def canonical_interface(platform: Platform, name: str) -> str:
    """The form in which two names of one interface are equal: lower case, abbreviations in full, no blanks.

    Gi0/1, gig 0/1 and GigabitEthernet0/1 give gigabitethernet0/1; `eth1@if7` (Linux) gives eth1.
    """
    word = " ".join(name.partition("@")[0].lower().split())
    if not platform.interface_names:
        return word
    found = _NAME.match(word)
    if found is None:
        return platform.interface_names.get(word, word)
    return platform.interface_names.get(found[1], found[1]) + found[2]
