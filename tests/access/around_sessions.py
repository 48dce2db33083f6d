"""Addresses of briefings, session screens, minutes and calendars: what each of them names."""

from collections.abc import Mapping

from .meanings import Apart, Meaning, Shows, SignedIn

OPENED = "test_a_calendar_address_is_opened_by_who_holds_a_position_and_closed_by_its_owner"
READ_THERE = "test_a_calendar_is_read_by_who_knows_its_address_and_shows_what_its_owner_sees"
NOTES = "test_notes_are_written_and_mended_by_secretaries_only"
MINUTES = "test_minutes_are_signed_by_secretary_and_chair_and_nobody_else"

AROUND_SESSIONS: Mapping[str, Meaning] = {
    "calendars:list": SignedIn(),
    "calendars:opening": Apart(OPENED),
    "calendars:closing": Apart(OPENED),
    "calendars:file": Apart(READ_THERE),
    "portal:screen": Shows("session"),
    "portal:screen-item": Apart("test_a_page_of_the_screen_and_its_notes_are_seen_by_who_may"),
    "minutes:minutes": Shows("session"),
    "minutes:noting": Apart(NOTES),
    "minutes:mending": Apart(NOTES),
    "minutes:hours": Apart(NOTES),
    "minutes:writing": Apart(MINUTES),
    "minutes:signing": Apart(MINUTES),
    "minutes:return": Apart(MINUTES),
    "minutes:docx": Shows("session"),
    "minutes:pdf": Shows("session"),
    "portal:briefing": Shows("session"),
    "portal:briefing-docx": Shows("session"),
    "portal:briefing-pdf": Shows("session"),
    "portal:commune-briefing": SignedIn(("06541",)),
    "portal:commune-briefing-docx": SignedIn(("06541",)),
    "portal:commune-briefing-pdf": SignedIn(("06541",)),
}

AROUND_SESSIONS_BY_PROGRAM: Mapping[str, Meaning] = {
    "minutes_read_minutes": Apart(MINUTES),
    "minutes_draw_up_minutes": Apart(NOTES),
    "minutes_write_note": Apart(NOTES),
    "minutes_mend_note": Apart(NOTES),
    "minutes_write_minutes": Apart(MINUTES),
    "minutes_sign_minutes": Apart(MINUTES),
    "minutes_return_minutes": Apart(MINUTES),
    "minutes_read_minutes_document": Shows("session"),
    "calendars_list_calendars": SignedIn(),
    "calendars_open_calendar": Apart(OPENED),
    "calendars_close_calendar": Apart(OPENED),
    "briefings_read_session_briefing": Shows("session"),
    "briefings_read_session_briefing_document": Shows("session"),
    "briefings_read_commune_briefing": SignedIn(("06541",)),
}
