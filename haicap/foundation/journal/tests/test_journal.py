"""The journal keeps what happened, and finds what another hand did to it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from haicap.foundation.access import Actor, Invalid, Refused, house
from haicap.foundation.accounts.models import User
from haicap.foundation.journal import catalogue, sealing, writing
from haicap.foundation.journal.models import Entry, Seal, Waiting
from haicap.foundation.journal.sealing import seal_waiting, verify
from haicap.foundation.journal.writing import record

ANA = Actor(name="Ana", user_id=1)
LOADER = house("loader", backdates_because="case")


def write(count=1, actor=ANA, **more):
    user = User(pk=7, username="somebody")
    with transaction.atomic():
        return [
            record(actor=actor, event="account.unlock", subject=user, username=str(n), **more)
            for n in range(count)
        ]


@pytest.mark.django_db
class TestWriting:
    def test_an_entry_says_who_what_and_when(self):
        entry = write()[0]
        assert (entry.actor_name, entry.event, entry.subject_id) == ("Ana", "account.unlock", "7")
        assert entry.details == {"username": "0"}

    def test_an_event_without_a_sentence_is_refused(self):
        with pytest.raises(catalogue.UndeclaredEvent):
            record(actor=ANA, event="account.fly", subject=User(pk=1))

    def test_only_who_may_dates_back_and_says_why(self):
        with pytest.raises(Refused):
            write(effective_on=date(2025, 10, 27))
        entry = write(actor=LOADER, effective_on=date(2025, 10, 27))[0]
        assert (entry.effective_on, entry.backdated_because) == (date(2025, 10, 27), "case")

    def test_details_that_are_no_json_are_refused_at_once(self):
        with pytest.raises(TypeError):
            write(due_on=date(2025, 10, 27))

    def test_a_detail_that_was_not_given_leaves_the_sentence_readable(self):
        with translation.override("en"):
            assert catalogue.tell("account.unlock", "Ana", {}) == "Ana unlocked the account …."

    def test_a_detail_never_takes_the_actors_place(self):
        with translation.override("en"):
            told = catalogue.tell("account.unlock", "Ana", {"actor": "Cora", "username": "b"})
        assert told == "Ana unlocked the account b."

    def test_who_acts_for_many_positions_loses_none_of_them(self):
        positions = "; ".join(f"Phó Chủ tịch, xã số {number}" for number in range(60))
        entry = write(actor=Actor(name="Ana", user_id=1, on_behalf_of=positions))[0]
        seal_waiting()
        assert Entry.objects.get(pk=entry.pk).on_behalf_of == positions
        assert faults() == []

    def test_an_event_that_no_room_declares_any_more_is_told_by_its_name(self):
        with translation.override("en"):
            assert catalogue.tell("task.dance", "Ana", {}) == (
                "Ana: “task.dance” (this version has no sentence for it)."
            )

    def test_a_day_to_come_is_refused(self):
        with pytest.raises(Invalid):
            write(actor=LOADER, effective_on=date(2999, 1, 1))

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE journal_entry SET actor_name = 'x'",
            "DELETE FROM journal_entry",
            "TRUNCATE journal_entry",
        ],
    )
    def test_the_database_refuses_to_change_an_entry(self, sql):
        write()
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_a_reaction_is_queued_with_the_entry_and_not_without_it(self, monkeypatch):
        monkeypatch.setitem(writing._reactions, "account.unlock", [lambda entry: None])

        def jobs():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'journal.react'"
                )
                return cursor.fetchone()[0]

        with pytest.raises(RuntimeError), transaction.atomic():
            write()
            raise RuntimeError
        assert jobs() == 0
        write()
        assert jobs() == 1


def faults():
    return [str(fault) for fault in verify()]


def tamper(*statements):
    """As a superuser would: with the guards off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


def forge(seal):
    """Write a seal anew over its entries as they now are, as who knows the code could."""
    entries = Entry.objects.in_bulk(seal.entry_ids)
    hashes = [sealing.entry_hash(entries[number]) for number in seal.entry_ids]
    whole = sealing._seal_hash(bytes(seal.previous_hash), seal.entry_ids, hashes)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE journal_seal SET entry_hashes = %s, hash = %s WHERE id = %s",
            [hashes, whole, seal.pk],
        )
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.django_db
class TestSealing:
    def test_what_was_written_is_sealed_and_verifies(self):
        write(3)
        assert Waiting.objects.count() == 3
        assert seal_waiting() == 3
        assert seal_waiting() == 0
        write(2)
        seal_waiting()
        assert Seal.objects.count() == 2
        assert faults() == []

    def test_entries_not_yet_sealed_are_no_fault(self):
        write(2)
        assert faults() == []

    def test_an_altered_entry_is_named(self):
        entry = write(3)[1]
        seal_waiting()
        tamper(f"UPDATE journal_entry SET details = '{{}}' WHERE id = {entry.pk}")
        assert faults() == [f"entry {entry.pk}: was altered"]

    def test_a_removed_entry_is_named(self):
        entry = write(3)[1]
        seal_waiting()
        tamper(f"DELETE FROM journal_entry WHERE id = {entry.pk}")
        assert faults() == [f"entry {entry.pk}: was removed"]

    def test_an_inserted_entry_is_named(self):
        entry = write(1)[0]
        seal_waiting()
        columns = ", ".join(f.column for f in Entry._meta.concrete_fields if not f.primary_key)
        tamper(
            f"INSERT INTO journal_entry (id, {columns})"
            f" SELECT id + 1000, {columns} FROM journal_entry WHERE id = {entry.pk}"
        )
        assert faults() == [
            f"entry {entry.pk + 1000}: was inserted: no seal covers it and it waits for none"
        ]

    def test_an_entry_removed_before_it_was_sealed_is_named(self):
        entry = write(2)[0]
        tamper(f"DELETE FROM journal_entry WHERE id = {entry.pk}")
        assert faults() == [f"entry {entry.pk}: was removed before it was sealed"]
        # Sealing what is left does not hide it, and is not held up by it.
        assert seal_waiting() == 1
        assert faults() == [f"entry {entry.pk}: was removed before it was sealed"]

    def test_a_removed_seal_breaks_the_chain(self):
        for _each in range(3):
            write()
            seal_waiting()
        second = Seal.objects.order_by("id")[1]
        tamper(f"DELETE FROM journal_seal WHERE id = {second.pk}")
        assert any("does not follow" in fault for fault in faults())

    def test_an_altered_entry_with_its_hash_forged_is_found_at_the_seal(self):
        write()
        seal_waiting()
        seal = Seal.objects.get()
        tamper(f"UPDATE journal_seal SET entry_hashes = '{{\"\\\\x00\"}}' WHERE id = {seal.pk}")
        assert f"seal {seal.pk}: its list of entries was altered" in faults()

    @pytest.mark.parametrize(
        "change",
        ["entry_ids = '{-1}'", "entry_ids = '{NULL}'", "entry_ids = '{1,2}'", "entry_ids = '{}'"],
    )
    def test_a_seal_over_nonsense_is_named_and_not_stumbled_over(self, change):
        write()
        seal_waiting()
        seal = Seal.objects.get()
        tamper(f"UPDATE journal_seal SET {change} WHERE id = {seal.pk}")
        assert f"seal {seal.pk}: its list of entries was altered" in faults()

    def test_many_rows_that_wait_without_an_entry_hold_up_nothing(self, monkeypatch):
        monkeypatch.setattr(sealing, "ENTRIES_A_SEAL", 2)
        Waiting.objects.bulk_create(Waiting(entry_id=-number) for number in range(1, 4))
        write(3)
        assert seal_waiting() == 3
        assert Waiting.objects.count() == 3

    def test_a_seal_written_anew_over_an_altered_entry_breaks_the_chain_behind_it(self):
        entry = write()[0]
        seal_waiting()
        write()
        seal_waiting()
        first, second = Seal.objects.order_by("id")
        tamper(f"UPDATE journal_entry SET actor_name = 'Eve' WHERE id = {entry.pk}")
        forge(first)
        assert faults() == [
            f"seal {second.pk}: does not follow seal {first.pk};"
            " a seal was removed, inserted or altered"
        ]

    def test_a_last_seal_written_anew_is_found_by_a_head_kept_elsewhere(self):
        write()
        seal_waiting()
        entry = write()[0]
        seal_waiting()
        kept = sealing.head()
        tamper(f"UPDATE journal_entry SET actor_name = 'Eve' WHERE id = {entry.pk}")
        forge(Seal.objects.order_by("-id")[0])
        # Nothing follows it that could tell; only the head that was written down does.
        assert faults() == []
        with pytest.raises(CommandError, match="written anew"):
            call_command("journal", "verify", head=kept)

    def test_a_tail_removed_while_it_waited_is_named(self):
        write()
        seal_waiting()
        last = write(2)[1]
        tamper(f"DELETE FROM journal_entry WHERE id = {last.pk}")
        assert faults() == [f"entry {last.pk}: was removed before it was sealed"]

    def test_a_seal_inserted_at_the_end_is_named(self):
        write()
        seal_waiting()
        seal = Seal.objects.get()
        tamper(
            "INSERT INTO journal_seal (sealed_at, entry_ids, entry_hashes, previous_hash, hash)"
            f" SELECT sealed_at, entry_ids, entry_hashes, previous_hash, hash FROM journal_seal"
            f" WHERE id = {seal.pk}"
        )
        inserted = Seal.objects.order_by("-id")[0]
        assert any(fault.startswith(f"seal {inserted.pk}: does not follow") for fault in faults())

    def test_more_entries_than_one_seal_takes_are_sealed_in_order(self, monkeypatch):
        monkeypatch.setattr(sealing, "ENTRIES_A_SEAL", 2)
        written = [entry.pk for entry in write(5)]
        assert seal_waiting() == 5
        sealed = [seal.entry_ids for seal in Seal.objects.order_by("id")]
        assert sealed == [written[:2], written[2:4], written[4:]]
        assert faults() == []

    def test_an_end_that_was_cut_off_is_found_by_a_head_kept_elsewhere(self, capsys):
        write()
        seal_waiting()
        entry = write()[0]
        seal_waiting()
        call_command("journal", "verify")
        head = capsys.readouterr().out.split("Head: ")[1].split()[0]
        call_command("journal", "verify", head=bytes.fromhex(head))
        last = Seal.objects.order_by("-id").first()
        tamper(
            f"DELETE FROM journal_entry WHERE id = {entry.pk}",
            f"DELETE FROM journal_seal WHERE id = {last.pk}",
        )
        call_command("journal", "verify")
        with pytest.raises(CommandError, match="cut off at its end"):
            call_command("journal", "verify", head=bytes.fromhex(head))

    def test_an_empty_journal_verifies(self, capsys):
        call_command("journal", "verify")
        assert "verifies: 0 entries" in capsys.readouterr().out

    def test_the_command_ends_well_or_names_the_first_fault(self, capsys):
        entry = write(2)[0]
        call_command("journal", "seal")
        call_command("journal", "verify")
        assert "verifies: 2 entries" in capsys.readouterr().out
        tamper(f"UPDATE journal_entry SET event = 'x' WHERE id = {entry.pk}")
        with pytest.raises(CommandError, match=f"entry {entry.pk}: was altered"):
            call_command("journal", "verify")
