"""Questions to a person at a terminal, with completion; never asked in a pipe."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from actiepunt.cli import inputs, streams
from actiepunt.cli.session import Session
from actiepunt.core import names, query
from actiepunt.core.model import Register
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import visible

if TYPE_CHECKING:
    from actiepunt.cli.prompt import Word
    from actiepunt.core.when import Reader


def person() -> bool:
    """Tell whether a person can answer: both standard input and output are a terminal."""
    return streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)


def text(
    question: str,
    known: "Sequence[str | Word]" = (),
    *,
    check: Callable[[str], object] | None = None,
    meaning: Callable[[str], str] | None = None,
    multiple: bool = False,
    default: str = "",
    hint: str = "",
    above: Sequence[str] = (),
    earlier: Sequence[str] = (),
    erase: bool = False,
    escape: bool = False,
) -> str:
    """Ask for a line, with completion of known words, until `check` accepts it.

    Args:
        question: The prompt.
        known: The words to complete.
        check: Raises an ActiepuntError for a wrong answer, which is shown below the line.
        meaning: Returns what an answer is understood as, which is shown behind it.
        multiple: Complete again after each comma.
        default: The initial answer, to be edited.
        hint: What to answer, shown below the line until an answer is wrong.
        above: Lines that stand above the question while it is asked.
        earlier: Answers of before, which the up key brings back, the latest last.
        erase: Whether the question leaves the screen when it is answered.
        escape: Whether Esc leaves the question, as Ctrl-C does.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D.
    """
    from actiepunt.cli import prompt  # here, because `list` imports this module
    from actiepunt.cli.prompt import Line, Word

    words = [word if isinstance(word, Word) else Word(word) for word in known]
    line = Line(
        question, words, multiple, check, meaning, default, earlier, above, hint, erase, escape
    )
    return prompt.ask(line).strip()


def confirm(
    question: str,
    *,
    default: bool = True,
    hint: str = "",
    above: Sequence[str] = (),
    escape: bool = False,
) -> bool:
    """Ask a yes-or-no question, answered in English or Dutch; Enter gives the default.

    A question with a line `above` it leaves the screen with that line when it is answered.

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
    asked = f"{visible(question)} {choice}"
    typed = text(asked, check=check, hint=hint, above=above, erase=bool(above), escape=escape)
    return answers[typed.lower()]


def choose(question: str, choices: Sequence[str], default: str = "") -> str:
    """Ask until the answer is a choice, or the unambiguous beginning of one; Enter is `default`.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D.
    """

    def meant(typed: str) -> str:
        typed = typed.strip().lower()
        matches = [choice for choice in choices if typed and choice.startswith(typed)]
        return matches[0] if len(matches) == 1 else default if not typed else ""

    def demand(typed: str) -> None:
        if not meant(typed):
            raise UsageError(
                _("Answer one of: {words}").format(words=", ".join(choices)),
                _("Ctrl-C stops without a change."),
            )

    return meant(text(f"{question} ({' / '.join(choices)})", choices, check=demand))


def owners(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a command, with misspelt owners replaced after a question."""
    options = ("owner", "add_owner")
    typed = {name: inputs.names(given.get(name) or (), "owners") for name in options}
    if not any(typed.values()):
        return given
    known = query.known_owners(session.load().register)
    meant = {
        option: tuple(names.joined([meant_name(name, known)]) for name in owner_names)
        for option, owner_names in typed.items()
        if owner_names
    }
    return {**given, **meant}


def meant_name(
    name: str, known: Sequence[str], above: Sequence[str] = (), *, escape: bool = False
) -> str:
    """Return the known name that a person means by a new one that is nearly it, or the new one."""
    likely = None if name in known else names.meant(name, known)
    question = _("“{name}” is new. Do you mean {known}?")
    if likely and confirm(question.format(name=name, known=likely), above=above, escape=escape):
        return likely
    return name


def action(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of `add`, after a question for each one that is missing.

    Raises:
        ActiepuntError: an option is wrong, or the register cannot be changed now.
    """
    from actiepunt.cli import fields, offers  # here, because `list` imports this module

    register = session.demand_ready()
    reader = session.reader(register)
    fields.action(register, reader, given)
    filled = dict(given)
    if given["summary"] is None:
        filled["summary"] = text(_("Action"), check=filled_in)
    if not given["owner"]:
        known = query.known_owners(register)
        typed = text(_("Owners"), **offers.owners(register, known))
        filled["owner"] = (names.joined(offers.owners_of(known, typed)),)
    filled = owners(session, filled)
    if given["body"] is None:
        filled["body"] = _body(register, reader, _("Empty for none."))
    if given["due"] is None:
        filled["due"] = text(_("Due"), **offers.due(register, reader))
    if given["meeting"] is None:
        filled["meeting"] = text(_("Agreed at"), **offers.meeting(register, reader))
    return filled


def meeting(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of `meeting add`, after a question for each one that is missing.

    Raises:
        ActiepuntError: an option is wrong, or the register cannot be changed now.
    """
    from actiepunt.cli import fields, offers

    register = session.demand_ready()
    reader = session.reader(register)
    fields.meeting(register, reader, given)
    filled = dict(given)
    if given["body"] is None and given["title"] is None:
        filled["body"] = _body(register, reader, _("Empty where no body meets."))
        if not filled["body"]:
            filled["title"] = text(_("Title"), check=filled_in)
    if given["start"] is None and given["window"] is None:
        answer = text(_("When"), **offers.start(register, reader))
        kind = offers.kind_of_start(reader, answer)
        filled[kind] = answer
        if given["end"] is None and kind == "start":
            start = reader.moment(answer)
            filled["end"] = text(_("End"), **offers.end(register, reader, start))
    if given["location"] is None:
        filled["location"] = text(_("Location"), **offers.location(register, reader))
    return filled


def filled_in(typed: str) -> None:
    """Demand an answer that is not empty.

    Raises:
        UsageError: it is.
    """
    if not typed.strip():
        raise UsageError(_("This cannot be empty"), _("Ctrl-C stops without a change."))


def _body(register: Register, reader: "Reader", hint: str) -> str:
    """Ask for a body, and whether one that is nearly a known body is that body."""
    from actiepunt.cli import offers

    typed = text(_("Body"), **offers.body(register, reader, hint))
    if not typed:
        return ""
    return meant_name(query.body_for_change(register, typed), query.known_bodies(register))
