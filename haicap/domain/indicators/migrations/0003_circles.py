"""The circle of a report, kept by the database whatever changes whom it concerns."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE FUNCTION indicators_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['report.received s ' || NEW.reported_to_id]
        || ARRAY(SELECT 'report.reporting f ' || unit_id FROM indicators_report_units
                 WHERE report_id = NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER indicators_find_circle
    BEFORE INSERT OR UPDATE OF reported_to_id, circle_id ON indicators_report
    FOR EACH ROW EXECUTE FUNCTION indicators_find_circle();
CREATE TRIGGER indicators_more_units AFTER INSERT ON indicators_report_units
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('indicators_report', 'report_id');
CREATE TRIGGER indicators_fewer_units AFTER DELETE ON indicators_report_units
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('indicators_report', 'report_id');
UPDATE indicators_report SET circle_id = NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
DROP TRIGGER indicators_more_units ON indicators_report_units;
DROP TRIGGER indicators_fewer_units ON indicators_report_units;
DROP TRIGGER indicators_find_circle ON indicators_report;
DROP FUNCTION indicators_find_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("indicators", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="organisations.circle",
            ),
        ),
        migrations.RunSQL(KEPT, BACKWARD),
        migrations.AlterField(
            model_name="report",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="organisations.circle",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["circle", "-id"], name="report_of_circle"),
        ),
    ]
