import os
import sys
from pathlib import Path


def main(request):
    return {
        "request": request,
        "environment": sorted(os.environ),
        "stdin": sys.stdin.read(),
        "isolated": sys.flags.isolated,
        "folder": str(Path.cwd()),
        "group_leader": os.getpgid(0) == os.getpid(),
    }
