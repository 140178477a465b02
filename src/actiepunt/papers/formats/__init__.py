"""The formats of papers: a module for each, with a function `render(paper, read)`.

It returns bytes and never prints; `read` gives the templates of the register. To add a format, add
a module; `--format` and the extension of `-o FILE` find it by its file name.
"""

import importlib
from collections.abc import Callable
from pathlib import Path

from actiepunt.papers import Paper

ReadTemplate = Callable[[str], bytes | None]
"""Returns a file of the register by its path in it; None where it has no such file."""

DEFAULT = "md"


def formats() -> list[str]:
    """Return the names of the formats, without imports."""
    return sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))


def render(paper: Paper, name: str, read: ReadTemplate) -> bytes:
    """Return a paper in a format.

    Raises:
        ActiepuntError: a package that the format needs is missing, or a template is wrong.
        ModuleNotFoundError: there is no such format.
    """
    content: bytes = importlib.import_module(f"{__name__}.{name}").render(paper, read)
    return content
