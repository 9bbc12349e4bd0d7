"""`python -m benchmarks`: the numbers of the README, measured here and now, as Markdown tables.

python -m benchmarks                 all of them, which takes hours
python -m benchmarks accuracy        Onefold on labelled and on generated tables
python -m benchmarks calibration     whether scores mean what they say; draws docs/images/reliability.svg
python -m benchmarks judgements      what judging some doubtful groups is worth for all the others
python -m benchmarks ceiling         a classifier trained on the truth, beside the engine, and where the gap is
python -m benchmarks priors          the shipped priors beside those that the tuning tables would give
python -m benchmarks speed           time and memory end to end, beside Splink; the first run and small ones
python -m benchmarks service         the server under load, with and without a job beside it
python -m benchmarks imports         a table sent to a server in one request
python -m benchmarks review          the review pages on a million profiles
python -m benchmarks peers           the accuracy of others on the same tables
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import accuracy, calibration, ceiling, fit_priors, imports, judgements, review, service, speed
from benchmarks.peers import compare

COMMANDS = {
    "accuracy": accuracy,
    "calibration": calibration,
    "judgements": judgements,
    "ceiling": ceiling,
    "priors": fit_priors,
    "speed": speed,
    "service": service,
    "imports": imports,
    "review": review,
    "peers": compare,
}


def main() -> int:
    """Run one benchmark, or all with their defaults."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers()
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, description=module.__doc__)
        module.add_options(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args()
    if "run" in options:
        options.run(options)
        return 0
    for name, module in COMMANDS.items():
        print(f"\n## {name}\n", flush=True)
        module.run(commands.choices[name].parse_args([]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
