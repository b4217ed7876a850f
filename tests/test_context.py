"""What the templates are given: the stream of blocks of each document, as text that is reviewed when it changes."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from documents import ROOT

from osreport import markup, prose
from osreport.context import document as made
from osreport.context import stream
from osreport.context.blocks import (
    Kulepunkt,
    Nummerpunkt,
    Overskrift,
    Revisjonstabell,
    Sitatkilde,
    Tegnforklaring,
    Tematabell,
    Utheving,
)
from osreport.context.content import Content
from osreport.context.measures import measures
from osreport.context.registers import register, revisions
from osreport.figures.chart import Søylediagram
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Vedtaksblokk, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.register import Plangruppe, Revisjon
from osreport.model.samfunnsdel import Tiltak
from osreport.numbering import numbered
from osreport.properties import Properties
from osreport.recipes import checked
from osreport.references import index
from osreport.structs import Struct, parts


def told(value: Any, depth: int = 0) -> Iterator[str]:
    """A block field by field, indented; marks shown in angle brackets, empty fields left out."""
    pad = "  " * depth
    if isinstance(value, str):
        pieces = (
            f"<{each.kind} {each.value}>" if isinstance(each, markup.Mark) else each for each in markup.split(value)
        )
        yield pad + "".join(each for each in pieces if not each.startswith(("<block", "<source")))
    elif isinstance(value, tuple):
        for each in value:
            yield from told(each, depth)
    elif isinstance(value, Struct):
        yield pad + f"[{getattr(value, 'slag', type(value).__name__)}]"
        for name, inner in parts(value).items():
            if name != "slag" and inner not in ("", (), False):
                yield from told(inner, depth + 1)
    else:
        yield f"{pad}{value}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_blocks_are_what_was_reviewed(
    name: str, os_contents: dict[str, Content], golden: Callable[[str, str], None]
) -> None:
    values = os_contents[name].values
    cover = [f"{key}: {value}" for key, value in values.items() if isinstance(value, str)]
    blocks = [line for block in values["blokker"] for line in told(block)]
    golden(f"blocks-{name}.txt", "\n".join([*cover, *values["statuslinjer"], "", *blocks]) + "\n")


def test_chapters_are_numbered_as_they_are_read(os_contents: dict[str, Content]) -> None:
    numbers = [heading.number for heading in os_contents["samfunnsdel"].headings if heading.number]
    assert numbers == ["1", "2", "3", "3.1", "3.2", "3.3", "3.4", "4"]
    assert [h.number for h in os_contents["planstrategi"].headings if h.level <= 2 and h.number][-1] == "1.6"
    assert [h.number for h in os_contents["vedlegg"].headings if h.level == 1] == ["2", "3", ""]


def test_every_block_knows_where_it_was_written(os_contents: dict[str, Content]) -> None:
    for name, content in os_contents.items():
        assert len(content.paths) == len(content.values["blokker"])
        assert {path[0] for path in content.paths} == {name}


def test_the_same_goal_reads_the_same_wherever_it_stands(os_contents: dict[str, Content]) -> None:
    """A goal is data: the samfunnsdel's tables, the planstrategi's list and the annex print one text."""
    shown = {
        name: "\n".join(line.strip() for block in c.values["blokker"] for line in told(block))
        for name, c in os_contents.items()
    }
    goal = "Os skal levere riktig tjeneste på rett tid på riktig nivå"
    assert all(goal in text for text in shown.values())
    assert not any("rett tid og på riktig" in text for text in shown.values())


def test_chapters_of_any_kind_are_numbered_alike_where_they_stand_and_where_they_are_referred_to(
    planverk: Planverk,
) -> None:
    """A chapter without a number takes none; the next goes on where the last one stopped."""
    first, second, *_ = planverk.vedlegg.kapitler
    bare = first.model_copy(update={"innhold": (), "kapitler": ()})
    middle = bare.model_copy(update={"id": "midt", "nummerert": False})
    last = bare.model_copy(update={"id": second.id})
    document = planverk.vedlegg.model_copy(update={"kapitler": (bare, middle, last)})
    assert [number for _, _, number in numbered(document)] == ["2", "", "3"]
    printed = made.content(planverk.model_copy(update={"vedlegg": document}), "vedlegg")
    assert [heading.number for heading in printed.headings] == ["2", "", "3"]


def test_points_keep_their_level(planverk: Planverk) -> None:
    blocks = tuple(made._writer(planverk, "vedlegg").paragraphs("- ytre\n  - indre\n\ntekst\n\n1. ytre\n   1. indre"))
    assert [block.nivå for block in blocks if isinstance(block, Kulepunkt | Nummerpunkt)] == [1, 2, 1, 2]


def test_the_legend_explains_nothing_that_is_not_in_its_table(planverk: Planverk) -> None:
    """A doubt about a plan of the register is no matter of the table of overordnede plans."""
    doubtful = Revisjon(år=planverk.planstrategi.periode.fra, usikker=True)
    groups = tuple(without_doubt(group, doubtful) for group in planverk.planregister.grupper)
    register = planverk.planregister.model_copy(update={"grupper": groups})
    shown = made.content(planverk.model_copy(update={"planregister": register}), "planstrategi").values["blokker"]
    (legend,) = [block for block in shown if isinstance(block, Tegnforklaring)]
    assert "(?)" not in legend.tekst


def without_doubt(group: Plangruppe, doubtful: Revisjon) -> Plangruppe:
    """The group with doubt about the plans that are not overordnet, and no revisions of the others."""
    plans = tuple(
        plan.model_copy(update={"revisjoner": (Revisjon(år=doubtful.år),) if plan.overordnet else (doubtful,)})
        for plan in group.planer
    )
    below = tuple(without_doubt(each, doubtful) for each in group.grupper)
    return group.model_copy(update={"planer": plans, "grupper": below})


def test_points_in_a_box_have_a_dash(planverk: Planverk) -> None:
    shown = made._writer(planverk, "vedlegg").box("Tekst:\n\n- punkt")
    assert tuple(shown) == (Utheving("Tekst:"), Utheving("– punkt"))


def test_a_link_to_a_chapter_of_another_document_is_only_its_words(planverk: Planverk) -> None:
    writer = made._writer(planverk, "planstrategi")
    own, other = planverk.planstrategi.kapitler[0].id, planverk.samfunnsdel.kapitler[0].id
    assert writer.line(f"[der](#{other})") == "der"
    assert [part.value for part in markup.split(writer.line(f"[her](#{own})")) if isinstance(part, markup.Mark)] == [
        f"#{own}", "link",
    ]  # fmt: skip


def test_what_is_text_alone_keeps_the_words_of_a_passage(planverk: Planverk) -> None:
    """The heading on the page says its language; the contents list, bookmarks and descriptions have the words."""
    writer = made._writer(planverk, "planstrategi")
    block = writer.heading(1, "1", "En {en:*Smart* Region} {mål:omdømmemål}")
    assert "Smart Region Befolkningsvekst" in writer.headings[-1].text
    assert not set("{}*") & set(writer.headings[-1].text)
    spoken = [part for part in markup.split(block.tekst) if isinstance(part, markup.Mark) and part.kind == "language"]
    assert [mark.value for mark in spoken] == ["en-GB", "en-GB"]
    assert writer.plain("{nn:Ein} {se:sápmi}") == "Ein sápmi"


def test_references_are_read_inside_a_passage_and_passages_inside_what_is_quoted(planverk: Planverk) -> None:
    goal = planverk.samfunnsdel.områder[0].mål[0].model_copy(update={"tekst": "Et {en:smart} mål"})
    area = planverk.samfunnsdel.områder[0].model_copy(update={"mål": (goal,)})
    part = planverk.samfunnsdel.model_copy(update={"områder": (area,)})
    writer = made._writer(planverk.model_copy(update={"samfunnsdel": part}), "planstrategi")
    runs, faults = prose.parse_line(writer.expand(f"{{nn:Sitat: {{mål:{goal.id}}}}}"))
    assert [(run.text, run.language) for run in runs] == [
        ("Sitat: Et ", "nn-NO"),
        ("smart", "en-GB"),
        (" mål", "nn-NO"),
    ]
    assert not faults


def test_a_goal_below_a_goal_can_be_quoted(planverk: Planverk) -> None:
    area, *others = planverk.samfunnsdel.områder
    goal, below = area.mål[0], area.mål[1].model_copy(update={"id": "under"})
    area = area.model_copy(update={"mål": (goal.model_copy(update={"delmål": (below,)}),)})
    part = planverk.samfunnsdel.model_copy(update={"områder": (area, *others)})
    assert index(planverk.model_copy(update={"samfunnsdel": part}), {}).expand("{mål:under}", "nb") == below.tekst


def test_properties_tell_what_the_document_is_and_when_it_was_decided(os_contents: dict[str, Content]) -> None:
    assert os_contents["planstrategi"].properties == Properties(
        title="Planstrategi 2024–2027 – Os kommune",
        language="nb-NO",
        author="Os kommune",
        subject="Vedtatt av kommunestyret. Oppdatert etter kommunestyret 25.01.2024. "
        "Vedtaksdato og saksnummer er ikke kjent",
        date=date(2024, 1, 25),
    )
    assert os_contents["samfunnsdel"].properties.date == date(2015, 1, 1)


def test_the_chosen_themes_are_printed_with_who_answers_for_each_measure(planverk: Planverk) -> None:
    plan = next(plan for plan in planverk.vedtatte_planer if len(plan.temaer) > 1)
    _, theme, *_ = plan.temaer
    measure = Tiltak(id="nytt", tekst="Gjør det", ansvarlig=("Helse", "Skole"), status="i gang")
    own = plan.model_copy(update={
        "temaer": (plan.temaer[0], theme.model_copy(update={"tiltak": (measure,), "tiltak_innledning": None})),
        "handlingsprogram": None,
    })  # fmt: skip
    writer = made._writer(planverk.model_copy(update={"vedtatte_planer": (own,)}), "vedlegg")
    _, table = measures(writer, Visningsblokk(vis="tiltak", plan=own.plan, utvalg=(theme.id,)), 1)
    assert isinstance(table, Tematabell)
    assert [line for part in table.tiltak for line in told(part.tekst)] == ["Gjør det (Helse, Skole; i gang)"]


def test_plans_stand_in_norwegian_order_and_groups_as_chosen(planverk: Planverk) -> None:
    """Æ, ø and å come last, in that order."""
    group, *others = planverk.planregister.grupper
    plan = group.planer[0]
    plans = tuple(
        plan.model_copy(update={"id": name.lower(), "navn": name, "kortnavn": None, "overordnet": True})
        for name in ("Åpen", "Ørn", "Ære", "Zoo")
    )
    groups = (group.model_copy(update={"planer": plans, "grupper": ()}), others[0])
    shown = planverk.model_copy(update={"planregister": planverk.planregister.model_copy(update={"grupper": groups})})
    years = Visningsblokk(vis="revisjoner")
    (table,) = [b for b in revisions(made._writer(shown, "planstrategi"), years, 1) if isinstance(b, Revisjonstabell)]
    names = [name for row in table.rader for name in told(row.plan)]
    assert [name for name in names if name in {"Zoo", "Ære", "Ørn", "Åpen"}] == ["Zoo", "Ære", "Ørn", "Åpen"]
    chosen = Visningsblokk(vis="planregister", utvalg=(others[0].id,))
    first = next(b for b in register(made._writer(shown, "vedlegg"), chosen, 1) if isinstance(b, Overskrift))
    assert first.tekst.endswith(others[0].tittel)


def test_a_decision_that_was_not_to_adopt_says_so(planverk: Planverk) -> None:
    decision = planverk.vedtak[-1].model_copy(update={"resultat": "utsatt"})
    writer = made._writer(planverk.model_copy(update={"vedtak": (decision,)}), "planstrategi")
    *_, source = stream._quoted(writer, Vedtaksblokk(vedtak=decision.id))
    assert isinstance(source, Sitatkilde)
    assert source.tekst.endswith(", utsatt")


def test_the_chart_sets_forecasts_apart_and_says_what_has_no_date(os_contents: dict[str, Content]) -> None:
    figure = os_contents["samfunnsdel"].pictures[0].figure
    assert isinstance(figure, Søylediagram)
    counted, foreseen = figure.serier
    assert (counted.mønstret, [value and int(value) for value in counted.verdier]) == (False, [2003, 1870, None, None])
    assert (foreseen.mønstret, [value and int(value) for value in foreseen.verdier]) == (True, [None, None, 1774, 1715])
    assert [kategori.endswith("dato ukjent") for kategori in figure.kategorier] == [False, True, False, False]


def test_points_below_points_of_a_list_stand_one_level_down() -> None:
    planverk = checked(ROOT / "examples" / "fjordheim" / "sources", None).planverk
    blocks = made.content(planverk, "samfunnsdel").values["blokker"]
    levels = [block.nivå for block in blocks if isinstance(block, Nummerpunkt)]
    assert levels[-5:] == [1, 2, 2, 1, 1]
