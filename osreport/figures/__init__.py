"""Figures made from data, so that a figure changes when its numbers or words do.

    chart       a column chart that Word can edit, with its workbook
    hierarchy   the levels of the plan system, joined by arrows
    wheels      the planning year as wheels that meet where they share a part
    picture     any of the drawings as PNG, for programs that cannot show SVG

Each figure is a frozen value; `draw` returns it drawn, `alt_text` tells it to someone who cannot see it.
"""
