"""A paper as PDF, made from its page of HTML by WeasyPrint, which reads nothing but that page."""

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.papers import Paper
from actiepunt.papers.formats import ReadTemplate, html


def render(paper: Paper, read: ReadTemplate) -> bytes:
    """Return a paper as PDF with tags (PDF/UA); on one machine one paper gives the same bytes.

    A template of the register is for PDF too. Nothing is fetched for it, from the network or from
    a file; a picture stands in the template itself, as a `data:` URL.

    Raises:
        ActiepuntError: WeasyPrint or the library Pango is missing, or the template is wrong.
    """
    page = html.render(paper, read)
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # OSError: it finds no Pango
        raise ActiepuntError(
            _("PDF needs the package WeasyPrint, and that the library Pango"),
            _("Install them ({command}), or write .docx and save that as PDF.").format(
                command="pip install 'actiepunt[pdf]'"
            ),
        ) from error
    document = HTML(string=page.decode(), url_fetcher=URLFetcher(allowed_protocols=("data",)))
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")  # tags for who hears it read
    return content
