"""Who may do what: every set of roles, once. What somebody sees of a thing is decided in `scope.py` from these."""

REPORTERS = frozenset({"ceo", "liaison"})
"""Who reports for a province."""
SIGNERS = frozenset({"ceo"})
"""Who signs for a province, and sees to what its estates send."""
OWNERS = frozenset({"hq_deputy", "hq_manager"})
"""Who answers for axes at headquarters, sees these alone, and reports what is asked of headquarters on them."""
HEADQUARTERS = OWNERS | {"head"}
LEADERS = frozenset({"head"})
"""Who sees to all that headquarters owes, whoever was charged with it."""
SEES_ALL = frozenset({"head", "admin", "observer"})
"""Who sees every axis and every province."""
ASKERS = HEADQUARTERS | {"admin", "observer"}
"""Who may ask questions of the data, each within the own scope."""
DIGEST_READERS = ("head", "hq_deputy")
ALL_AXES = frozenset({"ceo", "head"})
"""Roles whose duty is every axis, where none is named."""
WITH_AXES = REPORTERS | OWNERS
"""Roles whose holders may have axes of their own."""
ESTATE_MANAGERS = frozenset({"estate_manager"})
"""Who reports for an industrial estate."""
ADMIN = frozenset({"admin"})
"""Who looks after people, the programme, the calendar and the files."""
AUTHORS = frozenset({"admin", "pr"})
"""Who may write announcements."""
OPENERS = HEADQUARTERS | {"admin"}
"""Who may put a topic to the provinces, and sees what they say."""
SWITCHERS = frozenset({"admin", "head"})
"""Who may switch a restricted topic on."""
COMPARERS = frozenset({"head"})
"""Who decides whether CEOs are told in which third of the provinces their own stands."""
KNOWS_EVERY_TOPIC = frozenset({"head"})
"""Who needs to know of every restricted topic, whoever owns it."""
NEEDS_CODE = HEADQUARTERS | {"admin", "observer", "pr"}
"""Roles that need a one-time code on Bale, until a live check has shown that nobody can forge a contact's owner."""
