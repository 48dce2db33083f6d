"""The circle of a task, kept by the database whatever changes whom it concerns."""

from django.db import migrations

KEPT = """
CREATE FUNCTION tasks_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['task.lead o ' || NEW.lead_id, 'task.verifier o ' || NEW.verifier_id,
              'task.issuer s ' || NEW.issuer_id]
        || ARRAY(SELECT 'task.coordinating o ' || unit_id FROM tasks_task_coordinating
                 WHERE task_id = NEW.id)
        || ARRAY(SELECT 'task.once_lead o ' || from_unit_id FROM tasks_handover
                 WHERE task_id = NEW.id)
        || ARRAY(SELECT 'task.whole_lead o ' || lead_id FROM tasks_task
                 WHERE id = NEW.parent_id));
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_find_circle
    BEFORE INSERT OR UPDATE OF lead_id, verifier_id, issuer_id, parent_id, circle_id
    ON tasks_task
    FOR EACH ROW EXECUTE FUNCTION tasks_find_circle();
CREATE TRIGGER tasks_more_coordinate AFTER INSERT ON tasks_task_coordinating
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('tasks_task', 'task_id');
CREATE TRIGGER tasks_fewer_coordinate AFTER DELETE ON tasks_task_coordinating
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('tasks_task', 'task_id');
CREATE TRIGGER tasks_handed_over AFTER INSERT ON tasks_handover
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('tasks_task', 'task_id');
-- Who leads the whole sees its parts.
CREATE FUNCTION tasks_whole_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tasks_task SET circle_id = NULL WHERE parent_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER tasks_whole_changed AFTER UPDATE OF lead_id ON tasks_task
    FOR EACH ROW WHEN (OLD.lead_id <> NEW.lead_id) EXECUTE FUNCTION tasks_whole_changed();
"""
BACKWARD = """
DROP TRIGGER tasks_whole_changed ON tasks_task;
DROP FUNCTION tasks_whole_changed();
DROP TRIGGER tasks_handed_over ON tasks_handover;
DROP TRIGGER tasks_more_coordinate ON tasks_task_coordinating;
DROP TRIGGER tasks_fewer_coordinate ON tasks_task_coordinating;
DROP TRIGGER tasks_find_circle ON tasks_task;
DROP FUNCTION tasks_find_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("tasks", "0001_initial"),
    ]

    operations = [migrations.RunSQL(KEPT, BACKWARD)]
