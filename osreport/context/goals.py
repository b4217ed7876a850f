"""The vision and the goals, as tables and as lists."""

from collections.abc import Iterator

from osreport.model.dokument import Visningsblokk
from osreport.model.samfunnsdel import Mål, Måltall, Område, Strategi, Tiltak

from .blocks import Blokk, Kulepunkt, Målrad, Måltabell, OverordnetMål, Visjon
from .content import Writer


def vision(writer: Writer, _: Visningsblokk, level: int) -> Iterator[Blokk]:
    words, seen = writer.words, writer.planverk.samfunnsdel.visjon
    if seen is None:
        return
    if seen.overordnet_mål:
        yield Visjon(words["overordnet_mål"], writer.line(seen.overordnet_mål.tekst))
    yield Visjon(words["visjon"], writer.line(seen.tekst))
    for word, points in (("hvorfor", seen.hvorfor), ("hvordan", seen.hvordan), ("verdier", seen.verdier)):
        if points:
            yield writer.heading(level + 1, "", words[word])
            yield from (Kulepunkt(1, writer.line(point.tekst)) for point in points)


def goal_table(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    area = next(a for a in writer.planverk.samfunnsdel.områder if a.id == block.område)
    if area.overordnede_mål:
        yield _overall(writer, area)
    yield Måltabell(
        writer.words["mål_overskrift"],
        writer.words["strategier_overskrift"],
        tuple(_goal_rows(writer, chosen(area.mål, block))),
        writer.named("beskrivelse_mål", area.tittel),
    )


def chosen(goals: tuple[Mål, ...], block: Visningsblokk) -> tuple[Mål, ...]:
    return tuple(goal for goal in goals if not block.utvalg or goal.id in block.utvalg)


def _overall(writer: Writer, area: Område) -> OverordnetMål:
    word = "overordnet_mål" if len(area.overordnede_mål) == 1 else "overordnede_mål"
    return OverordnetMål(
        writer.words[word], tuple(writer.of(goal, writer.line(goal.tekst)) for goal in area.overordnede_mål)
    )


def _goal_rows(writer: Writer, goals: tuple[Mål, ...]) -> Iterator[Målrad]:
    for goal in goals:
        text = writer.of(goal, writer.line(goal.tekst))
        strategies = tuple(line for strategy in goal.strategier for line in _with_measures(writer, strategy))
        if any(sibling.delmål for sibling in goals):
            yield Målrad(text, _additions(writer, goal), strategies, er_overskrift=True)
            yield from _goal_rows(writer, goal.delmål)
        else:
            yield Målrad(text, _additions(writer, goal), strategies)


def _with_measures(writer: Writer, strategy: Strategi) -> Iterator[str]:
    yield _strategy(writer, strategy)
    yield from (_measure(writer, measure) for measure in strategy.tiltak)


def _measure(writer: Writer, measure: Tiltak) -> str:
    """A measure on one line: what is done, by whom, how far it has come."""
    text = " ".join(part.tekst for part in writer.cell(measure.tekst))
    return writer.of(measure, f"{writer.words['tiltak']}: {text}{answer(writer, measure)}")


def answer(writer: Writer, measure: Tiltak) -> str:
    """Who answers for a measure and how far it has come, in brackets."""
    told = [", ".join(measure.ansvarlig), *([writer.line(measure.status)] if measure.status else [])]
    after = "; ".join(filter(None, told))
    return f" ({after})" if after else ""


def _strategy(writer: Writer, strategy: Strategi) -> str:
    priority = f" ({writer.words['prioritert']})" if strategy.prioritert else ""
    return writer.of(strategy, writer.line(strategy.tekst)) + priority + _sdg(writer, strategy.fn_mål, ())


def _additions(writer: Writer, goal: Mål) -> tuple[str, ...]:
    """What stands in small print below a goal: its description, targets and sustainable development goals."""
    described = tuple(part.tekst for part in writer.cell(goal.omtale)) if goal.omtale else ()
    targets = tuple(_target(writer, target) for target in goal.måltall)
    sdg = _sdg(writer, goal.fn_mål, goal.fn_delmål).strip(" ()")
    return (*described, *targets, *((sdg,) if sdg else ()))


def _target(writer: Writer, target: Måltall) -> str:
    year = f" ({target.år})" if target.år else ""
    return f"{writer.words['måltall']}: {writer.line(target.tekst)}{year}"


def _sdg(writer: Writer, goals: tuple[int, ...], below: tuple[str, ...]) -> str:
    named = ", ".join([*map(str, goals), *below])
    return f" ({writer.words['bærekraftsmål']} {named})" if named else ""


def overall_goals(writer: Writer, _: Visningsblokk, __: int) -> Iterator[Blokk]:
    """The overall goals of every area, each under the area's name."""
    for area in writer.planverk.samfunnsdel.områder:
        yield from (
            Kulepunkt(1, writer.of(goal, f"{area.tittel}: {writer.line(goal.tekst)}")) for goal in area.overordnede_mål
        )


def goal_list(writer: Writer, _: Visningsblokk, level: int) -> Iterator[Blokk]:
    """Every area with its overall goals and its goals, without strategies."""
    for area in writer.planverk.samfunnsdel.områder:
        yield writer.heading(level + 1, "", area.tittel)
        if area.overordnede_mål:
            yield _overall(writer, area)
        yield from goal_points(writer, area.mål, 1)


def goal_points(writer: Writer, goals: tuple[Mål, ...], level: int, *, whole: bool = False) -> Iterator[Blokk]:
    """The goals as a list; the `whole` of them with all that belongs to them, else their texts alone."""
    below = min(level + 1, 2)
    for goal in goals:
        yield Kulepunkt(level, writer.of(goal, writer.line(goal.tekst)))
        if whole:
            strategies = (line for strategy in goal.strategier for line in _with_measures(writer, strategy))
            yield from (Kulepunkt(below, text) for text in (*_additions(writer, goal), *strategies))
        yield from goal_points(writer, goal.delmål, below, whole=whole)
