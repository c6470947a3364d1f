"""A question read: the names, the time and the words in a text make it one of eight topics. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.asking.names import AGENCY, PROVINCE, Known, word_names
from bot.asking.question import Question, Topic
from bot.language.cleaning import clean
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.language.reading.mentions import Mention, Names, covered, mentions
from bot.language.reading.periods import Timed, number_of, read_period
from bot.language.reading.tokens import Token, located
from bot.language.spans import DAY, SpanOfDays
from bot.language.week import WEEK, week_of

LONGEST = 500
MOST_AXES = 2
"""An indicator's name that is used on more axes than this says nothing without its axis."""
ORDERS = ("best", "worst", "most", "least")
TELLING = frozenset({"unknown", "figure", "number", "foreign", "person", "month", "weekday"})


def read_question(text: str, known: Known, today: date) -> Question | None:
    """Return what a text of headquarters asks, None where nothing in it is understood. Never raises."""
    asked = find_words(text, known, today, word_names())
    topic = asked.topic()
    return asked.question(topic, today) if topic else None


def find_words(text: str, known: Known, today: date, spelt: Names) -> "WordsFound":
    """Return what is found in a text: names of what is known, words of questions, the time, and what is neither."""
    text = clean(text, LONGEST)
    found = located(text)
    names, words = apart(mentions(found, known.names), mentions(found, spelt, exact=True), known)
    counted, called = number_beside(found, 1, "counted"), number_beside(found, -1, "called")
    beside = sorted([*names, *counted, *called], key=lambda each: each.start)
    others = [
        replace(token, kind="sign") if over else token
        for token, over in zip(found, covered(found, beside), strict=True)
    ]
    kinds = frozenset(key for word in words for key in word.keys)
    kinds |= {"percent"} if any(token.kind == "percent" for token in found) else set()
    timed = read_period(others, words, today)
    if timed and "course" not in kinds:
        timed = weeks_ago(others, timed, today) or timed
    rest = unread(text, found, [*names, *words, *counted, *called], timed)
    return WordsFound(known, names, kinds, timed, rest, amount(counted), amount(called))


def number_beside(found: Sequence[Token], step: int, kind: str) -> list[Mention]:
    """Return the first number that stands before (``step`` 1) or after (-1) a word of a kind; its key is its value."""
    words = number_words(kind)
    for place, token in enumerate(found):
        neighbour = found[place + step] if 0 <= place + step < len(found) else None
        if (
            token.kind in {"figure", "number"}
            and neighbour
            and neighbour.text in words
            and number_of(token).isdecimal()
        ):
            return [Mention(frozenset({number_of(token)}), token.start, token.end)]
    return []


def amount(mentioned: Sequence[Mention]) -> int:
    """Return the number that stands beside its word, 0 without one."""
    return next((int(key) for each in mentioned for key in each.keys), 0)


@cache
def number_words(kind: str) -> frozenset[str]:
    """Return the folded words of one of the tables of `ask_number`."""
    return frozenset(map(squeeze, table()["ask_number"][kind]))


def weeks_ago(found: Sequence[Token], timed: Timed, today: date) -> Timed | None:
    """Return the one week that «دو هفته پیش» means, where a length of weeks stands before such a word."""
    after = next((token for token in found if token.start >= timed.end), None)
    begun = week_of(timed.period.start)
    if after is None or after.text not in number_words("ago") or timed.period.start != begun.saturday:
        return None
    if timed.period.end != today or begun >= week_of(today):
        return None
    week = begun.previous
    return Timed(SpanOfDays(week.saturday, week.next.saturday - DAY), timed.start, after.end)


def apart(names: list[Mention], words: list[Mention], known: Known) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Return names and words without those that lie in one another: the longer stays, of equals the telling name."""
    kept = tuple(name for name in names if not any(hides(word, name, known) for word in words))
    return kept, tuple(
        word for word in words if not any(name.start < word.end and word.start < name.end for name in kept)
    )


def hides(word: Mention, name: Mention, known: Known) -> bool:
    """Return whether a word of the question stands over a name: over more of the text, a mere indicator, or a slip."""
    if not (word.start <= name.start and name.end <= word.end):
        return False
    telling = name.sure and any(key in known.axes or key.startswith((PROVINCE, AGENCY)) for key in name.keys)
    return word.end - word.start > name.end - name.start or not telling


@dataclass(frozen=True)
class WordsFound:
    """What was found in a question: names, kinds of words, the time, and the words that are none of these."""

    known: Known
    names: tuple[Mention, ...]
    words: frozenset[str]
    timed: Timed | None
    unread: tuple[str, ...] = ()
    count: int = 0
    number: int = 0

    @property
    def is_long(self) -> bool:
        """Say whether it names a time of more than a week."""
        return self.timed is not None and self.timed.period.end - self.timed.period.start >= WEEK

    def topic(self) -> Topic | None:
        """Return what the question is about, the most telling words first."""
        words, provinces, axes = self.words, self.keys(PROVINCE), self.axes()
        if "persons" in words or words >= {"post", "who"}:
            return None
        if words & {"decided", "done", "undone"} and (words & {"decided", "obstacles"} or self.keys(AGENCY)):
            return "decisions"
        if "why" in words and (axes or provinces):
            return "reasons"
        if words & {"stopped", "attention", "doing"} or ("since_when" in words and axes):
            return "states"
        if "obstacles" in words or self.keys(AGENCY):
            return "obstacles"
        if "late" in words or words >= {"missing", "since_when"}:
            return "lateness"
        if words & {"last_year"} or ("versus" in words and self.timed and axes):
            return "compared"
        if "changes" in words or "away" in words:
            return "changes"
        if "reach" in words:
            return "forecast"
        if words & {"worst", "best", "which_axis", "on_pace"}:
            if self.indicators() and not provinces:
                return "provinces"
            told = axes or provinces or self.count or words & {"which_axis", "on_pace"}
            return "pace" if told else "ranking"
        if words & {"missing", "standing", "handed"}:
            return "province" if provinces else "handed" if words & {"missing", "handed"} == {"handed"} else "standing"
        if "percent" in words and (axes or provinces or "country" in words):
            return "shares"
        if axes:
            return "provinces" if not provinces and words & {"everywhere", "most", "least"} else "course"
        if provinces:
            return "course" if self.is_long else "province"
        if words & {*ORDERS}:
            return "ranking"
        return "standing" if self.timed or words & {"everywhere", "country"} else None

    def question(self, topic: Topic, today: date) -> Question:
        """Return the question on a topic; today alone is a period only of what is new."""
        period = self.timed.period if self.timed else None
        if topic != "changes" and period == SpanOfDays(today, today):
            period = None
        return Question(
            topic=topic,
            axes=self.axes(),
            indicators=self.indicators(),
            provinces=self.keys(PROVINCE),
            agencies=self.keys(AGENCY),
            period=period,
            order=next((order for order in ORDERS if order in self.words), ""),
            unanswered="unanswered" in self.words,
            form=next((form for form in ("picture", "file") if form in self.words), "text"),
            unread=self.unread,
            count=self.count,
            number=self.number,
            words=self.words,
        )

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Return what is named of a kind, without its prefix, in the order of the text."""
        found = (key for name in self.names for key in sorted(name.keys) if key.startswith(prefix))
        return tuple(dict.fromkeys(key.removeprefix(prefix) for key in found))

    def axes(self) -> tuple[str, ...]:
        """Return the axes that are named; without any those of the indicators that are."""
        named = (key for name in self.names for key in sorted(name.keys & self.known.axes))
        found = tuple(dict.fromkeys(named))
        return found or tuple(dict.fromkeys(self.known.owner[code] for code in self._indicators(self.known.axes)))

    def indicators(self) -> tuple[str, ...]:
        """Return the indicators of these axes that are named; none: all of them."""
        return self._indicators(frozenset(self.axes()))

    def _indicators(self, axes: frozenset[str]) -> tuple[str, ...]:
        """Return the indicators of some axes that are named by the most words, none where they are of too many axes."""
        counts: Counter[str] = Counter()
        for name in self.names:
            if not name.keys & self.known.axes:
                counts.update({key: name.words for key in name.keys if self.known.owner.get(key) in axes})
        most = max(counts.values(), default=0)
        found = tuple(code for code in self.known.owner if counts[code] == most) if most else ()
        return found if len({self.known.owner[code] for code in found}) <= MOST_AXES else ()


def unread(text: str, found: Sequence[Token], known: Sequence[Mention], timed: Timed | None) -> tuple[str, ...]:
    """Return the words of a text that were not understood, neighbours together."""
    runs: list[list[Token]] = [[]]
    for token in found:
        timely = timed is not None and timed.start <= token.start < timed.end
        if token.kind in TELLING and not timely and not any(each.covers(token) for each in known):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return tuple(text[run[0].start : run[-1].end] for run in runs if run)
