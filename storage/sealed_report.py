"""All that is kept of a report as the trail seals it: values and words by digests, and what each act makes of it."""

import hmac
import json
from dataclasses import dataclass, field
from typing import Any

Value = str | int | None


def seal(secret: bytes, *values: Value) -> str:
    """Return a digest of values that nobody without the secret can make, or try words against."""
    return hmac.digest(secret, json.dumps(values).encode(), "sha256").hex()[:16]


@dataclass
class SealedRevision:
    """A revision: by whom and late or not, when it and its answers were written, who signed it when and as stand-in.

    ``words`` seals its reason, status and action, ``answers`` what it says, by indicator.
    """

    written: list[Value] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    signed: list[Value] = field(default_factory=list)
    words: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    accepted: str | None = None
    approved: list[Value] = field(default_factory=list)


@dataclass
class SealedReturn:
    """A field that was handed back: of which revision, by whom, when and (sealed) why, and how it was answered."""

    indicator: str
    revision: int
    returned: list[Value]
    answered: list[Value] = field(default_factory=lambda: ["", None, None, ""])

    @property
    def open(self) -> bool:
        """Say whether it still waits for an answer."""
        return not self.answered[0]


@dataclass
class SealedReport:
    """All that is kept of a report.

    ``place`` is its programme, week, province and axis; ``first`` when it was first written, and whether late;
    ``last`` when it was handed in, and whether it was taken back; ``words`` seals what it repeats of its newest
    revision.
    """

    place: list[Any]
    first: list[Value]
    last: list[Value]
    words: str
    state: str | None = None
    revision: int | None = None
    revisions: dict[str, SealedRevision] = field(default_factory=dict)
    returns: dict[str, SealedReturn] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON; two are alike where their texts are."""
        return json.dumps(self, default=vars, sort_keys=True, ensure_ascii=False)

    def submit(self, number: int, revision: SealedRevision, *, ready: bool) -> None:
        """Write the next revision; one that waits for its signature (``ready``) is not accepted yet."""
        self.revision, self.revisions[str(number)] = number, revision
        self.last = [revision.at[0], 0]
        if not ready:
            self._accept(number, revision.at[0])
        self._settle()

    def sign(self, number: int, person: Value, at: str, stand_in: Value) -> None:
        """Sign a revision, and hand it in if it waits."""
        self.revisions[str(number)].signed = [person, at, stand_in]
        self.release(at)

    def release(self, at: str) -> None:
        """Hand in what waits for a signature."""
        if self.revision and self.revisions[str(self.revision)].accepted is None:
            self.last = [at, 0]
            self._accept(self.revision, at)
            self._settle()

    def take_back(self, number: int) -> None:
        """Let what went in wait for its signature again."""
        self.last[1], self.revisions[str(number)].accepted = 1, None
        self._settle()

    def approve(self, number: int, person: Value, at: str) -> None:
        """Approve a revision."""
        self.revisions[str(number)].approved = [person, at]
        self._settle()

    def unapprove(self, number: int) -> None:
        """Take an approval back."""
        self.revisions[str(number)].approved = []
        self._settle()

    def hand_back(self, number: str, handed: SealedReturn) -> None:
        """Hand a field back."""
        self.returns[number] = handed
        self._settle()

    def explain(self, number: str, answered: list[Value]) -> None:
        """Answer with words what was handed back."""
        self.returns[number].answered = answered
        self._settle()

    def _accept(self, number: int, at: str) -> None:
        """Let a revision count; what it says otherwise than what was handed back answers that (as triggers do)."""
        newest = self.revisions[str(number)]
        newest.accepted = at
        for each in self.returns.values():
            old, new = self.revisions[str(each.revision)].answers, newest.answers.get(each.indicator)
            if each.open and each.revision < number and new and new != old.get(each.indicator):
                each.answered = ["corrected", newest.written[0], at, ""]

    def _settle(self) -> None:
        """Say where it stands, as triggers do."""
        newest = self.revisions[str(self.revision)]
        if newest.accepted is None:
            self.state = "ready"
        elif any(each.open for each in self.returns.values()):
            self.state = "returned"
        else:
            self.state = "approved" if newest.approved else "submitted"


def read_sealed(text: str) -> SealedReport:
    """Return what `SealedReport.text` wrote."""
    values: dict[str, Any] = json.loads(text)
    revisions = {number: SealedRevision(**each) for number, each in values.pop("revisions").items()}
    returns = {number: SealedReturn(**each) for number, each in values.pop("returns").items()}
    return SealedReport(**values, revisions=revisions, returns=returns)
