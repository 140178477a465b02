"""A bar chart of open actions by month, in lines of text."""

from datetime import date

from actiepunt.core import labels
from actiepunt.i18n import _
from actiepunt.output import Page, View, records
from actiepunt.output.plain import pad, paint
from actiepunt.text import display_width

_EIGHTHS = " ▏▎▍▌▋▊▉"
_WIDEST = 60  # columns of a line; a wider one says no more


def render(view: View, page: Page) -> str:
    """Return the chart of the first row of `stats`, which counts the whole register.

    Each month has its name, its count and a bar; the longest bar fills the line.
    """
    counts: dict[str, int] = records(view)[0]["open_by_month"]
    if not counts:
        return ""
    names = [labels.short_month(date.fromisoformat(f"{month}-01"), _) for month in counts]
    wide = max(map(display_width, names))
    most = max(counts.values())
    digits = len(str(most))
    room = max(min(page.width, _WIDEST) - wide - digits - 4, 8)
    bars = [
        f"{pad(name, wide)}  {count:{digits}}  {_bar(count, most, room)}".rstrip()
        for name, count in zip(names, counts.values(), strict=True)
    ]
    return "\n".join([paint(_("Open actions by month"), "heading", page), *bars]) + "\n"


def _bar(count: int, most: int, room: int) -> str:
    eighths = round(8 * room * count / most) if most else 0
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
