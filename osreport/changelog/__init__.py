"""The changes between two states of the plans as a document: before, after and why, chapter by chapter.

Sides → words that a reader of the plans knows (`texts`) → rows of a table (`rows`) → Content (`content`).
"""
