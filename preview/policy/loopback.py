"""The loopback interface, over which packs are served.

A network namespace that was just made, such as that of `unshare -rn`, has it switched off, and then even a
process of one's own cannot be reached. Whoever made the namespace may switch it on; nothing else is touched.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
from typing import Final

from preview.policy.errors import PackSetupError

_GET_FLAGS: Final = 0x8913
_SET_FLAGS: Final = 0x8914
_UP: Final = 0x1
_REQUEST: Final = struct.Struct("16sh14x")  # struct ifreq: name of the interface, its flags


def ensure_loopback() -> None:
    """Switch the loopback interface on where it is off; raises PackSetupError if that is not allowed."""
    if sys.platform != "linux":
        return  # only Linux has such namespaces
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            answer = fcntl.ioctl(any_socket, _GET_FLAGS, _REQUEST.pack(b"lo", 0))
            flags = _REQUEST.unpack(answer)[1]
            if not flags & _UP:
                fcntl.ioctl(any_socket, _SET_FLAGS, _REQUEST.pack(b"lo", flags | _UP))
        except OSError as error:
            raise PackSetupError(
                f"policy packs are served on 127.0.0.1, but the loopback interface is off: {error.strerror}. "
                "Switch it on: ip link set lo up"
            ) from None
