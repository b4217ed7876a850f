"""DOCX to accessible, archivable PDF: office converts, finish repairs, validate proves, outline reads."""
