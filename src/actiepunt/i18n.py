"""The words people read, in their language.

The screen follows the locale of the person (`_`); reports, feeds and commit subjects follow the
register (`translator`). The catalogues stand in `locale/`; English is what the code says.
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
    """Return the language of the Windows screen, where no variable names one."""
    if sys.platform == "win32":
        import ctypes
        import locale

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(code, "")
    return ""


def screen_language() -> str:
    """Return `nl` under a Dutch locale and `en` otherwise (POSIX order of the variables)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        named = os.environ.get(variable)
        if named:
            # LANGUAGE is a list of preferences that counts only where the locale is not C.
            first = os.environ.get("LANGUAGE", "").split(":")[0]
            chosen = first if first and named.split(".")[0] not in {"C", "POSIX"} else named
            break
    else:
        chosen = _windows_language()
    return "nl" if chosen.lower().startswith("nl") else "en"


def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of `language`; English where there is none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language], fallback=True)


_screen = catalogue(screen_language())


def _(message: str) -> str:
    """Translate a message for the screen."""
    return _screen.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message for the screen that depends on a count."""
    return _screen.ngettext(one, many, count)


def translator(language: str) -> Translate:
    """Return the translating function of a register's own language."""
    return catalogue(language).gettext


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a marked message
    """Mark a message for the catalogue; it is translated where it is used."""
    return message
