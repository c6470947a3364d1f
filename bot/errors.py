"""The mistakes of a person, which are answered with a sentence; every other exception is a bug."""

from bot.language.catalogue import Value, t


class UserError(Exception):
    """A person's mistake: a key of the catalogue and its values, shown as text.

    >>> raise UserError("sweep.too_long", limit=300)
    """

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    @property
    def text(self) -> str:
        """Return the sentence that the person reads."""
        return t(self.key, **self.values)
