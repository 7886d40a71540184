import os
import signal
import sys
from pathlib import Path


def main(request):
    sys.stderr.write("x" * 10_000 + "the last words")
    sys.stderr.flush()
    match request["how"]:
        case "signal":
            os.kill(os.getpid(), signal.SIGABRT)
        case "exit":
            os._exit(9)
        case "error":
            raise RuntimeError("it broke")
        case "memory":
            return {"size": len(bytearray(600 * 1024**2))}
        case "chatter":
            os.write(1, b"this is not JSON")
            os._exit(0)
        case "file":
            Path(request["path"]).write_bytes(b"x" * 10_000_000)
    return {}
