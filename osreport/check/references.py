"""REF and TEKST: ids and references lead somewhere, texts end, prose keeps to the subset."""

import re
from collections.abc import Iterator

from osreport import prose
from osreport.model.endring import Sted
from osreport.model.verdi import Skrift, Viser
from osreport.model.walk import plain_texts
from osreport.quoting import Quoting
from osreport.references import KINDS, REFERENCE, Index
from osreport.sources.suggestions import alike, closest

from .checked import Checked
from .finding import Code, Finding

NAMES = {
    "fakta": "ingen observasjon", "indikator": "ingen indikator", "plan": "ingen plan", "område": "ikke noe område",
    "vedtak": "ikke noe vedtak", "figur": "ingen figur", "lovplan": "ingen plan i lovkatalogen",
    "høring": "ingen høring", "mottaker": "ingen mottaker", "merknad": "ingen merknad",
    "merknadspunkt": "ikke noe punkt i noen merknad",
    "mål|tema|samarbeid|plangruppe": "ikke noe mål, tema, samarbeid eller noen plangruppe",
}  # fmt: skip
KIND = re.compile(r"\{([^\W\d_]+(?:-[^\W\d_]+)?):\S")
UNREAD_REFERENCE = ("det ikke stå henvisninger", "Skriv det henvisningen skulle gitt.")
UNREAD_PASSAGE = ("ikke ord merkes med språk", "Skriv bare ordene.")
CODES = (
    Code("REF001", "Det en henvisning i teksten viser til, finnes."),
    Code("REF002", "Slaget i en henvisning er et av dem som finnes."),
    Code("REF003", "Hver klamme i teksten er en ferdig henvisning."),
    Code("REF004", "Det et felt viser til, finnes."),
    Code("REF005", "Ingen tekst henter fram seg selv."),
    Code("REF006", "Planer som skal vises med mål eller tiltak, har dem."),
    Code("REF007", "Det er en visjon å vise der visjonen skal vises."),
    Code("REF008", "Ingen tekst blir uten ende når henvisningene settes inn."),
    Code("REF009", "Henvisninger står bare der de blir lest."),
    Code("REF010", "Lenker til kapitler går til kapitler som finnes."),
    *(Code(f"TEKST{number:03}", rule) for number, rule in enumerate((
        "Teksten bruker bare det som kan trykkes.",
        "Lister står på ett eller to nivåer.",
        "Det som leses som en nummerert liste, er en.",
        "Hvert listepunkt er ett avsnitt med tekst.",
        "Stjerner og understreker står parvis.",
        "Lenker har en adresse som kan brukes.",
        "Tegn er skrevet som tegn, ikke som koder.",
        "Punkter er skrevet med «- ».",
        "Ord på andre språk er merket med språk og ord.",
    ), 1)),
)  # fmt: skip
CHAPTER_LINK = re.compile(r"\]\(#([^\s)]+)")


def fields_point_to_something(checked: Checked) -> Iterator[Finding]:
    for path, mark, id_ in checked.texts:
        if isinstance(mark, Viser):
            known = [each for kind in mark.til.split("|") for each in checked.ids[kind]]
            if id_ not in known:
                name = NAMES.get(mark.til, f"ingen {mark.til}")
                yield Finding(
                    "REF004", path, f"Det finnes {name} med id «{id_}».", closest(id_, known, "Kjente id-er er")
                )


def references_in_text_resolve(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and ("{" in text or "}" in text):
            for start, written, closed in prose.braces(text):
                if said := _wrong_reference(written, checked.index, closed=closed):
                    code, message, hint = said
                    yield Finding(code, path, message, hint, text[:start])


def _wrong_reference(written: str, known: Index, *, closed: bool) -> tuple[str, str, str] | None:
    if prose.PASSAGE.match(written):
        return None  # what the words of a passage lack is told with the rest of the prose
    match = REFERENCE.fullmatch(written)
    kind = match or KIND.match(written)
    if closed and kind and kind[1] not in KINDS:
        return _unknown_kind(written, kind[1])
    if match is None or not closed:
        return (
            "REF003",
            f"«{written[:40]}» er ingen ferdig henvisning.",
            "Skriv {slag:id}, for eksempel {plan:folkehelseplan}. Skal klammen stå i teksten, bruk ( eller [.",
        )
    if (match[2] or "") not in known.entries[match[1]]:
        return (
            "REF001",
            f"«{written}» viser til noe som ikke finnes{_what_is_missing(match[1])}.",
            closest(match[2] or "", known.entries[match[1]], "Det som finnes, er"),
        )
    return None


def _unknown_kind(written: str, kind: str) -> tuple[str, str, str]:
    if kind in prose.LANGUAGES:
        return ("TEKST009", f"«{written}» har ingen ord.", f"Skriv ordene etter språket: {{{kind}:…}}.")
    languages = {language.name: code for code, language in prose.LANGUAGES.items()}
    hint = f"Slagene er: {', '.join(KINDS)}. Språkene er: {', '.join(prose.LANGUAGES)}."
    if meant := alike(kind.partition("-")[0], [*KINDS, *prose.LANGUAGES, *languages]):
        code = languages.get(meant, meant)
        named = f" ({prose.LANGUAGES[code].name})" if code in prose.LANGUAGES else ""
        hint = f"Mente du «{code}»{named}?"
    return ("REF002", f"«{kind}» er verken et slags henvisning eller et språk.", hint)


def _what_is_missing(kind: str) -> str:
    return {
        "vedtatt": ", eller en plan uten vedtaksdato",
        "år": ", eller en plan uten vedtaksdato",
        "sak": ", eller en plan uten saksnummer",
        "kap": ", eller et kapittel uten nummer",
    }.get(kind, "")


def references_stand_where_they_are_read(checked: Checked) -> Iterator[Finding]:
    """In a name a reference, or a passage in another language, would be printed as it stands.

    What a decision changes is read where it has put it.
    """
    for path, element in checked.elements:
        for name, text in () if isinstance(element, Sted) else plain_texts(element):
            for start, written, _ in prose.braces(text) if "{" in text else ():
                passage = prose.PASSAGE.match(written)
                if passage or REFERENCE.fullmatch(written):
                    what, hint = UNREAD_PASSAGE if passage else UNREAD_REFERENCE
                    said = f"«{written[:40]}» ville blitt stående slik: Her kan {what}."
                    yield Finding("REF009", (*path, *name), said, hint, text[:start])


def texts_end_when_references_are_put_in(checked: Checked) -> Iterator[Finding]:
    quoting = Quoting({reference: text for reference, (_, text) in checked.quotable.items()})
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and quoting.is_overgrown(text):
            yield Finding(
                "REF008",
                path,
                "Teksten blir altfor lang når henvisningene settes inn.",
                "Se etter mål som henter fram andre mål, og skriv ordene ut.",
            )
    for reference in quoting.first_of_circles():
        yield Finding(
            "REF005",
            checked.quotable[reference][0],
            f"Teksten henter fram seg selv: «{reference}» ender der den begynte.",
            "Skriv ordene ut i stedet for henvisningen her.",
        )


def links_in_text_go_to_a_chapter(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and "](#" in text:
            for match in CHAPTER_LINK.finditer(text):
                if match[1] not in checked.ids["kapittel"]:
                    yield Finding(
                        "REF010",
                        path,
                        f"Lenken viser til kapittelet «{match[1]}», som ikke finnes.",
                        closest(match[1], checked.ids["kapittel"], "Kapitlene er"),
                        text[: match.start(1)],
                    )


def prose_keeps_to_the_subset(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift):
            faults = prose.parse(text)[1] if mark.form == "avsnitt" else prose.parse_line(text)[1]
            for fault in faults:
                yield Finding(fault.code, path, fault.message, fault.hint, text[: fault.at])


def printed_plans_have_content(checked: Checked) -> Iterator[Finding]:
    written = [plan.plan for plan in checked.kilder.planverk.vedtatte_planer]
    if len(set(written)) < len(written) or not checked.ids["plan"].keys() >= set(written):
        return  # the file of the plan may be the one that says another plan
    for path, element in checked.elements:
        plan = getattr(element, "plan", None) if getattr(element, "vis", None) in {"planmål", "tiltak"} else None
        if plan and plan in checked.ids["plan"] and plan not in written:
            yield Finding(
                "REF006",
                (*path, "plan"),
                f"Planen «{plan}» har ingen mål eller tiltak å vise.",
                f"Lag filen vedtatte-planer/{plan}.yaml, eller ta bort blokken.",
            )


def there_is_a_vision_to_print(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        if getattr(element, "vis", None) == "visjon" and checked.kilder.planverk.samfunnsdel.visjon is None:
            yield Finding(
                "REF007",
                (*path, "vis"),
                "Samfunnsdelen har ingen visjon å vise.",
                "Legg til «visjon:» i samfunnsdel.yaml, eller ta bort blokken.",
            )
