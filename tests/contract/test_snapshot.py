"""The published contract: a change of it is a decision, seen in review.

To accept a change: `UPDATE_CONTRACT=1 script/test tests/contract`.
"""

import json
import os
from pathlib import Path

from api.schema import document

SNAPSHOT = Path(__file__).parent / "openapi.json"


def test_the_contract_is_the_one_on_record() -> None:
    if os.environ.get("UPDATE_CONTRACT"):
        SNAPSHOT.write_text(document())
    assert json.loads(document()) == json.loads(SNAPSHOT.read_text()), "see the docstring of this module"


def test_every_reference_leads_somewhere() -> None:
    text = document()
    named = set(json.loads(text)["components"]["schemas"])
    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert used - named == set()
