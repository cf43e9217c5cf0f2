"""Django's own commands (makemigrations, shell) on the demonstration's settings: `.venv/bin/python manage.py …`.

The program's commands are `shahrsazi …`; this is for developers. Those that need a database ask for DATABASE_URL.
"""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
    os.environ.setdefault("SHAHRSAZI_MODE", "demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
