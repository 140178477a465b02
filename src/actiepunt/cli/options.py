"""Options that several commands share."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from actiepunt import output
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import prose
from actiepunt.cli.session import Session
from actiepunt.errors import UsageError
from actiepunt.i18n import _

F = TypeVar("F", bound=Callable[..., Any])


def _set_on_session(name: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def callback(context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
        if given:
            setattr(context.ensure_object(Session), name, given)

    return callback


def shared_options() -> list[click.Parameter]:
    """Return new copies of the options that go before or after the name of any command."""
    return [
        click.Option(
            ["--register"],
            metavar="DIR",
            expose_value=False,
            callback=_set_on_session("folder"),
            help=_("The folder of the register."),
        ),
        click.Option(
            ["--today"],
            metavar="DATE",
            hidden=True,
            expose_value=False,
            callback=_set_on_session("fixed"),
        ),
    ]


def format_option(kind: str = "") -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Return the decorator that adds `--format`, `--json`, `-o` and `--all-lines`.

    Args:
        kind: The kind of view that the command answers with; some formats are for one kind only.
    """
    formats = output.formats(kind)
    text = _("The output format; by default a table on a terminal, columns in a pipe.")
    chosen = click.option("--format", "format_", type=click.Choice(formats), help=text)
    short = click.option("--json", is_flag=True, help=_("Short for --format json."))
    file = click.option(
        "-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("Write to this file, in the format of its extension (.csv, .json, .md, .xlsx)."),
    )  # fmt: skip

    whole = click.option(
        "--all-lines", "at_once", is_flag=True, help=_("Show all of it at once, without a pager.")
    )

    def decorate(function: Callable[..., Answer]) -> Callable[..., Answer]:
        @functools.wraps(function)
        def wrapped(
            *args: Any,
            format_: str | None,
            json: bool,
            file: Path | None,
            at_once: bool,
            **named: Any,
        ) -> Answer:
            format_ = "json" if json else format_
            if file and not format_ and file.suffix[1:] in formats:
                format_ = file.suffix[1:]
            answer = function(*args, format_=format_, **named)
            return answer._replace(file=file, at_once=at_once)

        return chosen(short(file(whole(wrapped))))

    return decorate


def alarm_option(function: F) -> F:
    """Add `--alarm`, as typed."""
    return click.option(
        "--alarm", metavar="SPAN",
        help=_('Warn so long before: 1d, 2h, "1 week"; whole days at nine, a day or more before.'),
    )(function)  # fmt: skip


def file_option(function: F) -> F:
    """Add `-o`, passed as `file`."""
    return click.option(
        "-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("Write to this file."),
    )(function)  # fmt: skip


def at_option(function: F) -> F:
    """Add `--at`, passed as `point`."""
    text = _("As it stood on a day, at a meeting (AB:last) or at a revision.")
    return click.option("--at", "point", default="", metavar="POINT", help=text)(function)


def _check_author(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    if given and not re.fullmatch(r"[^<>\n]+ <[^<>\s]*>", given):
        raise UsageError(
            _("--author must name a person and a mail address"),
            _('Write it as --author "Name <mail>".'),
        )
    return given


def change_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add `-m` and `--author`, passed together as `why`; each `-m` is a paragraph, as in git."""

    def wrapped(*args: Any, message: tuple[str, ...], author: str, **named: Any) -> Answer:
        from actiepunt.storage.transaction import Why

        paragraphs = dict.fromkeys(filter(None, (prose(text, "-m") for text in message)))
        return function(*args, why=Why("\n\n".join(paragraphs), author), **named)

    wrapped.__name__, wrapped.__doc__ = function.__name__, function.__doc__
    if hasattr(function, "__click_params__"):
        wrapped.__click_params__ = function.__click_params__  # type: ignore[attr-defined]
    author = click.option(
        "--author",
        default="",
        metavar="NAME <MAIL>",
        callback=_check_author,
        help=_("Who made the change."),
    )
    reason = click.option(
        "-m", "--reason", "--message", "message", multiple=True, metavar="TEXT",
        help=_("Why; it goes into the commit."),
    )  # fmt: skip
    return reason(author(wrapped))
