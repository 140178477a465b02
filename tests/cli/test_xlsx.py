"""Workbooks of Excel: exported, taken in, and refused where a sheet is not what it seems."""

import builtins
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253 - what is heavy is here what is tested
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: TID253 - as above

from actiepunt.output import Listing, Page, xlsx
from conftest import Desk
from helpers import typed, without_hash

HEADINGS = ["Nr", "Gremium", "Actie", "Actiehouder", "Termijn", "Status", "Opmerkingen"]


def messy(*, mended: bool) -> bytes:
    """Return a workbook as people keep one.

    A title over all columns, an empty row, a second sheet, cells merged downward, real days and
    moments, numbers, formulas, an error, a number shown as a day, a protected sheet, a total.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Acties"
    sheet.append(["Actielijst bestuur, stand 5 maart"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(HEADINGS)
    note = "– eerst de cijfers\n– dan de tekst"
    for row in (
        [1, "AB", "Nota schrijven", "Jan / Piet", datetime(2025, 4, 22), "open", note],
        [2.0, None, "Kaderbrief\nverzenden", "Jan\nPiet", "AB 2 april", "gereed", True],
        [3, "DB", "Zaal reserveren", "regiokassier", date(2025, 4, 30), "bezig", "=1+1"],
        [4, "DB", "Koffie", "DB", "z.s.m." if mended else datetime(1900, 1, 5), "open", 2.5],
        [5, "DB", "Begroting", "DB", "eind april" if mended else "#REF!", "open", None],
        [6, "DB", "Verslag", "DB", "Q2" if mended else time(10), "open", None],
        [7, "DB", "Brief", "DB", "medio mei", "open" if mended else "zie hiernaast", None],
        ["Totaal", None, 7, None, None, None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("B4:B5")
    sheet["G7"].number_format = "0.00"
    sheet.protection.sheet = True
    sheet.protection.set_password("geheim")
    book.create_sheet("Leden").append(["Naam", "Telefoon"])
    written = io.BytesIO()
    book.save(written)
    return _with_result(written.getvalue(), "2" if mended else "")


def _with_result(data: bytes, result: str) -> bytes:
    """Return a workbook in which Excel has put the result of the formula, which openpyxl cannot."""
    return _changed(
        data, "xl/worksheets/sheet1.xml",
        lambda text: text.replace("<f>1+1</f><v />", f"<f>1+1</f><v>{result}</v>")
        .replace("<f>1+1</f><v></v>", f"<f>1+1</f><v>{result}</v>"),
    )  # fmt: skip


def _changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return written.getvalue()


def actions(desk: Desk) -> list[dict[str, Any]]:
    """Return the actions of a register, as its JSON has them."""
    found: list[dict[str, Any]] = json.loads(desk.good("export", "json"))["actions"]
    return found


def test_a_messy_workbook_is_refused_mended_taken_in_and_known_again(filled: Desk) -> None:
    path = filled.root / "lijst.xlsx"
    path.write_bytes(messy(mended=False))
    before = filled.state()

    shown = filled.run("import", "xlsx", "lijst.xlsx", "--dry-run")
    refused = filled.run("import", "xlsx", "lijst.xlsx")

    assert (shown.code, refused.code, refused.out) == (1, 1, "")
    assert shown.out.endswith(
        "lijst.xlsx: 2 added\n5 rows do not fit. Nothing would be changed.\n"
        "This was a dry run: nothing was changed.\n"
    )
    assert shown.err == (
        "sheet read: Acties\n"
        "merged cells stand for each of their rows: B4\n"
        "row 11 passed over: “Totaal 7”\n"
        "the numbers of the list are its own: new actions get numbers of the register\n"
    )
    assert refused.err == REFUSED
    assert filled.state() == before

    path.write_bytes(messy(mended=True))
    done = filled.run("import", "xlsx", "lijst.xlsx")

    assert done.code == 0, done
    assert without_hash(done.out).splitlines()[0] == "lijst.xlsx: 7 added"
    assert [
        (a["body"], a["summary"], a["owners"], a["due_text"], a["status"], a["details"])
        for a in actions(filled)[3:]
    ] == [
        (
            "AB", "Nota schrijven", ["Jan", "Piet"], "2025-04-22", "open",
            "– eerst de cijfers\n– dan de tekst",
        ),
        ("AB", "Kaderbrief verzenden", ["Jan", "Piet"], "ab-2025-04-02", "done", "true"),
        ("DB", "Zaal reserveren", ["regiokassier"], "2025-04-30", "in-progress", "2"),
        ("DB", "Koffie", ["DB"], "z.s.m.", "open", "2.50"),
        ("DB", "Begroting", ["DB"], "eind april 2025", "open", None),
        ("DB", "Verslag", ["DB"], "Q2 2025", "open", None),
        ("DB", "Brief", ["DB"], "medio mei 2025", "open", None),
    ]  # fmt: skip
    after = filled.state()
    again = filled.good("import", "xlsx", "lijst.xlsx")
    assert again == "Nothing changed: the register says so already.\n"
    assert filled.state() == after


REFUSED = """\
lijst.xlsx, row 6, G6 (Opmerkingen): error: a formula without a result: let Excel save it once more.
lijst.xlsx, row 7, E7 (Termijn): error: Fri 5 January 1900 is a number or a time that Excel shows as a day.
lijst.xlsx, row 8, E8 (Termijn): error: the cell shows the error #REF!.
lijst.xlsx, row 9, E9 (Termijn): error: “10:00:00” cannot be read as a date or period. Write it as 2025-04-03, "end april", "in 2 weeks".
lijst.xlsx, row 10, F10 (Status): error: unknown status “zie hiernaast”. Known: open, in-progress, done, cancelled.
actiepunt: 5 rows do not fit
Mend them in the file, or the register; nothing was changed.
"""


def test_the_real_register_goes_through_excel_unchanged(
    real: Path, desk: Desk, tmp_path: Path
) -> None:
    away, file = Desk(real, desk._capture), str(tmp_path / "alles.xlsx")
    shutil.copy(real / "data/calendar.toml", desk.root / "data/calendar.toml")
    desk.good("save")
    away.good("export", "xlsx", "-o", file)

    done = desk.good("import", "xlsx", file)
    text = (real / "data/actions.toml").read_text(encoding="utf-8")

    assert done.startswith("alles.xlsx: 191 added\n")
    assert desk.read().partition("[[")[2] == text.partition("[[")[2]  # below the schema of init
    assert desk.good("import", "xlsx", file).startswith("Nothing changed")
    assert away.good("import", "xlsx", file).startswith("Nothing changed")


def test_a_workbook_is_one_for_people_and_runs_nothing(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "=1+1", "--details", "'=2")
    filled.good("close", "1")

    filled.good("export", "xlsx", "-o", "alles.xlsx")

    sheet = openpyxl.load_workbook(filled.root / "alles.xlsx").active
    assert sheet.title == "Actiepunten"
    assert [cell.value for cell in sheet[1]] == [
        "nummer", "actiepunt", "actiehouder", "gremium", "status", "termijn", "herhaling",
        "vergadering", "agendapunt", "vindplaats", "trefwoorden", "aangemaakt", "afgesloten", "resultaat", "toelichting",
        "voortgang", "eerder nummer", "uid", "zoals afgesproken", "te laat",
    ]  # fmt: skip
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].quotePrefix) == (
        "=1+1",
        "s",
        True,
    )
    assert (sheet["E2"].value, sheet["F2"].value) == ("afgerond", datetime(2025, 3, 6))
    assert sheet.column_dimensions["R"].hidden
    assert sheet.freeze_panes == "A2"
    assert filled.good("import", "xlsx", "alles.xlsx").startswith("Nothing changed")


def test_every_listing_can_be_a_workbook(filled: Desk) -> None:
    for words in (["list"], ["log"], ["meeting", "list", "--all"], ["stats"], ["show", "1"]):
        filled.good(*words, "-o", "x.xlsx")

        sheet = openpyxl.load_workbook(filled.root / "x.xlsx").active
        assert sheet.max_row > 1, words


def test_a_text_that_does_not_fit_in_a_cell_is_refused(filled: Desk) -> None:
    filled.good("edit", "1", "--details", "x" * 40_000)

    run = filled.run("export", "xlsx", "-o", "alles.xlsx")

    assert (run.code, run.err.splitlines()[0]) == (
        1, "actiepunt: a text of 40000 characters does not fit in a cell of Excel",
    )  # fmt: skip
    assert not (filled.root / "alles.xlsx").exists()


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    view = Listing(
        "odd", {"": ["a\ufffe\x00\ud800b"]}, [], None, lambda text: {"summary": text}, str
    )

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(view, Page()))).active

    assert sheet["A2"].value == "a\ufffd\u2400\ufffdb"


def test_a_terminal_gets_no_workbook(filled: Desk) -> None:
    screen = typed(filled, ["export", "xlsx"], [])

    assert "xlsx is nothing for a terminal" in screen


def test_without_openpyxl_it_says_how_to_get_it(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (filled.root / "lijst.xlsx").write_bytes(messy(mended=True))
    found = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    for words in (["export", "xlsx", "-o", "x.xlsx"], ["import", "xlsx", "lijst.xlsx"]):
        run = filled.run(*words)
        assert run.code == 1
        assert run.err.splitlines() == [
            "actiepunt: workbooks of Excel need the package openpyxl",
            "Install it: pip install 'actiepunt[xlsx]'",
        ]


def book(*rows: list[Any], title: str = "Blad1") -> bytes:
    """Return a workbook with a sheet of some rows."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def bomb() -> bytes:
    """Return a small workbook that unpacks to 200 MB."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return written.getvalue()


def zipped(name: str) -> bytes:
    """Return a zip with one part."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "<x/>")
    return written.getvalue()


def two() -> bytes:
    """Return a workbook with two lists of actions."""
    made = openpyxl.Workbook()
    made.active.append(HEADINGS)
    made.create_sheet("Oud").append(HEADINGS)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_entity() -> bytes:
    """Return a workbook with an entity that grows to a gigabyte."""
    grows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return _changed(
        book(["Actie", "Wie"], ["Zaal", "Jan"]), "xl/worksheets/sheet1.xml",
        lambda text: f'<!DOCTYPE x [<!ENTITY e0 "lol">{grows}]>{text}'.replace("Zaal", "&e9;"),
    )  # fmt: skip


def far() -> bytes:
    """Return a workbook with a cell in a row that no sheet has."""
    return _changed(
        book(["Actie", "Wie"], ["Zaal", "Jan"]), "xl/worksheets/sheet1.xml",
        lambda text: text.replace('r="2"', 'r="99999999999"').replace('r="A2"', 'r="A99999999999"'),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"", "lijst.xlsx is empty"),
        (lambda: b"Actie;Wie\r\nZaal;Jan", "lijst.xlsx is of another kind: text, or damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" * 9, "lijst.xlsx is of another kind: .xls, or a workbook with"),
        (lambda: b"%PDF-1.7", "lijst.xlsx is of another kind: PDF"),
        (lambda: zipped("word/document.xml"), "lijst.xlsx is of another kind: .docx"),
        (lambda: zipped("content.xml"), "lijst.xlsx is of another kind: .ods, .odt"),
        (lambda: zipped("x"), "lijst.xlsx is no sound workbook of Excel"),
        (lambda: book(HEADINGS)[:-100], "lijst.xlsx is no sound workbook of Excel"),
        (with_entity, "lijst.xlsx is no sound workbook of Excel"),
        (far, "lijst.xlsx is no sound workbook of Excel"),
        (bomb, "lijst.xlsx unpacks to more than 100 MB"),
        (book, "lijst.xlsx is empty"),
        (lambda: book(HEADINGS), "lijst.xlsx has no actions below its headings"),
        (lambda: book(["Zaal", "Jan"]), "lijst.xlsx has no heading for the action"),
        (lambda: book(["Actie", "Wie", "Houder"]), "columns B “Wie” and C “Houder” mean the same"),
        (two, "lijst.xlsx has several sheets with actions: Sheet, Oud"),
        (
            lambda: book(["Actie"], *(["Zaal"] for _ in range(10_001))),
            "lijst.xlsx has more than 10000 rows",
        ),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_reason(
    desk: Desk, make: Callable[[], bytes], message: str
) -> None:
    (desk.root / "lijst.xlsx").write_bytes(make())
    before = desk.state()

    run = desk.run("import", "xlsx", "lijst.xlsx")

    assert (run.code, run.out) == (1, "")
    problem, advice = run.err.splitlines()
    assert problem.startswith(f"actiepunt: {message}")
    assert advice.endswith((".", "lijst.xlsx"))
    assert desk.state() == before


def test_days_of_the_calendar_of_1904_are_the_same_days(desk: Desk) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append(["Actie", "Termijn"])
    made.active.append(["Zaal reserveren", date(2025, 5, 1)])
    made.save(desk.root / "lijst.xlsx")

    desk.good("import", "xlsx", "lijst.xlsx")

    assert actions(desk)[0]["due_text"] == "2025-05-01"


def test_a_sheet_is_chosen_by_its_name(desk: Desk) -> None:
    (desk.root / "lijst.xlsx").write_bytes(two())

    none = desk.run("import", "xlsx", "lijst.xlsx", "--sheet", "Oud")
    wrong = desk.run("import", "xlsx", "lijst.xlsx", "--sheet", "Nieuw")

    assert none.err.startswith("actiepunt: lijst.xlsx has no actions below its headings")
    assert (wrong.code, wrong.err) == (
        2, "actiepunt: lijst.xlsx has no sheet “Nieuw”\nIts sheets: Sheet, Oud.\n",
    )  # fmt: skip
