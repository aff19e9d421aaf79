"""The base of rows whose every change is kept."""

from typing import ClassVar

import pgtrigger
from django.db import models

RECORD = pgtrigger.Trigger(
    name="history_record",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
)
COUNT = pgtrigger.Trigger(
    name="history_version",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        NEW.version := OLD.version;
        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;
        RETURN NEW;
    """,
)
WHOLE = pgtrigger.Trigger(
    name="history_not_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="""
        IF current_setting('demarche.may_truncate', true) = 'yes' THEN RETURN NULL; END IF;  -- a test's database
        RAISE EXCEPTION 'history: % is not emptied at a stroke, for that leaves no record', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'Delete its rows inside history.authorship.authored(...).';
    """,
)


class Tracked(models.Model):
    """A row whose changes go to `history.Change`; `version` is their number, kept by the database."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers: ClassVar[list[pgtrigger.Trigger]] = [RECORD, COUNT, WHOLE]
