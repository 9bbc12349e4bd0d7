"""Pictures of the review pages for the README: make screenshots.

Serves the sample table from a temporary folder and takes overview, queue and a group in a real browser, light, dark and
on a phone.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 860}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 860}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 780}},
}
SHOWN_PROFILES = 4
"""Of the group that is shown: several, and all of them fit."""


def main() -> None:
    """Take all pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("The pictures need Chromium. On Debian and Ubuntu: apt install chromium")
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, demo(Path(folder)) as (site, key, secret), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for look, options in LOOKS.items():
            page = browser.new_context(**options).new_page()
            sign_in(page, site, key, secret)
            take(page, look)
        browser.close()


@contextmanager
def demo(folder: Path) -> Iterator[tuple[str, str, str]]:
    """`onefold demo` on the sample: the address of the pages, an access key and its secret."""
    command = [sys.executable, "-m", "onefold", "demo", str(ROOT / "examples" / "customers.csv"), "--port", "0"]
    process = subprocess.Popen([*command, "--data", str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = ""
    try:
        while "Ctrl-C ends" not in said and (line := process.stdout.readline()):
            said += line
        found = (
            re.search(pattern, said) for pattern in (r"http\S+/review", r"KEY_ID=(\S+)", r"SECRET_ACCESS_KEY=(\S+)")
        )
        site, key, secret = (one[one.re.groups] if one else "" for one in found)
        yield site, key, secret
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def sign_in(page: Page, site: str, key: str, secret: str) -> None:
    """Come in by the front door."""
    page.goto(f"{site}/")
    page.get_by_label("Access key ID").fill(key)
    page.get_by_label("Secret access key").fill(secret)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/domains/demo")


def take(page: Page, look: str) -> None:
    """The three pages in one look."""
    page.screenshot(path=IMAGES / f"review-overview-{look}.png")
    page.goto(page.url + "/queue")
    page.screenshot(path=IMAGES / f"review-queue-{look}.png")
    page.locator(".groups li", has_text=f"{SHOWN_PROFILES} profiles in all").first.locator("a").click()
    page.wait_for_selector("#decide")
    page.screenshot(path=IMAGES / f"review-group-{look}.png")
    if look == "light":
        page.locator("#why-head").evaluate("head => scrollTo(0, head.getBoundingClientRect().top - 30)")
        page.screenshot(path=IMAGES / "review-why-light.png")


if __name__ == "__main__":
    main()
