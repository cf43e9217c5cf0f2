"""The database's functions: who may call which, and that nothing else looks past the row security."""

from history_model import asked

# What each role may call, and what only other functions do.
OF_CITIZENS = {
    "uid",
    "my_files",
    "my_cases",
    "my_own_cases",
    "my_registrations",
    "my_pending_changes",
    "my_mark",
    "my_people",
    "open_session",
    "object_to",
    "rule",
    "message_channels",
    "data_as_of",
    "accesses",
    "record_thumbnail",
}
OF_STAFF = {
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
    "approved",
    "member_may_be",
    "message_channels",
    "message_errors",
    "record_desk_look",
}
OF_WORKER = {"message_recipient"}
INNER = {
    "desk",
    "is_party",
    "may_go_on",
    "record_desk_act",
    "check_draft_move",
    "check_mandate_change",
    "check_contact_change",
    "is_signed",
    "demand_signature",
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
    assert {name for (name,) in definers} == OF_CITIZENS | OF_STAFF | OF_WORKER | INNER


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
