"""The rules across the whole plan set: what they look at, the rules by family, and all of them in one tuple."""
