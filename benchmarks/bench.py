"""The whole bench: what was measured, on what, as text and as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from . import machine, table
from .lines import Line
from .rounds import Say, rounds_of, rounds_of_plans

ENOUGH = 3000  # plans: so many in all rounds together say enough
HOW = """\
- Hver måling er en hel prosess fra start til slutt, i en kopi av prosjektet med en hurtiglagring for seg.
- Alle kjører én gang i hver runde, etter tur. I en runde først blir minnet sett på; den teller ikke i tidene.
- «Forhold» er vår median delt på medianen til LibreOffice alene.
- «LO alene» er LibreOffice på de samme DOCX-filene med våre eksportvalg: én prosess for alle filene, med en brukt
  profil som er kopiert før klokken starter, men «første gang» uten, som hos oss. «LO uten valg» er det samme uten PDF/A
  og PDF/UA.
- Et tall med > foran ble avbrutt der; forholdet er da mindre enn tallet med < foran.
- «Typst» setter den samme teksten (overskrifter, avsnitt, lister, tabeller) som PDF/A-2a og PDF/UA-1, uten figurene
  og utformingen: et gulv å måle mot.
- «Første gang» finner verken profil, sidetall eller PDF fra før, og kontrollen verken det den fant i malene eller
  hvordan ord skrives. `--no-cache` lager PDF-ene på nytt med brukt profil. Uten profil starter LibreOffice to ganger.
- «Ett ord endret» gjelder planstrategien; de andre kjører der bare den.
- Store registre er vedlegget alene, laget av planene i registeret om igjen for sted etter sted.
- Minne er det meste en prosess har hatt i bruk. «LibreOffice» er den største av dem. «Samtidig» er alle prosessene i
  ett øyeblikk, der minne som deles, er talt for hver.
"""


@dataclass(frozen=True)
class Order:
    """How many plans the registers have, and how many rounds are run."""

    plans: Sequence[int]
    rounds: int


@dataclass(frozen=True)
class Report:
    measured: Sequence[Line]
    machine: Sequence[str]
    rounds: int

    def text(self) -> str:
        """For the terminal."""
        times, memory = table.times(self.measured), table.memory(self.measured)
        return "\n\n".join(["\n".join(self.machine), table.to_text(times), table.to_text(memory), *self._failures()])

    def page(self) -> str:
        """For benchmarks/RESULTS.md."""
        told = "\n".join(f"- {line}" for line in (*self.machine, f"Runder: {self.rounds}, færre for store registre"))
        times, memory = (table.to_markdown(rows(self.measured)) for rows in (table.times, table.memory))
        parts = ("# Målinger", "Laget av `./inv bench --write`.", told, "## Tid", times, "## Minne", memory)
        return "\n\n".join([*parts, *self._failures(), "## Slik er det målt", HOW])

    def _failures(self) -> list[str]:
        told = [f"- {line.name}: {reason}" for line in self.measured for reason in line.failures]
        return ["\n".join(["Dette feilet:", "", *told])] if told else []


def measured(root: Path, order: Order, say: Say) -> Report:
    """Everything, measured in a temporary folder; ToolError where the project at `root` cannot be built at all."""
    with TemporaryDirectory(prefix="osreport-bench-") as folder:
        return Report(tuple(_lines(root, Path(folder), order, say)), machine.description(), order.rounds)


def _lines(root: Path, folder: Path, order: Order, say: Say) -> Iterator[Line]:
    yield from rounds_of(root, folder, order.rounds, say)
    for number in order.plans:
        rounds = min(order.rounds, max(1, ENOUGH // number))
        yield from rounds_of_plans(root, folder, number, rounds, say)
