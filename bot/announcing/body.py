"""What recipients are shown of an announcement, and the digest by which it is checked again before it leaves. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.conversing.screen import Button, Rows, Screen
from bot.delivery.attachment import Attachment
from bot.language import dates
from bot.language.catalogue import t
from storage.announcements import Announcement, NewAnnouncement

FLOW = "announced"
"""What the buttons of an announcement begin with: they stay good however old they are."""
ANSWERS = {
    "inform": (),
    "seen": ("seen",),
    "commit": ("pledge",),
    "expect": ("seen", "done"),
    "consult": ("viewpoint",),
}
"""The answers that each level asks for; a question may always be asked."""
LEVELS = ("inform", "seen", "commit", "expect")
"""What an author may choose; consultations have a conversation of their own."""


@dataclass(frozen=True)
class Body:
    """What is confirmed: nothing of it may change unseen between confirmation and sending."""

    text: str
    level: str = "inform"
    question: str = ""
    due_at: datetime | None = None
    urgent: bool = False
    files: str = "[]"
    restricted: bool = False

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the whole body."""
        due = self.due_at.isoformat() if self.due_at else ""
        parts = (self.text, self.level, self.question, due, self.urgent, self.files)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def confirmed(body: Body, author_id: int, audience: str, send_at: datetime) -> NewAnnouncement:
    """Return the announcement of a body with its digest, for both messengers; ``audience`` as parts are written."""
    return NewAnnouncement(
        author_id=author_id,
        text=body.text,
        level=body.level,
        question=body.question,
        audience=audience,
        files=body.files,
        only_on="",
        urgent=body.urgent,
        repeats="",
        state="scheduled",
        body_hash=body.digest,
        send_at=send_at,
        due_at=body.due_at,
        restricted=body.restricted,
    )


def write_files(stored: Iterable[str]) -> str:
    """Return attachments as an announcement keeps them; those that are not here yet are left out."""
    return json.dumps([json.loads(file) for file in stored if file], ensure_ascii=False)


def read_files(files: str) -> tuple[Attachment, ...]:
    """Return the attachments of an announcement."""
    return tuple(Attachment(**table) for table in json.loads(files))


def body_of(found: Announcement) -> Body:
    """Return the body of a stored announcement."""
    return Body(found.text, found.level, found.question, found.due_at, found.urgent, found.files, found.restricted)


def named(found: Announcement) -> str:
    """Return what an announcement is called: «نظرخواهی شمارهٔ ۳»."""
    return t(f"announce.named.{found.level}", number=found.id)


def short_digest(digest: str) -> str:
    """Return as much of a digest as a person compares."""
    return digest[:8]


def show_body(body: Body, number: int, version: int = 1) -> Screen:
    """Return what a recipient sees."""
    key = "announce.body.first" if version == 1 else "announce.body.version"
    values = {} if version == 1 else {"version": version}
    kind = "restricted" if body.restricted else "urgent" if body.urgent else body.level
    heading = t(f"announce.body.kind.{kind}")
    lines = [t(key, heading=heading, number=number, **values)]
    if body.level == "consult":
        lines.append(t("consult.card.title", title=body.question))
    if body.restricted:
        lines.append(t("consult.confidential"))
    lines.append(t("announce.body.text", text=body.text))
    if ask := asked_of(body):
        lines += ["", ask]
    *_others, last = (None, *read_files(body.files))
    return Screen("\n".join(lines), answer_buttons(body.level, number), file=last)


def show_other_files(body: Body) -> tuple[Screen, ...]:
    """Return the files of an announcement that stand before its text; the last one stands with it."""
    return tuple(Screen("", file=file) for file in read_files(body.files)[:-1])


def asked_of(body: Body) -> str:
    """Return what a recipient is asked to do and until when, '' where nothing is asked."""
    asks_number = body.question and body.level == "commit"
    lines = [t("announce.body.question", question=body.question)] if asks_number else []
    if ANSWERS[body.level]:
        if body.due_at:
            lines.append(t(f"announce.body.until.{body.level}", moment=dates.moment(body.due_at)))
        else:
            lines.append(t(f"announce.body.ask.{body.level}"))
    return "\n".join(lines)


def answer_buttons(level: str, number: int) -> Rows:
    """Return the buttons under an announcement."""
    answers = [Button(t(f"announce.answer.{name}"), name, (str(number),)) for name in ANSWERS[level]]
    return ((*answers, Button(t("announce.answer.ask"), "ask", (str(number),))),)


UNSENT = frozenset({"awaiting", "scheduled", "held"})
STOPPABLE = UNSENT | {"sending"}
LIVE = frozenset({"sending", "sent"})
LOST = frozenset({"unknown", "failed"})
"""The states of an announcement that nobody has received yet, that can be stopped, that recipients answer; and
the states of rows that may be sent once more."""
