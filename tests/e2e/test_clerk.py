"""From last year's file to a whole report at the terminal, in so many lines as somebody types without complaint."""

from bench import clerk

MOST = 60


def test_a_whole_report_takes_at_most_sixty_lines() -> None:
    typed = clerk.whole(clerk.OWN / "county.txt")
    assert 30 < typed.counted.total() <= MOST and typed.values > 150
