"""Ends a process that reaches for the network; Python imports this by its name when the folder is on its path."""

import os
import sys

STATUS = 86


def reaches_out(event: str, arguments: tuple) -> bool:
    """Whether an audit event asks another machine for something; pipes and this machine's own addresses do not."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        return True
    if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        return False
    address = arguments[1]
    return isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1"))


def end(event: str, arguments: tuple) -> None:
    if reaches_out(event, arguments):
        os.write(2, f"refused: {event} {arguments[1:] or arguments}\n".encode())
        os._exit(STATUS)


if __name__ == "sitecustomize":
    sys.addaudithook(end)
