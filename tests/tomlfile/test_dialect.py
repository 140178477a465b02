"""What only TOML 1.1 knows is refused, so that a colleague's older version reads the file too."""

import re
import sys
import tomllib

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st

from actiepunt.tomlfile.dialect import newer
from conftest import ACTIONS, Desk

NOTE = '{ on = 2025-02-20, text = "Concept gereed" }'
ESCAPE = "\\x and \\e are not known in TOML 1.0"
ONE_LINE = "TOML 1.0 does not allow a line break between { and }"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("Koningsdag", "\\x4boningsdag", 6, ESCAPE),
        ("Koningsdag", "a \\\\ \\e[1m", 6, ESCAPE),
        (NOTE, '{ on = 2025-02-20,\n  text = "x" }', 28, ONE_LINE),
        (NOTE, '{\n on = 2025-02-20, text = "x" }', 28, ONE_LINE),
        (NOTE, '{ on = 2025-02-20, text = "x", }', 28, "TOML 1.0 does not allow a comma before }"),
        ("T11:45:00+01:00", "T11:45+01:00", 12, "TOML 1.0 requires seconds in a time"),
    ],
)
def test_it_is_refused_with_its_line(
    filled: Desk, old: str, new: str, line: int, fault: str
) -> None:
    text = ACTIONS.replace(old, new, 1)
    rtoml.loads(text)
    filled.write(text)

    run = filled.run("check")

    assert run.code == 1
    assert run.out.startswith(f"data/actions.toml:{line}: error: {fault}.")
    assert filled.run("save").code == 1


@pytest.mark.parametrize(
    "text",
    [
        ACTIONS,
        'summary = "Om 10:00 in { de, } zaal"  # { en 11:30\n',
        "summary = '\\x41 en \\e'\n",
        'summary = "een pad G:\\\\x en \\\\e"\n',
        "x = [\n  { a = 1 },\n]\ncreated = 2025-01-29T11:45:00-05:00\n",
        'details = """\n{\n10:00, }\n"""\n',
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    tomllib.loads(text)

    assert list(newer(text, "x")) == []


PIECES = st.sampled_from(
    ["{", "}", "[", "]", ",", "\n", " ", "a", "b", " = ", "1", '"', "'", "\\x41", "\\e", "\\n",
     "#", '"t"', "10:00", "10:00:00", "2025-01-01T10:00", "2025-01-01 10:00:00Z", "{ a = 1 }",
     '"""', "x = ", "\ny = ", "{ a = 1, b = [ 1,\n 2 ] }", "+01:00", '"\\x41"', "{ c = 1, }"]
)  # fmt: skip


@pytest.mark.skipif(sys.version_info >= (3, 15), reason="tomllib reads TOML 1.1 there")
@settings(max_examples=1000)
@given(st.lists(PIECES, max_size=10).map("".join))
def test_what_we_read_and_do_not_refuse_reads_the_same_by_toml_1_0(value: str) -> None:
    text = f"k = {value}\n"
    try:
        ours = rtoml.loads(text)
    except rtoml.TomlParsingError:
        return

    if not list(newer(text, "x")):
        assert shown(tomllib.loads(text)) == shown(ours)


def shown(content: object) -> str:
    """Return what was read, without the class that each reader has for an offset."""
    return re.sub(r"tzinfo=[^)]*\)+", "", repr(content))
