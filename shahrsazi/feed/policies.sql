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
