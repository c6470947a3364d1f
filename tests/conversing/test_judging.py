"""The judges of the bench: each kind of failure is seen in a moment that has it, and in none that has not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from storage.outgoing import Outgoing
from tests.conversing.figures import numerals
from tests.conversing.folk import Chat
from tests.conversing.judging import Act, Moment, judge, same_again
from tests.conversing.town import Came

SCREEN = "**موانع استان یزد**\nاکنون هیچ مانعی باز نیست."
SAID = Act("report", "برق ۱۲٫۵ میلیارد جذب شد")
ASKED = "لطفاً از دکمه‌های زیر انتخاب فرمایید."
NAMES = {"تامین برق": ("جذب برق شهرکها", "تامین برق")}
"""Folded, as the bench learns them."""


def row(text: str, *labels: str, **more: Any) -> Outgoing:
    buttons = json.dumps(["report", [[[label, "go"] for label in labels]], 0], ensure_ascii=False) if labels else ""
    return replace(Outgoing(1, "t", "bale", 7, 1, "reply", "send", None, text, buttons, "", "", 0), **more)


def wrong(
    act: Act, *rows: Outgoing, written: tuple[tuple[str, str], ...] = (), state: str = "{}", **more: Any
) -> list[str]:
    came = Came(rows, written, **more)
    moment = Moment(act, came, Chat("bale", 7), SCREEN, ("ثبت مانع تازه",), state, NAMES)
    return [kind for kind, _ in judge(moment)]


@pytest.mark.parametrize(
    ("kinds", "rows", "written"),
    [
        (["unanswered", "lost figure"], (), ()),
        (["swallowed", "lost figure"], (row(SCREEN, "پایان"),), ()),
        (["unnamed", "lost figure"], (row(f"{ASKED}\n\n{SCREEN}", "پایان"),), ()),
        (["unnamed", "lost figure"], (row(ASKED),), (("conversations", "state='{}'"), ("audit", SAID.words))),
        (["lost figure"], (row("خوانده نشد: «برق»"),), ()),
        (["lost figure"], (row(SCREEN, "پایان"),), (("answers", "VALUES (130000000000)"),)),
        ([], (row("خوانده نشد: «برق ۱۲٫۵ میلیارد جذب شد»"),), ()),
        ([], (row("۱۲٫۵ برای کدام شاخص است؟"),), ()),
        ([], (row(SCREEN, "پایان"),), (("answers", "VALUES (125000000000)"),)),
        ([], (row(SCREEN, "پایان"),), (("errands", '{"text": "برق ۱۲٫۵ میلیارد جذب شد"}'),)),
    ],
)
def test_words_and_figures_are_kept_or_named(kinds: list[str], rows: tuple[Outgoing, ...], written: Any) -> None:
    assert wrong(SAID, *rows, written=written) == kinds


def test_a_figure_may_be_among_the_buttons_or_in_the_state() -> None:
    assert wrong(SAID, row("خوانده نشد: «برق»\nکدام؟", "۱۲٫۵ میلیارد")) == []
    assert wrong(SAID, row("خوانده نشد: «برق»"), state='{"said": "۱۲٫۵"}') == []


def test_a_courtesy_needs_a_sentence_and_no_more() -> None:
    assert wrong(Act("courtesy", "سلام"), row("سلام. بفرمایید.")) == []
    assert wrong(Act("courtesy", "سلام"), row(SCREEN, "پایان")) == ["swallowed"]


def test_numerals_are_compared_by_their_digits() -> None:
    assert numerals("۱۲٫۵ میلیارد، 0.5 و ۱۰۰ از AX05؛ ۰") == ["125", "5", "1", "0"]


def test_a_button_leads_to_what_it_names() -> None:
    tapped = Act("tap", label="تأمین برق", live=True)
    assert wrong(tapped, row("**تأمین آب**\n۱) چاه", "پایان")) == ["button of another"]
    assert wrong(tapped, row("**جذب برق شهرک‌ها**", "پایان")) == []
    assert wrong(tapped, row(SCREEN, "✓ تأمین برق")) == []
    assert wrong(tapped, row(f"این محور نزد همکار است.\n\n{SCREEN}", "پایان")) == []
    assert wrong(replace(tapped, live=False), row(SCREEN, "پایان")) == []
    assert wrong(tapped) == ["mute button"]


def test_leaving_stores_nothing_but_drops_drafts() -> None:
    left = Act("tap", label="بعداً", live=True)
    assert wrong(left, row(ASKED), written=(("reports", "INSERT"),)) == ["leaving stores"]
    assert wrong(left, row(ASKED), written=(("drafts", "DELETE"),)) == []


def test_what_is_raised_is_told() -> None:
    assert wrong(Act("menu"), row(ASKED), raised=("bot.delivery: failed",)) == ["raised"]


def test_a_file_that_is_not_answered_is_told() -> None:
    assert wrong(Act("file")) == ["unanswered"]


def test_a_screen_that_comes_again_needs_a_reason() -> None:
    chat, screen = Chat("bale", 7), row(SCREEN, "پایان")
    assert not same_again(chat, screen, Act("say"))
    chat.show(screen)
    assert same_again(chat, screen, Act("say"))
    assert not same_again(chat, screen, Act("menu", asking=True))
    assert not same_again(chat, row(SCREEN, "بازگشت"), Act("say"))
    assert not same_again(chat, replace(screen, operation="edit", target=1), Act("tap"))
    noted = row(f"{ASKED}\n\n{SCREEN}", "پایان")
    chat.show(noted)
    assert chat.body.strip() == SCREEN
    assert not same_again(chat, noted, Act("say"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("۱ همت و ۲۰۰ میلیارد", "ثبت موقت: ۱٬۲۰۰ میلیارد تومان"),
        ("۱۲ ممیز ۵ میلیارد", "ثبت موقت: ۱۲٫۵ میلیارد تومان"),
        ("۶ مگاوات و ۵۰۰ کیلووات", "ثبت موقت: ۶٫۵ مگاوات"),
        ("یازده میلیارد و پنجاه میلیون", "این عدد (۱۱٫۰۵ میلیارد تومان) درست است؟"),
        ("۱- ۲۵ میلیارد تومان", "ثبت موقت: ۲۵ میلیارد تومان"),
        ("۰٫۱۲۵", "رقم برای ثبت گرد شد.\nثبت موقت: ۰٫۱۳ مگاوات"),
    ],
)
def test_a_number_is_told_by_its_value(words: str, told: str) -> None:
    assert wrong(Act("figure", words), row(told)) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("۱ همت و ۲۰۰ میلیارد", "ثبت موقت: ۱٬۰۰۰ میلیارد تومان"),
        ("۰٫۱۲۵", "ثبت موقت: ۰٫۱۳ مگاوات"),
        ("۶ مگاوات و ۵۰۰ کیلووات", "ثبت موقت: ۶ مگاوات"),
    ],
)
def test_a_number_that_is_told_as_another_is_lost(words: str, told: str) -> None:
    assert "lost figure" in wrong(Act("figure", words), row(told))


def test_a_word_for_a_button_is_answered_by_a_sentence_that_stands_already() -> None:
    screen = f"اکنون محوری نیست که بماند.\n\n{SCREEN}"
    moment = Moment(
        Act("answer", "بدون تغییر"), Came((row(screen, "پایان"),)), Chat("bale", 7), screen, (), "{}", NAMES
    )
    assert list(judge(moment)) == []
