"""Is this the database of the province that the environment names?"""

from django.conf import settings

from haicap.domain.organisations.queries import chosen_province
from haicap.foundation.database.location import DatabaseProblem


def check_province() -> None:
    """Raises DatabaseProblem where the database was begun for another province."""
    province = chosen_province()
    if province and province.key != settings.HOME_PROVINCE:
        raise DatabaseProblem(
            f"this database was begun for {province.full_name} ({province.key}), and"
            f" HAICAP_PROVINCE stands for {settings.HOME_PROVINCE}. Set"
            f" HAICAP_PROVINCE={province.key}, or name another database."
        )
