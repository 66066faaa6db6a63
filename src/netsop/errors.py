"""The errors that netsop raises, each of them a sentence for its user.

    NetsopError
    ├── UsageError          exit 2   the command line asks for something that cannot be
    ├── InvalidInput        exit 3   a case, inventory, template or setting is wrong
    │   └── NotFound        exit 3   something named does not exist
    ├── DeviceUnanswered    exit 4   a device did not answer
    ├── Refused             exit 5   a guard said no: approval, window, lock, host key
    └── Broken              exit 1   the machine or the laboratory is not able to do it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """The place an error is about: a file with an optional line and field, or a device."""

    file: str | None = None
    line: int | None = None
    field: str | None = None
    device: str | None = None

    def __str__(self) -> str:
        place = self.device or self.file or ""
        if self.line is not None:
            place = f"{place}:{self.line}"
        if self.field:
            place = f"{place}: {self.field}" if place else self.field
        return place


class NetsopError(Exception):
    """Root of all errors that are shown to a user as one line.

    what: the fact that went wrong; where: its place; do: what the user can do about it.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: Where | None = None, do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        place = str(self.where) if self.where else ""
        line = f"{place}: {self.what}" if place else self.what
        return f"{line}; {self.do}" if self.do else line


class UsageError(NetsopError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class InvalidInput(NetsopError):  # noqa: N818 - named by what it says; all of the tree are errors
    """A case, inventory, template or settings file is wrong.

    parts: the single errors that this one gathers; an error that gathers nothing is its own only part.
    """

    exit_code = 3

    def __init__(
        self, what: str, *, where: Where | None = None, do: str = "", parts: Sequence[InvalidInput] = ()
    ) -> None:
        super().__init__(what, where=where, do=do)
        self._parts = tuple(parts)

    @property
    def parts(self) -> tuple[InvalidInput, ...]:
        """The single errors, in order."""
        return self._parts or (self,)


class NotFound(InvalidInput):
    """Something that was named does not exist."""


class DeviceUnanswered(NetsopError):  # noqa: N818 - as above
    """A device did not answer."""

    exit_code = 4


class Refused(NetsopError):  # noqa: N818 - as above
    """A guard said no."""

    exit_code = 5


class Broken(NetsopError):  # noqa: N818 - as above
    """This machine, or the laboratory on it, is not able to do what was asked."""
