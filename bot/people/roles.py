"""The roles that a duty may have, and what they are called."""

from bot.language.catalogue import t

HQ_ROLES = ("head", "hq_deputy", "hq_manager", "admin", "pr", "observer")
PROVINCIAL_ROLES = ("ceo", "liaison", "estate_manager")
ROLES = (*HQ_ROLES, *PROVINCIAL_ROLES)


def role_title(role: str) -> str:
    """Return what a role is called: «مدیرعامل»."""
    return t(f"roster.role.{role}")
