"""The screens of composing an announcement. Pure."""

import datetime as dt

from bot.announcing.audience import AudienceMember
from bot.announcing.body import ANSWERS, LEVELS, short_digest, show_body, show_other_files
from bot.announcing.consulting.matter import Matter
from bot.announcing.draft import AnnouncementDraft
from bot.announcing.policy import policy
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.language import dates
from bot.language.catalogue import t
from bot.language.marks import on_bale
from handlers.announcing import audience_screens, picking
from handlers.announcing.rules import needs_second
from handlers.announcing.view import AnnounceView

LONGEST = 3000
MOST_FILES = 5


def show(view: AnnounceView, now: dt.datetime, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    match view.state.at:
        case "write":
            matter = view.draft.matter
            text = (
                t("consult.write", title=matter.title, limit=LONGEST) if matter else t("announce.write", limit=LONGEST)
            )
            return _ask(note, text, (_end(back=bool(view.draft.text)),))
        case "articles":
            return _ask(note, t("consult.ask_articles"), (_end(),))
        case "level":
            return _ask(note, t("announce.ask_level"), (*_levels(), _end()))
        case "asks":
            return _ask(note, t("announce.ask_pledge"), (*_pledges(), _end()))
        case "question":
            return _ask(note, t("announce.ask_question"), (_end(),))
        case "when":
            return _ask(note, t("announce.ask_when"), (*_times(), _end()))
        case "due":
            return _ask(note, t("announce.ask_due"), (*_deadlines(), _end()))
        case "day":
            month = view.state.day if len(view.state.day) == len("1405-09") else ""
            return _ask(note, t("announce.ask_day"), (*picking.day_buttons(view.this_day, month), (_back(),)))
        case "hour":
            day = dates.date(dt.date.fromisoformat(view.state.day))
            return _ask(note, t("announce.ask_hour", day=day), (*picking.hour_buttons(), (_back(),)))
        case "files":
            return _files(view, note)
        case "confirm":
            return confirmation(view, now, note)
        case "card":
            return card(view, now, note)
        case _:
            return audience_screens.show(view, note)


def card(view: AnnounceView, now: dt.datetime, note: str = "") -> Screen:
    """Return the draft with everything that was chosen, each a button."""
    draft = view.draft
    lines = [
        t("consult.card.heading" if draft.matter else "announce.card.title"),
        t("announce.card.text", text=draft.text),
        "",
        *_chosen(view, now),
    ]
    due = (Button(t("announce.button.due"), "due"),) if ANSWERS[draft.level] else ()
    rows = (
        *_kind_buttons(draft),
        (Button(t("announce.button.audience"), "audience"), Button(t("announce.button.when"), "when"), *due),
        (Button(t("announce.button.write"), "write"), Button(t("announce.button.files"), "files")),
        (Button(t("announce.button.preview"), "preview"),),
        (Button(t("announce.button.later"), "later"), Button(t("announce.button.cancel"), "cancel")),
    )
    return _ask(note, "\n".join(lines), rows)


def _kind_buttons(draft: AnnouncementDraft) -> Rows:
    """Return what only an announcement, or only a consultation, lets one choose."""
    matter = draft.matter
    if matter is None:
        urgent = "announce.button.not_urgent" if draft.urgent else "announce.button.urgent"
        return ((Button(t("announce.button.level"), "level"), Button(t(urgent), "urgent")),)
    articles = (Button(t("consult.button.articles"), "articles"),) if matter.form == "opinion" else ()
    hide = "consult.button.hide_names" if matter.named else "consult.button.show_names"
    named = () if matter.restricted else (Button(t(hide), "named"),)
    return ((*articles, *named),) if articles or named else ()


def _chosen(view: AnnounceView, now: dt.datetime) -> list[str]:
    """Return a line for everything that was chosen."""
    draft = view.draft
    lines = [t("announce.card.level", level=t(f"announce.level.{draft.level}"))]
    if draft.matter:
        lines += _matter_lines(draft.matter)
    elif draft.question:
        lines.append(t("announce.card.question", question=draft.question))
    lines += [*audience_screens.part_lines(view), _counted(view.members), t("announce.card.when", when=when(view, now))]
    if ANSWERS[draft.level]:
        due = dates.moment(draft.due_at) if draft.due_at else t("announce.card.no_due")
        lines.append(t("announce.card.due", due=due))
    if draft.files:
        lines.append(t("announce.card.files", count=len(draft.files)))
    return lines


def _matter_lines(matter: Matter) -> list[str]:
    lines = [t("consult.card.title", title=matter.title)]
    if matter.articles:
        lines.append(t("consult.card.articles", count=len(matter.articles)))
    if matter.restricted:
        return [*lines, t("consult.card.restricted")]
    return [*lines, t("consult.card.named" if matter.named else "consult.card.unnamed")]


def _counted(members: tuple[AudienceMember, ...]) -> str:
    reachable = sum(member.reachable for member in members)
    return t("announce.card.count", all=len(members), reachable=reachable)


def when(view: AnnounceView, now: dt.datetime) -> str:
    """Return when it will leave, as a phrase."""
    leaves_at = view.leaves_at(now)
    key = "now" if leaves_at <= now else view.draft.repeats or "once"
    return t("announce.when.now") if key == "now" else t(f"announce.when.{key}", moment=dates.moment(leaves_at))


def _files(view: AnnounceView, note: str) -> Screen:
    """Return what goes with the text, each with a button that leaves it out."""
    drops = [
        (Button(t("announce.button.drop_file", number=place + 1), "drop_file", (str(place),)),)
        for place in range(len(view.draft.files))
    ]
    lines = [t("announce.ask_files", limit=MOST_FILES)]
    lines += [
        t(f"announce.file.{file.kind}" if file.stored else "announce.file.pending", number=number)
        for number, file in enumerate(view.draft.files, start=1)
    ]
    return _ask(note, "\n".join(lines), (*drops, _end()))


def previews(view: AnnounceView) -> tuple[Screen, ...]:
    """Return the announcement as it will look on Telegram, and on Bale too where that is another sight."""
    shown = show_body(view.draft.body, view.next_number)
    on_the_other = on_bale(shown.text)
    first = (*show_other_files(view.draft.body), shown)
    return first if on_the_other == shown.text else (*first, Screen(on_the_other, shown.rows))


def confirmation(view: AnnounceView, now: dt.datetime, note: str = "") -> Screen:
    """Return the last question: what stands above it, for whom, when, and the code of the text."""
    shown = show_body(view.draft.body, view.next_number).text
    same = on_bale(shown) == shown
    lines = [t("announce.confirm.above") if same else t("announce.confirm.two_above")]
    lines += [t("announce.confirm.level", level=t(f"announce.level.{view.draft.level}")), _counted(view.members)]
    lines.append(t("announce.card.when", when=when(view, now)))
    if view.draft.repeats:
        lines.append(t("announce.confirm.each_time"))
    if view.draft.urgent:
        lines.append(t("announce.confirm.urgent", left=view.urgent_left, limit=policy().urgent_a_month))
    lines.append(t("announce.confirm.code", code=short_digest(view.draft.body.digest)))
    if needs_second(view):
        lines.append(t("announce.confirm.second", limit=policy().second_admin_above))
    rows = (
        (Button(t("announce.button.send"), "send", (view.seal,)),),
        (Button(t("announce.button.back"), "card"), Button(t("announce.button.cancel"), "cancel")),
    )
    return _ask(note, "\n".join(lines), rows)


def which_day(days: tuple[dt.date, ...]) -> Screen:
    """Ask which of the days was meant."""
    return Screen(t("announce.which_day"), (*picking.doubt_buttons(days), (_back(),)))


def _levels() -> Rows:
    return tuple((Button(t(f"announce.level.{level}"), "set_level", (level,)),) for level in LEVELS)


def _pledges() -> Rows:
    return (Button(t("announce.button.only_day"), "card"),), (Button(t("announce.button.number"), "question"),)


def _times() -> Rows:
    return (
        (Button(t("announce.button.now"), "now"), Button(t("announce.button.at"), "at")),
        (
            Button(t("announce.button.weekly"), "repeat", ("weekly",)),
            Button(t("announce.button.monthly"), "repeat", ("monthly",)),
        ),
    )


def _deadlines() -> Rows:
    return ((Button(t("announce.button.at"), "at"), Button(t("announce.button.no_due"), "none")),)


def _end(*, back: bool = True) -> tuple[Button, ...]:
    cancel = Button(t("announce.button.cancel"), "cancel")
    return (Button(t("announce.button.back"), "card"), cancel) if back else (cancel,)


def _back() -> Button:
    return Button(t("announce.button.back"), "back")


def _ask(note: str, text: str, rows: Rows) -> Screen:
    return Screen(noted(note, text), rows)
