"""Figures of the plan set as drawings, with alternative texts written from the same data."""

from decimal import Decimal

from osreport.figures import chart, hierarchy, wheels
from osreport.figures.chart import Serie
from osreport.model.fakta import Indikator, Observasjon
from osreport.model.figur import Diagram, Figur, Planhierarki
from osreport.model.verdi import Dato

from .content import Drawable, Writer


def drawn(figur: Figur, writer: Writer) -> tuple[Drawable, str]:
    """What is drawn, and what is read aloud in its place."""
    if isinstance(figur, Diagram):
        return _chart(figur, writer)
    if isinstance(figur, Planhierarki):
        boxes = tuple(hierarchy.Boks(b.tittel, b.undertittel, b.punkter) for b in figur.bokser)
        levels = hierarchy.Planhierarki(boxes, writer.language)
        return levels, hierarchy.alt_text(levels)
    wheel = wheels.Årshjul(
        tuple(
            wheels.Hjul(hjul.tittel, tuple(wheels.Del(d.tittel, d.undertittel or "") for d in hjul.deler))
            for hjul in figur.hjul
        ),
        writer.language,
    )
    return wheel, wheels.alt_text(wheel)


def _chart(figur: Diagram, writer: Writer) -> tuple[Drawable, str]:
    indicator = next(i for i in writer.planverk.faktagrunnlag.indikatorer if i.id == figur.indikator)
    shown = [observation for observation in indicator.observasjoner if observation.verdi is not None]
    columns = chart.Søylediagram(
        serier=_series(shown, writer),
        kategorier=tuple(_category(observation, writer) for observation in shown),
        verdiakse=_axis(indicator),
        språk=writer.language,
    )
    return columns, chart.alt_text(columns)


def _series(shown: list[Observasjon], writer: Writer) -> tuple[Serie, ...]:
    """What is counted and what is foreseen, as two series over the same categories."""
    kinds = ((writer.words["registrert"], False), (writer.words["framskrevet"], True))
    series = (Serie(name, forecast, _values(shown, forecast=forecast)) for name, forecast in kinds)
    return tuple(one for one in series if any(value is not None for value in one.verdier))


def _values(shown: list[Observasjon], *, forecast: bool) -> tuple[Decimal | None, ...]:
    return tuple(o.verdi if (o.kvalifikator == "prognose") == forecast else None for o in shown)


def _category(observation: Observasjon, writer: Writer) -> str:
    when = observation.tidspunkt
    if isinstance(when, Dato):
        return observation.tidspunkt_tekst or writer.date(when)
    unknown = writer.words["tidspunkt_ukjent"]
    return f"{observation.tidspunkt_tekst}, {unknown}" if observation.tidspunkt_tekst else unknown


def _axis(indicator: Indikator) -> str:
    return indicator.enhet[:1].upper() + indicator.enhet[1:]
