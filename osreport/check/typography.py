"""TYPO: dates, numbers, quotes and dashes as Norwegian is written (Språkrådet: «Tall, tid, dato» and «Tegn»)."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from osreport.model.verdi import Skrift
from osreport.model.walk import Path, plain_texts
from osreport.prose.spaces import MONTHS
from osreport.structs import Struct

from .checked import Checked
from .finding import Code, Finding
from .words import STOPPED, STOPPED_BEFORE_NUMBERS

SPRÅKRÅDET = "Språkrådet"
CODES = (
    Code("TYPO001", "Datoer skrives 25. januar 2024, eller 25.01.2024 i tabeller.", "advarsel", SPRÅKRÅDET),
    Code("TYPO002", "Store tall deles med mellomrom i grupper på tre: 25 000.", "advarsel", SPRÅKRÅDET),
    Code("TYPO003", "Desimaltall har komma: 22,8.", "advarsel", SPRÅKRÅDET),
    Code("TYPO004", "Det er mellomrom mellom tallet og prosenttegnet: 30 %.", "advarsel", SPRÅKRÅDET),
    Code("TYPO005", "Anførselstegn er «slike».", "advarsel", SPRÅKRÅDET),
    Code("TYPO006", "Mellom tall står tankestrek uten mellomrom: 2024–2027.", "advarsel", SPRÅKRÅDET),
    Code("TYPO007", "Tankestrek mellom ord har mellomrom på begge sider.", "advarsel", SPRÅKRÅDET),
    Code("TYPO008", "Det er mellomrom etter skilletegn, ikke foran, og aldri to.", "advarsel", SPRÅKRÅDET),
    Code("TYPO009", "Klokkeslett skrives med punktum: kl. 12.15.", "advarsel", SPRÅKRÅDET),
    Code("TYPO010", "Anførselstegn står parvis.", "advarsel", SPRÅKRÅDET),
    Code("TYPO011", "Forkortelser har punktum: ca., evt., jf., nr. 25.", "advarsel", SPRÅKRÅDET),
    Code("TYPO012", "Samme ord står ikke to ganger etter hverandre.", "advarsel"),
    Code("TYPO013", "Måneder har liten forbokstav.", "advarsel", SPRÅKRÅDET),
    Code("TYPO014", "Det er mellomrom mellom kr eller § og tallet.", "advarsel", SPRÅKRÅDET),
)


class Slip(Struct):
    """A way of writing that is wrong, if not what stands before it makes it right.

    `{0}` in the hint is what was written, `{1}` … its parts. Only a text with one of the `signs` can hold it.
    """

    code: str
    shape: re.Pattern[str]
    said: str
    hint: str
    but_after: re.Pattern[str] | None = None
    signs: tuple[str, ...] = ("",)

    def found(self, text: str) -> Iterator[re.Match[str]]:
        for match in self.shape.finditer(text):
            before = text[max(0, match.start() - NEAR) : match.start()]
            if self.but_after is None or not self.but_after.search(before):
                yield match

    @cached_property
    def needs_digits(self) -> bool:
        """Whether the shape speaks of digits, and not only of signs that are none."""
        return r"\d" in self.shape.pattern.replace(r"\W\d", "")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))


def _slip(code: str, shape: str, said: str, hint: str, but_after: str = "", signs: tuple[str, ...] = ("",)) -> Slip:
    return Slip(code, re.compile(shape), said, hint, re.compile(but_after) if but_after else None, signs)


NEAR = 60  # characters that a number may be far from what it numbers: «kapittel 3.2, 3.4 og 4.1»
# What is counted on one level or more, so that a full stop in its number is right; a capital is a name, as «WCAG 2.1».
COUNTS = (
    r"(?:(?i:§|kap\.?|kapittel|kapitla|kapitlene|delkapittel|punkt(?:et|ene|a)?|pkt\.?|avsnitt(?:et|ene)?|tabell(?:ene)?|"
    r"figur(?:ene)?|vedlegg|versjon(?:en)?|utgave|kl\.?|klokk[ae]n?|nr\.?|nummer|sak|side|s\.|tiltak(?:ene)?|strategi(?:ene)?|"
    r"(?:del|hoved|bærekrafts|berekrafts)?mål(?:ene|a|et)?|artikkel|trinn|nivå|den|innen|innan|per|pr\.|pdf|pdf/a)|"
    r"\w*[A-ZÆØÅ]\w*)[ \u00a0]+(?:[\d.]+(?:,| og| eller| til|–|-)? *)*$"
)
UNITS = "prosent|prosentpoeng|millioner|millionar|milliarder|milliardar|mrd|mill|kroner|grader|km|kg|m"
NO_NOUN = (
    "og|eller|til|samt|på|i|for|er|var|viser|om|gjelder|av|som|ved|med|skal|blir|har|kan|må|der|under|over|står|sier"
)
TWICE = (  # what may well be said twice: «det som er, er det det er grunn til»
    "det|den|de|der|at|er|som|har|hadde|for|om|på|til|av|i|med|var|så|vi|du|han|hun|ho|dei|kva|ved|inn|opp|ut|hver|kvar|"
    "bare|mer|meir|år"
)
NO_DATE = "«{0}» er ingen dato slik den skrives på norsk."
SLIPS = (
    _slip("TYPO001", r"(?<![\d./])(\d{1,2})\.(\d{1,2})\.(\d\d)(?!\d|\.\d)", NO_DATE,
          "Skriv året helt ut, for eksempel {1}.{2}.20{3}."),
    _slip("TYPO001", r"(?<![\d/])\d{1,2}/\d{1,2}[ -]+(?:19|20)?\d\d\b", NO_DATE,
          "Skriv dag, måned og år, for eksempel 5. juni 2014."),
    _slip("TYPO001", rf"\b(\d{{1,2}}) ?({MONTHS})\b(?!\.)", "«{0}» mangler punktum etter dagen.", "Skriv «{1}. {2}»."),
    _slip("TYPO001", rf"\b(\d{{1,2}})\.({MONTHS})\b", "«{0}» mangler mellomrom etter punktumet.", "Skriv «{1}. {2}»."),
    _slip("TYPO001", r"(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])", NO_DATE,
          "Skriv for eksempel 25. januar 2024. Slik som her skrives datoer bare i egne felt."),
    _slip("TYPO001", r"(?<!\d)[0-3]\d[01]\d(?:19|20)\d\d(?!\d)", NO_DATE, "Sett punktum mellom dag, måned og år."),
    _slip("TYPO001", r"(?<!\w)['’](\d\d)\b", "«{0}» er et forkortet årstall.", "Skriv året helt ut.", signs=("'", "’")),
    _slip("TYPO002", r"(?<![\d.,/:])\d{1,3}(?:\.\d{3})+(?![\d.])", "«{0}» har punktum i tallet.",
          "Skriv mellomrom i stedet."),
    _slip("TYPO002", r"(?<![\d.,/:+-])\d{5,7}(?![\d/.,-])", "«{0}» er et stort tall uten mellomrom.",
          "Skriv for eksempel 25 000."),
    _slip("TYPO003", rf"(?<![\d.])\d+\.\d+(?= ?(?:%|(?:{UNITS})\b))",
          "«{0}» har punktum som desimaltegn.", "Skriv komma."),
    _slip("TYPO003", rf"(?<=\w )\d{{1,6}}\.\d{{1,2}}(?= (?!(?:{UNITS}|{NO_NOUN})\b)[a-zæøå]{{2,}})",
          "«{0}» har punktum som desimaltegn.", "Skriv komma.", COUNTS),
    _slip("TYPO004", r"(?<!\d)(\d+)%", "«{0}» mangler mellomrom.", "Skriv «{1} %».", signs=("%",)),
    _slip("TYPO005", r"[“”„\"](?:[^“”„\"]*[“”„\"])?", "{0} har ikke norske anførselstegn.", "Skriv «slik».",
          signs=tuple('“”„"')),
    _slip("TYPO006", r"(?<![\d/.-])((?:19|20)\d\d) ?(?:-| – ?|– ) ?((?:19|20)?\d\d)(?![\d-])",
          "«{0}» har ikke tankestrek uten mellomrom.", "Skriv «{1}–{2}»."),
    _slip("TYPO007", r"(?<=[^\W\d_]) - (?=[^\W\d_])", "Bindestrek er brukt som tankestrek.", "Skriv – i stedet.",
          signs=(" - ",)),
    _slip("TYPO007", r"(?<=[^\W\d_]) –(?=[^\W\d_])|(?<=[^\W\d_])– (?=[^\W\d_])",
          "Tankestreken har mellomrom bare på den ene siden.", "Sett mellomrom på begge, eller bruk bindestrek.",
          signs=("–",)),
    _slip("TYPO007", r"(?<=[^\W\d_])- (?!(?:og|eller|samt|til|men|kontra|henholdsvis|respektive)\b)(?=\w)",
          "Bindestreken har mellomrom bare etter seg.", "Ta det bort, eller skriv tankestrek: ord – ord.",
          signs=("- ",)),
    _slip("TYPO007", rf"(?<=\d)-(?=(?:{MONTHS})\b)", "Det står bindestrek mellom tallet og måneden.", "Skriv komma."),
    _slip("TYPO008", r"(?<=\S)  +(?=\S)", "Det står flere mellomrom.", "La ett stå.", signs=("  ",)),
    _slip("TYPO008", r"(?<=\w) +[.,;:!?](?![\w.])", "Det står mellomrom foran skilletegnet.", "Ta bort mellomrommet.",
          signs=tuple(f" {sign}" for sign in ".,;:!?")),
    _slip("TYPO008",
          r"(?<=[a-zæøå0-9])[.;](?=[A-ZÆØÅ][a-zæøå])|(?<=[^\W_]),(?=[^\W\d_])|(?<=\s\()[^()]{3,60}\)(?=[^\W\d_])",
          "Det mangler mellomrom etter skilletegnet.", "Sett inn et mellomrom."),
    _slip("TYPO008", r"(?<=[\w-])/ +(?=\w)|(?<=\w) +/(?=\w)", "Skråstreken har mellomrom bare på den ene siden.",
          "Ta det bort.", signs=("/ ", " /")),
    _slip("TYPO005", r"« +|(?<! ) +»", "Det står mellomrom innenfor anførselstegnet.", "Ta det bort.",
          signs=("« ", " »")),
    _slip("TYPO008", r"(?<!\.)\.\.(?!\.)", "Det står to punktum.", "Ta bort det ene, eller skriv … om noe er utelatt.",
          signs=("..",)),
    _slip("TYPO009", r"\bkl\.? ?\d{1,2}:\d\d", "«{0}» har kolon i klokkeslettet.", "Skriv punktum: kl. 12.15.",
          signs=("kl",)),
    _slip("TYPO011", rf"(?<![\w.@/-])(?![A-Z]{{2}})(?i:{_any(STOPPED - {'evnt', 'f.eks', 't.d'})})(?![\w.@/-])",
          "«{0}» mangler punktum.", "Skriv «{0}.»."),
    _slip("TYPO011", r"(?<![\w.@/-])evnt\.?(?!\w)", "«{0}» er ingen forkortelse.", "Skriv «evt.», eller «eventuelt».",
          signs=("evnt",)),
    _slip("TYPO011", r"(?<![\w.@/-])(?i:f\.eks|t\.d)(?![\w.@/-])|(?<![\w.@/-])eks(?= [a-zæøå])",
          "«{0}» mangler punktum.", "Skriv «for eksempel», eller «f.eks.».",
          signs=("eks", "t.d", "T.d", "EKS", "T.D", "Eks", "t.D")),
    _slip("TYPO011", rf"(?<![\w.@/-])(?i:{_any(STOPPED_BEFORE_NUMBERS)})(?= \d)", "«{0}» mangler punktum.",
          "Skriv «{0}.»."),
    _slip("TYPO012", rf"(?<![\w-])(?!(?i:{TWICE})\b)([^\W\d_]{{2,}})(?: +| *\n *)(?=[a-zæøå])(?i:\1)(?![\w-])",
          "«{1}» står to ganger etter hverandre.", "Ta bort det ene."),
    _slip("TYPO013", rf"(?<=\bi )(?:{MONTHS.title()})\b", "«{0}» har stor forbokstav.", "Skriv måneden med liten."),
    _slip("TYPO013",
          rf"(?:(?<=(?<!\d)\d\. )|(?<=(?<!\d)[0-3]\d\. )|(?<=[a-zæøå,] )(?<!\bi )(?=[A-Z]\w+ (?:19|20)\d\d))"
          rf"(?:{MONTHS.title()})\b", "«{0}» har stor forbokstav.", "Skriv måneden med liten."),
    _slip("TYPO014", r"(?<!\w)(kr\.?|§§?)(?=\d)", "Det mangler mellomrom etter «{1}».", "Sett inn et mellomrom.",
          signs=("kr", "§")),
)  # fmt: skip
WITHOUT_DIGITS = tuple(slip for slip in SLIPS if not slip.needs_digits)
# Addresses and references are no running text.
OUTSIDE = re.compile(
    r"\]\([^)\]]*\)|<[^<>\s]+>|https?://\S+|(?<!\S)\S+@\S+|\{[^{}:]+:[^{}\s]*\}|\b\w+\.(?:no|com|org)\b"
)


NAMES = {"navn", "kortnavn", "tittel", "undertittel", "tema"}


def running_text_is_set_as_norwegian_is(checked: Checked) -> Iterator[Finding]:
    for path, text in _texts(checked):
        plain = OUTSIDE.sub(lambda match: "·" * len(match[0]), text)
        for slip in SLIPS if any(map(str.isdigit, plain)) else WITHOUT_DIGITS:
            for match in slip.found(plain) if any(sign in plain for sign in slip.signs) else ():
                parts = (match[0].strip(), *match.groups())
                said, hint = slip.said.format(*parts), slip.hint.format(*parts)
                yield Finding(slip.code, path, said, hint, text[: match.start()])


def _texts(checked: Checked) -> Iterator[tuple[Path, str]]:
    """Everything that is printed as words: running text, and names."""
    yield from ((path, text) for path, mark, text in checked.texts if isinstance(mark, Skrift))
    for path, element in checked.elements:
        yield from (((*path, *name), text) for name, text in plain_texts(element) if name[0] in NAMES)


def quotes_come_in_pairs(checked: Checked) -> Iterator[Finding]:
    """In a text as a whole, as what is quoted may have several paragraphs."""
    for path, text in _texts(checked):
        at = _unpaired(text) if "«" in text or "»" in text else None
        if at is not None:
            partner = {"«": "» etter", "»": "« foran"}[text[at]]
            hint = f"Sett {partner} det som siteres, eller ta bort tegnet."
            yield Finding("TYPO010", path, f"{text[at]} står uten et tegn å høre sammen med.", hint, text[:at])


def _unpaired(text: str) -> int | None:
    """The first quote sign that has no partner."""
    opened: list[int] = []
    for match in re.finditer("[«»]", text):
        if match[0] == "«":
            opened.append(match.start())
        elif not opened:
            return match.start()
        else:
            opened.pop()
    return opened[0] if opened else None
