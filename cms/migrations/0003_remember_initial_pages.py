"""A site of before has had the first release's pages: one of them that is missing was removed by an editor."""

from django.db import migrations

FIRST_RELEASE = ("home", "how-it-works", "grades", "impact-method", "accessibility", "legal")


def remember(apps, schema_editor):
    InitialPage = apps.get_model("cms", "InitialPage")
    HomePage = apps.get_model("cms", "HomePage")
    languages = HomePage.objects.order_by().values_list("locale__language_code", flat=True).distinct()
    rows = [InitialPage(key=key, language=language) for language in languages for key in FIRST_RELEASE]
    InitialPage.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_pages_and_messages")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
