"""Every PDF of ours, difficult documents and spoiled files: the gate lets no fault through, and veraPDF agrees."""

import pytest
from built import EXAMPLE, NAMES, ROOT, Files, built, log
from difficult import DIFFICULT, REFUSED
from mutants import FORBIDDEN, UNSEEN, mutant
from validators import PROFILES, Verdicts, by_gate, by_rules, by_verapdf, missing, pdfs

pytestmark = pytest.mark.slow
with_verapdf = pytest.mark.skipif(bool(missing()), reason=missing())

OURS = [f"{place} {name}" for place in ("os", "fjordheim") for name in NAMES] + ["os endringslogg"]
EVERY = [*OURS, *DIFFICULT, *FORBIDDEN, *UNSEEN]
# Where the two differ, by file and profile: who finds it broken, and why.
ONE_OF_THEM = {
    ("page outside parent tree", "ua1"): ("veraPDF", "the gate reads the tree from above, never from the content"),
    ("no column spanned", "ua1"): ("veraPDF", "the gate takes a span of 0 for 1; LibreOffice never writes it"),
    ("standard type in role map", "2a"): ("gate", "veraPDF asks it for PDF/UA alone; the file is broken all the same"),
}


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Files:
    made = {}
    for place, sources in (("os", ROOT / "sources"), ("fjordheim", EXAMPLE)):
        files = built(sources, tmp_path_factory.mktemp(place), pdf=True)
        made |= {f"{place} {name}": files[f"{name}.pdf"] for name in NAMES}
    return made | {"os endringslogg": log(tmp_path_factory.mktemp("logg"))["endringslogg.pdf"]}


@pytest.fixture(scope="session")
def documents() -> Files:
    return {name: make() for name, make in DIFFICULT.items()}


@pytest.fixture(scope="session")
def printed(documents: Files) -> Files:
    made = pdfs(documents)
    return made | {name: mutant(made["everything"], name) for name in (*FORBIDDEN, *UNSEEN)}


@pytest.fixture(scope="session")
def rules(ours: Files, printed: Files) -> Verdicts:
    return {name: by_rules(pdf) for name, pdf in {**ours, **printed}.items()}


@pytest.fixture(scope="session")
def verapdf(ours: Files, printed: Files, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    return by_verapdf({**ours, **printed}, tmp_path_factory.mktemp("verapdf"))


@with_verapdf
@pytest.mark.parametrize("name", OURS)
def test_verapdf_finds_no_broken_rule_in_a_document_of_ours(verapdf: Verdicts, name: str) -> None:
    assert verapdf[name] == {"ua1": (), "2a": ()}


@pytest.mark.parametrize("name", [name for name in DIFFICULT if name not in REFUSED])
def test_a_difficult_document_is_let_through(documents: Files, printed: Files, name: str) -> None:
    assert by_gate(printed[name], documents[name]) == {}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_right_is_refused_for_its_reason(documents: Files, printed: Files, name: str) -> None:
    assert REFUSED[name][0] in by_gate(printed[name], documents[name])


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_change_is_found(rules: Verdicts, name: str) -> None:
    missed = {"veraPDF"} & {who for (file, _), (who, _) in ONE_OF_THEM.items() if file == name}
    assert any(rules[name].values()) != bool(missed)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_change_that_no_rule_sees_is_found_by_a_check_of_our_own(
    documents: Files, printed: Files, rules: Verdicts, name: str
) -> None:
    assert rules[name] == {"ua1": (), "2a": ()}
    assert set(by_gate(printed[name], documents["everything"])) == set(filter(None, [UNSEEN[name][1]]))


@with_verapdf
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", EVERY)
def test_gate_and_verapdf_agree(rules: Verdicts, verapdf: Verdicts, name: str, profile: str) -> None:
    finding = {who for who, said in (("gate", rules), ("veraPDF", verapdf)) if said[name][profile]}
    who, _ = ONE_OF_THEM.get((name, profile), ("", ""))
    expected = [{who}] if who else [set(), {"gate", "veraPDF"}]
    assert finding in expected, f"gate: {rules[name]}; veraPDF: {verapdf[name]}"


def test_names_are_of_one_file_each() -> None:
    assert len(EVERY) == len(set(EVERY))
    assert {name for name, _ in ONE_OF_THEM} <= set(EVERY)
    assert REFUSED.keys() <= DIFFICULT.keys()
