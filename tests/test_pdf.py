"""DOCX to PDF with the LibreOffice of this machine; only what it does wrong is played by small scripts."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fixtures.pdf.document import accessible_docx
from pikepdf import Array, Dictionary, Name, String

from osreport import machine
from osreport.pdf.finish import Properties, finished
from osreport.pdf.office import Office, office_version
from osreport.pdf.offices import READ, Offices, _Seat
from osreport.pdf.outline import Bookmark, bookmarks
from osreport.pdf.validate import failures
from osreport.problem import ToolError
from osreport.structs import replace

PROPERTIES = Properties("Samfunnsdel & <mål>", "nb-NO", "Os kommune", "Høringsutkast", date(2026, 3, 12))
HEADINGS = (
    Bookmark("1 Innledning", 1, 1),
    Bookmark("2 Mål", 1, 2),
    Bookmark("2.1 Folkehelse", 2, 2),
    Bookmark("3 Oppfølging", 1, 3),
)


@pytest.fixture(scope="session")
def docx() -> bytes:
    return accessible_docx()


@pytest.fixture(scope="session")
def raws(docx: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, ...]:
    """The same DOCX printed twice side by side with new profiles, then twice in a row with a copy of a used one."""
    office = Office(profile=tmp_path_factory.mktemp("office") / "cache" / "profile")
    first = together([docx, docx], office)
    assert office.profile
    assert [path.name for path in office.profile.parent.iterdir()] == ["profile"]
    assert sorted(path.name for path in (office.profile / "user").iterdir()) == sorted(READ)
    return (*first, *together([docx, docx], replace(office, jobs=1)))


def together(documents: Sequence[bytes], office: Office) -> list[bytes]:
    """The PDFs of several documents, printed at once."""
    with Offices(office) as offices:
        return [pdf.result() for pdf in [offices.pdf("vedlegg", docx) for docx in documents]]


@pytest.fixture(scope="session")
def pdf(raws: tuple[bytes, ...]) -> bytes:
    return finished(raws[0], PROPERTIES)


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The PDF with one thing done to it."""
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def test_a_finished_pdf_has_no_failures(pdf: bytes) -> None:
    assert failures(pdf) == ()


def test_the_same_docx_gives_the_same_bytes(raws: tuple[bytes, ...], pdf: bytes) -> None:
    assert [finished(raw, PROPERTIES) == pdf for raw in raws] == [True, True, True, True]


def test_bookmarks_are_the_headings_with_their_pages(pdf: bytes) -> None:
    assert bookmarks(pdf) == HEADINGS


def test_properties_are_told_in_both_places(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as metadata:
        told = {str(name): str(value) for name, value in document.docinfo.items()}
        assert str(document.Root.Lang) == metadata["dc:language"].pop() == "nb-NO"
        assert told["/Title"] == metadata["dc:title"] == "Samfunnsdel & <mål>"
        assert told["/Author"] == metadata["dc:creator"][0] == "Os kommune"
        assert told["/Subject"] == metadata["dc:description"] == "Høringsutkast"
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2026-03-12T00:00:00Z"
        assert told["/CreationDate"] == told["/ModDate"] == "D:20260312000000+00'00"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True


def test_links_say_where_they_lead(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        assert {str(link.Contents) for link in document.pages[0].Annots} == {
            "Lenke til https://www.os.kommune.no/plan",
            "Gå til 2 Mål, side 2",
            "Kommunens sider",
        }


def structure(document: pikepdf.Pdf, kind: Name) -> pikepdf.Object:
    return next(each for each in document.objects if isinstance(each, Dictionary) and each.get("/S") == kind)


MUTATIONS: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "FIGURE": lambda document: structure(document, Name.Figure).__delitem__("/Alt"),
    "LANG": lambda document: document.Root.__delitem__("/Lang"),
    "LINK-CONTENTS": lambda document: document.pages[0].Annots[0].__delitem__("/Contents"),
    "TABLE": lambda document: structure(document, Name.TH).__delitem__("/A"),
    "VIEWER-PREFERENCES": lambda document: document.Root.__delitem__("/ViewerPreferences"),
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_a_fault_is_found(pdf: bytes, rule: str) -> None:
    found = failures(changed(pdf, MUTATIONS[rule]))
    assert any(rule in failure.rule and failure.message and failure.count == 1 for failure in found), found


def test_finishing_hides_no_figure_without_text(raws: tuple[bytes, ...]) -> None:
    raw = changed(raws[0], MUTATIONS["FIGURE"])
    assert [failure.profile for failure in failures(finished(raw, PROPERTIES))] == ["ua1"]


def ending_in_return(content: bytes) -> bytes:
    """The content with a comment that makes it end in a carriage return when compressed."""
    texts = (content + b"\n%" + number * b"!" for number in range(256))
    return next(text for text in texts if zlib.compress(text).endswith(b"\r"))


def test_a_stream_ending_in_a_return_raises_no_alarm(raws: tuple[bytes, ...]) -> None:
    def provoke(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        text = ending_in_return(page.Contents.read_bytes())
        page.Contents.write(zlib.compress(text), filter=Name.FlateDecode)

    raw = changed(raws[0], provoke)
    assert b"\r\nendstream" in raw
    assert failures(finished(raw, PROPERTIES)) == ()


def test_no_object_stream_ends_in_a_return() -> None:
    bare = pikepdf.new()
    for number in range(300):
        bare.Root.Number = number
        target = BytesIO()
        bare.save(target)
        assert b"\r\nendstream" not in finished(target.getvalue(), PROPERTIES)


def test_bookmarks_lead_through_actions_and_names() -> None:
    document = pikepdf.new()
    for _ in range(4):
        document.add_blank_page()
    one, two, three, four = (Array([page.obj, Name.Fit]) for page in document.pages)
    document.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("tre"), Dictionary(D=three)])))
    document.Root.Dests = Dictionary(fire=four)
    go_two, away = Dictionary(S=Name.GoTo, D=two), Dictionary(S=Name.URI, URI=String("https://os.no"))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("en", one))
        outline.root.append(pikepdf.OutlineItem("to", action=go_two))
        outline.root[0].children.append(pikepdf.OutlineItem("tre", String("tre")))
        outline.root[0].children.append(pikepdf.OutlineItem("fire", Name.fire))
        outline.root.extend([pikepdf.OutlineItem("ut", action=away), pikepdf.OutlineItem("borte", Name.borte)])
    target = BytesIO()
    document.save(target)
    assert [(mark.title, mark.level, mark.page) for mark in bookmarks(target.getvalue())] == [
        ("en", 1, 1), ("tre", 2, 3), ("fire", 2, 4), ("to", 1, 2), ("ut", 1, 0), ("borte", 1, 0),
    ]  # fmt: skip


def script(folder: Path, text: str) -> str:
    """A command that notes each call as its process group and its temporary folder, then does as told."""
    file = folder / "soffice"
    file.write_text(f'#!/bin/sh\necho "$$ $TMPDIR" >> {folder}/calls\nfor last; do :; done\n{text}\n', "utf-8")
    file.chmod(0o755)
    return str(file)


def calls(folder: Path) -> list[tuple[int, Path]]:
    lines = (folder / "calls").read_text("utf-8").splitlines()
    return [(int(line.split()[0]), Path(line.split()[1])) for line in lines]


def living(group: int) -> list[str]:
    """The processes of a group that are more than a name in the kernel's table (proc(5), `stat`)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end while we look
            name, _, rest = stat.read_text("utf-8", "replace").partition(") ")
            state, _, its_group = rest.split()[:3]
            found += [name] if int(its_group) == group and state != "Z" else []
    return found


def assert_nothing_left(folder: Path) -> None:
    assert [(living(group), temporary.exists()) for group, temporary in calls(folder)] == [
        ([], False) for _ in calls(folder)
    ]


HANG = "sleep 300 & sleep 300"
READY = 'case $last in */venter.docx) touch "${last%/*}/.~lock.${last##*/}#"; exec sleep 300;; esac'
PRINT = 'echo PDF > "${last%docx}pdf"'


def test_a_document_that_is_open_leaves_nothing_in_the_next(docx: bytes, pdf: bytes) -> None:
    """Three in a row by the LibreOffice that waits, then one by a LibreOffice of its own."""
    with Offices(Office(jobs=1)) as offices:
        raws = [offices.pdf(name, docx).result() for name in ("en", "to", "tre")]
        raws.append(offices._alone("fire", docx))
    assert [finished(raw, PROPERTIES) == pdf for raw in raws] == [True, True, True, True]


def test_one_libreoffice_waits_and_prints_all(tmp_path: Path) -> None:
    """It is started once, before there is anything to print; what hands it a document is done at once."""
    with Offices(Office(script(tmp_path, f"{READY}; {PRINT}"), jobs=1)) as offices:
        assert [offices.pdf(name, b"").result() for name in ("en", "to", "tre")] == [b"PDF\n"] * 3
        assert len(calls(tmp_path)) == 4
        assert living(calls(tmp_path)[0][0])
    assert_nothing_left(tmp_path)


def test_one_that_is_done_ends_when_no_more_will_come(tmp_path: Path) -> None:
    with Offices(Office(script(tmp_path, f"{READY}; {PRINT}"), jobs=1)) as offices:
        printed = offices.pdf("en", b"")
        offices.no_more()
        assert printed.result() == b"PDF\n"
        ends = time.monotonic() + 5
        while living(calls(tmp_path)[0][0]) and time.monotonic() < ends:
            time.sleep(0.01)
        assert not living(calls(tmp_path)[0][0])
        assert offices.pdf("to", b"").result() == b"PDF\n"


def test_where_none_will_wait_each_document_starts_its_own(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f"case $last in */venter.docx) exit 1;; esac; {PRINT}"), jobs=1)
    assert together([b"", b""], office) == [b"PDF\n", b"PDF\n"]
    assert_nothing_left(tmp_path)


def test_one_that_never_gets_ready_is_not_waited_for_long(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f"case $last in */venter.docx) {HANG};; esac; {PRINT}"), jobs=1, time_limit=0.3)
    assert together([b""], office) == [b"PDF\n"]
    assert_nothing_left(tmp_path)


def test_after_a_failure_each_document_is_tried_alone_with_a_new_profile(tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    text = f'{READY}; test -d "$TMPDIR/profile" && exit 1; echo "$last" >> {tmp_path}/alone; {PRINT}'
    office = Office(script(tmp_path, text), profile=tmp_path / "profile", jobs=1)
    assert together([b"", b""], office) == [b"PDF\n", b"PDF\n"]
    assert [Path(line).name for line in (tmp_path / "alone").read_text("utf-8").split()] == ["vedlegg.docx"] * 2
    assert_nothing_left(tmp_path)


def test_a_hang_is_tried_twice_and_leaves_nothing(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f"{READY}; echo Begynner; {HANG}"), time_limit=0.4, jobs=1)
    begun = time.monotonic()
    with pytest.raises(ToolError) as error:
        together([b""], office)
    assert time.monotonic() - begun < 2
    assert (error.value.exit_code, error.value.last_lines) == (None, ("Begynner",))
    assert "«vedlegg» på 0.4 sekunder" in error.value.hint
    assert len(calls(tmp_path)) == 3
    assert_nothing_left(tmp_path)


def test_one_that_will_not_end_when_asked_is_killed(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f"trap '' TERM; {READY.replace('exec ', '')}; {PRINT}"), jobs=1)
    assert together([b""], office) == [b"PDF\n"]
    assert_nothing_left(tmp_path)


def test_a_crash_is_tried_twice_and_told_with_the_last_lines(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f"{READY}; echo en; echo to >&2; exit 77"), jobs=1)
    with pytest.raises(ToolError) as error:
        together([b""], office)
    assert (error.value.exit_code, error.value.last_lines) == (77, ("en", "to"))
    assert error.value.command[0] == office.command
    assert error.value.hint.startswith("LibreOffice stoppet midt i «vedlegg»")
    assert len(calls(tmp_path)) == 3
    assert_nothing_left(tmp_path)


def test_one_failure_ends_the_other_documents(tmp_path: Path) -> None:
    office = Office(script(tmp_path, f'{READY}; grep -q feil "$last" && sleep 0.2 && exit 1; {HANG}'), jobs=2)
    begun = time.monotonic()
    with pytest.raises(ToolError, match="soffice: 1"):
        together([b"feil", b"", b""], office)
    assert time.monotonic() - begun < 5
    assert_nothing_left(tmp_path)


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    # whoever runs the tests in the background has SIGINT ignored, and children inherit that
    listen = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    office = f"Office({script(tmp_path, f'{READY}; {HANG}')!r})"
    hang = f"with Offices({office}) as offices: offices.pdf('en', b'').result()"
    code = f"{listen}\nfrom osreport.pdf.office import Office\nfrom osreport.pdf.offices import Offices\n{hang}"
    root = Path(__file__).parents[1]
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stderr=subprocess.PIPE, text=True) as program:
        while not (tmp_path / "calls").exists() or len(calls(tmp_path)) < 2:
            time.sleep(0.02)
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=5)[1].strip().endswith("KeyboardInterrupt")
    assert_nothing_left(tmp_path)


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(ToolError) as error:
        together([b"Dette er ren tekst."], Office())
    assert error.value.exit_code == 0
    assert error.value.hint.startswith("LibreOffice kunne ikke lese «vedlegg»")


@pytest.mark.parametrize("use", [lambda office: together([b""], office), office_version])
def test_a_missing_libreoffice_is_told_with_what_to_install(use: Callable[[Office], object]) -> None:
    with pytest.raises(ToolError) as error:
        use(Office("finnes-ikke"))
    assert (error.value.command[0], error.value.exit_code) == ("finnes-ikke", None)
    assert "installer" in error.value.hint
    assert "libreoffice-writer-nogui" in error.value.hint


def test_the_version_is_the_one_libreoffice_tells(tmp_path: Path) -> None:
    told = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout
    assert office_version(Office()) == re.split(r"\s", told)[1]
    assert office_version(Office(script(tmp_path, "echo LibreOffice 7.4.7.2 40"))) == "7.4.7.2"
    assert office_version(Office(script(tmp_path, "exit 7"))) == "ukjent"


def test_being_ended_leaves_nothing(tmp_path: Path) -> None:
    """Whoever stops a build, as a server does when it closes, hears no LibreOffice afterwards."""
    script(tmp_path, HANG)
    root = Path(__file__).parents[1]
    listen = "import os, sys"
    start = f"{listen}; os.execv(sys.executable, [sys.executable, 'tasks.py', 'build', '--output', {str(tmp_path)!r}])"
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen([sys.executable, "-c", start], cwd=root, stderr=subprocess.DEVNULL, env=environment) as build:
        while not (tmp_path / "calls").exists():
            time.sleep(0.02)
        build.terminate()
        assert build.wait(timeout=10) == 1
    assert_nothing_left(tmp_path)


def test_libreoffice_is_started_without_the_script_where_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "soffice").symlink_to(script(tmp_path / "program", "echo LibreOffice 25.2"))
    path = {"PATH": f"{tmp_path}:{os.defpath}"}
    assert machine.office(path, 2, tmp_path).command == "soffice"
    starter = shutil.copy(tmp_path / "program" / "soffice", tmp_path / "program" / "oosplash")
    assert machine.office(path, 2, tmp_path).command == str(starter)


def test_whoever_is_stopped_while_all_is_ended_waits_for_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python takes a thread for ended when the wait for it is broken off."""
    close, closed = _Seat.close, []

    def slowly(seat: _Seat) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        time.sleep(0.2)
        close(seat)
        closed.append(seat)

    monkeypatch.setattr(_Seat, "close", slowly)
    with pytest.raises(KeyboardInterrupt), Offices(Office(script(tmp_path, f"{READY}; {PRINT}"), jobs=1)):
        pass
    assert len(closed) == 1


def test_whoever_is_stopped_while_a_thread_starts_leaves_no_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool does not know a thread whose start was interrupted, and would not wait for what it starts."""
    start = threading.Thread.start

    def interrupted(thread: threading.Thread) -> None:
        start(thread)
        if thread.name.startswith("ThreadPoolExecutor"):
            monkeypatch.undo()
            time.sleep(0.2)  # long enough for it to start LibreOffice, if that is what it has to do
            raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt), Offices(Office(script(tmp_path, f"{READY}; {PRINT}"), jobs=1)):
        pass
    assert not (tmp_path / "calls").exists()
