"""What several tests start from: the shipped template, its questionnaire and register, and the example report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from drafter import config
from drafter.app import drafts, report_kind
from drafter.asking import questionnaire, reportfile
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.compose import Sources
from drafter.formats import Report
from drafter.understanding.indicators import Register

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "yunxi-2025"

# No test is judged by how long it takes: others may be at work on the machine. The examples are the same on every run, so that a
# failure is about the change that was made; new ones are drawn by `pytest --hypothesis-profile fresh`.
settings.register_profile("fresh", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("drafter", settings.get_profile("fresh"), derandomize=True, database=None)
settings.load_profile("drafter")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or fills the caches of whoever runs it; the programs that tests start inherit this."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[variable] = str(tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(scope="session")
def asked() -> Questionnaire:
    return questionnaire.load(config.template_folder())


@pytest.fixture(scope="session")
def register() -> Register:
    return report_kind.register(config.template_folder())


@pytest.fixture(scope="session")
def sources() -> Sources:
    return drafts.sources(config.template_folder())


@pytest.fixture(scope="session")
def example() -> Report:
    return reportfile.load(EXAMPLE)
