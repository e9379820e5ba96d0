"""What leaves: a released copy of a snapshot, re-keyed and generalised as its reader requires."""

from webinars.evaluation.packs.building import Terms, build_pack

__all__ = ["Terms", "build_pack"]
