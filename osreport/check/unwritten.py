"""INN: what came in during a hearing is written down, so that no input is forgotten."""

import posixpath
from collections.abc import Iterator

from .checked import Checked
from .finding import Code, Finding

CODES = (Code("INN001", "Hver fil som kom inn i en høring, er ført som merknad.", "advarsel"),)


def what_came_in_is_written_down(checked: Checked) -> Iterator[Finding]:
    planverk, places = checked.kilder.planverk, checked.kilder.places
    written = {(each.høring, each.original.fil) for each in planverk.merknader if each.original}
    folders = {
        posixpath.basename(posixpath.dirname(places.of(("høringer", n)).file)): (n, each.id)
        for n, each in enumerate(planverk.høringer)
    }
    for path in checked.kilder.received:
        _, folder, _, file = path.split("/", 3)
        number, round_ = folders.get(folder, (0, ""))
        if round_ and (round_, file) not in written:
            hint = (
                "Les filen. Er det en merknad, lag en fil i mappen merknader, og skriv filnavnet, fingeravtrykket og"
                " «form: for hånd» under original. Er det ikke det, slett filen."
            )
            yield Finding("INN001", ("høringer", number), f"«innkommet/{file}» er ikke ført som merknad.", hint)
