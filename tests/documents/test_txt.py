"""Plain text: lines joined, and headings, lists, tables and the edges of pages recognized."""

import time

import pytest

from actiepunt.errors import ActiepuntError
from wordfiles import brief, read

MINUTES = """\
Verslag van de ledenvergadering van Roeivereniging De Spaan

1. Opening en mededelingen

De voorzitter opent de vergadering om half acht en heet in het bijzonder de vier nieuwe
leden welkom, die in maart met de cursus voor beginners zijn begonnen. De secretaris is ver-
hinderd; Marit Kuiper maakt daarom het verslag.

2. Vlot en botenloods
2.1 Herstel van het vlot
De planken aan de noordkant zijn verrot. Het bestuur vraagt twee offertes.

Besluit:
De vergadering gaat akkoord met ten hoogste 4.500 euro.
- Marit vraagt de offertes op bij werven in de buurt en legt ze in de vergadering van juni
voor;
- de botencommissie haalt de oude planken weg:
   o in twee ploegen;
   o voor 1 mei.

2.2 Verhuur van de sociaal-culturele zaal aan verenigingen uit de wijk en aan
scholen

Wie huurt betaalt vooraf. Dat geldt ook voor de sociaal-
culturele vereniging en voor de wijk-
raad, zo heeft de wijkraad zelf gevraagd. De penningmeester past de voor- en
nadelen in de regeling aan.

3 Rondvraag

a. De sleutel van de loods hangt weer op zijn plek.
b. Kees vraagt wie de riemen heeft geteld.

Vastgesteld op 3 juni.
"""


def test_minutes_are_read_as_their_parts() -> None:
    assert brief(read("verslag.txt", MINUTES)) == [
        "# Verslag van de ledenvergadering van Roeivereniging De Spaan",
        "# 1 Opening en mededelingen",
        "De voorzitter opent de vergadering om half acht en heet in het bijzonder de vier nieuwe leden welkom, die in maart met de cursus voor beginners zijn begonnen. De secretaris is verhinderd; Marit Kuiper maakt daarom het verslag.",
        "# 2 Vlot en botenloods",
        "## 2.1 Herstel van het vlot",
        "De planken aan de noordkant zijn verrot. Het bestuur vraagt twee offertes.",
        "### Besluit:",
        "De vergadering gaat akkoord met ten hoogste 4.500 euro.",
        "- Marit vraagt de offertes op bij werven in de buurt en legt ze in de vergadering van juni voor;",
        "- de botencommissie haalt de oude planken weg:",
        "  - in twee ploegen;",
        "  - voor 1 mei.",
        "## 2.2 Verhuur van de sociaal-culturele zaal aan verenigingen uit de wijk en aan scholen",
        "Wie huurt betaalt vooraf. Dat geldt ook voor de sociaal-culturele vereniging en voor de wijkraad, zo heeft de wijkraad zelf gevraagd. De penningmeester past de voor- en nadelen in de regeling aan.",
        "# 3 Rondvraag",
        "a. De sleutel van de loods hangt weer op zijn plek.",
        "b. Kees vraagt wie de riemen heeft geteld.",
        "Vastgesteld op 3 juni.",
    ]  # fmt: skip


def test_a_block_tells_the_line_that_it_begins_on() -> None:
    lines = MINUTES.splitlines()

    for block in read("verslag.txt", MINUTES).blocks:
        words = block.text.split()[0]
        assert words in lines[block.line - 1]
        assert block.page == 0


PAGES = """\
RV De Spaan                                        Verslag bestuur
1. Begroting
De penningmeester licht de begroting toe. De contributie stijgt met drie procent, en het
\fRV De Spaan                                        Verslag bestuur
onderhoud wordt over twee jaar verdeeld.

Vraag over de verzekering

De polis wordt nagezien.
                             - 2 -
\fRV De Spaan                                        Verslag bestuur
2. Sluiting
De voorzitter sluit de vergadering om tien uur.
Pagina 3 van 3
"""


def test_what_stands_on_every_page_is_left_out_and_a_paragraph_runs_over_pages() -> None:
    document = read("verslag.txt", PAGES)

    assert [(b.page, b.line, b.kind, b.text) for b in document.blocks] == [
        (1, 2, "heading", "Begroting"),
        (1, 3, "paragraph", "De penningmeester licht de begroting toe. De contributie stijgt met drie procent, en het onderhoud wordt over twee jaar verdeeld."),
        (2, 7, "heading", "Vraag over de verzekering"),
        (2, 9, "paragraph", "De polis wordt nagezien."),
        (3, 12, "heading", "Sluiting"),
        (3, 13, "paragraph", "De voorzitter sluit de vergadering om tien uur."),
    ]  # fmt: skip


def test_columns_with_spaces_between_them_are_a_table() -> None:
    document = read(
        "acties.txt",
        "Actielijst\n\n"
        "Nr   Actie                         Wie       Wanneer\n"
        "1    Planken bestellen bij de      Marit     1 mei\n"
        "     houthandel\n"
        "2    Riemen tellen en na-          Kees      juni\n"
        "     kijken\n"
        "\n"
        "De lijst gaat mee met het verslag, en ieder zegt voor vrijdag of hij er op tijd mee klaar is.\n",
    )

    assert brief(document) == [
        "# Actielijst",
        "| Nr | Actie | Wie | Wanneer |",
        "| 1 | Planken bestellen bij de houthandel | Marit | 1 mei |  <Nr / Actie / Wie / Wanneer>",
        "| 2 | Riemen tellen en nakijken | Kees | juni |  <Nr / Actie / Wie / Wanneer>",
        "De lijst gaat mee met het verslag, en ieder zegt voor vrijdag of hij er op tijd mee klaar is.",
    ]
    assert [block.line for block in document.blocks] == [1, 3, 4, 6, 9]


def test_rows_with_blank_lines_between_them_go_on_in_each_column() -> None:
    document = read(
        "planning.txt",
        "Overleg              Datum        Plaats\n\n"
        "Commissie voor       3 april      De Loods\n"
        "de boten\n\n"
        "Bestuur              8 mei        Clubhuis\n",
    )

    assert brief(document) == [
        "| Overleg | Datum | Plaats |",
        "| Commissie voor de boten | 3 april | De Loods |  <Overleg / Datum / Plaats>",
        "| Bestuur | 8 mei | Clubhuis |  <Overleg / Datum / Plaats>",
    ]


def test_two_spaces_within_sentences_are_no_table() -> None:
    text = "Het  bestuur komt op  dinsdag bij elkaar.\nDe leden  komen later.\n"

    assert brief(read("a.txt", text)) == [
        "Het bestuur komt op dinsdag bij elkaar.",
        "De leden komen later.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["3 april: roeidag op het meer", "19 mei: feest in de loods met de andere verenigingen"],
        ["12 planken zijn nodig.", "2025 wordt een druk jaar."],
        ["BOTENLOODS 12 UUR", "Q2 planning"],
    ],
)
def test_short_lines_that_no_text_follows_are_no_headings(lines: list[str]) -> None:
    assert [b.kind for b in read("a.txt", "\n\n".join(lines)).blocks] == ["paragraph"] * len(lines)


def test_a_date_that_a_narrow_column_broke_is_whole() -> None:
    assert brief(read("a.txt", "Do 26-6-\n\n2025 komt het bestuur bijeen.\n")) == [
        "Do 26-6-2025 komt het bestuur bijeen."
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_found_out(encoding: str, end: str) -> None:
    text = "Café “De Één” wordt gehuurd voor €\u00a050 per uur,\nzegt Zoë.\n".replace("\n", end)

    assert brief(read("a.txt", text.encode(encoding))) == [
        "Café “De Één” wordt gehuurd voor € 50 per uur, zegt Zoë."
    ]


@pytest.mark.parametrize("data", [b"tekst\0met een nul", b"\x81\x8d\x8f", b"\xff\xfea"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ActiepuntError, match=r"^a.txt is no text in UTF-8") as refused:
        read("a.txt", data)

    assert refused.value.advice.startswith("Open it in the program that made it")


def test_the_papers_of_a_meeting_take_little_time() -> None:
    text = MINUTES * 200
    assert len(text) > 215_000

    began = time.perf_counter()
    document = read("bundel.txt", text)

    assert time.perf_counter() - began < 1.5  # 0.15 s; the machine of the tests may be busy
    assert len(document.blocks) == 200 * 18


def test_a_line_of_wide_letters_within_a_paragraph_is_full_too() -> None:
    text = """\
Het bestuur heeft in het voorjaar met de gemeente gesproken over de steiger en over
de loods, en stelt voor om samen met MOOI WATER en Mw. WWM
Mommers een plan te maken dat voor de zomer klaar is.
Het bestuur stemt daar op hoofdlijnen mee in.
Daarna volgt de ledenraad.
"""

    assert brief(read("a.txt", text)) == [
        "Het bestuur heeft in het voorjaar met de gemeente gesproken over de steiger en over de loods, en stelt voor om samen met MOOI WATER en Mw. WWM Mommers een plan te maken dat voor de zomer klaar is.",
        "Het bestuur stemt daar op hoofdlijnen mee in.",
        "Daarna volgt de ledenraad.",
    ]


NARROW = """\
Het bestuur van de vereniging vergadert elke maand in de loods te
Katwijk. De leden van de commissie voor de boten schuiven dan ook aan met
Mw. De Wit. Wie iets op de agenda wil, stuurt het een week eerder aan
De Wit.

1 De statuten en het reglement zijn op te vragen bij het secretariaat van de vereniging, Kade 3, elke dag
"""


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Aanwezig zijn het bestuur en\nMw. De Wit.", ["Aanwezig zijn het bestuur en Mw. De Wit."]),
        (
            "De agenda van de vereniging staat in de kast bij Jan\n3 april: roeidag",
            ["De agenda van de vereniging staat in de kast bij Jan", "3 april: roeidag"],
        ),
        (
            "2.1 Verslag van de vergadering van het bestuur op 8 mei\nBesluit:\nAkkoord.",
            ["## 2.1 Verslag van de vergadering van het bestuur op 8 mei", "### Besluit:", "Akkoord."],
        ),
        (
            NARROW,
            [
                "Het bestuur van de vereniging vergadert elke maand in de loods te Katwijk. De leden van de commissie voor de boten schuiven dan ook aan met Mw. De Wit. Wie iets op de agenda wil, stuurt het een week eerder aan De Wit.",
                "# 1 De statuten en het reglement zijn op te vragen bij het secretariaat van de vereniging, Kade 3, elke dag",
            ],
        ),
        ("1. Opening\n2. Vlot\n3. Rondvraag\n", ["1. Opening", "2. Vlot", "3. Rondvraag"]),
        ("Doen:\n\n    1. Kurken\n\n    2. Lijnen\n", ["# Doen:", "1. Kurken", "2. Lijnen"]),
        ("- a;\n   - b;\n - c.", ["- a;", "  - b;", "- c."]),
    ],
)  # fmt: skip
def test_what_a_line_is_shows_in_the_lines_around_it(text: str, blocks: list[str]) -> None:
    assert brief(read("a.txt", text)) == blocks
