from django.db import migrations, models

from shahrsazi.persian.names import searchable_name

_SPELL = "UPDATE people_person SET search_name = %s WHERE id = %s"
_SPELL_REPLACED = "UPDATE people_personcorrection SET search_name = %s WHERE id = %s"


def spell_anew(apps, editor):
    """Names are stored with what begins at each of their words; those that are there already, too."""
    for table, statement in (("people_person", _SPELL), ("people_personcorrection", _SPELL_REPLACED)):
        _spell_table(editor.connection, table, statement)


def _spell_table(connection, table: str, statement: str) -> None:
    last = 0
    with connection.cursor() as cursor:
        while True:
            names = f"SELECT id, first_name || ' ' || last_name FROM {table} WHERE id > %s ORDER BY id LIMIT 5000"
            cursor.execute(names, [last])
            rows = cursor.fetchall()
            if not rows:
                return
            cursor.executemany(statement, [(searchable_name(name), key) for key, name in rows])
            last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("people", "0005_what_a_correction_replaced")]
    operations = [
        migrations.AlterField("person", "search_name", models.TextField(blank=True)),
        migrations.AlterField("personcorrection", "search_name", models.TextField(blank=True)),
        migrations.RunPython(spell_anew, migrations.RunPython.noop),
    ]
