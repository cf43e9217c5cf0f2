from django.db import migrations, models

# A registration that was begun before scans waited names them in its parts alone.
_TAKE_OVER = """
INSERT INTO counter_incomingscan
  (draft_id, district_id, part, kind, name, stored, size, brought_by, state, scan, reason, figures, tries, seconds)
SELECT DISTINCT p.draft_id, p.district_id, '', '', '', '', 0, 0, 'settled', named #>> '{}', '', '{}'::jsonb, 0, 0
FROM counter_draftpart p CROSS JOIN jsonb_path_query(p.values, 'lax $.**.scans[*]') named
WHERE NOT EXISTS (SELECT FROM counter_incomingscan i WHERE i.draft_id = p.draft_id AND i.scan = named #>> '{}')
"""


class Migration(migrations.Migration):
    dependencies = [("city", "0002_deployment"), ("counter", "0002_incoming_scans")]

    operations = [
        migrations.AddIndex(model_name="incomingscan", index=models.Index(models.F("scan"), name="incoming_as_scan")),
        migrations.AddConstraint(
            model_name="incomingscan",
            constraint=models.CheckConstraint(
                condition=models.Q(("stored__regex", "^(incoming/[0-9a-f]{32})?$")), name="incoming_lies_aside"
            ),
        ),
        migrations.RunSQL(_TAKE_OVER, migrations.RunSQL.noop),
    ]
