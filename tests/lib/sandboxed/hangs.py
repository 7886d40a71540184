import subprocess
import sys
import time
from pathlib import Path


def main(request):
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(request["pid_file"]).write_text(str(grandchild.pid))
    time.sleep(600)
