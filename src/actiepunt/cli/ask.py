"""Questions to a person at a terminal, with completion; never asked in a pipe."""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from actiepunt.cli import inputs, streams
from actiepunt.cli.session import Session
from actiepunt.core import names, query
from actiepunt.core.model import Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.text import visible


def person() -> bool:
    """Tell whether a person can answer: both standard input and output are a terminal."""
    return streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)


def text(
    question: str,
    known: Sequence[str] = (),
    *,
    check: Callable[[str], object] | None = None,
    multiple: bool = False,
    default: str = "",
) -> str:
    """Ask for a line, with completion of known words, until `check` accepts it.

    Args:
        question: The prompt.
        known: The words to complete.
        check: Raises an ActiepuntError for a wrong answer, which is shown below the line.
        multiple: Complete again after each comma.
        default: The initial answer, to be edited.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.validation import ValidationError, Validator

    class Checked(Validator):
        """Shows the error that `check` raises."""

        def validate(self, document: Any) -> None:
            try:
                if check:
                    check(document.text)
            except ActiepuntError as error:
                raise ValidationError(
                    message=f"{error.message}. {error.advice}", cursor_position=len(document.text)
                ) from error

    completer = WordCompleter(
        list(known),
        ignore_case=True,
        match_middle=True,
        # Names contain spaces and dots, so complete all text since the last comma.
        pattern=re.compile(r"[^,\s][^,]*$" if multiple else r"\S.*$"),
    )
    session: PromptSession[str] = PromptSession(
        completer=completer, validator=Checked(), validate_while_typing=False
    )
    try:
        return session.prompt(f"{question}: ", default=default).strip()
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def confirm(question: str, *, default: bool = True) -> bool:
    """Ask a yes-or-no question, answered in English or Dutch; Enter gives the default.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D.
    """
    answers = {"": default}
    answers |= dict.fromkeys(("y", "yes", "j", "ja"), True)
    answers |= dict.fromkeys(("n", "no", "nee"), False)

    def check(typed: str) -> None:
        if typed.strip().lower() not in answers:
            raise UsageError(_("Answer yes or no"), _("Ctrl-C stops without a change."))

    choice = _("[Y/n]") if default else _("[y/N]")
    return answers[text(f"{visible(question)} {choice}", check=check).lower()]


def owners(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a command, with misspelt owners replaced after a question."""
    options = ("owner", "add_owner")
    typed = {name: inputs.names(given.get(name) or (), "owners") for name in options}
    if not any(typed.values()):
        return given
    known = query.known_owners(session.load().register)
    meant = {
        option: tuple(names.joined([_owner(name, known)]) for name in owner_names)
        for option, owner_names in typed.items()
        if owner_names
    }
    return {**given, **meant}


def _owner(name: str, known: list[str]) -> str:
    likely = None if name in known else names.meant(name, known)
    question = _("“{name}” is new. Do you mean {known}?")
    if likely and confirm(question.format(name=name, known=likely)):
        return likely
    return name


def action(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of `add`, after a question for each one that is missing."""
    register = session.load().register
    reader = session.reader(register)
    filled = dict(given)
    if given["summary"] is None:
        filled["summary"] = text(_("Action"), check=_filled)
    if not given["owner"]:
        answer = text(
            _("Owners, with commas between"),
            [names.joined([name]) for name in query.known_owners(register)],
            check=lambda t: inputs.names([t], "owners"),
            multiple=True,
        )
        filled["owner"] = (answer,)
    filled = owners(session, filled)
    if given["body"] is None:
        filled["body"] = text(
            _("Body"), query.known_bodies(register), check=lambda t: _body(register, t)
        )
    if given["due"] is None:
        filled["due"] = text(
            _("Due (a date, “eind april”, AB:next; empty for none)"),
            _phrases(register),
            check=lambda t: t.strip() and reader.due(t),
        )
    if given["meeting"] is None:
        known = [m.id for m in sorted(register.meetings, key=query.meeting_key, reverse=True)]
        filled["meeting"] = text(
            _("Agreed at (a meeting, AB:last; empty for none)"),
            known,
            check=lambda t: _meeting(reader, t),
        )
    return filled


def meeting(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of `meeting add`, after a question for each one that is missing."""
    register = session.load().register
    reader = session.reader(register)
    filled = dict(given)
    if given["body"] is None and given["title"] is None:
        filled["body"] = text(
            _("Body (empty where no body meets)"),
            query.known_bodies(register),
            check=lambda t: _body(register, t),
        )
        if not filled["body"]:
            filled["title"] = text(_("Title"), check=_filled)
    if given["start"] is None and given["window"] is None:
        answer = text(
            _("When (“2025-03-05 10:00”, or a period such as “Q2 2025”)"),
            check=lambda t: _start(reader, t),
        )
        filled[_start(reader, answer)] = answer
        if given["end"] is None and _start(reader, answer) == "start":
            on = day_of(reader.moment(answer))
            filled["end"] = text(
                _("End (a time; empty for none)"),
                check=lambda t: t.strip() and reader.moment(t, on),
            )
    if given["location"] is None:
        places = dict.fromkeys(m.location for m in register.meetings if m.location)
        filled["location"] = text(_("Location (may be empty)"), list(places))
    return filled


def _start(reader: Reader, typed: str) -> str:
    """Return the option that an answer is for: "start", or "window" if it is a period."""
    try:
        reader.moment(typed)
    except UsageError:
        reader.window(typed)
        return "window"
    return "start"


def _phrases(register: Register) -> list[str]:
    from actiepunt.core import undated
    from actiepunt.core.due import PHRASES

    meetings = [m.id for m in register.meetings if m.day]
    return [*dict.fromkeys(p.example for p in PHRASES), *undated.PHRASES, *meetings]


def _filled(typed: str) -> None:
    if not typed.strip():
        raise UsageError(_("This cannot be empty"), _("Ctrl-C stops without a change."))


def _body(register: Register, typed: str) -> None:
    if typed.strip():
        query.body_for_change(register, typed)


def _meeting(reader: Reader, typed: str) -> None:
    if typed.strip():
        reader.meeting(typed)
