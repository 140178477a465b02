"""Jinja2 templates, a file for each document, and the function that fills them in."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

TEMPLATES = Path(__file__).parent


def fill(template: str, **content: Any) -> bytes:
    """Return a filled-in template as UTF-8; values are escaped for HTML.

    Raises:
        jinja2.UndefinedError: `content` lacks a name that the template uses.
    """
    return _ours().get_template(template).render(**content).encode()


@cache
def _ours() -> "Environment":
    """Return the environment of our templates, each of which it compiles once."""
    from jinja2 import Environment, FileSystemLoader

    return _set_up(Environment, FileSystemLoader(TEMPLATES))


class TemplateMistake(Exception):  # noqa: N818 - what a person wrote is wrong, not the program
    """Raised where a template that a person wrote cannot be filled in; tells why."""


def fill_text(template: str, **content: Any) -> bytes:
    """Return a template that a person wrote, filled in, as UTF-8; values are escaped for HTML.

    It runs in Jinja2's sandbox: it reaches nothing but `content`, and no other file.

    Raises:
        TemplateMistake: it is wrong, uses a name that `content` lacks, or leaves the sandbox.
    """
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    wrong = (TemplateError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError)
    environment = _set_up(ImmutableSandboxedEnvironment, None)
    try:
        return environment.from_string(template).render(**content).encode()
    except (*wrong, ValueError) as error:
        raise TemplateMistake(" ".join(str(error).split())) from error


def _set_up(kind: "type[Environment]", loader: "BaseLoader | None") -> "Environment":
    from jinja2 import StrictUndefined

    return kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
