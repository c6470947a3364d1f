"""The roles that a duty may have, what they are called, and how people may be addressed."""

from bot.language.catalogue import t

HQ_ROLES = ("head", "hq_deputy", "hq_manager", "admin", "pr", "observer")
PROVINCIAL_ROLES = ("ceo", "liaison", "estate_manager")
ROLES = (*HQ_ROLES, *PROVINCIAL_ROLES)
ADDRESSES = ("mr_engineer", "mr_doctor", "ms_engineer", "ms_doctor", "mr", "ms")


def role_title(role: str) -> str:
    """Return what a role is called: «مدیرعامل»."""
    return t(f"roster.role.{role}")
