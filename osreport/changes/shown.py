"""Changes as people, programs and case papers read them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from osreport.structs import replace

from .change import Cause, Change, FieldChange, What
from .words import BETWEEN_SPACES, Stretch, compared

States = tuple[str, str]
NONE = "Ingen endringer fra {} til {}."
HEADINGS: Mapping[What, str] = {
    "ny": "Nytt", "fjernet": "Fjernet", "endret": "Endret", "flyttet": "Flyttet", "omnummerert": "Nytt nummer",
}  # fmt: skip
MANY: Mapping[What, tuple[str, str]] = {
    "ny": ("ny", "nye"), "fjernet": ("fjernet", "fjernet"), "endret": ("endret", "endret"),
    "flyttet": ("flyttet", "flyttet"), "omnummerert": ("med nytt nummer", "med nytt nummer"),
}  # fmt: skip
AROUND = 8  # words that are the same, on each side of what is not
WORDS = re.compile(r"\S+\s*")
SPACES = re.compile(" {2,}")
GONE, COME, PLAIN = "\033[31;9m", "\033[32m", "\033[0m"  # ECMA-48, 8.3.117: red and crossed out, green
MARKDOWN = re.compile(r"([\\`*_\[\]<>~|#])")
Marked = Callable[[str], str]


def to_text(changes: Sequence[Change], states: States, *, colour: bool = False) -> str:
    """The changes under headings, each with what it was and is; in plain text marked as git does it."""
    if not changes:
        return NONE.format(*states)
    gone, come = (within(GONE, PLAIN), within(COME, PLAIN)) if colour else (within("[-", "-]"), within("{+", "+}"))
    told: list[str] = []
    for group, found in groupby(changes, key=attrgetter("group")):
        told += ["", str(group)]
        for change in found:
            told += [f"  {headed(change)} ({change.place})", *(f"    {line}" for line in _lines(change, gone, come))]
    return "\n".join([f"Endret fra {states[0]} til {states[1]}", *told, "", summary(changes)])


def to_markdown(changes: Sequence[Change], states: States) -> str:
    """The changes as lists, to be pasted into a case paper."""
    if not changes:
        return NONE.format(*states)
    gone, come = around("~~"), around("**")
    told = [f"## Endringer fra {escaped(states[0])} til {escaped(states[1])}", "", summary(changes)]
    for group, found in groupby(changes, key=attrgetter("group")):
        told += ["", f"### {escaped(str(group))}", ""]
        for change in found:
            told.append(f"- **{HEADINGS[change.what]}:** {escaped(_named(change))}")
            told += [f"  - {line}" for line in _lines(in_whole_words(change), gone, come, escaped)]
    return "\n".join(told)


def in_whole_words(change: Change) -> Change:
    """Compared from space to space, since Markdown may not see a mark that stands inside a word (6.2, «flanking»)."""
    told = (replace(each, words=compared(each.old, each.new, BETWEEN_SPACES)) for each in change.fields)
    return replace(change, fields=tuple(told))


def to_json(changes: Sequence[Change], states: States) -> str:
    told = {"fra": states[0], "til": states[1], "endringer": [plain_change(change) for change in changes]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def summary(changes: Sequence[Change]) -> str:
    counts = Counter(change.what for change in changes)
    told = [f"{counts[what]} {MANY[what][counts[what] != 1]}" for what in MANY if counts[what]]
    listed = f"{', '.join(told[:-1])} og {told[-1]}" if told[1:] else told[0]
    return f"{len(changes)} {'endring' if len(changes) == 1 else 'endringer'}: {listed}."


def headed(change: Change) -> str:
    """What happened to which element, in a line."""
    return f"{HEADINGS[change.what]}: {_named(change)}{f' [{change.id}]' if change.id else ''}"


def _named(change: Change) -> str:
    return f"{change.kind} «{change.title}»" if change.title else f"{change.kind} {change.id}".strip()


def _lines(change: Change, gone: Marked, come: Marked, plain: Marked = str) -> Iterator[str]:
    yield from lines(change, gone, come, plain)
    if change.causes:
        sure = all(cause.sure for cause in change.causes)
        yield plain(f"{'Årsak' if sure else 'Årsak, en av'}: {'; '.join(map(_said, change.causes))}")


def lines(change: Change, gone: Marked, come: Marked, plain: Marked = str) -> Iterator[str]:
    """What the element was and is, a line for each field."""
    if change.before or change.after:
        yield plain(f"fra {change.before} til {change.after}")
    for field in change.fields:
        yield f"{plain(field.name)}: {_marked(field, gone, come, plain)}"


def _marked(field: FieldChange, gone: Marked, come: Marked, plain: Marked) -> str:
    """The text with what is gone and new in it; of a long stretch that is the same, only its ends."""
    last = len(field.words) - 1
    marks: Mapping[str, Marked] = {"fjernet": gone, "ny": come}
    told = (
        marks[each.mark](plain(_line(each.text))) if each.mark in marks
        else plain(_shortened(_line(each.text), first=number == 0, last=number == last))
        for number, each in enumerate(field.words)
    )  # fmt: skip
    return SPACES.sub(" ", "".join(told)).strip()


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ¶ ", text)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    words = WORDS.findall(text)
    begin, end = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= begin + end + 1:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    return lead + "".join(words[:begin]) + "… " + "".join(words[len(words) - end :] if end else [])


def _said(cause: Cause) -> str:
    if cause.kind == "vedtak":
        return f"vedtak {cause.id}, {cause.who} {cause.date}: {cause.what}"
    if cause.kind == "merknad":
        came = " ".join(filter(None, (cause.who, cause.date)))
        return f"merknad {cause.id}, {came}{cause.what and f': {cause.what}'}"
    if cause.kind == "ulagret":
        return cause.what
    return f"{cause.date} {cause.who}: {cause.what} ({cause.id[:7]})"


def within(before: str, after: str) -> Marked:
    """Marks on both sides of the words."""
    return lambda text: f"{before}{text}{after}"


def around(sign: str) -> Marked:
    """Marks close to the words and apart from others, or Markdown does not see them (CommonMark 0.31.2, 6.2)."""

    def marked(text: str) -> str:
        bare = text.strip()
        return f" {text.replace(bare, f'{sign}{bare}{sign}', 1)} " if bare else text

    return marked


def escaped(text: str) -> str:
    """The words as they are, in Markdown: nothing in them is a mark."""
    return MARKDOWN.sub(r"\\\1", text)


def plain_change(change: Change) -> dict[str, Any]:
    """The change as programs read it."""
    return {
        "endring": change.what,
        "slag": change.kind,
        "id": change.id,
        "tittel": change.title,
        "dokument": change.group.document,
        "under": list(change.group.titles),
        "fil": change.place.file,
        "linje": change.place.line,
        "fra": change.before,
        "til": change.after,
        "felt": [_field(field) for field in change.fields],
        "årsaker": [_cause(cause) for cause in change.causes],
    }


def _field(field: FieldChange) -> dict[str, Any]:
    return {"navn": field.name, "fra": field.old, "til": field.new, "ord": [_stretch(each) for each in field.words]}


def _stretch(stretch: Stretch) -> dict[str, str]:
    return {"merke": stretch.mark, "tekst": stretch.text}


def _cause(cause: Cause) -> dict[str, Any]:
    told = {"slag": cause.kind, "id": cause.id, "dato": cause.date, "hvem": cause.who, "hva": cause.what}
    return {**told, "sikker": cause.sure}


FORMATS = {"text": to_text, "json": to_json, "markdown": to_markdown}
