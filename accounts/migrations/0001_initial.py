import accounts.models.user
import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import history.ids
from django.conf import settings
from django.db import migrations, models
from history.operations import InstallTriggers


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("accounts", "0001_people_teams_keys"),
        ("accounts", "0002_user_has_name"),
        ("accounts", "0003_calendar_keys"),
    ]

    dependencies = [
        ("history", "0002_record_and_number_changes"),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=150)),
                ('time_zone', models.CharField(default='UTC', max_length=64, validators=[accounts.models.user.validate_zone])),
                ('send_from', models.TimeField(default=datetime.time(7, 0))),
                ('send_until', models.TimeField(default=datetime.time(19, 0))),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(editable=False, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique', violation_error_message='This address is taken.'), models.CheckConstraint(condition=models.Q(('send_from__lt', models.F('send_until'))), name='user_send_window'), models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='user_has_name', violation_error_message="Write the person's name: changes are signed with it.")],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('ref', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='calendar_key', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('prefix', models.CharField(max_length=12, unique=True)),
                ('secret_hash', models.CharField(max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read what its owner may read'), ('write', 'Record events and other facts')], max_length=10), size=None)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read', 'write']), ('scopes__len__gte', 1)), name='api_key_scopes_known')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.UUIDField(default=history.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('reader', 'Reader'), ('analyst', 'Analyst'), ('publisher', 'Publisher'), ('admin', 'Admin')], max_length=10)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('team', 'user'), name='team_member_once'), models.CheckConstraint(condition=models.Q(('role__in', ['reader', 'analyst', 'publisher', 'admin'])), name='team_member_role_known')],
            },
        ),
        migrations.AddField(
            model_name='team',
            name='members',
            field=models.ManyToManyField(related_name='teams', through='accounts.TeamMember', to=settings.AUTH_USER_MODEL),
        ),
        InstallTriggers(),
    ]
