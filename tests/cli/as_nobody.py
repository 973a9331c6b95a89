"""Running a program as a user who owns nothing, whoever runs the test."""

import os
import shutil
import subprocess

NOBODY = 65534


def run_as_nobody(program, *arguments, folder, before=lambda: None):
    """Runs `program` in `folder`, after `before` has set limits; as who we are, where that is not root.

    From memory, for that user may not enter the folder in which the program lies.
    """
    in_memory = os.memfd_create("program", 0)
    try:
        with open(program, "rb") as file, open(in_memory, "wb", closefd=False) as copy:
            shutil.copyfileobj(file, copy)
        os.fchmod(in_memory, 0o555)

        def become_nobody():
            if os.geteuid() == 0:
                os.setgroups([])
            before()
            if os.geteuid() == 0:
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            os.execve(in_memory, [os.path.basename(program), *arguments], os.environ)

        return subprocess.run([program], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                              check=False, cwd=folder, preexec_fn=become_nobody)
    finally:
        os.close(in_memory)
