"""The checks that no standard makes; each yields what is wrong with one PDF, and where the cause stands."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from urllib.parse import unquote

from osreport.inventory import Found
from osreport.pdf.facts import Facts
from osreport.problem import Place, Problem

from .origin import Origin
from .reading import PRIVATE, Reader, squeezed

ENTRY = re.compile(r"(.*?)[.…·_]*(\d+)")
SNIPPET = 60


def bookmarks(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """The bookmarks are the headings, word for word: who reads by ear finds the way by them."""
    shown = [" ".join(mark.title.split()) for mark in facts.bookmarks]
    wanted = [" ".join(f"{heading.number} {heading.text}".split()) for heading in origin.content.headings]
    for number, (title, heading) in enumerate(zip_longest(shown, wanted)):
        if title != heading:
            yield _wrong_bookmark(number, title, heading, origin)
            return  # all that follow are moved by it


def _wrong_bookmark(number: int, title: str | None, heading: str | None, origin: Origin) -> Problem:
    if heading is None:
        said = f"Malen har overskriften «{title}», som ikke kommer fra kildene og derfor mangler i innholdslisten."
        hint = "Gi den et annet stilsett enn Overskrift 1–6 i malen, eller gjør den til et kapittel i kildene."
        return Problem("PDF001", Place(origin.template), said, hint)
    told = "ikke noe bokmerke" if title is None else f"bokmerket «{title}»"
    said = f"PDF-en har {told} der dokumentet har overskriften «{heading}»."
    hint = "Se at malen bruker Words egne overskriftsstiler, at de er nummerert, og at den ikke har egne overskrifter."
    return Problem("PDF001", origin.heading(number), said, hint)


def levels(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Headings go down one level at a time (ISO 14289-1, 7.4.2), and stand on the level they were written on."""
    wanted = [heading.level for heading in origin.content.headings]
    for number, (above, level) in enumerate(pairwise((0, *facts.headings))):
        if level > above + 1:
            said = f"Overskriften står på nivå {level} rett under nivå {above}, så et nivå er hoppet over."
        elif number < len(wanted) and level != wanted[number]:
            said = f"Overskriften er skrevet på nivå {wanted[number]}, men står på nivå {level} i PDF-en."
        else:
            continue
        hint = "Se at malen bruker Overskrift 1, 2 og 3 for nivå 1, 2 og 3."
        yield Problem("PDF004", origin.heading(number), said, hint)
        return


def contents(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every line of the contents list shows the page that its link leads to and its heading stands on."""
    marks = iter(facts.bookmarks)
    moved: set[int] = set()
    for entry in facts.contents:
        title, page = entry_parts(entry.text)
        mark = next((mark for mark in marks if squeezed(mark.title) == title), None)
        if mark is None or not page or mark.page != entry.page:
            said = f"Linjen «{entry.text}» i innholdslisten fører ikke til en overskrift og dens side."
        elif moved - {page - mark.page}:
            said = f"Linjen «{entry.text}» i innholdslisten viser en annen side enn overskriften står på."
        else:
            moved.add(page - mark.page)
            continue
        hint = "Bygg på nytt. Hjelper ikke det, se på innholdslisten og sidetallene i malen."
        yield Problem("PDF003", Place(origin.template), said, hint)
        return


def entry_parts(text: str) -> tuple[str, int]:
    """The title of a line of the contents list, squeezed, and the page number it shows; 0 if it shows none."""
    found = ENTRY.fullmatch(squeezed(text))
    return (found[1], int(found[2])) if found else (squeezed(text), 0)


def figures(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every figure is there, and is spoken as the Word file says (WCAG 2.1, 1.1.1)."""
    hint = "Er bildet i malen: høyreklikk på det, og velg «Rediger alternativ tekst»."
    for found in _unmatched(origin.inventory.figures, facts.figures):
        told = f"Figuren med teksten «{_cut(found.text)}»" if found.text else _under("En figur", found)
        said = f"{told} mangler i PDF-en, eller har ikke alternativ tekst der."
        yield Problem("PDF005", origin.place(found), said, hint)
    if len(facts.figures) > len(origin.inventory.figures):
        said = f"PDF-en har {len(facts.figures)} figurer, Word-filen {len(origin.inventory.figures)}."
        yield Problem(
            "PDF005", Place(origin.template), said, "Se etter tekstbokser og tegninger i malen, og ta dem bort."
        )


def tables(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every table is there, with header cells (WCAG 2.1, 1.3.1)."""
    hint = "Merk øverste rad i tabellen i malen, og velg «Gjenta som overskriftsrad» under Tabelloppsett."
    wanted = origin.inventory.tables
    if len(facts.tables) != len(wanted):
        said = f"PDF-en har {len(facts.tables)} tabeller, Word-filen {len(wanted)}."
        yield Problem("PDF006", Place(origin.template), said, "Se etter tabeller som står tett i tett i malen.")
        return
    for found, has_header in zip(wanted, facts.tables, strict=True):
        if not has_header:
            yield Problem(
                "PDF006", origin.place(found), _under("En tabell", found) + " har ingen overskriftsceller.", hint
            )


def links(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every link leads where the Word file says."""
    shown = [_address(address) for address in facts.links if address]
    wanted = [Found(_address(found.text), found.block, found.heading) for found in origin.inventory.links if found.text]
    for found in _unmatched([next(same) for _, same in groupby(wanted, key=lambda each: each.text)], shown):
        said = f"Lenken til {found.text} mangler i PDF-en."
        yield Problem("PDF007", origin.place(found), said, "Se at malen har tegnstilen «Hyperkobling» (Hyperlink).")
    inside = sum(not found.text for found in origin.inventory.links)
    if (kept := facts.links.count("") + len(facts.contents)) < inside:
        said = f"Word-filen har {inside} lenker innad i dokumentet, PDF-en {kept}."
        yield Problem("PDF007", Place(origin.template), said, "Se at malen har en innholdsliste laget med Word.")


def notes(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every note is there."""
    if facts.notes != origin.inventory.notes:
        said = f"Word-filen har {origin.inventory.notes} fotnoter, PDF-en {facts.notes}."
        yield Problem("PDF008", Place(origin.template), said, "Se på fotnotene i malen.")


def words(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """Every paragraph of the Word file can be read out of the PDF, letter by letter."""
    reader = Reader("".join(facts.text))
    for found in origin.inventory.paragraphs:
        if not reader.finds(found.text):
            said = f"Teksten «{_cut(found.text)}» kan ikke leses ut av PDF-en."
            hint = "Se at skrifttypen i malen har alle tegnene, og at teksten får plass på siden."
            yield Problem("PDF009", origin.place(found), said, hint)


def letters(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """No character means something in one font alone (ISO 19005-2, 6.2.11.7.3)."""
    for number, text in enumerate(facts.text, 1):
        if found := PRIVATE.search(text):
            said = f"Side {number} har et tegn (U+{ord(found[0]):04X}) som ingen skjermleser kan lese."
            hint = "Bytt kulepunkt og symboler fra skrifttypene Symbol og Wingdings i malen med vanlige tegn, som •."
            yield Problem("PDF010", Place(origin.template), said, hint)
            return


def boxes(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """No character is shown as an empty box, because no font on the machine has it; no standard objects."""
    for character in facts.boxes:
        holders = (found for found in origin.inventory.paragraphs if character in found.text)
        place = next(map(origin.place, holders), Place(origin.template))
        said = (
            f"Tegnet «{character}» (U+{ord(character[0]):04X}) finnes ikke i skrifttypene, og ble en tom rute i PDF-en."
        )
        yield Problem("PDF012", place, said, "Skriv det på en annen måte, eller bruk en skrifttype som har tegnet.")


def language(facts: Facts, origin: Origin) -> Iterator[Problem]:
    """The document says which language it is in (WCAG 2.1, 3.1.1)."""
    if facts.language != (wanted := origin.content.properties.language):
        said = f"PDF-en sier at språket er «{facts.language}», men dokumentet er på «{wanted}»."
        yield Problem("PDF011", Place(origin.template), said, "Bygg på nytt.")


CHECKS = (bookmarks, levels, contents, figures, tables, links, notes, words, letters, boxes, language)


def _unmatched(wanted: Sequence[Found], shown: Sequence[str]) -> Iterator[Found]:
    """What is not among the shown texts, read in order; a text may be shown with more around it."""
    at = 0
    for found in wanted:
        text = squeezed(found.text)
        place = next((n for n in range(at, len(shown)) if text and text in squeezed(shown[n])), None)
        if place is None:
            yield found
        else:
            at = place + 1


def _address(url: str) -> str:
    return unquote(url).rstrip("/")


def _under(what: str, found: Found) -> str:
    return f"{what} under overskriften «{found.heading}»" if found.heading else what


def _cut(text: str) -> str:
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET].rstrip()} …"
