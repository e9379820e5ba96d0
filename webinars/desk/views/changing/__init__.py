"""Moving, renaming and cancelling what people registered for: shown first, and taken back."""

from webinars.desk.views.changing import cancelling, moving, renaming, undoing

__all__ = ["cancelling", "moving", "renaming", "undoing"]
