"""Nothing is lost silently: whatever the context offers a template stands in its documents, once and in order."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from built import FONTS
from documents import PROPERTIES, to_docx
from marked import Marked, lists, turns, words
from reading import Pdf, docx_body, docx_heads, docx_properties, docx_styles

from osreport import markup
from osreport.context.blocks import Avsnitt, Blokk, Figur, Overskrift, Seksjonsslutt, slag_of
from osreport.context.content import Content, Heading
from osreport.context.document import content as context
from osreport.context.printable import met_by
from osreport.context.stream import with_marks
from osreport.decisions.adopting import adopted
from osreport.model.documents import DOCUMENTS, FORM, FURTHER, NOTE
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.printing import printed
from osreport.problem import Place, SourceError
from osreport.sources.reader import read_planverk
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = {path.stem: path.read_bytes() for path in sorted((ROOT / "templates").glob("*.docx"))}
TAG = re.compile(r"\{\{.*?\}\}")
DEPTH = re.compile(r'TOC \\o (?:&quot;|")1-(\d)')
IN_HEADS = {"kommune.navn", "tittel", "periode", "statuslinje", "ord.side", "ord.av"}
CHOSEN = re.compile(r"(\w+)\((?:nivå|liggende|er_overskrift)=(\w+)\)\.(?:tekst|mål|tema)\.$")
# The levels that our templates tell apart; those below look like the last of them.
DEEPEST = {"Overskrift": "4", "Kulepunkt": "2", "Nummerpunkt": "2", "Ledd": "2", "Seksjonsslutt": "True",
           "Målrad": "True", "Programrad": "True"}  # fmt: skip
# What a template is offered and our own do not print on the cover or in a block, and why.
NOT_PRINTED = {
    "kortnavn": "for a template with little room; ours print the whole title",
    "status": "to choose by; the status lines say it in words",
    "statuslinje": "stands at the foot of every page instead",
    "vannmerke": "stands across every page instead, where no reader of text meets it",
    "kommune.nettsted": "the covers of Os show the postal and the e-mail address",
    "ord.*": "for words that a template sets itself; all but these three travel in the blocks, or in the foot",
    "*Svarfelt(*).navn.": "what a screen reader says when one comes to the field; it is no text on the page",
    "*Svarfelt(*).merke.": "by which the program finds the field",
    "*Årsmerke(status=tom).tekst.": "a year without a mark has nothing to say",
    "*Programrad(er_overskrift=True).tiltak.*": "a line that opens a part has no measures",
    "*Programrad(er_overskrift=True).status.": "nor has it a status",
    **{
        f"*Endringsrad(er_overskrift=True).{name}.*": "a line that says what has changed stands alone"
        for name in ("før", "etter", "grunn")
    },
    "*Endringsrad(er_overskrift=False).hva.": "said in the line above",
}
PRINTED_WORDS = {"ord.innhold"}


@dataclass(frozen=True)
class Sentinel:
    """A content, and the field that each of its words was given to."""

    content: Content
    labels: dict[str, str]

    @property
    def wanted(self) -> list[str]:
        return [word for word in self.labels if not self.is_kept(word)]

    def is_kept(self, word: str) -> bool:
        label = self.labels[word]
        return label not in PRINTED_WORDS and any(fnmatchcase(label, pattern) for pattern in NOT_PRINTED)


def sentinel(template: str) -> Sentinel:
    """A content of every kind of block that the template can meet, in which every text is another word."""
    return sentinel_of(met_by(template))


@cache
def sentinel_of(kinds: frozenset[str]) -> Sentinel:
    """On standing pages and on lying ones, where the template can turn them."""
    planverk = adopted(read_planverk(ROOT / "sources")).planverk
    real = [context(planverk, name) for name in DOCUMENTS]
    marked = Marked()
    cover = {name: marked.alike(each, name) for name, each in real[0].values.items() if name != "blokker"}
    headings: list[Heading] = []
    blocks = [_with_marks(block, headings) for block in _stream(marked, kinds)]
    drawings = [picture for each in real for picture in each.pictures]
    figures = [number for number, block in enumerate(blocks) if isinstance(block, Figur)]
    pictures = []
    for number, (index, drawing) in enumerate(zip(figures, drawings, strict=False)):
        pictures.append(replace(drawing, alt=blocks[index].bilde))
        blocks[index] = replace(blocks[index], bilde=markup.picture(number))
    named = {name: marked.word(f"Properties.{name}") for name in ("title", "subject", "author")}
    content = Content({**cover, "blokker": with_marks(tuple(blocks))}, tuple(headings), tuple(pictures),
                      ((),) * len(blocks), 1, replace(PROPERTIES, **named))  # fmt: skip
    return Sentinel(content, marked.labels)


def _stream(marked: Marked, met: frozenset[str]) -> Iterator[Any]:
    kinds = [kind for kind in get_args(Blokk) if slag_of(kind) in met and kind is not Seksjonsslutt]
    for lies in (False, True) if slag_of(Seksjonsslutt) in met else (False,):
        for kind in kinds:
            yield from (marked.made(kind, "", turn) for turn in turns(kind))
            yield marked.made(Avsnitt, "", 0)  # two tables that touch are one in LibreOffice
        if slag_of(Seksjonsslutt) in met:
            yield marked.made(Seksjonsslutt, "", int(lies))
    yield marked.made(Avsnitt, "", 0)


def _with_marks(block: Any, headings: list[Heading]) -> Any:
    if not isinstance(block, Overskrift):
        return block
    headings.append(Heading(block.nivå, "", block.tekst, ""))
    return replace(block, tekst=markup.heading(len(headings) - 1) + block.tekst)


def faults(made: Sentinel, body: str, depth: int) -> list[str]:
    """What is lost, told twice or out of order in what a reader meets between the heads and feet of the pages."""
    found = words(body)
    listed = {word for heading in made.content.headings if heading.level <= depth for word in words(heading.text)}
    counts = Counter(found)
    wrong = [f"{label}: {counts[word]} times" for word, label in made.labels.items()
             if not label.startswith("Properties") and (depth or label != "ord.innhold")
             and counts[word] != _times(made, word, listed)]  # fmt: skip
    last = {word: place for place, word in enumerate(found)}
    for members in (each for value in made.content.values.values() for each in lists(value)):
        places = [[last[word] for word in member if word in last] for member in members]
        spans = [(min(each), max(each)) for each in places if each]
        wrong += [f"{members}: not in order" for one, next_ in pairwise(spans) if one[1] >= next_[0]]
    return wrong


def _times(made: Sentinel, word: str, listed: set[str]) -> int:
    return 0 if made.is_kept(word) else 2 if word in listed else 1


def level_faults(made: Sentinel, looks: list[tuple[str, str]]) -> list[str]:
    """Levels and flags are not printed, but must be seen: each of them looks like no other of its kind."""
    found: dict[str, dict[str, set[str]]] = {}
    for text, look in looks:
        for label in {made.labels[word] for word in words(text)}:
            if chosen := CHOSEN.search(label):
                kind, level = label[: chosen.start(1)], min(chosen[2], DEEPEST[chosen[1]])
                found.setdefault(kind, {}).setdefault(level, set()).add(look)
    return [f"{kind}: {levels}" for kind, levels in found.items()
            if any(one & other for one, other in combinations(levels.values(), 2))]  # fmt: skip


def head_faults(made: Sentinel, heads: list[str]) -> list[str]:
    told = [[made.labels[word] for word in words(head)] for head in heads]
    return [f"head {number}: {labels}" for number, labels in enumerate(told) if sorted(labels) != sorted(IN_HEADS)]


def depth_of(template: bytes) -> int:
    with zipfile.ZipFile(BytesIO(template)) as package:
        found = DEPTH.search(package.read("word/document.xml").decode())
    return int(found[1]) if found else 0  # a letter has no contents list


def docx_faults(made: Sentinel, template: bytes) -> list[str]:
    """What is wrong with the Word file, or why there is none."""
    try:
        docx = to_docx(made.content, template, "mal.docx", [1] * len(made.content.headings))
    except SourceError as error:
        return [problem.message for problem in error.problems]
    told = faults(made, docx_body(docx), depth_of(template)) + head_faults(made, docx_heads(docx))
    return told + level_faults(made, docx_styles(docx))


@pytest.mark.parametrize("name", TEMPLATES)
def test_word_holds_every_value_once_and_in_order(name: str) -> None:
    assert docx_faults(sentinel(name), TEMPLATES[name]) == []


@cache
def finished(name: str) -> tuple[bytes, Pdf]:
    """The Word file and the PDF that a build would make of the sentinel, proven as every PDF is."""
    office = Office(profile=ROOT / ".cache" / "libreoffice")
    press = Press(ROOT / "templates", office, FONTS)
    with Offices(office) as offices:
        files = printed([(name, sentinel(name).content)], press, offices, Place, lambda _: None).files
    return files[f"{name}.docx"], Pdf(files[f"{name}.pdf"])


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_screen_reader_meets_every_value_of_the_word_file_in_its_order(name: str) -> None:
    docx, pdf = finished(name)
    assert faults(sentinel(name), pdf.body, depth_of(TEMPLATES[name])) == []
    assert words(pdf.body) == words(docx_body(docx))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_but_the_cover_has_its_head_and_foot(name: str) -> None:
    cover, *pages = finished(name)[1].outside()
    told = [{sentinel(name).labels[word] for word in words(page)} for page in pages]
    assert words(cover) == [] or name in {NOTE, FORM}  # which have no cover
    assert all(labels >= IN_HEADS for labels in told)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_both_files_say_of_themselves_what_they_are(name: str) -> None:
    docx, pdf = finished(name)
    wanted = {word for word, label in sentinel(name).labels.items() if label.startswith("Properties")}
    assert wanted == set(words(docx_properties(docx))) == set(words(pdf.properties))


def test_what_is_not_printed_is_told_field_by_field() -> None:
    """Too long a list would excuse what is printed, or nothing at all; that none of it is printed is tested above."""
    labels = {label for name in TEMPLATES for label in sentinel(name).labels.values()}
    assert [pattern for pattern in NOT_PRINTED if not any(fnmatchcase(label, pattern) for label in labels)] == []
    assert labels >= PRINTED_WORDS | IN_HEADS


# Ways to spoil a template: a tag gone, a kind or a level never met, a list printed backwards. The word across the pages
# is no text; tests/test_decisions.py looks for it. Nor are the names of fields; tests/test_hearing.py does.
SPOILT = (
    (re.compile(r"\{\{ (?!vannmerke|b\.navn|b\.merke)[^}]+ \}\}"), lambda _: ""),
    (re.compile(r"\w\.(?:slag|status|nivå) == (?:'[^']+'|\d)|\w+\.(?:er_overskrift|liggende)"), lambda _: "0"),
    (
        re.compile(r"(\{%(?:p|tr|tc) for \w+ in )([\w.]+)( %\})"),
        lambda found: f"{found[1]}{found[2]}|reverse{found[3]}",
    ),
)


def spoilt(template: bytes) -> Iterator[tuple[str, bytes]]:
    """The template with one thing wrong, as many times as something can be wrong, and what."""
    with zipfile.ZipFile(BytesIO(template)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    shown = (name for name in parts if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name))
    for name in shown:
        text = parts[name].decode()
        for pattern, change in SPOILT:
            for found in pattern.finditer(text):
                wrong = text[: found.start()] + change(found) + text[found.end() :]
                yield f"{name}: {found[0]}", packed({**parts, name: wrong.encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def unseen(name: str, spoils: Iterator[tuple[str, bytes]]) -> list[str]:
    return [said for said, template in spoils if not docx_faults(sentinel(name), template)]


def test_a_spoilt_template_is_seen() -> None:
    spoils = [spoil for number, spoil in enumerate(spoilt(TEMPLATES["vedlegg"])) if number % 17 == 0]
    assert len(spoils) > 5
    assert unseen("vedlegg", iter(spoils)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["samfunnsdel", *FURTHER])
def test_every_way_to_spoil_a_template_is_seen(name: str) -> None:
    assert unseen(name, spoilt(TEMPLATES[name])) == []
