"""The placeholders of help texts and advice (`BODY`, `WHEN`), in the language of the screen."""

import re

import click

from actiepunt.i18n import N_, _

WORDS = (
    N_("ARGS"), N_("BODY"), N_("COMMAND"), N_("COMMIT"), N_("DATE"), N_("DIR"), N_("FIELD"),
    N_("FILE"), N_("FROM"), N_("ID"), N_("ITEM"), N_("MAIL"), N_("MEETING"), N_("NAME"),
    N_("OPTIONS"), N_("PERIOD"), N_("POINT"), N_("REF"), N_("SHELL"), N_("SPAN"), N_("SUMMARY"),
    N_("TAG"), N_("TEXT"), N_("TITLE"), N_("TO"), N_("TZ"), N_("URL"), N_("WHEN"), N_("WORD"),
    N_("YEAR"),
)  # fmt: skip
"""The placeholders in English; what git calls (`OURS`) and what is typed as it is are not here."""

_WORD = re.compile(r"[A-Z]+(?:-[A-Z]+)*")


def translated(text: str) -> str:
    """Return a text with every placeholder in it in the language of the screen."""
    return _WORD.sub(lambda match: _(match[0]) if match[0] in WORDS else match[0], text)


def translate(parameter: click.Parameter) -> None:
    """Give a parameter of a command its placeholder in the language of the screen."""
    metavar = parameter.metavar
    if metavar is None and isinstance(parameter, click.Argument):
        name = (parameter.name or "").upper()
        metavar = name if parameter.required else f"[{name}]"
    if metavar is not None:
        parameter.metavar = translated(metavar)
