"""Problems gathered while reading, so that a person sees all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from netsop.errors import InvalidInput, Where

_SHOWN = 8


class Problems:
    """A list of errors that are raised together."""

    def __init__(self) -> None:
        self.found: list[InvalidInput] = []

    def add(self, what: str, where: Where, *, do: str = "") -> None:
        """Note one problem."""
        self.found.append(InvalidInput(what, where=where, do=do))

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Note an InvalidInput of the block, taken apart where it holds several, instead of raising it."""
        try:
            yield
        except InvalidInput as error:
            self.found.extend(error.parts)

    def raise_any(self) -> None:
        """Raise InvalidInput with what was found; nothing happens when nothing was."""
        if self.found:
            raise joined(self.found)


def joined(found: Sequence[InvalidInput]) -> InvalidInput:
    """One error of several, each on a line of its own. Its class and place are those of the first."""
    first, *rest = found
    if not rest:
        return first
    opening = f"{first.what}; {first.do}" if first.do else first.what
    lines = [opening, *(str(error) for error in rest[: _SHOWN - 1])]
    hidden = len(found) - _SHOWN
    if hidden > 0:
        lines.append(f"… and {hidden} more: `netsop inventory check` lists them all")
    return InvalidInput("\n".join(lines), where=first.where, parts=found)
