-- Releasing a batch that a guard stopped takes two: the first call asks, with a reason; another person's agrees.
CREATE OR REPLACE FUNCTION guard.release_batch(wanted bigint, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); b public.feed_batch%ROWTYPE;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  SELECT * INTO b FROM public.feed_batch WHERE id = wanted AND state = 'waiting' AND released_by IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  IF b.release_asked_by IS NULL THEN
    IF coalesce(length(btrim(why)), 0) < 5 OR length(why) > 200 THEN RETURN 'short'; END IF;
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

-- Whether the word of this registration stands against the source of this transaction: until that source told the same, or two
-- released what it tells.
CREATE OR REPLACE FUNCTION guard.is_kept(kind text, stored bigint, act bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT act IS NOT NULL AND NOT EXISTS (SELECT FROM public.feed_difference d
    WHERE d.source_id = NULLIF(current_setting('app.feed_source', true), '')::bigint AND d.record = kind AND d.row = stored
      AND d.registration = act AND (d.settled_at IS NOT NULL OR d.released_at IS NOT NULL))
$$;
GRANT EXECUTE ON FUNCTION guard.is_kept(text, bigint, bigint) TO shahrsazi_feed;

-- What two asked for and agreed to is what was told then: told otherwise since, it is asked for anew.
CREATE OR REPLACE FUNCTION guard.forget_release() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.reported IS DISTINCT FROM OLD.reported AND NEW.settled_at IS NULL THEN
    NEW.release_asked_by := NULL; NEW.release_reason := ''; NEW.released_by := NULL; NEW.released_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER forget_release BEFORE UPDATE ON public.feed_difference FOR EACH ROW EXECUTE FUNCTION guard.forget_release();

-- Whether something of this file was registered at the counter since this source told of it last: then the same line again is
-- compared with it, once.
CREATE OR REPLACE FUNCTION guard.is_to_compare(file bigint, source bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM (
      SELECT 'file' AS record, c.id AS row, c.opened_by_registration AS act FROM public.casefiles_casefile c WHERE c.id = file
      UNION ALL SELECT 'ownership', o.id, o.ended_by_registration FROM public.casefiles_ownership o WHERE o.case_id = file
      UNION ALL SELECT 'mandate', m.id, coalesce(m.ended_by_registration, 0) FROM public.casefiles_mandate m
        WHERE m.case_id = file AND m.ended_at_desk
      UNION ALL SELECT 'person', k.person_id, k.kept_by_registration FROM public.people_contact k WHERE k.person_id IN (
        SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = file
        UNION SELECT m.agent_id FROM public.casefiles_mandate m WHERE m.case_id = file)
    ) kept
    WHERE kept.act IS NOT NULL AND NOT EXISTS (SELECT FROM public.feed_difference d
      WHERE d.source_id = source AND d.record = kept.record AND d.row = kept.row AND d.registration = kept.act))
$$;
GRANT EXECUTE ON FUNCTION guard.is_to_compare(bigint, bigint) TO shahrsazi_feed;

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
  IF NOT FOUND OR me = d.person_id OR guard.is_party(d.case_id, me) OR EXISTS (SELECT FROM public.casefiles_mandate m
    WHERE d.record = 'mandate' AND m.id = d.row AND me IN (m.principal_id, m.agent_id)) THEN RETURN 'gone'; END IF;
  IF d.release_asked_by IS NULL THEN
    IF coalesce(length(btrim(why)), 0) < 5 OR length(why) > 200 THEN RETURN 'short'; END IF;
    UPDATE public.feed_difference SET release_asked_by = me, release_reason = btrim(why) WHERE id = wanted;
    INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
      VALUES (me, guard.desk_role(), 'requested', d.case_id, d.person_id, '', btrim(why), jsonb_build_object('difference', wanted));
    RETURN 'asked';
  END IF;
  IF d.release_asked_by = me THEN RETURN 'own'; END IF;
  UPDATE public.feed_difference SET released_by = me, released_at = now() WHERE id = wanted;
  -- Told again as it stands, it is no more the same as before.
  UPDATE public.feed_recordversion v SET digest = '', version = CASE WHEN v.record = 'line' THEN v.version ELSE v.version - 1 END
  WHERE v.source_id = d.source_id AND (v.case_id = d.case_id AND v.record IN ('line', d.record) OR v.person_id = d.person_id AND v.record = d.record
    OR d.record = 'person' AND v.record = 'line' AND v.case_id IN (
      SELECT o.case_id FROM public.casefiles_ownership o WHERE o.person_id = d.person_id
      UNION SELECT m.case_id FROM public.casefiles_mandate m WHERE m.agent_id = d.person_id));
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
    VALUES (me, guard.desk_role(), 'agreed', d.case_id, d.person_id, '', d.release_reason, jsonb_build_object('difference', wanted));
  RETURN 'released';
END $$;
GRANT EXECUTE ON FUNCTION guard.release_difference(bigint, text) TO shahrsazi_staff;
