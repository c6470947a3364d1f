"""The screens about consultations: the board, topics, what provinces say, and the decision. Pure."""

from bot.announcing import matrix
from bot.announcing.consulting import tally
from bot.announcing.consulting.deciding import outcome_lines
from bot.announcing.consulting.matter import EXPECTATIONS, proposal_of
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from handlers.announcing.consulting.view import ConsultView
from handlers.announcing.consulting.viewpoint_screens import lines_of, pages
from storage.consultations import Consultation, Viewpoint
from storage.programme import Topic
from storage.recipients import Recipient

BOARD = 15
PAGE = 8
SWITCHES = ("", ".telegram")
VERDICTS = ("accepted", "partly", "refused")
LONGEST_LABEL = 50


def show(view: ConsultView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    found = view.found
    match view.state.at:
        case "topics" if view.opener:
            return _topics(view, note)
        case "new_topic" if view.opener:
            return _screen(note, t("consult.ask_topic"), ((Button(t("announce.button.back"), "topics"),),))
        case "topic" if view.topic:
            return _topic(view, view.topic, note)
        case _ if found is None:
            return _board(view, note)
        case "viewpoints":
            return _viewpoints(view, note)
        case "province":
            return _province(view, note)
        case "proposals":
            return _proposals(view, found, note)
        case "group":
            return _screen(note, t("consult.ask_group", count=len(view.chosen)), (_to("proposals"),))
        case "undelivered":
            lines = [t("announce.undelivered.title"), *matrix.undelivered_lines(view.recipients)]
            return _screen(note, "\n".join(lines), (_to("item"),))
        case "outcome":
            return _screen(note, t("consult.ask_outcome", number=found.id), (_to("item"),))
        case "reason":
            return _screen(note, t("consult.ask_why"), (_to("item"),))
        case "decide":
            return _decide(view, found, note)
        case "done":
            return _screen(note, t("consult.ask_done"), (_to("item"),))
        case _:
            return _item(view, found, note)


def silent(view: ConsultView) -> tuple[Recipient, ...]:
    """Return whom it reached and whose province has said nothing."""
    spoken = set(tally.provinces_of(view.viewpoints))
    return tuple(
        each
        for each in view.recipients
        if each.active and each.row_state in matrix.ARRIVED and each.province not in spoken
    )


def _board(view: ConsultView, note: str) -> Screen:
    """Return the consultations: open, decided, executed."""
    rows: list[tuple[Button, ...]] = []
    for each in view.board[:BOARD]:
        label = t(f"consult.board.{each.state}", number=each.id, title=_short(each.title))
        rows.append((Button(label, "open", (str(each.id),)),))
    if view.opener:
        rows.append((Button(t("consult.button.topics"), "topics"),))
    rows.append((Button(t("announce.button.end"), "later"),))
    counts = {state: sum(each.state == state for each in view.board) for state in ("open", "decided", "executed")}
    return _screen(note, t("consult.board.title", **counts), tuple(rows))


def _topics(view: ConsultView, note: str) -> Screen:
    page = view.state.page
    rows = [
        (Button(_short(each.title), "topic", (each.code,)),) for each in view.topics[page * PAGE : (page + 1) * PAGE]
    ]
    end = (Button(t("consult.button.new_topic"), "new_topic"), Button(t("consult.button.board"), "board"))
    return _screen(note, t("consult.topics"), (*rows, *pages(page, len(view.topics), PAGE), end))


def _topic(view: ConsultView, topic: Topic, note: str) -> Screen:
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
    if view.switched_on:
        begin = "consult.button.expect" if topic.mode == EXPECTATIONS else "consult.button.begin"
        rows.append((Button(t(begin), "begin"),))
    return _screen(note, "\n".join(lines), (*rows, (Button(t("announce.button.back"), "topics"),)))


def _item(view: ConsultView, found: Consultation, note: str) -> Screen:
    """Return how a consultation stands."""
    spoken = tally.provinces_of(view.viewpoints)
    everybody = {each.province for each in view.recipients if each.province}
    lines = [t("consult.head", number=found.id, title=found.title), t(f"consult.state.{found.state}")]
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
    return _screen(note, "\n".join(lines), _item_buttons(view, found))


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
    return (*rows, (Button(t("consult.button.board"), "board"), Button(t("announce.button.end"), "later")))


def _viewpoints(view: ConsultView, note: str) -> Screen:
    """Return the provinces that have said something, and those that have not."""
    spoken = tally.provinces_of(view.viewpoints)
    names = sorted(spoken, key=lambda code: by_code(code).position)
    page = view.state.page
    rows = [(Button(by_code(code).name, "province", (code,)),) for code in names[page * PAGE : (page + 1) * PAGE]]
    lines = [t("consult.ask_province")]
    if missing := silent(view):
        lines.append(t("consult.silent", names=matrix.names_by_province(missing)))
    return _screen(note, "\n".join(lines), (*rows, *pages(page, len(names), PAGE), _to("item")))


def _province(view: ConsultView, note: str) -> Screen:
    """Return everything that a province has said."""
    code, matter = view.state.code, view.matter
    own = [each for each in view.viewpoints if each.province == code]
    if matter is None or not own:
        return _viewpoints(view, note)
    lines = [t("consult.of_province", province=by_code(code).name)]
    lines += [line for each in own for line in lines_of(matter, each)]
    lines.append(t("consult.given_at", moment=dates.moment(max(each.given_at for each in own))))
    ask = Button(t("consult.button.ask_back"), "ask_back", (str(own[0].person_id),))
    return _screen(note, "\n".join(lines), ((ask,), _to("viewpoints")))


def _proposals(view: ConsultView, found: Consultation, note: str) -> Screen:
    """Return a page of proposals, each a button that marks it; what is marked is grouped and judged."""
    page = view.state.page
    marked = {each.id for each in view.chosen}
    lines, buttons = [t("consult.proposals")], []
    shown = list(enumerate(view.proposals, start=1))[page * PAGE : (page + 1) * PAGE]
    for number, each in shown:
        lines += ["", _proposal_line(number, each)]
        if each.grouped:
            lines.append(t("consult.grouped", name=each.grouped))
        if each.verdict:
            lines.append(t("consult.verdict_line", verdict=t(f"consult.verdict.{each.verdict}")))
        label = t("consult.button.mark", number=number)
        buttons.append(
            Button(t("announce.audience.chosen", label=label) if each.id in marked else label, "mark", (str(each.id),))
        )
    rows: list[tuple[Button, ...]] = []
    if found.state == "open":
        rows = list(in_rows(buttons, 4))
        rows += _judging_buttons(view)
    return _screen(note, "\n".join(lines), (*rows, *pages(page, len(view.proposals), PAGE), _to("item")))


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


def _decide(view: ConsultView, found: Consultation, note: str) -> Screen:
    lines = [
        t("consult.confirm.title", number=found.id),
        t("consult.outcome", outcome=view.state.outcome),
        t("consult.reason", reason=view.state.reason),
        "",
        t("consult.confirm.told", count=len({each.person_id for each in view.viewpoints})),
    ]
    return _screen(note, "\n".join(lines), ((Button(t("consult.button.really_decide"), "really_decide"),), _to("item")))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_LABEL else title[:LONGEST_LABEL].rsplit(" ", 1)[0] + "…"


def _to(place: str) -> tuple[Button, ...]:
    return (Button(t("announce.button.back"), place),)


def _screen(note: str, text: str, rows: Rows) -> Screen:
    return Screen(noted(note, text), rows)
