"""Messages: their text, what they quote, and the documents attached to them."""

from email.message import EmailMessage

import pytest

from actiepunt.errors import ActiepuntError
from wordfiles import brief, docx, read

WORD = "<w:p><w:r><w:t>Uit de bijlage.</w:t></w:r></w:p>"


def message(text: str = "", page: str = "", subject: str = "Verslag café") -> EmailMessage:
    """Return a message with a text, a page, or both."""
    made = EmailMessage()
    made["From"] = "noor@example.org"
    made["Subject"] = subject
    if text:
        made.set_content(text)
    if page and text:
        made.add_alternative(page, subtype="html")
    elif page:
        made.set_content(page, subtype="html")
    return made


def of(made: EmailMessage) -> list[str]:
    """Return the blocks of a message."""
    return brief(read("bericht.eml", made.as_bytes()))


def test_the_page_of_a_message_is_read_rather_than_its_text() -> None:
    assert of(message("Platte tekst.", "<p>Noor <b>belt</b>.</p><ul><li>Sem ook</li></ul>")) == [
        "# Verslag café", "Noor belt.", "- Sem ook",
    ]  # fmt: skip


def test_what_is_quoted_and_the_signature_are_left_out() -> None:
    own = "Dag Sem,\n\nNoor belt de gemeente voor vrijdag over het plein, en zegt het door.\n\n"

    for quoted in (
        "Op ma 3 mrt 2025 om 10:00 schreef Sem <sem@example.org>:\n> Wie belt?\n> Ik niet.\n",
        "On Mon, 3 Mar 2025 at 10:00, Sem <sem@example.org>\nwrote:\n\n> Wie belt?\n",
        "-----Oorspronkelijk bericht-----\nVan: Sem\nWie belt?\n",
        "________________________________\nVan: Sem\nVerzonden: maandag\nWie belt?\n",
        "Van: Sem\nVerzonden: maandag 3 maart\nAan: Noor\nOnderwerp: plein\n\nWie belt?\n",
        "-- \nNoor Jansen\nSecretaris\n",
    ):
        assert of(message(own + quoted)) == [
            "# Verslag café",
            "Dag Sem,",
            "Noor belt de gemeente voor vrijdag over het plein, en zegt het door.",
        ]


def test_what_was_forwarded_is_all_that_there_is() -> None:
    assert of(message("Zie hieronder.\n\n> Noor belt de gemeente.\n> Sem veegt het plein.\n")) == [
        "# Verslag café",
        "Zie hieronder.",
        "Noor belt de gemeente.",
        "Sem veegt het plein.",
    ]
    page = "<p>Ter info</p><p><b>Van:</b> Sem<br><b>Verzonden:</b> maandag</p><p>Noor belt.</p>"
    assert of(message(page=page))[-1] == "Noor belt."
    own = "<p>Noor belt de gemeente voor vrijdag over het plein.</p>"
    assert of(message(page=own + page.replace("<p>Ter info</p>", ""))) == [
        "# Verslag café",
        "Noor belt de gemeente voor vrijdag over het plein.",
    ]


def test_documents_that_are_attached_are_read_and_pictures_are_not() -> None:
    made = message("De stukken.\n")
    made.add_attachment(
        docx(WORD), maintype="application", subtype="octet-stream", filename="../stuk.docx"
    )
    made.add_attachment("Noor veegt.", filename="acties.txt")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="kapot.docx")
    made.add_attachment(message("Noor belt Sem.\n", subject="Doorgestuurd"))

    assert of(made) == [
        "# Verslag café",
        "De stukken.",
        "# stuk.docx",
        "Uit de bijlage.",
        "# acties.txt",
        "Noor veegt.",
        "# kapot.docx",
        "kapot.docx is damaged, or not what its name says. Open it in the program that made it, and save it again.",
        "# Doorgestuurd",
        "Noor belt Sem.",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "x-unknown", "us-ascii", "utf-16"])
def test_a_text_in_another_encoding_than_it_says_is_read(charset: str) -> None:
    data = f"Subject: =?{charset}?q?caf=C3=A9?=\nContent-Type: text/plain; charset={charset}\n\n".encode()

    blocks = read(
        "a.eml", data + "Zoë belt.".encode("utf-8" if charset == "utf-8" else "cp1252")
    ).blocks

    assert blocks[0].kind == "heading"
    assert charset == "utf-16" or blocks[1].text == "Zoë belt."


def test_very_many_attachments_are_refused() -> None:
    made = message("Tekst.\n")
    for number in range(60):
        made.add_attachment("Tekst.", filename=f"{number}.txt")

    with pytest.raises(ActiepuntError, match=r"^bericht.eml has more than 50 attachments$"):
        of(made)


def test_what_is_no_message_or_nested_too_deep_is_refused() -> None:
    with pytest.raises(ActiepuntError, match=r"^a.eml is damaged"):
        read("a.eml", "\n\nzomaar tekst")
    within = "Content-Type: message/rfc822\n\n" * 60 + "Subject: x\n\ntekst"
    with pytest.raises(ActiepuntError, match=r"^a.eml is nested deeper"):
        read("a.eml", within)
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n'
        for depth in range(2_000)
    )
    with pytest.raises(ActiepuntError):
        read("a.eml", deep)
