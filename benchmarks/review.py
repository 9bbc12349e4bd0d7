"""The review pages on a domain of many profiles: how long each takes, as a browser on the same machine sees it.

A generated table is stored and matched by a real job; `onefold serve` answers in a process of its own. Every page is
asked for with other groups, people and places in the queue each time, after one that warms the process up.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from benchmarks.markdown import table
from benchmarks.service.stored import stored

from onefold.jobs.worker import Worker
from onefold.settings import ServiceSettings
from onefold.store import Store, access_keys, domains, jobs, open_store, runs
from onefold.store.access_keys import AccessKey

PLACES = [f"-{order}.0" for order in range(4000, 0, -97)]
"""Places all over the queue, from much that a group tells to nothing."""


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of this benchmark."""
    command.add_argument("--rows", type=int, default=1_000_000, help="profiles (1,000,000)")
    command.add_argument("--times", type=int, default=50, help="requests for each page (50)")
    command.add_argument("--tables", type=Path, help="folder that keeps the generated table for the next time")
    command.add_argument("--data", type=Path, help="folder that keeps the filled database for the next time")


def run(options: argparse.Namespace) -> None:
    """Print the table of the pages."""
    with TemporaryDirectory() as made:
        folder = options.data or Path(made) / "data"
        if not (folder / "onefold.db").exists():
            fill(options.rows, folder, options.tables or Path(made) / "tables")
        with serving(folder) as (site, key, known, pid), signed_in(site, key) as client:
            print(f"{known.profiles:,} profiles, {known.groups:,} groups, {options.times} requests each:\n")
            rows = []
            for name, page in pages(known, client).items():
                print(f"{name} ...", file=sys.stderr, flush=True)
                rows.append(measured(name, page, options.times, pid))
    print(table(["page", "median ms", "slowest ms", "CPU of the server, ms"], rows))


def fill(rows: int, folder: Path, tables: Path) -> None:
    """Store generated profiles in a new database, and run a job over them."""
    stored(rows, folder, tables)
    with closing(open_store(folder)) as store:
        domain = store.read(lambda tx: domains.find(tx, "demo"))
        assert domain is not None
        now = int(time.time() * 1000)
        store.write(lambda tx: jobs.schedule(tx, domain.id, now, now))
        Worker(store, ServiceSettings()).run_next(domain.id)


class Known:
    """What pages are asked for: the sizes, groups and people of the latest run. scores: of the groups, by rank."""

    def __init__(self, store: Store) -> None:
        domain = store.read(lambda tx: domains.find(tx, "demo"))
        assert domain is not None
        found = store.read(lambda tx: runs.latest(tx, domain.id))
        assert found is not None, "the job has found nothing"
        self.profiles, self.groups = found.profiles, found.groups
        step = max(1, found.groups // 60)
        ranks = range(0, found.groups, step)
        first = store.read(lambda tx: [one for at in ranks for one in runs.page(tx, found.id, at, 1)])
        self.match_ids = cycle([one.match_id for one in first])
        self.people = cycle([one.profile_ids[0] for one in first])


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, AccessKey, Known, int]]:
    """`onefold serve` on the filled database: the address of the pages, a key, what to ask for, its process."""
    store = open_store(folder)
    key = store.write(lambda tx: access_keys.create(tx, "review", [], int(time.time() * 1000)))
    known = Known(store)
    store.close()
    command = [sys.executable, "-m", "onefold", "serve", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    try:
        line = next(line for line in process.stdout if "/review/" in line)
        yield line.split()[-1].rstrip("/"), key, known, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@contextmanager
def signed_in(site: str, key: AccessKey) -> Iterator[httpx.Client]:
    """A client with a session."""
    with httpx.Client(base_url=site, timeout=60) as client:
        token = re.findall(r'form_token" value="(\w+)"', client.get("/sign-in").text)[0]
        fields = {"form_token": token, "access_key_id": key.access_key_id, "secret": key.secret}
        assert client.post("/sign-in", data=fields).status_code == 303
        yield client


def pages(known: Known, client: httpx.Client) -> dict[str, Callable[[], httpx.Response]]:
    """By name, how to ask for a page; each call asks for another one of its kind."""
    home = "/domains/demo"
    deep = cycle(PLACES)

    def get(path: Callable[[], str]) -> Callable[[], httpx.Response]:
        return lambda: client.get(home + path())

    return {
        "overview": get(lambda: ""),
        "queue, first page": get(lambda: "/queue"),
        "queue, anywhere": get(lambda: f"/queue?band=&after={next(deep)}"),
        "queue of a band that is empty": get(lambda: "/queue?band=reject"),
        "queue by an attribute": get(lambda: "/queue?attribute=BirthDate"),
        "queue by a name": get(lambda: "/queue?band=&text=john"),
        "a group": get(lambda: f"/groups/{next(known.match_ids)}"),
        "a person": get(lambda: f"/people/{next(known.people)}"),
        "search": get(lambda: "/search?q=maria"),
        "decisions": get(lambda: "/decisions"),
        "learning": get(lambda: "/learning"),
        "a decision": lambda: decided(client, f"{home}/groups/{next(known.match_ids)}"),
    }


def decided(client: httpx.Client, address: str) -> httpx.Response:
    """Open a group; what is measured is the answer to the form that skips it."""
    page = client.get(address).text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.split('id="decide"')[-1]))
    return client.post(address, data={**fields, "do": "skip"})


def measured(name: str, page: Callable[[], httpx.Response], times: int, pid: int) -> list[str]:
    """A row: the page, the median and the slowest answer, and what the server computed for each, which is the same on a
    machine that others use too; in milliseconds. The page before that is acted on is part of a decision there."""
    page()
    before = cpu_seconds(pid)
    taken = sorted(seconds_of(page, times))
    cpu = (cpu_seconds(pid) - before) / times
    return [name, f"{1000 * statistics.median(taken):.0f}", f"{1000 * taken[-1]:.0f}", f"{1000 * cpu:.0f}"]


def cpu_seconds(pid: int) -> float:
    """What a process has computed until now, from Linux's table of processes."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds_of(page: Callable[[], httpx.Response], times: int) -> Iterable[float]:
    """How long each answer took to its last byte."""
    for _ in range(times):
        answer = page()
        assert answer.status_code in (200, 303, 409), (answer.url, answer.status_code)
        yield answer.elapsed.total_seconds()
