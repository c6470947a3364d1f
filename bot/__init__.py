"""What Mehvar decides: the programme, its people, the weekly report, and how everything is delivered."""

__version__ = "1.0.0"
