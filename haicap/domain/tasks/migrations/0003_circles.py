"""The circle of a task, kept by the database whatever changes whom it concerns."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE FUNCTION tasks_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['task.lead o ' || NEW.lead_id, 'task.verifier o ' || NEW.verifier_id,
              'task.issuer s ' || NEW.issuer_id]
        || ARRAY(SELECT 'task.coordinating o ' || unit_id FROM tasks_task_coordinating
                 WHERE task_id = NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_find_circle
    BEFORE INSERT OR UPDATE OF lead_id, verifier_id, issuer_id, circle_id ON tasks_task
    FOR EACH ROW EXECUTE FUNCTION tasks_find_circle();
CREATE TRIGGER tasks_more_coordinate AFTER INSERT ON tasks_task_coordinating
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('tasks_task', 'task_id');
CREATE TRIGGER tasks_fewer_coordinate AFTER DELETE ON tasks_task_coordinating
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('tasks_task', 'task_id');
UPDATE tasks_task SET circle_id = NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
DROP TRIGGER tasks_more_coordinate ON tasks_task_coordinating;
DROP TRIGGER tasks_fewer_coordinate ON tasks_task_coordinating;
DROP TRIGGER tasks_find_circle ON tasks_task;
DROP FUNCTION tasks_find_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("tasks", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="organisations.circle",
            ),
        ),
        migrations.RunSQL(KEPT, BACKWARD),
        migrations.AlterField(
            model_name="task",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="organisations.circle",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["circle", "-id"], name="task_of_circle"),
        ),
    ]
