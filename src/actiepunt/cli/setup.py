"""The questions of `init`: a new register, and who commits. Each shows its default."""

from collections.abc import Callable, Mapping
from pathlib import Path

from actiepunt.cli import ask, fields, inputs
from actiepunt.core.model import LANGUAGES, Body, Settings
from actiepunt.errors import UsageError
from actiepunt.i18n import _, screen_language
from actiepunt.storage.init import Identity
from actiepunt.text import slug


def settings(
    root: Path, name: str | None, language: str | None, timezone: str, given: Mapping[str, Body]
) -> Settings:
    """Return the settings of a new register, after a question for each that is not given.

    Args:
        root: The folder of the register, whose name is the default name.
        name: The name; None where it is not given.
        language: The language; None where it is not given.
        timezone: The time zone.
        given: The bodies; empty where they are not given.
    """
    if not ask.person():
        return Settings(name or "", language or screen_language(), timezone, bodies=given)
    language = language or _answer(
        _("Language of the register (nl, en)"), screen_language(), _language
    )
    if name is None:
        name = _answer(_("Name of the register"), root.name, lambda text: inputs.line(text, "name"))
    return Settings(name, language, timezone, bodies=given or _bodies())


def _answer(question: str, default: str, check: Callable[[str], str]) -> str:
    """Ask until `check` accepts the answer, and return what it makes of it; Enter: the default."""
    shown = f"{question} [{default}]" if default else question
    return check(ask.text(shown, check=lambda typed: check(typed.strip() or default)) or default)


def _language(typed: str) -> str:
    """Return the language that a person means.

    Raises:
        UsageError: there is no catalogue for it.
    """
    names = {"nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en"}
    language = names.get(typed.lower(), typed.lower())
    if language not in LANGUAGES:
        raise UsageError(
            _("“{text}” is not one of {known}").format(text=typed, known=", ".join(LANGUAGES)),
            _("Enter takes {default}.").format(default=screen_language()),
        )
    return language


def _bodies() -> dict[str, Body]:
    """Ask for bodies until the answer is empty."""
    found: dict[str, Body] = {}
    while True:
        question = _("Short name of a body, such as AB (empty: no more)")
        name = ask.text(question, check=lambda typed: _new(typed, found))
        if not name:
            return found
        title = ask.text(
            _("{body} in full (may be empty)").format(body=name),
            check=lambda typed: inputs.line(typed, "title"),
        )
        found[name] = Body(title)


def _new(typed: str, found: Mapping[str, Body]) -> str:
    """Return a typed name of a body that is not there yet; empty for none.

    Raises:
        UsageError: it is there already, or holds a control character.
    """
    name = inputs.line(typed, "name")
    if slug(name) in map(slug, found):
        raise UsageError(
            _("there is a body “{name}” already").format(name=name),
            _("Choose another name, or end with an empty one."),
        )
    return name


def bodies(given: tuple[str, ...]) -> dict[str, Body]:
    """Return the bodies of `--body AB=Algemeen Bestuur`, in order.

    Raises:
        UsageError: a name is empty, is given twice, or holds a control character.
    """
    found: dict[str, Body] = {}
    for text in given:
        name, _equals, title = text.partition("=")
        checked = _new(inputs.demand(name, "name"), found)
        found[checked] = Body(inputs.line(title, "title"))
    return found


def identity(guess: Identity) -> Identity:
    """Return who commits in this clone, after two questions; empty where nobody can be asked."""
    if not ask.person():
        return Identity()
    return Identity(
        _answer(_("Your name, for the history"), guess.name, person),
        _answer(_("Your mail address, for the history"), guess.mail, fields.mail),
    )


def person(text: str) -> str:
    """Return a name under which git commits.

    Raises:
        UsageError: it is empty, or holds a character that git leaves out of names.
    """
    name = inputs.demand(text, "name")
    if any(character in name for character in "<>"):
        raise UsageError(_("“{name}” holds a < or >").format(name=name), _("Write the name alone."))
    return name
