"""`check` as one meets it: where its paths begin, what it shows in which form, and how it ends."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml

from osreport.standins import standing_in

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
Done = subprocess.CompletedProcess[str]


def check(*words: str, where: Path = ROOT, **environment: str) -> Done:
    command = [sys.executable, str(ROOT / "tasks.py"), "check", *words]
    variables = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=where, env=variables)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose plans lie two folders down and have a fault, with a folder beside them to stand in."""
    sources = tmp_path / "kommunen" / "planer"
    shutil.copytree(EXAMPLE, sources, ignore=shutil.ignore_patterns(".schema"))
    with (sources / "kommune.yaml").open("a", encoding="utf-8") as kommune:
        kommune.write("ukjend: felt\n")
    (tmp_path / "annet").mkdir()
    subprocess.run(["git", "init", "-q"], check=True, cwd=tmp_path)
    return tmp_path


def first_place(done: Done) -> str:
    return done.stdout.split(":", 1)[0]


def test_paths_lead_to_the_file_from_where_one_stands(repository: Path) -> None:
    sources = repository / "kommunen" / "planer"
    for where, given in (
        (repository, "kommunen/planer"), (sources, "."), (repository / "annet", "../kommunen/planer"),
        (ROOT, str(sources)),
    ):  # fmt: skip
        done = check("--sources", given, where=where)
        assert done.returncode == 1
        assert (where / first_place(done)).is_file()
        assert (
            where / json.loads(check("--sources", given, "--format", "json", where=where).stdout)[0]["fil"]
        ).is_file()


def test_a_code_host_gets_paths_from_the_root_of_the_repository(repository: Path) -> None:
    sources = repository / "kommunen" / "planer"
    for where in (repository, sources, ROOT):
        annotation = check("--sources", str(sources), "--format", "github", where=where).stdout
        assert re.match(r"::error file=kommunen/planer/\w+\.yaml,line=\d+,", annotation)
        sarif = json.loads(check("--sources", str(sources), "--format", "sarif", where=where).stdout)
        place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("kommunen/planer/")


def test_a_folder_outside_git_is_called_as_one_finds_it(tmp_path: Path) -> None:
    (tmp_path / "planer").mkdir()
    done = check("--sources", "planer", "--format", "github", where=tmp_path)
    assert done.stdout.startswith("::error file=planer,title=KILDE001::")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("TYP", "--only: «TYP» er ikke en slags regler. Mente du «TYPO»?"),
        ("REF,typo1", "--only: «TYPO1» er ikke en slags regler. Mente du «TYPO»?"),
        ("REF999", "--only: «REF999» er ikke en slags regler. Mente du «REF»?"),
    ],
)
def test_a_family_that_is_none_is_wrong_use(asked: str, said: str) -> None:
    done = check("--only", asked)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", said)


def test_faults_that_stop_the_reading_are_shown_whatever_is_asked_for(os_sources: Path) -> None:
    (os_sources / "kommune.yaml").write_text("navn: [\n", encoding="utf-8")
    done = check("--sources", str(os_sources), "--only", "REF")
    assert done.returncode == 1
    assert "YAML" in done.stdout


def test_a_template_that_cannot_be_filled_hides_nothing_that_the_rules_find(tmp_path: Path) -> None:
    done = check("--templates", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path.name}/vedlegg.docx: MAL007 feil: Malen finnes ikke." in done.stdout
    assert "TABELL003 advarsel" in done.stdout


def test_colour_is_for_terminals_and_for_whoever_asks() -> None:
    assert "\033[" not in check().stdout
    assert "\033[33mTABELL003 advarsel:\033[0m" in check(CLICOLOR_FORCE="1").stdout
    assert "\033[" not in check(CLICOLOR_FORCE="1", NO_COLOR="1").stdout
    assert "\033[" not in check("--format", "github", CLICOLOR_FORCE="1").stdout


@pytest.mark.parametrize(("terminal", "coloured"), [("xterm", True), ("dumb", False)])
def test_a_terminal_gets_lines_of_its_width(terminal: str, coloured: bool) -> None:
    shown = on_a_terminal(50, TERM=terminal)
    assert ("\033[33mTABELL003 advarsel:\033[0m" in shown) == coloured
    lines = re.sub(r"\033\[\d+m", "", shown).splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 50 and len(line.split()) > 1] == []


def on_a_terminal(columns: int, **environment: str) -> str:
    """What `check` shows where a person reads it."""
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CLICOLOR_FORCE"}}
    command = [sys.executable, str(ROOT / "tasks.py"), "check"]
    told = {**variables, "COLUMNS": str(columns), **environment}
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, cwd=ROOT, env=told)
    os.close(theirs)
    shown = b""
    try:
        while read := os.read(ours, 4096):
            shown += read
    except OSError:  # how Linux tells that nobody writes any more
        pass
    finally:
        os.close(ours)
    assert process.wait() == 0
    return shown.decode()


HOOKS = [
    (ROOT, yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]),
    (ROOT / "examples" / "fjordheim", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]),
]


@pytest.mark.parametrize(("where", "hook"), HOOKS)
def test_the_hook_runs_as_pre_commit_runs_it(where: Path, hook: dict[str, str]) -> None:
    """In the root of the repository that is committed to; a script is found in the one it comes from."""
    program, *words = hook["entry"].split()
    assert (ROOT / program).samefile(ROOT / "inv")
    assert hook["language"] == ("script" if program == "inv" else "system")
    done = check(*words[words.index("check") + 1 :], *hook.get("args", ()), where=where)
    assert done.returncode == 0, done.stdout
    assert hook["pass_filenames"] is False
    assert re.search(hook["files"], "sources/vedtak/2024-01-25-planstrategi.yaml")
    assert not re.search(hook["files"], "examples/fjordheim/sources/kommune.yaml")


def test_what_python_has_compiled_is_kept_for_the_next_run(tmp_path: Path) -> None:
    """Also of the modules that a task loads when it runs; invoke would forbid it."""
    assert (
        check("--sources", str(EXAMPLE), PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=str(tmp_path)).returncode == 0
    )
    assert list(tmp_path.rglob("osreport/sources/reader.*.pyc"))


def test_a_ctrl_c_that_python_loses_is_heard_all_the_same() -> None:
    """What is raised while a weak reference is cleared, is lost; that happens for every module that Python loads."""
    code = """if True:
        import os, signal, time, weakref
        from osreport import terminal
        terminal.listen()
        class Module: pass
        loaded = Module()
        reference = weakref.ref(loaded, lambda _: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(1))
        del loaded
        time.sleep(5)
        print("hørte ingenting")
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr.splitlines()[-1]) == ("", "KeyboardInterrupt")


STOPPED_HALFWAY = {
    "a module that loads": """
        Path("slow.py").write_text("import os, time; os.kill(os.getpid(), WHICH); time.sleep(0.05); done = 1")
        try:
            import slow
            time.sleep(5)
        except KeyboardInterrupt:
            print(sys.modules["slow"].done)
    """,
    "a folder that has been made and nobody knows yet": """
        mkdir = os.mkdir
        os.mkdir = lambda *given: mkdir(*given) or os.kill(os.getpid(), WHICH) or time.sleep(0.05)
        try:
            with tempfile.TemporaryDirectory(dir=".") as folder:
                time.sleep(5)
        except KeyboardInterrupt:
            print(1)
    """,
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a signal cannot be put off here")
@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("code", STOPPED_HALFWAY.values(), ids=STOPPED_HALFWAY.keys())
def test_whoever_is_stopped_halfway_comes_to_an_end_first(tmp_path: Path, code: str, which: signal.Signals) -> None:
    begins = """
        import os, signal, sys, tempfile, time
        from pathlib import Path
        from osreport import terminal
        terminal.listen()
        sys.path.insert(0, ".")
    """
    script = textwrap.dedent(begins) + textwrap.dedent(code).replace("WHICH", str(int(which)))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert {path.name for path in tmp_path.iterdir()} <= {"slow.py", "__pycache__"}


def test_a_ctrl_c_that_a_library_makes_something_else_of_ends_the_task_without_more_words() -> None:
    code = """if True:
        import ctypes, os, signal, time
        from invoke import Collection, task
        from osreport import terminal
        class Page:
            @property
            def _as_parameter_(self):
                os.kill(os.getpid(), signal.SIGTERM) or time.sleep(1)
        @task
        def show(_):
            ctypes.CDLL(None).abs(Page())
        terminal.listen()
        terminal.Terminal(namespace=Collection(show)).run(["inv", "show"])
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_invokes_own_program_runs_a_task_too() -> None:
    command = [sys.executable, "-m", "invoke", "check", "--sources", str(EXAMPLE), "--no-spelling"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ingen feil funnet" in done.stdout


def test_whoever_imports_the_tasks_keeps_their_own_ways_with_signals() -> None:
    said = """if True:
        import signal
        before = [signal.getsignal(each) for each in signal.valid_signals()]
        import tasks
        print([signal.getsignal(each) for each in signal.valid_signals()] == before)
    """
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "True\n"


def test_a_ctrl_c_before_anything_is_begun_ends_without_a_word() -> None:
    """A module that takes its time stands for all that is loaded before we listen."""
    code = f"""
import runpy, signal, sys, time
class Slow:
    def find_spec(self, name, *_):
        if name == "invoke":
            signal.raise_signal(signal.SIGINT)
            time.sleep(5)
sys.meta_path.insert(0, Slow())
runpy.run_path({str(ROOT / "tasks.py")!r}, run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_what_nobody_uses_is_not_loaded_and_can_be_all_the_same(tmp_path: Path) -> None:
    """Invoke brings a test double and reads YAML settings; whoever wants either, gets the whole of it."""
    said = f"""
import runpy, sys
runpy.run_path({str(ROOT / "tasks.py")!r}, run_name="tried")
print("asyncio" in sys.modules, "unittest.mock" in sys.modules)
import unittest.mock
print(unittest.mock.Mock(return_value=1)())
print("invoke.vendor.yaml" in sys.modules)
from invoke.config import Config
settings = Config(project_location=sys.argv[1])
settings.load_project()
print(settings.hilsen)
"""
    (tmp_path / "invoke.yaml").write_text("hilsen: hei", "utf-8")
    command = [sys.executable, "-c", said, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    assert done.stdout.split() == ["False", "False", "1", "False", "hei"]


def test_a_stand_in_gives_way_to_what_is_loaded_already() -> None:
    with standing_in("json", loads=None), standing_in("not_there", word="her"):
        import json as loaded

        from not_there import word
    assert (loaded, word) == (json, "her")
    assert "not_there" not in sys.modules
