import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0003_at_the_counter'),
    ]

    operations = [
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=60)),
                ('sheet_no', models.CharField(max_length=30)),
                ('surveyed_on', models.DateField()),
                ('block', models.JSONField(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casefiles.casefile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('source_key'), name='survey_key')],
            },
        ),
    ]
