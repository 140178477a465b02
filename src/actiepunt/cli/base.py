"""What commands are made of: the group that finds them, shared options, and their answer."""

import importlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from actiepunt import __version__, output, store, words
from actiepunt.cli.session import Session
from actiepunt.errors import Fault, NearMissError, UsageError
from actiepunt.i18n import _
from actiepunt.names import split
from actiepunt.text import unsafe

F = TypeVar("F", bound=Callable[..., Any])


class Answer(NamedTuple):
    """What a command returns; `screen` prints it.

    `view` goes to stdout in `format`, `lines` as they are, `raw` byte for byte; `notes` and
    `faults` go to stderr. `stands` says that the lines are about what was done: it stands whether
    or not they can be written.
    """

    view: output.View | None = None
    format: str | None = None
    lines: Sequence[str] = ()
    notes: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    exit_code: int = 0
    raw: bytes = b""
    stands: bool = False


class Asked(Exception):  # noqa: N818 - no error, but how click is left
    """The help or the version, which a person asked for instead of a command's answer."""


def _show_help(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given and not context.resilient_parsing:
        raise Asked(context.get_help())


def _show_version(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given and not context.resilient_parsing:
        said = _("%(prog)s, version %(version)s")
        raise Asked(said % {"prog": "actiepunt", "version": __version__})


def _keep(name: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def callback(context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
        if given:
            setattr(context.ensure_object(Session), name, given)

    return callback


def shared_options() -> list[click.Parameter]:
    """Return the options that every command takes, before or after its name."""
    return [
        click.Option(
            ["--register"],
            metavar="DIR",
            expose_value=False,
            callback=_keep("folder"),
            help=_("The folder of the register (also ACTIEPUNT_REGISTER)."),
        ),
        click.Option(
            ["--today"], metavar="DATE", hidden=True, expose_value=False, callback=_keep("fixed")
        ),
    ]


class Command(click.Command):
    """A command with the shared options."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.params += shared_options()

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; where an ID names nothing but nearly something, ask, and run it with that.

        Raises:
            NearMissError: nobody is there to ask.
            click.Abort: the person means something else.
        """
        try:
            return super().invoke(ctx)
        except NearMissError as error:
            from actiepunt.cli import ask

            if not ask.person():
                raise
            if not ask.agreed(error.question):
                raise click.Abort from None
            for name in (one.name for one in self.params if _takes_id(one)):
                ctx.params[name] = _exchanged(ctx.params[name], error)
            return self.invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, which leaves the printing to us."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _takes_id(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument) and (parameter.metavar or "").strip("[.]") == "ID"


def _exchanged(given: Any, error: NearMissError) -> Any:
    if isinstance(given, tuple):
        return tuple(_exchanged(one, error) for one in given)
    return error.meant if given.strip() == error.typed else given


class Folder(Command, click.Group):
    """A group whose commands are the modules of a package, each imported when it is called."""

    def __init__(self, *args: Any, package: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the modules, as people type them."""
        (path,) = importlib.import_module(self.package).__path__
        return [name.rstrip("_").replace("_", "-") for name in output.modules(Path(path))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a module, or None where there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


def command(name: str, text: str) -> Callable[[Callable[..., Answer]], Command]:
    """Return the decorator that makes a function a command; `text` is its help."""
    return click.command(name, cls=Command, help=text)


@click.group(
    "actiepunt",
    cls=Folder,
    package="actiepunt.cli.commands",
    help=_(
        "Action points and meetings of a board, kept as TOML files in git.\n\n"
        "Every change is one commit; `git log` is the audit trail."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=_("Show the version and exit."),
)
@click.pass_context
def root(context: click.Context) -> None:
    """Make the session that the commands share."""
    context.ensure_object(Session)


def format_option(function: F) -> F:
    """Add `--format`."""
    text = _("How to write it; without this a table on a terminal, columns in a pipe.")
    return click.option("--format", "format_", type=click.Choice(output.formats()), help=text)(
        function
    )


def at_option(function: F) -> F:
    """Add `--at`."""
    text = _("As it stood on a day, at a meeting (AB:last) or at a revision.")
    return click.option("--at", "point", default="", metavar="POINT", help=text)(function)


def _author(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    if given and not re.fullmatch(r"[^<>\n]+ <[^<>\s]*>", given):
        raise UsageError(
            _("--author must name a person and a mail address"),
            _('Write it as --author "Name <mail>".'),
        )
    return given


def change_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add `-m` and `--author`, and hand them over as one `why`."""

    def wrapped(*args: Any, message: str, author: str, **named: Any) -> Answer:
        from actiepunt.register import Why

        return function(*args, why=Why(prose(message, "-m"), author), **named)

    wrapped.__name__, wrapped.__doc__ = function.__name__, function.__doc__
    if hasattr(function, "__click_params__"):
        wrapped.__click_params__ = function.__click_params__  # type: ignore[attr-defined]
    author = click.option(
        "--author", default="", metavar="NAME <MAIL>", callback=_author, help=_("Who made it.")
    )
    reason = click.option(
        "-m", "--message", default="", metavar="TEXT", help=_("Why; it goes into the commit.")
    )
    return reason(author(wrapped))


def write_file(path: Path, content: bytes) -> None:
    """Replace a file that a person named, in one step.

    Raises:
        ActiepuntError: it cannot be written; what was there is as it was.
    """
    try:
        store.replace(path, content)
    except OSError as error:
        raise store.not_written(error, path) from error


def line(text: str, field: str) -> str:
    """Return what a person typed for a field of one line, without spaces around it.

    Raises:
        UsageError: it holds a line break or a control character.
    """
    text = text.strip()
    _refuse_unsafe(text, field, long=False)
    return text


def prose(text: str, field: str) -> str:
    """Return what a person typed for a field of several lines.

    Raises:
        UsageError: it holds a control character.
    """
    text = text.replace("\r\n", "\n").strip()
    _refuse_unsafe(text, field, long=True)
    return text


def _refuse_unsafe(text: str, field: str, *, long: bool) -> None:
    found = unsafe(text, long=long)
    if found:
        raise UsageError(
            _("{field} holds the control character U+{code}").format(
                field=words.label(field, _), code=f"{ord(found):04X}"
            ),
            _("Leave it out; nothing was changed."),
        )


def demand(text: str, field: str) -> str:
    """Return a line that may not be empty.

    Raises:
        UsageError: it is.
    """
    text = line(text, field)
    if not text:
        raise UsageError(
            _("{field} is empty").format(field=words.label(field, _)), _("Say it in a few words.")
        )
    return text


def lines(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return a list as typed, without doubles; one empty text empties it."""
    return tuple(dict.fromkeys(one for text in texts if (one := line(text, field))))


# How one name is added to a list or taken out of it; of the other lists the whole is typed anew.
_ONE_MORE_OR_LESS = {
    "owners": "actiepunt edit ID --add-owner NAME, --remove-owner NAME",
    "tags": "actiepunt edit ID --add-tag TAG, --remove-tag TAG",
}


def names(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return names as typed, several to a text with commas between; one empty text empties it.

    Raises:
        UsageError: a name is not whole, or begins with a sign as if it were added or removed.
    """
    command = _ONE_MORE_OR_LESS.get(field)
    advice = _("One more or one less: {command}").format(command=command) if command else ""
    return tuple(dict.fromkeys(one for text in lines(texts, field) for one in split(text, advice)))
