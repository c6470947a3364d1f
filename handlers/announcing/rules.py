"""What must hold before an announcement is confirmed. Pure."""

from bot.announcing.audience import wants_silent
from bot.announcing.policy import policy
from bot.errors import UserError
from handlers.announcing.view import AnnounceView


def check_confirmation(view: AnnounceView) -> None:
    """Raise UserError for a draft that cannot be confirmed as it stands."""
    draft = view.draft
    if not view.switched_on:
        raise UserError("consult.switched_off")
    if not draft.text:
        raise UserError("announce.no_text")
    if any(not file.stored for file in draft.files):
        raise UserError("announce.files_on_their_way")
    if not view.members:
        raise UserError("announce.nobody")
    if wants_silent(draft.parts) and not view.admin:
        raise UserError("announce.silent_only_admin")
    if draft.send_at and draft.send_at <= view.moment:
        raise UserError("announce.send_past")
    if draft.due_at and draft.due_at <= view.leaves_at:
        raise UserError("announce.due_before")
    if draft.matter and not draft.due_at:
        raise UserError("consult.no_due")
    if draft.urgent and view.urgent_left <= 0:
        raise UserError("announce.no_more_urgent", limit=policy().urgent_a_month)
    if needs_second(view) and draft.body.restricted:
        raise UserError("consult.to_few", limit=policy().second_admin_above)
    if needs_second(view) and not view.other_admins:
        raise UserError("announce.no_second", limit=policy().second_admin_above)


def needs_second(view: AnnounceView) -> bool:
    """Say whether so many recipients need a second admin's word."""
    return len(view.members) > policy().second_admin_above
