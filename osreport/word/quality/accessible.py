"""Whether everyone can read a Word file: pictures, headings, links, text boxes and language (WCAG 2.1).

One generator a rule; each reads a finished document or a template.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from osreport.word.namespaces import Element, qn

from .fault import BOXED, EMPTY_HEADING, FAKE_HEADING, JUMP, LANGUAGE, SILENT, VAGUE_LINK, Finding
from .opened import Package, Story, is_on, is_twin, path, text

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
FILE_NAME = re.compile(r"^\S+\.(png|jpe?g|gif|svg|bmp|tiff?|emf|wmf|webp)$", re.IGNORECASE)
BOLD_AND_SIZED = path("//w:p[not(ancestor::w:tbl)][w:r[w:t]][not(w:r[w:t][not(w:rPr/w:b) or not(w:rPr/w:sz)])]")
SIZES = path("w:r[w:t]/w:rPr/w:sz/@w:val")
BOLDS = path("w:r[w:t]/w:rPr/w:b")
BODY_SIZE = path("string(w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val)")
LARGER, LONGEST = 1.15, 80
STANDARD_SIZE = 20  # half points, where a document tells none (17.3.2.38)
GOAL = tuple(map(qn, ("r:id", "w:anchor")))
LINK_FIELD = re.compile(r"^\s*HYPERLINK\b")
LANGUAGES = path("//w:lang[@w:val]")
DEFAULT_LANGUAGE = path("string(w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val)")
LANGUAGE_TAG = re.compile(r"^(x-none|[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?)$", re.IGNORECASE)
VAGUE = re.compile(
    r"(klikk |trykk |se |sjå |les )?(mer |meir )?her|(les )?(mer|meir)|klikk|trykk|"
    r"denne( lenk(a|en|ja))?|lenkj?e|link|dette"
)


def pictures_are_described(package: Package) -> Iterator[Finding]:
    """WCAG 1.1.1: every picture has a text in its place, or is marked as decorative."""
    for story in package.stories:
        for picture in story.root.iter(qn("wp:docPr"), OLD_PICTURE):
            told = _description(picture)
            if told is not None and not told:
                yield Finding(SILENT, "Bilde uten alternativ tekst", story.part, picture)
            elif told and FILE_NAME.match(told):
                yield Finding(SILENT, "Bilde med et filnavn som alternativ tekst", story.part, picture)


def texts_stand_in_paragraphs(package: Package) -> Iterator[Finding]:
    """WCAG 1.3.2: what stands in a text box is read out of order, or not at all."""
    for story in package.stories:
        for box in story.root.iter(qn("w:txbxContent")):
            if not is_twin(box) and next(box.iterancestors(box.tag), None) is None:
                yield Finding(BOXED, "Tekstboks", story.part, box)


def headings_say_something(package: Package) -> Iterator[Finding]:
    """WCAG 2.4.6: nobody can go to a heading without words."""
    for heading in package.headings:
        if not text(heading):
            yield Finding(EMPTY_HEADING, "Tom overskrift", package.main, heading)


def heading_levels_follow(package: Package) -> Iterator[Finding]:
    """ISO 14289-1, 7.4.2: levels begin at 1 and go down one at a time. A template shows each level by itself."""
    above = 0
    for heading, outline in () if package.is_template else package.headings.items():
        level = outline + 1
        if level > above + 1:
            said = (
                f"Overskrift på nivå {level} rett under nivå {above}" if above else f"Første overskrift på nivå {level}"
            )
            yield Finding(JUMP, said, package.main, heading)
        above = level


def headings_have_heading_styles(package: Package) -> Iterator[Finding]:
    """WCAG 1.3.1: a line made large and bold by hand among the chapters looks like a heading, and is none."""
    styles = package.related("styles")[1]
    least = LARGER * float((BODY_SIZE(styles) if styles is not None else "") or STANDARD_SIZE)
    for story in package.stories[:1]:
        large = [each for each in BOLD_AND_SIZED(story.root) if _is_large(each, least)]
        among = False
        for paragraph, _ in story.paragraphs if large else ():
            among = among or paragraph in package.headings
            if among and paragraph in large and paragraph not in package.headings:
                yield Finding(
                    FAKE_HEADING, "Avsnitt som ser ut som en overskrift, men ikke er det", story.part, paragraph
                )


def links_say_where_they_lead(package: Package) -> Iterator[Finding]:
    """WCAG 2.4.4: the words of a link make sense alone."""
    for story in package.stories:
        for link, said in _links(story):
            if not said:
                yield Finding(VAGUE_LINK, "Lenke uten tekst", story.part, link)
            elif VAGUE.fullmatch(said.casefold().strip(" .:,;!»«→>")):
                yield Finding(VAGUE_LINK, "Lenke som ikke sier hvor den fører", story.part, link)


def language_is_told(package: Package) -> Iterator[Finding]:
    """WCAG 3.1.1 and 3.1.2: a voice knows which language to speak (BCP 47)."""
    styles, root = package.related("styles")
    if root is None or not DEFAULT_LANGUAGE(root):
        yield Finding(LANGUAGE, "Tekst uten språk", styles or package.main)
    places = [(story.part, story.root) for story in package.stories]
    for part, texts in [*places, *([(styles, root)] if root is not None else [])]:
        for mark in LANGUAGES(texts):
            if not LANGUAGE_TAG.match(mark.get(qn("w:val"))):
                yield Finding(LANGUAGE, f"Ukjent språkkode «{mark.get(qn('w:val'))}»", part, mark)


def _description(picture: Element) -> str | None:
    """What is read aloud in place of a picture; None where nothing has to be."""
    if is_twin(picture):
        return None
    if picture.tag == OLD_PICTURE:
        return str(picture.getparent().get("alt", "")).strip()
    decorative = next(picture.iter(DECORATIVE), None)
    if decorative is not None and decorative.get("val") in {"1", "true"}:
        return None
    return str(picture.get("descr", "")).strip()


def _is_large(paragraph: Element, least: float) -> bool:
    """Whether the paragraph is one short line in large bold letters that leads to other text."""
    words, after = text(paragraph), paragraph.getnext()
    if not 0 < len(words) <= LONGEST or words.endswith((".", ",", ";")) or after is None:
        return False
    return all(map(is_on, BOLDS(paragraph))) and min(map(float, SIZES(paragraph))) >= least and bool(text(after))


def _links(story: Story) -> Iterator[tuple[Element, str]]:
    """Every link with its words; one that is cut in pieces by bold or italics counts once."""
    for _, pieces in groupby(_numbered(story.root.iter(qn("w:hyperlink"))), lambda each: each[0]):
        links = [link for _, link in pieces]
        yield links[0], " ".join("".join(map(_spoken, links)).split())
    for field in story.root.iter(qn("w:instrText")):
        if LINK_FIELD.match(field.text or "") and (said := _result(field)) is not None:
            yield next(field.iterancestors(qn("w:p"))), said


def _numbered(links: Iterator[Element]) -> Iterator[tuple[int, Element]]:
    """The links, those that stand side by side and lead to the same place under the same number."""
    number = 0
    last: Any = None
    for link in links:
        beside = last is not None and link.getprevious() is last
        number += not (beside and [link.get(name) for name in GOAL] == [last.get(name) for name in GOAL])
        yield number, link
        last = link


def _spoken(link: Element) -> str:
    """The words of a link, pictures in it included."""
    pictures = (_description(each) or "" for each in link.iter(qn("wp:docPr"), OLD_PICTURE))
    return "".join(part.text or "" for part in link.iter(qn("w:t"))) + " ".join(pictures)


def _result(field: Any) -> str | None:
    """What a field shows; None if it ends in another paragraph."""
    words: list[str] = []
    for run in next(field.iterancestors(qn("w:r"))).itersiblings():
        if any(mark.get(qn("w:fldCharType")) == "end" for mark in run.iter(qn("w:fldChar"))):
            return " ".join("".join(words).split())
        words += [part.text or "" for part in run.iter(qn("w:t"))]
    return None


RULES = (
    pictures_are_described,
    texts_stand_in_paragraphs,
    headings_say_something,
    heading_levels_follow,
    headings_have_heading_styles,
    links_say_where_they_lead,
    language_is_told,
)
