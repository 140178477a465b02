"""`report`: the action list of a body as a paper for its meeting."""

import html
import json
import re
import sys

import pytest

from actiepunt import templates
from conftest import ACTIONS, CALENDAR, Desk

PAPER = """\
# Actielijst AB

- **Gremium**: AB
- **Vergadering**: AB, wo 2 april 2025 10:00–11:30
- **Stand van**: wo 5 maart 2025
- **Nieuw sinds**: wo 29 januari 2025
- **Open**: 4

## Te laat

| nummer | actiepunt | actiehouders | afgesproken | termijn | stand |
| --- | --- | --- | --- | --- | --- |
| 2025-001 | Koningsdag toelichten | E. Ruesen, met W. Stortelder | wo 29 jan | di 4 mrt | nieuw<br>1 dag te laat<br>1 keer verplaatst<br>wo 5 mrt: Gebeld met de school |

## Tot en met de vergadering

| nummer | actiepunt | actiehouders | afgesproken | termijn | stand |
| --- | --- | --- | --- | --- | --- |
| 2025-003 | Begroting vaststellen | AB |  | AB<br>wo 2 apr | nieuw<br>2 keer verplaatst |

## Later

| nummer | actiepunt | actiehouders | afgesproken | termijn | stand |
| --- | --- | --- | --- | --- | --- |
| 2025-005 | Stuk sturen | DB | wo 29 jan | mei 2025<br>za 31 mei | nieuw |

## Zonder dag

| nummer | actiepunt | actiehouders | afgesproken | termijn | stand |
| --- | --- | --- | --- | --- | --- |
| 2025-006 | Ooit bespreken | – | wo 29 jan<br>agendapunt 7 |  | nieuw |

## Afgerond

| nummer | actiepunt | actiehouders | afgesloten | resultaat |
| --- | --- | --- | --- | --- |
| 2025-008 | Klaar | DB | wo 5 mrt | Op \\<tijd\\> |

## Vervallen

| nummer | actiepunt | actiehouders | afgesloten | resultaat |
| --- | --- | --- | --- | --- |
| 2025-007 | Vervalt | – | wo 5 mrt |  |

## Verplaatste termijnen

| nummer | actiepunt | was | werd | reden |
| --- | --- | --- | --- | --- |
| 2025-001 | Koningsdag toelichten | do 6 mrt | di 4 mrt | Toch \\| eerder |

## Voorlopige agenda

- **Wanneer**: AB, wo 2 april 2025 10:00–11:30
- **Plaats**: Stadhuis
- **Stukken gereed**: wo 26 maart 2025

1. Opening
2. 1\\. Begroting \\| fase 1
3. Begroting vaststellen (2025-003; AB)
"""


def prepared(desk: Desk) -> Desk:
    """Give a register what a paper tells: a new action, deadlines that moved, and closed ones."""
    desk.commit(
        ACTIONS + '\n[[action]]\nuid = "ffffffffffffffff"\nid = "2025-004"\n'
        'summary = "Oud punt"\nbody = "AB"\nstatus = "done"\nclosed = 2025-01-10\n'
        "created = 2025-01-05T11:45:00+01:00\n"
    )
    desk.commit(
        CALENDAR + 'location = "Stadhuis"\nagenda = ["Opening", "1. Begroting | fase 1"]\n',
        "data/calendar.toml",
    )
    desk.good(
        "add",
        "Stuk sturen",
        "--body",
        "AB",
        "--meeting",
        "AB:last",
        "--due",
        "mei 2025",
        "--owner",
        "DB",
    )
    desk.good(
        "add",
        "Ooit bespreken",
        "--body",
        "AB",
        "--item",
        "7",
        "--meeting",
        "AB:last",
        "--owner",
        "",
    )
    desk.good("add", "Vervalt", "--body", "AB", "--owner", "")
    desk.good("cancel", "2025-007", "-m", "niet meer nodig")
    desk.good("add", "Klaar", "--body", "AB", "--owner", "DB")
    desk.good("close", "2025-008", "--outcome", "Op <tijd>")
    desk.good("defer", "2025-003", "--to", "2 mei 2025", "--reason", "Eerst de raden")
    desk.good("defer", "2025-003", "--to", "AB:next", "--reason", "Toch in april")
    desk.good("defer", "2025-001", "--to", "4 maart 2025", "--reason", "Toch | eerder")
    desk.good("note", "2025-001", "Gebeld met de school")
    return desk


def test_the_action_list_is_a_paper_in_the_language_of_the_register(filled: Desk) -> None:
    prepared(filled)

    assert filled.good("report", "ab") == PAPER


def test_the_same_commit_and_options_give_the_same_bytes_on_every_day(filled: Desk) -> None:
    prepared(filled)
    words = ("report", "AB", "--at", "HEAD", "--meeting", "ab-2025-04-02")
    first = filled.good(*words)
    filled.good("close", "2025-001")

    later = filled.good(*words[:3], "HEAD~1", *words[4:], "--today", "2025-12-31")

    assert later == first
    filled.good(*words, "-o", "paper.md")
    assert filled.read("paper.md") == filled.good(*words)


def test_where_each_action_is_written_stands_at_the_end_if_asked(filled: Desk) -> None:
    filled.good("edit", "1", "--source", "verslag.docx §4.2")
    plain = filled.good("report", "AB")

    assert "verslag.docx" not in plain
    assert filled.good("report", "AB", "--sources") == plain + (
        "\n## Waar het staat\n\n| nummer | vindplaats |\n| --- | --- |\n"
        "| 2025-001 | verslag.docx §4.2 |\n"
    )


def test_it_tells_what_is_committed_only(filled: Desk) -> None:
    before = filled.good("report", "AB")
    filled.write(ACTIONS.replace("Koningsdag toelichten", "Nog niet vastgelegd"))

    run = filled.run("report", "AB")

    assert run.out == before
    assert run.err == (
        "what was edited by hand is not in the paper yet; `actiepunt save` records it\n"
    )


def test_since_and_meeting_choose_what_is_new(filled: Desk) -> None:
    everything = filled.good("report", "AB", "--since", "2025-01-01")
    none = filled.good("report", "AB", "--since", "2025-03-01")
    first = filled.good("report", "AB", "--meeting", "ab-2025-01-29")

    assert everything.count(" nieuw") == 2
    assert "**Nieuw sinds**: wo 1 januari 2025" in everything
    assert " nieuw" not in none
    assert "Nieuw sinds" not in first
    assert "- **Wanneer**: AB, wo 29 januari 2025 10:00–11:30\n- **Plaats**: De Steck\n" in first


def test_an_english_register_has_an_english_paper(filled: Desk) -> None:
    filled.commit('language = "en"\n', "data/register.toml")

    paper = filled.good("report", "DB", "--since", "2025-02-01")

    assert paper == (
        "# Action list DB\n\n- **Body**: DB\n- **As it stood on**: Wed 5 March 2025\n"
        "- **New since**: Sat 1 February 2025\n- **Open**: 1\n\n## Late\n\n"
        "| number | action | owners | agreed at | deadline | state |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        '| 2025-002 | Kaderbrief "2026" verzenden | regiokassier, with DB |  '
        "| eind februari 2025<br>Fri 28 Feb | 5 days late<br>in progress"
        "<br>Thu 20 Feb: Concept gereed |\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("XY",), 1, "there is no body “XY”"),
        (("AB", "--meeting", "nergens"), 1, "nergens"),
        (("AB", "--since", "ooit eens"), 2, "cannot be read as a date or period"),
        (("AB", "--at", "ooit eens"), 1, "“ooit eens” is no day, meeting or revision"),
        (("AB", "-o", "actielijst.doc"), 2, "a paper cannot be written as .doc"),
        ((), 2, "missing argument 'BODY'"),
    ],
)
def test_what_cannot_be_is_refused(
    filled: Desk, words: tuple[str, ...], code: int, message: str
) -> None:
    run = filled.run("report", *words)

    assert (run.code, run.out) == (code, "")
    assert message in run.err
    assert run.err.count("\n") == 2


@pytest.mark.parametrize(
    "evil",
    ["</td><script>alert(1)</script>", "a|b`c`*d*\n# e", "\x1b[31m", "1. x", "- x", "{{ 7 * 7 }}"],
)
def test_hostile_text_stays_text(filled: Desk, evil: str) -> None:
    text = json.dumps(evil)
    filled.commit(
        f'[[action]]\nuid = "aaaaaaaaaaaaaaaa"\nid = "2025-001"\nsummary = {text}\n'
        f'owners = [{text}, "B"]\nbody = "AB"\nstatus = "open"\ndue = "ab-2025-04-02"\n'
        f"item = {text}\nprogress = [ {{ on = 2025-03-01, text = {text} }} ]\n"
    )
    filled.commit(CALENDAR + f"location = {text}\nagenda = [{text}]\n", "data/calendar.toml")

    paper = filled.good("report", "AB")

    assert "\x1b" not in paper
    assert not re.search(r"(?<!\\)<(?!br>)", paper)
    rows = [line for line in paper.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {6, 7}
    page = filled.good("report", "AB", "--format", "html")
    assert "\x1b" not in page
    assert "<script" not in page
    assert "49" not in page
    assert "\n1. - " not in paper
    assert "\n1. 1. " not in paper


def test_the_page_holds_what_the_markdown_holds(filled: Desk) -> None:
    prepared(filled)

    page = filled.good("report", "AB", "--format", "html")
    filled.good("report", "AB", "-o", "paper.html")

    assert filled.read("paper.html") == page
    assert page.startswith('<!doctype html>\n<html lang="nl">\n')
    headings = re.findall(r"<h[12]>(.*)</h[12]>", page)
    assert headings == re.findall(r"(?m)^##? (.*)$", PAPER)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in page.split("<tr>")[1:]]
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in PAPER.splitlines()
        if line.startswith("| ") and "---" not in line
    ]
    assert [[html.unescape(cell) for cell in row] for row in cells] == [
        [cell.replace("\\", "") for cell in row] for row in rows
    ]
    assert page.count("<li>") == 3
    assert "<dt>Stukken gereed</dt><dd>wo 26 maart 2025</dd>" in page


def test_a_template_of_the_register_takes_the_place_of_ours(filled: Desk) -> None:
    file = "data/templates/report.html"
    filled.commit("<h1>{{ paper.title }} & co</h1>{{ paper.facts[0][1] }}\n", file)
    filled.write("not committed", file)
    filled.good("body", "add", "DB", "--title", "A <b> C")

    page = filled.good("report", "DB", "--format", "html")

    assert page == "<h1>Actielijst A &lt;b&gt; C & co</h1>A &lt;b&gt; C (DB)\n"


@pytest.mark.parametrize(
    "written",
    [
        "{% if %}",
        "{{ nothing }}",
        "{% include 'index.html.j2' %}",
        "{{ paper.__class__.__mro__ }}",
        "{{ ''.__class__.__subclasses__() }}",
        "{{ 1 // 0 }}",
        "{{ range(10 ** 9) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(90) }}",
        "{{ lipsum(n=1000000000) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 10 ** 12 }}",
        "{{ '%999999999999d' % 1 }}",
    ],
)
def test_a_template_that_is_wrong_leaves_the_sandbox_or_does_not_end_is_refused(
    filled: Desk, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_MOST_STEPS", 100_000)
    filled.commit(written, "data/templates/report.html")

    run = filled.run("report", "AB", "-o", "paper.html")

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(
        "actiepunt: data/templates/report.html is no template that can be filled in: "
    )
    assert run.err.count("\n") == 2
    assert sys.gettrace() is None
    assert not (filled.root / "paper.html").exists()


def test_new_is_what_came_on_the_day_itself_or_later(filled: Desk) -> None:
    prepared(filled)

    on_the_day = filled.good("report", "AB", "--since", "2025-03-05")
    after_it = filled.good("report", "AB", "--since", "2025-03-06")
    after_the_last_commit = filled.good("report", "AB", "--since", "HEAD")

    assert "wo 5 mrt: Gebeld met de school" in on_the_day
    assert "## Afgerond" in on_the_day
    assert "Gebeld" not in after_it
    assert "## Afgerond" not in after_it
    assert "## Verplaatste termijnen" in after_it  # by the clock of the commits
    assert "## Verplaatste termijnen" not in after_the_last_commit


def test_the_next_meeting_is_that_of_the_point(filled: Desk) -> None:
    paper = filled.good("report", "AB", "--at", "HEAD")  # made after both meetings

    assert "**Vergadering**" not in paper
    assert "**Nieuw sinds**: wo 2 april 2025" in paper
    assert "## Voorlopige agenda" not in paper
