"""Whole-process times and memory of osreport, beside bare LibreOffice and Typst on the same text.

`plans` makes sources of any size, `project` runs osreport in a copy of this project, `office` runs LibreOffice alone,
`typesetting` writes a DOCX as Typst, `measure` watches one process, `rounds` takes turns, `table` and `machine` tell.
"""
