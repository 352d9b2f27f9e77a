"""`python -m tests.journeys.copies`: the program with its libraries read, which copies itself for each command that it is told.

Each command still has a process of its own; only the reading of the libraries, most of a second, is done once. One line of JSON
on standard input: words, environment, and files for what the command says. The answer is a line with the exit code.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    import outreach.app
    import outreach.cli.main
    import outreach.services.house
    import outreach.storage.database  # noqa: F401 - what each command reads

    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if not process:
            _answer(asked["words"], asked["environment"], asked["out"], asked["err"])
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


def _answer(words: list[str], environment: dict[str, str], out: str, err: str) -> None:
    """Be the program for one command, and end."""
    code = 70
    try:
        for number, path in ((1, out), (2, err)):
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, number)
            os.close(file)
        os.environ.clear()
        os.environ.update(environment)
        from outreach.app import main as program

        code = program(words)
    except BaseException:  # noqa: BLE001 - whatever it is, it is told, and this process ends
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
