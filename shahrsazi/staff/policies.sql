-- Which member of staff is at which desk.

-- Whether desks of this role are open now. The administrator's always are: whoever set hours by mistake must be able to set them right.
CREATE OR REPLACE FUNCTION guard.desks_are_open(role varchar) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN RETURN (
  SELECT role = 'administrator' OR CASE WHEN guard.rule('staff_from_hour') < guard.rule('staff_until_hour')
    THEN hour >= guard.rule('staff_from_hour') AND hour < guard.rule('staff_until_hour')
    ELSE hour >= guard.rule('staff_from_hour') OR hour < guard.rule('staff_until_hour') END
  FROM (SELECT extract(hour FROM now() AT TIME ZONE '{time_zone}') AS hour) clock
); END $$;

-- The desk behind the token of this transaction: none for a citizen's token, an ended or idle session, or a disabled member.
CREATE OR REPLACE FUNCTION guard.desk() RETURNS TABLE (session_id bigint, member_id bigint, person_id bigint, role varchar, district_id smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  SELECT s.id, m.id, m.person_id, m.role, m.district_id
  FROM public.staff_desksession s JOIN public.staff_member m ON m.id = s.member_id
  WHERE s.key_hash = sha256(convert_to(NULLIF(current_setting('app.desk', true), ''), 'UTF8'))
    AND s.level >= 2 AND s.ended_at IS NULL AND s.expires_at > now() AND m.disabled_at IS NULL AND guard.desks_are_open(m.role)
    AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes'));
END $$;

CREATE OR REPLACE FUNCTION guard.desk_member() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$
BEGIN RETURN (SELECT member_id FROM guard.desk()); END $$;

CREATE OR REPLACE FUNCTION guard.desk_person() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$
BEGIN RETURN (SELECT person_id FROM guard.desk()); END $$;

CREATE OR REPLACE FUNCTION guard.desk_role() RETURNS varchar LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$
BEGIN RETURN (SELECT role FROM guard.desk()); END $$;

CREATE OR REPLACE FUNCTION guard.desk_district() RETURNS smallint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$
BEGIN RETURN (SELECT district_id FROM guard.desk() WHERE role = 'clerk'); END $$;

-- Whether somebody works here in that role: what a member asked for who was suspended since waits for nobody's agreement. To desks alone.
CREATE OR REPLACE FUNCTION guard.is_at_work(who bigint, a_role text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT guard.desk_member() IS NOT NULL AND EXISTS (SELECT FROM public.staff_member m WHERE m.person_id = who AND m.role = a_role AND m.disabled_at IS NULL)
); END $$;

-- Binds this transaction to a desk's token and returns whose it is: also a member who is still setting up, who has no desk yet.
-- Of several pages at once one writes `seen_at`: the others would wait until its transaction is over.
CREATE OR REPLACE FUNCTION guard.open_desk(token text)
RETURNS TABLE (session_id bigint, member_id bigint, person_id bigint, number varchar, name text, role varchar, district_id smallint, level smallint, invitation_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE hash bytea := sha256(convert_to(token, 'UTF8'));
BEGIN
  PERFORM set_config('app.desk', token, true);
  PERFORM set_config('app.case', '', true);
  UPDATE public.staff_desksession t SET seen_at = now()
  WHERE t.id = (
    SELECT s.id FROM public.staff_desksession s
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes')) AND s.seen_at < now() - interval '10 seconds'
    FOR NO KEY UPDATE SKIP LOCKED);
  RETURN QUERY
    SELECT s.id, m.id, m.person_id, p.number, p.first_name || ' ' || p.last_name, m.role, m.district_id, s.level, s.invitation_id
    FROM public.staff_desksession s JOIN public.staff_member m ON m.id = s.member_id JOIN public.people_person p ON p.id = m.person_id
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now() AND m.disabled_at IS NULL AND guard.desks_are_open(m.role)
      AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes'));
END $$;

-- One row about a clerk in the ledger, written by the database itself where it opens something to them.
CREATE OR REPLACE FUNCTION guard.record_desk_act(done text, file bigint, part text, why text, about bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, person, district)
  SELECT d.person_id, d.role, done, file, part, why, '{}'::jsonb, about, d.district_id FROM guard.desk() d;
END $$;

-- The same of something that a desk looks at again and again: one row for each and session.
CREATE OR REPLACE FUNCTION guard.record_desk_look(file bigint, part text, what jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, district)
  SELECT d.person_id, d.role, 'read', file, part, '', what, d.district_id
  FROM guard.desk() d JOIN public.staff_desksession s ON s.id = d.session_id
  WHERE NOT EXISTS (SELECT FROM public.ledger_ledgerentry l WHERE l.actor = d.person_id AND l.at >= s.began_at AND l.section = part
    AND l."case" IS NOT DISTINCT FROM file AND l.detail = what);
END $$;
GRANT EXECUTE ON FUNCTION guard.record_desk_look(bigint, text, jsonb) TO shahrsazi_staff;

-- The person of a number, added if new. A registered person, or one who works here, keeps their names; of anyone else our code
-- alone may correct them, with a signature.
CREATE OR REPLACE FUNCTION guard.ensure_person(a_number text, a_kind text, a_first text, a_last text, a_father text, a_search text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found bigint;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('clerk', 'administrator') THEN RETURN NULL; END IF;
  INSERT INTO public.people_person (number, kind, first_name, last_name, father_name, search_name)
  VALUES (a_number, a_kind, a_first, a_last, a_father, a_search) ON CONFLICT (number) DO NOTHING;
  SELECT p.id INTO found FROM public.people_person p WHERE p.number = a_number;
  PERFORM guard.keep_before(found);
  UPDATE public.people_person p SET first_name = a_first, last_name = a_last, father_name = a_father, search_name = a_search
  WHERE p.id = found AND guard.desk_role() = 'clerk' AND guard.is_signed(ARRAY['people_person', a_number, a_first, a_last, a_father])
    AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = found AND c.registered_on IS NOT NULL)
    AND NOT EXISTS (SELECT FROM public.staff_member m WHERE m.person_id = found)
    AND (guard.confirmed_in_hand() IS NOT NULL OR NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.person_id = found));
  RETURN found;
END $$;

GRANT EXECUTE ON FUNCTION guard.desks_are_open(varchar) TO shahrsazi_entrance;
GRANT EXECUTE ON FUNCTION guard.desk_member(), guard.desk_person(), guard.desk_role(), guard.desk_district(), guard.is_at_work(bigint, text), guard.open_desk(text),
  guard.ensure_person(text, text, text, text, text, text) TO shahrsazi_staff;

CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE OF person_id ON public.staff_member FOR EACH ROW EXECUTE FUNCTION guard.refuse_unnumbered('person_id');
