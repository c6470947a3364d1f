"""What the errand of a province's week says."""

from dataclasses import dataclass
from datetime import datetime

KIND = "province_week"


@dataclass(frozen=True)
class ProvinceWeekErrand:
    """Who is to read of which province: of a week by its key, or of a month by its key; ``asked``: by that person."""

    person: int
    province: str
    moment: datetime
    week: str = ""
    month: str = ""
    asked: bool = False
