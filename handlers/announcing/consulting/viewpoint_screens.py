"""The screens of a province's viewpoint. Pure."""

import json

from bot.announcing.consulting import tally
from bot.announcing.consulting.deciding import outcome_lines
from bot.announcing.consulting.matter import STANCES, Matter, article_title, fields_of, proposal_of
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from handlers.announcing.consulting.view import ViewpointView
from storage.consultations import Consultation, Viewpoint

PAGE = 10
PEERS = 8


def show(view: ViewpointView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    found, matter = view.found, view.matter
    if found is None or matter is None:
        return Screen(t("consult.not_here"))
    match view.state.at:
        case "reason":
            about = article_title(matter.articles, view.state.article)
            return _ask(note, t("consult.ask_reason", about=about))
        case "proposal":
            fields, given = fields_of(matter.form, matter.fields), json.loads(view.state.given)
            return _ask(note, t(f"consult.ask_proposal.{matter.form}", field=fields[min(len(given), len(fields) - 1)]))
        case "count":
            return _ask(note, t("consult.ask_count"))
        case "articles":
            return _articles(view, matter, note)
        case "peers":
            return _peers(view, found, note)
        case _:
            return _card(view, found, matter, note)


def thanks(view: ViewpointView) -> str:
    """Return what is said when a person leaves the card."""
    if not view.own:
        return t("consult.nothing_yet")
    due = view.found.due_at if view.found else None
    return t("consult.kept_until", moment=dates.moment(due)) if due else t("consult.kept")


def lines_of(matter: Matter, viewpoint: Viewpoint) -> list[str]:
    """Return what a viewpoint says, line by line."""
    lines = []
    about = article_title(matter.articles, viewpoint.article)
    if viewpoint.stance:
        lines.append(t("consult.line.stance", about=about, stance=t(f"consult.stance.{viewpoint.stance}")))
    if viewpoint.reason:
        lines.append(t("consult.line.reason", reason=viewpoint.reason))
    if viewpoint.proposes:
        lines += _proposal_lines(matter, viewpoint, about)
    if viewpoint.number is not None:
        lines.append(t("consult.line.number", number=viewpoint.number))
    return lines


def _proposal_lines(matter: Matter, viewpoint: Viewpoint, about: str) -> list[str]:
    fields, texts = fields_of(matter.form, matter.fields), proposal_of(viewpoint)
    head = [] if viewpoint.stance else [t("consult.line.proposal", about=about)]
    pairs = zip(fields, texts, strict=False)
    return [*head, *(t("consult.line.field", field=field, text=text) for field, text in pairs)]


def _card(view: ViewpointView, found: Consultation, matter: Matter, note: str) -> Screen:
    """Return what the province has said of the whole, or of an article, and what it may say."""
    province = view.province.name if view.province else ""
    lines = [t("consult.head", number=found.id, title=found.title)]
    if found.due_at:
        lines.append(t("announce.body.until.consult", moment=dates.moment(found.due_at)))
    lines.append(t("consult.of_province", province=province))
    if found.state != "open":
        lines += ["", *outcome_lines(found)]
    article = view.state.article
    shown = [each for each in view.own if not article or each.article == article]
    said = [line for each in shown[: PAGE + 1] for line in lines_of(matter, each)]
    if article and matter.form == "opinion":
        lines.append(t("consult.about", about=article_title(matter.articles, article)))
    lines += ["", *(said or [t("consult.nothing_said")])]
    return _screen(note, "\n".join(lines), _card_buttons(view, found, matter))


def _card_buttons(view: ViewpointView, found: Consultation, matter: Matter) -> Rows:
    article, viewpoint = view.state.article, view.viewpoint
    rows: list[tuple[Button, ...]] = []
    if found.state == "open":
        rows += _speaking_buttons(view, matter, article, viewpoint)
    peers = () if found.restricted or not view.peers else (Button(t("consult.button.peers"), "peers"),)
    if article:
        rows.append((Button(t("announce.button.back"), "card"),))
    else:
        rows.append((*peers, Button(t("announce.answer.ask"), "ask"), Button(t("consult.button.end"), "later")))
    return tuple(rows)


def _speaking_buttons(
    view: ViewpointView, matter: Matter, article: int, viewpoint: Viewpoint | None
) -> list[tuple[Button, ...]]:
    if matter.form == "count":
        return [(Button(t("consult.button.count"), "count"),)]
    rows: list[tuple[Button, ...]] = []
    if matter.form == "opinion" or (matter.form == "proposal" and not article):
        stances = [Button(_marked(stance, viewpoint), "stance", (stance,)) for stance in STANCES]
        rows += [tuple(stances[:2]), tuple(stances[2:])]
    if matter.form == "opinion" and viewpoint:
        rows.append((Button(t("consult.button.reason"), "reason"), Button(t("consult.button.proposal"), "propose")))
    if matter.form != "opinion":
        rows += _own_proposals(view, matter) if not article else []
        rows.append((Button(t("consult.button.rewrite" if article else "consult.button.add"), "propose"),))
    if article and viewpoint:
        rows.append((Button(t("consult.button.take_back"), "take_back"),))
    if matter.articles and not article:
        rows.append((Button(t("consult.button.by_article", count=len(matter.articles)), "articles"),))
    return rows


def _own_proposals(view: ViewpointView, matter: Matter) -> list[tuple[Button, ...]]:
    buttons = [
        Button(article_title(matter.articles, each.article), "proposal", (str(each.article),))
        for each in view.own
        if each.article
    ]
    return list(in_rows(buttons, 3))


def _marked(stance: str, viewpoint: Viewpoint | None) -> str:
    label = t(f"consult.stance.{stance}")
    return t("announce.audience.chosen", label=label) if viewpoint and viewpoint.stance == stance else label


def _articles(view: ViewpointView, matter: Matter, note: str) -> Screen:
    page = view.state.page
    stances = {each.article: each.stance for each in view.own}
    rows = []
    for number in range(page * PAGE + 1, min((page + 1) * PAGE, len(matter.articles)) + 1):
        title, stance = article_title(matter.articles, number), stances.get(number)
        label = t("consult.article_stance", title=title, stance=t(f"consult.stance.{stance}")) if stance else title
        rows.append((Button(label, "article", (str(number),)),))
    end = (Button(t("announce.button.back"), "card"),)
    return _screen(note, t("consult.ask_article"), (*rows, *pages(page, len(matter.articles), PAGE), end))


def _peers(view: ViewpointView, found: Consultation, note: str) -> Screen:
    """Return what other provinces say: by name, or only counted and without names."""
    page = view.state.page
    lines = [t("consult.peers.title"), *tally.tally_lines(view.peers)]
    for each in view.peers[page * PEERS : (page + 1) * PEERS]:
        name = by_code(each.province).name if found.named else t("consult.peers.unnamed")
        said = lines_of(view.matter, each) if view.matter else []
        lines += ["", t("consult.peers.of", name=name), *said]
    back = (Button(t("announce.button.back"), "card"),)
    return _screen(note, "\n".join(lines), (*pages(page, len(view.peers), PEERS), back))


def pages(page: int, count: int, size: int) -> Rows:
    """Return the buttons that turn the page of a list."""
    before = (Button(t("common.before"), "page", (str(page - 1),)),) if page else ()
    after = (Button(t("common.after"), "page", (str(page + 1),)),) if (page + 1) * size < count else ()
    return ((*before, *after),) if before or after else ()


def _ask(note: str, text: str) -> Screen:
    return _screen(note, text, ((Button(t("consult.button.skip"), "card"),),))


def _screen(note: str, text: str, rows: Rows) -> Screen:
    return Screen(noted(note, text), rows)
