"""Texts of several words without quotes: `add Begroting toelichten --owner DB`.

Who forgets the quotes of a name leaves words behind it: of `--owner E. Ruesen` the owner is `E.`,
and `Ruesen` would become part of the text. So a text of several words stands before the options.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from actiepunt.errors import UsageError
from actiepunt.i18n import _

UNQUOTED = _("The text needs no quotes before the options; before a leading - goes --.")


class Given(NamedTuple):
    """An option of the command line as it was typed.

    Attributes:
        typed: The word of the option, such as `--owner` or `-m`.
        option: The option that it names; None where there is no such option.
        value: Its value; empty for a flag.
        words: The words behind it, up to the next option.
    """

    typed: str
    option: click.Option | None
    value: str
    words: tuple[str, ...]


def given(command: click.Command, args: Sequence[str]) -> list[Given]:
    """Return the options among the arguments of a command; all behind `--` are words of nothing."""
    named = {
        name: parameter
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }
    found: list[Given] = []
    waiting = iter(args)
    for word in waiting:
        if word == "--":
            break
        if len(word) > 1 and word.startswith("-"):
            found.append(_option(named, word, waiting))
        elif not command.allow_interspersed_args:  # a group: the rest is that of its command
            break
        elif found:
            found[-1] = found[-1]._replace(words=(*found[-1].words, word))
    return found


def _option(named: dict[str, click.Option], word: str, waiting: Iterator[str]) -> Given:
    name, sign, value = word.partition("=") if word.startswith("--") else (word[:2], "", word[2:])
    option = named.get(name)
    if option and not option.is_flag and not (sign or value):
        value = next(waiting, "")
    return Given(word.partition("=")[0], option, value, ())


def remember(context: click.Context, args: Sequence[str]) -> list[Given]:
    """Return the options among the arguments of a command, and keep them for `typed`."""
    options: list[Given] = context.meta.setdefault(_KEY, [])
    options[:] = given(context.command, args)
    return options


def typed(context: click.Context) -> list[Given]:
    """Return the options of the running command as they were typed."""
    options: list[Given] = context.meta[_KEY]
    return options


_KEY = "actiepunt.options"


def one_text(
    context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]
) -> str | None:
    """Return the words of an argument as one text; None where there are none.

    Raises:
        UsageError: words of a text of several words stand behind the value of an option.
    """
    several = len(words) > 1 and not context.resilient_parsing
    for one in typed(context) if several else []:
        if one.words and one.option and not one.option.is_flag:
            name = one.typed if one.typed.startswith("--") else one.typed[:2]
            raise UsageError(
                _("“{words}” stands behind the value of {option}").format(
                    words=" ".join(one.words), option=name
                ),
                _('Put quotes around both ({option} "{value}"), or the text before the options.')
                .format(option=name, value=" ".join([one.value, *one.words])),
            )  # fmt: skip
    return " ".join(words) if words else None
