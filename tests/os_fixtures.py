"""The plan package of Os, read and printed once for all tests that look at it."""

import pytest
from documents import ROOT

from osreport.context.content import Content
from osreport.context.document import content
from osreport.model.documents import DOCUMENTS
from osreport.model.walk import Path
from osreport.press import Press
from osreport.printing import filled
from osreport.problem import Place
from osreport.recipes import checked


@pytest.fixture(scope="session")
def os_contents() -> dict[str, Content]:
    planverk = checked(ROOT / "sources", None).planverk
    return {name: content(planverk, name) for name in DOCUMENTS}


@pytest.fixture(scope="session")
def os_documents(os_contents: dict[str, Content]) -> dict[str, bytes]:
    jobs = filled(os_contents.items(), Press(ROOT / "templates"), nowhere)
    return {job.name: job.filled.docx([1] * len(os_contents[job.name].headings)) for job in jobs}


def nowhere(path: Path) -> Place:
    """The place of a value that no test asks for."""
    return Place("/".join(map(str, path)))
