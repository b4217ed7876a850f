"""A drawing as PNG, for programs that cannot show SVG."""

from pathlib import Path


def png(svg: bytes, width_px: int, font_files: tuple[Path, ...]) -> bytes:
    """The drawing as PNG; only the given fonts are used, so that every machine makes the same picture."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg.decode(),
        width=width_px,
        dpi=96,  # without it resvg knows no millimetres
        background="#FFFFFF",
        skip_system_fonts=True,
        font_files=[str(file) for file in font_files],
    )
