from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("tariffs", "0005_targets_from_target")]

    operations = [migrations.RemoveField(model_name="tarifflist", name="target")]
