"""What reports must be by what the trail says was done: its acts, replayed."""

import json
from dataclasses import dataclass, field
from typing import Any

from storage.audit import AuditRow
from storage.sealed_report import SealedReport, SealedReturn, SealedRevision, read_sealed

Detail = dict[str, Any]


@dataclass
class Replay:
    """Hears the trail from its beginning; ``reports`` are then what they must be, by id, as `SealedReport.text`.

    Before the seal of what stood (``begun``) acts said too little of what they did. ``astray`` are reports on which an
    act was done that was none on what they must be: they had been changed by then.
    """

    begun: bool = False
    reports: dict[int, str] = field(default_factory=dict)
    astray: set[int] = field(default_factory=set)

    def hear(self, row: AuditRow) -> None:
        """Do what an act did."""
        if row.action == "seal.begin":
            self.begun = True
        elif not self.begun or not row.action.startswith(("report.", "return.")):
            return
        elif row.action == "report.seal":
            self.reports[_number(row.subject)] = read_sealed(row.detail).text()
        else:
            said = json.loads(row.detail)
            number = said.get("report", 0) if row.action == "report.submit" else _number(row.subject)
            try:
                self.reports[number] = self._done(row, number, said).text()
            except LookupError:
                self.astray.add(number)

    def _done(self, row: AuditRow, number: int, said: Detail) -> SealedReport:
        """Return what an act made of its report."""
        if row.action == "report.submit" and said["revision"] == 1 and number not in self.reports:
            report = SealedReport([said["programme"], *row.subject.split("/")], [row.at, said["late"]], [], "")
        else:
            report = read_sealed(self.reports[number])
        _do(report, row, said)
        return report


def _do(report: SealedReport, row: AuditRow, said: Detail) -> None:
    match row.action:
        case "report.submit" if said["revision"] == (report.revision or 0) + 1:
            _submit(report, row, said)
        case "report.submit":
            raise LookupError(row.subject)
        case "report.sign":
            report.sign(said["revision"], _number(row.actor), row.at, said["stand_in"])
        case "report.release":
            report.release(row.at)
        case "report.take_back":
            report.take_back(said["revision"])
        case "report.approve":
            report.approve(said["revision"], _number(row.actor), row.at)
        case "report.unapprove":
            report.unapprove(said["revision"])
        case "report.hand_back":
            returned = [_number(row.actor), row.at, said["seal"]]
            report.hand_back(str(said["return"]), SealedReturn(said["indicator"], said["revision"], returned))
        case "return.answer" if "seal" in said:  # else a correction has answered it
            report.explain(str(said["return"]), ["explained", _number(row.actor), row.at, said["seal"]])


def _submit(report: SealedReport, row: AuditRow, said: Detail) -> None:
    person, seals = _number(row.actor), said["seals"]
    report.words = seals["report"]
    signed = [person, row.at] if said["signed"] else [None, None]
    revision = SealedRevision(
        written=[person, said["late"]],
        at=[row.at],
        signed=[*signed, said["stand_in"]],
        words=seals["revision"],
        answers=said["answers"],
    )
    report.submit(said["revision"], revision, ready=bool(said["ready"]))


def _number(name: str) -> int:
    """Return the number of «person:7» or «report:7»."""
    return int(name.partition(":")[2])
