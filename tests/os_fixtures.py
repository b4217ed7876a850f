"""The plan package of Os, read and printed once for all tests that look at it."""

import pytest
from documents import ROOT

from osreport.context.content import Content
from osreport.context.document import content
from osreport.model.planverk import DOCUMENTS
from osreport.printing import Press, word_files
from osreport.recipes import checked


@pytest.fixture(scope="session")
def os_contents() -> dict[str, Content]:
    planverk = checked(ROOT / "sources", None).planverk
    return {name: content(planverk, name) for name in DOCUMENTS}


@pytest.fixture(scope="session")
def os_documents(os_contents: dict[str, Content]) -> dict[str, bytes]:
    pages = {name: [1] * len(each.headings) for name, each in os_contents.items()}
    return word_files(os_contents, Press(ROOT / "templates"), pages)
