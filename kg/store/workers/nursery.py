"""The process that query workers are forked from, ``python -m kg.store.workers.nursery BYTES MOST``.

Its standard input is a socket; each message on it brings the socket of one new worker and is answered by the id of the
process. It opens no store and starts no thread, so that forking it is safe, and ends when its input does.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from kg.store.workers import worker


def main() -> None:
    """Fork a worker for each message until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears away workers that end
    little, most = int(sys.argv[1]), int(sys.argv[2])
    with socket.socket(fileno=os.dup(0)) as control:
        while True:
            data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not data:
                return
            process = os.fork()
            if process == 0:
                control.close()
                os.dup2(descriptors[0], 0)
                os.dup2(descriptors[0], 1)
                os.close(descriptors[0])
                worker.run(little, most)
                os._exit(0)
            os.close(descriptors[0])
            control.send(process.to_bytes(8, "big"))


if __name__ == "__main__":
    main()
