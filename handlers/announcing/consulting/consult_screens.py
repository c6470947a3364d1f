"""The screens about consultations: the board, topics, what provinces say, and the decision. Pure."""

from bot.announcing import matrix
from bot.announcing.consulting import tally
from bot.announcing.consulting.deciding import outcome_lines
from bot.announcing.consulting.matter import EXPECTATIONS, proposal_of
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words, in_rows, marked, page_of
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from handlers.announcing.consulting.view import ConsultView
from handlers.announcing.consulting.viewpoint_screens import lines_of
from storage.consultations import Consultation, Viewpoint
from storage.recipients import Recipient

BOARD = 15
PAGE = 8
SWITCHES = ("", ".telegram")
VERDICTS = ("accepted", "partly", "refused")
LONGEST_LABEL = 50


def silent(view: ConsultView) -> tuple[Recipient, ...]:
    """Return whom it reached and whose province has said nothing."""
    spoken = set(tally.provinces_of(view.viewpoints))
    return tuple(
        each
        for each in view.recipients
        if each.active and each.row_state in matrix.ARRIVED and each.province not in spoken
    )


def undelivered(view: ConsultView) -> Screen:
    """Return those whom it did not reach."""
    lines = [t("announce.undelivered.title"), *matrix.undelivered_lines(view.recipients)]
    return Screen("\n".join(lines), ((back("item"),),))


def board(view: ConsultView) -> Screen:
    """Return the consultations: open, decided, executed."""
    rows: list[tuple[Button, ...]] = []
    for each in view.board[:BOARD]:
        label = t(f"consult.board.{each.state}", number=each.id, title=first_words(each.title, LONGEST_LABEL))
        rows.append((Button(label, "open", (str(each.id),)),))
    if view.opener:
        rows.append((Button(t("consult.button.topics"), "topics"),))
    rows.append((Button(t("common.end"), "later"),))
    counts = {state: sum(each.state == state for each in view.board) for state in ("open", "decided", "executed")}
    return Screen(t("consult.board.title", **counts), tuple(rows))


def topics(view: ConsultView) -> Screen:
    """Return a page of the topics, each a button."""
    shown, turning = page_of(view.topics, view.state.page, PAGE)
    rows = [(Button(first_words(each.title, LONGEST_LABEL), "topic", (each.code,)),) for each in shown]
    end = (Button(t("consult.button.new_topic"), "new_topic"), Button(t("consult.button.board"), "board"))
    return Screen(t("consult.topics"), (*rows, *turning, end))


def topic_of(view: ConsultView) -> Screen:
    """Return a topic, with what is begun on it."""
    topic = view.topic
    if topic is None:
        return topics(view)
    lines = [t("consult.topic.title", title=topic.title)]
    if topic.owner:
        lines.append(t("consult.topic.owner", owner=topic.owner))
    rows: list[tuple[Button, ...]] = []
    if topic.restricted:
        lines.append(t(f"consult.topic.restricted.{'tracking' if topic.mode == 'tracking' else 'process'}"))
        lines.append(t("consult.topic.on" if view.switched_on else "consult.topic.off"))
        lines.append(t("consult.topic.telegram_on" if view.over_telegram else "consult.topic.telegram_off"))
        if view.switcher:
            states = (view.switched_on, view.over_telegram)
            rows += [
                (Button(t(f"consult.switch.{'off' if on else 'on'}{what.replace('.', '_')}"), "switch", (what,)),)
                for what, on in zip(SWITCHES, states, strict=True)
            ]
        if view.knows:
            names = t("common.comma").join(each.full_name for each in view.staff if each.id in view.named)
            lines.append(t("consult.topic.readers", names=names) if names else t("consult.topic.no_readers"))
        if view.names:
            rows.append((Button(t("consult.button.readers"), "readers"),))
    if view.switched_on and view.knows:
        begin = "consult.button.expect" if topic.mode == EXPECTATIONS else "consult.button.begin"
        rows.append((Button(t(begin), "begin"),))
    return Screen("\n".join(lines), (*rows, (back("topics"),)))


def readers(view: ConsultView) -> Screen:
    """Return who of headquarters may be named for a restricted topic, each a button, marked where they are."""
    shown, turning = page_of(view.staff, view.state.page, PAGE)
    rows = [
        (Button(marked(each.full_name, chosen=each.id in view.named), "reader", (str(each.id),)),) for each in shown
    ]
    title = view.topic.title if view.topic else ""
    return Screen(t("consult.readers", title=title), (*rows, *turning, (back("topic"),)))


def item(view: ConsultView) -> Screen:
    """Return how a consultation stands."""
    found = view.open
    spoken = tally.provinces_of(view.viewpoints)
    everybody = {each.province for each in view.recipients if each.province}
    lines = [t("consult.head", number=found.id, title=found.title), t(f"consult.state.{found.state}")]
    if found.restricted:
        lines.append(t("consult.confidential"))
    if found.due_at:
        lines.append(t("announce.body.until.consult", moment=dates.moment(found.due_at)))
    lines.append(t("consult.answered", count=len(spoken), all=len(everybody | set(spoken))))
    lines += tally.tally_lines(view.viewpoints)
    if late := sum(each.late for each in view.viewpoints if each.province in spoken):
        lines.append(t("consult.late", count=late))
    if view.matter:
        lines += tally.article_lines(view.matter.articles, view.viewpoints)
    if found.form == "count":
        lines.append(t("consult.total", total=tally.total(view.viewpoints)))
    if view.proposals:
        weighed = sum(bool(each.verdict) for each in view.proposals)
        lines.append(t("consult.weighed", count=len(view.proposals), weighed=weighed))
    if found.state != "open":
        lines += ["", *outcome_lines(found)]
    return Screen("\n".join(lines), _item_buttons(view, found))


def _item_buttons(view: ConsultView, found: Consultation) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.viewpoints:
        proposals = (Button(t("consult.button.proposals"), "proposals"),) if view.proposals else ()
        rows.append((Button(t("consult.button.viewpoints"), "viewpoints"), *proposals))
    if found.state == "open":
        nudge = (Button(t("announce.button.nudge"), "nudge"),) if silent(view) else ()
        lost = matrix.undelivered_lines(view.recipients)
        undelivered = (Button(t("announce.button.undelivered"), "undelivered"),) if lost else ()
        rows += [(*nudge, *undelivered)] if nudge or undelivered else []
        rows.append((Button(t("consult.button.decide"), "decide"),))
    elif found.state == "decided":
        rows.append((Button(t("consult.button.execute"), "execute"),))
    return (*rows, (Button(t("consult.button.board"), "board"), Button(t("common.end"), "later")))


def viewpoints(view: ConsultView) -> Screen:
    """Return the provinces that have said something, and those that have not."""
    names = sorted(tally.provinces_of(view.viewpoints), key=lambda code: by_code(code).position)
    shown, turning = page_of(names, view.state.page, PAGE)
    rows = [(Button(by_code(code).name, "province", (code,)),) for code in shown]
    lines = [t("consult.ask_province")]
    if missing := silent(view):
        lines.append(t("consult.silent", names=matrix.names_by_province(missing)))
    return Screen("\n".join(lines), (*rows, *turning, (back("item"),)))


def province(view: ConsultView) -> Screen:
    """Return everything that a province has said."""
    own = view.of_province
    lines = [t("consult.of_province", province=by_code(view.state.code).name)]
    lines += [line for each in own if view.matter for line in lines_of(view.matter, each)]
    lines.append(t("consult.given_at", moment=dates.moment(max(each.given_at for each in own))))
    ask = Button(t("consult.button.ask_back"), "ask_back", (str(own[0].person_id),))
    return Screen("\n".join(lines), ((ask,), (back("viewpoints"),)))


def proposals(view: ConsultView) -> Screen:
    """Return a page of proposals, each a button that marks it; what is marked is grouped and judged."""
    chosen = {each.id for each in view.chosen}
    shown, turning = page_of(list(enumerate(view.proposals, start=1)), view.state.page, PAGE)
    lines, buttons = [t("consult.proposals")], []
    for number, each in shown:
        lines += ["", _proposal_line(number, each)]
        if each.grouped:
            lines.append(t("consult.grouped", name=each.grouped))
        if each.verdict:
            lines.append(t("consult.verdict_line", verdict=t(f"consult.verdict.{each.verdict}")))
        label = marked(t("consult.button.mark", number=number), chosen=each.id in chosen)
        buttons.append(Button(label, "mark", (str(each.id),)))
    judging: Rows = (*in_rows(buttons, 4), *_judging_buttons(view)) if view.open.state == "open" else ()
    return Screen("\n".join(lines), (*judging, *turning, (back("item"),)))


def _proposal_line(number: int, viewpoint: Viewpoint) -> str:
    text = t("announce.bar").join(proposal_of(viewpoint))
    return t("consult.proposal_line", number=number, province=by_code(viewpoint.province).name, text=text)


def _judging_buttons(view: ConsultView) -> list[tuple[Button, ...]]:
    if not view.chosen:
        rest = any(not each.verdict for each in view.proposals)
        return [(Button(t("consult.button.mark_rest"), "mark_rest"),)] if rest else []
    verdicts = tuple(Button(t(f"consult.verdict.{verdict}"), "verdict", (verdict,)) for verdict in VERDICTS)
    grouped = any(each.grouped for each in view.chosen)
    part = (Button(t("consult.button.part"), "part"),) if grouped else ()
    return [(Button(t("consult.button.group"), "group"), *part), verdicts]


def decide(view: ConsultView) -> Screen:
    """Return the last question before a consultation is closed."""
    lines = [
        t("consult.confirm.title", number=view.open.id),
        t("consult.outcome", outcome=view.state.outcome),
        t("consult.reason", reason=view.state.reason),
        "",
        t("consult.confirm.told", count=len({each.person_id for each in view.viewpoints})),
    ]
    sure = Button(t("consult.button.really_decide"), "really_decide")
    return Screen("\n".join(lines), ((sure,), (back("item"),)))
