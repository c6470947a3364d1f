"""Invitations: a code that ties an account to a person, good once, within 72 hours."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.language.letters import ZWNJ, latin_digits
from storage import audit, invitations, people, settings
from storage.audit import Act
from storage.transaction import Reading, Transaction

# Crockford's base32 for human beings: no I, L, O and U; what looks like a digit is read as one.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKS_LIKE = str.maketrans("ILO", "110")
LINKS = {"bale": "https://ble.ir/{bot}?start={code}", "telegram": "https://t.me/{bot}?start={code}"}
LENGTH = 10
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
SEPARATORS = re.compile(rf"[\s\-{ZWNJ}]")
VALID = timedelta(hours=72)
MOST_WRONG = 5
WATCHED = timedelta(hours=24)


def new_code() -> str:
    """Return a code that nobody has."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


async def invite(tx: Transaction, person_id: int, now: datetime, actor: str = "command", code: str = "") -> str:
    """Return a new code for a person (``code``, if it was made already); an earlier one that was not used ends.

    Only its hash is kept.
    """
    code = code or new_code()
    await invitations.add(tx, person_id, _hash(tx, code), now, now + VALID)
    await audit.append(tx, now, Act(actor, "invitation.add", f"person:{person_id}", {}))
    return code


async def list_links(tx: Reading, code: str) -> dict[str, str]:
    """Return the links that carry a code, by messenger, where the name of our account there is known."""
    bots = [(name, await settings.get(tx, f"{name}.username")) for name in LINKS]
    return {name: LINKS[name].format(bot=bot.removeprefix("@"), code=code) for name, bot in bots if bot}


async def write_links(tx: Reading, code: str) -> list[str]:
    """Return the lines with a code's links, for a chat: a bare «_» would be a mark on Bale."""
    return [
        t(f"invite.link_{name}", link=link.replace("_", "%5F")) for name, link in (await list_links(tx, code)).items()
    ]


def read_code(text: str) -> str | None:
    """Return the code that a text is, in spite of case, spaces, dashes and Persian digits; None for another text."""
    code = SEPARATORS.sub("", latin_digits(clean(text))).upper().translate(LOOKS_LIKE)
    return code if CODE.fullmatch(code) else None


async def redeem(tx: Transaction, account_platform: str, user_id: int, text: str, now: datetime) -> int | None:
    """Return whose code this is and use it up; None for a wrong one, which counts against the account.

    After 5 wrong codes within 24 hours an account's codes are refused without looking.
    """
    if await invitations.count_guesses(tx, account_platform, user_id, now - WATCHED) >= MOST_WRONG:
        return None
    code = read_code(text)
    found = await invitations.find(tx, _hash(tx, code), now) if code else None
    person = await people.get(tx, found.person_id) if found else None
    if found is None or person is None or person.state != "active":
        await invitations.add_guess(tx, account_platform, user_id, now)
        return None
    await invitations.use(tx, found.id, now)
    await audit.append(tx, now, Act(f"person:{person.id}", "invitation.use", f"person:{person.id}", {}))
    return person.id


def _hash(tx: Transaction, code: str) -> str:
    return hmac.new(tx.secret, f"invitation:{code}".encode(), hashlib.sha256).hexdigest()
