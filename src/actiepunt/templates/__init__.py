"""Documents from templates: one document a file."""

from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent


def fill(template: str, **content: Any) -> bytes:
    """Return a template filled in; what people wrote is escaped, a forgotten name is an error."""
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
