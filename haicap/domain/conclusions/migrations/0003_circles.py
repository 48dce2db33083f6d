"""The circles of conclusions and notices, kept by the database whatever changes whom they concern.

A conclusion concerns whom its session and its tasks concern: their circles are taken over, each
role with its sight, so that who sees the session or a task sees it.
"""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE FUNCTION conclusions_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['conclusion.issuer s ' || NEW.issuer_id]
        || ARRAY(SELECT 'conclusion.' || role || ' ' || sight || ' ' || unit_id
                 FROM organisations_concern
                 JOIN meetings_session session ON session.circle_id = organisations_concern.circle_id
                 WHERE session.id = NEW.session_id AND NEW.state <> 'drafted')
        || ARRAY(SELECT 'conclusion.received s ' || unit_id
                 FROM conclusions_notice_recipients
                 JOIN conclusions_notice notice ON notice.id = notice_id
                 WHERE notice.conclusion_id = NEW.id AND notice.state <> 'drafted')
        || ARRAY(SELECT 'conclusion.' || role || ' ' || sight || ' ' || unit_id
                 FROM conclusions_item item
                 JOIN (SELECT item_id, task_id FROM conclusions_assignment
                       UNION ALL SELECT from_item_id, task_id FROM conclusions_passage) ordered
                     ON ordered.item_id = item.id
                 JOIN tasks_task task ON task.id = ordered.task_id
                 JOIN organisations_concern ON organisations_concern.circle_id = task.circle_id
                 WHERE item.conclusion_id = NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER conclusions_find_circle
    BEFORE INSERT OR UPDATE OF issuer_id, session_id, state, circle_id ON conclusions_conclusion
    FOR EACH ROW EXECUTE FUNCTION conclusions_find_circle();

CREATE FUNCTION conclusions_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE session_id = NEW.id AND state <> 'drafted';
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_session_changed AFTER UPDATE ON meetings_session
    FOR EACH ROW WHEN (OLD.circle_id <> NEW.circle_id)
    EXECUTE FUNCTION conclusions_session_changed();

CREATE FUNCTION conclusions_task_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE id IN (SELECT conclusion_id FROM conclusions_item WHERE id IN (
        SELECT item_id FROM conclusions_assignment WHERE task_id = NEW.id
        UNION ALL SELECT from_item_id FROM conclusions_passage WHERE task_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_task_changed AFTER UPDATE ON tasks_task
    FOR EACH ROW WHEN (OLD.circle_id <> NEW.circle_id)
    EXECUTE FUNCTION conclusions_task_changed();

CREATE FUNCTION conclusions_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE id IN (SELECT conclusion_id FROM conclusions_item
                 WHERE id IN (SELECT item_id FROM changed));
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_more_assigned AFTER INSERT ON conclusions_assignment
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION conclusions_assigned();
CREATE TRIGGER conclusions_fewer_assigned AFTER DELETE ON conclusions_assignment
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION conclusions_assigned();

-- The task goes over to another item: the document it came from keeps it by its passage.
CREATE FUNCTION conclusions_passed_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE id IN (SELECT conclusion_id FROM conclusions_item
                 WHERE id IN (NEW.from_item_id, NEW.to_item_id));
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_passed_on AFTER INSERT ON conclusions_passage
    FOR EACH ROW EXECUTE FUNCTION conclusions_passed_on();
CREATE FUNCTION conclusions_reassigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE id IN (SELECT conclusion_id FROM conclusions_item
                 WHERE id IN (OLD.item_id, NEW.item_id));
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_reassigned AFTER UPDATE ON conclusions_assignment
    FOR EACH ROW WHEN (OLD.item_id <> NEW.item_id OR OLD.task_id <> NEW.task_id)
    EXECUTE FUNCTION conclusions_reassigned();

CREATE FUNCTION conclusions_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL
    WHERE id IN (SELECT conclusion_id FROM conclusions_notice
                 WHERE id IN (SELECT notice_id FROM changed) AND state <> 'drafted');
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_more_receive AFTER INSERT ON conclusions_notice_recipients
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION conclusions_received();
CREATE TRIGGER conclusions_fewer_receive AFTER DELETE ON conclusions_notice_recipients
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION conclusions_received();

CREATE FUNCTION conclusions_notice_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_conclusion SET circle_id = NULL WHERE id = NEW.conclusion_id;
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_notice_moved AFTER UPDATE ON conclusions_notice
    FOR EACH ROW WHEN ((OLD.state = 'drafted') <> (NEW.state = 'drafted'))
    EXECUTE FUNCTION conclusions_notice_moved();

CREATE FUNCTION conclusions_find_notice_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['notice.issuer s ' || NEW.issuer_id]
        || ARRAY(SELECT 'notice.concluding s ' || issuer_id FROM conclusions_conclusion
                 WHERE id = NEW.conclusion_id)
        || ARRAY(SELECT 'notice.' || role || ' ' || sight || ' ' || unit_id
                 FROM conclusions_conclusion conclusion
                 JOIN organisations_concern USING (circle_id)
                 WHERE conclusion.id = NEW.conclusion_id AND NEW.state <> 'drafted'));
    RETURN NEW;
END $$;
CREATE TRIGGER conclusions_find_notice_circle
    BEFORE INSERT OR UPDATE OF issuer_id, conclusion_id, state, circle_id ON conclusions_notice
    FOR EACH ROW EXECUTE FUNCTION conclusions_find_notice_circle();
CREATE FUNCTION conclusions_circle_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conclusions_notice SET circle_id = NULL WHERE conclusion_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER conclusions_circle_changed AFTER UPDATE ON conclusions_conclusion
    FOR EACH ROW WHEN (OLD.circle_id <> NEW.circle_id)
    EXECUTE FUNCTION conclusions_circle_changed();

UPDATE conclusions_conclusion SET circle_id = NULL;
UPDATE conclusions_notice SET circle_id = NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
DROP TRIGGER conclusions_circle_changed ON conclusions_conclusion;
DROP TRIGGER conclusions_find_notice_circle ON conclusions_notice;
DROP TRIGGER conclusions_notice_moved ON conclusions_notice;
DROP TRIGGER conclusions_more_receive ON conclusions_notice_recipients;
DROP TRIGGER conclusions_fewer_receive ON conclusions_notice_recipients;
DROP TRIGGER conclusions_reassigned ON conclusions_assignment;
DROP TRIGGER conclusions_passed_on ON conclusions_passage;
DROP TRIGGER conclusions_more_assigned ON conclusions_assignment;
DROP TRIGGER conclusions_fewer_assigned ON conclusions_assignment;
DROP TRIGGER conclusions_task_changed ON tasks_task;
DROP TRIGGER conclusions_session_changed ON meetings_session;
DROP TRIGGER conclusions_find_circle ON conclusions_conclusion;
DROP FUNCTION conclusions_circle_changed(), conclusions_find_notice_circle(),
    conclusions_notice_moved(), conclusions_reassigned(), conclusions_passed_on(),
    conclusions_received(), conclusions_assigned(),
    conclusions_task_changed(), conclusions_session_changed(), conclusions_find_circle();
"""


def circle(related_name: str, *, null: bool) -> "models.ForeignKey":
    return models.ForeignKey(
        editable=False,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="organisations.circle",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("meetings", "0003_circles"),
        ("tasks", "0002_circles"),
        ("conclusions", "0002_words"),
    ]

    operations = [
        migrations.AddField("conclusion", "circle", circle("conclusions", null=True)),
        migrations.AddField("notice", "circle", circle("notices", null=True)),
        migrations.RunSQL(KEPT, BACKWARD),
        migrations.AlterField("conclusion", "circle", circle("conclusions", null=False)),
        migrations.AlterField("notice", "circle", circle("notices", null=False)),
        migrations.AddIndex(
            "conclusion", models.Index(fields=["circle", "-id"], name="conclusion_of_circle")
        ),
        migrations.AddIndex(
            "notice", models.Index(fields=["circle", "-id"], name="notice_of_circle")
        ),
        migrations.AddIndex(
            "notice", models.Index(fields=["-issued_on", "-id"], name="notice_by_day")
        ),
    ]
