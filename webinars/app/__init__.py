"""The roof: puts the rooms together and plugs the three sockets."""

import gc

AT_REST = (1_000_000, 20, 20)
"""Objects, and turns, that a process which starts does not reach."""

gc.set_threshold(*AT_REST)
"""Before anything is imported. Modules and mappings stay for good; at the usual 700 the collector
looks through them again and again, an eighth of a cold start. `create_app` ends its rest."""
