"""A template and a content become a DOCX: filled strictly, finished as real Word, written the same every time.

The only home of docxtpl and python-docx.
"""
