"""Reading what a page shows of several rooms at once, each in few queries."""
