"""The whole product, whose processes are back a moment after they were killed.

`python -m tests.servers.respawning --port N --data DIR --empty`
"""

from webinars.app import serve
from webinars.web import processes

if __name__ == "__main__":
    processes.FIRST_DELAY = processes.LONGEST_DELAY = 0.05
    processes.SETTLED = 0.0
    serve.main()
