import accounts.models.user
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import history.ids
import pgtrigger.compiler
import tariffs.models.effect
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from history.operations import InstallTriggers


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("tariffs", "0001_lists_and_effects"),
        ("tariffs", "0002_nomenclature"),
        ("tariffs", "0003_rates_conditions_exclusions"),
        ("tariffs", "0004_list_targets_and_imports"),
        ("tariffs", "0005_targets_from_target"),
        ("tariffs", "0006_no_single_target"),
        ("tariffs", "0007_lines_in_words"),
    ]

    dependencies = [
        ('accounts', '0001_initial'),
        ('disputes', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('part', models.CharField(blank=True, default='', max_length=60)),
                ('ad_valorem_percent', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True)),
                ('specific_amount', models.DecimalField(blank=True, decimal_places=8, max_digits=16, null=True)),
                ('specific_currency', models.CharField(blank=True, default='', max_length=3)),
                ('specific_unit', models.CharField(blank=True, default='', max_length=40)),
                ('rate_on_lines', models.BooleanField(default=False)),
                ('rate_text', models.CharField(max_length=120)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                ('mode', models.CharField(blank=True, choices=[('additional', 'in addition to the normal duty'), ('in_lieu', 'in lieu of the normal duty')], default='', max_length=10)),
                ('state', models.CharField(choices=[('scheduled', 'Scheduled'), ('in_force', 'In force'), ('suspended', 'Suspended'), ('ended', 'Ended'), ('never_collected', 'Never collected')], max_length=15)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('exported_before', models.DateTimeField(blank=True, null=True)),
                ('entered_before', models.DateTimeField(blank=True, null=True)),
                ('zone', models.CharField(max_length=64, validators=[accounts.models.user.validate_zone])),
                ('claim_code', models.CharField(blank=True, default='', max_length=10)),
                ('note', models.TextField(blank=True, default='')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('cause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='effects', to='disputes.event')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_effect_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_effect_team_unless_public'), models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'in_force', 'suspended', 'ended', 'never_collected'])), name='effect_state_known'), models.CheckConstraint(condition=models.Q(('mode', ''), ('mode__in', ['additional', 'in_lieu']), _connector='OR'), name='effect_mode_known'), models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='effect_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('specific_amount__isnull', True), ('specific_currency', ''), ('specific_unit', '')), models.Q(('specific_amount__gte', 0), models.Q(('specific_currency', ''), _negated=True), models.Q(('specific_unit', ''), _negated=True)), _connector='OR'), name='effect_specific_whole'), models.CheckConstraint(condition=models.Q(('state', 'scheduled'), ('ad_valorem_percent__isnull', False), ('specific_amount__isnull', False), ('rate_on_lines', True), _connector='OR'), name='effect_rate_known_unless_scheduled')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='ef980b8c8323f88453f1b2bf382cbfd9193a3885', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_d7eed', table='tariffs_effect', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='3c0a9e76c83de88f5fd31f7115855659d7531ade', operation='UPDATE', pgid='pgtrigger_history_version_bcb72', table='tariffs_effect', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('part', models.CharField(blank=True, default='', max_length=60)),
                ('digits', models.CharField(blank=True, default='', max_length=10)),
                ('description', models.TextField(blank=True, default='')),
                ('claim_code', models.CharField(blank=True, default='', max_length=10)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('zone', models.CharField(max_length=64, validators=[accounts.models.user.validate_zone])),
                ('retroactive', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True, default='')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('cause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='exclusions', to='disputes.event')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_exclusion_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_exclusion_team_unless_public'), models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'likely', 'unsure'])), name='exclusion_confidence_known'), models.CheckConstraint(condition=models.Q(('digits', ''), ('digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$'), _connector='OR'), name='exclusion_digits_even'), models.CheckConstraint(condition=models.Q(models.Q(('digits', ''), _negated=True), models.Q(('description', ''), _negated=True), _connector='OR'), name='exclusion_code_or_words'), models.CheckConstraint(condition=models.Q(('claim_code', ''), ('claim_code__regex', '^\\d{8}$'), _connector='OR'), name='exclusion_claim_code_shape'), models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='exclusion_ends_after_start')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='90ccf26c5c76f472a31c7960d1ef31a99c763079', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_aaace', table='tariffs_exclusion', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='54ed20b5a2e470601357afd3ef2d404852151759', operation='UPDATE', pgid='pgtrigger_history_version_d4be6', table='tariffs_exclusion', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ListVersion',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('proposed', 'Proposed'), ('modified', 'Modified'), ('final', 'Final'), ('amended', 'Amended')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('announced_on', models.DateField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('effective_at', models.DateTimeField(blank=True, null=True)),
                ('loaded_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('zone', models.CharField(max_length=64, validators=[accounts.models.user.validate_zone])),
                ('edition', models.CharField(blank=True, default='', max_length=60)),
                ('stated_rate', models.CharField(blank=True, default='', max_length=120)),
                ('note', models.TextField(blank=True, default='')),
                ('file_name', models.CharField(blank=True, default='', max_length=200)),
                ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('control_totals', models.JSONField(blank=True, default=dict)),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('is_published', models.BooleanField(default=False)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='list_versions', to='disputes.event')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('value', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='list_versions', to='disputes.figure')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_listversion_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_listversion_team_unless_public'), models.CheckConstraint(condition=models.Q(('stage__in', ['proposed', 'modified', 'final', 'amended'])), name='list_version_stage_known'), models.CheckConstraint(condition=models.Q(('file_sha256', ''), ('file_sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='list_version_file_hash_shape'), models.CheckConstraint(condition=models.Q(('announced_on__isnull', False), ('published_on__isnull', False), _connector='OR'), name='list_version_is_dated')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='6ad075ee7509eb35c7c633afb7335a68e163a854', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_f5391', table='tariffs_listversion', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='d503b1994569329a5c7513b325cf94d5ce82e201', operation='UPDATE', pgid='pgtrigger_history_version_7389c', table='tariffs_listversion', when='BEFORE')), pgtrigger.compiler.Trigger(name='list_version_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_published")', func="\n        IF to_jsonb(OLD) - ARRAY['visibility', 'team_id', 'version', 'event_id', 'loaded_on']\n           IS DISTINCT FROM to_jsonb(NEW) - ARRAY['visibility', 'team_id', 'version', 'event_id', 'loaded_on'] THEN\n            RAISE EXCEPTION 'tariffs: version % is published and never changes', OLD.ref\n                USING ERRCODE = 'restrict_violation', HINT = 'Record a further version instead.';\n        END IF;\n        RETURN NEW;\n    ", hash='bfa79a6adbbbc2a4bb9bbd45f6cb79dd143d7c49', operation='UPDATE', pgid='pgtrigger_list_version_frozen_defbe', table='tariffs_listversion', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ListItem',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('printed_code', models.CharField(blank=True, default='', max_length=40)),
                ('digits', models.CharField(blank=True, default='', max_length=10)),
                ('description', models.TextField(blank=True, default='')),
                ('nature', models.CharField(choices=[('tariff', 'Tariff'), ('quota', 'Quota'), ('import_suspension', 'Imports suspended'), ('talks_suspended', 'Talks suspended'), ('cooperation_suspended', 'Cooperation suspended'), ('approvals_suspended', 'Approvals suspended'), ('services', 'Services'), ('ip_suspension', 'Intellectual property suspended')], default='tariff', max_length=25)),
                ('stated_rate', models.CharField(blank=True, default='', max_length=120)),
                ('ad_valorem_percent', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True)),
                ('trade_value', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('trade_currency', models.CharField(blank=True, default='', max_length=3)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                ('partial', models.CharField(blank=True, default='', max_length=200)),
                ('excepted_digits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('only_digits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('part', models.CharField(blank=True, default='', max_length=60)),
                ('claim_code', models.CharField(blank=True, default='', max_length=10)),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('note', models.TextField(blank=True, default='')),
                ('list_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='tariffs.listversion')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('digits', ''), _negated=True), fields=['digits'], name='list_item_by_digits'), models.Index(condition=models.Q(('digits', '')), fields=['list_version'], name='list_item_in_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(('nature__in', ['tariff', 'quota', 'import_suspension', 'talks_suspended', 'cooperation_suspended', 'approvals_suspended', 'services', 'ip_suspension'])), name='list_item_nature_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'likely', 'unsure'])), name='list_item_confidence_known'), models.UniqueConstraint(fields=('list_version', 'position'), name='list_item_position_once'), models.CheckConstraint(condition=models.Q(('digits', ''), ('digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$'), _connector='OR'), name='list_item_digits_even'), models.CheckConstraint(condition=models.Q(models.Q(('digits', ''), _negated=True), models.Q(('description', ''), _negated=True), _connector='OR'), name='list_item_code_or_words'), models.CheckConstraint(condition=models.Q(models.Q(('trade_currency', ''), ('trade_value__isnull', True)), models.Q(('trade_value__isnull', False), models.Q(('trade_currency', ''), _negated=True)), _connector='OR'), name='list_item_value_has_currency'), models.CheckConstraint(condition=models.Q(('claim_code', ''), ('claim_code__regex', '^\\d{8}$'), _connector='OR'), name='list_item_claim_code_shape')],
                'triggers': [pgtrigger.compiler.Trigger(name='list_item_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM tariffs_listversion v WHERE v.is_published\n                   AND v.id IN (OLD.list_version_id, NEW.list_version_id))\n        THEN\n            RAISE EXCEPTION 'tariffs: the items of a published version never change'\n                USING ERRCODE = 'restrict_violation', HINT = 'Record a further version instead.';\n        END IF;\n        RETURN coalesce(NEW, OLD);\n    ", hash='4d3f41bcf7afbdd943e573126a4b6fd0752fee54', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_list_item_frozen_fa0ef', table='tariffs_listitem', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='LoadedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.SlugField(max_length=100, unique=True)),
                ('what', models.CharField(max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ('correlation', 'trade_values'))), name='loaded_file_what_known'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='loaded_file_sha256_shape')],
            },
        ),
        migrations.CreateModel(
            name='Nomenclature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.SlugField(max_length=60, unique=True)),
                ('authority', models.CharField(max_length=20)),
                ('schedule', models.CharField(max_length=20)),
                ('edition', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('digits', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=200)),
                ('source', models.TextField(blank=True, default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority', 'schedule', 'edition'), name='nomenclature_edition_once'), models.UniqueConstraint(fields=('authority', 'schedule', 'valid_from'), name='nomenclature_one_per_start'), models.CheckConstraint(condition=models.Q(('digits__in', (6, 8, 9, 10))), name='nomenclature_digits_known'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='nomenclature_sha256_shape'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='nomenclature_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='listversion',
            name='nomenclature',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='list_versions', to='tariffs.nomenclature'),
        ),
        migrations.CreateModel(
            name='Correlation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('from_digits', models.CharField(max_length=10)),
                ('to_digits', models.CharField(max_length=10)),
                ('relationship', models.CharField(choices=[('1:1', 'one to one'), ('1:n', 'one to many'), ('n:1', 'many to one'), ('n:n', 'many to many')], max_length=3)),
                ('from_nomenclature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='correlations_from', to='tariffs.nomenclature')),
                ('to_nomenclature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='correlations_to', to='tariffs.nomenclature')),
            ],
            options={
                'indexes': [models.Index(fields=['to_nomenclature', 'to_digits'], name='correlation_backwards')],
                'constraints': [models.UniqueConstraint(fields=('from_nomenclature', 'from_digits', 'to_nomenclature', 'to_digits'), name='correlation_once'), models.CheckConstraint(condition=models.Q(('relationship__in', ['1:1', '1:n', 'n:1', 'n:n'])), name='correlation_relationship_known'), models.CheckConstraint(condition=models.Q(('from_nomenclature', models.F('to_nomenclature')), _negated=True), name='correlation_between_two'), models.CheckConstraint(condition=models.Q(('from_digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$'), ('to_digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$')), name='correlation_digits_even')],
            },
        ),
        migrations.CreateModel(
            name='CommodityCode',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('digits', models.CharField(blank=True, default='', max_length=10)),
                ('description', models.TextField(blank=True, default='')),
                ('indent', models.PositiveSmallIntegerField(default=0)),
                ('units', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('general_rate', models.TextField(blank=True, default='')),
                ('special_rate', models.TextField(blank=True, default='')),
                ('other_rate', models.TextField(blank=True, default='')),
                ('additional_duties', models.TextField(blank=True, default='')),
                ('is_derived', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='tariffs.commoditycode')),
                ('nomenclature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='tariffs.nomenclature')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('digits', ''), _negated=True), fields=('nomenclature', 'digits'), name='commodity_code_once'), models.UniqueConstraint(fields=('nomenclature', 'position'), name='commodity_code_position_once'), models.CheckConstraint(condition=models.Q(('digits', ''), ('digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$'), _connector='OR'), name='commodity_code_digits_even'), models.CheckConstraint(condition=models.Q(models.Q(('digits', ''), _negated=True), models.Q(('description', ''), _negated=True), _connector='OR'), name='commodity_code_or_words')],
            },
        ),
        migrations.CreateModel(
            name='TariffCitation',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('stance', models.CharField(choices=[('supports', 'supports'), ('contradicts', 'contradicts')], default='supports', max_length=11)),
                ('quote', models.TextField(blank=True, default='')),
                ('page', models.CharField(blank=True, default='', max_length=60)),
                ('claim', models.TextField(blank=True, default='')),
                ('note', models.TextField(blank=True, default='')),
                ('effect', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='tariffs.effect')),
                ('exclusion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='tariffs.exclusion')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='tariffs.listitem')),
                ('list_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='tariffs.listversion')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_citations', to='disputes.source')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_tariffcitation_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_tariffcitation_team_unless_public'), models.CheckConstraint(condition=models.Q(('stance__in', ['supports', 'contradicts'])), name='tariff_citation_stance_known'), models.CheckConstraint(condition=models.Q(models.Q(('effect__isnull', True), ('exclusion__isnull', True), ('item__isnull', True), ('list_version__isnull', False)), models.Q(('effect__isnull', True), ('exclusion__isnull', True), ('item__isnull', False), ('list_version__isnull', True)), models.Q(('effect__isnull', False), ('exclusion__isnull', True), ('item__isnull', True), ('list_version__isnull', True)), models.Q(('effect__isnull', True), ('exclusion__isnull', False), ('item__isnull', True), ('list_version__isnull', True)), _connector='OR'), name='tariff_citation_of_one')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='f506f1420e3480523b1fe20d8362f934eee206b9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_284a2', table='tariffs_tariffcitation', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='66ff1bb0f6d492cc9b7a8b64820c4e950bfb23f2', operation='UPDATE', pgid='pgtrigger_history_version_6668b', table='tariffs_tariffcitation', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='TariffList',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=100, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('authority', models.CharField(blank=True, default='', max_length=60)),
                ('dispute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tariff_lists', to='disputes.dispute')),
                ('imposing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imposes', to='disputes.actor')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_tarifflist_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_tarifflist_team_unless_public')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='cece61d8f3d6d23624b626dca02e9c503a010e00', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_ae650', table='tariffs_tarifflist', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='0be6efb394eeb7232b247871798740f54a0d8022', operation='UPDATE', pgid='pgtrigger_history_version_9ca77', table='tariffs_tarifflist', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='listversion',
            name='tariff_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='tariffs.tarifflist'),
        ),
        migrations.AddField(
            model_name='exclusion',
            name='tariff_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='tariffs.tarifflist'),
        ),
        migrations.AddField(
            model_name='effect',
            name='tariff_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='tariffs.tarifflist'),
        ),
        migrations.CreateModel(
            name='TariffListTarget',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.actor')),
                ('tariff_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='list_targets', to='tariffs.tarifflist')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='tariffs_tarifflisttarget_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='tariffs_tarifflisttarget_team_unless_public'), models.UniqueConstraint(fields=('tariff_list', 'actor'), name='tariff_list_target_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='863140f067e8fc800e962466da70cb9fb009e8cb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_40093', table='tariffs_tarifflisttarget', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='c9bc4ff89ebae9598a22bcf448f4dbcdeacc7afd', operation='UPDATE', pgid='pgtrigger_history_version_ceb2f', table='tariffs_tarifflisttarget', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='tarifflist',
            name='targets',
            field=models.ManyToManyField(related_name='targeted_by', through='tariffs.TariffListTarget', to='disputes.actor'),
        ),
        migrations.CreateModel(
            name='TradeValue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('reporter', models.CharField(max_length=2)),
                ('partner', models.CharField(blank=True, default='', max_length=2)),
                ('partner_code', models.CharField(max_length=8)),
                ('year', models.PositiveSmallIntegerField()),
                ('flow', models.CharField(choices=[('imports_consumption', 'imports for consumption')], default='imports_consumption', max_length=30)),
                ('digits', models.CharField(max_length=10)),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(default='USD', max_length=3)),
                ('duties', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('source_ref', models.SlugField(max_length=100)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reporter', 'year', 'flow', 'partner_code', 'digits'), name='trade_value_once'), models.CheckConstraint(condition=models.Q(('flow__in', ['imports_consumption'])), name='trade_value_flow_known'), models.CheckConstraint(condition=models.Q(('digits__regex', '^(\\d{2}|\\d{4}|\\d{6}|\\d{8}|\\d{9}|\\d{10})$')), name='trade_value_digits_even'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='trade_value_not_negative'), models.CheckConstraint(condition=models.Q(('duties__isnull', True), ('duties__gte', 0), _connector='OR'), name='trade_value_duties_not_negative'), models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='trade_value_currency_shape')],
            },
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(fields=('tariff_list', 'number'), name='list_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='effect',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('tariff_list', '='), ('part', '='), (tariffs.models.effect.OrNever('exported_before'), '='), (tariffs.models.effect.OrNever('entered_before'), '='), (tariffs.models.effect.HashedArray('countries'), '='), (tariffs.models.effect.TsTzRange('from_at', 'until_at', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='effect_no_overlap'),
        ),
        InstallTriggers(),
    ]
