"""The roof: puts the rooms together and plugs the three sockets."""

import gc

gc.set_threshold(500_000, 20, 20)
"""Before anything is imported. Modules and mappings stay for good; at the usual 700 the collector
looks through them again and again, an eighth of a cold start. `create_app` lowers it."""
