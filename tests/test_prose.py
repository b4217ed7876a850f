"""The Markdown subset: what it holds is carried over word for word, what it does not hold is told."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osreport import prose
from osreport.prose import Item, Paragraph, Run, escaped, parse, parse_line, plain

MARKDOWN = st.text("ab 1.2)\n-+*_#>`~|[](){}!<&;:\\=å•\t", max_size=60)
WORDS = st.text("abåÆ,.;:!?«»–-()%/1 é", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ett\navsnitt.\n\nTo.", (Paragraph((Run("Ett avsnitt."),)), Paragraph((Run("To."),)))),
        ("Ett.\n  \nTo.", (Paragraph((Run("Ett."),)), Paragraph((Run("To."),)))),
        ("**fet** og *kursiv*", (Paragraph((Run("fet", bold=True), Run(" og "), Run("kursiv", italic=True))),)),
        ("***begge***", (Paragraph((Run("begge", bold=True, italic=True),)),)),
        ("[Os](https://os.no)", (Paragraph((Run("Os", href="https://os.no"),)),)),
        ("[**Os**](#visjon)", (Paragraph((Run("Os", bold=True, href="#visjon"),)),)),
        ("post@os.no, 2*3 og snake_case", (Paragraph((Run("post@os.no, 2*3 og snake_case"),)),)),
        ("2014\\. var et godt år", (Paragraph((Run("2014. var et godt år"),)),)),
        ("R&D &c <3", (Paragraph((Run("R&D &c <3"),)),)),
        (
            "- a\n  - b\n- c\n\n1. en\n2. to",
            (
                Item((Run("a"),), 0, ordered=False, begins=True),
                Item((Run("b"),), 1, ordered=False, begins=True),
                Item((Run("c"),), 0, ordered=False, begins=False),
                Item((Run("en"),), 0, ordered=True, begins=True),
                Item((Run("to"),), 0, ordered=True, begins=False),
            ),
        ),
    ],
)
def test_the_subset_is_read(text: str, parts: tuple[prose.Part, ...]) -> None:
    assert parse(text) == (parts, ())


@pytest.mark.parametrize(
    "text", ["1. januar er ingen liste", "- heller ikke dette", "# 1 er et nummer", "> 100 personer"]
)
def test_in_one_line_nothing_is_a_list_or_a_heading(text: str) -> None:
    assert parse_line(text) == ((Run(text),), ())


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Ett.\n\nTo ![tre](x.png)", 9),
        ("en\nto **tre", 6),
        ("*en* to* tre", 7),
        ("en\n\n# to", 4),
        ("a `b` c", 2),
        ("- a\n- b\n  - c\n    - d", 18),
    ],
)
def test_a_fault_knows_where_it_stands(text: str, at: int) -> None:
    assert [fault.at for fault in parse(text)[1]] == [at]


@settings(max_examples=400, deadline=None, database=None)
@given(MARKDOWN)
def test_no_word_is_lost_without_a_fault(text: str) -> None:
    """Whatever is written, each letter and digit is printed or its loss is told; list markers count as printed."""
    parts, faults = parse(text)
    if not faults:
        assert letters(without_addresses(LIST_MARKER.sub("", text))) == letters("".join(plain(p.runs) for p in parts))
    runs, faults = parse_line(text)
    if not faults:
        assert letters(without_addresses(text)) == letters(plain(runs))


LIST_MARKER = re.compile(r"^\s*(?:[-+*]\s+)*\d+[.)](?=\s)|^\s*[-+*]\s+\d+[.)](?=\s)", re.MULTILINE)


def without_addresses(text: str) -> str:
    return re.sub(r"\]\([^)\s]*\)|<[a-z]+:[^>]*>", "", text)


def letters(text: str) -> list[str]:
    return [sign for sign in text if sign.isalnum()]


@settings(max_examples=300, deadline=None, database=None)
@given(WORDS.map(str.strip).filter(bool))
def test_plain_text_is_printed_as_it_stands(text: str) -> None:
    runs, faults = parse_line(text)
    assert (plain(runs), faults) == (text, ())


@settings(max_examples=300, deadline=None, database=None)
@given(st.text("ab*_[]<>&~|!\\`#(){}1.", max_size=40).map(lambda text: " ".join(text.split())))
def test_escaped_text_means_only_itself(text: str) -> None:
    runs, _ = parse_line(escaped(text))
    assert plain(runs) == text


@settings(max_examples=300, deadline=None, database=None)
@given(MARKDOWN)
def test_the_short_cut_for_plain_text_gives_what_the_parser_gives(text: str) -> None:
    if not prose.SPECIAL.search(text):
        tokens = prose._markdown().parse(text)
        assert parse(text)[0] == tuple(prose._parts(tokens))
