"""The service under load: signed requests a second, how long they wait while a job runs, and what a job takes.

One `onefold serve` on SQLite as a user starts it, with durable writes, and one client process on the same machine.
Every request is signed and every answer must be a 200. The limit of calls a second is raised; nothing else is set.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import uvloop
from benchmarks.markdown import table
from benchmarks.service.client import Load, ask, for_seconds, load
from benchmarks.service.requests import get_matches, last_page, put_objects
from benchmarks.service.server import Server, serving
from benchmarks.service.stored import DOMAIN, engine_seconds, stored

PUTS_A_SECOND_MAX = 4_000
"""So many are signed beforehand for each second of a load."""
GETS_A_SECOND_BESIDE = 300
PUTS_A_SECOND_BESIDE = 100
"""What comes in while a job runs."""
JOB_SECONDS_MAX = 200
"""So long there are objects to put."""


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks service --help`."""
    command.add_argument("--rows", type=int, default=1_000_000, help="profiles of the domain")
    command.add_argument("--seconds", type=float, default=5.0, help="of each load")
    command.add_argument("--connections", type=int, default=32)
    command.add_argument("--tables", type=Path, help="keep generated tables in this folder and use them again")
    command.add_argument("--data", type=Path, help="keep the filled database in this folder and use it again")
    command.add_argument("--fill", action="store_true", help="only fill the database in --data")


def run(options: argparse.Namespace) -> None:
    """Measure and print Markdown; what is going on goes to stderr."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.data or Path(scratch) / "data").absolute()
        _say(f"filling a database with {options.rows:,} profiles, unless it is there")
        stored(options.rows, folder, (options.tables or Path(scratch)).absolute())
        if options.fill:
            return
        engine = engine_seconds(folder)
        with serving(folder) as server:
            print(uvloop.run(_measured(server, options, engine)), flush=True)


async def _measured(server: Server, options: argparse.Namespace, engine: float) -> str:
    loads = await _loads(server, options) if (job := await _job(server)) else {}
    _say(f"a job takes {job:.1f} s, the engine alone {engine:.1f} s")
    beside, busy = await _beside_a_job(server, options)
    rows = [[name, f"{one.rate:,.0f}", *_waits(one)] for name, one in {**loads, **beside}.items()]
    return "\n".join(
        [
            table(["signed requests", "a second", "p50 ms", "p99 ms"], rows),
            "",
            f"{options.rows:,} stored profiles: the engine alone takes {engine:.1f} s, a job {job:.1f} s, a job under "
            f"this load {busy:.1f} s. The server process held {server.peak_mb():,.0f} MB at most.",
        ]
    )


async def _loads(server: Server, options: argparse.Namespace) -> dict[str, Load]:
    token = await last_page(server)
    puts = put_objects(server, int(options.seconds * PUTS_A_SECOND_MAX))
    sources = {
        "GetMatches, first page": get_matches(server),
        "GetMatches, last page": get_matches(server, token),
        "PutProfileObject": puts,
    }
    found = {}
    for name, requests in sources.items():
        found[name] = await load(server, requests, options.connections, for_seconds(options.seconds))
        _say(f"{name}: {found[name].rate:,.0f} a second, {' and '.join(_waits(found[name]))} ms")
    return found


async def _job(server: Server) -> float:
    """Run a job and wait for its end. Returns its seconds as its times say."""
    path = f"/onefold/v1/domains/{DOMAIN}/identity-resolution-jobs"
    job = (await ask(server, "POST", path))["JobId"]
    while True:
        found = await ask(server, "GET", f"/domains/{DOMAIN}/identity-resolution-jobs/{job}")
        if "JobEndTime" in found:
            assert found["Status"] == "COMPLETED", found
            return float(found["JobEndTime"] - found["JobStartTime"])
        await asyncio.sleep(0.1)


async def _beside_a_job(server: Server, options: argparse.Namespace) -> tuple[dict[str, Load], float]:
    """Both kinds of requests at once for as long as a job runs, at rates that leave the job some of the machine."""
    puts = put_objects(server, PUTS_A_SECOND_BESIDE * JOB_SECONDS_MAX)
    half = options.connections // 2
    _say("both beside a job")
    job = asyncio.ensure_future(_job(server))
    reading, writing = await asyncio.gather(
        load(server, get_matches(server), half, lambda: not job.done(), GETS_A_SECOND_BESIDE),
        load(server, puts, half, lambda: not job.done(), PUTS_A_SECOND_BESIDE),
    )
    return {"GetMatches beside a job": reading, "PutProfileObject beside a job": writing}, await job


def _waits(one: Load) -> list[str]:
    return [f"{one.milliseconds(percent):.1f}" for percent in (50, 99)]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
