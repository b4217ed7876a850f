"""The merknadsdokument: every input with what the municipality thinks of it, by sender and by chapter of the plan.

Plan- og bygningsloven § 11-14, second paragraph: the case shall show how statements have been assessed.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from osreport.changes.groups import Group
from osreport.context.papers import Paper
from osreport.model.dokument import Blokk, Kapittel, Tabellblokk
from osreport.model.merknad import Merknad, Merknadspunkt
from osreport.prose import escaped, verbatim

from .before_and_after import told
from .hearing import Hearing, summary
from .parts import box, chapter, kept, labelled, table, text
from .said import CONCLUSIONS, SENDERS, UNKNOWN

CHANGES = "endringer-i-planen"


def report(hearing: Hearing, *, masked: bool) -> Paper:
    """The whole document; `masked` says so to the reader where names are left out."""
    words = hearing.words
    begun, ended = (hearing.day(each, short=True) for each in (hearing.runde.kunngjort, hearing.runde.frist))
    return Paper(
        tittel=words["merknadsdokument"],
        undertittel=words["høring_av"].format(plan=hearing.plan, periode=hearing.period),
        kapitler=tuple(_chapters(hearing, masked=masked)),
        dato=date(*hearing.runde.frist.sortering),
        språk=hearing.language,
        periode=hearing.period,
        linjer=(words["perioden"].format(fra=begun, til=ended), counted(hearing)),
        statuslinje=counted(hearing),
    )


def counted(hearing: Hearing) -> str:
    """«9 merknader og 11 punkter»."""
    words = hearing.words
    return words["antall"].format(merknader=inputs(hearing, len(hearing.counted)), punkter=_points(hearing))


def inputs(hearing: Hearing, count: int) -> str:
    words = hearing.words
    return words["en_merknad"] if count == 1 else words["merknader"].format(antall=count)


def _points(hearing: Hearing) -> str:
    words, count = hearing.words, len(hearing.points)
    return words["et_punkt"] if count == 1 else words["punkter"].format(antall=count)


def _chapters(hearing: Hearing, *, masked: bool) -> Iterator[Kapittel]:
    words = hearing.words
    yield chapter("om-høringen", words["om"], _about(hearing, masked=masked))
    if hearing.merknader:
        yield chapter("etter-avsender", words["etter_avsender"], below=(_input(hearing, m) for m in hearing.merknader))
    if hearing.points:
        yield chapter("etter-kapittel", words["etter_kapittel"], _by_chapter(hearing))
    yield chapter(CHANGES, words["endringer"], changes(hearing))
    if hearing.merknader:
        yield chapter("ordrett", words["ordrett"], below=(_verbatim(m) for m in hearing.merknader))


def _about(hearing: Hearing, *, masked: bool) -> Iterator[Blokk]:
    yield text("\n\n".join(facts(hearing)))
    if masked:
        yield text(hearing.words["skjermet"])
    if hearing.points:
        assessment = hearing.words["vurdering"].format(leder=hearing.planverk.kommune.leder)
        yield text(hearing.words["slik_leses"].format(Vurdering=assessment, endringer=f"{{kap:{CHANGES}}}"))
        yield conclusions(hearing)
        yield _senders(hearing)
        yield _overview(hearing)


def facts(hearing: Hearing) -> Iterator[str]:
    """What there is to say of the round: who sent it out, the deadline, how many answered and how late."""
    words, decision = hearing.words, hearing.decision
    if decision:
        case = "" if decision.sak == "ukjent" else f" (sak {decision.sak})"
        said = {"Organ": _capital(decision.organ), "plan": hearing.plan, "dag": hearing.day(decision.dato), "sak": case}
        yield escaped(words["sendt_ut"].format(**said))
    begun, ended = hearing.day(hearing.runde.kunngjort), hearing.day(hearing.runde.frist)
    yield escaped(words["frister"].format(fra=begun, til=ended))
    came = [words["innkommet"].format(antall=inputs(hearing, len(hearing.counted)))]
    copies, exempt = len(hearing.merknader) - len(hearing.counted), [each for each in hearing.counted if each.unntatt]
    for word, count in (("for_sent", len(hearing.late)), ("kopier", copies), ("unntatt", len(exempt))):
        came += [words[word].format(antall=_capital(inputs(hearing, count)))] if count else []
    yield " ".join(came)


def conclusions(hearing: Hearing) -> Tabellblokk:
    """How many points ended with what."""
    told_as, words = CONCLUSIONS[hearing.language], hearing.words
    found = Counter(hearing.answers[point.id].konklusjon for _, point in hearing.points)
    rows = [(told_as[each], str(found[each])) for each in told_as if found[each]]
    rows += [(words["ubesvart"], str(found[None]))] if found[None] else []
    total = (words["i_alt"], str(found.total()))
    return table("konklusjoner", words["konklusjoner"], (words["konklusjon"], words["antall_punkter"]), [*rows, total])


def _senders(hearing: Hearing) -> Tabellblokk:
    words, kinds = hearing.words, SENDERS[hearing.language]
    found = Counter(each.avsender.kategori for each in hearing.counted)
    rows = [(kinds[each], str(found[each])) for each in kinds if found[each]]
    rows += [(UNKNOWN[hearing.language], str(found[None]))] if found[None] else []
    heads = (words["avsendertype"], words["antall_merknader"])
    return table("kategorier", words["kategorier"], heads, [*rows, (words["i_alt"], str(found.total()))])


def _overview(hearing: Hearing) -> Tabellblokk:
    words = hearing.words
    heads = tuple(words[name] for name in ("nummer", "avsender", "mottatt", "journal", "antall_punkter"))
    return table("oversikt", words["oversikt"], heads, (_row(hearing, each) for each in hearing.merknader))


def _row(hearing: Hearing, merknad: Merknad) -> tuple[str, ...]:
    day = hearing.day(merknad.mottatt, short=True)
    received = hearing.words["etter_fristen"].format(dag=day) if hearing.is_late(merknad) else day
    points = "–" if merknad.kopi_av else str(len(merknad.punkter))
    return kept(merknad.id), escaped(merknad.avsender.navn), received, kept(merknad.journalnummer), points


def _input(hearing: Hearing, merknad: Merknad) -> Kapittel:
    words = hearing.words
    came = words["kom_inn"].format(dag=hearing.day(merknad.mottatt), journal=escaped(merknad.journalnummer))
    if merknad.kopi_av:
        copy = words["kopi_av"].format(nummer=merknad.kopi_av)
        return chapter(f"svar-{merknad.id}", _titled(merknad), [text(f"{came} {copy}")])
    answered = (part for point in merknad.punkter for part in _answered(hearing, merknad, point))
    return chapter(f"svar-{merknad.id}", _titled(merknad), [text(came), *answered])


def _titled(merknad: Merknad) -> str:
    return f"{merknad.id} {escaped(merknad.avsender.navn)}"


def _answered(hearing: Hearing, merknad: Merknad, point: Merknadspunkt) -> Iterator[Blokk]:
    """A point, what the municipality thinks of it, and what it ended with."""
    words, answer = hearing.words, hearing.answers[point.id]
    if merknad.unntatt:
        yield text(labelled(f"{words['punkt']} {point.id}", verbatim(merknad.tekst)))
    else:
        about = "; ".join(named(hearing, point))
        yield text(labelled(f"{words['punkt']} {point.id}", summary(point, merknad)))
        if about:
            yield text(labelled(words["gjelder"], about))
        if answer.vurdering:
            yield text(labelled(words["vurdering"].format(leder=hearing.planverk.kommune.leder), answer.vurdering))
    yield box(labelled(words["konklusjon"], _ended(hearing, point)))


def _ended(hearing: Hearing, point: Merknadspunkt) -> str:
    told_as = hearing.conclusion(point)
    return f"{told_as}. ({hearing.words['punkt']} {hearing.answers[point.id].id})" if point.som else f"{told_as}."


def named(hearing: Hearing, point: Merknadspunkt) -> Iterator[str]:
    """What the point is about: each element by its words."""
    for spot in point.gjelder:
        yield hearing.named.get(spot.adresse) or escaped(spot.adresse[1])


def _by_chapter(hearing: Hearing) -> Iterator[Blokk]:
    """A table for each chapter that somebody spoke of, in the order of the plan."""
    words = hearing.words
    heads = tuple(words[name] for name in ("punkt", "fra_hvem", "merknad", "konklusjon"))
    spoken = sorted(_spoken(hearing), key=lambda each: (each[0], each[2].id))
    for number, (group, found) in enumerate(groupby(spoken, key=lambda each: each[0])):
        title = words["punktene_til"].format(kapittel=escaped(group.titles[-1] if group.titles else group.document))
        yield table(f"kapittel-{number}", title, heads, (_line(hearing, m, point) for _, m, point in found))


def _spoken(hearing: Hearing) -> Iterator[tuple[Group, Merknad, Merknadspunkt]]:
    whole = Group((-1,), hearing.words["uten_sted"])
    for merknad, point in hearing.points:
        about = [] if merknad.unntatt else [spot.adresse for spot in point.gjelder]
        groups = dict.fromkeys(hearing.groups.get(each, whole) for each in about) or {whole: None}
        yield from ((group, merknad, point) for group in groups)


def _line(hearing: Hearing, merknad: Merknad, point: Merknadspunkt) -> tuple[str, ...]:
    said = verbatim(merknad.tekst) if merknad.unntatt else summary(point, merknad)
    return kept(point.id), escaped(merknad.avsender.navn), said, hearing.conclusion(point)


def changes(hearing: Hearing) -> Iterator[Blokk]:
    """What the points changed in the plan, before and after."""
    words = hearing.words
    rows = [(*row, kept(point.id)) for point, change in hearing.changes() for row in told(hearing, change)]
    if rows:
        heads = tuple(words[name] for name in ("gjelder", "før", "etter", "grunn"))
        yield table("endringene", words["endringene"], heads, rows)
    else:
        yield text(words["ingen_endringer"])


def _verbatim(merknad: Merknad) -> Kapittel:
    return chapter(f"ordrett-{merknad.id}", _titled(merknad), [text(verbatim(merknad.tekst))])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
