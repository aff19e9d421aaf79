"""The generic recorder, the numbering at commit, and the append-only guard."""

from typing import ClassVar

from django.db import migrations

RECORD = """
CREATE FUNCTION history_record(tbl text, op text, was jsonb, now_is jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text := coalesce(current_setting('demarche.actor_id', true), '');
    who_name text := coalesce(current_setting('demarche.actor_name', true), '');
    why text := coalesce(current_setting('demarche.reason', true), '');
    row jsonb := coalesce(now_is, was);
BEGIN
    IF btrim(who) = '' OR btrim(who_name) = '' OR btrim(why) = '' THEN
        RAISE EXCEPTION 'history: a write to % needs an actor and a reason', tbl
            USING ERRCODE = 'check_violation', HINT = 'Write inside history.authorship.authored(...).';
    END IF;
    IF op = 'insert' AND now_is ->> 'version' <> '1' THEN
        RAISE EXCEPTION 'history: a new row of % has version 1, not %', tbl, now_is ->> 'version'
            USING ERRCODE = 'check_violation', HINT = 'Leave the version out; the database counts.';
    END IF;
    IF op = 'update' AND was ->> 'id' <> now_is ->> 'id' THEN
        RAISE EXCEPTION 'history: the id of a row of % never changes', tbl USING ERRCODE = 'check_violation';
    END IF;
    IF was IS NOT DISTINCT FROM now_is THEN RETURN; END IF;
    INSERT INTO history_change ("table", object_id, object_ref, operation, before, after, changed,
                                actor_id, actor_name, reason, words, transaction, at)
    VALUES (tbl, row ->> 'id', coalesce(row ->> 'ref', ''), op, was, now_is,
            CASE WHEN op = 'update' THEN ARRAY(
                SELECT key FROM jsonb_each(now_is) WHERE value IS DISTINCT FROM was -> key AND key <> 'version'
                ORDER BY key) ELSE '{}' END,
            who, who_name, why, coalesce(current_setting('demarche.words', true), ''),
            pg_current_xact_id()::text::bigint, clock_timestamp());
END $$;
"""
# Two steps, both at commit. Foreign keys are checked at commit as well and may wait for other writers there; whoever
# waits must not hold the numbering lock, or the two deadlock. What a deferred trigger defers runs after all of them.
NUMBER = """
CREATE SEQUENCE history_change_seq;
CREATE UNLOGGED TABLE history_numbering (transaction bigint PRIMARY KEY);
CREATE FUNCTION history_ask_for_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM history_change WHERE id = NEW.id AND seq IS NULL) THEN
        INSERT INTO history_numbering VALUES (NEW.transaction) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION history_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7205759403792793601);
    UPDATE history_change SET seq = numbered.n
    FROM (SELECT mine.id, nextval('history_change_seq') AS n FROM (
            SELECT id FROM history_change WHERE transaction = NEW.transaction AND seq IS NULL ORDER BY id) AS mine
         ) AS numbered
    WHERE history_change.id = numbered.id;
    DELETE FROM history_numbering WHERE transaction = NEW.transaction;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER history_ask_at_commit AFTER INSERT ON history_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION history_ask_for_numbers();
CREATE CONSTRAINT TRIGGER history_number_last AFTER INSERT ON history_numbering
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION history_number();
"""
# Depth 1 is somebody's own statement; the recorder and the numbering write from inside their triggers.
APPEND_ONLY = """
CREATE FUNCTION history_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF pg_trigger_depth() > 1 AND NEW.seq IS NULL THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'history: changes are written by the tracked tables alone'
            USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'UPDATE' THEN
        IF pg_trigger_depth() > 1 AND OLD.seq IS NULL THEN
            OLD.seq := NEW.seq;
            IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
        END IF;
    ELSIF TG_OP = 'TRUNCATE' AND current_setting('demarche.may_truncate', true) = 'yes' THEN
        RETURN NULL;  -- a test run empties its own database
    END IF;
    RAISE EXCEPTION 'history: changes are never altered or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER history_append_only BEFORE INSERT OR UPDATE OR DELETE ON history_change
    FOR EACH ROW EXECUTE FUNCTION history_append_only();
CREATE TRIGGER history_not_emptied BEFORE TRUNCATE ON history_change
    FOR EACH STATEMENT EXECUTE FUNCTION history_append_only();
"""
UNDO = """
DROP TRIGGER history_not_emptied ON history_change;
DROP TRIGGER history_append_only ON history_change;
DROP FUNCTION history_append_only();
DROP TRIGGER history_ask_at_commit ON history_change;
DROP FUNCTION history_ask_for_numbers();
DROP TABLE history_numbering;
DROP FUNCTION history_number();
DROP SEQUENCE history_change_seq;
DROP FUNCTION history_record(text, text, jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0001_change_table")]
    operations: ClassVar = [migrations.RunSQL(RECORD + NUMBER + APPEND_ONLY, UNDO)]
