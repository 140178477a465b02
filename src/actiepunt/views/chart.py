"""A bar chart of counts per month, in lines of text."""

from collections.abc import Mapping

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bars(counts: Mapping[str, int], width: int) -> list[str]:
    """Return a line for each month: its name, its count and a bar.

    The longest bar fills the line to `width` columns, and is at least 8 columns long.
    """
    most = max(counts.values(), default=0)
    digits = len(str(most))
    room = max(width - digits - 11, 8)
    return [
        f"{month}  {count:{digits}}  {_bar(count, most, room)}" for month, count in counts.items()
    ]


def _bar(count: int, most: int, room: int) -> str:
    eighths = round(8 * room * count / most) if most else 0
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
