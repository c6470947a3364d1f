"""Says in Persian lines what a new plan changes."""

from bot.language.catalogue import t
from bot.programme.plan import PlanChange


def change_lines(changes: list[PlanChange]) -> list[str]:
    """Return a line for every change, or the one that says that there is none."""
    return [_line(change) for change in changes] or [t("axes.difference.none")]


def _line(change: PlanChange) -> str:
    what = t(f"axes.what.{change.what}")
    if change.how == "changed":
        fields = t("common.comma").join(
            t("axes.difference.field", name=name, old=old, new=new) for name, old, new in change.fields
        )
        return t("axes.difference.changed", what=what, code=change.code, fields=fields)
    return t(f"axes.difference.{change.how}", what=what, code=change.code, title=change.title)
