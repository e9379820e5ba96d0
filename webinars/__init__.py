"""The webinar-platform manager: one room a feature, floors below them."""
