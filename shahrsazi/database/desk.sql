-- Who is at which desk, which file they have opened, and what the counter may do. Run after guard.sql; safe to repeat.

-- The rule in force now (rules/rule.py lays the first version of each).
CREATE OR REPLACE FUNCTION guard.rule(wanted text) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT value FROM public.rules_ruleversion WHERE name = wanted AND from_at <= now() ORDER BY id DESC LIMIT 1
$$;

-- The desk behind the token of this transaction: none for a citizen's token, an ended or idle one, a disabled member.
CREATE OR REPLACE FUNCTION guard.desk() RETURNS TABLE (session_id bigint, member_id bigint, person_id bigint, role varchar, district_id smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.id, m.id, m.person_id, m.role, m.district_id
  FROM public.staff_desksession s JOIN public.staff_member m ON m.id = s.member_id
  WHERE s.key_hash = sha256(convert_to(NULLIF(current_setting('app.desk', true), ''), 'UTF8'))
    AND s.level >= 2 AND s.ended_at IS NULL AND s.expires_at > now() AND m.disabled_at IS NULL
    AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes'))
$$;
CREATE OR REPLACE FUNCTION guard.desk_member() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT member_id FROM guard.desk() $$;
CREATE OR REPLACE FUNCTION guard.desk_person() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT person_id FROM guard.desk() $$;
CREATE OR REPLACE FUNCTION guard.desk_role() RETURNS varchar LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT role FROM guard.desk() $$;
CREATE OR REPLACE FUNCTION guard.desk_district() RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT district_id FROM guard.desk() WHERE role = 'clerk' $$;

-- Owners of a file, now or before, and whoever acts for them there: they do not act on it as clerks.
CREATE OR REPLACE FUNCTION guard.is_party(file bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.case_id = file AND o.person_id = person)
    OR EXISTS (SELECT FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
               WHERE o.case_id = file AND m.agent_id = person AND (m.case_id IS NULL OR m.case_id = file))
$$;

-- The file that is open at this desk: of the clerk's own district, or of another with a reason given not long ago.
CREATE OR REPLACE FUNCTION guard.desk_case() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT c.id FROM public.casefiles_casefile c, guard.desk() d
  WHERE c.id = NULLIF(current_setting('app.case', true), '')::bigint AND d.role = 'clerk'
    AND (c.district_id = d.district_id OR EXISTS (
      SELECT FROM public.counter_look l WHERE l.case_id = c.id AND l.session_id = d.session_id AND l.until > now()))
    AND NOT guard.is_party(c.id, d.person_id)
$$;
CREATE OR REPLACE FUNCTION guard.desk_case_to_write() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT c.id FROM public.casefiles_casefile c
  WHERE c.id = (SELECT guard.desk_case()) AND c.district_id = (SELECT guard.desk_district())
$$;

-- The act being filed in this very transaction: by one clerk while the file is still closed, else by a second one.
CREATE OR REPLACE FUNCTION guard.act_in_hand() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT a.id FROM public.counter_draft a JOIN public.casefiles_casefile c ON c.id = a.case_id
  WHERE a.case_id = (SELECT guard.desk_case_to_write()) AND a.settled_at = now() AND a.settled_by = (SELECT guard.desk_person())
    AND (a.state = 'confirmed' AND a.settled_by <> a.submitted_by
         OR a.state = 'filed' AND (c.opened_on IS NULL OR c.opened_by_act = a.id))
$$;

-- A draft keeps the hands that were in it: nobody writes another's name, and nobody confirms what they wrote themselves.
-- Once it is settled it stays as it is (but whom it concerns, in the filing itself): taken up again it would be an act in hand.
CREATE OR REPLACE FUNCTION guard.draft_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE me bigint; settled public.counter_draft;
BEGIN
  IF session_user <> 'shahrsazi_staff' THEN RETURN NEW; END IF;
  me := guard.desk_person();
  settled := OLD;
  IF OLD.settled_at = now() THEN settled.concerns := NEW.concerns; END IF;
  IF me IS NULL OR NEW.begun_by <> OLD.begun_by OR NEW.district_id <> OLD.district_id
    OR NEW.submitted_by IS DISTINCT FROM OLD.submitted_by AND NEW.submitted_by IS DISTINCT FROM me
    OR NEW.settled_by IS DISTINCT FROM OLD.settled_by AND NEW.settled_by IS DISTINCT FROM me
    OR NEW.case_id IS DISTINCT FROM OLD.case_id AND (OLD.case_id IS NOT NULL OR NEW.case_id IS DISTINCT FROM guard.desk_case_to_write())
    OR NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND (OLD.state <> 'waiting' OR me IN (OLD.begun_by, OLD.submitted_by)
      OR EXISTS (SELECT FROM public.counter_part p WHERE p.draft_id = OLD.id AND p.by = me))
    OR NEW.state = 'waiting' AND OLD.state <> 'waiting' AND NEW.submitted_by IS DISTINCT FROM me
    OR NEW.state = 'filed' AND OLD.state NOT IN ('draft', 'filed')
    OR NEW.state IN ('filed', 'confirmed') AND NEW.state <> OLD.state AND NEW.settled_at IS DISTINCT FROM now()
    OR NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND coalesce(NEW.takes_effect_at, now())
      < now() + make_interval(hours => guard.rule('objection_hours'))
    OR OLD.state IN ('filed', 'confirmed', 'withdrawn') AND NEW IS DISTINCT FROM settled
  THEN RAISE EXCEPTION 'not a move that this desk may make' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER draft_moves BEFORE UPDATE ON public.counter_draft FOR EACH ROW EXECUTE FUNCTION guard.draft_moves();

-- A leave that the act in hand gives is written by it; of any other a clerk may bring the end, or bring it nearer, and nothing else.
CREATE OR REPLACE FUNCTION guard.mandate_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE as_it_was public.casefiles_mandate;
BEGIN
  IF session_user <> 'shahrsazi_staff' OR (OLD.begun_by_act = guard.act_in_hand() AND NEW.begun_by_act = OLD.begun_by_act
    AND NEW.principal_id = OLD.principal_id AND NEW.case_id IS NOT DISTINCT FROM OLD.case_id) THEN RETURN NEW; END IF;
  as_it_was := NEW;
  as_it_was.ended_on := OLD.ended_on; as_it_was.end_reason := OLD.end_reason; as_it_was.ended_at_desk := OLD.ended_at_desk;
  IF as_it_was IS DISTINCT FROM OLD OR NEW.ended_on IS NULL OR NEW.ended_on > coalesce(OLD.ended_on, NEW.ended_on)
  THEN RAISE EXCEPTION 'a leave is ended here, never given back' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER mandate_moves BEFORE UPDATE ON public.casefiles_mandate FOR EACH ROW EXECUTE FUNCTION guard.mandate_moves();

-- How someone who is registered is reached changes only by an act that a second clerk confirmed; a death closes the account.
CREATE OR REPLACE FUNCTION guard.contact_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE but_for_death public.people_contact;
BEGIN
  but_for_death := NEW; but_for_death.died_on := OLD.died_on;
  IF session_user = 'shahrsazi_staff' AND OLD.registered_on IS NOT NULL AND but_for_death IS DISTINCT FROM OLD
    AND NOT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = guard.act_in_hand() AND d.state = 'confirmed')
  THEN RAISE EXCEPTION 'this takes a second clerk' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER contact_moves BEFORE UPDATE ON public.people_contact FOR EACH ROW EXECUTE FUNCTION guard.contact_moves();

-- Owners of the opened file, now or before, and who acts for them.
CREATE OR REPLACE FUNCTION guard.desk_parties() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = (SELECT guard.desk_case())
  UNION SELECT m.agent_id FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
    WHERE o.case_id = (SELECT guard.desk_case()) AND (m.case_id IS NULL OR m.case_id = o.case_id)
$$;
-- Those, and one's colleagues.
CREATE OR REPLACE FUNCTION guard.desk_people() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT guard.desk_parties()
  UNION SELECT m.person_id FROM public.staff_member m WHERE (SELECT guard.desk_member()) IS NOT NULL
$$;

-- Binds this transaction to a desk's token and says whose it is. A member who is still setting up is known, but has no desk.
CREATE OR REPLACE FUNCTION guard.open_desk(token text)
RETURNS TABLE (session_id bigint, member_id bigint, person_id bigint, number varchar, name text, role varchar, district_id smallint, level smallint, invitation_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE hash bytea := sha256(convert_to(token, 'UTF8'));
BEGIN
  PERFORM set_config('app.desk', token, true);
  PERFORM set_config('app.case', '', true);
  UPDATE public.staff_desksession s SET seen_at = now()
  WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes')) AND s.seen_at < now() - interval '10 seconds';
  RETURN QUERY
    SELECT s.id, m.id, m.person_id, p.number, p.first_name || ' ' || p.last_name, m.role, m.district_id, s.level, s.invitation_id
    FROM public.staff_desksession s JOIN public.staff_member m ON m.id = s.member_id JOIN public.people_person p ON p.id = m.person_id
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now() AND m.disabled_at IS NULL
      AND s.seen_at > now() - make_interval(mins => guard.rule('staff_idle_minutes'));
END $$;

-- One row of a clerk's in the ledger, by the database itself where it opens something to them.
CREATE OR REPLACE FUNCTION guard.note_desk(done text, file bigint, part text, why text, about bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, person, district)
  SELECT d.person_id, d.role, done, file, part, why, '{}'::jsonb, about, d.district_id FROM guard.desk() d
$$;

-- Opens a file at this desk and writes that it was opened. NULL when there is none, or not for this clerk.
CREATE OR REPLACE FUNCTION guard.open_at_desk(wanted text, part text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found bigint;
BEGIN
  PERFORM set_config('app.case', coalesce((SELECT c.id::text FROM public.casefiles_casefile c WHERE c.ref = wanted), ''), true);
  found := guard.desk_case();
  IF found IS NULL THEN PERFORM set_config('app.case', '', true); RETURN NULL; END IF;
  PERFORM guard.note_desk('read', found, part, coalesce((
    SELECT l.reason FROM public.counter_look l, guard.desk() d
    WHERE l.case_id = found AND l.session_id = d.session_id AND l.until > now() ORDER BY l.id DESC LIMIT 1), ''), NULL);
  RETURN found;
END $$;

-- A file of another district, for a reason that its owners will read. Returns its public reference.
CREATE OR REPLACE FUNCTION guard.look_at(code text, why text) RETURNS varchar
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE file record; desk record;
BEGIN
  SELECT * INTO desk FROM guard.desk() WHERE role = 'clerk';
  SELECT c.id, c.ref INTO file FROM public.casefiles_casefile c WHERE c.renewal_code = code;
  IF desk.session_id IS NULL OR file.id IS NULL OR length(trim(why)) < 5 OR guard.is_party(file.id, desk.person_id) THEN RETURN NULL; END IF;
  INSERT INTO public.counter_look (session_id, case_id, reason, at, until)
  VALUES (desk.session_id, file.id, why, now(), now() + make_interval(mins => guard.rule('elsewhere_minutes')));
  PERFORM guard.note_desk('opened_elsewhere', file.id, '', why, NULL);
  RETURN file.ref;
END $$;

-- Files of the clerk's district by their owners: by a number, or by the beginnings of the words of a name.
CREATE OR REPLACE FUNCTION guard.files_of(wanted_number text, wanted_words text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT c.id FROM public.people_person p
    JOIN public.casefiles_ownership o ON o.person_id = p.id JOIN public.casefiles_casefile c ON c.id = o.case_id
  WHERE c.district_id = (SELECT guard.desk_district())
    AND (p.number = wanted_number OR wanted_words <> '' AND to_tsvector('simple', p.search_name) @@ to_tsquery('simple', wanted_words))
  LIMIT 200
$$;

-- A person whose papers lie on the counter, by their exact number; that they were looked up is written.
CREATE OR REPLACE FUNCTION guard.known(wanted text)
RETURNS TABLE (id bigint, kind varchar, first_name varchar, last_name varchar, father_name varchar, mobile varchar, email varchar,
  birth_date date, birth_cert_no varchar, residence_postal varchar, residence_address varchar, registered_on date, died_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found bigint := (SELECT p.id FROM public.people_person p WHERE p.number = wanted AND guard.desk_district() IS NOT NULL);
BEGIN
  IF found IS NULL THEN RETURN; END IF;
  PERFORM guard.note_desk('looked_up', NULL, '', '', found);
  RETURN QUERY SELECT p.id, p.kind, p.first_name, p.last_name, p.father_name, c.mobile, c.email, c.birth_date, c.birth_cert_no,
      c.residence_postal, c.residence_address, c.registered_on, c.died_on
    FROM public.people_person p LEFT JOIN public.people_contact c ON c.person_id = p.id WHERE p.id = found;
END $$;

-- The person of a number, added if new. The names of someone who is registered already, or works here, stay as they are.
CREATE OR REPLACE FUNCTION guard.enrol(a_number text, a_kind text, a_first text, a_last text, a_father text, a_search text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found bigint;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('clerk', 'administrator') THEN RETURN NULL; END IF;
  INSERT INTO public.people_person (number, kind, first_name, last_name, father_name, search_name)
  VALUES (a_number, a_kind, a_first, a_last, a_father, a_search) ON CONFLICT (number) DO NOTHING;
  SELECT p.id INTO found FROM public.people_person p WHERE p.number = a_number;
  UPDATE public.people_person p SET first_name = a_first, last_name = a_last, father_name = a_father, search_name = a_search
  WHERE p.id = found AND guard.desk_role() = 'clerk'
    AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = found AND c.registered_on IS NOT NULL)
    AND NOT EXISTS (SELECT FROM public.staff_member m WHERE m.person_id = found);
  RETURN found;
END $$;

-- A death that was shown at the counter: the account is closed at once, and whatever leave the person gave or had ends.
CREATE OR REPLACE FUNCTION guard.record_death(who bigint, died date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF guard.desk_case_to_write() IS NULL OR who NOT IN (SELECT guard.desk_parties()) OR coalesce(died > guard.today(), true) THEN RETURN false; END IF;
  INSERT INTO public.people_contact (person_id, mobile, email, birth_cert_no, residence_postal, residence_address, died_on, coming_mobile, coming_email)
  VALUES (who, '', '', '', '', '', died, '', '') ON CONFLICT (person_id) DO UPDATE SET died_on = EXCLUDED.died_on;
  UPDATE public.casefiles_mandate m SET ended_on = died, end_reason = 'death', ended_at_desk = true
  WHERE (m.principal_id = who OR m.agent_id = who) AND (m.ended_on IS NULL OR m.ended_on > died);
  UPDATE public.people_session s SET ended_at = now(), end_reason = 'died' WHERE s.person_id = who AND s.ended_at IS NULL;
  PERFORM guard.note_desk('death', guard.desk_case_to_write(), '', '', who);
  RETURN true;
END $$;

-- A citizen's objection: the act never takes effect. Too late once it has; nothing for whom it does not concern.
CREATE OR REPLACE FUNCTION guard.object_to(act bigint, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE me bigint := guard.uid(); file bigint; counter smallint;
BEGIN
  UPDATE public.counter_draft d SET state = 'objected', objected_by = me, objected_at = now(), objection = left(words, 500)
  WHERE d.id = act AND d.state = 'confirmed' AND d.takes_effect_at > now() AND d.id IN (SELECT guard.my_acts())
  RETURNING d.case_id, d.district_id INTO file, counter;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE public.casefiles_ownership o SET effective_to = o.effective_from, ended_by_act = act WHERE o.begun_by_act = act;
  UPDATE public.casefiles_ownership o SET effective_to = NULL, end_holds_from = NULL, ended_by_act = NULL
  WHERE o.ended_by_act = act AND o.begun_by_act IS DISTINCT FROM act;
  UPDATE public.casefiles_mandate m SET ended_on = m.poa_date, end_reason = '', ended_at_desk = true WHERE m.begun_by_act = act;
  UPDATE public.casefiles_paper p SET visible_to_owner = false WHERE p.by_act = act;
  UPDATE public.people_contact c SET coming_mobile = '', coming_email = '', coming_from = NULL, coming_by_act = NULL WHERE c.coming_by_act = act;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, district)
  VALUES (me, 'citizen', 'objected', file, '', left(words, 200), '{}'::jsonb, counter);
  RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA guard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.object_to(bigint, text) TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.today(), guard.desk_member(), guard.desk_person(), guard.desk_role(), guard.desk_district(), guard.desk_case(),
  guard.desk_case_to_write(), guard.act_in_hand(), guard.desk_parties(), guard.desk_people(), guard.open_desk(text), guard.open_at_desk(text, text),
  guard.look_at(text, text), guard.files_of(text, text), guard.known(text), guard.enrol(text, text, text, text, text, text),
  guard.record_death(bigint, date) TO shahrsazi_staff;
