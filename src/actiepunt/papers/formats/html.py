"""A paper as a page of HTML that prints on A4, by a template that a secretariat can replace."""

from actiepunt import templates
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.papers import Paper, shown
from actiepunt.papers.formats import ReadTemplate


def render(paper: Paper, read: ReadTemplate) -> bytes:
    """Return a paper as UTF-8; texts are escaped.

    A Jinja2 template of the register in UTF-8, `data/templates/report.html` or `agenda.html`, gets
    the paper as `paper`; where there is none, ours does.

    Raises:
        ActiepuntError: the template is wrong, or does what the sandbox forbids.
    """
    file = f"data/templates/{paper.kind}.html"
    template = read(file)
    if template is None:
        return templates.fill("paper.html.j2", paper=shown(paper))
    try:
        return templates.fill_text(template.decode(), paper=shown(paper))
    except (templates.TemplateMistake, UnicodeDecodeError) as error:
        raise ActiepuntError(
            _("{file} is no template that can be filled in: {error}").format(
                file=file, error=error
            ),
            _("Mend it and commit it, or remove it; then the template of actiepunt is used."),
        ) from error
