"""What a finished file says about itself."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Properties:
    """Title, language (as BCP 47), author and subject; `date` is every date in the file: the plan's, no clock's."""

    title: str
    language: str
    author: str
    subject: str
    date: date
