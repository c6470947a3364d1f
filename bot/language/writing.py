"""Numbers as Mehvar writes them: Persian digits, «٬» and «٫», the unit always said, words beside money."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from bot.language import letters
from bot.language.catalogue import t
from bot.language.units import UNITS, Unit

DIGITS_OF_A_SCALE = 3
HALF = Decimal("0.5")
DECIMALS_OF_A_TABLE = 2


def digits(text: str) -> str:
    """Return text with its digits turned to Persian ones."""
    return letters.persian_digits(text)


def number(value: Decimal | int) -> str:
    """Return a number with Persian digits, «٬» and «٫»: «۱۲٬۵۰۰٫۵»، «منفی ۳»."""
    text = letters.grouped(-value if value < 0 else value)
    return t("numbers.negative", number=text) if value < 0 else text


def amount(stored: int, unit: Unit) -> str:
    """Return a stored value in its unit, rounded to the unit's decimals, without the unit's name."""
    return number(unit.shown(unit.stored(unit.shown(stored))))


@lru_cache(4_000)
def quantity(stored: int, unit: Unit) -> str:
    """Return a stored value with its unit: «۱۲٫۵ میلیارد تومان». A card shows the same ones again and again."""
    return t("numbers.with_unit", number=amount(stored, unit), unit=unit.title)


def quantity_or_missing(stored: int | None, unit: Unit) -> str:
    """Return a stored value with its unit, or «گزارش‌نشده» where there is none: missing is never zero."""
    return t("numbers.missing") if stored is None else quantity(stored, unit)


def rounded(stored: int, unit: Unit) -> str:
    """Return a stored value without its unit, for pictures and tables: two decimals that say something, «۳۴۲٫۴۷»."""
    shown = unit.shown(unit.stored(unit.shown(stored)))
    places = max(DECIMALS_OF_A_TABLE, DECIMALS_OF_A_TABLE - 1 - shown.adjusted())
    return number(shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def brief_quantity(stored: int, unit: Unit) -> str:
    """Return the same with its unit: «۳۴۲٫۴۷ میلیارد تومان»."""
    return t("numbers.with_unit", number=rounded(stored, unit), unit=unit.title)


def echo(stored: int, unit: Unit) -> str:
    """Return a stored value in digits and in words: «۱۲٫۵ میلیارد تومان (دوازده و نیم میلیارد تومان)»."""
    return t("numbers.echo", number=amount(stored, unit), unit=unit.title, words=words(stored, unit))


def choice(stored: int, unit: Unit) -> str:
    """Return a value as a button says it: below a billion toman the millions stand beside it."""
    if unit.code != "bn_toman" or not 0 < stored < unit.scale:
        return quantity(stored, unit)
    return t("numbers.choice", quantity=quantity(stored, unit), millions=number(unit.shown(stored) * 1000))


def percent(value: Decimal | int, decimals: int = 0) -> str:
    """Return a percentage as it stands in a sentence, rounded half up: «۵۷ درصد»."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return t("numbers.percent", number=number(rounded))


def difference(old: int, new: int, unit: Unit) -> str:
    """Return how a stored value changed, in words that no direction of writing can turn: «۱٫۵ افزایش»."""
    change = amount(abs(new - old), unit)
    if new == old:
        return t("numbers.same")
    return t("numbers.more", number=change) if new > old else t("numbers.less", number=change)


def words(stored: int, unit: Unit) -> str:
    """Return a stored value in words with its unit: «دوازده و نیم میلیارد تومان»."""
    shown = unit.shown(unit.stored(unit.shown(stored)))
    if unit.code == "bn_toman" and (shown % 1 not in (0, HALF) or half_of_thousands(shown)):
        return toman_in_words(shown)
    return t("numbers.with_unit", number=in_words(shown), unit=unit.title)


def toman_in_words(billions: Decimal) -> str:
    """Return an amount in billions and millions of toman: «دوازده میلیارد و سیصد و چهل میلیون تومان»."""
    whole, millions = divmod(abs(int(billions * 1000)), 1000)
    parts = [t("numbers.scale.3", number=in_words(whole))] if whole else []
    text = t("numbers.and").join([*parts, t("numbers.scale.2", number=in_words(millions))])
    text = t("numbers.with_unit", number=text, unit=t("units.toman"))
    return t("numbers.negative", number=text) if billions < 0 else text


def in_words(value: Decimal | int) -> str:
    """Return a number in words: «صد و بیست و سه»، «دوازده و نیم»، «شش ممیز بیست و پنج صدم»، «منفی دو»."""
    value = Decimal(value)
    if value < 0:
        return t("numbers.negative", number=in_words(-value))
    whole, part = int(value), (value % 1).normalize()
    if not part:
        return whole_in_words(whole)
    if part != HALF or half_of_thousands(value):
        return t("numbers.point", whole=whole_in_words(whole), part=part_in_words(part))
    return t("numbers.and_half", whole=whole_in_words(whole)) if whole else t("numbers.half")


def half_of_thousands(value: Decimal) -> bool:
    """Return whether «و نیم» would be heard as half a thousand: «دو هزار و نیم»."""
    return value % 1000 == HALF and value > 1


def part_in_words(part: Decimal) -> str:
    """Return a fraction below one, of at most three decimals, in words: «بیست و پنج صدم»."""
    places = len(str(part)) - len("0.")
    return t(f"numbers.part.{places}", number=whole_in_words(int(part.scaleb(places))))


def whole_in_words(value: int) -> str:
    """Return a whole number in words, up to thousands of billions of billions."""
    if value == 0:
        return t("numbers.zero")
    groups: list[str] = []
    scale = 0
    while value:
        value, group = divmod(value, 10**DIGITS_OF_A_SCALE)
        if group:
            groups.append(scaled(group, scale))
        scale += 1
    return t("numbers.and").join(reversed(groups))


def scaled(group: int, scale: int) -> str:
    """Return one group of three digits with its name: «هزار»، «دو میلیون»."""
    if scale == 0:
        return below_thousand(group)
    if scale == 1 and group == 1:
        return t("numbers.scale.thousand")
    return t(f"numbers.scale.{scale}", number=below_thousand(group))


def below_thousand(value: int) -> str:
    """Return 1 to 999 in words."""
    hundreds, rest = value // 100 * 100, value % 100
    tens, ones = (rest, 0) if rest <= 20 else (rest // 10 * 10, rest % 10)
    return t("numbers.and").join(t(f"numbers.word.{part}") for part in (hundreds, tens, ones) if part)


def money(rial: int) -> str:
    """Return stored rial as «۱۲٫۵ میلیارد تومان»."""
    return quantity(rial, UNITS["bn_toman"])
