import accounts.models.user
import django.db.models.deletion
import history.ids
import pgtrigger.compiler
from django.db import migrations, models
from history.operations import InstallTriggers


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("negotiations", "0001_rounds"),
    ]

    dependencies = [
        ('accounts', '0001_initial'),
        ('disputes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('form', models.CharField(blank=True, default='', max_length=100)),
                ('reached_on', models.DateField()),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('signed_precision', models.CharField(choices=[('instant', 'to the minute'), ('day', 'day'), ('month', 'month'), ('year', 'year'), ('about', 'about')], default='day', max_length=8)),
                ('text', models.TextField(blank=True, default='')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='disputes.dispute')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreements', to='disputes.event')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_agreement_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_agreement_team_unless_public'), models.CheckConstraint(condition=models.Q(('signed_precision__in', ['instant', 'day', 'month', 'year', 'about'])), name='agreement_signed_precision_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'likely', 'unsure'])), name='agreement_confidence_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='a90cfc53e0850cf7703d72a6d52b444f1c297a71', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_ddbd4', table='negotiations_agreement', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='8066cdcbe442398a981bea41676d47a43f2196b5', operation='UPDATE', pgid='pgtrigger_history_version_ae30f', table='negotiations_agreement', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('text', models.TextField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('due_text', models.CharField(blank=True, default='', max_length=150)),
                ('evidence', models.TextField(blank=True, default='')),
                ('state', models.CharField(choices=[('open', 'Open'), ('kept', 'Kept'), ('partly_kept', 'Partly kept'), ('broken', 'Broken'), ('unknown', 'Not known')], default='open', max_length=12)),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='negotiations.agreement')),
                ('obligor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='disputes.actor')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('verifier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verifies', to='disputes.actor')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_commitment_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_commitment_team_unless_public'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'kept', 'partly_kept', 'broken', 'unknown'])), name='commitment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='commitment_kept_needs_evidence')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='96b6156dde57abd9a59f4de58392e0e14e307b04', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_52bee', table='negotiations_commitment', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='f4e2f84b17ccb584045e974465dd941d70061996', operation='UPDATE', pgid='pgtrigger_history_version_978d9', table='negotiations_commitment', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('chapter', models.CharField(blank=True, default='', max_length=100)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True, default='')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='demands', to='disputes.dispute')),
                ('side', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='disputes.actor')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_demand_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_demand_team_unless_public'), models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'likely', 'unsure'])), name='demand_confidence_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='53139cc670d25fbbd3b535183bdd6d30c2aac694', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_79335', table='negotiations_demand', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='10716e8e76538865d5752f61951c87b2c423344c', operation='UPDATE', pgid='pgtrigger_history_version_a746b', table='negotiations_demand', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('technical', 'Technical'), ('vice_minister', 'Vice-ministerial'), ('minister', 'Ministerial'), ('leader', 'Leaders'), ('unknown', 'Level unknown')], default='unknown', max_length=15)),
                ('venue', models.CharField(blank=True, default='', max_length=150)),
                ('zone', models.CharField(max_length=64, validators=[accounts.models.user.validate_zone])),
                ('starts_on', models.DateField()),
                ('starts_precision', models.CharField(choices=[('instant', 'to the minute'), ('day', 'day'), ('month', 'month'), ('year', 'year'), ('about', 'about')], default='day', max_length=8)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ends_precision', models.CharField(choices=[('instant', 'to the minute'), ('day', 'day'), ('month', 'month'), ('year', 'year'), ('about', 'about')], default='day', max_length=8)),
                ('printed', models.CharField(blank=True, default='', max_length=120)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('concluded', 'Concluded'), ('adjourned', 'Adjourned'), ('collapsed', 'Collapsed'), ('cancelled', 'Cancelled')], max_length=10)),
                ('outcome', models.TextField(blank=True, default='')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='disputes.dispute')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_round_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_round_team_unless_public'), models.CheckConstraint(condition=models.Q(('level__in', ['technical', 'vice_minister', 'minister', 'leader', 'unknown'])), name='round_level_known'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'under_way', 'concluded', 'adjourned', 'collapsed', 'cancelled'])), name='round_state_known'), models.CheckConstraint(condition=models.Q(('starts_precision__in', ['instant', 'day', 'month', 'year', 'about'])), name='round_starts_precision_known'), models.CheckConstraint(condition=models.Q(('ends_precision__in', ['instant', 'day', 'month', 'year', 'about'])), name='round_ends_precision_known'), models.UniqueConstraint(fields=('dispute', 'number'), name='round_number_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='round_ends_after_start')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='aa38c9caeca7dd6e422d7c62342d5a5a353b7780', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_bcfa9', table='negotiations_round', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='7a084ccbe5c461f90475c11976f9d4a2e7439876', operation='UPDATE', pgid='pgtrigger_history_version_9a2ea', table='negotiations_round', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('ref', models.SlugField(max_length=120, unique=True)),
                ('stance', models.CharField(choices=[('demanded', 'demanded'), ('offered', 'offered'), ('softened', 'softened'), ('hardened', 'hardened'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('met', 'met')], max_length=10)),
                ('on', models.DateField()),
                ('precision', models.CharField(choices=[('instant', 'to the minute'), ('day', 'day'), ('month', 'month'), ('year', 'year'), ('about', 'about')], default='day', max_length=8)),
                ('text', models.TextField()),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('likely', 'likely'), ('unsure', 'unverified')], default='certain', max_length=8)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='disputes.actor')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='negotiations.demand')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='positions', to='negotiations.round')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_position_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_position_team_unless_public'), models.CheckConstraint(condition=models.Q(('stance__in', ['demanded', 'offered', 'softened', 'hardened', 'refused', 'withdrawn', 'met'])), name='position_stance_known'), models.CheckConstraint(condition=models.Q(('precision__in', ['instant', 'day', 'month', 'year', 'about'])), name='position_precision_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='27ddfdb8ae57663de17dc97ef9729274fd0bbc10', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_5e988', table='negotiations_position', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='bc0587fc28e57540f12d2d71106accd0697e5a33', operation='UPDATE', pgid='pgtrigger_history_version_25434', table='negotiations_position', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='NegotiationCitation',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('stance', models.CharField(choices=[('supports', 'supports'), ('contradicts', 'contradicts')], default='supports', max_length=11)),
                ('quote', models.TextField(blank=True, default='')),
                ('page', models.CharField(blank=True, default='', max_length=60)),
                ('claim', models.TextField(blank=True, default='')),
                ('note', models.TextField(blank=True, default='')),
                ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='negotiations.agreement')),
                ('commitment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='negotiations.commitment')),
                ('demand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='negotiations.demand')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_citations', to='disputes.source')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('position', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='negotiations.position')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='negotiations.round')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_negotiationcitation_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_negotiationcitation_team_unless_public'), models.CheckConstraint(condition=models.Q(('stance__in', ['supports', 'contradicts'])), name='negotiation_citation_stance_known'), models.CheckConstraint(condition=models.Q(models.Q(('agreement__isnull', True), ('commitment__isnull', True), ('demand__isnull', True), ('position__isnull', True), ('round__isnull', False)), models.Q(('agreement__isnull', True), ('commitment__isnull', True), ('demand__isnull', False), ('position__isnull', True), ('round__isnull', True)), models.Q(('agreement__isnull', True), ('commitment__isnull', True), ('demand__isnull', True), ('position__isnull', False), ('round__isnull', True)), models.Q(('agreement__isnull', False), ('commitment__isnull', True), ('demand__isnull', True), ('position__isnull', True), ('round__isnull', True)), models.Q(('agreement__isnull', True), ('commitment__isnull', False), ('demand__isnull', True), ('position__isnull', True), ('round__isnull', True)), _connector='OR'), name='negotiation_citation_of_one')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='9eaf5ffaa33c1f7edb7b9a204d8f8b08f535ffb7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_8f3d7', table='negotiations_negotiationcitation', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='cc33176733f30ea3004ba32ba7b1b5216034fea4', operation='UPDATE', pgid='pgtrigger_history_version_2d2c3', table='negotiations_negotiationcitation', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('internal', 'Team'), ('restricted', 'Team, analysts and above')], default='internal', max_length=10)),
                ('role', models.CharField(choices=[('head', 'Head'), ('member', 'Member')], max_length=6)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='disputes.actor')),
                ('side', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.actor')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='negotiations.round')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'internal', 'restricted'])), name='negotiations_delegation_visibility_known'), models.CheckConstraint(condition=models.Q(('visibility', 'public'), ('team__isnull', False), _connector='OR'), name='negotiations_delegation_team_unless_public'), models.CheckConstraint(condition=models.Q(('role__in', ['head', 'member'])), name='delegation_role_known'), models.UniqueConstraint(fields=('round', 'person'), name='delegation_person_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='history_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM history_record(TG_TABLE_NAME::text, lower(TG_OP), to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;', hash='bf9aca1605a325c2ec60aeb2e66c1f16ca951117', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_history_record_87d3a', table='negotiations_delegation', when='AFTER')), pgtrigger.compiler.Trigger(name='history_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        NEW.version := OLD.version;\n        IF NEW IS DISTINCT FROM OLD THEN NEW.version := OLD.version + 1; END IF;\n        RETURN NEW;\n    ', hash='5146fa37af652fb8d402ed415c326a3c67700935', operation='UPDATE', pgid='pgtrigger_history_version_e942d', table='negotiations_delegation', when='BEFORE'))],
            },
        ),
        InstallTriggers(),
    ]
