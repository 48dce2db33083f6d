"""Circles of those concerned, and how the database finds the circle of a record."""

import django.db.models.deletion
from django.db import migrations, models

# Each concern is told as “role sight unit”, in any order; what is null is left out. A circle that
# another hand makes at the same moment is waited for: the key is unique.
CIRCLE_FOR = """
CREATE FUNCTION organisations_circle_for(told text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    concerns text[] := ARRAY(
        SELECT DISTINCT each FROM unnest(told) each WHERE each IS NOT NULL ORDER BY each);
    wanted text := encode(sha256(convert_to(array_to_string(concerns, ','), 'UTF8')), 'hex');
    found bigint;
BEGIN
    SELECT id INTO found FROM organisations_circle WHERE key = wanted;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    INSERT INTO organisations_circle (key) VALUES (wanted)
        ON CONFLICT (key) DO NOTHING RETURNING id INTO found;
    IF found IS NULL THEN
        SELECT id INTO STRICT found FROM organisations_circle WHERE key = wanted;
        RETURN found;
    END IF;
    INSERT INTO organisations_concern (circle_id, role, sight, unit_id)
        SELECT found, split_part(each, ' ', 1), split_part(each, ' ', 2),
               split_part(each, ' ', 3)::bigint
        FROM unnest(concerns) each;
    RETURN found;
END $$;

-- For tables of the units of a record: TG_ARGV names the record's table, and the column here that
-- points to it. A record whose circle is taken away finds its circle anew, by a trigger of its own.
CREATE FUNCTION organisations_circle_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %I SET circle_id = NULL WHERE id IN (SELECT %I FROM changed)',
                   TG_ARGV[0], TG_ARGV[1]);
    RETURN NULL;
END $$;
"""
BACKWARD = """
DROP FUNCTION organisations_circle_for(text[]), organisations_circle_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                (
                    "sight",
                    models.CharField(
                        choices=[
                            ("o", "its own people"),
                            ("s", "also the office that keeps its papers"),
                            ("f", "also the group that follows the commune"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerns",
                        to="organisations.circle",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "sight", "circle"], name="concern_of_unit")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("circle", "role", "unit"),
                        include=("sight",),
                        name="one_concern_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sight__in", ["o", "s", "f"])),
                        name="sight_of_a_concern_is_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(CIRCLE_FOR, BACKWARD),
    ]
