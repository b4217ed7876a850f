"""What a finished file says about itself."""

from datetime import date

from osreport.structs import Struct


class Properties(Struct):
    """Title, language (as BCP 47), author and subject; `date` is every date in the file: the plan's, no clock's."""

    title: str
    language: str
    author: str
    subject: str
    date: date
