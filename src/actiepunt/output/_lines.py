"""Lines of text on a terminal, wrapped with their indentation."""

from actiepunt.output import Line
from actiepunt.text import display_width, visible, wrap

READABLE = 100  # columns of a text that is wrapped, however wide the terminal is


def wrapped(line: Line, width: int) -> list[str]:
    """Return a line in one or more; of a change that does not fit the new value begins one."""
    text = " " * line.indent + visible(line.text)
    old, arrow, new = text.partition(" → ")
    if not arrow or old.endswith(": –") or display_width(text) <= width:
        return wrap(text, width, line.hanging)
    below = " " * (line.indent + line.hanging) + f"→ {new}"
    return [*wrap(old, width, line.hanging), *wrap(below, width, hanging=len("→ "))]
