"""The AWS CLI, told what to call by lines of JSON: its own main function, without starting a process for each call."""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout

from awscli.botocore import xform_name
from awscli.clidriver import create_clidriver

ERROR = re.compile(r"An error occurred \((?P<code>\w+)\) when calling the \w+ operation[^:]*: (?P<message>.*)")


def main() -> None:
    """First a line with the operations that this version knows, then for every line read one line."""
    driver = create_clidriver()
    model = driver.session.get_service_model("customer-profiles")
    say({"operations": sorted(model.operation_names)})
    for line in sys.stdin:
        asked = json.loads(line)
        command = ["customer-profiles", xform_name(asked["operation"], "-")]
        say(outcome(driver, [*command, "--cli-input-json", json.dumps(asked["input"]), "--output", "json"]))


def outcome(driver, words: list[str]) -> dict:
    """What came of one command."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = driver.main(words)
    if status == 0:
        return {"answer": json.loads(out.getvalue() or "{}")}
    found = ERROR.search(err.getvalue())
    if found is None:
        raise SystemExit(f"{words}: {err.getvalue()}")
    return {"error": {"code": found["code"], "message": found["message"]}}


def say(what: dict) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
