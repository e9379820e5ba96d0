"""The roof: puts the rooms together and plugs the three sockets."""
