"""What a query worker may not do: take more memory than its share, open a socket, outlive its deadline."""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys
from typing import Final

# per machine: AUDIT_ARCH, numbers of socket and io_uring_setup (linux/audit.h, asm/unistd.h)
_MACHINES: Final[dict[str, tuple[int, int, int]]] = {
    "x86_64": (0xC000003E, 41, 425),
    "aarch64": (0xC00000B7, 198, 425),
}
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06  # of classic BPF


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def limit(little: int, most: int) -> None:
    """Limit the address space of this process to a few bytes, which others may raise to ``most``; no core files."""
    resource.setrlimit(resource.RLIMIT_AS, (little if sys.platform == "linux" else most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_sockets() -> bool:
    """Make every attempt of this process to open a socket fail; False where the system has no filter for it.

    Linux on x86-64 and arm64 (seccomp). Elsewhere only the check of the query's words stands against SERVICE.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    arch, socket, uring = machine
    steps = [
        (_LOAD, 0, 0, 4),  # the architecture of the call
        (_JUMP_EQUAL, 0, 4, arch),
        (_LOAD, 0, 0, 0),  # its number
        (_JUMP_EQUAL, 1, 0, socket),
        (_JUMP_EQUAL, 0, 1, uring),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), code)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
