"""What the desk's pages conclude from rows of several rooms. Pure."""
