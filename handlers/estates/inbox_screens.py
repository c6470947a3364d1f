"""The screens of the inbox «از شهرک‌ها». Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words, in_rows, later, noted, page_of
from bot.language import dates
from bot.language.catalogue import t
from bot.reporting.estates.entry_lines import estate_of, line, said_in
from handlers.estates.inbox_view import InboxView
from storage.estate_entries import EstateEntry

PAGE, LONGEST_LABEL = 8, 30


def show(view: InboxView, note: str = "") -> Screen:
    """Return the list, the card that is open, or what is asked on it."""
    if view.entry is None or view.state.at in {"list", "ended"}:
        return _list(view, note)
    match view.state.at:
        case "axis":
            rows = in_rows(Button(name, "axis", (code,)) for code, name in view.axes.items())
            return _question(view.entry, note, t("entry.ask.axis"), rows)
        case "reply":
            return _question(view.entry, note, t("entry.ask.reply"))
        case "refer":
            rows = in_rows(Button(each.full_name, "to", (str(each.id),)) for each in view.colleagues)
            return _question(view.entry, note, t("entry.ask.refer"), rows)
        case _:
            return _card(view, view.entry, note)


def _list(view: InboxView, note: str) -> Screen:
    ended = view.state.at == "ended"
    shown, turning = page_of(view.entries, view.state.page, PAGE)
    lines = [t("entry.inbox.ended" if ended else "entry.inbox.title", province=view.province.name)]
    if not view.entries:
        lines.append(t("entry.inbox.none_ended" if ended else "entry.inbox.none"))
    elif not ended:
        lines.append(t("entry.inbox.open", count=len(view.entries)))
    lines += [line(each) for each in shown]
    opens = tuple((Button(_label(each), "open", (str(each.id),)),) for each in shown)
    others = in_rows(
        Button(t("report.button.province", province=one.name), "province", (one.code,)) for one in view.others
    )
    ways: Rows = ((back("list"), later()),) if ended else ((Button(t("entry.button.ended"), "ended"), later()),)
    return Screen(noted(note, "\n".join(lines)), (*opens, *turning, *others, *ways))


def _label(entry: EstateEntry) -> str:
    words = first_words(entry.words, LONGEST_LABEL) if entry.words else t("entry.piece")
    return t("entry.button.open", estate=estate_of(entry), said=words)


def _question(entry: EstateEntry, note: str, question: str, rows: Rows = ()) -> Screen:
    text = t("entry.card.about", estate=estate_of(entry), said=said_in(entry))
    return Screen(noted(note, f"{text}\n\n{question}"), (*rows, (back(), later())))


def _card(view: InboxView, entry: EstateEntry, note: str) -> Screen:
    what = t(f"entry.kind.{entry.kind}")
    if view.piece:
        what = t(f"entry.card.{view.piece.state}", what=t(f"evidence.kind.{view.piece.kind}"))
    lines = [t("entry.card.title", estate=estate_of(entry), what=what)]
    lines += [t("entry.card.words", words=entry.words)] if entry.words else []
    if axis := view.axes.get(entry.axis):
        lines.append(t("entry.card.axis", axis=axis))
    lines.append(t("entry.card.sender", name=entry.sender, moment=dates.moment(entry.at)))
    if entry.assigned:
        lines.append(t("entry.card.referred", name=entry.colleague))
    if entry.answer:
        lines.append(t("entry.card.answer", words=entry.answer))
    if entry.ended_at:
        lines.append(t(f"entry.card.{entry.state}", name=entry.ender, moment=dates.moment(entry.ended_at)))
    return Screen(noted(note, "\n".join(lines)), (*_acts(view, entry), (back(), later())))


def _acts(view: InboxView, entry: EstateEntry) -> Rows:
    see = ((Button(t("entry.button.see"), "see"),),) if view.piece and view.piece.state == "kept" else ()
    if entry.state != "open":
        return see
    accept = [Button(_accept_label(view, entry), "accept")] if view.may_accept else []
    obstacle = [Button(t("entry.button.obstacle"), "obstacle")] if entry.words else []
    acts = [*obstacle, *accept] if entry.kind == "obstacle" else [*accept, *obstacle]
    refer = (Button(t("entry.button.refer"), "refer"),) if view.colleagues else ()
    return (*see, *in_rows(acts, 1), (Button(t("entry.button.reply"), "reply"), *refer))


def _accept_label(view: InboxView, entry: EstateEntry) -> str:
    """Return the button that accepts an entry: it says what that does."""
    axis = view.axes.get(entry.axis, "")
    if entry.kind == "piece":
        return t("entry.button.add_to", axis=axis) if axis else t("entry.button.add")
    return t("entry.button.carry") if view.reads else t("entry.button.accept")
