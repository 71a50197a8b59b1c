"""A build that fails, is interrupted or cannot write leaves the site and bundle of before untouched, exits with 1 and says why."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import __main__ as verbs
from scripts import website
from scripts.paths import HOUSE, House
from scripts.problems import Faults
from scripts.website import bundle

RUN = "import sys; from pathlib import Path; from scripts import __main__ as m; from scripts.paths import House; \
m.HOUSE = House(Path(sys.argv[1])); sys.exit(m.main(['site']))"


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def before(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A site and a bundle of an earlier build; calling it compares."""
    for folder in (house.site, house.bundle):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "old.txt").write_text("as it was", "utf-8")
    monkeypatch.setattr(verbs, "HOUSE", house)
    monkeypatch.delenv("SOURCE_TEXTS", raising=False)
    was = digest(house.site), digest(house.bundle)

    def compare() -> None:
        assert (digest(house.site), digest(house.bundle)) == was
        assert not (house.top / ".build").exists()

    return compare


def forked(work: Callable[[], int], log: Path) -> tuple[int, str]:
    """Run in a child whose limits and identity may change; exit status and everything it printed."""
    child = os.fork()
    if child == 0:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = os.fdopen(1, "w", buffering=1)
        sys.stderr = os.fdopen(2, "w", buffering=1)
        status = 99
        try:
            status = work()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), log.read_text("utf-8")


def test_a_broken_record(house: House, before: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    path = house.evidence / "terms" / "sample-flare.yml"
    path.write_text(path.read_text("utf-8").replace("checked: never", "checked: soon"), "utf-8")
    assert verbs.main(["site"]) == 1
    said = capsys.readouterr()
    assert "evidence/terms/sample-flare.yml:5: shape: checked: must be a day" in said.err
    assert said.err.endswith("1 problem(s); nothing was changed in site/ and bundle/\n")
    before()
    assert not house.docs.exists()


def test_a_renderer_that_fails(house: House, before: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("zh", "en"):
        path = house.articles / "about" / f"index.{language}.md"
        path.write_text(path.read_text("utf-8") + "\n[x](nowhere.md)\n", "utf-8")
    assert verbs.main(["site"]) == 1
    said = capsys.readouterr().err
    assert "mkdocs.yml:1: renderer: " in said
    assert "nowhere.md" in said
    assert "nothing was changed" in said
    before()


@pytest.mark.parametrize(("stage", "error", "message"), [
    (website, KeyboardInterrupt(), "stopped; site/ and bundle/ are as they were"),
    (bundle, KeyboardInterrupt(), "stopped; site/ and bundle/ are as they were"),
    (bundle, OSError(28, "No space left", "duizhao.zip"), "duizhao.zip:1: output: there must be leave and room to write (No space"),
    (website, PermissionError(13, "Permission denied", "x.html"), "x.html:1: output: there must be leave and room to write (Permission"),
])
def test_a_stage_that_stops_half_way(
    house: House, before: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    stage: object, error: BaseException, message: str,
) -> None:
    def build(first: object, *rest: object) -> None:
        (house.top / ".build" / "site").mkdir(parents=True, exist_ok=True)
        (house.top / ".build" / "site" / "half.html").write_text("half", "utf-8")
        if stage is website or first == house.top / ".build" / "site":
            raise error

    monkeypatch.setattr(website, "build", build)
    monkeypatch.setattr(bundle, "build", build)
    assert verbs.main(["site"]) == 1
    assert message in capsys.readouterr().err
    before()


@pytest.mark.parametrize("error", [OSError(30, "Read-only file system"), KeyboardInterrupt()])
@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_swapping_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException) -> None:
    """Whichever of the four renames fails, both old folders stand where they stood."""
    for name in ("site", "bundle", ".build/site", ".build/bundle"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "which.txt").write_text(name, "utf-8")
    real, calls = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises((Faults, KeyboardInterrupt)):  # type: ignore[attr-defined]
        website.swap(*((tmp_path / ".build" / name, tmp_path / name) for name in ("site", "bundle")))
    assert [(tmp_path / name / "which.txt").read_text("utf-8") for name in ("site", "bundle")] == ["site", "bundle"]


def test_swapping_into_an_empty_place(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    website.swap((tmp_path / "new", tmp_path / "site"))
    assert (tmp_path / "site").is_dir()


def test_a_read_only_house(house: House, before: Callable[[], None], tmp_path: Path) -> None:
    """As a person without leave to write: where the tests run as root, the child becomes nobody."""
    def build() -> int:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        return verbs.main(["site"])

    for path in (tmp_path, house.top):
        path.chmod(0o755)
    for path in tmp_path.parents:
        if path.owner() != "root" or path.stat().st_mode & 0o005 != 0o005:
            path.chmod(path.stat().st_mode | 0o055)
        if path.name.startswith("pytest-of"):
            break
    house.top.chmod(0o555)
    try:
        status, said = forked(build, tmp_path / "log")
    finally:
        house.top.chmod(0o755)
    assert status == 1, said
    assert ":1: output: there must be leave and room to write (Permission denied)" in said
    assert "Traceback" not in said
    before()


def test_a_full_disk(house: House, before: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may grow beyond 300 kB; the bundle would."""
    def site(*given: Path) -> None:
        target = given[-1]
        target.mkdir(parents=True)
        for i in range(3):
            (target / f"{i}.bin").write_bytes(os.urandom(200_000))

    def build() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
        return verbs.main(["site"])

    monkeypatch.setattr(website, "build", site)
    status, said = forked(build, tmp_path / "log")
    assert status == 1, said
    assert "output: there must be leave and room to write (File too large)" in said
    assert "Traceback" not in said
    before()


def test_a_file_where_the_build_folder_must_be(house: House, before: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    (house.top / ".build").write_text("in the way", "utf-8")
    assert verbs.main(["site"]) == 1
    assert ".build:1: output: the project folder must be writable" in capsys.readouterr().err
    (house.top / ".build").unlink()
    before()


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGKILL], ids=["SIGINT", "SIGKILL"])
def test_a_signal_while_rendering(house: House, before: Callable[[], None], name: signal.Signals) -> None:
    """The real thing: a build in its own process, hit while the renderer runs; the next build succeeds."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(house.top)], cwd=HOUSE.top, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell's background job ignores the interrupt and hands that on; the build must not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (house.top / ".build").is_dir() and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(run.pid, name)  # as a terminal does: the build and its renderer, and nothing else
    _, said = run.communicate(timeout=60)
    if name == signal.SIGINT:
        assert run.returncode == 1
        assert "stopped; site/ and bundle/ are as they were" in said
    else:
        assert run.returncode == -signal.SIGKILL
        assert (house.top / ".build").is_dir(), "what was left behind; the next build clears it away"
        shutil.copytree(house.top / ".build", house.top / "left")
        shutil.rmtree(house.top / ".build")
    before()
    if name == signal.SIGKILL:
        (house.top / "left").rename(house.top / ".build")
        again = subprocess.run([sys.executable, "-c", RUN, str(house.top)], cwd=HOUSE.top, capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stderr
        assert (house.site / "index.html").is_file()


@pytest.mark.parametrize(("content", "message"), [
    (b"", "a source text must hold some text; this file is empty"),
    (b"\x00\x01binary", "this file is binary"),
    ("caf\xe9 \xff\xfe".encode("latin-1") * 40, "a source text must be UTF-8, UTF-16, GB18030 or Big5; it is none of them"),
    (None, "a source text must hold at most 5242880 bytes; this one holds 104857600"),
])
def test_a_text_that_cannot_be_read_stops_the_build(
    house: House, before: Callable[[], None], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, message: str,
) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    path = folder / "house-reader.txt"
    path.write_bytes(content or b"")
    if content is None:
        os.truncate(path, 100 * 1024 * 1024)  # sparse: takes no room
    assert verbs.main(["site", "--texts", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "sources/house-reader.yml:2: ledger: " in said
    assert message in said
    before()
