"""Parts of the plan set that a chapter shows with `vis`: goals, registers, revisions, cooperation."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from osreport import wording
from osreport.model.dokument import Visningsblokk
from osreport.model.register import Plan, Plangruppe, Revisjon
from osreport.model.samfunnsdel import Mål, Område, Strategi
from osreport.model.vedtatt_plan import Handlingsprogram, Programdel, Programpost, Tema, VedtattPlan
from osreport.model.verdi import Dato, Lenke, Periode
from osreport.references import all_plans

from .blocks import (
    Avsnitt,
    Blokk,
    Kulepunkt,
    Ledd,
    Målrad,
    Måltabell,
    Nummerpunkt,
    OverordnetMål,
    Planrad,
    Plantabell,
    Programrad,
    Programtabell,
    Registerord,
    Revisjonsrad,
    Revisjonstabell,
    Tabelltittel,
    Tegnforklaring,
    Tematabell,
    Visjon,
    Årsmerke,
)
from .content import Writer

View = Callable[[Writer, Visningsblokk, int], Iterator[Blokk]]


def _vision(writer: Writer, _: Visningsblokk, level: int) -> Iterator[Blokk]:
    vision, words = writer.planverk.samfunnsdel.visjon, writer.words
    if vision is None:
        return
    if vision.overordnet_mål:
        yield Visjon(words["overordnet_mål"], writer.line(vision.overordnet_mål.tekst))
    yield Visjon(words["visjon"], writer.line(vision.tekst))
    for word, points in (("hvorfor", vision.hvorfor), ("hvordan", vision.hvordan), ("verdier", vision.verdier)):
        if points:
            yield writer.heading(level + 1, "", words[word])
            yield from (Kulepunkt(1, writer.line(point.tekst)) for point in points)


def _goal_table(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    area = next(a for a in writer.planverk.samfunnsdel.områder if a.id == block.område)
    if area.overordnede_mål:
        yield _overall(writer, area)
    yield Måltabell(
        writer.words["mål_overskrift"],
        writer.words["strategier_overskrift"],
        tuple(_goal_rows(writer, _chosen(area.mål, block))),
        writer.named("beskrivelse_mål", area.tittel),
    )


def _chosen(goals: tuple[Mål, ...], block: Visningsblokk) -> tuple[Mål, ...]:
    return tuple(goal for goal in goals if not block.utvalg or goal.id in block.utvalg)


def _overall(writer: Writer, area: Område) -> OverordnetMål:
    word = "overordnet_mål" if len(area.overordnede_mål) == 1 else "overordnede_mål"
    return OverordnetMål(writer.words[word], tuple(writer.line(goal.tekst) for goal in area.overordnede_mål))


def _goal_rows(writer: Writer, goals: tuple[Mål, ...]) -> Iterator[Målrad]:
    for goal in goals:
        strategies = tuple(_strategy(writer, strategy) for strategy in goal.strategier)
        if goal.delmål:
            yield Målrad(writer.line(goal.tekst), _additions(writer, goal), er_overskrift=True)
            if strategies:
                yield Målrad("", (), strategies)
            yield from _goal_rows(writer, goal.delmål)
        else:
            yield Målrad(writer.line(goal.tekst), _additions(writer, goal), strategies)


def _strategy(writer: Writer, strategy: Strategi) -> str:
    priority = f" ({writer.words['prioritert']})" if strategy.prioritert else ""
    return writer.line(strategy.tekst) + priority + _sdg(writer, strategy.fn_mål, ())


def _additions(writer: Writer, goal: Mål) -> tuple[str, ...]:
    """What stands in small print below a goal: its description, targets and sustainable development goals."""
    described = tuple(part.tekst for part in writer.cell(goal.omtale)) if goal.omtale else ()
    targets = tuple(f"{writer.words['måltall']}: {writer.line(target.tekst)}" for target in goal.måltall)
    sdg = _sdg(writer, goal.fn_mål, goal.fn_delmål).strip(" ()")
    return (*described, *targets, *((sdg,) if sdg else ()))


def _sdg(writer: Writer, goals: tuple[int, ...], below: tuple[str, ...]) -> str:
    named = ", ".join([*map(str, goals), *below])
    return f" ({writer.words['bærekraftsmål']} {named})" if named else ""


def _overall_goals(writer: Writer, _: Visningsblokk, __: int) -> Iterator[Blokk]:
    """The overall goals of every area, each under the area's name."""
    for area in writer.planverk.samfunnsdel.områder:
        yield from (Kulepunkt(1, f"{area.tittel}: {writer.line(goal.tekst)}") for goal in area.overordnede_mål)


def _goal_list(writer: Writer, _: Visningsblokk, level: int) -> Iterator[Blokk]:
    """Every area with its overall goals and its goals, without strategies."""
    for area in writer.planverk.samfunnsdel.områder:
        yield writer.heading(level + 1, "", area.tittel)
        if area.overordnede_mål:
            yield _overall(writer, area)
        yield from _goal_points(writer, area.mål, 1)


def _goal_points(writer: Writer, goals: tuple[Mål, ...], level: int) -> Iterator[Blokk]:
    for goal in goals:
        yield Kulepunkt(level, writer.line(goal.tekst))
        yield from _goal_points(writer, goal.delmål, min(level + 1, 2))


def _adopted(writer: Writer, block: Visningsblokk) -> VedtattPlan:
    return next(plan for plan in writer.planverk.vedtatte_planer if plan.plan == block.plan)


def _plan_goals(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    yield from _goal_points(writer, _chosen(_adopted(writer, block).mål, block), 1)


def _measures(writer: Writer, block: Visningsblokk, level: int) -> Iterator[Blokk]:
    plan = _adopted(writer, block)
    for theme in plan.temaer:
        if block.utvalg and theme.id not in block.utvalg:
            continue
        yield writer.heading(level + 1, "", theme.tittel)
        yield Tematabell(
            writer.words["strategier"],
            writer.words["forslag_til_tiltak"],
            tuple(writer.line(strategy.tekst) for strategy in theme.strategier),
            _theme_measures(writer, theme),
            writer.named("beskrivelse_tema", theme.tittel),
        )
    if plan.handlingsprogram:
        yield from _programme(writer, plan, plan.handlingsprogram, level)


def _theme_measures(writer: Writer, theme: Tema) -> tuple[Ledd, ...]:
    """The measures as points, below their introduction if they have one."""
    points = (replace(part, er_punkt=True) for each in theme.tiltak for part in writer.cell(each.tekst))
    introduction = (Ledd(writer.line(theme.tiltak_innledning)),) if theme.tiltak_innledning else ()
    return (*introduction, *points)


def _programme(writer: Writer, plan: VedtattPlan, programme: Handlingsprogram, level: int) -> Iterator[Blokk]:
    words = writer.words
    if programme.deler:
        rows = tuple(row for part in programme.deler for row in _programme_rows(writer, part))
        yield writer.heading(level + 1, "", words["handlingsprogram"])
        yield Programtabell(
            words["tema"],
            words["tiltak"],
            words["ansvarlig_og_status" if any(row.status for row in rows) else "ansvarlig"],
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
    yield Programrad(part.tittel, ansvarlig=part.ansvarlig, er_overskrift=True)
    for index, post in enumerate(part.poster):
        yield _programme_row(writer, post, f"{chr(ord('a') + index)}. " if part.bokstaver else "")


def _programme_row(writer: Writer, post: Programpost, letter: str) -> Programrad:
    measures = writer.cell(post.tiltak) if post.tiltak else ()
    if letter and measures:
        measures = (Ledd(letter + measures[0].tekst, measures[0].er_punkt), *measures[1:])
    status = writer.line(post.status) if post.status else ""
    return Programrad(post.tema, measures, post.ansvarlig, status)


def _revisions(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    """The overordnede plans and the years of the period in which they are treated."""
    span = block.år or writer.document.periode
    plans = [plan for plan in all_plans(writer.planverk) if plan.overordnet]
    plans.sort(key=lambda plan: _alphabetical(plan.kortnavn or plan.navn))
    named = wording.period(span)
    writer.tables += 1
    yield Tabelltittel(f"{writer.words['tabell']} {writer.tables}. {writer.named('revisjonstittel', named)}")
    rows = tuple(Revisjonsrad(plan.kortnavn or plan.navn, _marks(writer, plan, span)) for plan in plans)
    described = writer.named("beskrivelse_revisjoner", named)
    yield Revisjonstabell(writer.words["plan"], tuple(map(str, span.alle_år)), rows, described)
    yield from _legend(writer, plans, span)


def _alphabetical(name: str) -> tuple[int, ...]:
    """A key that sorts as Norwegian does: æ, ø, å last."""
    order = "abcdefghijklmnopqrstuvwxyzæøå"
    return tuple(order.find(sign) for sign in name.lower())


def _marks(writer: Writer, plan: Plan, span: Periode) -> tuple[Årsmerke, ...]:
    by_year = {revision.år: revision for revision in plan.revisjoner}
    return tuple(_mark(writer, by_year.get(year)) for year in span.alle_år)


def _mark(writer: Writer, revision: Revisjon | None) -> Årsmerke:
    if revision is None:
        return Årsmerke("")
    doubt = " (?)" if revision.usikker else ""
    return Årsmerke(writer.words[revision.status] + doubt, revision.status)


def _legend(writer: Writer, plans: list[Plan], span: Periode) -> Iterator[Blokk]:
    """Explains the marks that stand in the table, and no others."""
    shown = [revision for plan in plans for revision in plan.revisjoner if revision.år in span.alle_år]
    words = writer.words
    told = [
        f"«{words[status]}»: {words[f'forklaring_{status}']}"
        for status in ("planlagt", "gjennomført", "ukjent")
        if any(revision.status == status for revision in shown)
    ]
    told += [f"(?): {words['forklaring_usikker']}"] if any(revision.usikker for revision in shown) else []
    if told:
        yield Tegnforklaring(words["tegnforklaring"], "; ".join(told) + ".")


def _register(writer: Writer, block: Visningsblokk, level: int) -> Iterator[Blokk]:
    span = block.år or writer.document.periode
    groups = [g for g in writer.planverk.planregister.grupper if not block.utvalg or g.id in block.utvalg]
    yield from _legend(writer, [plan for plan in all_plans(writer.planverk)], span)  # noqa: C416 a list is asked for
    for group in groups:
        yield from _group(writer, group, level + 1, span)


def _group(writer: Writer, group: Plangruppe, level: int, span: Periode) -> Iterator[Blokk]:
    yield writer.heading(level, "", group.tittel)
    if group.merknad:
        yield Avsnitt(writer.line(group.merknad))
    yield from (Avsnitt(_link(writer, link)) for link in group.lenker)
    if group.planer:
        words = writer.words
        heads = Registerord(words["plandokument"], words["eier"], words["vedtatt"], words["merknad"])
        rows = tuple(_plan_row(writer, plan, span) for plan in group.planer)
        described = writer.named("beskrivelse_register", writer.plain(group.tittel))
        yield Plantabell(heads, tuple(map(str, span.alle_år)), rows, described)
    for below in group.grupper:
        yield from _group(writer, below, level + 1, span)


def _plan_row(writer: Writer, plan: Plan, span: Periode) -> Planrad:
    decided = plan.vedtatt.dato if plan.vedtatt else None
    return Planrad(
        plan=plan.navn,
        delplaner=tuple(below.navn for below in plan.delplaner),
        eier=plan.eier,
        vedtatt=str(decided.år) if isinstance(decided, Dato) else "",
        merker=_marks(writer, plan, span),
        merknad=writer.line(plan.merknad) if plan.merknad else "",
        lenker=tuple(_link(writer, link) for link in plan.lenker),
    )


def _link(writer: Writer, link: Lenke) -> str:
    from osreport.prose import escaped

    return writer.line(f"[{escaped(link.tekst)}](<{link.url}>)")


def _addresses(writer: Writer, _: Visningsblokk, __: int) -> Iterator[Blokk]:
    """Every web address linked to so far, for those who read on paper."""
    yield from (Kulepunkt(1, f"{text}: {unquote(url)}") for url, text in writer.links.items())


def _cooperation(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    for each in writer.planverk.samarbeid.samarbeid:
        if not block.utvalg or each.id in block.utvalg:
            partners = f" ({', '.join(each.parter)})" if each.parter and block.parter else ""
            remark = f" – {writer.line(each.merknad)}" if each.merknad else ""
            yield Kulepunkt(1, writer.line(each.navn) + partners + remark)


VIEWS: dict[str, View] = {
    "visjon": _vision,
    "måltabell": _goal_table,
    "overordnede mål": _overall_goals,
    "målliste": _goal_list,
    "planmål": _plan_goals,
    "tiltak": _measures,
    "revisjoner": _revisions,
    "planregister": _register,
    "samarbeid": _cooperation,
    "nettadresser": _addresses,
}
