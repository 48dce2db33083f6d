"""The database itself keeps the date of a slip that was given out."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION deadlines_printed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.printed_due_on IS NOT NULL
        AND (NEW.printed_due_on, NEW.printed_on) IS DISTINCT FROM (OLD.printed_due_on, OLD.printed_on)
    THEN
        RAISE EXCEPTION 'the date printed on the slip of clock % stays what it is', OLD.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deadlines_clock_printed_stays BEFORE UPDATE ON deadlines_clock
    FOR EACH ROW EXECUTE FUNCTION deadlines_printed_stays();
"""

BACKWARD = """
DROP TRIGGER deadlines_clock_printed_stays ON deadlines_clock;
DROP FUNCTION deadlines_printed_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
