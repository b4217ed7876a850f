"""What differs between two states of the plans, told by id."""
