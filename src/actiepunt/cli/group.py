"""Groups and commands of the command line; a command is found by the name of its module."""

import importlib
import keyword
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from actiepunt import __version__
from actiepunt.cli import arguments, ask, placeholders
from actiepunt.cli.answer import Answer, Asked
from actiepunt.cli.options import shared_options
from actiepunt.cli.session import Session
from actiepunt.errors import NearMissError, UsageError
from actiepunt.i18n import N_, _


def _show_help(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given and not context.resilient_parsing:
        raise Asked(context.get_help())


def _show_version(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given and not context.resilient_parsing:
        text = _("%(prog)s, version %(version)s")
        raise Asked(text % {"prog": "actiepunt", "version": __version__})


SECTIONS = {
    "actions": N_("Actions"),
    "meetings": N_("Meetings"),
    "history": N_("History"),
    "sharing": N_("Sharing"),
    "setup": N_("Setup"),
}
"""The sections of the help of `actiepunt`, each with its heading."""


class Command(click.Command):
    """A command with the shared options, which suggests what was meant by a misspelt word.

    `section` is a key of `SECTIONS`; empty for the commands of a group, which has no sections.
    `example` is a command line that a secretary types, the same in every language and shell; a
    command that help texts show must have one.
    """

    def __init__(self, *args: Any, section: str = "", example: str = "", **named: Any) -> None:
        super().__init__(*args, **named)
        self.section = section
        self.example = example
        self.params += shared_options()
        self.options_metavar = placeholders.translated("[OPTIONS]")
        self.named_by_id = [each for each in self.params if _takes_id(each)]
        for parameter in self.params:
            parameter.shell_complete = _completer(parameter)  # type: ignore[assignment, method-assign]
            placeholders.translate(parameter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; an option that does not exist is an error that suggests one.

        Raises:
            UsageError: there is no such option.
        """
        options = arguments.remember(ctx, args)
        for one in options:  # of `-owner` click would make `-o wner`
            short = not one.typed.startswith("--") and not ctx.resilient_parsing
            if short and f"-{one.typed}" in self._names(ctx):
                raise self._no_option(ctx, one.typed)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            starts = (one.typed for one in options if one.typed.startswith(error.option_name))
            raise self._no_option(ctx, next(starts, error.option_name)) from error

    def _no_option(self, ctx: click.Context, typed: str) -> UsageError:
        from actiepunt.cli import suggestions

        meant = suggestions.option(typed.lstrip("-"), [name[2:] for name in self._names(ctx)])
        message = _("there is no option “{name}”").format(name=typed)
        return _unknown(message, meant and f"--{meant}", ctx)

    def _names(self, ctx: click.Context) -> list[str]:
        """Return the long names of the options, without those that help texts leave out."""
        shown = (p for p in self.params if isinstance(p, click.Option) and not p.hidden)
        names = [*(name for option in shown for name in option.opts), *ctx.help_option_names]
        return [name for name in names if name.startswith("--")]

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - click's signature
        """Return the first sentence of the help, up to a semicolon, for a list of commands."""
        return re.split(r"[;.](?=\s|$)", self.help or "", maxsplit=1)[0] + "."

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the example at the end of a help text, on one line so that it can be copied."""
        if self.example:
            formatter.write_paragraph()
            formatter.write(f"{_('Example:')} {self.example}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if an ID is nearly one that exists, ask, and run it again with that.

        Raises:
            NearMissError: nobody can be asked.
            click.Abort: the person means something else.
        """
        try:
            return super().invoke(ctx)
        except NearMissError as error:
            if not ask.person():
                raise
            if not ask.confirm(error.question):
                raise click.Abort from None
            for name in (parameter.name for parameter in self.named_by_id):
                ctx.params[name] = _corrected(ctx.params[name], error)
            return self.invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a callback that does not print: only `screen` does."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _completer(parameter: click.Parameter) -> Callable[[click.Context, str], list[Any]]:
    """Return what completes a parameter: our candidates or, where there are none, its type's."""
    by_type = parameter.shell_complete

    def complete(context: click.Context, typed: str) -> list[Any]:
        from actiepunt.cli import completion

        found = completion.items(parameter, context, typed)
        return by_type(context, typed) if found is None else found

    return complete


def _unknown(message: str, meant: str | None, context: click.Context) -> UsageError:
    """Return the error for a word that does not exist, with what was meant or else the help."""
    if meant:
        return UsageError(message, _("Did you mean “{word}”?").format(word=meant))
    return UsageError(message, _("See: {command} --help").format(command=context.command_path))


def _takes_id(parameter: click.Parameter) -> bool:
    metavar = (parameter.metavar or "").strip("[.]")
    return isinstance(parameter, click.Argument) and metavar.split(".")[0] == "ID"


def _corrected(given: Any, error: NearMissError) -> Any:
    if isinstance(given, tuple):
        return tuple(_corrected(value, error) for value in given)
    from actiepunt.core import numbers

    parts = numbers.split(given)
    return ",".join(error.meant if part.strip() == error.typed else part for part in parts)


class Folder(Command, click.Group):
    """A group whose commands are the modules of a package, each imported on use."""

    def __init__(self, *args: Any, package: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.subcommand_metavar = placeholders.translated("COMMAND [ARGS]...")
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the modules, with hyphens for underscores.

        A module whose name would be a keyword of Python ends in an underscore.
        """
        (path,) = importlib.import_module(self.package).__path__
        entries = Path(path).iterdir()
        names = (entry.stem for entry in entries if entry.suffix == ".py" or entry.is_dir())
        shown = (name.removesuffix("_") for name in names if not name.startswith("_"))
        return sorted(name.replace("_", "-") for name in shown)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands into a help text, under the headings of their sections."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        shown = {name: command for name, command in found.items() if command and not command.hidden}
        width = max(map(len, shown), default=0)
        for key, heading in {**SECTIONS, "": N_("Commands")}.items():
            rows = [
                (name.ljust(width), command.get_short_help_str())
                for name, command in shown.items()
                if getattr(command, "section", "") == key
            ]
            if rows:
                with formatter.section(_(heading)):
                    formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a module, or None if there is no such module."""
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        name += "_" * keyword.iskeyword(name)
        module = importlib.import_module(f"{self.package}.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, and the other words.

        Raises:
            UsageError: there is no such command; the advice names the one that was meant.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args[0].startswith("-"):  # what click takes for an option
                raise
            from actiepunt.cli import suggestions

            names = self.list_commands(ctx)
            meant = suggestions.command(args[0], names, lambda path: _has(self, ctx, path))
            message = _("there is no command “{name}”").format(name=args[0])
            raise _unknown(message, meant and f"{ctx.command_path} {meant}", ctx) from error


def _has(group: click.Group, context: click.Context, path: str) -> bool:
    """Tell whether a command of one or two words is in a group."""
    first, _space, rest = path.partition(" ")
    found = group.get_command(context, first)
    if rest and found:
        return isinstance(found, click.Group) and _has(found, context, rest)
    return found is not None


ALIASES = {"ls": "list"}
"""Other names of commands, in every group that has the command."""


def command(
    name: str, text: str, *, example: str = "", section: str = "", hidden: bool = False
) -> Callable[[Callable[..., Answer]], Command]:
    """Return the decorator that makes a function a command; `text` is its help.

    A command of `actiepunt` itself has a section of its help, or is hidden; what is not hidden has
    an example.
    """
    return click.command(
        name, cls=Command, help=text, example=example, section=section, hidden=hidden
    )


@click.group(
    "actiepunt",
    cls=Folder,
    package="actiepunt.cli.commands",
    help=_(
        "Action points and meetings of a board, kept as TOML files in git.\n\n"
        "Every change is one commit; `git log` is the audit trail. Without a command: what needs "
        "attention now."
    ),
    example='actiepunt add "Zaal reserveren" --owner secretaris --due "eind april"',
    invoke_without_command=True,
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
def root(context: click.Context) -> Answer | None:
    """Create the session that the commands share; alone, show what needs attention.

    In a folder without a register, that is the help.
    """
    session = context.ensure_object(Session)
    if context.invoked_subcommand:
        return None
    if not session.is_here:
        raise Asked(context.get_help())
    from actiepunt.cli import attention

    return attention.answer(session)
