"""The counts as plain columns, and below them a chart of the open actions by month."""

from actiepunt.output import Page, View, plain
from actiepunt.output.stats import _chart


def render(view: View, page: Page) -> str:
    """Return the columns and the chart."""
    return "\n".join(filter(None, [plain.render(view, page), _chart.render(view, page)]))
