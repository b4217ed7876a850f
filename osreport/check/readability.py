"""SPRÅK: chapters, sentences and paragraphs that can be read; never of words that were adopted and must stand."""

import re
from collections.abc import Iterator

from osreport.model.dokument import Kapittel, Tekstblokk, Uthevingsblokk
from osreport.model.verdi import Skrift
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding
from .words import masked, vocabulary

LIX_LIMIT = 50  # Björnsson: 40–50 is newspapers, 50–60 is difficult
LEAST_WORDS = 100  # in a chapter; LIX of a few sentences says little
LONG_WORD = 6  # letters; a word of more is long
LONGEST_SENTENCE = 35
MANY_PASSIVES = 4
FIRST_WORDS = 5
BUT = "Mål, strategier, tiltak og vedtak står slik de ble vedtatt, og regnes ikke med."
CODES = (
    Code("SPRÅK002", f"Teksten i et kapittel har en lesbarhetsindeks (LIX) på høyst {LIX_LIMIT}.", "merknad"),
    Code("SPRÅK003", f"En setning har høyst {LONGEST_SENTENCE} ord. {BUT}", "merknad"),
    Code("SPRÅK004", f"Et avsnitt har færre enn {MANY_PASSIVES} verb i passiv. {BUT}", "merknad"),
    Code("SPRÅK005", f"Teksten bruker ord som folk bruker, og ikke kanselliord. {BUT}", "merknad"),
)
ADOPTED = (("vedtak",), ("vedtatte_planer",), ("samfunnsdel", "områder"), ("samfunnsdel", "visjon"))
WORD = re.compile(r"(?<!\S)\S*[^\W_]\S*")
ITEM = r"\n[ \t]*\n|(?:^|\n)[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+"
PARAGRAPH = re.compile(ITEM)
SENTENCE = re.compile(rf"{ITEM}|(?<=[.!?…:])[»)*_]*\s+(?=[«(*_]*[A-ZÆØÅ0-9{{])")
STRONG = "brukt|bygd|delt|ført|fulgt|gitt|gjort|hørt|kjøpt|lagd|lagt|nevnt|satt|sendt|solgt|styrt|tatt|teke|valgt|vist"
PASSIVE = re.compile(
    rf"\b(?:(?:blir|ble|bli|blitt|vert|vart|blei) (?:ikk?j?e )?[a-zæøå]*(?:{STRONG}|[a-zæøå]{{3}}(?:et|dd))"
    r"|[a-zæøå]{4,}es|[a-zæøå]{4,}ast)\b"
)
NO_PASSIVE = re.compile(
    r".*(?:enes|igast|legast|deles|ledes)|alles|andres|begges|egnes|felles|finn(?:es|ast)|folkes|kjennes|kommunes|"
    r"lykk(?:es|ast)|minnes|møt(?:es|ast)|omgås|synes|trives|undres|kontrast|hverandres|kvarandres|foresattes|ansattes"
)


def chapters_can_be_read(checked: Checked) -> Iterator[Finding]:
    for path, chapter in checked.elements:
        if isinstance(chapter, Kapittel):
            text = "\n\n".join(_paragraphs(chapter))
            found = _lix(text) if len(text) > LEAST_WORDS else 0
            if found > LIX_LIMIT:
                said = (
                    f"Kapittelet «{chapter.tittel}» er tungt å lese: LIX er {found}, og bør ikke være over {LIX_LIMIT}."
                )
                hint = "Del lange setninger, og bytt ut lange ord med korte."
                yield Finding("SPRÅK002", (*path, "tittel"), said, hint)


def _paragraphs(chapter: Kapittel) -> Iterator[str]:
    for block in chapter.innhold:
        if isinstance(block, Tekstblokk):
            yield block.tekst
        elif isinstance(block, Uthevingsblokk):
            yield block.utheving


def _lix(text: str) -> int:
    """Words in a sentence, and long words in a hundred (Björnsson 1968); 0 where there are too few words."""
    plain = masked(text)
    found = WORD.findall(plain)
    if len(found) < LEAST_WORDS:
        return 0
    long = sum(sum(map(str.isalpha, word)) > LONG_WORD for word in found)
    return round(len(found) / len(list(_sentences(plain))) + 100 * long / len(found))


def sentences_are_not_too_long(checked: Checked) -> Iterator[Finding]:
    for path, text in _own_prose(checked):
        plain = masked(text)
        for start, sentence in _sentences(plain) if len(plain) > LONGEST_SENTENCE else ():
            length = len(WORD.findall(sentence))
            if length > LONGEST_SENTENCE:
                begins = " ".join(text[start : start + len(sentence)].split()[:FIRST_WORDS])
                said = f"Setningen som begynner «{begins} …», har {length} ord."
                hint = f"Del den i to. Over {LONGEST_SENTENCE} ord er tungt å lese."
                yield Finding("SPRÅK003", path, said, hint, text[:start])


def paragraphs_say_who_acts(checked: Checked) -> Iterator[Finding]:
    for path, text in _own_prose(checked):
        for start, paragraph in _pieces(masked(text), PARAGRAPH):
            passives = [match for match in PASSIVE.finditer(paragraph) if not NO_PASSIVE.fullmatch(match[0])]
            if len(passives) >= MANY_PASSIVES:
                listed = ", ".join(f"«{match[0]}»" for match in passives)
                said = f"Avsnittet har {len(passives)} verb i passiv: {listed}."
                hint = "Si hvem som gjør det, for eksempel «Kommunen vurderer …»."
                yield Finding("SPRÅK004", path, said, hint, text[: start + passives[0].start()])


def words_are_those_of_people(checked: Checked) -> Iterator[Finding]:
    plain = dict(vocabulary()["kanselliord"])
    shape = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(plain, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)
    seen: set[tuple[Path, str]] = set()
    for path, text in _own_prose(checked):
        for match in shape.finditer(masked(text)):
            here = (path[:1], match[0].lower())
            if here not in seen and "liste" not in path:
                said = f"«{match[0]}» er tungt å lese."
                yield Finding("SPRÅK005", path, said, f"Skriv for eksempel «{plain[here[1]]}».", text[: match.start()])
            seen.add(here)


def _own_prose(checked: Checked) -> Iterator[tuple[Path, str]]:
    """What the municipality may word anew."""
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and not is_adopted(path):
            yield path, text


def is_adopted(path: Path) -> bool:
    """Whether a decision gave these words, so that only another one may change them."""
    return any(path[: len(start)] == start for start in ADOPTED)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence and list item, and where it begins."""
    return _pieces(text, SENTENCE)


def _pieces(text: str, breaks: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """What stands between the breaks, as far as it has words; a full stop of an abbreviation is none."""
    start = 0
    for match in (*breaks.finditer(text), None):
        end = match.start() if match else len(text)
        if match and not PARAGRAPH.fullmatch(match[0]) and _is_abbreviated(text[start:end]):
            continue
        if word := WORD.search(text, start, end):
            yield word.start(), text[word.start() : end]
        start = match.end() if match else end


def _is_abbreviated(sentence: str) -> bool:
    last = re.search(r"(?<![^\s«(])[^\s«(]*\Z", sentence)
    return last is not None and last[0].lower() in vocabulary()["forkortelser"]
