"""The database's functions: who may call which, and that nothing else looks past the row security."""

import re

from history_model import asked

# What each role may call, and what only other functions do.
OF_CITIZENS = {
    "stopped_now",
    "my_next_opening",
    "my_last_share_ended",
    "block_myself",
    "concerned_by_stop",
    "uid",
    "my_files",
    "my_cases",
    "my_roles",
    "my_money_cases",
    "my_named_verdicts",
    "hidden_papers",
    "my_calendar",
    "set_my_calendar",
    "open_calendar",
    "terms_of_calendar",
    "roles_of_calendar",
    "mandates_of_calendar",
    "my_own_cases",
    "my_registrations",
    "my_pending_changes",
    "my_mark",
    "my_people",
    "open_session",
    "object_to",
    "is_objection_decided",
    "deaths_of",
    "corrections_of",
    "deeds_of",
    "of_my_wards",
    "my_objections",
    "rule",
    "message_channels",
    "data_as_of",
    "accesses",
    "record_pieces",
}
OF_STAFF = {
    "authors_of",
    "own_cases_of_desk",
    "other_addresses_coming",
    "fed_address_comes",
    "numbers_of_interested",
    "on_record",
    "stopped_now",
    "holders_of",
    "block_at_desk",
    "unblock_at_desk",
    "may_print_sealed",
    "may_ask_sealed",
    "ask_sealed",
    "agree_to_sealed",
    "sealed_waits",
    "may_be_reversed",
    "settle_reversal",
    "lapse_reversals",
    "reversal_waits",
    "wanted_back",
    "only_death_goes_back",
    "took_death",
    "own_parts",
    "kinds_of",
    "refuse_sealed",
    "unreached",
    "is_being_corrected",
    "post_letter",
    "effect_of_letter",
    "unposted_letters",
    "is_objection_decided",
    "decide_objection",
    "concerned_by_stop",
    "drafts_to_second",
    "districts_to_second",
    "cases_to_second",
    "desk_districts",
    "scans_opened",
    "is_being_written",
    "names_own_scans",
    "is_completed_otherwise",
    "confirmed_in_hand",
    "forms_file_in_hand",
    "is_registered",
    "any_registered",
    "leaves_time",
    "waits_as_told",
    "objectors_to",
    "agents_of_deceased",
    "agents_of_changed",
    "is_at_work",
    "openings",
    "keep_blocked",
    "seconds_desk_case",
    "last_act",
    "object_at_desk",
    "is_scan_of_desk",
    "desk_member",
    "desk_person",
    "desk_role",
    "desk_district",
    "desk_case",
    "desk_case_to_write",
    "registration_in_hand",
    "desk_parties",
    "desk_people",
    "open_desk",
    "open_case_at_desk",
    "open_across_districts",
    "files_by_party",
    "person_by_number",
    "ensure_person",
    "record_death",
    "correct_person",
    "complete_owner",
    "approved",
    "release_batch",
    "release_shown",
    "release_difference",
    "refuse_release",
    "differences_at_desk",
    "district_may_be",
    "by_letter_elsewhere",
    "write_printed_letters",
    "awaits_letter",
    "member_may_be",
    "message_channels",
    "message_errors",
    "record_desk_look",
}
OF_WORKER = {"message_recipient", "is_code_due"}
OF_ENTRANCE = {"desks_are_open", "is_reached", "is_blocked"}
INNER = {
    "can_go_back",
    "seals_for",
    "lapse_wishes",
    "lapse_releases",
    "lapse_requests",
    "oversees",
    "is_of_difference",
    "was_changed_since",
    "is_sold_by_the_dead",
    "interested_in",
    "check_begun",
    "needs_sealed",
    "end_ways_in",
    "came_in_since",
    "is_as_before",
    "awaiting_letter",
    "changes_addresses_alone",
    "has_heirs",
    "homes_of",
    "is_death_alone",
    "is_letters_time",
    "keep_before",
    "only_takes_sight",
    "restore_before",
    "stands_still",
    "write_first_letters",
    "write_elsewhere",
    "write_letters_of_leave",
    "write_letter",
    "carry_registrations",
    "go_with_the_file",
    "mandates_of",
    "completes_in_hand",
    "leaves_letters_time",
    "owners_by_letter",
    "live_parties",
    "was_dismissed",
    "live_owners",
    "live_agents",
    "living_parties",
    "is_dead",
    "had_a_hand",
    "block",
    "is_unclaimed",
    "is_to_second",
    "case_to_open",
    "desk",
    "is_party",
    "may_go_on",
    "record_desk_act",
    "check_draft_move",
    "drop_coming",
    "drop_fed",
    "check_mandate_change",
    "check_share_change",
    "mine_since",
    "my_guarded_cases",
    "registrations_of_my_files",
    "my_wards",
    "mine_to_read",
    "is_undone",
    "registered_before",
    "wrote_of_contact",
    "is_born_as_before",
    "undo",
    "is_given_up",
    "check_contact_change",
    "is_signed",
    "counter_acted",
    "demand_signature",
    "refuse_unnumbered",
    "files_of",
    "cases_of",
    "roles_of",
    "reader_of_calendar",
}


def test_nothing_looks_past_the_row_security_as_a_view_or_a_function_would():
    views = asked(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm', 'f')"
        " AND relnamespace IN ('public'::regnamespace, 'guard'::regnamespace)"
    )
    assert views == []
    definers = asked(
        "SELECT proname FROM pg_proc WHERE prosecdef"
        " AND pronamespace IN ('public'::regnamespace, 'guard'::regnamespace)"
    )
    assert {name for (name,) in definers} == OF_CITIZENS | OF_STAFF | OF_WORKER | OF_ENTRANCE | INNER


def test_the_web_role_calls_its_own_functions_and_no_other():
    functions = asked(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'guard'::regnamespace"
        " AND has_function_privilege('shahrsazi_web', p.oid, 'EXECUTE')"
    )
    assert {name for (name,) in functions} == OF_CITIZENS | {"today"}


def test_the_staff_role_calls_its_own_functions_and_no_inner_one():
    functions = asked(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'guard'::regnamespace"
        " AND has_function_privilege('shahrsazi_staff', p.oid, 'EXECUTE')"
    )
    assert {name for (name,) in functions} == OF_STAFF | {"today"}


def test_no_parameter_bears_the_name_of_a_column_that_would_come_before_it():
    functions = asked(
        "SELECT p.proname, p.prosrc, (p.proargnames)[1:p.pronargs]"
        " FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
        " WHERE p.pronamespace = 'guard'::regnamespace AND p.pronargs > 0 AND p.proargnames IS NOT NULL"
        " AND (l.lanname = 'sql' OR p.prosrc ~ 'use_column')"
    )
    columns: dict[str, set] = {}
    for table, column in asked("SELECT table_name, column_name FROM information_schema.columns"):
        columns.setdefault(table, set()).add(column)
    hidden = []
    for function, body, names in functions:
        read = set().union(*(columns.get(table, ()) for table in re.findall(r"public\.(\w+)", body)))
        bare = {name for name in names if re.search(rf"(?<![.\w]){name}(?![\w(])", body)}
        hidden += [f"{function}({name})" for name in sorted(bare & read)]
    assert hidden == []
