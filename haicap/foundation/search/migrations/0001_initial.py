"""The function by which texts are indexed and compared, whoever typed them and however.

It must be immutable to stand in an index, so nothing in it follows the locale of the database:
`lower` is asked for ASCII only, the other capitals of our languages are listed. In `plpgsql`, so
that it is called, never written out into the query: then the planner knows what it costs, and
asks the index.
"""

from django.db import migrations

CREATE = r"""
CREATE FUNCTION haicap_folded(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500
AS $$ BEGIN RETURN btrim(
    regexp_replace(
        replace(replace(
            translate(
                lower(
                    regexp_replace(
                        normalize(regexp_replace(words, '[''’‘ʼ`]', '', 'g'), NFD),
                        '[\u0300-\u036f\u0483-\u0487\u1ab0-\u1abd\u1dc0-\u1dff\u20d0-\u20dc]+',
                        '', 'g'
                    ) COLLATE "C"
                ),
                'ĐđØŁÆŒÞÐĦŊŦſΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς'
                'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐ',
                'ddøłæœþðħŋŧsαβγδεζηθικλμνξοπρστυφχψωσ'
                'абвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґ'
            ),
            'ß', 'ss'), 'ẞ', 'ss'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8'
        '\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20c0\u2116\u2190-\u245f\u2500-\u2775'
        '\u2794-\u2bff\u3000-\u3004\u3008-\u3020]+',
        ' ', 'g'
    ),
    ' '
);
END $$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("database", "0001_extensions")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION haicap_folded(text)")]
