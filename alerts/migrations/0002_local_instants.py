"""Wall-clock times at a place, as the ledger needs them; and a ledger that outlives what it tells of."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

LOCAL_INSTANT = """
CREATE FUNCTION alerts_local_instant(wall timestamp, zone text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    found timestamptz := wall AT TIME ZONE zone;
    earlier interval;
BEGIN
    IF (found AT TIME ZONE zone) <> wall THEN
        -- The clock jumped over this time: the next valid one is where it landed.
        RETURN (SELECT min(t) FROM generate_series(found - interval '26 hours', found, interval '1 minute') AS t
                WHERE (t AT TIME ZONE zone) >= wall);
    END IF;
    -- A time that comes twice means its first pass; AT TIME ZONE picks the second.
    FOREACH earlier IN ARRAY ARRAY[interval '2 hours', interval '1 hour', interval '30 minutes'] LOOP
        IF ((found - earlier) AT TIME ZONE zone) = wall THEN RETURN found - earlier; END IF;
    END LOOP;
    RETURN found;
END $$;
CREATE FUNCTION alerts_in_window(at timestamptz, zone text, opens time, closes time) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN (at AT TIME ZONE zone)::time < opens
                THEN alerts_local_instant((at AT TIME ZONE zone)::date + opens, zone)
                WHEN (at AT TIME ZONE zone)::time > closes
                THEN alerts_local_instant((at AT TIME ZONE zone)::date + 1 + opens, zone)
                ELSE at END
$$;
"""
UNDO = """
DROP FUNCTION alerts_in_window(timestamptz, text, time, time);
DROP FUNCTION alerts_local_instant(timestamp, text);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("alerts", "0001_subscriptions_and_ledger")]
    operations: ClassVar = [
        migrations.RunSQL(LOCAL_INSTANT, UNDO),
        migrations.AlterField(
            "delivery",
            "deadline",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="disputes.deadline"
            ),
        ),
    ]
