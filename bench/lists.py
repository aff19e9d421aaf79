"""Synthetic tariff lists for the bench: COPY of made-up lines, without the history triggers."""

import io
import random
from collections.abc import Iterator
from typing import Any

import psycopg2

IMPORTERS = ("US", "CN", "CA", "GB", "JP")
ORIGINS = ("CN", "US", "VN", "MX", "FR")
ITEM_COLUMNS = (
    "list_version_id, position, printed_code, digits, description, nature, stated_rate, countries, partial, "
    "excepted_digits, only_digits, part, claim_code, confidence, note, trade_currency"
)
HEADS = """
INSERT INTO disputes_actor (id, version, visibility, ref, kind, name, iso2, note)
SELECT uuidv7(), 1, 'public', lower(code), 'state', code, code, ''
  FROM unnest(%(places)s::text[]) code WHERE NOT EXISTS (SELECT 1 FROM disputes_actor a WHERE a.iso2 = code);
INSERT INTO tariffs_tarifflist (id, version, visibility, ref, title, imposing_id, authority)
SELECT uuidv7(), 1, 'public', 'list-' || n, 'List ' || n, a.id, 'us-301'
  FROM generate_series(1, %(lists)s) n
  JOIN disputes_actor a ON a.iso2 = (%(importers)s::text[])[1 + n %% %(places_count)s];
INSERT INTO tariffs_tarifflisttarget (id, version, visibility, tariff_list_id, actor_id, position)
SELECT uuidv7(), 1, 'public', l.id, a.id, 0 FROM tariffs_tarifflist l
  JOIN disputes_actor a ON a.iso2 = (%(origins)s::text[])[1 + (substr(l.ref, 6)::int / 5) %% 5];
INSERT INTO tariffs_listversion (id, version, visibility, ref, tariff_list_id, number, stage, title, announced_on,
                                 recorded_at, zone, edition, stated_rate, note, file_name, file_sha256,
                                 control_totals, confidence, is_published)
SELECT uuidv7(), 1, 'public', ref || '-v1', id, 1, 'final', title, '2018-06-15', now(), 'America/New_York', '', '', '',
       '', '', '{}', 'certain', true FROM tariffs_tarifflist;
INSERT INTO tariffs_effect (id, version, visibility, ref, tariff_list_id, part, ad_valorem_percent, rate_text, mode,
                            state, from_at, until_at, zone, claim_code, note, confidence, specific_currency,
                            specific_unit, rate_on_lines, countries)
SELECT uuidv7(), 1, 'public', l.ref || '-' || s.n, l.id, '', s.percent, s.percent || '%%', 'additional', 'in_force',
       s.start, s.finish, 'America/New_York', '99038803', '', 'certain', '', '', false, '{}'
  FROM tariffs_tarifflist l CROSS JOIN (VALUES
    (1, 10, timestamptz '2018-09-24 04:01Z', timestamptz '2019-05-10 04:01Z'),
    (2, 25, timestamptz '2019-05-10 04:01Z', NULL)) AS s(n, percent, start, finish);
"""
# A source for each version and each effect.
SOURCES = """
INSERT INTO disputes_source (id, version, visibility, ref, title, publisher, kind, url, sha256, language, note)
SELECT uuidv7(), 1, 'public', 'notice-' || n, 'Notice of action no. ' || n, 'USTR', 'primary',
       'https://example.org/notices/' || n, '', 'en', ''
  FROM generate_series(1, %(lists)s) n;
INSERT INTO tariffs_tariffcitation (id, version, visibility, stance, quote, page, claim, note, list_version_id,
                                    effect_id, source_id)
SELECT uuidv7(), 1, 'public', 'supports', 'the products of the annex', 'p. 1', 'What the notice does.', '', of.version,
       of.effect, s.id
  FROM (SELECT tariff_list_id, id AS version, NULL::uuid AS effect FROM tariffs_listversion
        UNION ALL SELECT tariff_list_id, NULL, id FROM tariffs_effect) of
  JOIN tariffs_tarifflist l ON l.id = of.tariff_list_id
  JOIN disputes_source s ON s.ref = 'notice-' || substr(l.ref, 6);
"""
# One edition of each importer's schedule: headings, subheadings, lines with their rates, two statistical numbers each.
SCHEDULES = """
INSERT INTO tariffs_nomenclature (ref, authority, schedule, edition, title, valid_from, digits, sha256, file_name,
                                  source)
SELECT lower(code) || '-2018', code, 'imports', '2018', 'Schedule of ' || code, '2018-01-01', 10, repeat('0', 64), '',
       ''
  FROM unnest(%(importers)s::text[]) code;
INSERT INTO tariffs_commoditycode (nomenclature_id, digits, description, indent, units, general_rate, special_rate,
                                   other_rate, additional_duties, is_derived, position)
SELECT n.id, c.digits, 'Goods', 0, '{}', CASE length(c.digits) WHEN 8 THEN (c.place %% 40) / 4.0 || '%%' ELSE '' END,
       '', CASE length(c.digits) WHEN 8 THEN '35%%' ELSE '' END, '', false, c.place
  FROM tariffs_nomenclature n CROSS JOIN (
    SELECT digits, row_number() OVER (ORDER BY digits) AS place FROM (
      SELECT DISTINCT digits FROM unnest(string_to_array(%(known)s, ',')) code
       CROSS JOIN LATERAL unnest(ARRAY[left(code, 4), left(code, 6), code, code || '10', code || '90']) digits) d) c;
"""


def codes(count: int) -> list[str]:
    """Return that many different eight-digit codes of goods, in order."""
    chance = random.Random(1)  # noqa: S311
    found: set[str] = set()
    while len(found) < count:
        heading = 100 * chance.randrange(1, 98) + chance.randrange(1, 60)
        found.add(f"{heading:04}{chance.choice((10, 20, 30, 90))}{chance.choice((0, 10, 20, 90)):02}")
    return sorted(found)


def fill(database_url: str, *, lists: int, lines: int, known: list[str]) -> None:
    """Fill a migrated database with lists of `lines` lines each, drawn from `known` codes, two effects and sources."""
    connection = psycopg2.connect(database_url)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        values = {
            "places": [*IMPORTERS, "VN", "MX", "FR"], "importers": list(IMPORTERS), "origins": list(ORIGINS),
            "lists": lists, "places_count": len(IMPORTERS), "known": ",".join(known),
        }  # fmt: skip
        cursor.execute(HEADS + SOURCES + SCHEDULES, values)
        cursor.execute("SELECT id FROM tariffs_listversion ORDER BY ref")
        versions = [row[0] for row in cursor.fetchall()]
    _copy(connection, versions, lines, known)
    connection.commit()
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _copy(connection: Any, versions: list[str], lines: int, known: list[str]) -> None:
    chance = random.Random(4)  # noqa: S311  # goods, not secrets
    with connection.cursor() as cursor:
        for version in versions:
            drawn = chance.sample(known, lines)
            text = "".join(_rows(version, drawn))
            cursor.copy_expert(f"COPY tariffs_listitem ({ITEM_COLUMNS}) FROM STDIN", io.StringIO(text))


def _rows(version: str, drawn: list[str]) -> Iterator[str]:
    for position, code in enumerate(drawn, 1):
        words = f"Goods of {code}, other than those of the line before"
        yield f"{version}\t{position}\t{code}\t{code}\t{words}\ttariff\t\t{{}}\t\t{{}}\t{{}}\t\t\tcertain\t\t\n"
