"""The Markdown subset: what it holds is carried over word for word, what it does not hold is told."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osreport import prose
from osreport.prose import LANGUAGES, PASSAGE, Item, Paragraph, Run, braces, escaped, markdown, parse, parse_line, plain
from osreport.references import KINDS

SIGNS = "ab 1.2)\n-+*_#>`~|[](){}!<&;:\\=å•\t"
MARKDOWN = st.lists(st.sampled_from([*SIGNS, "{en:", "{sma:", "}", "}"]), max_size=60).map("".join)
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
    ("text", "runs"),
    [
        ("Vi er {en:Smart Region} nå", (Run("Vi er "), Run("Smart Region", language="en-GB"), Run(" nå"))),
        ("{en:Smart\nRegion}", (Run("Smart Region", language="en-GB"),)),
        ("{sma:Åarjel-saemien sïjte}", (Run("Åarjel-saemien sïjte", language="sma-NO"),)),
        ("**{en:Smart}**", (Run("Smart", bold=True, language="en-GB"),)),
        ("{en:*Smart* Region}", (Run("Smart", italic=True, language="en-GB"), Run(" Region", language="en-GB"))),
        ("[{en:Smart}](https://a.no)", (Run("Smart", href="https://a.no", language="en-GB"),)),
        ("{en:[Smart](https://a.no)}", (Run("Smart", href="https://a.no", language="en-GB"),)),
        (
            "{en:The {nb:kommune} of Os}",
            (Run("The ", language="en-GB"), Run("kommune", language="nb-NO"), Run(" of Os", language="en-GB")),
        ),
        ("{en:of {plan:a}}", (Run("of {plan:a}", language="en-GB"),)),
        ("{fr:déjà vu}{de:Zeitgeist}", (Run("déjà vu", language="fr-FR"), Run("Zeitgeist", language="de-DE"))),
    ],
)
def test_a_passage_is_in_its_language(text: str, runs: tuple[Run, ...]) -> None:
    """Whatever stands inside it or around it; and the same in one line as in a paragraph, where a line has no break."""
    assert parse(text) == ((Paragraph(runs),), ())
    assert "\n" in text or parse_line(text) == (runs, ())


def test_a_passage_in_a_list_item_ends_there() -> None:
    items, faults = parse("- {en:a}\n- {en:b\n- c}")
    assert [each.runs for each in items] == [(Run("a", language="en-GB"),), (Run("{en:b"),), (Run("c}"),)]
    assert [(fault.code, fault.at) for fault in faults] == [("TEKST009", 11)]


@pytest.mark.parametrize("text", ["{eng:Smart}", "{EN:Smart}", "{en}", "en:Smart}", "\\{en:Smart}"])
def test_what_is_no_passage_is_text(text: str) -> None:
    assert parse_line(text)[0] == (Run(text.lstrip("\\")),)


def test_no_language_is_called_as_a_kind_of_reference() -> None:
    assert not {*LANGUAGES, *(language.name for language in LANGUAGES.values())} & set(KINDS)


def test_braces_find_their_partners_in_the_paragraph() -> None:
    text = "{en:a {plan:b} c} d} {en:e\nf}\n\n{g \\{h}"
    assert list(braces(text)) == [
        (0, "{en:a ", True),
        (6, "{plan:b}", True),
        (19, "}", False),
        (21, "{en:e", True),
        (31, "{g \\", True),
        (35, "{h}", False),
    ]


@pytest.mark.parametrize("sign", ["{", "{en:", "{en:a}}", "[{en:"])
def test_a_great_many_braces_are_read_in_no_time(sign: str) -> None:
    """Work grows with the text, not with its square; the limit is some twenty times what it takes."""
    text = sign * 10_000
    began = time.process_time()
    parse(text)
    assert len(list(braces(text))) <= len(text)
    assert time.process_time() - began < 20


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
        ("en {en:to}\ntre {en:}", 15),
        ("en {en: to}", 3),
        ("en {en:to", 3),
        ("en {en:to **tre** fire", 3),
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


@settings(max_examples=400, deadline=None, database=None)
@given(MARKDOWN)
def test_no_brace_is_printed_without_a_problem(text: str) -> None:
    """What the prose says of passages, and what the rule for references says of all other braces, leave no gap."""
    text = text.replace("\\", "")
    told = parse(text)[1] or [written for _, written, _ in braces(text) if not PASSAGE.match(written)]
    assert told or not set("{}") & set("".join(plain(part.runs) for part in parse(text)[0]))


LIST_MARKER = re.compile(r"^\s*(?:[-+*]\s+)*\d+[.)](?=\s)|^\s*[-+*]\s+\d+[.)](?=\s)", re.MULTILINE)


def without_addresses(text: str) -> str:
    """The text without what is read and not printed: addresses, and the codes of languages."""
    unprinted = re.sub(r"\\.|\{(?:en|sma):", lambda match: match[0] if match[0][0] == "\\" else "", text)
    return re.sub(r"\]\([^)\s]*\)|<[a-z]+:[^>]*>", "", unprinted)


def letters(text: str) -> list[str]:
    return [sign for sign in text if sign.isalnum()]


@settings(max_examples=300, deadline=None, database=None)
@given(WORDS.map(str.strip).filter(bool))
def test_plain_text_is_printed_as_it_stands(text: str) -> None:
    runs, faults = parse_line(text)
    assert (plain(runs), faults) == (text, ())


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.lists(st.sampled_from([*"ab*_[]<>&~|!\\`#(){}1. ", "{en:"]), max_size=40)
    .map("".join)
    .map(lambda text: " ".join(text.split()))
)
def test_escaped_text_means_only_itself(text: str) -> None:
    runs, _ = parse_line(escaped(text))
    assert plain(runs) == text


@settings(max_examples=300, deadline=None, database=None)
@given(MARKDOWN)
def test_the_short_cut_for_plain_text_gives_what_the_parser_gives(text: str) -> None:
    if not markdown.SPECIAL.search(text):
        tokens = markdown._markdown().parse(text)
        assert parse(text)[0] == tuple(markdown._parts(tokens))
