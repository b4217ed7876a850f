"""DOCX to accessible, archivable PDF: offices print, finish repairs, validate proves, outline reads."""
