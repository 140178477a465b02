"""Names of people and bodies: several on one line, and which one a person likely means."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, one_slip

# A whole name in quotes, which may hold commas. An apostrophe closes only where the name ends, for
# the sake of O'Brien; cmd.exe hands '"Jansen, J."' over as 'Jansen, J.', so that both kinds count.
_QUOTED = re.compile(
    r"""\s*(?: "(?P<double>(?:[^"]|"")*)"
             | '(?P<single>(?:[^',]|,(?!\s*')|'(?!\s*(?:,|$)))+)'
             | [“„](?P<curly>[^“”„]*)[”“]
        )\s*(?:,|$)""",
    re.VERBOSE,
)
_BARE = re.compile(r"([^,]*)(?:,|$)")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[ -]?)+(?:\s*(?:van|de|der|den|ter|ten|te|la|le|du|von))*")


class _Part(NamedTuple):
    """What stands between two commas, and whether quotes keep it together."""

    name: str
    quoted: bool

    @property
    def broken(self) -> bool:
        """Tell whether a quotation mark does not close."""
        odd = self.name.count('"') % 2 or sum(self.name.count(mark) for mark in "“”„") % 2
        return bool(odd) and not self.quoted

    @property
    def initials(self) -> bool:
        """Tell whether it is only what comes after a last name: J., or J.H. de."""
        return not self.quoted and _INITIALS.fullmatch(self.name) is not None

    @property
    def signed(self) -> bool:
        """Tell whether it begins as if it were to be added or removed."""
        return not self.quoted and self.name[:1] in {"+", "-"}


def split(line: str, advice: str = "") -> list[str]:
    """Return the names on a line, which commas part; quotes keep a name as it is.

    `advice` says how one name is added or removed, for who puts a sign before it.

    Raises:
        UsageError: a quotation mark does not close, a part is the initials of the one before, or it
            begins with a sign.
    """
    found: list[str] = []
    for part in _parts(line):
        if part.broken:
            raise UsageError(
                _("a quotation mark in “{text}” does not close").format(text=part.name),
                _("Write: {example}").format(example=argument(["Jansen, J."])),
            )
        if part.initials and found:
            whole = f"{found[-1]}, {part.name}"
            raise UsageError(
                _("“{text}” looks like one name").format(text=whole),
                _("Write: {example}").format(example=argument([whole])),
            )
        if part.signed:
            message = _("“{name}” is no name: it begins with “{sign}”")
            raise UsageError(
                message.format(name=part.name, sign=part.name[0]),
                advice or _("Write the name alone."),
            )
        found += [part.name] if part.name else []
    return found


def _parts(line: str) -> Iterator[_Part]:
    at = 0
    while at < len(line):
        quoted = _QUOTED.match(line, at)
        part = quoted or _BARE.match(line, at)
        assert part is not None, "a bare name may hold anything but a comma"  # noqa: S101
        at = part.end()
        yield _Part(_unquoted(quoted) if quoted else part[1].strip(), quoted is not None)


def _unquoted(quoted: re.Match[str]) -> str:
    """Return what stands between quotes, and between quotes within those."""
    name = quoted[quoted.lastgroup or 0].strip()
    if quoted.lastgroup == "double":
        name = name.replace('""', '"')
    inner = _QUOTED.fullmatch(name)
    return _unquoted(inner) if inner and not name.endswith(",") else name


def joined(several: Iterable[str]) -> str:
    """Return names as one line that `split` reads back: plain, or in the quotes that they need."""
    names = list(several)
    line = ", ".join(map(_written, names))
    return line if _reads_as(line, names) else ", ".join(map(_doubly, names))


def argument(several: Iterable[str]) -> str:
    """Return names as a word of a command that can be copied into bash, cmd or PowerShell.

    Where a shell would read something in a name, it is left to the person.
    """
    line = joined(several)
    return '"NAME, NAME"' if re.search(r'["$`\\%!]', line) else f'"{line}"'


def _written(name: str) -> str:
    forms = (name, f"'{name}'")
    return next((form for form in forms if _reads_as(form, [name])), _doubly(name))


def _doubly(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _reads_as(line: str, names: list[str]) -> bool:
    parts = list(_parts(line))
    whole = not any(part.broken or part.initials or part.signed for part in parts)
    return whole and [part.name for part in parts] == names


class _Plain(NamedTuple):
    """A name without dots and spaces, as typed and as it is compared."""

    letters: str
    folded: str


def _plain(name: str) -> _Plain:
    letters = re.sub(r"[\W_]+", "", name)
    return _Plain(letters, fold(letters))


def _same(one: _Plain, other: _Plain) -> bool:
    return one.folded == other.folded


def _slip(one: _Plain, other: _Plain) -> bool:
    """Tell whether one slip of the pen lies between two names.

    Another capital is another initial or abbreviation (J. de Vries is not H. de Vries), and another
    digit another number. Of a short name the first letter is right: AB and DB, OR and COR.
    """
    if not one_slip(one.folded, other.folded) or _digits(one) != _digits(other):
        return False
    shortest = min(len(one.letters), len(other.letters))
    if len(one.letters) != len(other.letters):
        return shortest > 4 or (shortest > 1 and one.folded[0] == other.folded[0])
    pairs = [(a, b) for a, b in zip(one.letters, other.letters, strict=True) if fold(a) != fold(b)]
    swapped = len(pairs) > 1
    if shortest <= 4 and not (swapped and one.folded[0] == other.folded[0]):
        return False
    return not any(a.isupper() and b.isupper() for a, b in pairs)


def _digits(name: _Plain) -> str:
    return "".join(filter(str.isdigit, name.letters))


def same(one: str, other: str) -> bool:
    """Tell whether two names differ in capitals, accents and dots at most."""
    return _same(_plain(one), _plain(other))


def alike(one: str, other: str) -> bool:
    """Tell whether two names differ in capitals, accents, dots, or in one slip of the pen."""
    first, second = _plain(one), _plain(other)
    return _same(first, second) or _slip(first, second)


def look_alike(several: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that are `alike`."""
    plain = [(_plain(name), name) for name in several]
    for at, (one, name) in enumerate(plain):
        for other, second in plain[at + 1 :]:
            if _same(one, other) or _slip(one, other):
                yield name, second


def meant(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that a new one most likely stands for, or None where that is not sure.

    It is the same but for capitals, accents and dots; or it is one slip away from only one, or from
    the last name of only one.
    """
    for rule in (same, alike, _is_last_name):
        found = [other for other in known if rule(name, other)]
        if found:
            return found[0] if len(found) == 1 or rule is same else None
    return None


def together(name: str, known: Sequence[str]) -> list[str]:
    """Return the known names that somebody put into one with a word or a sign between, or none."""
    parts = re.split(r"\s*[;/&+]\s*|\s+(?:en|and)\s+", name)
    found = [next((one for one in known if same(part, one)), "") for part in parts]
    return found if len(found) > 1 and all(found) else []


def _is_last_name(name: str, whole: str) -> bool:
    """Tell whether a name is the last words of another; an abbreviation is nobody's last name."""
    words, all_words = _words(name), _words(whole)
    last = all_words[-1] if all_words else ""
    return (
        0 < len(words) < len(all_words)
        and alike(" ".join(words), " ".join(all_words[-len(words) :]))
        and last[:1].isupper()
        and not last.isupper()
    )


def _words(name: str) -> list[str]:
    return re.sub(r"\.(?=\w)", ". ", name).split()
