"""Names of people and bodies: lists on one line, and which known name a person likely means."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, one_slip, slug

# A name in quotes, which may contain commas. An apostrophe closes only at the end of a name, as in
# 'O'Brien'. Single quotes count because cmd.exe turns '"Jansen, J."' into 'Jansen, J.'.
_QUOTED = re.compile(
    r"""\s*(?: "(?P<double>(?:[^"]|"")*)"
             | '(?P<single>(?:[^',]|,(?!\s*')|'(?!\s*(?:,|$)))+)'
             | [“„](?P<curly>[^“”„]*)[”“]
        )\s*(?:,|$)""",
    re.VERBOSE,
)
_BARE = re.compile(r"([^,]*)(?:,|$)")
_SHOWN = 4  # names in an error
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[ -]?)+(?:\s*(?:van|de|der|den|ter|ten|te|la|le|du|von))*")


class _Part(NamedTuple):
    """The text between two commas, and whether it was in quotes."""

    name: str
    quoted: bool

    @property
    def unclosed(self) -> bool:
        """Whether the text has an opening quotation mark without a closing one."""
        unpaired = self.name.count('"') % 2 or sum(map(self.name.count, "“”„")) % 2
        return bool(unpaired) and not self.quoted

    @property
    def initials(self) -> bool:
        """Whether the text consists of initials that belong behind a last name: J., or J.H. de."""
        return not self.quoted and _INITIALS.fullmatch(self.name) is not None

    @property
    def signed(self) -> bool:
        """Whether the text begins with a sign, as if to add or remove a name."""
        return not self.quoted and self.name[:1] in {"+", "-"}


def split(line: str, advice: str = "") -> list[str]:
    """Return the comma-separated names on a line; quotes protect the commas in a name.

    Args:
        line: As typed.
        advice: How to add or remove a name, for somebody who puts a sign before it.

    Raises:
        UsageError: a quotation mark is not closed, a part is only initials after a last name, or a
            part begins with a sign.
    """
    names: list[str] = []
    for part in _parts(line):
        if part.unclosed:
            raise UsageError(
                _("a quotation mark in “{text}” does not close").format(text=part.name),
                _("Write: {example}").format(example=argument(["Jansen, J."])),
            )
        if part.initials and names:
            joint = f"{names[-1]}, {part.name}"
            raise UsageError(
                _("“{text}” looks like one name").format(text=joint),
                _("Write: {example}").format(example=argument([joint])),
            )
        if part.signed:
            message = _("“{name}” is no name: it begins with “{sign}”")
            raise UsageError(
                message.format(name=part.name, sign=part.name[0]),
                advice or _("Write the name alone."),
            )
        names += [part.name] if part.name else []
    return names


def _parts(line: str) -> Iterator[_Part]:
    at = 0
    while at < len(line):
        quoted = _QUOTED.match(line, at)
        part = quoted or _BARE.match(line, at)
        assert part is not None, "a bare name may hold anything but a comma"  # noqa: S101
        at = part.end()
        yield _Part(_unquoted(quoted) if quoted else part[1].strip(), quoted is not None)


def _unquoted(quoted: re.Match[str]) -> str:
    """Return the name between quotes, without a second pair of quotes within the first."""
    name = quoted[quoted.lastgroup or 0].strip()
    if quoted.lastgroup == "double":
        name = name.replace('""', '"')
    inner = _QUOTED.fullmatch(name)
    return _unquoted(inner) if inner and not name.endswith(",") else name


def joined(names: Sequence[str]) -> str:
    """Return names as one line that `split` reads back, quoted only where that is needed."""
    line = ", ".join(map(_quoted_if_needed, names))
    return line if _reads_as(line, names) else ", ".join(map(_double_quoted, names))


def argument(names: Sequence[str]) -> str:
    """Return names as an argument of a command that can be copied into bash, cmd or PowerShell.

    A placeholder takes the place of names with characters that a shell would interpret.
    """
    line = joined(names)
    return f'"{_("NAME")}, {_("NAME")}"' if re.search(r'["$`\\%!]', line) else f'"{line}"'


def _quoted_if_needed(name: str) -> str:
    forms = (name, f"'{name}'")
    return next((form for form in forms if _reads_as(form, [name])), _double_quoted(name))


def _double_quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _reads_as(line: str, names: Sequence[str]) -> bool:
    parts = list(_parts(line))
    whole = not any(part.unclosed or part.initials or part.signed for part in parts)
    return whole and [part.name for part in parts] == list(names)


class _Letters(NamedTuple):
    """The letters and digits of a name, as typed and folded for comparison."""

    letters: str
    folded: str


def _letters(name: str) -> _Letters:
    letters = re.sub(r"[\W_]+", "", name)
    return _Letters(letters, fold(letters))


def _is_same(first: _Letters, second: _Letters) -> bool:
    return first.folded == second.folded


def _is_one_slip(first: _Letters, second: _Letters) -> bool:
    """Tell whether two names differ by one typing error, and are not two real names.

    A different capital is a different initial or abbreviation (J. de Vries is not H. de Vries), a
    different digit a different number. In a short name the first letter counts as right: AB is not
    DB, and OR is not COR.
    """
    if not one_slip(first.folded, second.folded) or _digits(first) != _digits(second):
        return False
    shortest = min(len(first.letters), len(second.letters))
    if len(first.letters) != len(second.letters):
        return shortest > 4 or (shortest > 1 and first.folded[0] == second.folded[0])
    pairs = [
        (a, b) for a, b in zip(first.letters, second.letters, strict=True) if fold(a) != fold(b)
    ]
    swapped = len(pairs) > 1
    if shortest <= 4 and not (swapped and first.folded[0] == second.folded[0]):
        return False
    return not any(a.isupper() and b.isupper() for a, b in pairs)


def _digits(name: _Letters) -> str:
    return "".join(filter(str.isdigit, name.letters))


def same(first: str, second: str) -> bool:
    """Tell whether two names are equal but for capitals, accents and dots."""
    return _is_same(_letters(first), _letters(second))


def alike(name: str, other: str) -> bool:
    """Tell whether two names are the `same` or differ by one typing error."""
    first, second = _letters(name), _letters(other)
    return _is_same(first, second) or _is_one_slip(first, second)


def look_alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that are `alike`."""
    pairs = combinations([(name, _letters(name)) for name in names], 2)
    for (first, letters), (second, others) in pairs:
        if _is_same(letters, others) or _is_one_slip(letters, others):
            yield first, second


def meant(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that a new name most likely means, or None if that is not certain.

    That is a name that is the `same`, or else the only one that is `alike`, or else the only one
    whose last name is.
    """
    for rule in (same, alike, _is_last_name):
        matches = [other for other in known if rule(name, other)]
        if matches:
            return matches[0] if len(matches) == 1 or rule is same else None
    return None


def completed(line: str, known: Sequence[str]) -> list[str]:
    """Return the names on a line, where the beginning of a known name stands for that name.

    `rue` is E. Ruesen where no other name has a word that begins so. What is in quotes is a name as
    it is, and so is an abbreviation: a body that is not known yet may have it.

    Raises:
        UsageError: several known names begin so; or the line cannot be read, see `split`.
    """
    split(line)
    return [
        part.name if part.quoted else _whole(part.name, known) for part in _parts(line) if part.name
    ]


def _whole(name: str, known: Sequence[str]) -> str:
    """Return the one known name that is the same as a name, or begins with it; else the name."""
    if name in known:
        return name
    equal = [other for other in known if same(name, other)]
    found = equal or begun(name, known)
    if len(found) > 1:
        raise UsageError(
            _("“{name}” fits several names: {names}").format(
                name=name, names=joined(found[:_SHOWN])
            ),
            _('Type more of it; or "{name}", in quotes, for a new name.').format(name=name),
        )
    return found[0] if found else name


def begun(name: str, known: Sequence[str]) -> list[str]:
    """Return the known names of which a word, with what follows it, begins with `name`."""
    wanted = slug(name)
    return [
        other
        for other in known
        if wanted and not name.isupper() and any(end.startswith(wanted) for end in _ends(other))
    ]


def _ends(name: str) -> Iterator[str]:
    """Yield a name as a slug: the whole, what follows its first word, and so on."""
    words = name.split()
    return (slug(" ".join(words[index:])) for index in range(len(words)))


def together(name: str, known: Sequence[str]) -> list[str]:
    """Return the known names that `name` joins by a word or sign (A en B, A/B), or none."""
    parts = re.split(r"\s*[;/&+]\s*|\s+(?:en|and)\s+", name)
    matches = [
        next((candidate for candidate in known if same(part, candidate)), "") for part in parts
    ]
    return matches if len(matches) > 1 and all(matches) else []


def _is_last_name(name: str, whole: str) -> bool:
    """Tell whether a name is the last name in another; an abbreviation is no last name."""
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


_PLURALS = ("", "s", "'s", "en")  # a role as people hold it, and as an action names it


def same_role(owner: str, role: str) -> bool:
    """Tell whether an owner is a role, in the singular or the plural: "regisseurs", "regisseur"."""
    first, second = fold(owner), fold(role)
    return bool(second) and any(first == second + end or second == first + end for end in _PLURALS)
