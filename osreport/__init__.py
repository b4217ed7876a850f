"""Municipal plan documents kept as data, printed through Word templates.

The steps, in the order they happen:

    sources     YAML files are read strictly into one model
    model       what the municipality says, as frozen values
    states      the sources of another day, from git
    decisions   which decisions count on a given day, and the plans as they stand after them
    check       rules across the whole plan
    context     the plan as the stream of blocks that a template prints
    word        template + context = DOCX
    pdf         DOCX = PDF, through LibreOffice

`recipes` puts them together, one function a product. `tasks.py` is the terminal.
"""
