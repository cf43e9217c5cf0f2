-- Whether who asked for a release still looks after the feed: the word of somebody who was suspended since is none.
CREATE OR REPLACE FUNCTION guard.oversees(who bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT who IS NOT NULL AND (guard.is_at_work(who, 'administrator') OR guard.is_at_work(who, 'auditor'))
$$;

-- Releasing a batch that a guard stopped takes two: the first call asks, with a reason; another person's agrees.
CREATE OR REPLACE FUNCTION guard.release_batch(wanted bigint, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); b public.feed_batch%ROWTYPE;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  SELECT * INTO b FROM public.feed_batch WHERE id = wanted AND state = 'waiting' AND released_by IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  IF NOT guard.oversees(b.release_asked_by) THEN
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

-- What was told of this row, and the lines of its files, is looked at once more when it is told again as it stands.
-- By number: a column of the same name, such as the kind of a person, would come before the parameter.
CREATE OR REPLACE FUNCTION guard.look_again(kind text, stored bigint) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.feed_recordversion v SET again = true WHERE NOT v.again AND v.record IN ('line', $1) AND v.case_id = ANY (ARRAY (
    SELECT $2 WHERE $1 = 'file'
    UNION SELECT o.case_id FROM public.casefiles_ownership o WHERE $1 = 'ownership' AND o.id = $2
    UNION SELECT m.case_id FROM public.casefiles_mandate m WHERE $1 = 'mandate' AND m.id = $2 AND m.case_id IS NOT NULL
    UNION SELECT o.case_id FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
      WHERE $1 = 'mandate' AND m.id = $2 AND m.case_id IS NULL
    UNION SELECT o.case_id FROM public.casefiles_ownership o WHERE $1 IN ('person', 'name', 'death') AND o.person_id = $2
    UNION SELECT o.case_id FROM public.casefiles_ownership o JOIN public.people_person p ON o.person_id IN (p.id, p.completed_as_id)
      WHERE $1 = 'code' AND p.id = $2
    UNION SELECT m.case_id FROM public.casefiles_mandate m WHERE $1 IN ('person', 'name', 'death') AND m.agent_id = $2 AND m.case_id IS NOT NULL
    UNION SELECT o.case_id FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
      WHERE $1 IN ('person', 'name', 'death') AND m.agent_id = $2 AND m.case_id IS NULL));
  UPDATE public.feed_recordversion v SET again = true
  WHERE NOT v.again AND $1 IN ('person', 'name', 'death', 'code') AND v.record = 'person' AND v.person_id = $2
$$;

-- The counter registered something of a row that the feed tells too, or took it back: that is compared once, and what was noted
-- against a registration that stands no more is shown to nobody.
CREATE OR REPLACE FUNCTION guard.counter_acted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE row_now jsonb := to_jsonb(NEW); stored bigint := coalesce(row_now ->> TG_ARGV[1], row_now ->> 'id')::bigint;
  act bigint := coalesce((row_now ->> TG_ARGV[2])::bigint, CASE WHEN row_now ->> 'ended_at_desk' = 'true' THEN 0 END);
BEGIN
  PERFORM guard.look_again(TG_ARGV[0], stored);
  UPDATE public.feed_difference d SET fields = '[]', reported = '{}'
  WHERE d.record = TG_ARGV[0] AND d.row = stored AND d.registration IS DISTINCT FROM act AND d.settled_at IS NULL AND d.fields <> '[]';
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER counter_acted AFTER UPDATE OF opened_by_registration ON public.casefiles_casefile FOR EACH ROW
  WHEN (OLD.opened_by_registration IS DISTINCT FROM NEW.opened_by_registration)
  EXECUTE FUNCTION guard.counter_acted('file', 'id', 'opened_by_registration');
CREATE OR REPLACE TRIGGER counter_acted AFTER UPDATE OF ended_by_registration ON public.casefiles_ownership FOR EACH ROW
  WHEN (OLD.ended_by_registration IS DISTINCT FROM NEW.ended_by_registration)
  EXECUTE FUNCTION guard.counter_acted('ownership', 'id', 'ended_by_registration');
CREATE OR REPLACE TRIGGER counter_acted AFTER UPDATE OF ended_at_desk, ended_by_registration ON public.casefiles_mandate FOR EACH ROW
  WHEN ((OLD.ended_at_desk, OLD.ended_by_registration) IS DISTINCT FROM (NEW.ended_at_desk, NEW.ended_by_registration))
  EXECUTE FUNCTION guard.counter_acted('mandate', 'id', 'ended_by_registration');
CREATE OR REPLACE TRIGGER counter_acted AFTER UPDATE OF kept_by_registration, coming_by_registration ON public.people_contact FOR EACH ROW
  WHEN ((OLD.kept_by_registration, OLD.coming_by_registration) IS DISTINCT FROM (NEW.kept_by_registration, NEW.coming_by_registration))
  EXECUTE FUNCTION guard.counter_acted('person', 'person_id', 'kept_by_registration');
CREATE OR REPLACE TRIGGER counter_added AFTER INSERT ON public.people_contact FOR EACH ROW
  WHEN (NEW.kept_by_registration IS NOT NULL)
  EXECUTE FUNCTION guard.counter_acted('person', 'person_id', 'kept_by_registration');
CREATE OR REPLACE TRIGGER death_recorded AFTER UPDATE OF death_by_registration ON public.people_contact FOR EACH ROW
  WHEN (OLD.death_by_registration IS DISTINCT FROM NEW.death_by_registration)
  EXECUTE FUNCTION guard.counter_acted('death', 'person_id', 'death_by_registration');
CREATE OR REPLACE TRIGGER counter_acted AFTER UPDATE OF corrected_by_registration ON public.people_person FOR EACH ROW
  WHEN (OLD.corrected_by_registration IS DISTINCT FROM NEW.corrected_by_registration)
  EXECUTE FUNCTION guard.counter_acted('name', 'id', 'corrected_by_registration');
CREATE OR REPLACE TRIGGER counter_completed AFTER UPDATE OF completed_by_registration ON public.people_person FOR EACH ROW
  WHEN (OLD.completed_by_registration IS DISTINCT FROM NEW.completed_by_registration)
  EXECUTE FUNCTION guard.counter_acted('code', 'id', 'completed_by_registration');

-- What the back office tells otherwise of the file that is open at this desk, and of its parties.
CREATE OR REPLACE FUNCTION guard.differences_at_desk() RETURNS TABLE (record text, stored bigint, person bigint, reported jsonb, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.record, d.row, d.person_id, d.reported, d.since FROM public.feed_difference d
  WHERE d.settled_at IS NULL AND d.released_at IS NULL AND d.fields <> '[]'
    AND (d.case_id = (SELECT guard.desk_case()) OR d.record IN ('person', 'name', 'death', 'code') AND d.person_id IN (SELECT guard.desk_parties()))
  ORDER BY d.since, d.id
$$;
GRANT EXECUTE ON FUNCTION guard.differences_at_desk() TO shahrsazi_staff;

-- Whether somebody has a part in what is told: they have no word in it.
CREATE OR REPLACE FUNCTION guard.is_of_difference(d public.feed_difference, who bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(who = d.person_id, false) OR guard.is_party(d.case_id, who) OR EXISTS (SELECT FROM public.casefiles_mandate m
    WHERE d.record = 'mandate' AND m.id = d.row AND who IN (m.principal_id, m.agent_id))
$$;

-- The back office is right after all: two of the oversight say so, and its next batch counts. What they compared, and with whom, is for
-- the auditor: whoever owns the file beside them reads the reasons of acts.
CREATE OR REPLACE FUNCTION guard.release_difference(wanted bigint, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); d public.feed_difference%ROWTYPE;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  SELECT * INTO d FROM public.feed_difference WHERE id = wanted AND settled_at IS NULL AND released_at IS NULL FOR UPDATE;
  IF NOT FOUND OR guard.is_of_difference(d, me) THEN RETURN 'gone'; END IF;
  IF NOT guard.oversees(d.release_asked_by) THEN
    IF coalesce(length(btrim(why)), 0) < 5 OR length(why) > 200 THEN RETURN 'short'; END IF;
    UPDATE public.feed_difference SET release_asked_by = me, release_reason = btrim(why) WHERE id = wanted;
    INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
      VALUES (me, guard.desk_role(), 'difference_requested', d.case_id, d.person_id, '', '', jsonb_build_object('difference', wanted, 'why', btrim(why)));
    RETURN 'asked';
  END IF;
  IF d.release_asked_by = me THEN RETURN 'own'; END IF;
  UPDATE public.feed_difference SET released_by = me, released_at = now() WHERE id = wanted;
  PERFORM guard.look_again(d.record, d.row);
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
    VALUES (me, guard.desk_role(), 'difference_agreed', d.case_id, d.person_id, '', '', jsonb_build_object('difference', wanted, 'why', d.release_reason));
  RETURN 'released';
END $$;
GRANT EXECUTE ON FUNCTION guard.release_difference(bigint, text) TO shahrsazi_staff;

-- A release that somebody asked for is not to be: they take that back, or who would have to agree refuses. It can be asked for anew.
CREATE OR REPLACE FUNCTION guard.refuse_release(kind text, wanted bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person(); b public.feed_batch%ROWTYPE; d public.feed_difference%ROWTYPE; word text;
BEGIN
  IF coalesce(guard.desk_role(), '') NOT IN ('administrator', 'auditor') THEN RETURN 'gone'; END IF;
  IF kind = 'batch' THEN
    SELECT * INTO b FROM public.feed_batch t WHERE t.id = wanted AND t.state = 'waiting' AND t.released_by IS NULL AND guard.oversees(t.release_asked_by) FOR UPDATE;
    IF NOT FOUND THEN RETURN 'gone'; END IF;
    UPDATE public.feed_batch t SET release_asked_by = NULL, release_reason = '' WHERE t.id = wanted;
  ELSE
    SELECT * INTO d FROM public.feed_difference t WHERE t.id = wanted AND t.settled_at IS NULL AND t.released_at IS NULL AND guard.oversees(t.release_asked_by) FOR UPDATE;
    IF NOT FOUND OR d.release_asked_by <> me AND guard.is_of_difference(d, me) THEN RETURN 'gone'; END IF;
    UPDATE public.feed_difference t SET release_asked_by = NULL, release_reason = '' WHERE t.id = wanted;
  END IF;
  word := CASE me WHEN coalesce(b.release_asked_by, d.release_asked_by) THEN 'withdrawn' ELSE 'refused' END;
  IF kind = 'batch' THEN
    INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail)
      VALUES (me, guard.desk_role(), word, '', b.release_reason, jsonb_build_object('batch', wanted));
  ELSE
    INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", person, section, reason, detail)
      VALUES (me, guard.desk_role(), CASE word WHEN 'withdrawn' THEN 'difference_withdrawn' ELSE 'difference_refused' END, d.case_id, d.person_id,
        '', '', jsonb_build_object('difference', wanted, 'why', d.release_reason));
  END IF;
  RETURN word;
END $$;
GRANT EXECUTE ON FUNCTION guard.refuse_release(text, bigint) TO shahrsazi_staff;
