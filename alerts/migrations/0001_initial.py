import alerts.models.subscription
import django.contrib.postgres.fields
import django.db.models.deletion
import history.ids
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from history.operations import InstallTriggers


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

    initial = True

    replaces = [
        ("alerts", "0001_subscriptions_and_ledger"),
        ("alerts", "0002_local_instants"),
    ]

    dependencies = [
        ('accounts', '0001_initial'),
        ('disputes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('offsets', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=alerts.models.subscription.default_offsets, size=None)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.CharField(blank=True, default='', max_length=100)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='disputes.dispute')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('recipient', 'dispute'), name='subscription_live_once'), models.CheckConstraint(condition=models.Q(('offsets__len__gte', 1)), name='subscription_has_offsets'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_reason', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='subscription_end_has_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='fd881526246d786707f8543cc7321395fb8b0014', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_75df9', table='alerts_subscription', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='3f3b0866ab957416e533d252f240e3014f9129bf', operation='UPDATE', pgid='pgtrigger_history_version_59276', table='alerts_subscription', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('offset', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('owner', 'Follower')], default='owner', max_length=6)),
                ('send_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('claimed', 'Being sent'), ('sent', 'Sent'), ('in_doubt', 'In doubt'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='planned', max_length=9)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('token', models.UUIDField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('planned_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('reply', models.CharField(blank=True, default='', max_length=500)),
                ('message_id', models.CharField(blank=True, default='', max_length=200)),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='disputes.deadline')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='alerts.subscription')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['planned', 'claimed', 'in_doubt'])), fields=['send_at'], name='delivery_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'claimed', 'sent', 'in_doubt', 'failed', 'cancelled'])), name='delivery_state_known'), models.CheckConstraint(condition=models.Q(('level__in', ['owner'])), name='delivery_level_known'), models.UniqueConstraint(fields=('recipient', 'deadline', 'due_on', 'offset', 'level'), name='delivery_says_it_once'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='delivery_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'claimed'), _negated=True), models.Q(('lease_until__isnull', False), ('token__isnull', False)), _connector='OR'), name='delivery_claim_has_lease')],
            },
        ),
        InstallTriggers(),
        migrations.RunSQL(LOCAL_INSTANT, UNDO),
    ]
