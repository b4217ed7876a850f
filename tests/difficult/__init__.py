"""Difficult Word documents, each about one thing that is hard to turn into an accessible PDF.

DIFFICULT holds them by name; the same name always gives the same document. REFUSED tells of which of them no PDF may be
published: the problem that says so, and the reason.
"""

from . import drawings, plain, tables, texts, traps

DIFFICULT = {
    name: made
    for module in (plain, texts, tables, drawings, traps)
    for name, made in vars(module).items()
    if getattr(made, "__annotations__", {}) == {"return": bytes} and name != "simple"
}

REFUSED = {
    "clipped_table": ("PDF009", "half of the table is neither shown nor tagged"),
    "contents": ("PDF003", "the page numbers are made up"),
    "decorative_shapes": ("PDF005", "LibreOffice tags a decorative shape as a figure without text"),
    "emoji": ("PDF012", "no font here has all of them"),
    "floating_table_over_pages": ("PDF006", "it is shown, but not tagged"),
    "formulas": ("PDF009", "LibreOffice's formulas are a package of their own, which osreport does not ask for"),
    "headless_tables": ("PDF006", "only a person knows what their headers are"),
    "inner_link_with_tip": ("PDF007", "it is shown, but leads nowhere"),
    "letters_of_no_font": ("PDF012", "no font here has them"),
    "links_around_nothing": ("PDF007", "a tab cannot be read, and what does not exist cannot be gone to"),
    "picture_in_link": ("PDF007", "the picture is shown, but leads nowhere"),
    "picture_without_text": ("PDF005", "only a person knows what the picture says"),
    "private_use": ("PDF010", "the sign means something in one font alone"),
    "skipped_level": ("PDF004", "only a person knows which heading is missing"),
    "text_box_without_text": ("PDF005", "a text box is a figure too, and needs words of its own"),
}
