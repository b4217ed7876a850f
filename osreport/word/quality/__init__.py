"""Whether a finished Word file is sound, and whether everyone can read it."""
