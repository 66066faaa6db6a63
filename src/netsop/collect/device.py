"""All questions to one device, in order, each answered by one piece of evidence whatever happens."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from netsop.collect.budget import Budget
from netsop.collect.events import Event
from netsop.collect.failure import FATAL, SessionFailure
from netsop.collect.session import ReadOnlySession
from netsop.errors import NetsopError
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome
from netsop.model.platform import Platform, ProbeSpec
from netsop.model.probe import Question
from netsop.redact import Redactor, mask_configured

BETWEEN_READINGS_S = 1.0
"""The least time between two readings of the same counters."""

Fill = Callable[[ProbeSpec, tuple[tuple[str, str], ...]], str]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a device's visit needs from outside: how a command is filled in, the clock, the listener, the limits."""

    fill: Fill
    now: Callable[[], datetime]
    on_event: Callable[[Event], None]
    command_timeout_s: float


class Visit:
    """One session with one device."""

    def __init__(self, device: str, platform: Platform | None, questions: Sequence[Question], tools: Tools) -> None:
        self.device, self.platform, self.questions, self.tools = device, platform, questions, tools
        self.answers: dict[Question, Evidence] = {}
        self.outcome = Outcome.OK
        self.reason = ""
        self.elapsed_ms = 0
        self._finished = False
        self._asked: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}

    def run(self, connect: Callable[[], ReadOnlySession], budget: Budget, redactor: Redactor) -> None:
        """Connect and ask everything. Never raises for what a device does."""
        started = budget.now()
        self._tell("connecting")
        try:
            session = connect()
        except SessionFailure as failure:
            self._end(failure.outcome, redactor.clean(failure.reason))
        else:
            try:
                self._ask_all(session, budget, redactor)
            finally:
                session.disconnect()
        self.elapsed_ms = round((budget.now() - started) * 1000)
        self._finish()

    def _ask_all(self, session: ReadOnlySession, budget: Budget, redactor: Redactor) -> None:
        for question in self.questions:
            failure = self._ask(session, question, budget, redactor)
            self._tell("asking")
            if failure is None:
                continue
            if failure.outcome in FATAL or not session.resynchronise():
                self._end(failure.outcome, failure.reason)
                return

    def _ask(
        self, session: ReadOnlySession, question: Question, budget: Budget, redactor: Redactor
    ) -> SessionFailure | None:
        spec = self.platform.probes.get(question.probe) if self.platform else None
        if spec is None:
            self._record(question, "", Outcome.NO_PROBE, f"no probe {question.probe} on this platform")
            return None
        try:
            command = self.tools.fill(spec, question.args)
        except NetsopError as error:
            self._record(question, "", Outcome.NO_PROBE, str(error))
            return None
        self._wait_for_change(question, budget)
        started, began = self.tools.now(), budget.now()
        self._asked.setdefault((question.probe, question.args), began)
        failure, text = None, ""
        try:
            text = session.ask(command, timeout_s=spec.timeout_s or self.tools.command_timeout_s)
        except SessionFailure as error:
            failure, text = error, error.partial
        self._record(
            question,
            command,
            failure.outcome if failure else Outcome.OK,
            failure.reason if failure else "",
            text=mask_configured(redactor.clean(text)),
            started=started,
            elapsed_ms=round((budget.now() - began) * 1000),
        )
        return failure

    def _wait_for_change(self, question: Question, budget: Budget) -> None:
        """A second reading of counters needs time between the two, or its rate says nothing."""
        first = self._asked.get((question.probe, question.args))
        if question.nth > 1 and first is not None:
            left = first + BETWEEN_READINGS_S - budget.now()
            budget.pause(max(0.0, min(left, BETWEEN_READINGS_S)))

    def _record(
        self,
        question: Question,
        command: str,
        outcome: Outcome,
        reason: str,
        *,
        text: str = "",
        started: datetime | None = None,
        elapsed_ms: int = 0,
    ) -> None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.answers[question] = Evidence(question, command, outcome, reason, started, elapsed_ms, text, digest)

    def _end(self, outcome: Outcome, reason: str) -> None:
        self.outcome, self.reason = outcome, reason

    def close(self) -> tuple[DeviceOutcome, tuple[Evidence, ...]]:
        """The account of the visit: the device's outcome, and one evidence for each question."""
        if not self._finished:
            if self.outcome is Outcome.OK:
                self._end(Outcome.INTERRUPTED, "the run was interrupted")
            self._finish()
        outcome = DeviceOutcome(self.device, self.outcome, self.reason, self.elapsed_ms)
        return outcome, tuple(self.answers[question] for question in self.questions)

    def _finish(self) -> None:
        for question in self.questions:
            if question not in self.answers:
                self._record(question, "", Outcome.NOT_ASKED, f"{self.outcome.value}: {self.reason}")
        self._finished = True
        self._tell("done")

    def _tell(self, phase: str) -> None:
        done = len(self.answers)
        final = (self.outcome, self.reason) if phase == "done" else (None, "")
        self.tools.on_event(Event(self.device, phase, done, len(self.questions), *final))  # type: ignore[arg-type]  # a phase
