"""What is told of decisions: the annex that lists them, and the case of a plan's adoption in the register."""

from pathlib import Path

import pytest
import rounds

from osreport import recipes
from osreport.context.blocks import Plantabell
from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.model.planverk import Planverk
from osreport.sources.reader import read_planverk

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/fjordheim/sources"
# One of each kind of change, and what the annex says of it.
CHANGES = (
    ("flytt_år: {plan: smittevernplan, fra: 2025, til: 2026}",
     "Planen «Smittevernplan»: flyttet fra 2025 til 2026."),
    ("sett: {plan: smittevernplan, felt: eier, fra: Os kommune, til: Kommuneoverlegen}",
     "Planen «Smittevernplan»: eier endret fra «Os kommune» til «Kommuneoverlegen»."),
    ("sett: {plan: smittevernplan, felt: overordnet, fra: false, til: true}",
     "Planen «Smittevernplan»: overordnet endret fra nei til ja."),
    ("sett: {plan: smittevernplan, felt: merknad, til: Haster.}",
     "Planen «Smittevernplan»: merknad satt til «Haster»."),
    ("sett: {plan: smittevernplan, felt: parter, til: [Tolga]}", "Planen «Smittevernplan»: parter satt til «Tolga»."),
    ("erstatt: {kapittel: samarbeid, fra: Samarbeid, til: Arbeid}",
     "Kapittel 1.5 «Interkommunalt samarbeid»: «Samarbeid» byttet ut med «Arbeid»."),
    ("erstatt: {kapittel: samarbeid, fra: av og til, til: ''}",
     "Kapittel 1.5 «Interkommunalt samarbeid»: «av og til» tatt ut."),
    ("legg_til: {plan: smittevernplan, felt: revisjoner, nye: [{år: 2026}, {år: 2027}]}",
     "Planen «Smittevernplan»: lagt til 2026, 2027."),
    ("legg_til: {kapittel: samarbeid, felt: innhold, nye: [{tekst: Et nytt avsnitt.}]}",
     "Kapittel 1.5 «Interkommunalt samarbeid»: lagt til «Et nytt avsnitt»."),
    ("legg_til: {kapittel: samarbeid, felt: innhold, nye: [{vedtak: k-2020-12}]}",
     "Kapittel 1.5 «Interkommunalt samarbeid»: lagt til nye punkter."),
    ("fjern: {plan: borte, fra: Planen som er borte}", "Planen «Planen som er borte»: tatt ut."),
    ("fjern: {plan: smittevernplan, felt: revisjoner, fra: '2025'}", "Planen «Smittevernplan»: «2025» tatt ut."),
    ("flytt: {kapittel: samarbeid, fra: Interkommunalt samarbeid, etter: planer}",
     "Kapittel 1.5 «Interkommunalt samarbeid»: flyttet."),
    ("sett_status: {dokument: planstrategi, fra: til behandling, til: vedtatt}",
     "Planstrategien: gikk fra «til behandling» til «vedtatt»."),
)  # fmt: skip


def history(planverk: Planverk, name: str = "planstrategi") -> list[tuple[str, ...]]:
    """The rows of the annex."""
    blocks = content(planverk, name).values["blokker"]
    tables = (block for block in blocks if getattr(block, "kolonner", ("",))[0].endswith("Dato"))
    rows = [row for table in tables for row in table.rader]  # type: ignore[union-attr]
    return [tuple(cell.rpartition("\ue001")[2].replace("\xa0", " ") for cell in row) for row in rows]


def with_history(part: rounds.Plain) -> None:
    part["kapitler"].append(rounds.chapter("historikk", "Vedtakene", {"vis": "historikk"}))


@pytest.fixture
def sources(os_sources: Path) -> Path:
    rounds.edited(os_sources, "planstrategi", with_history)
    return os_sources


def decided(sources: Path, change: str, *, extra: str = "") -> None:
    text = rounds.DECISION.partition("i_grunnlaget")[0]
    (sources / "vedtak" / "nytt.yaml").write_text(f"{text}{extra}endringer:\n  - {change}\n", encoding="utf-8")


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_each_change_is_told_in_plain_words(change: str, said: str, sources: Path) -> None:
    """A record of what is in the files already is told as well."""
    decided(sources, change, extra="i_grunnlaget: true\n")
    last = history(read_planverk(sources).planverk)[-1]
    assert last == ("18.06.2026", "Kommunestyret, sak 41/26: Vedtak av samfunnsdelen", said)


def test_decisions_stand_in_their_order_and_an_unknown_case_is_not_told(sources: Path) -> None:
    rows = history(recipes.checked(sources, None).planverk)
    assert [(when, what) for when, what, _ in rows] == [
        ("desember 2020", ("Kommunestyret: Plan- og styringssystem, felles faktagrunnlag og årlig oppdatering av "
         "planstrategien")),
        ("25.01.2024", "Kommunestyret: Strategisk næringsplan og eierskapsmelding"),
    ]  # fmt: skip
    assert rows[0][2] == "Endringene er ikke ført punkt for punkt."
    assert rows[1][2].splitlines() == [
        "Planen «Næringsplan»: revisjoner satt til 2024.",
        "Planen «Eierskapsmelding»: revisjoner satt til 2026.",
        ("Kapittel 1.6 «Revisjoner av overordna planer i perioden 2024–2027»: «Tabellen viser hvilke år planene skal "
        "revideres» byttet ut med «Tabellen viser hvilke år planene skal revideres. Den er …»; «da planstrategien ble "
        "laget» byttet ut med «da planstrategien ble oppdatert»; lagt til «Om næringsplanen og eierskapsmeldingen "
        "vedtok …», «Interkommunalt politisk råd for Nord-Østerdal (IPRNØ) …»."),
    ]  # fmt: skip


def test_what_another_document_prints_is_not_told(sources: Path) -> None:
    decided(sources, "erstatt: {mål: bostedsattraktivitet, fra: a, til: b}", extra="i_grunnlaget: true\n")
    text = (sources / "vedtak" / "nytt.yaml").read_text(encoding="utf-8")
    goal = read_planverk(sources).planverk.samfunnsdel.områder[0].mål[0].id
    (sources / "vedtak" / "nytt.yaml").write_text(text.replace("bostedsattraktivitet", goal), encoding="utf-8")
    rounds.edited(sources, "samfunnsdel", with_history)
    planverk = read_planverk(sources).planverk
    assert [when for when, _, _ in history(planverk, "samfunnsdel")] == ["18.06.2026"]


def test_a_proposal_that_was_not_adopted_is_no_history(sources: Path) -> None:
    decided(sources, CHANGES[0][0], extra="resultat: ikke vedtatt\n")
    assert [when for when, _, _ in history(recipes.checked(sources, None).planverk)] == ["desember 2020", "25.01.2024"]


def test_the_example_tells_who_adopted_it() -> None:
    rows = history(recipes.checked(EXAMPLE, None).planverk)
    assert rows[1] == (
        "17.06.2025", "Kommunestyret, sak PS 41/25: Kommunal planstrategi 2025–2029", "Dokumentet vart vedteke.",
    )  # fmt: skip
    assert rows[2][2].splitlines()[1] == "Planen «Trafikktryggingsplan»: flytta frå 2025 til 2026."


def remarks(planverk: Planverk) -> dict[str, str]:
    """The remark of each plan of the register, by the plan."""
    tables = (block for block in content(planverk, "vedlegg").values["blokker"] if isinstance(block, Plantabell))
    rows = (row for table in tables for row in table.rader)
    return {row.plan.rpartition("\ue001")[2]: row.merknad.replace("\xa0", " ") for row in rows}


def test_the_register_tells_the_case_once(planverk: Planverk) -> None:
    told = remarks(planverk)
    assert told["Reglement for saksbehandling i politiske organ"] == (
        "Vedtatt i sak 25/17.\nOppdateres i hver k-styreperiode"
    )
    assert told["Folkehelseplan – grunnlagsdokument, strategidokument"].count("2/21") == 1
    assert "Vedtatt i sak" not in told["Politisk delegeringsreglement"]
    assert remarks(recipes.checked(EXAMPLE, None).planverk)["Kommunal planstrategi"] == "Vedteken i sak PS 41/25."


def test_the_cover_tells_the_case_of_the_update_where_it_is_known() -> None:
    known = content(recipes.checked(EXAMPLE, None).planverk, "planstrategi").values["statuslinjer"]
    assert any(line.endswith("11.12.2025, sak\xa0PS 88/25") for line in known)
    unknown = content(adopted(read_planverk(ROOT / "sources")).planverk, "planstrategi").values["statuslinjer"]
    assert any(line.startswith("Oppdatert etter") and line.endswith("25.01.2024") for line in unknown)
    assert not any("sak ukjent" in line.replace("\xa0", " ") for line in unknown)
