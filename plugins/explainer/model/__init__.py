"""What the facts mean: typed, frozen, found by id."""
