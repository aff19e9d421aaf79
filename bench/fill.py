"""Synthetic disputes for the bench, made inside PostgreSQL without the history triggers."""

import psycopg2

PER_DISPUTE = 50

STATEMENTS = (
    "SET session_replication_role = replica",
    """INSERT INTO disputes_actor (id, version, visibility, ref, kind, name, iso2, note)
       SELECT uuidv7(), 1, 'public', 'actor-' || n, 'state', 'Actor ' || n, '', '' FROM generate_series(1, 60) n""",
    """INSERT INTO disputes_dispute (id, version, visibility, ref, title, summary, subject, stage)
       SELECT uuidv7(), 1, 'public', 'dispute-' || n, 'Dispute ' || n, '', '', 'watching'
       FROM generate_series(1, %(disputes)s) n""",
    """INSERT INTO disputes_proceeding (id, version, visibility, dispute_id, ref, system, official_id,
                                         title, pack, facts)
       SELECT uuidv7(), 1, 'public', id, ref || '-a', 'us-301', ref, title, '', '{}' FROM disputes_dispute""",
    """INSERT INTO disputes_event (id, version, visibility, ref, proceeding_id, kind, "on", precision, zone, printed,
                                   sequence, text, data, stage, confidence, historical, recorded_at)
       SELECT uuidv7(), 1, 'public', ref || '-start', id, 'investigation_initiated',
              date '2020-01-01' + (abs(hashtext(ref)) %% 3000), 'day', 'America/New_York', '', 0, 'Started.', '{}', '',
              'certain', true, now() FROM disputes_proceeding""",
    """INSERT INTO disputes_deadline (
           id, version, visibility, ref, proceeding_id, rule, anchor_id, occurrence, ordinal, kind, basis, title,
           due_on, legal_zone, latest_at, latest_at_basis, printed, responsible_id, beneficiary_id, unless,
           unless_kinds, "then", then_kinds, consequence, citation, confidence, state, state_reason, sentence,
           trace, input_hash, moves)
       SELECT uuidv7(), 1, 'public', e.ref || '-' || n, e.proceeding_id, '301.' || n, e.id, 0, 0,
              (ARRAY['duty', 'target', 'right_closes', 'automatic'])[1 + n %% 4], 'statutory',
              'Determination ' || n || ' of the investigating authority', e."on" + n * 11, 'America/New_York',
              ((e."on" + n * 11)::timestamp + interval '23:59:59') AT TIME ZONE 'America/New_York', 'end_of_legal_day',
              '', a.id, b.id, '', '{}', '', '{}', 'The case is decided on the file.', '19 U.S.C. 2414(a)(2)(B)',
              'certain', CASE WHEN n %% 5 = 0 THEN 'met' ELSE 'open' END, '',
              'Twelve months counted from the initiation, that day excluded.', '[]', repeat('0', 64), '[]'
       FROM disputes_event e CROSS JOIN generate_series(1, %(per)s) n
       JOIN disputes_actor a ON a.ref = 'actor-' || (1 + n %% 60)
       JOIN disputes_actor b ON b.ref = 'actor-' || (1 + n %% 59)""",
    "SET session_replication_role = DEFAULT",
)


def fill(database_url: str, *, disputes: int) -> None:
    """Fill a migrated, empty database with `disputes` public disputes of PER_DISPUTE deadlines each."""
    connection = psycopg2.connect(database_url)
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, {"disputes": disputes, "per": PER_DISPUTE})
    connection.commit()
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()
