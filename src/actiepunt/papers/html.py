"""A paper as a page of HTML that prints on A4, by a template that a secretariat can replace."""

from typing import Any

from actiepunt import templates
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.papers import Paper
from actiepunt.text import visible

TEMPLATE = "data/templates/report.html"  # in the register, beside its data


def render(paper: Paper, template: bytes | None = None) -> bytes:
    """Return a paper as UTF-8; texts are escaped.

    Args:
        paper: The paper.
        template: A Jinja2 template in UTF-8, which gets the paper as `paper`; None for ours.

    Raises:
        ActiepuntError: the template is wrong, or does what the sandbox forbids.
    """
    shown = _visible(paper)
    if template is None:
        return templates.fill("report.html.j2", paper=shown)
    try:
        return templates.fill_text(template.decode(), paper=shown)
    except (templates.TemplateMistake, UnicodeDecodeError) as error:
        raise ActiepuntError(
            _("{file} is no template that can be filled in: {error}").format(
                file=TEMPLATE, error=error
            ),
            _("Mend it and commit it, or remove it; then the template of actiepunt is used."),
        ) from error


def _visible(content: Any) -> Any:
    """Return a value of the paper with every character in it that a page may not hold replaced."""
    if isinstance(content, str):
        return visible(content)
    parts = [_visible(part) for part in content]
    return type(content)(*parts) if hasattr(content, "_fields") else tuple(parts)
