"""What became of a hearing: the round with its input, and the papers that tell it; names masked where they shall be."""
