"""What concerns the installation: there for its administrators, and for nobody else."""

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from .addresses import OfTheHouse
from .people import ADMINISTRATOR, ANONYMOUS, SIGNED_IN
from .trying import Address, addresses, is_sent_away, none_of, nothing_written, undone
from .world import NO_SUCH, World

OTHERS = (*(person for person in SIGNED_IN if person != ADMINISTRATOR), ANONYMOUS)
ATTEMPTS = (Address("operations:attempt"), Address("operations_retry_job"))


def ids(address: Address) -> str:
    return address.name


@pytest.mark.parametrize("address", addresses(OfTheHouse), ids=ids)
def test_what_is_of_the_house_is_not_there_for_others(world: World, address: Address) -> None:
    assert isinstance(address.meaning, OfTheHouse)
    place = f"{address.at(address.meaning.args)}?{address.meaning.query}"
    with nothing_written():
        assert world.browsers[ADMINISTRATOR].get(place).status_code == 200
        for person in OTHERS:
            response = world.browsers[person].get(place)
            is_away = person == ANONYMOUS and is_sent_away(response, address)
            assert is_away or response.status_code == 404, person


def test_only_administrators_find_the_jobs_in_the_masthead(world: World) -> None:
    door = 'href="/operations/jobs/"'
    found = {
        person for person, browser in world.browsers.items() if door in text(browser, "/tasks/")
    }
    assert found == {ADMINISTRATOR}


def text(browser: Client, place: str) -> str:
    return browser.get(place).content.decode()


@pytest.mark.parametrize("address", ATTEMPTS, ids=ids)
def test_a_failed_job_is_tried_again_by_administrators_only(world: World, address: Address) -> None:
    job, wrong = failed_job(), []
    with nothing_written():
        for person in OTHERS:
            told = world.browsers[person].post(address.at([job.pk]))
            nothing = world.browsers[person].post(address.at([NO_SUCH]))
            if told.status_code != nothing.status_code or told.status_code in {200, 201}:
                wrong.append(f"{person}: {told.status_code}, {nothing.status_code}")
    none_of(wrong)
    assert status(job) == "failed"
    with undone():
        answer = world.browsers[ADMINISTRATOR].post(address.at([job.pk]))
        assert answer.status_code in {201, 302}
        assert status(job) == "todo"
    assert world.browsers[ADMINISTRATOR].post(address.at([NO_SUCH])).status_code == 404


def failed_job() -> ProcrastinateJob:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'journal.react', '{\"entry_id\": 1}', 'failed', 8) RETURNING id"
        )
        return ProcrastinateJob.objects.get(pk=cursor.fetchone()[0])


def status(job: ProcrastinateJob) -> str:
    job.refresh_from_db()
    return str(job.status)
