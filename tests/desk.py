"""A desk with the sources of Lyngvik in the middle of a hearing, and what comes in to it."""

import shutil
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from documents import TEMPLATES

from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.intake.outcome import Taken
from osreport.model.merknad import Merknad
from osreport.press import Press
from osreport.receiving import Order, taken_in
from osreport.sources.reader import read_planverk
from osreport.word.document import fill

ROOT = Path(__file__).resolve().parent.parent
LYNGVIK = ROOT / "examples" / "lyngvik" / "sources"
KARI = "Kari Nordmann"


class Desk:
    """The sources of Lyngvik before anybody has answered, and a way to take files in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = Path(shutil.copytree(LYNGVIK, folder / "sources"))
        self.round = self.sources / "horinger" / "samfunnsdel-2026"
        shutil.rmtree(self.round / "merknader")
        for decision in ("2026-05-19-innstilling", "2026-06-18-vedtatt"):
            (self.sources / "vedtak" / f"{decision}.yaml").unlink()

    def take(self, files: dict[str, bytes], **more: Any) -> tuple[Taken, ...]:
        (self.folder / "inn").mkdir(exist_ok=True)
        paths = [self.folder / "inn" / name for name in files]
        for path, each in zip(paths, files.values(), strict=True):
            path.write_bytes(each)
        order = Order(self.sources, "sources", "samfunnsdel-2026", tuple(paths), Press(TEMPLATES), **more)
        return taken_in(order)[0]

    def merknader(self) -> list[Merknad]:
        return list(read_planverk(self.sources).planverk.merknader)

    def one(self, name: str, content: bytes, **more: Any) -> Merknad:
        self.take({name: content}, **more)
        (found,) = self.merknader()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def draft() -> bytes:
    """The plan of Lyngvik as it was sent out, printed with page numbers."""
    told = content(adopted(read_planverk(LYNGVIK), (2026, 4, 7)).planverk, "samfunnsdel")
    done = fill(told, (TEMPLATES / "samfunnsdel.docx").read_bytes(), "samfunnsdel.docx", ())
    return done.docx([n + 2 for n, _ in enumerate(told.headings)])


def workbook(*rows: list[object]) -> bytes:
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Svar")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def mail(text: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    wanted = {"From": f"{KARI} <kari@gmail.com>", "Date": "Tue, 24 Mar 2026 23:30:00 +0100", "Subject": "Svar"}
    for name, said in (wanted | headers).items():
        made[name] = said
    made.set_content(text)
    return made
