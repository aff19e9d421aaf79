"""The generic recorder, the numbering at commit, and the append-only guard."""

from typing import ClassVar

from django.db import migrations

RECORD = """
CREATE FUNCTION history_record(tbl text, op text, was jsonb, now_is jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text := current_setting('demarche.actor_id', true);
    who_name text := current_setting('demarche.actor_name', true);
    why text := current_setting('demarche.reason', true);
    row jsonb := coalesce(now_is, was);
BEGIN
    IF coalesce(who, '') = '' OR coalesce(who_name, '') = '' OR coalesce(why, '') = '' THEN
        RAISE EXCEPTION 'history: a write to % needs an actor and a reason', tbl
            USING ERRCODE = 'check_violation', HINT = 'Write inside history.authorship.authored(...).';
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
NUMBER = """
CREATE SEQUENCE history_change_seq;
CREATE FUNCTION history_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM history_change WHERE id = NEW.id AND seq IS NULL;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock(7205759403792793601);
    UPDATE history_change SET seq = numbered.n
    FROM (SELECT mine.id, nextval('history_change_seq') AS n FROM (
            SELECT id FROM history_change
            WHERE transaction = pg_current_xact_id()::text::bigint AND seq IS NULL ORDER BY id) AS mine
         ) AS numbered
    WHERE history_change.id = numbered.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER history_number_at_commit AFTER INSERT ON history_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION history_number();
"""
APPEND_ONLY = """
CREATE FUNCTION history_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND NEW.seq IS NOT NULL
       AND to_jsonb(OLD) - 'seq' = to_jsonb(NEW) - 'seq' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'history: changes are never altered or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history_change
    FOR EACH ROW EXECUTE FUNCTION history_append_only();
"""
UNDO = """
DROP TRIGGER history_append_only ON history_change;
DROP FUNCTION history_append_only();
DROP TRIGGER history_number_at_commit ON history_change;
DROP FUNCTION history_number();
DROP SEQUENCE history_change_seq;
DROP FUNCTION history_record(text, text, jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0001_change_table")]
    operations: ClassVar = [migrations.RunSQL(RECORD + NUMBER + APPEND_ONLY, UNDO)]
