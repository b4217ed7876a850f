"""What the council adopted in a plan of the register: its goals, themes, measures and action programme."""

from collections.abc import Iterator

from osreport.model.dokument import Visningsblokk
from osreport.model.samfunnsdel import Tiltak
from osreport.model.vedtatt_plan import Handlingsprogram, Programdel, Programpost, Tema, VedtattPlan
from osreport.structs import replace

from .blocks import Blokk, Ledd, Nummerpunkt, Programrad, Programtabell, Tematabell
from .content import Writer
from .goals import answer, chosen, goal_points


def plan_goals(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    yield from goal_points(writer, chosen(_adopted(writer, block).mål, block), 1, whole=True)


def _adopted(writer: Writer, block: Visningsblokk) -> VedtattPlan:
    return next(plan for plan in writer.planverk.vedtatte_planer if plan.plan == block.plan)


def measures(writer: Writer, block: Visningsblokk, level: int) -> Iterator[Blokk]:
    plan = _adopted(writer, block)
    for theme in plan.temaer:
        if block.utvalg and theme.id not in block.utvalg:
            continue
        yield writer.heading(level + 1, "", theme.tittel)
        yield Tematabell(
            writer.words["strategier"],
            writer.words["forslag_til_tiltak"],
            tuple(writer.of(strategy, writer.line(strategy.tekst)) for strategy in theme.strategier),
            _theme_measures(writer, theme),
            writer.named("beskrivelse_tema", theme.tittel),
        )
    if plan.handlingsprogram:
        yield from _programme(writer, plan, plan.handlingsprogram, level)


def _theme_measures(writer: Writer, theme: Tema) -> tuple[Ledd, ...]:
    """The measures as points, below their introduction if they have one."""
    points = (part for measure in theme.tiltak for part in _measure_points(writer, measure))
    introduction = (Ledd(writer.line(theme.tiltak_innledning)),) if theme.tiltak_innledning else ()
    return (*introduction, *points)


def _measure_points(writer: Writer, measure: Tiltak) -> Iterator[Ledd]:
    """The measure as a point, its own points one level down, and last of all who answers for it."""
    *first, last = (replace(part, nivå=min(part.nivå + 1, 2)) for part in writer.cell(measure.tekst))
    parts = (*first, replace(last, tekst=last.tekst + answer(writer, measure)))
    yield replace(parts[0], tekst=writer.of(measure, parts[0].tekst))
    yield from parts[1:]


def _programme(writer: Writer, plan: VedtattPlan, programme: Handlingsprogram, level: int) -> Iterator[Blokk]:
    words = writer.words
    if programme.deler:
        rows = tuple(row for part in programme.deler for row in _programme_rows(writer, part))
        yield writer.heading(level + 1, "", words["handlingsprogram"])
        yield Programtabell(
            words["tema"],
            words["tiltak"],
            words["ansvarlig"] + f" og {words['status'].lower()}" * any(row.status for row in rows),
            rows,
            writer.named("beskrivelse_program", writer.plain(f"{{plan:{plan.plan}}}")),
        )
    if programme.temaer:
        yield writer.heading(level + 1, "", words["temaer"])
        for index, theme in enumerate(programme.temaer):
            yield _numbered(writer, theme.tekst, begins=index == 0)


def _numbered(writer: Writer, text: str, *, begins: bool) -> Nummerpunkt:
    return writer.numbered_item(0, writer.line(text), begins=begins)


def _programme_rows(writer: Writer, part: Programdel) -> Iterator[Programrad]:
    yield Programrad(writer.of(part, part.tittel), ansvarlig=part.ansvarlig, er_overskrift=True)
    for index, post in enumerate(part.poster):
        yield _programme_row(writer, post, f"{chr(ord('a') + index)}. " if part.bokstaver else "")


def _programme_row(writer: Writer, post: Programpost, letter: str) -> Programrad:
    measures = writer.cell(post.tiltak) if post.tiltak else ()
    if letter and measures:
        measures = (replace(measures[0], tekst=letter + measures[0].tekst), *measures[1:])
    status = writer.line(post.status) if post.status else ""
    return Programrad(writer.of(post, post.tema), measures, post.ansvarlig, status)
