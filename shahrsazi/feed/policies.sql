-- Releasing a batch that a guard stopped takes two: the first call asks, with a reason; another person's agrees.
CREATE OR REPLACE FUNCTION guard.release_batch(wanted bigint, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); b public.feed_batch%ROWTYPE;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  SELECT * INTO b FROM public.feed_batch WHERE id = wanted AND state = 'waiting' AND released_by IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  IF b.release_asked_by IS NULL THEN
    IF length(btrim(why)) < 5 OR length(why) > 200 THEN RETURN 'short'; END IF;
    UPDATE public.feed_batch SET release_asked_by = me, release_reason = btrim(why) WHERE id = wanted;
    INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail)
      VALUES (me, guard.desk_role(), 'requested', '', btrim(why), jsonb_build_object('batch', wanted));
    RETURN 'asked';
  END IF;
  IF b.release_asked_by = me THEN RETURN 'own'; END IF;
  UPDATE public.feed_batch SET released_by = me, released_at = now() WHERE id = wanted;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail)
    VALUES (me, guard.desk_role(), 'agreed', '', b.release_reason, jsonb_build_object('batch', wanted));
  RETURN 'released';
END $$;
GRANT EXECUTE ON FUNCTION guard.release_batch(bigint, text) TO shahrsazi_staff;

-- Whether the word of this registration stands against the feed: until the feed told the same, or two released it.
CREATE OR REPLACE FUNCTION guard.is_kept(kind text, stored bigint, act bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT act IS NOT NULL AND NOT EXISTS (SELECT FROM public.feed_difference d WHERE d.record = kind AND d.row = stored
    AND d.registration = act AND (d.settled_at IS NOT NULL OR d.released_at IS NOT NULL))
$$;
GRANT EXECUTE ON FUNCTION guard.is_kept(text, bigint, bigint) TO shahrsazi_feed;

-- Whether something of this file was registered at the counter since a feed told of it last: then the same line again is compared
-- with it, once.
CREATE OR REPLACE FUNCTION guard.is_to_compare(file bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM (
      SELECT 'file' AS record, c.id AS row, c.opened_by_registration AS act FROM public.casefiles_casefile c WHERE c.id = file
      UNION ALL SELECT 'ownership', o.id, o.ended_by_registration FROM public.casefiles_ownership o WHERE o.case_id = file
      UNION ALL SELECT 'mandate', m.id, coalesce(m.ended_by_registration, 0) FROM public.casefiles_mandate m
        WHERE m.case_id = file AND m.ended_at_desk
      UNION ALL SELECT 'person', k.person_id, k.kept_by_registration FROM public.casefiles_ownership o
        JOIN public.people_contact k ON k.person_id = o.person_id WHERE o.case_id = file
    ) kept
    WHERE kept.act IS NOT NULL AND NOT EXISTS (SELECT FROM public.feed_difference d
      WHERE d.record = kept.record AND d.row = kept.row AND d.registration = kept.act))
$$;
GRANT EXECUTE ON FUNCTION guard.is_to_compare(bigint) TO shahrsazi_feed;

-- What the back office tells otherwise of the file that is open at this desk, and of its parties.
CREATE OR REPLACE FUNCTION guard.differences_at_desk() RETURNS TABLE (record text, stored bigint, person bigint, reported jsonb, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.record, d.row, d.person_id, d.reported, d.since FROM public.feed_difference d
  WHERE d.settled_at IS NULL AND d.released_at IS NULL AND d.fields <> '[]'
    AND (d.case_id = (SELECT guard.desk_case()) OR d.record = 'person' AND d.person_id IN (SELECT guard.desk_parties()))
  ORDER BY d.since, d.id
$$;
GRANT EXECUTE ON FUNCTION guard.differences_at_desk() TO shahrsazi_staff;

-- The back office is right after all: two of the oversight say so, and its next batch counts.
CREATE OR REPLACE FUNCTION guard.release_difference(wanted bigint, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); d public.feed_difference%ROWTYPE;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  SELECT * INTO d FROM public.feed_difference WHERE id = wanted AND settled_at IS NULL AND released_at IS NULL FOR UPDATE;
  IF NOT FOUND OR me = d.person_id THEN RETURN 'gone'; END IF;
  IF d.release_asked_by IS NULL THEN
    IF length(btrim(why)) < 5 OR length(why) > 200 THEN RETURN 'short'; END IF;
    UPDATE public.feed_difference SET release_asked_by = me, release_reason = btrim(why) WHERE id = wanted;
    INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
      VALUES (me, guard.desk_role(), 'requested', d.case_id, d.person_id, '', btrim(why), jsonb_build_object('difference', wanted));
    RETURN 'asked';
  END IF;
  IF d.release_asked_by = me THEN RETURN 'own'; END IF;
  UPDATE public.feed_difference SET released_by = me, released_at = now() WHERE id = wanted;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
    VALUES (me, guard.desk_role(), 'agreed', d.case_id, d.person_id, '', d.release_reason, jsonb_build_object('difference', wanted));
  RETURN 'released';
END $$;
GRANT EXECUTE ON FUNCTION guard.release_difference(bigint, text) TO shahrsazi_staff;
