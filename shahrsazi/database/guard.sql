-- Who is asking, and which files are theirs. Run by the owner after every migration; safe to repeat.
CREATE SCHEMA IF NOT EXISTS guard;
REVOKE ALL ON SCHEMA guard FROM PUBLIC;
GRANT USAGE ON SCHEMA guard TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;

CREATE OR REPLACE FUNCTION guard.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT (now() AT TIME ZONE 'Asia/Tehran')::date
$$;

-- The person behind the session token of this transaction; NULL for a forged, ended, idle, old or temporary one.
-- NULLIF: once a SET LOCAL has ended, the setting reads '' and not NULL.
CREATE OR REPLACE FUNCTION guard.uid() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT person_id FROM public.people_session
  WHERE key_hash = sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8'))
    AND level >= 2 AND ended_at IS NULL AND expires_at > now() AND seen_at > now() - interval '15 minutes'
$$;

-- Files that are listed: of a current owner, or through a live mandate of one, once they were opened.
CREATE OR REPLACE FUNCTION guard.my_files() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH me AS MATERIALIZED (SELECT guard.uid() AS id),
  title AS (
    SELECT o.case_id FROM public.casefiles_ownership o, me
    WHERE o.person_id = me.id
      AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now())
    UNION
    SELECT o.case_id FROM me
      JOIN public.casefiles_mandate m ON m.agent_id = me.id
      JOIN public.casefiles_ownership o ON o.person_id = m.principal_id AND (m.case_id IS NULL OR m.case_id = o.case_id)
    WHERE o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now())
      AND (m.holds_from IS NULL OR m.holds_from <= now())
      AND m.verified_on <= guard.today() AND m.poa_date <= guard.today()
      AND (m.expires_on IS NULL OR m.expires_on >= guard.today())
      AND (m.ended_on IS NULL OR m.ended_on > guard.today())
      AND m.scope @> '["view"]'::jsonb
  )
  SELECT c.id FROM title JOIN public.casefiles_casefile c ON c.id = title.case_id WHERE c.opened_on <= guard.today()
$$;

-- Files that open: listed ones in a district that is served.
CREATE OR REPLACE FUNCTION guard.my_cases() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT c.id FROM public.casefiles_casefile c JOIN public.people_district d ON d.number = c.district_id
  WHERE c.id = ANY (ARRAY (SELECT guard.my_files())) AND d.served_from <= guard.today()
$$;

-- Files that open to me as an owner of my own: what was done to them by others is mine to know.
CREATE OR REPLACE FUNCTION guard.my_own_cases() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT o.case_id FROM public.casefiles_ownership o
  WHERE o.person_id = (SELECT guard.uid()) AND o.case_id = ANY (ARRAY (SELECT guard.my_cases()))
    AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
    AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now())
$$;

-- Acts of the counter that I may object to: on files of mine, or about how I myself am reached. Two halves, each by its index.
CREATE OR REPLACE FUNCTION guard.my_acts() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT d.id FROM public.counter_draft d
  WHERE d.state IN ('confirmed', 'objected') AND d.case_id = ANY (ARRAY (SELECT guard.my_own_cases()))
  UNION SELECT d.id FROM public.counter_draft d
  WHERE d.state IN ('confirmed', 'objected') AND d.concerns @> (SELECT to_jsonb(ARRAY[guard.uid()]))
$$;

-- How many of them are still to come: asked on every list of files, so it begins with the few acts of these days.
CREATE OR REPLACE FUNCTION guard.my_coming() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH coming AS MATERIALIZED (
    SELECT d.case_id, d.concerns FROM public.counter_draft d WHERE d.state = 'confirmed' AND d.takes_effect_at > now()
  )
  SELECT count(*) FROM coming
  WHERE case_id = ANY (ARRAY (SELECT guard.my_own_cases())) OR concerns @> (SELECT to_jsonb(ARRAY[guard.uid()]))
$$;

-- What a copy of a paper is marked with: enough of my number that I know it for mine, and no one else's.
CREATE OR REPLACE FUNCTION guard.my_mark() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT CASE length(number) WHEN 10 THEN left(number, 3) || '****' || right(number, 3) ELSE '****' END
  FROM public.people_person WHERE id = guard.uid()
$$;

-- Those whose names I may read: the owners, now and before, of the files that open to me, and who acts for them there.
CREATE OR REPLACE FUNCTION guard.my_people() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT guard.uid()
  UNION SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = ANY (ARRAY (SELECT guard.my_cases()))
  UNION SELECT m.agent_id FROM public.casefiles_mandate m WHERE m.principal_id = (SELECT guard.uid())
$$;

-- Binds this transaction to a session token and says whose it is. Waking the clock needs a write only now and then.
CREATE OR REPLACE FUNCTION guard.open_session(token text)
RETURNS TABLE (session_id bigint, person_id bigint, level smallint, seen_at timestamptz, expires_at timestamptz, first_password_id bigint, name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE hash bytea := sha256(convert_to(token, 'UTF8'));
BEGIN
  PERFORM set_config('app.token', token, true);
  UPDATE public.people_session s SET seen_at = now()
  WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.seen_at > now() - interval '15 minutes' AND s.seen_at < now() - interval '10 seconds';
  RETURN QUERY
    SELECT s.id, s.person_id, s.level, s.seen_at, s.expires_at, s.first_password_id, p.first_name || ' ' || p.last_name
    FROM public.people_session s JOIN public.people_person p ON p.id = s.person_id
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now() AND s.seen_at > now() - interval '15 minutes';
END $$;

CREATE OR REPLACE FUNCTION guard.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA guard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.today(), guard.uid(), guard.my_files(), guard.my_cases(), guard.my_people() TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.my_own_cases(), guard.my_acts(), guard.my_coming(), guard.my_mark() TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.open_session(text) TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.today(), guard.uid() TO shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker;
