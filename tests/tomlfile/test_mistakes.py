"""Mistakes that people make by hand: what is said of each, in both languages, and its line."""

from typing import NamedTuple

import pytest

from actiepunt.i18n import translator
from actiepunt.tomlfile import mistakes, read

HEAD = '[[action]]\nuid = "aaaaaaaaaaaaaaaa"\nid = "2025-001"\nsummary = "Een"\n'


class Case(NamedTuple):
    """What somebody typed below HEAD, the line that is named, and what is wrong and to be done."""

    typed: str
    line: int
    english: str
    dutch: str


CASES = [
    Case(
        'due = "eind april 2025',
        5,
        'a quotation mark does not close. Put " at the end of the text; a text of several lines goes between """ and """.',
        'een aanhalingsteken wordt niet gesloten. Zet " aan het eind van de tekst; een tekst van meer regels komt tussen """ en """.',
    ),
    Case(
        'due = eind april 2025"',
        5,
        'a quotation mark does not open. Put " at the beginning of the text.',
        'een aanhalingsteken wordt niet geopend. Zet " aan het begin van de tekst.',
    ),
    Case(
        "due = eind april 2025",
        5,
        'a text stands in quotation marks. Write it as due = "eind april 2025"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als due = "eind april 2025"',
    ),
    Case(
        "item = 4b",
        5,
        'a text stands in quotation marks. Write it as item = "4b"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als item = "4b"',
    ),
    Case(
        "item = Tekst",
        5,
        'a text stands in quotation marks. Write it as item = "Tekst"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als item = "Tekst"',
    ),
    Case(
        "item = 07",
        5,
        'a text stands in quotation marks. Write it as item = "07"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als item = "07"',
    ),
    Case(
        "item = 5-8",
        5,
        'a text stands in quotation marks. Write it as item = "5-8"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als item = "5-8"',
    ),
    Case(
        "due = null",
        5,
        'a text stands in quotation marks. Write it as due = "null"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als due = "null"',
    ),
    Case(
        "details = € 5",
        5,
        'a text stands in quotation marks. Write it as details = "€ 5"',
        'een tekst hoort tussen aanhalingstekens. Schrijf het als details = "€ 5"',
    ),
    Case(
        "owners = [A, B]",
        5,
        'a text stands in quotation marks. Put " before and behind it.',
        'een tekst hoort tussen aanhalingstekens. Zet er " voor en achter.',
    ),
    Case(
        'tags = ["A" "B"]',
        5,
        "there is no comma between two items. Put a comma between them.",
        "tussen twee onderdelen staat geen komma. Zet er een komma tussen.",
    ),
    Case(
        'tags = ["A",, "B"]',
        5,
        "there is one comma too many. Remove one.",
        "er staat een komma te veel. Haal er een weg.",
    ),
    Case(
        'tags = ["A", "B"\nitem = "1"',
        5,
        "a [ or { does not close. Put ] at the end of the list, or } at the end of the note.",
        "een [ of { wordt niet gesloten. Zet ] aan het eind van de lijst, of } aan het eind van de notitie.",
    ),
    Case(
        'tags = ["A", "B")',
        5,
        "a [ or { does not close. Put ] at the end of the list, or } at the end of the note.",
        "een [ of { wordt niet gesloten. Zet ] aan het eind van de lijst, of } aan het eind van de notitie.",
    ),
    Case(
        'tags = "A", "B"',
        5,
        'several texts stand between brackets. Write it as tags = ["…", "…"]',
        'meer teksten staan tussen haken. Schrijf het als tags = ["…", "…"]',
    ),
    Case(
        'tags = ["A"]]',
        5,
        "there is something behind the value. Remove it, or put # before it.",
        "achter de waarde staat nog iets. Haal het weg, of zet er # voor.",
    ),
    Case(
        "due = 6-3-2025",
        5,
        "a date is written as year-month-day, in digits. Write it as due = 2025-03-06",
        "een datum hoort er als jaar-maand-dag te staan, in cijfers. Schrijf het als due = 2025-03-06",
    ),
    Case(
        "due = 6/3/2025",
        5,
        "a date is written as year-month-day, in digits. Write it as due = 2025-03-06",
        "een datum hoort er als jaar-maand-dag te staan, in cijfers. Schrijf het als due = 2025-03-06",
    ),
    Case(
        "due = 6.3.2025",
        5,
        "a date is written as year-month-day, in digits. Write it as due = 2025-03-06",
        "een datum hoort er als jaar-maand-dag te staan, in cijfers. Schrijf het als due = 2025-03-06",
    ),
    Case(
        "due = 2025-3-6",
        5,
        "a date is written as year-month-day, in digits. Write it as due = 2025-03-06",
        "een datum hoort er als jaar-maand-dag te staan, in cijfers. Schrijf het als due = 2025-03-06",
    ),
    Case(
        "due = 2025–03–06",
        5,
        "a date is written as year-month-day, in digits. Write it as due = 2025-03-06",
        "een datum hoort er als jaar-maand-dag te staan, in cijfers. Schrijf het als due = 2025-03-06",
    ),
    Case(
        "due = 2025-02-30",
        5,
        "there is no such day. Look at the month and the day: a date is year-month-day.",
        "die dag bestaat niet. Kijk naar de maand en de dag: een datum is jaar-maand-dag.",
    ),
    Case(
        "due = 2025-03-06 vrijdag",
        5,
        "there is something behind the date. Leave only the date, or put # before the rest.",
        "achter de datum staat nog iets. Laat alleen de datum staan, of zet # voor de rest.",
    ),
    Case(
        "created = 2025-03-06T10.00",
        5,
        "a time is written in digits, as 10:00:00. Write the day, a T and the time: created = YYYY-MM-DDT10:00:00",
        "een tijd hoort er in cijfers te staan, als 10:00:00. Schrijf de dag, een T en de tijd: created = JJJJ-MM-DDT10:00:00",
    ),
    Case(
        "created = 2025-03-06T10:00:00+1",
        5,
        "a time is written in digits, as 10:00:00. Write the day, a T and the time: created = YYYY-MM-DDT10:00:00",
        "een tijd hoort er in cijfers te staan, als 10:00:00. Schrijf de dag, een T en de tijd: created = JJJJ-MM-DDT10:00:00",
    ),
    Case(
        'due = "mei 2025"\ndue = 2025-05-30',
        6,
        "due stands twice in the block. Keep one of the two lines.",
        "due staat twee keer in het blok. Houd een van de twee regels.",
    ),
    Case(
        '\n[action]\nid = "2025-002"',
        6,
        "a block begins with two brackets on either side. Write it as [[action]] or [[meeting]].",
        "een blok begint met twee haken aan elke kant. Schrijf het als [[action]] of [[meeting]].",
    ),
    Case(
        '\n[[action]\nid = "2025-002"',
        6,
        "a block begins with two brackets on either side. Write it as [[action]] or [[meeting]].",
        "een blok begint met twee haken aan elke kant. Schrijf het als [[action]] of [[meeting]].",
    ),
    Case(
        '\n[action]]\nid = "2025-002"',
        6,
        "a block begins with two brackets on either side. Write it as [[action]] or [[meeting]].",
        "een blok begint met twee haken aan elke kant. Schrijf het als [[action]] of [[meeting]].",
    ),
    Case(
        "due = “eind april 2025”",
        5,
        'the quotation marks are curly, as a word processor makes them. Use the straight ones: "…"',
        'de aanhalingstekens zijn krom, zoals een tekstverwerker ze maakt. Gebruik de rechte: "…"',
    ),
    Case(
        "due = „eind april 2025”",
        5,
        'the quotation marks are curly, as a word processor makes them. Use the straight ones: "…"',
        'de aanhalingstekens zijn krom, zoals een tekstverwerker ze maakt. Gebruik de rechte: "…"',
    ),
    Case(
        "due = ‘eind april 2025’",
        5,
        'the quotation marks are curly, as a word processor makes them. Use the straight ones: "…"',
        'de aanhalingstekens zijn krom, zoals een tekstverwerker ze maakt. Gebruik de rechte: "…"',
    ),
    Case(
        'due = "eind april 2025”',
        5,
        'the quotation marks are curly, as a word processor makes them. Use the straight ones: "…"',
        'de aanhalingstekens zijn krom, zoals een tekstverwerker ze maakt. Gebruik de rechte: "…"',
    ),
    Case(
        "tags = [“A”]",
        5,
        'the quotation marks are curly, as a word processor makes them. Use the straight ones: "…"',
        'de aanhalingstekens zijn krom, zoals een tekstverwerker ze maakt. Gebruik de rechte: "…"',
    ),
    Case(
        "nog bellen met de provincie",
        5,
        "the line is no field: it does not begin with a name and =. Put # before it, which makes it a remark, or remove it.",
        "de regel is geen veld: hij begint niet met een naam en =. Zet er # voor, dan is het een opmerking, of haal hem weg.",
    ),
    Case(
        "bellen",
        5,
        "the line is no field: it does not begin with a name and =. Put # before it, which makes it a remark, or remove it.",
        "de regel is geen veld: hij begint niet met een naam en =. Zet er # voor, dan is het een opmerking, of haal hem weg.",
    ),
    Case(
        "due date = 2025-03-06",
        5,
        "the line is no field: it does not begin with a name and =. Put # before it, which makes it a remark, or remove it.",
        "de regel is geen veld: hij begint niet met een naam en =. Zet er # voor, dan is het een opmerking, of haal hem weg.",
    ),
    Case(
        "// nog bellen",
        5,
        "a remark begins with #. Put that sign at the beginning of the line.",
        "een opmerking begint met #. Zet dat teken aan het begin van de regel.",
    ),
    Case(
        "-- nog bellen",
        5,
        "a remark begins with #. Put that sign at the beginning of the line.",
        "een opmerking begint met #. Zet dat teken aan het begin van de regel.",
    ),
    Case(
        '"',
        5,
        "the line is no field: it does not begin with a name and =. Put # before it, which makes it a remark, or remove it.",
        "de regel is geen veld: hij begint niet met een naam en =. Zet er # voor, dan is het een opmerking, of haal hem weg.",
    ),
    Case(
        'item = "1" zie notulen',
        5,
        "there is something behind the value. Remove it, or put # before it.",
        "achter de waarde staat nog iets. Haal het weg, of zet er # voor.",
    ),
    Case(
        'item = "1",',
        5,
        "there is a sign too many at the end of the line. Remove the sign behind the value.",
        "aan het eind van de regel staat een teken te veel. Haal het laatste teken weg.",
    ),
    Case(
        'item = "1";',
        5,
        "there is a sign too many at the end of the line. Remove the sign behind the value.",
        "aan het eind van de regel staat een teken te veel. Haal het laatste teken weg.",
    ),
    Case(
        'details = "C:\\Users\\ab"',
        5,
        "a \\ has a meaning of its own in a text. Write it twice: \\\\",
        "een \\ heeft in een tekst een eigen betekenis. Schrijf hem dubbel: \\\\",
    ),
    Case(
        'details = "C:\\data"',
        5,
        "a \\ has a meaning of its own in a text. Write it twice: \\\\",
        "een \\ heeft in een tekst een eigen betekenis. Schrijf hem dubbel: \\\\",
    ),
    Case(
        'details = "de "nieuwe" nota"',
        5,
        'there is a quotation mark inside the text. Put the text between " and ", and write a quotation mark inside it as \\".',
        'in de tekst staat een aanhalingsteken. Zet de tekst tussen " en ", en schrijf een aanhalingsteken erin als \\".',
    ),
    Case(
        "details = 'foto's'",
        5,
        'there is a quotation mark inside the text. Put the text between " and ", and write a quotation mark inside it as \\".',
        'in de tekst staat een aanhalingsteken. Zet de tekst tussen " en ", en schrijf een aanhalingsteken erin als \\".',
    ),
    Case(
        'item\xa0= "1"',
        5,
        "there is an invisible character in the line, as comes along with copied text. Type the line again.",
        "in de regel staat een onzichtbaar teken, zoals met gekopieerde tekst meekomt. Typ de regel opnieuw.",
    ),
    Case(
        'item =\xa0"1"',
        5,
        "there is an invisible character in the line, as comes along with copied text. Type the line again.",
        "in de regel staat een onzichtbaar teken, zoals met gekopieerde tekst meekomt. Typ de regel opnieuw.",
    ),
    Case(
        "\xa0",
        5,
        "there is an invisible character in the line, as comes along with copied text. Type the line again.",
        "in de regel staat een onzichtbaar teken, zoals met gekopieerde tekst meekomt. Typ de regel opnieuw.",
    ),
    Case(
        'item = "1"\xa0',
        5,
        "there is an invisible character in the line, as comes along with copied text. Type the line again.",
        "in de regel staat een onzichtbaar teken, zoals met gekopieerde tekst meekomt. Typ de regel opnieuw.",
    ),
    Case(
        'details = "a\x07b"',
        5,
        "there is an invisible character in the line, as comes along with copied text. Type the line again.",
        "in de regel staat een onzichtbaar teken, zoals met gekopieerde tekst meekomt. Typ de regel opnieuw.",
    ),
    Case(
        'item , "1"',
        5,
        "there is no = between the name and what it says. Write it as item = …",
        "tussen de naam en wat erachter hoort staat geen =. Schrijf het als item = …",
    ),
    Case(
        'item: "1"',
        5,
        "there is no = between the name and what it says. Write it as item = …",
        "tussen de naam en wat erachter hoort staat geen =. Schrijf het als item = …",
    ),
    Case(
        "status: open",
        5,
        "there is no = between the name and what it says. Write it as status = …",
        "tussen de naam en wat erachter hoort staat geen =. Schrijf het als status = …",
    ),
    Case(
        'item "1"',
        5,
        "there is no = between the name and what it says. Write it as item = …",
        "tussen de naam en wat erachter hoort staat geen =. Schrijf het als item = …",
    ),
    Case(
        'item — "1"',
        5,
        "there is no = between the name and what it says. Write it as item = …",
        "tussen de naam en wat erachter hoort staat geen =. Schrijf het als item = …",
    ),
    Case(
        'item == "1"',
        5,
        "there is one = too many. Remove one.",
        "er staat een = te veel. Haal er een weg.",
    ),
    Case(
        "item =",
        5,
        "there is nothing behind the =. Fill it in, or remove the line.",
        "achter de = staat niets. Vul het in, of haal de regel weg.",
    ),
    Case(
        '= "1"',
        5,
        "there is no name before the =. Put the name of the field before it, or remove the line.",
        "voor de = staat geen naam. Zet de naam van het veld ervoor, of haal de regel weg.",
    ),
    Case(
        'progress = [\n  { on = 2025-02-20, text = "A" }\n  { on = 2025-02-21, text = "B" },\n]',
        7,
        "there is no comma between two items. Put a comma between them.",
        "tussen twee onderdelen staat geen komma. Zet er een komma tussen.",
    ),
    Case(
        'progress = [\n  { on = 2025-02-20 text = "A" },\n]',
        6,
        "there is no comma between two items. Put a comma between them.",
        "tussen twee onderdelen staat geen komma. Zet er een komma tussen.",
    ),
    Case(
        'progress = [\n  { on: 2025-02-20, text = "A" },\n]',
        6,
        'there is no = between the name and what it says. Write a note as { on = YYYY-MM-DD, text = "…" }',
        'tussen de naam en wat erachter hoort staat geen =. Schrijf een notitie als { on = JJJJ-MM-DD, text = "…" }',
    ),
    Case(
        'progress = [\n  { on = 2025-02-20, text = "A",\n]',
        5,
        "a [ or { does not close. Put ] at the end of the list, or } at the end of the note.",
        "een [ of { wordt niet gesloten. Zet ] aan het eind van de lijst, of } aan het eind van de notitie.",
    ),
    Case(
        'progress = [\n  { on = 2025-02-20, text = "A" },\n\n',
        5,
        "a [ or { does not close. Put ] at the end of the list, or } at the end of the note.",
        "een [ of { wordt niet gesloten. Zet ] aan het eind van de lijst, of } aan het eind van de notitie.",
    ),
    Case(
        'details = """lang\nverhaal\n',
        5,
        'the three quotation marks do not close. Put """ at the end of the text.',
        'de drie aanhalingstekens worden niet gesloten. Zet """ aan het eind van de tekst.',
    ),
    Case(
        'details = "lang\nverhaal',
        5,
        'a quotation mark does not close. Put " at the end of the text; a text of several lines goes between """ and """.',
        'een aanhalingsteken wordt niet gesloten. Zet " aan het eind van de tekst; een tekst van meer regels komt tussen """ en """.',
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("line_ending", ["\n", "\r\n"])
def test_a_mistake_is_told_with_its_line_and_the_words_of_the_reader(
    case: Case, language: str, line_ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistakes, "_", translator(language))
    text = f"# boven\n\n{HEAD.replace('001', '000').replace('aaa', 'bbb')}{HEAD}{case.typed}\n"

    _records, (fault,) = read.actions(text.replace("\n", line_ending), "data/actions.toml")

    above = text.count("\n", 0, text.rindex(HEAD))
    line, reader = ("Regel", "TOML-lezer") if language == "nl" else ("Line", "TOML reader")
    message, advice = (case.dutch if language == "nl" else case.english).split(". ", 1)
    assert fault.line == above + case.line
    assert fault.message == message
    assert f"{line} {fault.line}: “" in fault.advice
    assert f"”. {advice} ({reader}: " in fault.advice


def test_every_row_of_the_table_but_the_last_is_in_a_case() -> None:
    said = {case.english for case in CASES}

    for row in mistakes.MISTAKES[:-1]:
        message = row.message.replace("{key}", "due").format()
        assert any(text.startswith(f"{message}. ") for text in said), row


def test_what_is_in_no_row_has_a_general_sentence_and_the_words_of_the_reader() -> None:
    fault = mistakes.fault("data/actions.toml", "odd, expected even at line 1 column 2", "a = 1")

    assert (fault.line, fault.message) == (1, "this is not written as the file asks")
    assert fault.advice == (
        "Line 1: “a = 1”. Put text in quotation marks, but not dates, and look at the lines around"
        " it. (TOML reader: odd, expected even)"
    )


def test_a_mistake_in_register_toml_is_told_with_the_line_where_it_begins() -> None:
    text = 'name = "Regio"\n\n[people."E. Ruesen"]\nbodies = ["AB", "DB"\nrole = "lid"\n'

    _settings, (fault,) = read.settings(text, "data/register.toml")

    assert (fault.line, fault.message) == (4, "a [ or { does not close")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('closed = "6 maart 2025"', "closed must be a date without quotes, written as YYYY-MM-DD. Write it as: closed = 2025-03-06"),
        ("closed = 2025-03-06T10:00:00", "closed must be a date without quotes, written as YYYY-MM-DD. Write it as: closed = 2025-03-06"),
        ('closed = "maart"', "closed must be a date without quotes, written as YYYY-MM-DD. "),
        ("due = 2025-03-06T10:00:00", "due must be a date without quotes, or a phrase or meeting id in quotes. Write it as: due = 2025-03-06"),
        ("item = 5", 'item must be text in quotes. Write it as: item = "5"'),
        ("item = 2025-03-06", 'item must be text in quotes. Write it as: item = "2025-03-06"'),
        ("item = true", "item must be text in quotes. "),
        ('owners = "DB"', 'owners must be a list of texts, such as ["A", "B"]. Write it as: owners = ["DB"]'),
        ("created = 2025-03-06T10:00:00", "created must be a moment with its offset, written as YYYY-MM-DDTHH:MM:SS+01:00. "),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_shown_as_it_should_be_written(field: str, said: str) -> None:
    _records, (fault,) = read.actions(f"{HEAD}{field}\n", "data/actions.toml")

    assert f"{fault.message}. {fault.advice}" == said


@pytest.mark.parametrize(
    ("start", "advice"),
    [
        ('"2025-03-06 10:00"', "Write it as: start = 2025-03-06T10:00:00"),
        ('"6 maart 2025"', "Write it as: start = 2025-03-06"),
        ("2025-03-06T10:00:00+01:00", "Write it as: start = 2025-03-06T10:00:00"),
        ('"donderdag"', ""),
    ],
)
def test_the_start_of_a_meeting_is_shown_as_it_should_be_written(start: str, advice: str) -> None:
    _records, (fault,) = read.meetings(f"[[meeting]]\nstart = {start}\n", "data/calendar.toml")

    assert fault.advice == advice
