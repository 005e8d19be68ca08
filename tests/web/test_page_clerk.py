"""From last year's file to a whole report on the page, with so few fields as somebody touches without complaint."""

import pytest
from bench import clerk

MOST = 40


def test_a_whole_report_takes_at_most_forty_fields() -> None:
    pytest.importorskip("starlette", reason="没有装 web 这组包")
    from bench import page_clerk

    touched = page_clerk.whole(clerk.OWN / "zone.txt")
    assert 10 < touched.counted.total() <= MOST and touched.values > 150
