"""Where something stands in a Word file, as the one who opens it in Word would say it."""

from collections.abc import Iterator, Sequence

from osreport.word.namespaces import Element, qn

from .fault import DAMAGED, REPORT, Fault, Finding, Kind, Rule
from .grids import CELLS, ROWS
from .opened import Package, Story, is_twin, text

KINDS: dict[str, Kind] = {
    qn("w:p"): "paragraph",
    qn("w:tbl"): "table",
    qn("w:tr"): "row",
    qn("w:hyperlink"): "link",
    qn("wp:docPr"): "figure",
    "{urn:schemas-microsoft-com:vml}imagedata": "figure",
}
OURS, THEIRS = "Dette er en feil i osreport, ikke i malen eller kildene", "Malen er skadet"
BESIDE = {"styles": "stilene i malen", "numbering": "listene i malen", "chart": "et diagram"}
QUOTED = 60
RECIPE = {"if", "elif", "else", "for"}


def placed(package: Package, finding: Finding) -> Fault:
    """The finding as a fault, told with its place."""
    code, blame, hint = _blame(finding.rule, is_template=package.is_template)
    said = f"{blame} ({finding.said[:1].lower()}{finding.said[1:]})" if blame else finding.said
    story = next((each for each in package.stories if each.part == finding.part), None)
    spot = _known(finding.spot) if finding.spot is not None else None
    if story is None or spot is None:
        where = finding.part if blame else _beside(package, finding.part)
        return Fault(code, said, where, hint, severity=finding.rule.severity)
    paragraph = _paragraph_of(spot)
    where = f"{_named(story, spot, finding.words)} {_story(package, story)}{_after(package, story, paragraph)}"
    if story.name or package.is_template:
        return Fault(code, said, where, hint, _kind(package, spot), severity=finding.rule.severity)
    at = _index(story.root, paragraph) if finding.rule.in_words else -1
    return Fault(code, said, where, hint, _kind(package, spot), _number(package, story, spot), at)


def _blame(rule: Rule, *, is_template: bool) -> tuple[str, str, str]:
    """The code, who is to blame if not plainly the words of the rule, and what to do."""
    if rule.ours and not is_template:
        return rule.ours, OURS, REPORT
    return rule.code, THEIRS if rule.code == DAMAGED else "", rule.hint


def _known(spot: Element) -> Element | None:
    """The spot, or what it stands in, as something that has a name."""
    return spot if spot.tag in KINDS else next(spot.iterancestors(*KINDS), None)


def _beside(package: Package, part: str) -> str:
    """What a part is called as a whole."""
    if part == package.main:
        return "i hele malen"
    related = package.relations.get(package.main, {}).values()
    kind = next((each.kind for each in related if each.target == part), "")
    return BESIDE.get(kind, part)


def _paragraph_of(spot: Element) -> Element:
    """The paragraph in which the spot stands, or the first one in it; the spot itself if it has none."""
    around = spot if spot.tag == qn("w:p") else next(spot.iterancestors(qn("w:p")), None)
    return around if around is not None else next(spot.iter(qn("w:p")), spot)


def _named(story: Story, spot: Element, words: str = "") -> str:
    kind = KINDS[spot.tag]
    if words and kind != "paragraph":
        return f"«{words}» i {_named(story, spot)}"
    if kind == "table":
        return _table(story, spot)
    if kind == "row":
        return f"rad {_row(spot)} i {_table(story, next(spot.iterancestors(qn('w:tbl'))))}"
    row = next(spot.iterancestors(qn("w:tr")), None)
    table = next(spot.iterancestors(qn("w:tbl")), None)
    cell = f"celle {_cell(spot, row)}, " if words and row is not None else ""
    inside = f" i {cell}rad {_row(row)}, tabell {_index(story.root, table) + 1}" if row is not None else ""
    if kind == "figure":
        name = f" («{spot.get('name')}»)" if spot.get("name") else ""
        return f"bilde {_index(story.root, spot) + 1}{name}{inside}"
    if words:
        return f"«{words}»{inside}"
    return (_quoted(text(spot)) or ("et tomt avsnitt" if kind == "paragraph" else "en tom lenke")) + inside


def _table(story: Story, table: Element) -> str:
    cells = map(text, next(table.iter(qn("w:tr")), table).iter(qn("w:tc")))
    words = " | ".join(words for words in cells if words and "{%" not in words)
    shown = f" ({_quoted(words)})" if words else ""
    return f"tabell {_index(story.root, table) + 1}{shown}"


def _row(row: Element) -> int:
    return _place_in(ROWS(next(row.iterancestors(qn("w:tbl")))), row)


def _cell(spot: Element, row: Element) -> int:
    cells = CELLS(row)
    return _place_in(cells, next((above for above in spot.iterancestors() if above in cells), None))


def _place_in(elements: Sequence[Element], element: Element) -> int:
    """The element's place, from 1."""
    return next((number for number, each in enumerate(elements, 1) if each is element), 1)


def _story(package: Package, story: Story) -> str:
    return f"i {story.name}" if story.name else "i malen" if package.is_template else "i det ferdige dokumentet"


def _after(package: Package, story: Story, paragraph: Element) -> str:
    """In a template the grey line that rules here, or the last one above; else the heading above."""
    if story.name:
        return ""
    lines: list[str] = []
    last = heading = ""
    for each, _ in story.paragraphs:
        if each is paragraph:
            break
        words = text(each)
        if package.is_template and words.startswith("{%p "):
            lines = _ruling(lines, words)
            last = lines[-1] if lines else last
        heading = words if words and each in package.headings else heading
    shown = f", under overskriften {_quoted(heading)}" if heading else ""
    line = lines[-1] if lines else last
    return f", etter linjen «{line}»" if line else shown


def _ruling(lines: list[str], line: str) -> list[str]:
    """The grey lines that are open after one more: `endif` and `endfor` close the last, `else` takes its place."""
    verb = line.removeprefix("{%p ").partition(" ")[0]
    before = lines[:-1] if verb in {"endif", "endfor", "elif", "else"} else lines
    return [*before, line] if verb in RECIPE else before


def _quoted(words: str) -> str:
    short = words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"
    return f"«{short}»" if words else ""


def _kind(package: Package, spot: Element) -> Kind:
    return "heading" if spot in package.headings else KINDS[spot.tag]


def _number(package: Package, story: Story, spot: Element) -> int:
    """The spot's place among its kind, from 0."""
    return [*package.headings].index(spot) if spot in package.headings else _index(story.root, spot)


def _index(root: Element, element: Element) -> int:
    """The element's place among those of its tag, from 0; what is shown once counts once."""
    return next((number for number, each in enumerate(_shown(root, element.tag)) if each is element), -1)


def _shown(root: Element, tag: str) -> Iterator[Element]:
    return (each for each in root.iter(tag) if not is_twin(each))
