"""A person's copy and erasure; what is purged of a whole series; closing it for good."""

from webinars.privacy.operations.closing import Closing, close_series
from webinars.privacy.operations.persons import copy_for, erase
from webinars.privacy.operations.purging import Purged, purge_series

__all__ = ["Closing", "Purged", "close_series", "copy_for", "erase", "purge_series"]
