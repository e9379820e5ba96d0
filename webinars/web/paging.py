"""A long list in pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pages:
    page: int
    """From 1."""
    total: int
    """Rows of the whole list."""
    size: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """Number of the first row on this page, from 1; 0 where there is none."""
        return min((self.page - 1) * self.size + 1, self.total)

    @property
    def last_row(self) -> int:
        return min(self.page * self.size, self.total)

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.last else None


def page_number(text: str) -> int:
    """Return the page that an address asks for; the first where it asks for none."""
    asked = text.isascii() and text.isdigit() and len(text) <= 6
    return max(1, int(text)) if asked else 1
