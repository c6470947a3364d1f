"""The part of a report's conversation in which the indicators of an axis are answered, typed or tapped. Pure."""

from dataclasses import replace

from bot.conversing import widgets
from bot.conversing.flow import Step, unheard
from bot.conversing.replies import mistaken, unread
from bot.conversing.screen import Button, Screen
from bot.errors import UserError
from bot.free_messages.kinds import is_obstacle, is_sentence
from bot.free_messages.proposal import Answer, InAxis, NoReport, Same
from bot.free_messages.reading import asks_words, named_alone, read_in_axis
from bot.language.catalogue import t
from bot.language.letters import latin_digits
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.language.reading.tokens import holds_number
from bot.programme.kinds import IndicatorKind
from bot.reporting import wording
from bot.reporting.answers import AnswerDoubt, Figure, Words, is_figure, read_answer
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.ceilings import as_reason, exceeds, why
from bot.reporting.draft import Draft
from bot.reporting.rules import asked, check_figure
from bot.said import Choice, Text
from handlers.reporting import question_screens
from handlers.reporting.onward import ReportStep, keep, stay, to, to_card, to_rows, with_card
from handlers.reporting.questions import is_own_question
from handlers.reporting.sweep_steps import open_named


def take_text(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    """Take what was typed: the answer to what is asked, or to the indicators that it names; raises UserError."""
    indicator = asked(view, card)
    if indicator and (bare := _read_bare(text, indicator)):
        return _weigh_figure(view, card, indicator, bare)
    others = [other for other in view.cards if other.code != card.code]
    if other := named_alone(text, card, others):
        return open_named(view, other, text)
    heard = read_in_axis(text, card, indicator.code if indicator else "", others)
    in_words = indicator is not None and asks_words(indicator)
    if heard.elsewhere or (is_obstacle(text) and not in_words):
        return to_rows(view, text)
    if not heard.answers and not in_words and is_own_question(text, view):
        return unheard(stay(view))
    same = any(answer == Same() for _code, answer in heard.answers)
    if same or {code for code, _answer in heard.answers} - {indicator.code if indicator else ""}:
        return _take_several(view, card, heard, text)
    if indicator is None:
        if is_sentence(text):
            return unheard(with_action_offered(stay(view), text))
        return unheard(stay(view, unread(text, t("report.nothing_asked"))))
    try:
        answer = read_answer(text, indicator, card.called)
    except UserError as mistake:
        if heard.perhaps:
            return to_rows(view, text)
        if heard.answers and not isinstance(heard.answers[0][1], AnswerDoubt):  # the figure stands among words
            return _take_several(view, card, heard, text)
        if holds_number(text):
            raise
        if is_sentence(text):
            return unheard(with_action_offered(stay(view, mistake.text), text))
        return unheard(stay(view, mistaken(Text(text), mistake)))
    match answer:
        case Figure() as figure:
            return _weigh_figure(view, card, indicator, figure)
        case Words(words):
            return _take_words(view, card, indicator, words)
        case AnswerDoubt(reason, readings):
            return _ask(view, indicator, question_screens.doubt(indicator, reason, readings, text))


def with_action_offered(step: ReportStep, text: str) -> ReportStep:
    """Return a step with an offer above its screen: to keep a sentence as what was done on the axis."""
    (screen,) = step.screens
    offer = Button(t("report.button.as_action"), "as_action", (text,))
    note = t("report.as_action", said=text)
    return replace(step, screens=(Screen(widgets.noted(note, screen.text), ((offer,), *screen.rows)),))


def _read_bare(text: str, indicator: IndicatorView) -> Figure | None:
    """Return what a whole number says that stands alone, and that is taken as it is: it is searched for no names."""
    if not latin_digits(text).strip().isdecimal():
        return None
    try:
        answer = read_answer(text, indicator)
    except UserError:
        return None
    return answer if isinstance(answer, Figure) else None


def take_choice(view: ReportView, card: AxisCard, indicator: IndicatorView, choice: Choice) -> ReportStep:
    """Take a button that speaks of one indicator; raises UserError."""
    match choice:
        case Choice("ask"):
            return to_card(view, card, cursor=indicator.code)
        case Choice("value", (value,)):
            return _weigh_figure(view, card, indicator, Figure(int(value)))
        case Choice("sure", (value, reason, *given)):
            return _take_figure(view, card, indicator, Figure(int(value), "".join(given)), reason)
        case Choice("no_report"):
            note = t("report.no_report", title=indicator.title)
            return keep(view, card, card.draft.with_no_report(indicator.code), note)
        case Choice("option", (option,)) if option in indicator.options:
            return _take_words(view, card, indicator, option)
        case _:
            return stay(view)


def keep_same(view: ReportView, card: AxisCard, indicators: tuple[IndicatorView, ...]) -> ReportStep:
    """Say of indicators that have a past that they did not change; raises UserError where none has."""
    if not card.may_stay:
        raise UserError("report.may_not_stay")
    same = [indicator.code for indicator in indicators if indicator.has_past and not card.draft.has(indicator.code)]
    if not same:
        raise UserError("report.no_past")
    return keep(view, card, card.draft.with_unchanged(*same))


def _take_several(view: ReportView, card: AxisCard, heard: InAxis, text: str) -> ReportStep:
    """Take the answers to several indicators: what is plain is kept, the first that is not is asked."""
    draft, notes = card.draft, list[str]()
    question: tuple[IndicatorView, Screen] | None = None
    named = {code for code, _answer in heard.answers}
    rest = [each for each in card.missing if each.code not in named]  # what was named in the same breath is no rest
    for code, answer in heard.answers:
        for indicator in rest if code == "" else filter(None, [card.get(code)]):
            doubtful = _question_about(indicator, answer, text)
            if doubtful is None:
                draft, note = _with_answer(card, draft, indicator, answer)
                notes.append(note)
            elif question is None:
                question = indicator, doubtful
            else:
                notes.append(t("report.asked_later", title=indicator.title))
    notes += [t("report.unread", words=words) for words in heard.unread]
    kept = keep(view, card, draft, "\n".join(filter(None, notes)))
    if question is None:
        return kept
    asking = _ask(view, *question)
    noted = replace(asking.screens[0], text=widgets.noted("\n".join(filter(None, notes)), asking.screens[0].text))
    return replace(asking, screens=(noted,), facts=kept.facts)


def _question_about(indicator: IndicatorView, answer: Answer | AnswerDoubt, said: str) -> Screen | None:
    """Return the question that an answer raises in what was said, None for a plain one."""
    match answer:
        case AnswerDoubt(reason, readings):
            return question_screens.doubt(indicator, reason, readings, said)
        case Figure(value, pieces) if weighed := _weigh(indicator, value):
            return question_screens.guard(indicator, value, pieces, weighed)
        case _:
            return None


def _with_answer(
    card: AxisCard, draft: Draft, indicator: IndicatorView, answer: Answer | AnswerDoubt
) -> tuple[Draft, str]:
    """Return a draft with a plain answer, and what is said of it; one that may not stand changes nothing."""
    code = indicator.code
    match answer:
        case Figure(value, pieces, rounded):
            try:
                check_figure(indicator, value)
            except UserError as mistake:
                return draft, mistake.text
            echoed = wording.with_rounding(wording.echo(indicator, value), rounded=rounded)
            return draft.with_value(code, value, parts=pieces), echoed
        case Words(words):
            return draft.with_words(code, words), _echo_words(indicator, words)
        case NoReport():
            return draft.with_no_report(code), t("report.no_report", title=indicator.title)
        case Same() if indicator.has_past and card.may_stay:
            return draft.with_unchanged(code), ""
        case _:
            return draft, t("report.no_past_of", title=indicator.title)


def _weigh_figure(view: ReportView, card: AxisCard, indicator: IndicatorView, figure: Figure) -> ReportStep:
    """Ask about a value that fits neither the last one nor the target; take one that does."""
    question = _weigh(indicator, figure.value)
    if question is None or exceeds(indicator, figure.value):
        return _take_figure(view, card, indicator, figure)
    asking = _ask(view, indicator, question_screens.guard(indicator, figure.value, figure.parts, question))
    text = wording.with_rounding(asking.screens[0].text, rounded=figure.rounded)
    return replace(asking, screens=(replace(asking.screens[0], text=text),))


def _weigh(indicator: IndicatorView, value: int) -> guards.Doubt | None:
    if indicator.kind == IndicatorKind.YESNO:
        return None
    return guards.doubt(value, indicator.unit, Expected(indicator.kind, indicator.last, indicator.target))


def _ask(view: ReportView, indicator: IndicatorView, screen: Screen) -> ReportStep:
    return Step(replace(view.state, at="question", cursor=indicator.code, note=""), (screen,))


def _take_figure(
    view: ReportView, card: AxisCard, indicator: IndicatorView, figure: Figure, reason: str = ""
) -> ReportStep:
    check_figure(indicator, figure.value)
    draft = card.draft.with_value(indicator.code, figure.value, reason, figure.parts)
    kept = keep(view, card, draft, wording.with_rounding(wording.echo(indicator, figure.value), rounded=figure.rounded))
    if not exceeds(indicator, figure.value) or why(reason):
        return kept
    return replace(ask_why(view, replace(card, draft=draft), indicator), facts=kept.facts)


def ask_why(view: ReportView, card: AxisCard, indicator: IndicatorView) -> ReportStep:
    """Ask why the value of an indicator, which the draft holds, is over the ceiling."""
    state = replace(view.state, cursor=indicator.code)
    return to(replace(with_card(view, card), state=state), "over")


def explain(view: ReportView, card: AxisCard, words: str) -> ReportStep:
    """Keep the reason of a value over the ceiling."""
    indicator = card.get(view.state.cursor)
    value = card.draft.values.get(view.state.cursor)
    if indicator is None or value is None:
        return stay(view)
    return _take_figure(
        view, card, indicator, Figure(value, card.draft.words.get(indicator.code, "")), as_reason(words)
    )


def take_why(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    """Take a reason in one's own words; a figure alone is another value instead. Raises UserError."""
    indicator = card.get(view.state.cursor)
    if indicator and is_figure(text, indicator):
        return take_text(view, card, text)
    return explain(view, card, text)


def _take_words(view: ReportView, card: AxisCard, indicator: IndicatorView, words: str) -> ReportStep:
    return keep(view, card, card.draft.with_words(indicator.code, words), _echo_words(indicator, words))


def echoes(card: AxisCard) -> set[str]:
    """Return how each answer of a draft was understood, and nothing more."""
    draft, found = card.draft, set[str]()
    for indicator in card.indicators:
        if indicator.code in draft.values:
            found.add(wording.echo(indicator, draft.values[indicator.code]))
        elif indicator.code in draft.words:
            found.add(_echo_words(indicator, draft.words[indicator.code]))
    return found


def told(card: AxisCard, codes: frozenset[str]) -> str:
    """Return the answers of a draft to some indicators, with their change, a line each."""
    indicators = [each for each in card.indicators if each.code in codes]
    return "\n".join(wording.told(each, card) for each in indicators)


def _echo_words(indicator: IndicatorView, words: str) -> str:
    return t("report.echo_words", title=indicator.title, words=wording.words(indicator, words))
