"""Markdown: headings, lists, tables, HTML within it."""

import pytest

from actiepunt.errors import ActiepuntError
from wordfiles import brief, read

MINUTES = """\
---
title: weg
---
# Verslag koor

Aanwezig: Tine\\
Afwezig: Bram,
die *verkouden* is

4.2 Repetities
--------------

3. Zaal **bespreken**
   - sleutel `12`

   En nog een zin.
4. Muziek

* [ ] Tine belt [de zaal](https://example.org)

| Actie   | Wie |
|---------|-----|
| Kopieën | Bram<br>Tine |

<table><tr><td>x</td><td>y</td></tr></table>

> Een citaat.

    Ingesprongen

```
In een kader
```

![Het koor](koor.jpg)
"""


def test_markdown_is_read_with_its_lines() -> None:
    document = read("verslag.md", MINUTES)

    assert brief(document) == [
        "# Verslag koor",
        "Aanwezig: Tine",
        "Afwezig: Bram, die verkouden is",
        "## 4.2 Repetities",
        "3. Zaal bespreken",
        "  - sleutel 12",
        "En nog een zin.",
        "4. Muziek",
        "- [ ] Tine belt de zaal",
        "| Actie | Wie |",
        "| Kopieën | Bram; Tine |  <Actie / Wie>",
        "| x | y |",
        "Een citaat.",
        "Ingesprongen",
        "In een kader",
        "Het koor",
    ]
    assert [block.line for block in document.blocks] == [
        4, 6, 6, 10, 13, 14, 16, 17, 19, 21, 23, 25, 27, 29, 32, 35,
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["[", "*a ", "> ", "- ", "`", "|a", "<", "&", "![](", "_a__"])
def test_what_is_no_sound_markdown_takes_no_long_time(part: str) -> None:
    try:
        read("a.md", "tekst\n\n" + part * 3_000)
    except ActiepuntError as refused:
        assert refused.advice


def test_other_names_of_markdown_are_read() -> None:
    assert brief(read("A.MARKDOWN", "# Kop")) == ["# Kop"]
