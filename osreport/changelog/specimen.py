"""A log with every kind of change in it, to try a template with."""

from typing import get_args

from osreport.changes.causes import Side
from osreport.changes.change import Cause, Change, FieldChange, What
from osreport.changes.groups import Group
from osreport.changes.words import compared
from osreport.context.content import Content
from osreport.model.documents import DOCUMENTS
from osreport.sources.reader import Kilder
from osreport.states import State

from .content import Between, changelog

ROOT = ("samfunnsdel",)


def specimen(kilder: Kilder) -> Content:
    """What the log would say if all that can happen had happened to the samfunnsdel."""
    title = kilder.planverk.samfunnsdel.tittel
    told = FieldChange("tittel", ("tittel",), title, f"{title} 2", compared(title, f"{title} 2"))
    group, cause = Group((0,), DOCUMENTS[0], ("Kapittel", "Område")), Cause("ulagret")
    changes = [
        Change(what, "kapittel", "prøve", title, group, ROOT, ROOT, (told,), title, title, (), causes=(cause,))
        for what in get_args(What)
    ]
    side = Side(kilder)
    return changelog(Between(side, side, (State(), State()), changes))
