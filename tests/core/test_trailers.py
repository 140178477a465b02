"""The reason of a change in a commit message: what git reads, and what comes back."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import trailers

REASONS = {
    "one line": "Omdat het moet",
    "several lines": "De provincie is later.\nDaarom ook wij.",
    "blank lines": "Eerst dit\n\n\nen dan dat\n\n  ingesprongen",
    "trailers": "Reason: x\nAction: 2025-001\n\nSigned-off-by: Anna <anna@example.org>",
    "dots": ".\n..\n\n...\neinde.",
    "long": "woord " * 2000 + "einde",
    "comment": "# een kop\n#12 hersteld",
    "divider": "---\ndiff --git a b",
    "colon": ": x\n:",
}


@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS)
def test_a_reason_comes_back_as_it_was_also_through_git(reason: str) -> None:
    ending = f"Action: 2025-001\n{trailers.write('Reason', reason)}"
    message = f"2025-001 afgerond: Zaal\n\nstatus: open → afgerond\n\n{ending}\n"

    again = subprocess.run(
        ["git", "interpret-trailers", "--no-divider", "--trailer", "Signed-off-by: Bob <b@c.nl>"],
        input=message, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    parsed = subprocess.run(
        ["git", "interpret-trailers", "--no-divider", "--parse"],
        input=message, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip

    for text in (message, again, message.strip(), f"{message}\nChange-Id: I12\n"):
        found = trailers.read(text)
        assert found.values("Reason") == [reason]
        assert found.values("action") == ["2025-001"]
        assert found.body == ["status: open → afgerond"]
    assert again.startswith(message)
    assert [line.split(":")[0] for line in parsed.splitlines()] == ["Action", "Reason"]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_reason_is_one_trailer(reason: str) -> None:
    written = trailers.write("Reason", reason)

    found = trailers.read(f"onderwerp\n\nAction: 2025-001\n{written}\n")

    assert found.values("Action") == ["2025-001"]
    assert len(found.values("Reason")) == 1
    assert trailers.write("Reason", found.values("Reason")[0]) == written


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  om\r\n  dat\r\n", "om\n  dat"),
        ("een\rtwee", "een␍twee"),
        ("een  \ntwee\t", "een\ntwee"),
        ("\x1b[31mrood", "␛[31mrood"),
    ],
)
def test_line_ends_and_what_steers_a_terminal_are_made_harmless(given: str, shown: str) -> None:
    found = trailers.read(f"onderwerp\n\n{trailers.write('Reason', given)}")

    assert found.values("Reason") == [shown]


@pytest.mark.parametrize(
    "message",
    [
        "Reason: alleen een onderwerp",
        "onderwerp\n\nReason: x\nen dan gewone tekst",
        "onderwerp\n\nReason: x\n\nEen slot.",
        "onderwerp\n\n vervolg zonder begin\nReason: x",
        "onderwerp\n\nSigned-off-by: Anna",
        "",
    ],
)
def test_what_is_no_paragraph_of_trailers_at_the_end_is_body(message: str) -> None:
    found = trailers.read(message)

    assert found.trailers == ()
    assert [found.subject, *found.body] == message.split("\n\n")
