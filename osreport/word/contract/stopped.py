"""Where the filling of a template stopped: the very tag, told with its place as everything else in a template."""

import re
from collections import Counter
from itertools import islice
from types import TracebackType

from osreport.problem import Place, Problem
from osreport.structs import replace
from osreport.word.quality.fault import Rule, problems
from osreport.word.quality.opened import opened_template
from osreport.word.quality.places import placed

from .rules import UNKNOWN, UNREADABLE
from .tags import CODE, LEVEL, Reading, Tag, read

MARKUP = re.compile(r"<[^>]+>")
PLAIN = re.compile(r"[\w.]*$")
NAMED = re.compile(r"'([^']+)'|element (\w+)")
MISSING = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
SIMPLER = "En kode skriver et navn, går gjennom en liste eller spør om noe. Skriv den enklere."
# What Jinja says, and what the designer is told.
FAULTS = (
    (r"Unexpected end of template", "En {%p for %} eller {%p if %} i malen er åpnet, men ikke lukket"),
    (
        r"unknown tag '(endfor|endif|else|elif)'",
        "En {%p endfor %}, {%p endif %} eller {%p else %} i malen hører ikke til noen åpning",
    ),
    (r"unknown tag", "En kode i malen begynner med et ord som ikke finnes"),
    (r"No filter named", "En kode i malen bruker et filter som ikke finnes"),
    (r"unsafe|not safely", "En kode i malen ber om noe den ikke får bruke"),
    (r"unexpected|expected token", "En kode i malen er skrevet feil"),
    (r"mismatched tag|not well-formed|unclosed token|no element found", "Kodene i malen henger ikke sammen"),
    (r"has no element", "En kode i malen ber om et punkt som listen ikke har"),
)


def stopped(error: Exception, template: bytes, part: str, file: str) -> list[Problem]:
    """What stopped the filling of a part of the template, and where."""
    reason = str(getattr(error, "message", None) or error)
    rule, said = _said(reason)
    package = opened_template(template)
    story = next((each for each in package.stories if each.part == part), None)
    tag = _tag(read(story), error, reason) if story else None
    if story is None or tag is None:
        return [Problem(rule.code, Place(file), f"{said}.", rule.hint)]
    return list(problems([placed(package, read(story).finding(rule, said, tag))], file, lambda _: None))


def _said(reason: str) -> tuple[Rule, str]:
    if missing := MISSING.search(reason):
        return UNKNOWN, f"Malen ber om «{missing[1] or missing[2]}», som ikke finnes"
    told = next((words for shape, words in FAULTS if re.search(shape, reason)), "")
    return (UNREADABLE, told) if told else (replace(UNREADABLE, hint=SIMPLER), "En kode i malen kan ikke fylles ut")


def _tag(reading: Reading, error: Exception, reason: str) -> Tag | None:
    """The tag on the line where it stopped; docxtpl puts each paragraph on its own."""
    source, line = _template_line(error.__traceback__)
    lines = [[_inside(code) for code in CODE.findall(MARKUP.sub("", each))] for each in source.splitlines()]
    line = line or getattr(error, "lineno", None) or 0
    if not 0 < line <= len(lines) or not lines[line - 1]:
        return None
    named = [one or two for one, two in NAMED.findall(reason)]
    chosen = max(lines[line - 1], key=lambda code: (sum(name in code for name in named), not PLAIN.match(code)))
    before = Counter(code for each in lines[: line - 1] for code in each)[chosen]
    alike = (tag for tag in reading.tags if _inside(tag.code) == chosen)
    return next(islice(alike, before, None), None)


def _inside(code: str) -> str:
    """What stands in a tag, however it is written in Word and by docxtpl."""
    return "".join(re.sub(LEVEL, "", code[2:-2], count=1).split())


def _template_line(trace: TracebackType | None) -> tuple[str, int]:
    """The part as it was given to Jinja, and the line where rendering stopped."""
    source, line = "", 0
    while trace:
        local = trace.tb_frame.f_locals
        source = local["src_xml"] if isinstance(local.get("src_xml"), str) else source
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
        trace = trace.tb_next
    return source, line
