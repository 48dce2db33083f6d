"""The circle of a recommendation, kept by the database whatever changes whom it concerns."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
CREATE FUNCTION recommendations_find_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.circle_id := organisations_circle_for(
        ARRAY['recommendation.addressed s ' || NEW.addressed_to_id]
        || ARRAY(SELECT 'recommendation.raised f ' || unit_id FROM recommendations_recommendation_raised_by
                 WHERE recommendation_id = NEW.id)
        || ARRAY(SELECT 'recommendation.invited o ' || unit_id FROM recommendations_recommendation_invited
                 WHERE recommendation_id = NEW.id)
        || ARRAY(SELECT 'recommendation.lead o ' || NEW.lead_id WHERE NEW.lead_id IS NOT NULL)
        || ARRAY(SELECT 'recommendation.routed o ' || unit_id FROM recommendations_recommendation_routed_to
                 WHERE recommendation_id = NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER recommendations_find_circle
    BEFORE INSERT OR UPDATE OF addressed_to_id, lead_id, circle_id ON recommendations_recommendation
    FOR EACH ROW EXECUTE FUNCTION recommendations_find_circle();
CREATE TRIGGER recommendations_more_raise AFTER INSERT ON recommendations_recommendation_raised_by
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
CREATE TRIGGER recommendations_fewer_raise AFTER DELETE ON recommendations_recommendation_raised_by
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
CREATE TRIGGER recommendations_more_answer AFTER INSERT ON recommendations_recommendation_routed_to
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
CREATE TRIGGER recommendations_fewer_answer AFTER DELETE ON recommendations_recommendation_routed_to
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
CREATE TRIGGER recommendations_more_invited AFTER INSERT ON recommendations_recommendation_invited
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
CREATE TRIGGER recommendations_fewer_invited AFTER DELETE ON recommendations_recommendation_invited
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION organisations_circle_changed('recommendations_recommendation', 'recommendation_id');
UPDATE recommendations_recommendation SET circle_id = NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
DROP TRIGGER recommendations_more_raise ON recommendations_recommendation_raised_by;
DROP TRIGGER recommendations_fewer_raise ON recommendations_recommendation_raised_by;
DROP TRIGGER recommendations_more_answer ON recommendations_recommendation_routed_to;
DROP TRIGGER recommendations_fewer_answer ON recommendations_recommendation_routed_to;
DROP TRIGGER recommendations_more_invited ON recommendations_recommendation_invited;
DROP TRIGGER recommendations_fewer_invited ON recommendations_recommendation_invited;
DROP TRIGGER recommendations_find_circle ON recommendations_recommendation;
DROP FUNCTION recommendations_find_circle();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_circles"),
        ("recommendations", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="organisations.circle",
            ),
        ),
        migrations.RunSQL(KEPT, BACKWARD),
        migrations.AlterField(
            model_name="recommendation",
            name="circle",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="organisations.circle",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["circle", "state", "-id"], name="recommendation_of_circle"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["addressed_to", "state", "id"], name="recommendation_to_send_on"
            ),
        ),
    ]
