"""Where a line must not break; ⍽ stands for the hard space that is printed."""

import pytest

from osreport import prose
from osreport.model.planverk import Planverk
from osreport.prose.text import Run

PRINTED = [
    "Etter §⍽11-2 og §§⍽3 til 5, kap.⍽3 og kapittel⍽3.2.",
    "Det bor 25⍽000 her, og 1⍽234⍽567 i landet.",
    "Veksten er 22,8⍽%, 30⍽prosent og 95⍽millioner kroner.",
    "Møtet 25.⍽januar 2024 kl.⍽12.15, 3.⍽kvartal 2014.",
    "St.meld. nr.⍽25 (2008–2009), sak⍽41/17 og sak⍽PS⍽41/17, side⍽3 og ca.⍽70 barn.",
    "I 2015 242 elever, i 2024 og 2025, 4 mål og § er et tegn.",
    "Tallet 3 er lite. Januar er kald, og 2024 prosesser ble 12 kranser.",
]


@pytest.mark.parametrize("printed", PRINTED)
def test_a_writer_types_ordinary_spaces(printed: str) -> None:
    typed = printed.replace("⍽", " ")
    assert prose.plain(prose.kept_together((Run(typed),))).replace("\u00a0", "⍽") == printed


def test_runs_stay_as_they_are_cut() -> None:
    runs = (Run("Se kapittel "), Run("1.5", href="#samarbeid"), Run(" og 30 ", bold=True), Run("%"))
    spaced = prose.kept_together(runs)
    assert [run.text for run in spaced] == ["Se kapittel\u00a0", "1.5", " og 30\u00a0", "%"]
    assert [(run.href, run.bold) for run in spaced] == [(run.href, run.bold) for run in runs]


def test_hard_spaces_reach_every_kind_of_text(planverk: Planverk) -> None:
    from osreport.context.document import _writer

    writer = _writer(planverk, "planstrategi")
    assert writer.line("§ 3") == writer.plain("§ 3") == "§\u00a03"
    assert next(iter(writer.paragraphs("§ 3"))).tekst == writer.cell("§ 3")[0].tekst == "§\u00a03"  # type: ignore[union-attr]
    assert next(iter(writer.box("§ 3"))).tekst == "§\u00a03"  # type: ignore[union-attr]
