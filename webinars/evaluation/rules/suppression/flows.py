"""How far an unknown whole number may rise or fall, where sums of it with others are known.

Every unknown takes part in two sums: it is an arc from the one to the other. From the true
values, which we know, it can rise or fall by what can flow around it through other arcs.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from functools import cached_property

Arc = Hashable
Node = Hashable
Step = tuple[Arc, bool]
"""An arc, and whether it is gone along forward: then it rises, else it falls."""


class Flows:
    """Unknowns between the sums that tie them; none falls below nought."""

    def __init__(self, ends: Mapping[Arc, tuple[Node, Node]], values: Mapping[Arc, int]) -> None:
        """Take the tail and head of each arc, and how far it can fall."""
        self.ends = ends
        self.values = values

    @cached_property
    def _beside(self) -> dict[Node, list[tuple[Node, Step]]]:
        found: dict[Node, list[tuple[Node, Step]]] = {}
        for arc, (tail, head) in self.ends.items():
            found.setdefault(tail, []).append((head, (arc, True)))
            found.setdefault(head, []).append((tail, (arc, False)))
        return found

    def rise(self, arc: Arc, *, limit: int | None = None) -> int | None:
        """Return how far `arc` can rise, at most `limit`; None where there is no bound."""
        tail, head = self.ends[arc]
        return self._flow(head, tail, without=arc, limit=limit)

    def fall(self, arc: Arc) -> int:
        """Return how far `arc` can fall."""
        tail, head = self.ends[arc]
        return self._flow(tail, head, without=arc, limit=self.values[arc]) or 0

    def _flow(self, source: Node, sink: Node, *, without: Arc, limit: int | None) -> int | None:
        """Return how much can flow from `source` to `sink`; None where there is no bound."""
        moved: dict[Arc, int] = {}
        total = 0
        while limit is None or total < limit:
            path = self._path(source, sink, moved, without)
            if path is None:
                return total
            room = [self.values[one] + moved.get(one, 0) for one, forward in path if not forward]
            if limit is not None:
                room.append(limit - total)
            if not room:
                return None
            step = min(room)
            for one, forward in path:
                moved[one] = moved.get(one, 0) + (step if forward else -step)
            total += step
        return total

    def _path(
        self, source: Node, sink: Node, moved: Mapping[Arc, int], without: Arc
    ) -> list[Step] | None:
        """Return the shortest way on which something can flow."""
        came: dict[Node, tuple[Node, Step] | None] = {source: None}
        queue = deque([source])
        while queue:
            node = queue.popleft()
            if node == sink:
                return _back(came, sink)
            for there, (arc, forward) in self._beside.get(node, ()):
                is_open = forward or self.values[arc] + moved.get(arc, 0) > 0
                if arc != without and is_open and there not in came:
                    came[there] = (node, (arc, forward))
                    queue.append(there)
        return None


def _back(came: Mapping[Node, tuple[Node, Step] | None], sink: Node) -> list[Step]:
    path = []
    step = came[sink]
    while step is not None:
        node, taken = step
        path.append(taken)
        step = came[node]
    return path
