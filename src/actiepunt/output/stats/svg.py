"""A bar chart of open actions by month: SVG 1.1, 720 by 300, with a description in words."""

from actiepunt.output import Card, Page, View, records
from actiepunt.templates import fill


def render(view: View, _page: Page) -> bytes:
    """Return the chart of the first row of `stats`, which counts the whole register."""
    assert not isinstance(view, Card), "stats is a listing"  # noqa: S101 - by design
    counts = records(view)[0]["open_by_month"]
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
    return fill("open.svg.j2", _=view.say, columns=columns, most=most)
