"""The circle of a session, kept by the database whatever changes whom it concerns."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE FUNCTION meetings_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['session.convened s ' || NEW.convened_by_id,
              'session.group o ' || NEW.group_id]
        || ARRAY(SELECT 'session.visited f ' || unit_id FROM meetings_session_communes
                 WHERE session_id = NEW.id)
        || ARRAY(SELECT 'session.present o ' || unit_id FROM meetings_participant
                 WHERE session_id = NEW.id AND unit_id IS NOT NULL)
        || ARRAY(SELECT DISTINCT 'session.invited o ' || unit_id FROM meetings_invitation
                 WHERE session_id = NEW.id AND unit_id IS NOT NULL));
    RETURN NEW;
END $$;
CREATE TRIGGER meetings_find_circle
    BEFORE INSERT OR UPDATE OF convened_by_id, group_id, circle_id ON meetings_session
    FOR EACH ROW EXECUTE FUNCTION meetings_find_circle();
CREATE TRIGGER meetings_more_communes AFTER INSERT ON meetings_session_communes
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_fewer_communes AFTER DELETE ON meetings_session_communes
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_more_participants AFTER INSERT ON meetings_participant
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_fewer_participants AFTER DELETE ON meetings_participant
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_other_participants AFTER UPDATE ON meetings_participant
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_more_invitations AFTER INSERT ON meetings_invitation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
CREATE TRIGGER meetings_fewer_invitations AFTER DELETE ON meetings_invitation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('meetings_session', 'session_id');
UPDATE meetings_session SET circle_id = NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
DROP TRIGGER meetings_more_communes ON meetings_session_communes;
DROP TRIGGER meetings_fewer_communes ON meetings_session_communes;
DROP TRIGGER meetings_more_participants ON meetings_participant;
DROP TRIGGER meetings_fewer_participants ON meetings_participant;
DROP TRIGGER meetings_other_participants ON meetings_participant;
DROP TRIGGER meetings_more_invitations ON meetings_invitation;
DROP TRIGGER meetings_fewer_invitations ON meetings_invitation;
DROP TRIGGER meetings_find_circle ON meetings_session;
DROP FUNCTION meetings_find_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("meetings", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="organisations.circle",
            ),
        ),
        migrations.RunSQL(KEPT, BACKWARD),
        migrations.AlterField(
            model_name="session",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="organisations.circle",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["circle", "-id"], name="session_of_circle"),
        ),
    ]
