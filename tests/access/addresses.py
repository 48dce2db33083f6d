"""What every address of the house names: the table that no new address can be left out of.

Independent of the views on purpose: it says what an address is for, the tests try whether it is so.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Public:
    """Open to everybody and about nothing that is anybody's; tried with these arguments."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class SignedIn:
    """Open to whoever is signed in, and about no record; tried with these arguments."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class OfTheHouse:
    """There for administrators of the installation only, and about no record of the subject."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class Lists:
    """Open to whoever is signed in; shows of these kinds exactly what each may see."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Shows:
    """Shows a record of this kind to who may see it; to others it does not exist."""

    kind: str


@dataclass(frozen=True)
class Does:
    """Where a deed (see deeds.py) is done; `has_form`: the page to type into lies there too."""

    deed: str
    has_form: bool = True


@dataclass(frozen=True)
class Apart:
    """Tried in a test of its own, of this name."""

    test: str


Meaning = Public | SignedIn | OfTheHouse | Lists | Shows | Does | Apart

# The people of units: no record of the rooms, so they have a world and a table of their own.
SEEN = "test_the_people_of_a_unit_are_seen_by_who_may_and_by_nobody_else"
DONE_IN_UNITS = "test_positions_are_given_by_who_may_and_by_nobody_else"
ENDED = "test_an_appointment_is_ended_by_who_may_and_by_nobody_else"
RAISED = "test_a_list_of_recommendations_is_taken_from_who_works_for_a_commune"
JOINED = "test_communes_join_and_leave_and_units_contribute_by_who_was_asked"
KEPT = "test_an_account_is_kept_by_who_administers_it_and_by_nobody_else"
ENTRUSTED = "test_a_position_is_entrusted_by_who_may_and_by_nobody_else"
ENDED_EARLY = "test_deputising_is_seen_and_ended_by_who_may_and_by_nobody_else"
FORMED = "test_a_working_group_is_formed_by_who_may_and_by_nobody_else"
OWN_ALERTS = "test_alerts_are_shown_and_read_by_their_reader_alone"
OWN_CHOICES = "test_everybody_chooses_for_themselves_what_comes_by_e_mail"
TRIED_AGAIN = "test_an_e_mail_that_was_given_up_is_tried_again_by_administrators_only"

LISTS = "test_lists_of_tasks_open_to_who_may_bring_them_in"
ORDERS = "test_a_conclusion_takes_a_list_from_its_own_side_alone"
# A list in XLSX: examined, its template, taken.
OF_A_LIST = ("", "-template", "-taking")


def operations_of(kind: str) -> tuple[str, str, str]:
    return f"{kind}_list_template", f"examine_{kind}_list", f"take_{kind}_list"


PAGES: Mapping[str, Meaning] = {
    "healthz": Public(),
    "accounts:sign-in": Public(),
    "accounts:code": Apart("test_the_page_for_the_code_opens_to_nobody_without_the_password"),
    "accounts:sign-out": Apart("test_sign_out_takes_a_post_and_ends_the_session"),
    "accounts:language": Apart("test_the_language_door_writes_nothing_for_a_visitor"),
    "accounts:colours": Apart("test_the_colours_door_keeps_the_choice_in_the_browser"),
    "accounts:account": SignedIn(),
    "accounts:sign-ins": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "accounts:end-sign-in": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "accounts:end-other-sign-ins": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "accounts:email": Does("name an e-mail address"),
    "accounts:confirm-email": Apart("test_an_address_is_confirmed_by_who_reads_its_letters"),
    "alerts:list": SignedIn(),
    "alerts:read": Apart(OWN_ALERTS),
    "alerts:open": Apart(OWN_ALERTS),
    "alerts:read-all": Apart(OWN_ALERTS),
    "alerts:choices": SignedIn(),
    "alerts:choose": Apart(OWN_CHOICES),
    "alerts:unsubscribe": Apart("test_the_way_out_of_e_mails_opens_with_its_token_only"),
    "alerts:deliveries": OfTheHouse(),
    "alerts:attempt": Apart(TRIED_AGAIN),
    "accounts:password": Does("change the password"),
    "accounts:second-factor": Does("set up a second factor"),
    "statutes:list": Public(),
    "statutes:detail": Public(("complaint.acceptance",)),
    "sources:detail": SignedIn(("003",)),
    "deadlines:calculator": Public(),
    "operations:jobs": OfTheHouse(),
    "operations:job": OfTheHouse(("journal.seal",)),
    "operations:attempt": Apart("test_a_failed_job_is_tried_again_by_administrators_only"),
    "organisations:province": Public(),
    "organisations:provinces": Public(),
    "organisations:find": Public((), "q=xã"),
    "portal:sources": SignedIn(),
    "portal:search": Public((), "q=xã"),
    "organisations:unit": Public(("20.so-tai-chinh",)),
    "organisations:working-groups": Public(),
    "organisations:forming": Apart(FORMED),
    "organisations:people": Apart(SEEN),
    "organisations:opening": Apart(DONE_IN_UNITS),
    "organisations:appointment": Apart(DONE_IN_UNITS),
    "organisations:roster": Apart(DONE_IN_UNITS),
    "organisations:roster-template": Apart(SEEN),
    "organisations:roster-taking": Apart(DONE_IN_UNITS),
    "organisations:ending": Apart(ENDED),
    "organisations:entrusting": Apart(ENTRUSTED),
    "organisations:end-deputising": Apart(ENDED_EARLY),
    "organisations:positions": Apart(ENDED_EARLY),
    "organisations:person": Apart(SEEN),
    "organisations:password": Apart(KEPT),
    "organisations:off": Apart(KEPT),
    "organisations:on": Apart(KEPT),
    "organisations:second-factor": Apart(KEPT),
    "indicators:list": Lists(("report", "figure")),
    "indicators:report": Does("submit a report"),
    "indicators:statement": Does("add a statement"),
    "indicators:figure": Does("report a figure"),
    "indicators:correction": Does("correct a figure"),
    "tasks:list": Lists(("task",)),
    "tasks:board": Apart("test_a_picture_of_tasks_shows_what_one_may_see"),
    "tasks:calendar": Apart("test_a_picture_of_tasks_shows_what_one_may_see"),
    "tasks:timeline": Apart("test_a_picture_of_tasks_shows_what_one_may_see"),
    "tasks:together": Apart("test_one_move_on_many_reaches_only_what_one_may_see"),
    **{f"tasks:assignments{door}": Apart(LISTS) for door in OF_A_LIST},
    **{f"tasks:reports{door}": Apart(LISTS) for door in OF_A_LIST},
    "tasks:scores": SignedIn(),
    "tasks:scored": Apart("test_a_score_opens_only_to_what_one_may_see"),
    "tasks:progress": Does("report progress"),
    "tasks:verification": Does("verify a task", has_form=False),
    "tasks:return": Does("return a task"),
    "tasks:cancellation": Does("cancel a task"),
    "tasks:receipt": Does("acknowledge a task", has_form=False),
    "tasks:request": Does("ask for time"),
    "tasks:extension": Does("extend a task"),
    "tasks:refusal": Does("refuse time"),
    "tasks:withdrawal": Does("withdraw a request", has_form=False),
    "tasks:suspension": Does("suspend a task"),
    "tasks:resumption": Does("resume a task"),
    "tasks:handover": Does("hand over a task"),
    "tasks:parts": Does("split a task"),
    "tasks:rhythm": Does("repeat a task"),
    "tasks:hand": Does("hand a task to a person"),
    "tasks:coordination": Does("involve a unit"),
    "tasks:drafting": Does("draft a task report"),
    "tasks:contribution": Does("report a contribution"),
    "tasks:asking": Does("ask a contribution"),
    "tasks:draft": Shows("draft"),
    "tasks:revision": Does("revise a draft"),
    "tasks:submission": Does("submit a draft", has_form=False),
    "tasks:approval": Does("approve a draft", has_form=False),
    "tasks:sending-back": Does("send a draft back"),
    "tasks:evidence": Shows("evidence"),
    "meetings:list": Lists(("session",)),
    "meetings:plan": Does("plan a session"),
    "meetings:holding": Does("hold a session"),
    "meetings:concluding": Does("conclude a session"),
    "meetings:rescheduling": Does("reschedule a session"),
    "meetings:cancellation": Does("cancel a session"),
    "meetings:participants": Does("add a participant"),
    "meetings:agenda": Does("add to the agenda"),
    "meetings:visits": Does("record a visit"),
    "meetings:reports": Does("give a report"),
    "recommendations:list": Lists(("recommendation",)),
    "recommendations:sheet": Apart(RAISED),
    "recommendations:sheet-template": Apart(RAISED),
    "recommendations:sheet-taking": Apart(RAISED),
    "recommendations:raise": Does("raise a recommendation"),
    "recommendations:routing": Does("route a recommendation"),
    "recommendations:answer": Does("answer a recommendation"),
    "recommendations:ending": Does("close a recommendation"),
    "recommendations:reopening": Does("reopen a recommendation"),
    "recommendations:rerouting": Does("send a recommendation to others"),
    "recommendations:invitation": Does("ask communes to join"),
    "recommendations:twins": Does("decide on twins"),
    "recommendations:joining": Apart(JOINED),
    "recommendations:leaving": Apart(JOINED),
    "recommendations:parting": Apart(JOINED),
    "recommendations:contribution": Apart(JOINED),
    "conclusions:list": Lists(("conclusion", "notice")),
    "conclusions:draft": Does("draft a conclusion"),
    "conclusions:compose": Does("answer the recommendations"),
    "conclusions:item": Does("add an item"),
    "conclusions:item-edit": Does("change an item"),
    "conclusions:item-place": Does("move an item", has_form=False),
    "conclusions:item-removal": Does("take an item out"),
    "conclusions:delivery": Does("deliver a conclusion"),
    "conclusions:notice-draft": Does("draft a notice"),
    **{f"conclusions:orders{door}": Apart(ORDERS) for door in OF_A_LIST},
    "conclusions:assignment": Does("assign a task"),
    "conclusions:response": Does("note a response"),
    "conclusions:enter": Does("enter a document"),
    "conclusions:docx": Shows("notice"),
    "conclusions:pdf": Shows("notice"),
    "conclusions:notice-edit": Does("change a draft notice"),
    "conclusions:issue": Does("issue a notice"),
    "conclusions:recall": Does("recall a notice"),
    "conclusions:replacement": Does("replace a notice"),
    "followups:list": Lists(("sheet",)),
    "followups:draw-up": Does("draw up a sheet", has_form=False),
    "followups:sheet": Shows("sheet"),
    "followups:comparison": Apart("test_two_sheets_are_compared_by_who_sees_both"),
    "followups:docx": Shows("sheet"),
    "followups:pdf": Shows("sheet"),
    "followups:assessment": Apart("test_a_row_is_assessed_and_carried_over_by_its_sheets_people"),
    "followups:carrying": Apart("test_a_row_is_assessed_and_carried_over_by_its_sheets_people"),
    "followups:settlement": Does("settle a sheet", has_form=False),
    "cases:enter": Apart("test_a_visitor_becomes_a_persona_by_a_post_only"),
    "portal:desk": SignedIn(),
    "portal:commune": Public(("06541",)),
    "portal:waiting": Apart("test_what_waits_for_a_unit_is_told_as_far_as_one_may_see_it"),
    "portal:map": Public(("20",)),
    "portal:session": Shows("session"),
    "portal:conclusion": Shows("conclusion"),
    "portal:notice": Shows("notice"),
    "portal:item": Shows("item"),
    "portal:task": Shows("task"),
    "portal:recommendation": Shows("recommendation"),
    "portal:report": Shows("report"),
    "portal:figure": Shows("figure"),
}

# Addresses of the API that are no operation.
BESIDE: Mapping[str, Meaning] = {
    "api:openapi-json": Public(),
    "api:api-root": Apart("test_addresses_of_nothing_look_alike_to_everybody"),
    "api:": Apart("test_addresses_of_nothing_look_alike_to_everybody"),
}

# By operation, as the API document names it.
OPERATIONS: Mapping[str, Meaning] = {
    "organisations_list_units": SignedIn(),
    "organisations_find_units": SignedIn((), "q=xã"),
    "organisations_show_unit": SignedIn(("20.so-tai-chinh",)),
    "organisations_list_communes": SignedIn(("20",)),
    "organisations_show_map": SignedIn(("20",)),
    "organisations_list_working_groups": SignedIn(),
    "organisations_form_working_group": Apart(FORMED),
    "organisations_list_people": Apart(SEEN),
    "organisations_show_person": Apart(SEEN),
    "organisations_open_account": Apart(DONE_IN_UNITS),
    "organisations_appoint": Apart(DONE_IN_UNITS),
    "organisations_examine_people_list": Apart(DONE_IN_UNITS),
    "organisations_take_people_list": Apart(DONE_IN_UNITS),
    "organisations_end_appointment": Apart(ENDED),
    "organisations_list_deputisings": Apart(ENDED_EARLY),
    "organisations_entrust": Apart(ENTRUSTED),
    "organisations_end_deputising": Apart(ENDED_EARLY),
    "organisations_reset_password": Apart(KEPT),
    "organisations_switch_off": Apart(KEPT),
    "organisations_switch_on": Apart(KEPT),
    "organisations_forget_second_factor": Apart(KEPT),
    "search_search_everything": SignedIn((), "q=xã"),
    "accounts_list_sign_ins": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "accounts_list_failed_sign_ins": Apart(
        "test_sign_ins_are_shown_and_ended_by_their_owner_alone"
    ),
    "accounts_end_sign_in": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "accounts_end_other_sign_ins": Apart("test_sign_ins_are_shown_and_ended_by_their_owner_alone"),
    "statutes_list_statutes": Public(),
    "statutes_get_statute": Public(("complaint.acceptance",)),
    "deadlines_get_deadline": Public(("complaint.acceptance",), "start=2025-12-01"),
    "accounts_show_email": SignedIn(),
    "accounts_name_email": Does("name an e-mail address"),
    "alerts_list_alerts": Apart(OWN_ALERTS),
    "alerts_count_unread": SignedIn(),
    "alerts_read_alert": Apart(OWN_ALERTS),
    "alerts_read_alerts": Apart(OWN_ALERTS),
    "alerts_list_choices": SignedIn(),
    "alerts_choose": Apart(OWN_CHOICES),
    "alerts_list_deliveries": OfTheHouse(),
    "alerts_retry_delivery": Apart(TRIED_AGAIN),
    "operations_show_jobs": OfTheHouse(),
    "operations_list_failed_jobs": OfTheHouse(),
    "operations_show_job": OfTheHouse(("journal.seal",)),
    "operations_retry_job": Apart("test_a_failed_job_is_tried_again_by_administrators_only"),
    "indicators_list_indicators": SignedIn(),
    "indicators_list_reports": Lists(("report", "figure")),
    "indicators_submit_report": Does("submit a report"),
    "indicators_get_report": Shows("report"),
    "indicators_add_statement": Does("add a statement"),
    "indicators_report_figure": Does("report a figure"),
    "indicators_list_figures": Lists(("figure",)),
    "indicators_get_figure": Shows("figure"),
    "indicators_correct_figure": Does("correct a figure"),
    "tasks_list_tasks": Lists(("task",)),
    "tasks_read_board": Apart("test_a_picture_of_tasks_shows_what_one_may_see"),
    "tasks_read_calendar": Apart("test_a_picture_of_tasks_shows_what_one_may_see"),
    "tasks_read_timeline": Lists(("task",)),
    "tasks_read_score": Apart("test_a_score_opens_only_to_what_one_may_see"),
    "tasks_list_scored": Apart("test_a_score_opens_only_to_what_one_may_see"),
    "tasks_move_together": Apart("test_one_move_on_many_reaches_only_what_one_may_see"),
    "tasks_read_matrix": Apart("test_the_matrix_counts_what_each_may_see"),
    "tasks_read_task": Shows("task"),
    "tasks_report_progress": Does("report progress"),
    "tasks_verify_task": Does("verify a task"),
    "tasks_return_task": Does("return a task"),
    "tasks_cancel_task": Does("cancel a task"),
    "tasks_acknowledge_task": Does("acknowledge a task"),
    "tasks_ask_for_time": Does("ask for time"),
    "tasks_extend_task": Does("extend a task"),
    "tasks_refuse_time": Does("refuse time"),
    "tasks_withdraw_request": Does("withdraw a request"),
    "tasks_suspend_task": Does("suspend a task"),
    "tasks_resume_task": Does("resume a task"),
    "tasks_hand_over_task": Does("hand over a task"),
    "tasks_split_task": Does("split a task"),
    "tasks_repeat_task": Does("repeat a task"),
    "tasks_hand_task": Does("hand a task to a person"),
    "tasks_involve_unit": Does("involve a unit"),
    "tasks_read_contribution": Shows("contribution"),
    "tasks_report_contribution": Does("report a contribution"),
    "tasks_ask_contribution": Does("ask a contribution"),
    "tasks_draft_report": Does("draft a task report"),
    "tasks_read_draft": Shows("draft"),
    "tasks_revise_draft": Does("revise a draft"),
    "tasks_submit_draft": Does("submit a draft"),
    "tasks_approve_draft": Does("approve a draft"),
    "tasks_send_draft_back": Does("send a draft back"),
    **{f"tasks_{each}": Apart(LISTS) for each in operations_of("assignment")},
    **{f"tasks_{each}": Apart(LISTS) for each in operations_of("report")},
    "tasks_download_evidence": Shows("evidence"),
    "meetings_list_sessions": Lists(("session",)),
    "meetings_plan_session": Does("plan a session"),
    "meetings_get_session": Shows("session"),
    "meetings_hold_session": Does("hold a session"),
    "meetings_conclude_session": Does("conclude a session"),
    "meetings_reschedule_session": Does("reschedule a session"),
    "meetings_cancel_session": Does("cancel a session"),
    "meetings_add_participant": Does("add a participant"),
    "meetings_add_agenda_item": Does("add to the agenda"),
    "meetings_record_visit": Does("record a visit"),
    "meetings_give_report": Does("give a report"),
    "recommendations_list_recommendations": Lists(("recommendation",)),
    "recommendations_recommendation_list_template": Apart(RAISED),
    "recommendations_examine_recommendation_list": Apart(RAISED),
    "recommendations_take_recommendation_list": Apart(RAISED),
    "recommendations_raise_recommendation": Does("raise a recommendation"),
    "recommendations_read_recommendation": Shows("recommendation"),
    "recommendations_route_recommendation": Does("route a recommendation"),
    "recommendations_answer_recommendation": Does("answer a recommendation"),
    "recommendations_close_recommendation": Does("close a recommendation"),
    "recommendations_reopen_recommendation": Does("reopen a recommendation"),
    "recommendations_reroute_recommendation": Does("send a recommendation to others"),
    "recommendations_invite_communes": Does("ask communes to join"),
    "recommendations_decide_twins": Does("decide on twins"),
    "recommendations_list_twins": Shows("recommendation"),
    "recommendations_count_recommendations": Apart(
        "test_recommendations_are_counted_as_each_sees_them"
    ),
    "recommendations_join_recommendation": Apart(JOINED),
    "recommendations_leave_recommendation": Apart(JOINED),
    "recommendations_part_recommendation": Apart(JOINED),
    "recommendations_contribute_to_answer": Apart(JOINED),
    "conclusions_list_conclusions": Lists(("conclusion", "notice")),
    "conclusions_draft_conclusion": Does("draft a conclusion"),
    "conclusions_read_conclusion": Shows("conclusion"),
    "conclusions_add_item": Does("add an item"),
    "conclusions_answer_recommendations": Does("answer the recommendations"),
    "conclusions_edit_item": Does("change an item"),
    "conclusions_move_item": Does("move an item"),
    "conclusions_remove_item": Does("take an item out"),
    "conclusions_deliver_conclusion": Does("deliver a conclusion"),
    **{f"conclusions_{each}": Apart(ORDERS) for each in operations_of("order")},
    "conclusions_draft_notice": Does("draft a notice"),
    "conclusions_list_notices": Lists(("notice",)),
    "conclusions_read_notice": Shows("notice"),
    "conclusions_read_document": Shows("notice"),
    "conclusions_enter_document": Does("enter a document"),
    "conclusions_edit_notice": Does("change a draft notice"),
    "conclusions_issue_notice": Does("issue a notice"),
    "conclusions_recall_notice": Does("recall a notice"),
    "conclusions_replace_notice": Does("replace a notice"),
    "conclusions_read_item": Shows("item"),
    "conclusions_assign_task": Does("assign a task"),
    "conclusions_answer_recommendation": Does("note a response"),
    "followups_list_sheets": Lists(("sheet",)),
    "followups_draw_up_sheet": Does("draw up a sheet"),
    "followups_read_sheet": Shows("sheet"),
    "followups_compare_sheets": Apart("test_two_sheets_are_compared_by_who_sees_both"),
    "followups_read_document": Shows("sheet"),
    "followups_assess_row": Apart("test_a_row_is_assessed_and_carried_over_by_its_sheets_people"),
    "followups_carry_over": Apart("test_a_row_is_assessed_and_carried_over_by_its_sheets_people"),
    "followups_settle_sheet": Does("settle a sheet"),
}
