"""What every room may know: the clock, ids, tokens, refusals, languages, zones, text."""
