"""Folding in the database: what `folding.fold` does, for letters of Vietnamese, English, German
and Greek. The server's own idea of letters is not asked: it differs from one locale to another."""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION haicap_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        lower(replace(translate(
            regexp_replace(
                normalize(translate(words, E'\'\u2019\u2018\u02bc`', ''), NFD),
                E'[\u0300-\u036f]', '', 'g'),
            'ĐđςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩẞÆŒØæœøıƠơƯư',
            'ddσαβγδεζηθικλμνξοπρστυφχψωßæœøæœøıơơưư'), 'ß', 'ss')),
        E'[\u0001-/:-@\\[-`{-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff]+',
        ' ', 'g'))
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("database", "0001_extensions")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION haicap_folded(text)")]
