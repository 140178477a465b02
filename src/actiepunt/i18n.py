"""Translation of messages.

The screen is in the language of the person's locale (`_`); documents, feeds and commit messages
are in the language of the register (`translator`). The catalogues are in `locale/`; the messages
in the code are English.
"""

import gettext
import os
import sys
from collections.abc import Callable
from pathlib import Path

DOMAIN = "actiepunt"
LOCALE_DIR = Path(__file__).parent / "locale"

Translate = Callable[[str], str]


def _windows_language() -> str:  # pragma: no cover - only Windows has this call
    """Return the language of the Windows user interface; empty on other systems."""
    if sys.platform == "win32":
        import ctypes
        import locale

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(code, "")
    return ""


def screen_language() -> str:
    """Return `nl` for a Dutch locale, else `en` (POSIX.1-2017, 8.2, and gettext's LANGUAGE)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale_name = os.environ.get(variable)
        if locale_name:
            # LANGUAGE is a list of preferences, which gettext ignores in the C locale.
            preferred = os.environ.get("LANGUAGE", "").split(":")[0]
            language = (
                preferred
                if preferred and locale_name.split(".")[0] not in {"C", "POSIX"}
                else locale_name
            )
            break
    else:
        language = _windows_language()
    return "nl" if language.lower().startswith("nl") else "en"


def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of `language`, or the English messages if it has none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language], fallback=True)


_screen = catalogue(screen_language())


def _(message: str) -> str:
    """Return a message in the language of the screen."""
    return _screen.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message that depends on a count, in the language of the screen."""
    return _screen.ngettext(singular, plural, count)


def translator(language: str) -> Translate:
    """Return the function that translates messages into a language: that of a register."""
    return catalogue(language).gettext


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a marked message
    """Return a message as it is: it is extracted here, and translated where it is used."""
    return message
