"""The register of plans, and the years in which they are treated."""

from collections.abc import Iterator

from osreport import wording
from osreport.model.dokument import Visningsblokk
from osreport.model.register import Plan, Plangruppe, Revisjon
from osreport.model.verdi import Dato, Lenke, Periode
from osreport.prose import escaped
from osreport.references import all_plans

from .blocks import (
    Avsnitt,
    Blokk,
    Planrad,
    Plantabell,
    Registerord,
    Revisjonsrad,
    Revisjonstabell,
    Tabelltittel,
    Tegnforklaring,
    Årsmerke,
)
from .content import Writer


def revisions(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    """The overordnede plans and the years of the period in which they are treated."""
    span = block.år or writer.document.periode
    plans = [plan for plan in all_plans(writer.planverk) if plan.overordnet]
    plans.sort(key=lambda plan: _alphabetical(plan.kortnavn or plan.navn))
    named = wording.period(span)
    yield Tabelltittel(writer.caption("tabell", block.vis, writer.named("revisjonstittel", named)))
    rows = tuple(
        Revisjonsrad(writer.of(plan, plan.kortnavn or plan.navn), _marks(writer, plan, span)) for plan in plans
    )
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


def register(writer: Writer, block: Visningsblokk, level: int) -> Iterator[Blokk]:
    span = block.år or writer.document.periode
    groups = [g for g in writer.planverk.planregister.grupper if not block.utvalg or g.id in block.utvalg]
    yield from _legend(writer, [plan for plan in all_plans(writer.planverk)], span)  # noqa: C416 a list is asked for
    for group in groups:
        yield from _group(writer, group, level + 1, span)


def _group(writer: Writer, group: Plangruppe, level: int, span: Periode) -> Iterator[Blokk]:
    yield writer.heading(level, "", group.tittel)
    if group.merknad:
        yield Avsnitt(writer.line(group.merknad))
    yield from (Avsnitt(clickable(writer, link)) for link in group.lenker)
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
        plan=writer.of(plan, plan.navn),
        delplaner=tuple(below.navn for below in plan.delplaner),
        eier=plan.eier,
        vedtatt=str(decided.år) if isinstance(decided, Dato) else "",
        merker=_marks(writer, plan, span),
        merknad="\n".join(_remark(writer, plan)),
        lenker=tuple(clickable(writer, link) for link in plan.lenker),
    )


def _remark(writer: Writer, plan: Plan) -> Iterator[str]:
    """The case of the adoption, where it is known and the remark does not tell it itself; then the remark."""
    remark, case = plan.merknad or "", plan.vedtatt.sak if plan.vedtatt else "ukjent"
    if case != "ukjent" and not any(told in remark for told in (f"{{sak:{plan.id}}}", case)):
        yield writer.named("vedtatt_i_sak", case)
    if remark:
        yield writer.line(remark)


def clickable(writer: Writer, link: Lenke) -> str:
    return writer.line(f"[{escaped(link.tekst)}](<{link.url}>)")
