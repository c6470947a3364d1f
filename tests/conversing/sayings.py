"""What people say, sensible and silly: the phrases of the readers' tables, and what stands in none of them."""

import random
from dataclasses import dataclass
from pathlib import Path

from bot.conversing import menu
from bot.language.catalogue import t

TESTS = Path(__file__).parents[1]
COURTESIES = (
    *("سلام", "سلام، وقت بخیر", "با سلام و احترام", "ممنون", "سپاسگزارم", "خیلی متشکرم", "خسته نباشید"),
    *("بعداً می‌فرستم", "الان جلسه‌ام، بعد می‌فرستم", "لطفاً راهنمایی کنید", "کمک", "چشم", "باشه", "بسیار خوب"),
)
"""What is answered by one fitting sentence."""
OBSTACLES = (
    "مانع: برق منطقه‌ای مجوز اتصال پست ۶۳ را نمی‌دهد. لطفا پیگیری فرمایید",
    "مشکل آب داریم، آب منطقه‌ای ۲ ماه است پاسخ نمی‌دهد",
    "به علت قطعی برق ۱۲ واحد آب نداشتند",
    "استاندار ۱۵ روز پیش قول داده بود ولی خبری نشد",
    "اداره کل منابع طبیعی زمین ۳۰ هکتاری را تحویل نمی‌دهد",
)
ANSWERS = (
    *("بله", "خیر", "تأیید", "تأیید ۲", "تأیید همه", "حذف ۱", "اصلاح ۱", "اصلاح ۱: ۱۱٫۵", "بدون تغییر", "ادامه"),
    *("تغییری نداشتیم", "این هفته گزارشی نداریم", "بقیه بدون تغییر", "همان هفتهٔ پیش", "برق ۱۲ نبود ۱۱٫۵ بود", "ندارد"),
    *("از ۷۰ به ۷۵", "انصراف", "بعدا", "۱", "۲", "صفر", "۱۲، ۱۱، ۷، ۴۶", "۱۲۳۴ مورخ ۵ آذر", "جلسه برگزار شد و مصوب شد"),
    *("توضیح بیشتری ندارم", "مرخصی تا پنجشنبه", "با استاندار هماهنگ شد"),
)
NAMED = ("09131234567", "علی رضایی ۰۹۱۳۱۲۳۴۵۶۷", "مریم احمدی", "شهرک صنعتی اردکان", "جناب آقای مهندس کریمی")
NONSENSE = (
    *("؟", "...", "😀👍", "asdf", "qwerty 77", "ب", "خخخخ", "👍", "٪٪", "برق برق برق", "کیک توت‌فرنگی", "ok?", "—"),
    *("۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹", "-۵", "1e9", "١٢٫٥٫٣", "<b>x</b>", "*_[", "هوا امروز ابری است", "قیمت دلار چند شد"),
)
COMMANDS = ("/start", "/help", "/report", "/status", "/nothing", "/obstacles", "/admin")


@dataclass(frozen=True)
class Phrase:
    """Something that may be said; ``kind`` says what it is an example of."""

    kind: str
    text: str


def _column(path: str, place: int) -> list[str]:
    rows = (TESTS / path).read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return [found[place].replace("\\n", "\n") for found in cells if len(found) > place and found[place].strip()]


FIGURES = [*_column("language/numbers.tsv", 1), *_column("language/spoken.tsv", 1)]
DAYS = _column("language/days.tsv", 0)
REPORTS = [*_column("fast/cases.tsv", 0), *_column("fast/messages.tsv", 0)]
QUESTIONS = _column("asking/questions.tsv", 0)
WORDS = [t(key) for key in menu.WORDS]
KINDS = {
    "figure": (26, FIGURES),
    "report": (20, REPORTS),
    "day": (9, DAYS),
    "obstacle": (6, OBSTACLES),
    "question": (8, QUESTIONS),
    "courtesy": (9, COURTESIES),
    "answer": (12, ANSWERS),
    "name": (2, NAMED),
    "nonsense": (7, NONSENSE),
    "command": (1, COMMANDS),
}
"""How often each kind of phrase is said, and what is said."""


HINTS = {"day": ("روز", "تاریخ", "ساعت"), "figure": ("رقم", "ابتدای سال تاکنون", "درصد)"), "name": ("نام", "شماره")}
"""What the last lines of a screen say that waits for a phrase of a kind."""


def any_phrase(chance: random.Random, screen: str = "") -> Phrase:
    """Return something that somebody might say who looks at a screen."""
    asked = screen.rsplit("\n\n", 1)[-1]
    fitting = [kind for kind, hints in HINTS.items() if any(hint in asked for hint in hints)]
    if fitting and chance.random() < 0.5:
        kind = chance.choice(fitting)
        return Phrase(kind, chance.choice(KINDS[kind][1]))
    if chance.random() < 0.04:
        return Phrase("half a menu word", _half(chance.choice(WORDS), chance))
    if chance.random() < 0.005:
        return Phrase("long", " ".join(chance.choice(REPORTS) for _ in range(40))[:2000].strip())
    kind = chance.choices([*KINDS], [often for often, _ in KINDS.values()])[0]
    return Phrase(kind, chance.choice(KINDS[kind][1]))


def _half(word: str, chance: random.Random) -> str:
    """Return a word of the menu as somebody types it who does not end it, or slips."""
    place = chance.randrange(2, len(word))
    return word[:place] if chance.random() < 0.5 else word[:place] + word[place + 1 :]
