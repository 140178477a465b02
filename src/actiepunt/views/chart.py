"""How many actions were open over time, drawn: as lines of text, or as SVG."""

from collections.abc import Mapping

from actiepunt.i18n import Translate
from actiepunt.templates import fill

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bars(counts: Mapping[str, int], width: int) -> list[str]:
    """Return one line a month: its name, its count, and a bar of at most `width` columns."""
    most = max(counts.values(), default=0)
    digits = len(str(most))
    room = max(width - digits - 10, 8)
    return [
        f"{month}  {count:{digits}}  {_bar(count, most, room)}" for month, count in counts.items()
    ]


def _bar(count: int, most: int, room: int) -> str:
    eighths = round(8 * room * count / most) if most else 0
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def svg(counts: Mapping[str, int], say: Translate) -> bytes:
    """Return a bar chart as SVG 1.1, 720 by 300, that says in words what it shows."""
    most = max(counts.values(), default=0) or 1
    step = 660 / max(len(counts), 1)
    columns = [
        {
            "month": month,
            "count": count,
            "x": round(40 + step * place, 1),
            "width": round(step * 0.8, 1),
            "height": round(220 * count / most, 1),
            "named": place % (len(counts) // 12 + 1) == 0,
        }
        for place, (month, count) in enumerate(counts.items())
    ]
    return fill("open.svg.j2", _=say, columns=columns, most=most)
