-- PostgreSQL replaces no function whose columns are others now: those of an earlier version go first, in the same transaction.
DROP FUNCTION IF EXISTS guard.roles_of(bigint), guard.my_roles(), guard.roles_of_calendar(text), guard.terms_of_calendar(text);

-- Which files are whose. What every page asks is in plpgsql, whose plans a connection keeps: a function in sql is planned at each
-- call, which took longer than to run it. Those about a reader are inner ones: no role may ask them of others.

-- By which mandates somebody acts now: none of who died.
CREATE OR REPLACE FUNCTION guard.mandates_of(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE today date := guard.today();
BEGIN RETURN QUERY
  SELECT m.id FROM public.casefiles_mandate m
  WHERE m.agent_id = reader AND (m.holds_from IS NULL OR m.holds_from <= now())
    AND m.verified_on <= today AND m.poa_date <= today AND (m.expires_on IS NULL OR m.expires_on >= today)
    AND (m.ended_on IS NULL OR m.ended_on > today OR m.end_holds_from > now())
    AND m.scope @> '["view"]'::jsonb
    AND NOT EXISTS (SELECT FROM public.people_contact d WHERE d.person_id = m.principal_id AND d.died_on IS NOT NULL);
END $$;

-- Files that are listed: of a current owner, or through a live mandate of one, once they were opened.
CREATE OR REPLACE FUNCTION guard.files_of(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE today date := guard.today();
BEGIN RETURN QUERY
  WITH shares AS (
    SELECT o.* FROM public.casefiles_ownership o WHERE o.person_id = reader
    UNION ALL
    SELECT o.* FROM public.casefiles_mandate m
      JOIN public.casefiles_ownership o ON o.person_id = m.principal_id AND (m.case_id IS NULL OR m.case_id = o.case_id)
    WHERE m.id = ANY (ARRAY (SELECT guard.mandates_of(reader)))
  )
  SELECT c.id FROM public.casefiles_casefile c WHERE c.opened_on <= today AND c.id IN (SELECT o.case_id FROM shares o
    WHERE o.effective_from <= today AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.effective_to IS NULL OR o.effective_to > today OR o.end_holds_from > now()));
END $$;

CREATE OR REPLACE FUNCTION guard.my_files() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY SELECT guard.files_of(guard.uid()); END $$;

-- From when a file opens to me that is not listed yet: what two clerks agreed on, as its owner or as one who acts for an owner.
CREATE OR REPLACE FUNCTION guard.my_next_opening() RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT least(
    (SELECT min(o.holds_from) FROM public.casefiles_ownership o
     WHERE o.person_id = guard.uid() AND o.holds_from > now() AND (o.effective_to IS NULL OR o.effective_to > guard.today())
       AND o.case_id NOT IN (SELECT guard.my_files())),
    (SELECT min(greatest(m.holds_from, o.holds_from)) FROM public.casefiles_mandate m
       JOIN public.casefiles_ownership o ON o.person_id = m.principal_id AND (m.case_id IS NULL OR m.case_id = o.case_id)
     WHERE m.agent_id = guard.uid() AND m.holds_from > now() AND (m.ended_on IS NULL OR m.ended_on > guard.today())
       AND m.scope @> '["view"]'::jsonb AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > m.holds_from)
       AND o.case_id NOT IN (SELECT guard.my_files())))
); END $$;

-- On which day the last of my shares ended whose file I no longer see; nothing of the file.
CREATE OR REPLACE FUNCTION guard.my_last_share_ended() RETURNS date LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT max(o.effective_to) FROM public.casefiles_ownership o JOIN public.casefiles_casefile c ON c.id = o.case_id
  WHERE o.person_id = guard.uid() AND o.effective_to <= guard.today() AND o.effective_to > o.effective_from
    AND (o.end_holds_from IS NULL OR o.end_holds_from <= now()) AND c.opened_on < o.effective_to
    AND o.case_id NOT IN (SELECT guard.my_files())
); END $$;
GRANT EXECUTE ON FUNCTION guard.my_next_opening(), guard.my_last_share_ended() TO shahrsazi_web;

-- Files that open: listed ones in a district that is served.
CREATE OR REPLACE FUNCTION guard.cases_of(reader bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT c.id FROM public.casefiles_casefile c JOIN public.city_district d ON d.number = c.district_id
  WHERE c.id = ANY (ARRAY (SELECT guard.files_of(reader))) AND d.served_from <= guard.today();
END $$;

CREATE OR REPLACE FUNCTION guard.my_cases() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY SELECT guard.cases_of(guard.uid()); END $$;

-- Files that are listed to me as an owner of my own: what others do to them is mine to know and to object to, also where the district is
-- not served and no page of the file opens.
CREATE OR REPLACE FUNCTION guard.my_own_cases() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT o.case_id FROM public.casefiles_ownership o
  WHERE o.person_id = (SELECT guard.uid()) AND o.case_id = ANY (ARRAY (SELECT guard.my_files()))
    AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
    AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now());
END $$;

-- Since when files are mine without a gap, or theirs whose guardian I am: what was before is the former owners', also where I was one of
-- them, or had nearly become one. A share that the counter registered begins with that, whatever day its deed has; a part that its owner
-- keeps is begun by what ended the whole. Of all files at once: who acts for a company may ask of hundreds.
CREATE OR REPLACE FUNCTION guard.mine_since(files bigint[]) RETURNS TABLE (file bigint, since timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.uid();
BEGIN
  IF cardinality(files) = 0 THEN RETURN; END IF;
  RETURN QUERY WITH guarded AS MATERIALIZED (
    SELECT m.principal_id, m.case_id FROM public.casefiles_mandate m
    WHERE m.id = ANY (ARRAY (SELECT guard.mandates_of(me))) AND m.capacity <> 'attorney'),
  shares AS (
    SELECT o.case_id, o.person_id, o.begun_by_registration, o.ended_by_registration, span.begins, greatest(span.begins, o.end_holds_from, coalesce(o.effective_to::timestamp AT TIME ZONE '{time_zone}', 'infinity')) AS ends
    FROM public.casefiles_ownership o LEFT JOIN public.counter_draft d ON d.id = o.begun_by_registration,
      LATERAL (SELECT coalesce(d.settled_at, o.effective_from::timestamp AT TIME ZONE '{time_zone}') AS begins) span
    WHERE o.case_id = ANY (files) AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.begun_by_registration IS NULL OR o.begun_by_registration IS DISTINCT FROM o.ended_by_registration)  -- not what was undone
      AND (o.person_id = me OR EXISTS (SELECT FROM guarded g WHERE g.principal_id = o.person_id AND (g.case_id IS NULL OR g.case_id = o.case_id)))),
  joined AS (
    SELECT s.*, s.begins > max(s.ends) OVER (PARTITION BY s.case_id, s.person_id ORDER BY s.begins ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AND NOT EXISTS (SELECT FROM shares k WHERE k.case_id = s.case_id AND k.person_id = s.person_id AND k.ended_by_registration = s.begun_by_registration) AS after_gap
    FROM shares s)
  SELECT held.case_id, min(held.begins) FROM (
    SELECT j.case_id, coalesce(max(j.begins) FILTER (WHERE j.after_gap), min(j.begins)) AS begins
    FROM joined j GROUP BY j.case_id, j.person_id HAVING max(j.ends) > now()) held GROUP BY held.case_id;
END $$;
CREATE OR REPLACE FUNCTION guard.mine_since(file bigint) RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT m.since FROM guard.mine_since(ARRAY[$1]) m); END $$;

-- As whom each listed file is mine: by a share of my own, or as who acts for which of its owners, until which day, and whether its
-- money is among what I may see: an attorney sees that only by a scope that says so. `everywhere`: by a mandate for every file.
CREATE OR REPLACE FUNCTION guard.roles_of(reader bigint)
RETURNS TABLE (file bigint, share bigint, principal bigint, capacity varchar, name text, until date, pays boolean, objects boolean, everywhere boolean,
  land_share int, land_of int, building_share int, building_of int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE today date := guard.today();
BEGIN RETURN QUERY
  WITH shared AS MATERIALIZED (
    SELECT o.* FROM public.casefiles_ownership o
    WHERE o.case_id = ANY (ARRAY (SELECT guard.files_of(reader)))
      AND o.effective_from <= today AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.effective_to IS NULL OR o.effective_to > today OR o.end_holds_from > now()))
  SELECT s.case_id, s.id, s.person_id, 'owner'::varchar, '', NULL::date, true, true, false, s.land_share, s.land_of, s.building_share, s.building_of
  FROM shared s WHERE s.person_id = reader
  UNION ALL
  SELECT s.case_id, s.id, s.person_id, m.capacity, concat_ws(' ', nullif(p.first_name, ''), p.last_name),
    least(m.expires_on, CASE WHEN m.ended_on IS NOT NULL THEN
      greatest(m.ended_on - 1, (m.end_holds_from AT TIME ZONE '{time_zone}')::date) END),
    m.capacity <> 'attorney' OR m.scope @> '["pay"]'::jsonb, m.capacity <> 'attorney' OR m.scope @> '["object"]'::jsonb,
    m.case_id IS NULL, s.land_share, s.land_of, s.building_share, s.building_of
  FROM public.casefiles_mandate m
    JOIN shared s ON s.person_id = m.principal_id AND (m.case_id IS NULL OR m.case_id = s.case_id)
    JOIN public.people_person p ON p.id = m.principal_id
  WHERE m.id = ANY (ARRAY (SELECT guard.mandates_of(reader)));
END $$;

CREATE OR REPLACE FUNCTION guard.my_roles()
RETURNS TABLE (file bigint, share bigint, principal bigint, capacity varchar, name text, until date, pays boolean, objects boolean, everywhere boolean,
  land_share int, land_of int, building_share int, building_of int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY SELECT * FROM guard.roles_of(guard.uid()); END $$;

-- Files whose money I may see, where they open to me.
CREATE OR REPLACE FUNCTION guard.my_money_cases() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY SELECT r.file FROM guard.my_roles() r WHERE r.pays; END $$;

-- Papers that name sums, in files whose money I may not see: slips, and what belongs to verdicts. Not those that bear the number of a
-- verdict that asks for something else, unless it is of a later stage and the file has a fine that it may name.
CREATE OR REPLACE FUNCTION guard.hidden_papers() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT p.id FROM public.casefiles_paper p
  WHERE p.case_id IN (SELECT r.file FROM guard.my_roles() r GROUP BY r.file HAVING NOT bool_or(r.pays))
    AND p.doc_kind IN ('renewal_slip', 'inheritance_tax', 'verdict', 'service_notice')
    AND NOT EXISTS (
      SELECT FROM public.casefiles_verdict v JOIN public.casefiles_commissioncase c ON c.case_id = v.case_id AND c.source_key = v.commission_case
      WHERE v.case_id = p.case_id AND NOT v.withdrawn AND v.served_on <= guard.today() AND coalesce(v.amount, 0) = 0
        AND v.verdict_kind <> 'fine' AND trim(p.doc_no) <> ''
        AND translate(CASE p.doc_kind WHEN 'verdict' THEN v.verdict_no WHEN 'service_notice' THEN v.service_proof END, '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789')
          = translate(trim(p.doc_no), '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789')
        AND (c.stage = 'first' OR NOT EXISTS (
          SELECT FROM public.casefiles_verdict o WHERE o.case_id = p.case_id AND (o.amount > 0 OR o.verdict_kind = 'fine'))));
END $$;
GRANT EXECUTE ON FUNCTION guard.my_roles(), guard.my_money_cases(), guard.hidden_papers() TO shahrsazi_web;

-- Of each verdict that a later case of my files names as the one before it, its own case: keys and nothing else. No page may read a
-- verdict that was not served; which stages are about one matter it must know all the same, as the terms do.
CREATE OR REPLACE FUNCTION guard.my_named_verdicts() RETURNS TABLE (file bigint, verdict varchar, its_case varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT v.case_id, v.source_key, v.commission_case FROM public.casefiles_commissioncase c
    JOIN public.casefiles_verdict v ON v.case_id = c.case_id AND v.source_key = c.after AND NOT v.withdrawn
  WHERE c.case_id = ANY (ARRAY (SELECT guard.my_cases())) AND c.after <> '' AND NOT c.withdrawn;
END $$;
GRANT EXECUTE ON FUNCTION guard.my_named_verdicts() TO shahrsazi_web;

-- Those whose names I may read: the owners, now and before, of the files that are listed to me, and who acts for them there.
CREATE OR REPLACE FUNCTION guard.my_people() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT guard.uid()
  UNION SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = ANY (ARRAY (SELECT guard.my_files()))
  UNION SELECT m.agent_id FROM public.casefiles_mandate m WHERE m.principal_id = (SELECT guard.uid());
END $$;

-- Owners of a file, now or before, and whoever acts for them there: they do not act on it as clerks.
CREATE OR REPLACE FUNCTION guard.is_party(file bigint, person bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN
  EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.case_id = file AND o.person_id = person)
  OR EXISTS (SELECT FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
             WHERE o.case_id = file AND m.agent_id = person AND (m.case_id IS NULL OR m.case_id = file));
END $$;

-- One row in the ledger for a paper's thumbnails in a session, and for the tiles of its pages: they come in dozens.
CREATE OR REPLACE FUNCTION guard.record_pieces(file bigint, what text, paper text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail)
  SELECT s.person_id, 'citizen', 'read', file, what, '', jsonb_build_object('paper', paper)
  FROM public.credentials_session s
  WHERE s.key_hash = sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8')) AND s.person_id = guard.uid()
    AND what IN ('thumbnail', 'picture') AND file IN (SELECT guard.my_cases()) AND NOT EXISTS (
      SELECT FROM public.ledger_ledgerentry l WHERE l.actor = s.person_id AND l.at >= s.began_at AND l."case" = file
        AND l.section = what AND l.detail ->> 'paper' = paper)
$$;
GRANT EXECUTE ON FUNCTION guard.record_pieces(bigint, text, text) TO shahrsazi_web;

-- Who has seen or changed one of my files, a row for each day, reader and act. Its owners and who is guardian of one read all of it
-- since the file is theirs: staff as a role and a counter, who acts for an owner by name, other owners without one. Whoever else acts for an owner reads of
-- their own readings alone.
CREATE OR REPLACE FUNCTION guard.accesses(file bigint, at_most int)
RETURNS TABLE (at timestamptz, who text, name text, capacity varchar, role varchar, act varchar, section varchar, reason varchar, district smallint, times bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT guard.uid() AS id, file IN (SELECT guard.my_own_cases()) OR EXISTS (
      SELECT FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id AND o.case_id = file
      WHERE m.agent_id = guard.uid() AND m.capacity IN ('parent', 'guardian', 'executor') AND (m.case_id IS NULL OR m.case_id = file)
        AND (m.ended_on IS NULL OR m.ended_on > guard.today() OR m.end_holds_from > now()) AND (m.expires_on IS NULL OR m.expires_on >= guard.today())
        AND (m.holds_from IS NULL OR m.holds_from <= now()) AND m.verified_on <= guard.today()
        AND NOT EXISTS (SELECT FROM public.people_contact d WHERE d.person_id = m.principal_id AND d.died_on IS NOT NULL)) AS whole,
    guard.mine_since(file) AS since),
  owners AS MATERIALIZED (SELECT o.person_id AS id FROM public.casefiles_ownership o WHERE o.case_id = file),
  agents AS MATERIALIZED (
    SELECT DISTINCT ON (m.agent_id) m.agent_id AS id, m.capacity, p.first_name || ' ' || p.last_name AS name
    FROM public.casefiles_mandate m JOIN owners ON owners.id = m.principal_id JOIN public.people_person p ON p.id = m.agent_id
    WHERE (m.case_id IS NULL OR m.case_id = file) AND m.agent_id NOT IN (SELECT owners.id FROM owners)
    ORDER BY m.agent_id, m.poa_date DESC NULLS LAST, m.id DESC)
  SELECT max(l.at), CASE WHEN l.role <> 'citizen' THEN 'unit' WHEN l.actor = me.id THEN 'me' WHEN agents.id IS NOT NULL THEN 'agent' ELSE 'owner' END AS reader,
    agents.name, agents.capacity, l.role, l.act, l.section, l.reason, l.district, count(*)
  FROM public.ledger_ledgerentry l CROSS JOIN me LEFT JOIN agents ON l.role = 'citizen' AND agents.id = l.actor AND agents.id <> me.id
  WHERE l."case" = file AND file IN (SELECT guard.my_cases()) AND (me.whole AND l.at >= me.since OR l.role = 'citizen' AND l.actor = me.id)
  GROUP BY (l.at AT TIME ZONE '{time_zone}')::date, reader, agents.name, agents.capacity, l.role, l.act, l.section, l.reason, l.district
  ORDER BY max(l.id) DESC LIMIT at_most
$$;
GRANT EXECUTE ON FUNCTION guard.accesses(bigint, int) TO shahrsazi_web;

-- Up to when each district's back office has told: of the district, of no file.
CREATE OR REPLACE FUNCTION guard.data_as_of() RETURNS TABLE (district smallint, as_of timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.number, (SELECT c.as_of FROM public.casefiles_casefile c WHERE c.district_id = d.number AND c.as_of <= 'infinity' ORDER BY c.as_of DESC LIMIT 1)
  FROM public.city_district d ORDER BY 1
$$;
GRANT EXECUTE ON FUNCTION guard.data_as_of() TO shahrsazi_web;

GRANT EXECUTE ON FUNCTION guard.my_files(), guard.my_cases(), guard.my_own_cases(), guard.my_people() TO shahrsazi_web;

-- Nobody acts for an owner who is known by name alone, and such a one acts for nobody.
CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE OF principal_id, agent_id ON public.casefiles_mandate FOR EACH ROW
  EXECUTE FUNCTION guard.refuse_unnumbered('principal_id', 'agent_id');

-- Whose calendar a secret address is: of whoever may sign in now, and was not blocked since it was made.
CREATE OR REPLACE FUNCTION guard.reader_of_calendar(secret text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.person_id FROM public.credentials_calendaraddress c
  WHERE c.key_hash = sha256(convert_to(secret, 'UTF8')) AND guard.may_go_on(c.person_id, 2::smallint)
    AND NOT EXISTS (SELECT FROM public.people_accountblock b WHERE b.person_id = c.person_id AND b.blocked_at >= c.made_at)
$$;

-- Whether an address is somebody's, with one row in the ledger for each person and day: calendars ask every few minutes.
CREATE OR REPLACE FUNCTION guard.open_calendar(secret text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c public.credentials_calendaraddress; is_new_day boolean;
BEGIN
  SELECT * INTO c FROM public.credentials_calendaraddress t WHERE t.person_id = guard.reader_of_calendar(secret);
  IF NOT FOUND THEN RETURN false; END IF;
  is_new_day := c.read_at IS NULL OR (c.read_at AT TIME ZONE '{time_zone}')::date < guard.today();
  IF is_new_day OR c.read_at < c.made_at THEN
    -- Of several at once the first one writes; the others find the moment changed.
    UPDATE public.credentials_calendaraddress t SET read_at = now() WHERE t.person_id = c.person_id AND t.read_at IS NOT DISTINCT FROM c.read_at;
    IF FOUND AND is_new_day THEN
      INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, person)
      VALUES (c.person_id, 'citizen', 'read', 'subscription', '', '{}'::jsonb, c.person_id);
    END IF;
  END IF;
  RETURN true;
END $$;

-- The running terms that the reader of an address may see now, as Term.policies say it of a session: days and kinds, no words, no sums;
-- of what waits for the owner at which step, and beside it what a verdict asks for whenever, which tells whether that is the same.
CREATE OR REPLACE FUNCTION guard.terms_of_calendar(secret text)
RETURNS TABLE (case_id bigint, section varchar, source_key varchar, clock varchar, side varchar, part smallint, stage varchar, kind varchar,
  starts_on date, last_on date, standing varchar, closed_on date, reopened_on date, otherwise varchar, asks boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT guard.reader_of_calendar(secret) AS id)
  SELECT t.case_id, t.section, t.source_key, t.clock, t.side, t.part, CASE t.clock WHEN 'defect' THEN t.stage ELSE '' END,
    CASE t.clock WHEN 'defect' THEN t.kind ELSE '' END, t.starts_on, t.last_on, t.standing, t.closed_on, t.reopened_on, t.otherwise, t.asks
  FROM public.casefiles_term t
  WHERE t.case_id = ANY (ARRAY (SELECT guard.cases_of(me.id) FROM me))
    AND (t.amount IS NULL OR t.case_id = ANY (ARRAY (SELECT r.file FROM me, guard.roles_of(me.id) r WHERE r.pays)))
    AND (t.visible_from IS NULL OR t.visible_from <= (SELECT guard.today()))
    AND (t.last_on >= (SELECT guard.today()) AND t.asks OR t.clock IN ('compliance', 'instalment', 'sum'))
  ORDER BY t.last_on, t.id
$$;

-- From what the ends of mandates are stated in it: the reader's roles without names, and what they gave without whom and by which number.
CREATE OR REPLACE FUNCTION guard.roles_of_calendar(secret text)
RETURNS TABLE (file bigint, share bigint, principal bigint, capacity varchar, name text, until date, pays boolean, objects boolean, everywhere boolean,
  land_share int, land_of int, building_share int, building_of int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.file, r.share, r.principal, r.capacity, CASE WHEN r.name <> '' THEN '…' ELSE '' END, r.until, r.pays, r.objects, r.everywhere,
    r.land_share, r.land_of, r.building_share, r.building_of
  FROM guard.roles_of(guard.reader_of_calendar(secret)) r WHERE r.file = ANY (ARRAY (SELECT guard.cases_of(guard.reader_of_calendar(secret))))
$$;
CREATE OR REPLACE FUNCTION guard.mandates_of_calendar(secret text)
RETURNS TABLE (source_key varchar, agent_id bigint, agent__first_name text, agent__last_name text, capacity varchar, scope jsonb, poa_no text,
  expires_on date, ended_on date, end_holds_from timestamptz, only_in bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.source_key, m.agent_id, '', '', m.capacity, m.scope, '', m.expires_on, m.ended_on, m.end_holds_from, m.case_id
  FROM public.casefiles_mandate m
  WHERE m.principal_id = (SELECT guard.reader_of_calendar(secret)) AND (m.holds_from IS NULL OR m.holds_from <= now())
    AND m.verified_on <= guard.today() AND m.poa_date <= guard.today()
    AND (m.ended_on IS NULL OR m.ended_on > m.poa_date OR m.ended_on = m.poa_date AND m.end_reason <> '' OR m.end_holds_from > now())
  ORDER BY m.id
$$;

-- One's own address: since when it is there, and when it was read last. Its secret is nobody's to read again.
CREATE OR REPLACE FUNCTION guard.my_calendar() RETURNS TABLE (made_at timestamptz, read_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.made_at, CASE WHEN c.read_at >= c.made_at THEN c.read_at END FROM public.credentials_calendaraddress c
  WHERE c.person_id = guard.uid() AND c.key_hash IS NOT NULL
    AND NOT EXISTS (SELECT FROM public.people_accountblock b WHERE b.person_id = c.person_id AND b.blocked_at >= c.made_at)
$$;

-- A new address of one's own, by the hash of its secret: the one before ends with it. NULL withdraws it. False where nothing changed.
CREATE OR REPLACE FUNCTION guard.set_my_calendar(hash bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.uid();
BEGIN
  IF me IS NULL THEN RETURN false; END IF;
  IF hash IS NULL THEN
    UPDATE public.credentials_calendaraddress t SET key_hash = NULL WHERE t.person_id = me AND t.key_hash IS NOT NULL;
    IF NOT FOUND THEN RETURN false; END IF;
  ELSE
    INSERT INTO public.credentials_calendaraddress (person_id, key_hash, made_at) VALUES (me, hash, now())
    ON CONFLICT (person_id) DO UPDATE SET key_hash = EXCLUDED.key_hash, made_at = EXCLUDED.made_at;
  END IF;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, person)
  VALUES (me, 'citizen', CASE WHEN hash IS NULL THEN 'calendar_withdrawn' ELSE 'calendar_made' END, '', '', '{}'::jsonb, me);
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guard.open_calendar(text), guard.terms_of_calendar(text), guard.roles_of_calendar(text), guard.mandates_of_calendar(text),
  guard.my_calendar(), guard.set_my_calendar(bytea) TO shahrsazi_web;
