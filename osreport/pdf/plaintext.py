"""The words of a PDF that came in from outside, taken out by a process of its own that may do nothing else.

A damaged or hostile file then ends that process, at worst, and nothing more. Run as a script, this is that process.
"""

import codecs
import re
import subprocess
import sys

MAX_PAGES, MAX_LETTERS = 1000, 2_000_000
PATIENCE, MEMORY = 30, 1_500_000_000  # seconds, bytes
LOCKED, TOO_LARGE = 3, 4
WHY = {
    LOCKED: "PDF-en er skadet eller beskyttet med passord.",
    TOO_LARGE: "PDF-en har mer enn 1000 sider eller to millioner tegn.",
}
HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")  # PDFium's sign for a hyphen that only breaks a line


def words(pdf: bytes) -> str:
    """What can be read on the pages, in the order of the file; ValueError with the reason where nothing can."""
    command = (sys.executable, "-I", __file__)
    given = None if sys.platform == "win32" else dict[str, str]()  # Windows starts nothing without its variables
    try:
        ended = subprocess.run(command, input=pdf, capture_output=True, timeout=PATIENCE, env=given, check=False)
    except subprocess.TimeoutExpired as error:
        raise ValueError("PDF-en tar for lang tid å lese.") from error
    if ended.returncode:
        raise ValueError(WHY.get(ended.returncode, "PDF-en er skadet og kan ikke leses."))
    return HYPHEN.sub("", ended.stdout.decode("utf-8", "replace")).replace("\r\n", "\n")


def _limit() -> None:
    """Takes from this process all that it does not need, where the system can: it can open nothing, nor write."""
    if sys.platform != "win32":
        import resource

        limits = {
            resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: PATIENCE, resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 3,
        }  # fmt: skip
        for kind, most in limits.items():
            resource.setrlimit(kind, (most, most))


def _read(content: bytes) -> str:
    import pypdfium2

    codecs.lookup("utf-16-le")  # what PDFium answers in; Python opens a file to learn it
    _limit()
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                sys.exit(TOO_LARGE)
            found = "\n\n".join(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError:
        sys.exit(LOCKED)
    return found if len(found) <= MAX_LETTERS else sys.exit(TOO_LARGE)


if __name__ == "__main__":
    sys.stdout.buffer.write(_read(sys.stdin.buffer.read()).encode("utf-8", "replace"))
