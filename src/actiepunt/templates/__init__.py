"""Jinja2 templates, a file for each document, and the function that fills them in."""

from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent


def fill(template: str, **content: Any) -> bytes:
    """Return a filled-in template as UTF-8; values are escaped for HTML.

    Raises:
        jinja2.UndefinedError: `content` lacks a name that the template uses.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**content).encode()
