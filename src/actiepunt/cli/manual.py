r"""The man page, made from the help texts when the package is built; see man(7) for its macros."""

from collections.abc import Iterator

import click

from actiepunt import __version__
from actiepunt.cli.group import SECTIONS, Folder, root
from actiepunt.i18n import N_, _

_EXIT_CODES = {
    0: N_("Done."),
    1: N_("Refused, or faults were found; nothing is half done."),
    2: N_("Wrong usage."),
    3: N_("A conflict that a person must decide."),
}
_VARIABLES = {
    "ACTIEPUNT_REGISTER": N_("The folder of the register, where --register is not given."),
    "NO_COLOR": N_("No colours."),
    "PAGER": N_("The program that shows what does not fit on the screen."),
    "EDITOR": N_("The editor of `edit` without options; VISUAL goes first."),
}


def page() -> str:
    """Return the man page in the language of the screen."""
    context = root.make_context("actiepunt", [], resilient_parsing=True)
    name, *description = (root.help or "").split("\n\n")
    lines = [
        f'.TH ACTIEPUNT 1 "" "actiepunt {__version__}"',
        *_heading(_("Name")),
        rf"actiepunt \- {_escaped(name.rstrip('.'))}",
        *_heading(_("Synopsis")),
        _bold(_usage(root, context)),
        *_heading(_("Description")),
        *_paragraphs("\n\n".join(description)),
        *_heading(_("Options")),
        *_options(root, context),
    ]
    for section, heading in SECTIONS.items():
        lines += _heading(_(heading))
        for command, inside in _commands(root, context):
            if inside.parent is context:
                current = getattr(command, "section", "")
            if current == section and not isinstance(command, Folder):
                lines += _command(command, inside)
    lines += _heading(_("Exit status"))
    for code, text in _EXIT_CODES.items():
        lines += _tagged(str(code), _(text))
    lines += _heading(_("Environment"))
    for variable, text in _VARIABLES.items():
        lines += _tagged(variable, _(text))
    return "\n".join(lines) + "\n"


def _commands(
    group: Folder, context: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield every command that help texts show, each group before its commands."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inside = command.context_class(command, info_name=name, parent=context)
        yield command, inside
        if isinstance(command, Folder):
            yield from _commands(command, inside)


def _command(command: click.Command, context: click.Context) -> list[str]:
    return [
        f".SS {_escaped(_usage(command, context))}",
        *_paragraphs(command.help or ""),
        *_options(command, context),
        *_example(command),
    ]


def _example(command: click.Command) -> list[str]:
    example = getattr(command, "example", "")
    return [".PP", f"{_escaped(_('Example:'))} {_bold(example)}"] if example else []


def _usage(command: click.Command, context: click.Context) -> str:
    return " ".join([context.command_path, *command.collect_usage_pieces(context)])


def _options(command: click.Command, context: click.Context) -> list[str]:
    """Return the options; those that every command has are told once, at the top."""
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    if context.parent:
        options = [each for each in options if not {"--register", "--help"} & {*each.opts}]
    records = (option.get_help_record(context) for option in options)
    return [line for record in records if record for line in _tagged(*record)]


def _heading(text: str) -> list[str]:
    return [f".SH {_escaped(text.upper())}"]


def _tagged(tag: str, text: str) -> list[str]:
    return [".TP", _bold(tag), _line(text)]


def _paragraphs(text: str) -> list[str]:
    return [line for part in text.split("\n\n") for line in (".PP", _line(" ".join(part.split())))]


def _bold(text: str) -> str:
    return rf"\fB{_escaped(text)}\fP"


def _line(text: str) -> str:
    """Return a line of text, which may begin like a macro."""
    text = _escaped(text)
    return rf"\&{text}" if text.startswith((".", "'")) else text


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-")
