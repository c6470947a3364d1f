"""Evidence is seen again: by who may, as what it is, from our own copy, with a row of the audit trail."""

import json
import re
from collections.abc import Callable

import pytest

from bot.evidence.showing import EvidenceShowing, SeeEvidenceErrand
from bot.language.catalogue import t
from bot.people.scope import sees_evidence
from sandbox.chats import Shown
from storage.people import Duty
from tests import samples
from tests.reporting.conftest import AXIS, Scene, enter
from tests.stage import Stage

SEND: dict[str, Callable[[Scene], Shown]] = {
    "photo": lambda scene: scene.phone.send_photo(samples.JPEG, "نصب پمپ"),
    "document": lambda scene: scene.phone.send_document(samples.PDF, "letter.pdf", caption="صورت‌جلسه"),
    "voice": lambda scene: scene.phone.send_voice(samples.OGG),
    "location": lambda scene: scene.phone.send_location(31.8974, 54.3569),
}
SEEN = "SELECT actor, subject, detail FROM audit WHERE action = 'evidence.see' ORDER BY id"


async def look(scene: Scene) -> list[Shown]:
    """Open the list of evidence, ask to see it, and return what came below the card."""
    await scene.open_evidence()
    before = scene.phone.messages[-1].message_id
    await scene.tap("دیدن مستندات")
    return [shown for shown in scene.phone.messages if shown.message_id > before and not shown.labels]


@pytest.mark.parametrize("kind", SEND)
async def test_each_kind_is_seen_as_what_it_is_with_who_sent_it_and_when(either: Scene, kind: str) -> None:
    SEND[kind](either)
    await either.stage.settle()
    shown = await look(either)
    *_, piece = shown
    assert piece.kind == kind
    text = re.sub("[\u2068\u2069]", "", shown[0].text)  # a place has no caption: its words stand before it
    assert "مستند ۱ از ۱: پساب، استان یزد" in text
    assert "فرستنده: مدیرعامل یزد" in text
    assert "زمان: دوشنبه ۲ آذر ۱۴۰۵، ساعت ۹:۳۰" in text
    if kind == "location":
        assert piece.content["location"] == {"latitude": 31.8974, "longitude": 54.3569}
    else:
        assert piece.file
        assert piece.file.content in {samples.JPEG, samples.PDF, samples.OGG}
    ((actor, subject, detail),) = either.ask(SEEN)
    assert actor.startswith("person:")
    assert subject == "2026-11-21/IR-21/AX05"
    assert json.loads(detail)["kind"] == kind


async def test_a_restart_in_the_middle_shows_each_piece_once(scene: Scene) -> None:
    SEND["photo"](scene)
    await scene.stage.settle()
    await scene.open_evidence()
    scene.phone.tap(t("evidence.button.see", count=1))
    await scene.stage.restart()
    assert scene.told("مستند ۱ از ۱") == 1


async def test_a_file_that_is_gone_is_told(scene: Scene) -> None:
    SEND["photo"](scene)
    await scene.stage.settle()
    (scene.folder / scene.files[0]).unlink()
    (told,) = await look(scene)
    assert t("evidence.show.lost") in told.text
    assert told.file is None


async def test_whoever_may_not_see_it_any_more_is_shown_nothing(stage: Stage) -> None:
    scene = await enter(stage, "مدیرعامل یزد", "telegram")
    SEND["photo"](scene)
    await stage.settle()
    service = stage.service
    showing = EvidenceShowing(scene.folder, service.platforms["telegram"].messenger._outgoing, stage.clock)
    (person,) = scene.ask("SELECT person_id FROM evidence")[0]
    finish = await showing.show(service.database, SeeEvidenceErrand(person, "2026-11-21", "IR-21", "AX05"))
    async with service.database.transaction() as tx:
        tx.write("DELETE FROM duties WHERE person_id = :person", person=person)
    async with service.database.transaction() as tx:
        await finish(tx)
    await stage.settle()
    assert scene.told(t("evidence.show.nothing")) == 1
    assert scene.told("مستند ۱ از") == 0
    assert scene.ask(SEEN) == []


@pytest.mark.parametrize(
    ("duty", "sees"),
    [
        (Duty("ceo", "IR-21", "", ""), True),
        (Duty("liaison", "IR-21", "", "AX05"), True),
        (Duty("hq_deputy", "", "", "AX05;AX01"), True),
        (Duty("head", "", "", ""), True),
        (Duty("ceo", "IR-10", "", ""), False),
        (Duty("liaison", "IR-21", "", "AX01"), False),
        (Duty("hq_deputy", "", "", "AX01"), False),
        (Duty("observer", "", "", ""), False),
        (Duty("admin", "", "", ""), False),
        (Duty("estate_manager", "IR-21", "", ""), False),
    ],
    ids=lambda value: f"{value.role} {value.province} {value.axes}" if isinstance(value, Duty) else "",
)
def test_evidence_is_for_who_reports_on_the_axis_owns_it_or_leads(duty: Duty, sees: bool) -> None:
    assert sees_evidence([duty], "IR-21", "AX05") is sees


async def test_what_another_province_sent_is_not_shown(stage: Stage) -> None:
    yazd = await enter(stage, "مدیرعامل یزد", "telegram")
    SEND["photo"](yazd)
    await stage.settle()
    isfahan = await enter(stage, "مدیرعامل اصفهان", "telegram")
    SEND["voice"](isfahan)
    await stage.settle()
    await isfahan.open_evidence()
    await isfahan.tap("دیدن مستندات")
    assert isfahan.told("مستند ۱ از ۱") == 1
    assert not [shown for shown in isfahan.phone.messages if shown.kind == "photo"]
    assert AXIS in isfahan.phone.messages[-1].text
