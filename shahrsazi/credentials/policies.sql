-- Who makes the request: the citizen behind a session's token.

-- Whether an account is blocked: by its owner, or by a clerk at their wish.
CREATE OR REPLACE FUNCTION guard.is_blocked(person bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.people_accountblock b WHERE b.person_id = person AND b.opened_at IS NULL));
END $$;
GRANT EXECUTE ON FUNCTION guard.is_blocked(bigint) TO shahrsazi_entrance;

-- Whether who has a session may still use it: alive, with a registration that was not taken back, and with a password that
-- was not disabled. Sessions of a sent password stay open to the choice of a new one.
CREATE OR REPLACE FUNCTION guard.may_go_on(person bigint, at_level smallint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT NOT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = person AND (c.registered_on IS NULL OR c.died_on IS NOT NULL AND (c.death_holds_from IS NULL OR c.death_holds_from <= now())))
    AND NOT guard.is_blocked(person)
    AND (at_level < 2 OR NOT EXISTS (SELECT FROM public.credentials_credential d WHERE d.person_id = person AND d.disabled_at IS NOT NULL)));
END $$;

-- The person behind the session token of this transaction; NULL for a forged, ended, idle, old or temporary one.
-- NULLIF: once a SET LOCAL has ended, the setting reads '' and not NULL.
CREATE OR REPLACE FUNCTION guard.uid() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT person_id FROM public.credentials_session
  WHERE key_hash = sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8'))
    AND level >= 2 AND ended_at IS NULL AND expires_at > now() AND seen_at > now() - make_interval(mins => guard.rule('citizen_idle_minutes'))
    AND guard.may_go_on(person_id, level));
END $$;

-- The mark on a copy of a document: enough of the person's own number for them to recognise it, too little for others.
CREATE OR REPLACE FUNCTION guard.my_mark() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE length(number) WHEN 10 THEN left(number, 3) || '****' || right(number, 3) ELSE '****' END
  FROM public.people_person WHERE id = guard.uid()
$$;

-- Binds this transaction to a session token and returns whose it is. `seen_at` is written every ten seconds at most,
-- by one of several pages that are opened at once: the others would wait until that one's transaction is over.
CREATE OR REPLACE FUNCTION guard.open_session(token text)
RETURNS TABLE (session_id bigint, person_id bigint, level smallint, seen_at timestamptz, expires_at timestamptz, first_password_id bigint, name text, idle_minutes int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE hash bytea := sha256(convert_to(token, 'UTF8'));
BEGIN
  PERFORM set_config('app.token', token, true);
  UPDATE public.credentials_session t SET seen_at = now()
  WHERE t.id = (
    SELECT s.id FROM public.credentials_session s
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.seen_at > now() - make_interval(mins => guard.rule('citizen_idle_minutes')) AND s.seen_at < now() - interval '10 seconds'
    FOR NO KEY UPDATE SKIP LOCKED);
  RETURN QUERY
    SELECT s.id, s.person_id, s.level, s.seen_at, s.expires_at, s.first_password_id, p.first_name || ' ' || p.last_name,
      guard.rule('citizen_idle_minutes')
    FROM public.credentials_session s JOIN public.people_person p ON p.id = s.person_id
    WHERE s.key_hash = hash AND s.ended_at IS NULL AND s.expires_at > now() AND s.seen_at > now() - make_interval(mins => guard.rule('citizen_idle_minutes'))
      AND guard.may_go_on(s.person_id, s.level);
END $$;

GRANT EXECUTE ON FUNCTION guard.uid(), guard.my_mark(), guard.open_session(text) TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.uid() TO shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker;

-- Nobody signs in as somebody whom the back office knows by name alone.
CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE OF person_id ON public.credentials_credential FOR EACH ROW EXECUTE FUNCTION guard.refuse_unnumbered('person_id');
CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE OF person_id ON public.credentials_firstpassword FOR EACH ROW EXECUTE FUNCTION guard.refuse_unnumbered('person_id');
CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE OF person_id ON public.credentials_session FOR EACH ROW EXECUTE FUNCTION guard.refuse_unnumbered('person_id');
