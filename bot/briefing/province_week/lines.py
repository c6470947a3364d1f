"""The message that comes back to a province: what came, what moved, where it stands, what headquarters said. Pure."""

from bot.briefing.digest_lines import some
from bot.briefing.province_week.loading import Move, ProvinceWeek, by_axis, leading
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.pace import ON_PACE
from storage.obstacle_events import ObstacleReply

MOST_NAMES, MOST_MOVES, MOST_REPLIES, REPLY = 6, 4, 2, 120
"""How many axes, indicators and answers are told, and how many letters of an answer."""


def message(held: ProvinceWeek) -> str:
    """Return the message; lines that have nothing to tell are left out."""
    title = t(f"province_week.title.{held.span.kind}", province=held.province.name, span=held.span.title)
    lines = (title, *received(held), _moved(held), pace(held), band(held), _answered(held), _handed_back(held))
    return "\n".join(filter(None, lines))


def received(held: ProvinceWeek) -> list[str]:
    """Return what came of what was asked, and when; and what did not come."""
    came = held.received
    if came.expected < len(held.figures.due):  # its time is not over
        return [t("province_week.so_far", done=came.received, count=len(held.figures.due))]
    if not came.expected:
        return []
    if came.on_time == came.expected:
        return [t("province_week.all_on_time", count=came.expected)]
    if not came.received:
        return [t("province_week.silent", count=came.expected)]
    told = [t("province_week.received", received=came.received, expected=came.expected)]
    if came.late:
        told = [t("province_week.late", received=told[0], late=came.late)]
    shorts = {axis.code: axis.short for axis in held.figures.axes}
    silent = [shorts[cell.axis] for cell in held.cells if cell.outcome == "missing" and cell.axis in shorts]
    names = some(list(dict.fromkeys(silent)), "axes", MOST_NAMES)
    return [*told, t("province_week.missing", names=names)] if silent else told


def pace(held: ProvinceWeek) -> str:
    """Return how many of the indicators with a target are where their pace leads, and which is furthest behind."""
    led = [(pace.reached, move) for move in held.moves if (pace := move.towards) and pace.reached is not None]
    if not led:
        return ""
    behind = sorted((each for each in led if each[0] < ON_PACE), key=lambda each: each[0])
    if not behind:
        return t("province_week.all_on_pace", count=len(led))
    _reached, last = behind[0]
    return t(
        "province_week.pace",
        reached=len(led) - len(behind),
        count=len(led),
        axis=last.axis,
        title=last.trend.title,
        percent=last.pace or 0,
    )


def band(held: ProvinceWeek) -> str:
    """Return in which third of the provinces it stands, where headquarters has allowed it: no place, no other name."""
    return t(f"province_week.band.{held.band}") if held.band else ""


def _moved(held: ProvinceWeek) -> str:
    moved = [_move(leading(moves)) for moves in by_axis(move for move in held.moves if move.moved).values()]
    if not moved:
        return t("province_week.same") if held.received.received else ""
    return t("province_week.moved", items=some(moved, "axes", MOST_MOVES, "digest.semicolon"))


def _move(move: Move) -> str:
    value = writing.quantity_or_missing(move.value, move.trend.unit)
    if move.before is None:
        return t("province_week.new", axis=move.axis, title=move.trend.title, value=value)
    before = writing.amount(move.before, move.trend.unit)
    return t("province_week.move", axis=move.axis, title=move.trend.title, before=before, value=value)


def _answered(held: ProvinceWeek) -> str:
    items = [_answer(reply) for reply in held.replies]
    return t("province_week.answers", items=some(items, "replies", MOST_REPLIES, "digest.semicolon")) if items else ""


def _answer(reply: ObstacleReply) -> str:
    number = t("obstacle.number", year=reply.year, number=reply.number)
    if reply.kind == "acknowledged":
        return t("province_week.acknowledged", number=number)
    words = reply.words or t(f"obstacle.state.{reply.state}")
    cut = words if len(words) <= REPLY else t("brief.cut", text=words[:REPLY].rstrip())
    return t("province_week.answer", number=number, words=cut)


def _handed_back(held: ProvinceWeek) -> str:
    return t("province_week.handed_back", count=held.handed_back) if held.handed_back else ""
