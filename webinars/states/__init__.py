"""States, groups and development categories: what was so on a day, as known at a moment."""
