"""manifest.json, line by line."""

import hashlib
import json

from osreport.manifest import manifest
from osreport.model.planverk import Planverk


def test_each_document_is_told_as_the_sources_have_it(planverk: Planverk) -> None:
    own = planverk.planstrategi.model_copy(update={"språk": "nn"})
    files = {"planstrategi.docx": b"fire", "planstrategi.pdf": b"seks 6"}
    told = json.loads(
        manifest(
            planverk.model_copy(update={"planstrategi": own}),
            files,
            {"planstrategi.pdf": ["Carlito"]},
            ("v2024", "abc"),
            {},
            {},
        )
    )
    assert told["kilder"] == {"tilstand": "v2024", "revisjon": "abc", "skjema": 1}
    (document,) = told["dokumenter"]
    decision = next(decision for decision in planverk.vedtak if decision.id == own.oppdatert_etter)
    assert (document["språk"], document["periode"]) == ("nn", f"{own.periode.fra}–{own.periode.til}")
    assert document["oppdatert_etter"] == {"organ": decision.organ, "dato": "2024-01-25", "sak": decision.sak}
    word, pdf = (
        {"fil": name, "rolle": role, "byte": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        for name, role in (("planstrategi.docx", "produksjonsformat"), ("planstrategi.pdf", "arkivformat"))
    )
    assert document["filer"] == [word, pdf | {"skrifttyper": ["Carlito"]}]
