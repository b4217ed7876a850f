"""Figures are made from data: same data, same bytes, and nothing in the data is lost, hidden or cut."""

from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from osreport.figures import chart, hierarchy, lettering, picture, wheels
from osreport.figures.canvas import DEEP, MID, OCHRE, TEXT, TINT, WHITE, Drawing
from osreport.figures.chart import Serie, Søylediagram
from osreport.figures.hierarchy import Boks, Planhierarki
from osreport.figures.labels import spread
from osreport.figures.lettering import Lettering
from osreport.figures.wheels import Del, Hjul, Årshjul

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CARLITO = Path("/usr/share/fonts/truetype/crosextra")

FOLKETALL = Søylediagram(
    serier=(
        Serie("Registrert", mønstret=False, verdier=(Decimal(2003), Decimal(1870), None, None)),
        Serie("Framskrevet", mønstret=True, verdier=(None, None, Decimal(1774), Decimal(1715))),
    ),
    kategorier=("3. kvartal 2014", "2023", "2030", "2050"),
    verdiakse="Folketall",
    språk="nb",
)
HIERARKI = Planhierarki(
    (
        Boks("Samfunnsdel", "Visjon", ("Overordnede mål", "Strategier")),
        Boks("Temaplan/kommunedelplan", "Konkretisering av «tema»", ("Mål", "Tiltak")),
        Boks("Handlingsdel med økonomiplan", "Prioriteringer & ressurser", ()),
    ),
    "nb",
)
HJUL = Årshjul(
    (
        Hjul("4-årshjul", (Del("Planstrategi"), Del("Kommuneplan", "Samfunnsdel"), Del("Handlingsdel"))),
        Hjul("1-årshjul", (Del("Handlingsdel"), Del("Årsregnskap"), Del("Årsmelding"))),
    ),
    "nb",
)

label = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\x85"), max_size=60)
words = st.one_of(label, st.sampled_from(["<&>\"'", "Folkevalgtopplæringsprogramarbeidsgruppe" * 2, "æøå Å"]))
named = words.filter(str.strip)
boxes = st.lists(st.builds(Boks, named, words, st.lists(words, max_size=4).map(tuple)), min_size=1, max_size=5)
parts = st.lists(st.builds(Del, named, words), min_size=1, max_size=8).map(tuple)
all_wheels = st.lists(st.builds(Hjul, named, parts), min_size=1, max_size=3)


def texts(drawing: Drawing) -> list[str]:
    """Each text in the drawing, without spaces and without the hyphens of broken words."""
    return [bare("".join(text.itertext())) for text in etree.XML(drawing.svg).iter(f"{SVG}text")]


def bare(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def lies_within(drawing: Drawing) -> bool:
    """Whether every line of text is inside the picture, with room for ascenders and descenders."""
    root = etree.XML(drawing.svg)
    left, top, wide, high = map(int, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        style = Lettering(int(text.get("font-size")), "", text.get("font-weight") == "bold")
        for row in text:
            x, baseline = int(row.get("x")), int(row.get("y"))
            if x < left - 1 or x + lettering.width(row.text, style) > left + wide + 2:
                return False
            if baseline - 0.75 * style.size < top - 1 or baseline + 0.25 * style.size > top + high + 1:
                return False
    return True


def attribute_values(xml: bytes, tag: str) -> list[str]:
    return [element.get("val") for element in etree.XML(xml).iter(f"{C}{tag}")]


@pytest.mark.parametrize(("module", "figur"), [(hierarchy, HIERARKI), (wheels, HJUL), (chart, FOLKETALL)])
def test_the_same_figure_gives_the_same_bytes(module: ModuleType, figur: object) -> None:
    assert module.draw(figur) == module.draw(figur)


def test_the_chart_holds_every_value_where_it_belongs() -> None:
    cached = [
        {point.get("idx"): point.findtext(f"{C}v") for point in cache.iter(f"{C}pt")}
        for cache in etree.XML(chart.draw(FOLKETALL)).iter(f"{C}numCache")
    ]
    assert cached == [{"0": "2003", "1": "1870"}, {"2": "1774", "3": "1715"}]


def test_the_chart_tells_a_forecast_by_pattern_and_name() -> None:
    first, second = etree.XML(chart.draw(FOLKETALL)).iter(f"{C}ser")
    assert first.find(f"{C}spPr/{A}solidFill") is not None
    assert second.find(f"{C}spPr/{A}pattFill") is not None
    assert [series.findtext(f".//{C}tx//{C}v") for series in (first, second)] == ["Registrert", "Framskrevet"]


def test_the_chart_has_norwegian_language_no_title_and_lawful_axes() -> None:
    xml = chart.draw(FOLKETALL)
    assert attribute_values(xml, "lang") == ["nb-NO"]
    assert attribute_values(xml, "autoTitleDeleted") == ["1"]
    assert attribute_values(xml, "min") == ["0"]
    assert all(int(axis) > 0 for axis in attribute_values(xml, "axId") + attribute_values(xml, "crossAx"))
    assert b"en-US" not in xml


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("2003",), "[$-414]0"),
        (("12500", "3"), "[$-414]#,##0"),
        (("10.9", "3"), "[$-414]0.0"),
        ((), "[$-414]0"),
    ],
)
def test_the_number_format_follows_the_values(values: tuple[str, ...], code: str) -> None:
    serie = Serie("Tall", mønstret=False, verdier=tuple(map(Decimal, values)))
    figur = Søylediagram((serie,), tuple("abc"[: len(values)]), "Tall", "nb")
    formats = {element.get("formatCode") for element in etree.XML(chart.draw(figur)).iter(f"{C}numFmt")}
    assert formats == {code}


def test_columns_stand_beside_each_other_only_where_a_category_has_several() -> None:
    both = Serie("Mål", mønstret=True, verdier=(Decimal(1), None, None, None))
    figur = Søylediagram((*FOLKETALL.serier, both), FOLKETALL.kategorier, "Folketall", "nb")
    assert attribute_values(chart.draw(FOLKETALL), "overlap") == ["100"]
    assert attribute_values(chart.draw(figur), "overlap") == ["0"]


def test_a_negative_value_lets_the_axis_go_below_zero() -> None:
    serie = Serie("Endring", mønstret=False, verdier=(Decimal(-3),))
    assert attribute_values(chart.draw(Søylediagram((serie,), ("2030",), "Endring", "nb")), "min") == []


def test_the_workbook_holds_the_values_and_no_time_of_making() -> None:
    with ZipFile(BytesIO(chart.sheet(FOLKETALL))) as book:
        assert {entry.date_time[:3] for entry in book.infolist()} == {(1980, 1, 1)}
        sheet = etree.XML(book.read("xl/worksheets/sheet1.xml"))
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
    numbers = {cell.get("r"): cell.findtext(f"{SHEET}v") for cell in sheet.iter(f"{SHEET}c") if not cell.get("t")}
    assert numbers == {"B2": "2003", "B3": "1870", "C4": "1774", "C5": "1715"}


def test_a_name_in_the_workbook_is_never_a_formula() -> None:
    figur = Søylediagram((Serie("=1+1", mønstret=False, verdier=(Decimal(1),)),), ("=A1",), "Tall", "nb")
    with ZipFile(BytesIO(chart.sheet(figur))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            chart.alt_text(FOLKETALL),
            (
                "Søylediagram: Folketall. Registrert: 2003 (3. kvartal 2014), 1870 (2023). "
                "Framskrevet: 1774 (2030), 1715 (2050)."
            ),
        ),
        (
            hierarchy.alt_text(HIERARKI),
            (
                "Tre nivåer i plansystemet, ovenfra og ned: "
                "1. Samfunnsdel: Visjon. Overordnede mål; Strategier. "
                "2. Temaplan/kommunedelplan: Konkretisering av «tema». Mål; Tiltak. "
                "3. Handlingsdel med økonomiplan: Prioriteringer & ressurser."
            ),
        ),
        (
            wheels.alt_text(HJUL),
            (
                "To hjul med deler som følger hverandre. "
                "4-årshjul: 1. Planstrategi; 2. Kommuneplan (Samfunnsdel); 3. Handlingsdel. "
                "1-årshjul: 1. Handlingsdel; 2. Årsregnskap; 3. Årsmelding. "
                "Handlingsdel er felles for 4-årshjul og 1-årshjul."
            ),
        ),
        (
            hierarchy.alt_text(Planhierarki(HIERARKI.bokser[:1], "nn")).split(":")[0],
            "Eitt nivå i plansystemet",
        ),
    ],
)
def test_the_alternative_text_tells_the_whole_figure(told: str, expected: str) -> None:
    assert told == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("12500", "12 500"), ("1870", "1870"), ("-0.95", "−0,95"), ("1E+5", "100 000")]
)
def test_numbers_are_told_in_norwegian(value: str, expected: str) -> None:
    serie = Serie("Tall", mønstret=False, verdier=(Decimal(value),))
    told = chart.alt_text(Søylediagram((serie,), ("2030",), "Tall", "nn"))
    assert told == f"Søylediagram: Tall. Tall: {expected.replace(' ', chr(0xA0))} (2030)."


@settings(deadline=None, max_examples=60)
@given(boxes)
def test_any_hierarchy_shows_every_label_inside_the_picture(bokser: list[Boks]) -> None:
    figur = Planhierarki(tuple(bokser), "nb")
    drawing, told = hierarchy.draw(figur), hierarchy.alt_text(figur)
    shown = texts(drawing)
    for boks in bokser:
        for text in filter(str.strip, (boks.tittel, boks.undertittel, *boks.punkter)):
            assert bare(text) in shown
            assert text in told
    assert lies_within(drawing)


@settings(deadline=None, max_examples=60)
@given(all_wheels)
def test_any_wheels_show_every_label_inside_the_picture(hjul: list[Hjul]) -> None:
    figur = Årshjul(tuple(hjul), "nn")
    drawing, told = wheels.draw(figur), wheels.alt_text(figur)
    shown = texts(drawing)
    for one in hjul:
        assert bare(one.tittel) in shown
        for part in one.deler:
            assert bare(part.tittel) in shown
            assert not part.undertittel.strip() or bare(part.undertittel) in shown
            assert part.tittel in told
            assert part.undertittel in told
    assert lies_within(drawing)


def test_wheels_meet_where_they_share_a_part_and_name_it_once() -> None:
    shown = texts(wheels.draw(HJUL))
    assert shown.count("Handlingsdel") == 1
    assert "4årshjulog1årshjul" in shown


def test_wheels_that_share_nothing_stand_apart() -> None:
    apart = Årshjul((HJUL.hjul[0], Hjul("Annet", (Del("Budsjett"), Del("Rapport")))), "nb")
    assert wheels.draw(apart).høyde > wheels.draw(HJUL).høyde


@given(st.lists(st.tuples(st.floats(-200, 200), st.floats(1, 40)), max_size=9))
def test_labels_never_overlap_and_stay_where_there_is_room(labels: list[tuple[float, float]]) -> None:
    labels = sorted(labels)
    wanted, heights = [one for one, _ in labels], [height for _, height in labels]
    placed = spread(wanted, heights)
    for (upper, above), (lower, below) in pairwise(zip(placed, heights, strict=True)):
        assert lower - upper >= (above + below) / 2 - 1e-6
    if wanted and all(b - a >= 40 for a, b in pairwise(wanted)):
        assert placed == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Temaplan/kommunedelplan", ("Temaplan/", "kommunedelplan")),
        ("i løpet av hele 4-årsperioden", ("i løpet av hele", "4-årsperioden")),
        ("klima- og energiplan for alle", ("klima- og", "energiplan for alle")),
        ("Kommunedelplanbestemmelser", ("Kommunedelplan-", "bestemmelser")),
        ("  ", ()),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, lines: tuple[str, ...]) -> None:
    assert lettering.broken(text, Lettering(4, TEXT), 32).lines == lines


@pytest.mark.skipif(not CARLITO.exists(), reason="the font is not installed")
@pytest.mark.parametrize(("bold", "file"), [(False, "Carlito-Regular.ttf"), (True, "Carlito-Bold.ttf")])
def test_letters_are_as_wide_as_in_the_font(bold: bool, file: str) -> None:
    from PIL import ImageFont

    plain = ImageFont.truetype(CARLITO / file, 2048, layout_engine=ImageFont.Layout.BASIC)
    for letter in "aÅæøMil1 –«»€":
        assert lettering.width(letter, Lettering(2048, TEXT, bold)) == pytest.approx(plain.getlength(letter), abs=1)


def test_text_stands_out_from_its_ground() -> None:
    for ink, ground in (
        (TEXT, WHITE),
        (TEXT, TINT),
        (DEEP, TINT),
        (OCHRE, WHITE),
        (WHITE, OCHRE),
        (WHITE, MID),
    ):
        assert contrast(ink, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_picture_is_as_wide_as_asked_and_the_same_each_time() -> None:
    drawing = hierarchy.draw(HIERARKI)
    svg = drawing.svg
    made = picture.png(svg, 120, ())
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20]) == 120
    assert abs(int.from_bytes(made[20:24]) - 120 * drawing.høyde / drawing.bredde) <= 1
    assert made == picture.png(svg, 120, ())
