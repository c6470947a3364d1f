"""Consultations: topics put to the provinces, their viewpoints, and what was decided."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class NewConsultation:
    """A topic that is put to the provinces; ``id`` is the announcement that brings it to them.

    Forms: «opinion», «proposal» (of ``fields``), «count», «process»; ``fields`` and ``articles`` are JSON lists.
    """

    id: int
    topic: str
    title: str
    form: str
    fields: str
    articles: str
    named: bool


@dataclass(frozen=True)
class Consultation:
    """A consultation with the announcement's text, deadline and state; decided ones have an outcome and a reason."""

    id: int
    topic: str
    title: str
    form: str
    fields: str
    articles: str
    named: bool
    restricted: bool
    state: str
    outcome: str
    reason: str
    done: str
    decided_at: datetime | None
    text: str
    author_id: int
    only_on: str
    due_at: datetime | None
    sent: str


@dataclass(frozen=True)
class TopicReader:
    """Who asks for consultations at headquarters, and which restricted ones are for them.

    ``everything``: all of them; else those of ``topics`` (a JSON list of codes) and, ``at_headquarters``, their own.
    """

    person_id: int
    everything: bool
    topics: str
    at_headquarters: bool


@dataclass(frozen=True)
class Viewpoint:
    """What a province says on the whole (article 0), on an article, or as one of its proposals.

    ``proposal`` is a JSON list of texts; ``grouped`` is the name of the group that headquarters has put it into.
    """

    id: int
    province: str
    article: int
    person_id: int
    stance: str
    reason: str
    proposal: str
    number: int | None
    grouped: str
    verdict: str
    late: bool
    given_at: datetime

    @property
    def proposes(self) -> bool:
        """Say whether it holds a proposal, which wants a verdict."""
        return self.proposal != "[]"


async def add(tx: Transaction, new: NewConsultation) -> None:
    """Open a consultation."""
    tx.write(
        """INSERT INTO consultations (id, topic, title, form, fields, articles, named)
           VALUES (:id, :topic, :title, :form, :fields, :articles, :named)""",
        **new.__dict__,
    )


async def get(tx: Reading, number: int) -> Consultation | None:
    """Return a consultation."""
    return await tx.one(
        Consultation,
        """SELECT consultations.id, topic, title, form, fields, articles, named, restricted, consultations.state,
                  outcome, reason, done, decided_at, text, author_id, only_on, due_at, announcements.state
           FROM consultations JOIN announcements USING (id) WHERE id = :number""",
        number=number,
    )


async def get_for(tx: Reading, number: int, reader: TopicReader) -> Consultation | None:
    """Return a consultation, if it is for a reader."""
    return await tx.one(
        Consultation,
        """SELECT consultations.id, topic, title, form, fields, articles, named, restricted, consultations.state,
                  outcome, reason, done, decided_at, text, author_id, only_on, due_at, announcements.state
           FROM consultations JOIN announcements USING (id)
           WHERE id = :number AND (NOT restricted OR :everything OR (:at_headquarters AND author_id = :person_id)
                                   OR topic IN (SELECT value FROM json_each(:topics)))""",
        number=number,
        **reader.__dict__,
    )


async def list_for(tx: Reading, reader: TopicReader) -> list[Consultation]:
    """Return every consultation that is for a reader and was not taken back, newest first."""
    return await tx.all(
        Consultation,
        """SELECT consultations.id, topic, title, form, fields, articles, named, restricted, consultations.state,
                  outcome, reason, done, decided_at, text, author_id, only_on, due_at, announcements.state
           FROM consultations JOIN announcements USING (id)
           WHERE announcements.state NOT IN ('cancelled', 'refused', 'deleted')
             AND (NOT restricted OR :everything OR (:at_headquarters AND author_id = :person_id)
                  OR topic IN (SELECT value FROM json_each(:topics)))
           ORDER BY id DESC""",
        **reader.__dict__,
    )


async def list_received(tx: Reading, person_id: int) -> list[Consultation]:
    """Return the consultations that were put to a person, newest first."""
    return await tx.all(
        Consultation,
        """SELECT consultations.id, topic, title, form, fields, articles, named, restricted, consultations.state,
                  outcome, reason, done, decided_at, text, author_id, only_on, due_at, announcements.state
           FROM consultations JOIN announcements USING (id)
           JOIN recipient_states ON announcement_id = id AND person_id = :person_id AND active
           WHERE announcements.state IN ('sending', 'sent') ORDER BY id DESC""",
        person_id=person_id,
    )


async def list_waiting(tx: Reading, now: datetime) -> list[Consultation]:
    """Return the open consultations whose deadline lies ahead."""
    return await tx.all(
        Consultation,
        """SELECT consultations.id, topic, title, form, fields, articles, named, restricted, consultations.state,
                  outcome, reason, done, decided_at, text, author_id, only_on, due_at, announcements.state
           FROM consultations JOIN announcements USING (id)
           WHERE consultations.state = 'open' AND announcements.state IN ('sending', 'sent') AND due_at > :now
           ORDER BY id""",
        now=now,
    )


async def list_viewpoints(tx: Reading, number: int) -> list[Viewpoint]:
    """Return every viewpoint of a consultation, by province and article."""
    return await tx.all(
        Viewpoint,
        """SELECT id, province, article, person_id, stance, reason, proposal, number, grouped, verdict, late, given_at
           FROM viewpoints WHERE consultation_id = :number ORDER BY province, article""",
        number=number,
    )


async def save_viewpoint(tx: Transaction, number: int, viewpoint: Viewpoint) -> None:
    """Keep a viewpoint in place of what the province said before (its ``id`` is not read); a verdict falls with it."""
    tx.write(
        """INSERT INTO viewpoints (consultation_id, province, article, person_id, stance, reason, proposal, number,
                                   late, given_at)
           VALUES (:consultation_id, :province, :article, :person_id, :stance, :reason, :proposal, :number, :late,
                   :given_at)
           ON CONFLICT (consultation_id, province, article) DO UPDATE SET person_id = :person_id, stance = :stance,
               reason = :reason, proposal = :proposal, number = :number, late = :late, given_at = :given_at,
               grouped = '', verdict = ''""",
        consultation_id=number,
        province=viewpoint.province,
        article=viewpoint.article,
        person_id=viewpoint.person_id,
        stance=viewpoint.stance,
        reason=viewpoint.reason,
        proposal=viewpoint.proposal,
        number=viewpoint.number,
        late=int(viewpoint.late),
        given_at=viewpoint.given_at,
    )


async def drop_viewpoint(tx: Transaction, number: int, province: str, article: int) -> None:
    """Take back what a province said on an article, or one of its proposals."""
    tx.write(
        "DELETE FROM viewpoints WHERE consultation_id = :number AND province = :province AND article = :article",
        number=number,
        province=province,
        article=article,
    )


async def save_group(tx: Transaction, viewpoint_id: int, grouped: str) -> None:
    """Put a proposal into a group."""
    tx.write("UPDATE viewpoints SET grouped = :grouped WHERE id = :id", grouped=grouped, id=viewpoint_id)


async def save_verdict(tx: Transaction, viewpoint_id: int, verdict: str) -> None:
    """Say what becomes of a proposal."""
    tx.write("UPDATE viewpoints SET verdict = :verdict WHERE id = :id", verdict=verdict, id=viewpoint_id)


async def decide(tx: Transaction, number: int, outcome: str, reason: str, now: datetime) -> bool:
    """Close a consultation with its outcome; False: it was closed already."""
    return bool(
        await tx.run(
            """UPDATE consultations SET state = 'decided', outcome = :outcome, reason = :reason, decided_at = :now
               WHERE id = :number AND state = 'open'""",
            outcome=outcome,
            reason=reason,
            now=now,
            number=number,
        )
    )


async def execute(tx: Transaction, number: int, done: str, now: datetime) -> bool:
    """Note how what was decided was executed; False: that stood there already."""
    return bool(
        await tx.run(
            """UPDATE consultations SET state = 'executed', done = :done, executed_at = :now
               WHERE id = :number AND state = 'decided'""",
            done=done,
            now=now,
            number=number,
        )
    )
