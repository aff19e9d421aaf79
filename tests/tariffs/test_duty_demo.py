"""What the demo disputes say goods paid, asked of the record as it loads."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from api.bundles.loading import load
from tariffs.answers import Question
from tariffs.enquiry import Enquiry, ask

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
BUNDLES = ("us-cn-301-tech-transfer", "us-cn-ipr", "us-eu-bananas", "us-ua-optical-discs")
# (code, origin, entered, exported) → the percents due by list, or what the answer depends on
GOLDEN = {
    ("84713001", "CN", "2019-09-15", ""): {},
    ("61102020", "CN", "2019-09-15", ""): {"us-cn-301-us-4a": "15"},
    ("61102020", "CN", "2020-02-13", ""): {"us-cn-301-us-4a": "15"},
    ("61102020", "CN", "2020-02-14", ""): {"us-cn-301-us-4a": "7.5"},
    ("94016160", "CN", "2019-06-14", "2019-05-08"): {"us-cn-301-us-3": "10"},
    ("94016160", "CN", "2019-06-15", "2019-05-08"): {"us-cn-301-us-3": "25"},
    ("94016160", "CN", "2019-06-14", ""): ("exported_on",),
    ("85176200", "CN", "2019-09-15", ""): ("code",),
    ("8517620010", "CN", "2019-09-15", ""): {"us-cn-301-us-3": "25"},
    ("8517620090", "CN", "2019-09-15", ""): {"us-cn-301-us-4a": "15"},
    ("85423100", "CN", "2018-08-23", ""): {"us-cn-301-us-2": "25"},
    ("85423100", "CN", "2024-12-31", ""): {"us-cn-301-us-2": "25"},
    ("85423100", "CN", "2025-01-01", ""): {"us-cn-301-us-review-2024": "50"},
    ("85423100", "CN", "2027-06-23", ""): {"us-cn-301-us-review-2024": "not known"},
    ("85011040", "CN", "2018-07-05", ""): {},
    ("85011040", "CN", "2018-07-06", ""): {"us-cn-301-us-1": "25"},
    ("87116000", "CN", "2026-01-01", ""): {"us-cn-301-us-2": "25"},
    ("87120015", "CN", "1995-03-01", ""): {},
    ("42022215", "FR", "1999-06-01", ""): {"us-eu-bananas-us-1999": "100"},
    ("42022215", "NL", "1999-06-01", ""): {},
    ("85167100", "IT", "1999-06-01", ""): {},
    ("42022215", "FR", "2001-07-01", ""): {},
    ("76012090", "UA", "2003-01-01", ""): {"us-ua-optical-discs-us-2001": "100"},
    ("76012090", "UA", "2005-09-01", ""): {},
}


def told(enquiry: Enquiry) -> object:
    answer = enquiry.answer
    if answer.depends:
        return answer.depends
    rates = {one.law.ref: one.rate.ad_valorem_percent for one in answer.layers if one.applies}
    return {ref: "not known" if rate is None else f"{rate.normalize():f}" for ref, rate in rates.items()}


@pytest.mark.django_db
def test_the_demo_answers_as_the_law_books_do() -> None:
    assert load([Path(settings.BASE_DIR) / f"demo/{name}.yaml" for name in BUNDLES], now=TODAY).written
    found = {}
    for code, origin, on, out in GOLDEN:
        exported = date.fromisoformat(out) if out else None
        question = Question("US", origin, code, date.fromisoformat(on), exported_on=exported)
        found[code, origin, on, out] = told(ask(user=AnonymousUser(), question=question))
    assert found == GOLDEN


@pytest.mark.django_db
def test_the_demo_says_which_lists_it_holds_in_part() -> None:
    assert load([Path(settings.BASE_DIR) / f"demo/{BUNDLES[0]}.yaml"], now=TODAY).written
    question = Question("US", "CN", "85044095", date(2019, 9, 15))
    missed = ask(user=AnonymousUser(), question=question).answer.not_covered
    assert {one.law.ref: one.reason for one in missed} == {
        f"us-cn-301-us-{name}": "not_recorded" for name in ("1", "2", "3", "4a")
    }
