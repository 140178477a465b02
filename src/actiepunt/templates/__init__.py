"""Jinja2 templates, a file for each document, and the function that fills them in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from actiepunt.i18n import _

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from jinja2.runtime import Context

TEMPLATES = Path(__file__).parent

_E = TypeVar("_E", bound="Environment")


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

    It runs in Jinja2's sandbox: it reaches nothing but `content`, and no other file, and its work
    is bounded.

    Raises:
        TemplateMistake: it is wrong, uses a name that `content` lacks, leaves the sandbox, or does
            not come to an end.
    """
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    wrong = (TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError)
    environment = _set_up(ImmutableSandboxedEnvironment, None)
    environment.intercepted_binops = _OPERATORS
    environment.call_binop = _bounded  # type: ignore[method-assign]
    try:
        made = environment.from_string(template)
        with _bounded_steps():
            return made.render(**content).encode()
    except (*wrong, TypeError, ValueError) as error:
        told = str(error) or type(error).__name__
        raise TemplateMistake(" ".join(told.split())) from error


_MOST_STEPS = 30_000_000  # of Python; a list of 10,000 actions takes a third of them
_LARGEST = 10_000  # of a number in a product or a power
_OPERATORS = frozenset({"*", "**", "%"})


@contextmanager
def _bounded_steps() -> Iterator[None]:
    """Stop what runs too long: loops in loops, macros that call themselves twice.

    Steps are counted, and not seconds, so that a template that works on one machine does on all.
    """
    left, before = _MOST_STEPS, sys.gettrace()

    def step(_frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        nonlocal left
        left -= 1
        if left < 0:
            raise RuntimeError(_("it does not come to an end"))
        return step

    sys.settrace(step)
    try:
        yield
    finally:
        sys.settrace(before)


def _bounded(context: "Context", operator: str, left: Any, right: Any) -> Any:
    """Return what an operator gives for two numbers, none of them huge.

    Raises:
        SecurityError: one is no number or is huge: the result could fill the memory.
    """
    del context
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    for operand in (left, right):
        if not isinstance(operand, int | float) or abs(operand) > _LARGEST:
            raise SecurityError(
                _("{operator} is for numbers up to {largest}").format(
                    operator=operator, largest=_LARGEST
                )
            )
    return SandboxedEnvironment.default_binop_table[operator](left, right)


def _set_up(kind: type[_E], loader: "BaseLoader | None") -> _E:
    from jinja2 import StrictUndefined

    return kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
