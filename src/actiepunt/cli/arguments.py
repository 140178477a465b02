"""The options of a command line as they were typed, with the words behind each."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click


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
