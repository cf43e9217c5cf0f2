-- Which file is open at a desk, what the counter may do to it, and what citizens may object to.

-- Registrations of another district that this desk may confirm as second clerk: its own district is appointed for that, so that
-- one clerk alone can work in a district. Whoever confirmed one sees it for a day; and one that somebody wants taken back, or a
-- sealed password printed anew of, waits a week likewise.
CREATE OR REPLACE FUNCTION guard.drafts_to_second() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT d.id FROM public.counter_draft d JOIN public.city_district c ON c.number = d.district_id
  WHERE c.second_district = (SELECT guard.desk_district())
    AND (d.state = 'submitted' OR d.settled_by = (SELECT guard.desk_person()) AND d.settled_at > now() - interval '1 day' AND d.state <> 'draft'
      OR d.state = 'confirmed' AND EXISTS (SELECT FROM public.counter_reversal t WHERE t.draft_id = d.id AND t.outcome = ''
        AND t.requested_role = 'clerk' AND t.requested_at > now() - interval '7 days' AND guard.reversal_waits(t.id))
      OR d.state IN ('active', 'confirmed') AND EXISTS (SELECT FROM public.counter_sealedagain t WHERE t.draft_id = d.id AND t.requested_at > now() - interval '7 days'
        AND guard.sealed_waits(t.id)));
END $$;

-- Their districts: the proofs of addresses that this desk reads.
CREATE OR REPLACE FUNCTION guard.districts_to_second() RETURNS SETOF smallint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT d.district_id FROM public.counter_draft d WHERE d.id IN (SELECT guard.drafts_to_second())
    AND (d.state = 'submitted' OR d.settled_by = (SELECT guard.desk_person()));
END $$;

-- Their files, whose own rows this desk reads.
CREATE OR REPLACE FUNCTION guard.cases_to_second() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT d.case_id FROM public.counter_draft d WHERE d.id IN (SELECT guard.drafts_to_second()) AND d.case_id IS NOT NULL;
END $$;

-- The districts whose files' own rows a desk reads and may add to: its own, and one whose new file waits for it as second clerk.
CREATE OR REPLACE FUNCTION guard.desk_districts() RETURNS SETOF smallint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT guard.desk_district() UNION SELECT d.district_id FROM public.counter_draft d
  WHERE d.id IN (SELECT guard.drafts_to_second()) AND d.state = 'submitted' AND d.case_id IS NULL;
END $$;

-- Whether a file is formed this moment: nobody has opened it, nobody owns it.
CREATE OR REPLACE FUNCTION guard.is_unclaimed(file bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT NOT EXISTS (SELECT FROM public.casefiles_casefile c WHERE c.id = file AND c.opened_on IS NOT NULL)
    AND NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.case_id = file)
); END $$;

-- Whether a file of another district is open to this desk as second clerk: because of a registration that waits for its
-- confirmation; to write, only while it is confirmed, or formed by that confirmation.
CREATE OR REPLACE FUNCTION guard.is_to_second(file bigint, to_write boolean) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id IN (SELECT guard.drafts_to_second()) AND (
    d.case_id = file AND (NOT to_write OR d.settled_at = now())
    OR d.case_id IS NULL AND guard.is_unclaimed(file)
      AND d.district_id = (SELECT c.district_id FROM public.casefiles_casefile c WHERE c.id = file)))
); END $$;

-- The file that is named in this transaction, if this desk may open it: of the clerk's own district, or of another for which the
-- clerk gave a reason lately.
CREATE OR REPLACE FUNCTION guard.case_to_open() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT c.id FROM public.casefiles_casefile c, guard.desk() d
  WHERE c.id = NULLIF(current_setting('app.case', true), '')::bigint AND d.role = 'clerk'
    AND (c.district_id = d.district_id OR guard.is_to_second(c.id, false) OR EXISTS (
      SELECT FROM public.counter_crossdistrictaccess l WHERE l.case_id = c.id AND l.session_id = d.session_id AND l.until > now()))
    AND NOT guard.is_party(c.id, d.person_id)
); END $$;

-- The file that is open at this desk: naming it is not enough, the ledger must say that this desk opened it.
CREATE OR REPLACE FUNCTION guard.desk_case() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT file FROM guard.case_to_open() file, guard.desk() d JOIN public.staff_desksession s ON s.id = d.session_id
  WHERE file IS NOT NULL AND EXISTS (SELECT FROM public.ledger_ledgerentry l
    WHERE l.actor = d.person_id AND l."case" = file AND l.act = 'read' AND l.role = 'clerk' AND l.at >= s.began_at)
); END $$;

CREATE OR REPLACE FUNCTION guard.desk_case_to_write() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT c.id FROM public.casefiles_casefile c
  WHERE c.id = (SELECT guard.desk_case()) AND (c.district_id = (SELECT guard.desk_district()) OR guard.is_to_second(c.id, true))
); END $$;

-- The files that the clerk at this desk is a party to, now or before: their registrations are not theirs to see.
CREATE OR REPLACE FUNCTION guard.own_cases_of_desk() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person();
BEGIN RETURN QUERY
  SELECT o.case_id FROM public.casefiles_ownership o WHERE o.person_id = me
  UNION SELECT o.case_id FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
    WHERE m.agent_id = me AND (m.case_id IS NULL OR m.case_id = o.case_id);
END $$;
GRANT EXECUTE ON FUNCTION guard.own_cases_of_desk() TO shahrsazi_staff;

-- The registration that this very transaction activates. One clerk may open a closed file to the owners whom the back office told.
CREATE OR REPLACE FUNCTION guard.registration_in_hand() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT a.id FROM public.counter_draft a JOIN public.casefiles_casefile c ON c.id = a.case_id
  WHERE a.case_id = (SELECT guard.desk_case_to_write()) AND a.settled_at = now() AND a.settled_by = (SELECT guard.desk_person())
    AND (a.state = 'confirmed' AND a.settled_by <> a.submitted_by
         OR a.state = 'active' AND (c.opened_on IS NULL OR c.opened_by_registration = a.id))
  LIMIT 1
); END $$;

-- The same, if a second clerk confirmed it: only then do shares, mandates and the file's own data move.
CREATE OR REPLACE FUNCTION guard.confirmed_in_hand() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT a.id FROM public.counter_draft a WHERE a.id = (SELECT guard.registration_in_hand()) AND a.state = 'confirmed'); END $$;

-- Whether the registration in hand forms its file: nobody owned it before, so nobody needs time to object.
CREATE OR REPLACE FUNCTION guard.forms_file_in_hand() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft a WHERE a.id = (SELECT guard.confirmed_in_hand()) AND NOT EXISTS (
    SELECT FROM public.casefiles_ownership o WHERE o.case_id = a.case_id AND o.begun_by_registration IS DISTINCT FROM a.id))
); END $$;

-- Whether somebody may sign in already, so that what is done in their name is told to them, and they can object. To desks alone.
CREATE OR REPLACE FUNCTION guard.is_registered(person bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT guard.desk_member() IS NOT NULL AND EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = person AND c.registered_on IS NOT NULL)
); END $$;

-- The same of any of these numbers, at a clerk's desk.
CREATE OR REPLACE FUNCTION guard.any_registered(numbers text[]) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT guard.desk_district() IS NOT NULL AND EXISTS (SELECT FROM public.people_person p JOIN public.people_contact c ON c.person_id = p.id
    WHERE p.number = ANY (numbers) AND c.registered_on IS NOT NULL)
); END $$;

-- Of which of these numbers another registration changes the addresses, which do not count yet, to others than are typed here; at a clerk's
-- desk. What the back office told is no registration's: the counter's word takes its place.
CREATE OR REPLACE FUNCTION guard.other_addresses_coming(act bigint, typed jsonb) RETURNS SETOF varchar LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT p.number FROM jsonb_each(typed) t JOIN public.people_person p ON p.number = t.key JOIN public.people_contact c ON c.person_id = p.id
  WHERE guard.desk_district() IS NOT NULL AND c.coming_from > now() AND c.coming_by_registration <> act
    AND t.value IS DISTINCT FROM jsonb_build_object('mobile', c.coming_mobile, 'email', c.coming_email,
      'residence_postal', CASE WHEN c.coming_residence_postal = '' THEN c.residence_postal ELSE c.coming_residence_postal END,
      'residence_address', CASE WHEN c.coming_residence_postal = '' THEN c.residence_address ELSE c.coming_residence_address END);
END $$;
GRANT EXECUTE ON FUNCTION guard.other_addresses_coming(bigint, jsonb) TO shahrsazi_staff;

-- Whether the back office told another address of the bearer of this number, which does not count yet; at a clerk's desk.
CREATE OR REPLACE FUNCTION guard.fed_address_comes(a_number text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT guard.desk_district() IS NOT NULL AND EXISTS (SELECT FROM public.people_contact c JOIN public.people_person p ON p.id = c.person_id
    WHERE p.number = a_number AND c.coming_from > now() AND c.coming_by_registration IS NULL)
); END $$;
GRANT EXECUTE ON FUNCTION guard.fed_address_comes(text) TO shahrsazi_staff;

-- How many others of the city are reached at a mobile number, or will be, at a clerk's desk.
CREATE OR REPLACE FUNCTION guard.holders_of(a_mobile text, a_number text) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT count(*) FROM public.people_contact c JOIN public.people_person p ON p.id = c.person_id
  WHERE guard.desk_district() IS NOT NULL AND a_mobile <> '' AND a_mobile IN (c.mobile, c.coming_mobile) AND p.number IS DISTINCT FROM a_number
    AND a_mobile IN ((guard.as_it_counts(c)).mobile, (guard.as_it_counts(c)).coming_mobile)
); END $$;

-- Whether a change that counts from `moment` leaves those whom it touches their time to object.
CREATE OR REPLACE FUNCTION guard.leaves_time(moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(moment >= now() + make_interval(hours => greatest(24, guard.rule('objection_hours'))), false)); END $$;

-- The same of a row of the registration in hand: it counts from the moment that was told, which a letter may have moved further off.
CREATE OR REPLACE FUNCTION guard.waits_as_told(moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT guard.leaves_time(moment) AND EXISTS (SELECT FROM public.counter_draft a WHERE a.id = guard.confirmed_in_hand() AND moment >= a.takes_effect_at)); END $$;

-- The current owners of a file whom no telephone and no e-mail reaches, nor one who acts for them: a letter goes to them, or to the house
-- of one who has died. And whose first
-- address one clerk wrote down, until the letter about that has had its time.
CREATE OR REPLACE FUNCTION guard.owners_by_letter(file bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT DISTINCT o.person_id FROM public.casefiles_ownership o
  WHERE o.case_id = file AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
    AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now())
    AND (EXISTS (SELECT FROM public.counter_letter l WHERE l.person_id = o.person_id AND l.kind IN ('opened', 'registered')
        AND (l.posted_on IS NULL OR l.posted_on > guard.today() - greatest(7, guard.rule('letter_days'))))
      OR EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = o.person_id AND c.died_on IS NOT NULL AND (c.death_holds_from IS NULL OR c.death_holds_from <= now()))
      OR NOT EXISTS (SELECT FROM public.people_contact c, guard.as_it_counts(c) counts
        WHERE c.person_id = ANY (ARRAY (SELECT o.person_id UNION ALL SELECT guard.live_agents(o.person_id, file, false)))
          AND '' <> concat(counts.mobile, counts.email)
          AND (c.registered_on IS NOT NULL OR c.kept_by_registration IS NULL)  -- not what a registration that was stopped left behind
          AND (c.died_on IS NULL OR c.death_holds_from > now())));
END $$;

-- The same, of the file at this desk.
CREATE OR REPLACE FUNCTION guard.unreached(file bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT p FROM guard.owners_by_letter(file) p WHERE file = (SELECT guard.desk_case());
END $$;

-- How long they have at least: a letter takes its time. Never less than a week.
CREATE OR REPLACE FUNCTION guard.is_letters_time(moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(moment >= now() + make_interval(days => greatest(7, guard.rule('letter_days'))), false)); END $$;
CREATE OR REPLACE FUNCTION guard.leaves_letters_time(file bigint, moment timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT NOT EXISTS (SELECT guard.owners_by_letter(file)) OR guard.is_letters_time(moment)); END $$;

-- Which of these numbers are of an owner of another file than the one at this desk, whom a letter alone reaches there: whatever registers
-- them leaves a letter its time.
CREATE OR REPLACE FUNCTION guard.by_letter_elsewhere(numbers text[]) RETURNS SETOF varchar LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT DISTINCT p.number FROM public.people_person p JOIN public.casefiles_ownership o ON o.person_id = p.id
  WHERE guard.desk_district() IS NOT NULL AND p.number = ANY (numbers) AND o.case_id IS DISTINCT FROM (SELECT guard.desk_case())
    AND p.id IN (SELECT guard.owners_by_letter(o.case_id));
END $$;

-- The owners of a file whom a registration brought in without any address before, if no letter about that is under way to this very
-- property, or that registration can still be objected to: one clerk opens nothing to them.
CREATE OR REPLACE FUNCTION guard.awaiting_letter(file bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT c.person_id FROM public.people_contact c
  WHERE c.person_id IN (SELECT guard.owners_by_letter(file)) AND c.registered_on IS NOT NULL AND c.registered_by_registration IS NOT NULL
    AND NOT EXISTS (SELECT FROM public.counter_letter l JOIN public.counter_draft d ON d.id = l.registration_id
      WHERE l.person_id = c.person_id AND l.case_id = file AND l.kind IN ('opened', 'registered') AND coalesce(d.takes_effect_at <= now(), true));
END $$;

-- The same, of the file at this desk.
CREATE OR REPLACE FUNCTION guard.awaits_letter(file bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT p FROM guard.awaiting_letter(file) p WHERE file = (SELECT guard.desk_case());
END $$;

-- Where letters to somebody go: the residence that counts, and one that comes.
CREATE OR REPLACE FUNCTION guard.homes_of(who bigint) RETURNS TABLE (street varchar, postal varchar) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT h.street, h.postal FROM public.people_contact c, guard.as_it_counts(c) counts, LATERAL (VALUES
      (counts.residence_address, counts.residence_postal), (counts.coming_residence_address, counts.coming_residence_postal)) h(street, postal)
  WHERE c.person_id = who AND '' <> concat(h.street, h.postal)
$$;

-- One letter about a registration, unless the same one waits to be posted already.
CREATE OR REPLACE FUNCTION guard.write_letter(act bigint, file bigint, who bigint, about text, at_property boolean, street text, postal text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.counter_letter (ref, registration_id, case_id, district_id, person_id, kind, name, to_property, address, postal_code)
  SELECT left(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), 22), act, c.id, c.district_id, p.id, about,
    trim(p.first_name || ' ' || p.last_name), at_property, street, postal
  FROM public.casefiles_casefile c, public.people_person p WHERE c.id = file AND p.id = who AND NOT EXISTS (
    SELECT FROM public.counter_letter l WHERE l.registration_id = act AND l.person_id = who AND l.to_property = at_property
      AND (CASE WHEN at_property THEN l.case_id = file ELSE (l.address, l.postal_code) = (street, postal) END) AND l.posted_on IS NULL AND l.kind = about)
$$;

-- Of whom nothing but a letter reaches in the other files that they own: a letter to each property there, and to the residence that was on
-- record. The registration leaves the letters their time, unless it opens such a file to exactly its told owners.
CREATE OR REPLACE FUNCTION guard.write_elsewhere(act public.counter_draft, who bigint, about text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file record;
BEGIN
  FOR file IN SELECT DISTINCT c.id, c.address, c.postal_code FROM public.casefiles_ownership o JOIN public.casefiles_casefile c ON c.id = o.case_id
    WHERE o.person_id = who AND c.id IS DISTINCT FROM act.case_id AND who IN (SELECT guard.owners_by_letter(c.id))
  LOOP
    IF act.state = 'confirmed' AND NOT guard.is_letters_time(act.takes_effect_at)
    THEN RAISE EXCEPTION 'whom nothing else reaches has the time of a letter' USING ERRCODE = 'insufficient_privilege'; END IF;
    PERFORM guard.write_letter(act.id, file.id, who, about, true, file.address, file.postal_code);
    PERFORM guard.write_letter(act.id, file.id, who, about, false, h.street, h.postal) FROM guard.homes_of(who) h;
  END LOOP;
END $$;

-- Whether two rows of somebody say otherwise how they are reached now and later, where they live, and since when they sign in.
CREATE OR REPLACE FUNCTION guard.is_reached_otherwise(was public.people_contact, becomes public.people_contact) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (coalesce(was.mobile, ''), coalesce(was.email, ''), coalesce(was.residence_postal, ''), coalesce(was.residence_address, ''), coalesce(was.coming_mobile, ''),
      coalesce(was.coming_email, ''), coalesce(was.coming_residence_postal, ''), coalesce(was.coming_residence_address, ''), was.coming_from, was.registered_on)
    IS DISTINCT FROM (becomes.mobile, becomes.email, becomes.residence_postal, becomes.residence_address, becomes.coming_mobile,
      becomes.coming_email, becomes.coming_residence_postal, becomes.coming_residence_address, becomes.coming_from, becomes.registered_on)
$$;

-- Whom the registration in hand brings in, or of whom it writes another address, of a company or a child too: of the same people the
-- counter's pages know beforehand that a letter takes its time (letters.by_letter_elsewhere, Registration.newcomers). Whatever row is
-- written, it names the registration: by that the letters go out, and an objection takes it back.
CREATE OR REPLACE FUNCTION guard.write_first_letters() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act public.counter_draft; was public.people_contact; becomes public.people_contact := guard.as_it_counts(NEW); comes_in boolean;
BEGIN
  SELECT * INTO act FROM public.counter_draft d WHERE d.id = guard.registration_in_hand();
  SELECT counts.* INTO was FROM public.people_contact c, guard.as_it_counts(c) counts WHERE c.person_id = NEW.person_id;
  -- With none in hand nobody but the database's own functions writes here. Where an upsert meets a stored row, its update comes next.
  IF act.id IS NULL OR TG_OP = 'INSERT' AND was.person_id IS NOT NULL OR NOT guard.is_reached_otherwise(was, becomes) THEN RETURN NEW; END IF;
  IF NEW.kept_by_registration IS DISTINCT FROM act.id OR becomes.coming_from IS NOT NULL AND becomes.coming_by_registration IS DISTINCT FROM act.id
    AND (becomes.coming_mobile, becomes.coming_email, becomes.coming_residence_postal, becomes.coming_residence_address, becomes.coming_from)
      IS DISTINCT FROM (was.coming_mobile, was.coming_email, was.coming_residence_postal, was.coming_residence_address, was.coming_from)
  THEN RAISE EXCEPTION 'another address names the registration that wrote it' USING ERRCODE = 'insufficient_privilege'; END IF;
  comes_in := was.registered_on IS NULL AND NEW.registered_on IS NOT NULL;
  PERFORM guard.write_elsewhere(act, NEW.person_id, CASE WHEN act.takes_effect_at > now() AND NOT comes_in THEN 'coming_change' ELSE 'registered' END);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER write_first_letters BEFORE INSERT OR UPDATE ON public.people_contact FOR EACH ROW
  WHEN (session_user = 'shahrsazi_staff') EXECUTE FUNCTION guard.write_first_letters();

-- Whoever lets somebody act in every file that they own hears of it in each.
CREATE OR REPLACE FUNCTION guard.write_letters_of_leave() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act public.counter_draft;
BEGIN
  SELECT * INTO act FROM public.counter_draft d WHERE d.id = NEW.begun_by_registration AND d.id = guard.confirmed_in_hand();
  IF session_user = 'shahrsazi_staff' AND act.id IS NOT NULL THEN PERFORM guard.write_elsewhere(act, NEW.principal_id, 'coming_change'); END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER write_letters_of_leave BEFORE INSERT OR UPDATE ON public.casefiles_mandate FOR EACH ROW
  WHEN (NEW.case_id IS NULL AND NEW.ended_on IS NULL) EXECUTE FUNCTION guard.write_letters_of_leave();

-- That a password on paper was printed for whom a registration of the open file brought in, or who gave up their telephone by it: a letter to
-- each property that they own, and to the residence, since nothing else tells them.
CREATE OR REPLACE FUNCTION guard.write_printed_letters(act bigint, who bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at_hand bigint := guard.desk_case_to_write(); file record;
BEGIN
  IF NOT EXISTS (SELECT FROM public.people_contact c JOIN public.counter_draft d ON d.id IN (c.registered_by_registration, c.coming_by_registration)
    WHERE c.person_id = who AND d.id = act AND d.case_id = at_hand) THEN RETURN false; END IF;
  FOR file IN SELECT DISTINCT c.id, c.address, c.postal_code FROM public.casefiles_ownership o JOIN public.casefiles_casefile c ON c.id = o.case_id
    WHERE o.person_id = who AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
      AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now())
  LOOP PERFORM guard.write_letter(act, file.id, who, 'printed', true, file.address, file.postal_code); END LOOP;
  PERFORM guard.write_letter(act, at_hand, who, 'printed', false, h.street, h.postal) FROM guard.homes_of(who) h;
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guard.write_printed_letters(bigint, bigint) TO shahrsazi_staff;

-- That a letter was posted: written down once, by a clerk of its district.
CREATE OR REPLACE FUNCTION guard.post_letter(letter bigint, a_day date, a_number text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint; who bigint;
BEGIN
  UPDATE public.counter_letter t SET posted_on = a_day, posting_no = left(a_number, 40), posted_by = guard.desk_person()
  WHERE t.id = letter AND t.posted_by IS NULL AND t.district_id = guard.desk_district() AND guard.desk_role() = 'clerk'
    AND a_day BETWEEN (t.written_at AT TIME ZONE '{time_zone}')::date AND guard.today() AND length(trim(a_number)) > 0
  RETURNING t.case_id, t.person_id INTO file, who;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.record_desk_act('letter_posted', file, '', '', who);
  RETURN true;
END $$;

-- From when what a letter of this desk's district tells of counts: also of a registration of another district, which this desk does not read.
CREATE OR REPLACE FUNCTION guard.effect_of_letter(a_letter bigint) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.takes_effect_at FROM public.counter_letter t JOIN public.counter_draft d ON d.id = t.registration_id
  WHERE t.id = a_letter AND t.district_id = guard.desk_district()
$$;
GRANT EXECUTE ON FUNCTION guard.effect_of_letter(bigint) TO shahrsazi_staff;

-- The letters that were not posted within two days, by registration: for those who look after the counters, without names.
DROP FUNCTION IF EXISTS guard.unposted_letters();  -- of an earlier version
CREATE OR REPLACE FUNCTION guard.unposted_letters(at_most int) RETURNS TABLE (registration bigint, district smallint, since timestamptz, letters bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.registration_id, t.district_id, min(t.written_at), count(*) FROM public.counter_letter t
  WHERE t.posted_on IS NULL AND t.written_at < now() - interval '2 days' AND guard.desk_role() IN ('administrator', 'auditor')
  GROUP BY t.registration_id, t.district_id ORDER BY min(t.written_at) LIMIT at_most
$$;
GRANT EXECUTE ON FUNCTION guard.unreached(bigint), guard.by_letter_elsewhere(text[]), guard.awaits_letter(bigint), guard.post_letter(bigint, date, text), guard.unposted_letters(int) TO shahrsazi_staff;

-- A file that gets a code of another district takes along what was registered of it, and the letters to its owners: one counter reads a
-- file, goes on with what is written of it, prints and posts. A colleague of the old one goes on with it no more.
CREATE OR REPLACE FUNCTION guard.carry_registrations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE acts bigint[] := ARRAY (SELECT d.id FROM public.counter_draft d WHERE d.case_id = NEW.id);
BEGIN
  UPDATE public.counter_draft d SET district_id = NEW.district_id, assigned_to = NULL WHERE d.id = ANY (acts);
  UPDATE public.counter_draftpart t SET district_id = NEW.district_id WHERE t.draft_id = ANY (acts);
  UPDATE public.counter_incomingscan i SET district_id = NEW.district_id WHERE i.draft_id = ANY (acts);
  UPDATE public.credentials_contactcode k SET district_id = NEW.district_id WHERE k.registration = ANY (acts);
  UPDATE public.counter_letter l SET district_id = NEW.district_id WHERE l.case_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER carry_registrations AFTER UPDATE OF district_id ON public.casefiles_casefile FOR EACH ROW
  WHEN (OLD.district_id <> NEW.district_id) EXECUTE FUNCTION guard.carry_registrations();

-- What is written while its file moves comes after that, and is of the new district: else neither counter would read it. A foreign key
-- waits for the same lock of the file's code, but without looking at the district once more. A desk that is not there any more is refused.
CREATE OR REPLACE FUNCTION guard.go_with_the_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint; of_now smallint;
BEGIN
  SELECT c.district_id INTO of_now FROM public.casefiles_casefile c
  WHERE c.id = CASE TG_ARGV[0] WHEN 'case_id' THEN named ELSE (SELECT d.case_id FROM public.counter_draft d WHERE d.id = named) END FOR KEY SHARE;
  NEW.district_id := coalesce(of_now, NEW.district_id);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER go_with_the_file BEFORE INSERT ON public.counter_draft FOR EACH ROW EXECUTE FUNCTION guard.go_with_the_file('case_id');
CREATE OR REPLACE TRIGGER go_with_the_file BEFORE INSERT ON public.counter_letter FOR EACH ROW EXECUTE FUNCTION guard.go_with_the_file('case_id');
CREATE OR REPLACE TRIGGER go_with_the_file BEFORE INSERT ON public.counter_draftpart FOR EACH ROW EXECUTE FUNCTION guard.go_with_the_file('draft_id');
CREATE OR REPLACE TRIGGER go_with_the_file BEFORE INSERT ON public.counter_incomingscan FOR EACH ROW EXECUTE FUNCTION guard.go_with_the_file('draft_id');
CREATE OR REPLACE TRIGGER go_with_the_file BEFORE INSERT ON public.credentials_contactcode FOR EACH ROW EXECUTE FUNCTION guard.go_with_the_file('registration');

-- Whose death counts: who might be living has had the time to object to it.
CREATE OR REPLACE FUNCTION guard.is_dead(who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = who AND c.died_on IS NOT NULL AND coalesce(c.death_holds_from <= now(), true))
); END $$;

-- The people who own a file now.
CREATE OR REPLACE FUNCTION guard.live_owners(file bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = file
    AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
    AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now());
END $$;

-- Who acts for an owner of a file now; attorneys only where they are asked for.
CREATE OR REPLACE FUNCTION guard.live_agents(principal bigint, file bigint, attorneys boolean) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT m.agent_id FROM public.casefiles_mandate m WHERE m.principal_id = principal
    AND (m.case_id IS NULL OR m.case_id = file) AND (attorneys OR m.capacity <> 'attorney') AND (m.holds_from IS NULL OR m.holds_from <= now())
    AND (m.expires_on IS NULL OR m.expires_on >= guard.today()) AND (m.ended_on IS NULL OR m.ended_on > guard.today() OR m.end_holds_from > now());
END $$;

-- Who acts, in whatever file, for those of these people to whom the registration in hand gives another address, or somebody who acts in
-- every file: they object in the place of a company or a child. An attorney does not.
CREATE OR REPLACE FUNCTION guard.agents_of_changed(whom bigint[]) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH act AS MATERIALIZED (SELECT guard.confirmed_in_hand() AS id)
  SELECT DISTINCT m.agent_id FROM act, public.casefiles_mandate m WHERE m.principal_id = ANY (whom) AND m.capacity <> 'attorney'
    AND (m.holds_from IS NULL OR m.holds_from <= now()) AND (m.expires_on IS NULL OR m.expires_on >= guard.today())
    AND (m.ended_on IS NULL OR m.ended_on > guard.today() OR m.end_holds_from > now())
    AND (EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = m.principal_id AND c.coming_by_registration = act.id)
      OR EXISTS (SELECT FROM public.casefiles_mandate n WHERE n.principal_id = m.principal_id AND n.case_id IS NULL AND n.begun_by_registration = act.id))
$$;
GRANT EXECUTE ON FUNCTION guard.agents_of_changed(bigint[]) TO shahrsazi_staff;

-- Both of them.
CREATE OR REPLACE FUNCTION guard.live_parties(file bigint, attorneys boolean) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT o FROM guard.live_owners(file) o UNION SELECT a FROM guard.live_owners(file) o, guard.live_agents(o, file, attorneys) a;
END $$;

-- The same of the living: who can stand at a counter, for themselves or for an owner who lives.
CREATE OR REPLACE FUNCTION guard.living_parties(file bigint, attorneys boolean) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  WITH living AS MATERIALIZED (SELECT o FROM guard.live_owners(file) o WHERE NOT guard.is_dead(o))
  SELECT o FROM living UNION SELECT a FROM living, guard.live_agents(living.o, file, attorneys) a WHERE NOT guard.is_dead(a);
END $$;

-- Whether nothing is registered on a file, because the account of an owner is blocked, or of who acts for one (an attorney does not).
CREATE OR REPLACE FUNCTION guard.stands_still(file bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM guard.live_parties(file, false) p WHERE guard.is_blocked(p))
    OR EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.case_id = file AND guard.is_blocked(o.person_id)
      AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now()))
); END $$;

-- Whether a registration has nothing but other addresses of people in it, and their papers: that helps whose telephone was stolen.
CREATE OR REPLACE FUNCTION guard.changes_addresses_alone(act bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draftpart p WHERE p.draft_id = act AND p.name LIKE 'contact.%')
    AND NOT EXISTS (SELECT FROM (SELECT DISTINCT ON (t.name) t.name, t."values" FROM public.counter_draftpart t WHERE t.draft_id = act
      ORDER BY t.name, t.version DESC) p WHERE p.name NOT LIKE 'contact.%' AND p.name NOT LIKE 'papers.%' AND p."values" <> '{}')
    -- Whoever is not registered yet would come in by it.
    AND NOT EXISTS (SELECT FROM public.counter_draftpart t JOIN public.people_person p ON t.name = 'contact.p' || replace(p.ref::text, '-', '')
      WHERE t.draft_id = act AND NOT guard.is_registered(p.id) AND p.kind <> 'legal')
); END $$;

-- Who wrote in a registration: began it, saved a part of it, brought a scan, or had an address proved. At a desk alone.
CREATE OR REPLACE FUNCTION guard.authors_of(act bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.desk_member() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT d.begun_by FROM public.counter_draft d WHERE d.id = act
    UNION SELECT p.by FROM public.counter_draftpart p WHERE p.draft_id = act
    UNION SELECT m.person_id FROM public.counter_incomingscan i JOIN public.staff_member m ON m.id = i.brought_by WHERE i.draft_id = act
    UNION SELECT k.proved_by FROM public.credentials_contactcode k WHERE k.registration = act AND k.proved_by IS NOT NULL;
END $$;
GRANT EXECUTE ON FUNCTION guard.authors_of(bigint) TO shahrsazi_staff;

-- A draft records who wrote in it: nobody writes another's name, and nobody confirms what they wrote themselves.
-- Once settled, it never changes, except for whom it concerns during the activation itself: a draft that could be settled again
-- would again be a registration in hand.
CREATE OR REPLACE FUNCTION guard.check_draft_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint; settled public.counter_draft;
BEGIN
  IF session_user <> 'shahrsazi_staff' THEN RETURN NEW; END IF;
  me := guard.desk_person();
  settled := OLD;
  IF OLD.settled_at = now() THEN settled.concerns := NEW.concerns; END IF;
  -- Only guard.object_at_desk() and guard.settle_reversal() may write who objected.
  IF OLD.state = 'confirmed' AND NEW.state IN ('objected', 'reversed') AND NEW.objected_at = now() THEN
    settled.state := NEW.state; settled.objected_by := NEW.objected_by; settled.objected_at := NEW.objected_at; settled.objection := NEW.objection;
    IF NEW.decision = '' THEN settled.decision := ''; settled.decided_by := NULL; settled.decided_at := NULL; END IF;  -- it is decided on anew
  END IF;
  -- Only guard.decide_objection() may write what was decided: the columns are not the role's to change.
  IF OLD.state IN ('objected', 'withdrawn') AND NEW.decided_at = now() AND NEW.decided_by = me AND guard.desk_role() = 'administrator' THEN RETURN NEW; END IF;
  IF me IS NULL OR NEW.begun_by <> OLD.begun_by OR NEW.district_id <> OLD.district_id
    OR NEW.submitted_by IS DISTINCT FROM OLD.submitted_by AND NEW.submitted_by IS DISTINCT FROM me
    OR NEW.settled_by IS DISTINCT FROM OLD.settled_by AND NEW.settled_by IS DISTINCT FROM me
    OR NEW.case_id IS DISTINCT FROM OLD.case_id AND (OLD.case_id IS NOT NULL OR NEW.case_id IS DISTINCT FROM guard.desk_case_to_write()
      OR NOT guard.is_unclaimed(NEW.case_id))
    OR OLD.district_id IS DISTINCT FROM guard.desk_district() AND NEW.state <> OLD.state AND NEW.state NOT IN ('confirmed', 'draft', 'reversed', 'objected')
    OR NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND (OLD.state <> 'submitted' OR me = OLD.submitted_by
      OR NOT guard.is_at_work(OLD.submitted_by, 'clerk') OR me IN (SELECT guard.authors_of(OLD.id)))
    OR NEW.state = 'submitted' AND OLD.state <> 'submitted' AND NEW.submitted_by IS DISTINCT FROM me
    OR NEW.assigned_to IS DISTINCT FROM OLD.assigned_to AND (OLD.state <> 'draft' OR NEW.state <> 'draft'
      OR OLD.district_id IS DISTINCT FROM guard.desk_district() OR NOT EXISTS (SELECT FROM public.staff_member m
        WHERE m.person_id = NEW.assigned_to AND m.role = 'clerk' AND m.district_id = OLD.district_id AND m.disabled_at IS NULL))
    OR NEW.state = 'active' AND OLD.state <> 'active' AND (EXISTS (SELECT guard.awaiting_letter(OLD.case_id))
      OR EXISTS (SELECT FROM public.casefiles_casefile c WHERE c.id = OLD.case_id AND c.opened_on IS NOT NULL))
    OR NEW.state = 'active' AND (OLD.state NOT IN ('draft', 'active') OR OLD.case_id IS NULL OR NOT EXISTS (
      SELECT FROM public.casefiles_ownership o WHERE o.case_id = OLD.case_id AND o.begun_by_registration IS NULL))
    OR NEW.state IN ('active', 'confirmed') AND NEW.state <> OLD.state AND EXISTS (
      SELECT guard.interested_in(OLD.id) INTERSECT SELECT guard.live_parties(OLD.case_id, true))
    OR NEW.state IN ('active', 'confirmed') AND NEW.state <> OLD.state AND (NEW.settled_at IS DISTINCT FROM now()
      OR guard.stands_still(OLD.case_id) AND NOT (NEW.state = 'confirmed' AND guard.changes_addresses_alone(OLD.id)))
    OR NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND NOT guard.leaves_time(NEW.takes_effect_at)
      AND (OLD.case_id IS NOT NULL OR NEW.takes_effect_at IS DISTINCT FROM now())
    OR NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND OLD.case_id IS NOT NULL AND NOT guard.leaves_letters_time(OLD.case_id, NEW.takes_effect_at)
    OR NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('draft>submitted', 'draft>active', 'draft>withdrawn',
      'submitted>draft', 'submitted>confirmed', 'submitted>withdrawn', 'confirmed>objected', 'confirmed>reversed', 'objected>draft', 'objected>withdrawn')
    OR OLD.state = 'objected' AND NEW.state = 'draft' AND OLD.decision <> 'dismissed'
    OR NEW.concerns IS DISTINCT FROM OLD.concerns AND OLD.settled_at IS DISTINCT FROM now()
    OR OLD.state IN ('active', 'confirmed', 'withdrawn', 'reversed') AND NEW IS DISTINCT FROM settled
  THEN RAISE EXCEPTION 'not a move that this desk may make' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER check_draft_move BEFORE UPDATE ON public.counter_draft FOR EACH ROW EXECUTE FUNCTION guard.check_draft_move();

-- Whether the objection of this very transaction undoes one of these registrations.
CREATE OR REPLACE FUNCTION guard.is_undone(VARIADIC acts bigint[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = ANY (acts) AND d.state IN ('objected', 'reversed') AND d.objected_at = now())
$$;

-- The registration in hand may write the mandates that it begins; of any other mandate it may set the end, once. An attorney's ends at
-- once; whoever acts for a company or a child has time to object.
CREATE OR REPLACE FUNCTION guard.check_mandate_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE as_it_was public.casefiles_mandate;
BEGIN
  IF session_user <> 'shahrsazi_staff' OR guard.is_undone(OLD.begun_by_registration, OLD.ended_by_registration)
    OR (OLD.begun_by_registration = guard.confirmed_in_hand() AND NEW.begun_by_registration = OLD.begun_by_registration
    AND NEW.principal_id = OLD.principal_id AND (NEW.case_id, NEW.every_file) IS NOT DISTINCT FROM (OLD.case_id, OLD.every_file)
    AND (NEW.holds_from IS NOT DISTINCT FROM OLD.holds_from OR guard.waits_as_told(NEW.holds_from))) THEN RETURN NEW; END IF;
  as_it_was := NEW;
  as_it_was.ended_on := OLD.ended_on; as_it_was.end_reason := OLD.end_reason; as_it_was.ended_at_desk := OLD.ended_at_desk;
  as_it_was.end_holds_from := OLD.end_holds_from; as_it_was.ended_by_registration := OLD.ended_by_registration;
  IF as_it_was IS DISTINCT FROM OLD OR OLD.ended_on IS NOT NULL OR NEW.ended_on IS NULL
    OR NEW.ended_by_registration IS DISTINCT FROM guard.confirmed_in_hand()
    OR NOT (OLD.capacity = 'attorney' AND NEW.end_holds_from IS NULL OR guard.waits_as_told(NEW.end_holds_from))
  THEN RAISE EXCEPTION 'a mandate is ended by two clerks' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER check_mandate_change BEFORE UPDATE ON public.casefiles_mandate FOR EACH ROW EXECUTE FUNCTION guard.check_mandate_change();

-- Whether the registration in hand has the card of an owner who is known by name alone.
CREATE OR REPLACE FUNCTION guard.completes_in_hand(a_ref uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draftpart t
    WHERE t.draft_id = guard.registration_in_hand() AND t.name = 'owner.p' || replace(a_ref::text, '-', ''))
); END $$;

-- Whether a share ends after its owner's death, recorded or coming, by anything but heirs, an order or the correction of a wrong entry.
CREATE OR REPLACE FUNCTION guard.is_sold_by_the_dead(o public.casefiles_ownership) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.people_contact c JOIN public.people_person p ON p.id = c.person_id
    WHERE c.person_id = o.person_id AND c.died_on < o.effective_to AND coalesce((
      SELECT t."values" ->> 'reason' FROM public.counter_draftpart t
      WHERE t.draft_id = o.ended_by_registration AND t.name = 'leaving.' || replace(p.ref::text, '-', '') ORDER BY t.version DESC LIMIT 1), '')
      NOT IN ('inheritance', 'court', 'correction'))
); END $$;

-- Whom a registration may not concern: whoever wrote in it, sent it on or is at this desk, and for whom one of them acts, or acted, in
-- its file or in all. They would register to their own use; as parties of the file they could not open it.
CREATE OR REPLACE FUNCTION guard.interested_in(act bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  WITH hands AS MATERIALIZED (SELECT guard.authors_of(act) AS id UNION SELECT d.submitted_by FROM public.counter_draft d WHERE d.id = act UNION SELECT guard.desk_person())
  SELECT h.id FROM hands h WHERE h.id IS NOT NULL
  UNION SELECT m.principal_id FROM public.casefiles_mandate m JOIN hands h ON h.id = m.agent_id
    WHERE m.case_id IS NULL OR m.case_id = (SELECT d.case_id FROM public.counter_draft d WHERE d.id = act);
END $$;

-- Which of these numbers are theirs, for the desk that writes or confirms the registration.
CREATE OR REPLACE FUNCTION guard.numbers_of_interested(act bigint, wanted text[]) RETURNS SETOF varchar LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.desk_district() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT p.number FROM public.people_person p WHERE p.number = ANY (wanted) AND p.id IN (SELECT guard.interested_in(act));
END $$;
GRANT EXECUTE ON FUNCTION guard.numbers_of_interested(bigint, text[]) TO shahrsazi_staff;

-- What two clerks begin is none of their own, and nobody acts for the dead, or once dead.
CREATE OR REPLACE FUNCTION guard.check_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE line jsonb := to_jsonb(NEW); whom bigint[] := ARRAY[(line ->> 'person_id')::bigint, (line ->> 'principal_id')::bigint, (line ->> 'agent_id')::bigint];
BEGIN
  IF session_user <> 'shahrsazi_staff' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM guard.interested_in(NEW.begun_by_registration) p WHERE p = ANY (whom))
  THEN RAISE EXCEPTION 'nobody registers to their own use' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF TG_TABLE_NAME = 'casefiles_mandate' AND EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = ANY (whom) AND c.died_on IS NOT NULL)
  THEN RAISE EXCEPTION 'nobody acts for the dead' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER check_begun BEFORE INSERT ON public.casefiles_ownership FOR EACH ROW EXECUTE FUNCTION guard.check_begun();
CREATE OR REPLACE TRIGGER check_begun BEFORE INSERT ON public.casefiles_mandate FOR EACH ROW EXECUTE FUNCTION guard.check_begun();

-- A share is ended by the registration that a second clerk confirmed, with time to object, and nothing else of it changes.
CREATE OR REPLACE FUNCTION guard.check_share_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE as_it_was public.casefiles_ownership;
BEGIN
  IF session_user <> 'shahrsazi_staff' OR guard.is_undone(OLD.begun_by_registration, OLD.ended_by_registration) THEN RETURN NEW; END IF;
  IF OLD.begun_by_registration = guard.confirmed_in_hand() AND NEW.begun_by_registration = OLD.begun_by_registration
    AND NEW.person_id = OLD.person_id AND NEW.case_id = OLD.case_id AND (guard.waits_as_told(NEW.holds_from) OR guard.forms_file_in_hand())
  THEN RETURN NEW; END IF;  -- one that was objected to, and is registered again
  as_it_was := NEW;
  -- Of who was known by name alone, to the person who has the number: by guard.complete_owner() in this very registration.
  as_it_was.person_id := OLD.person_id;
  IF NEW.person_id <> OLD.person_id AND as_it_was IS NOT DISTINCT FROM OLD AND guard.confirmed_in_hand() IS NULL AND EXISTS (
    SELECT FROM public.people_person p WHERE p.id = OLD.person_id AND p.completed_as_id = NEW.person_id AND coalesce(p.completed_from <= now(), true)
      AND guard.completes_in_hand(p.ref)) THEN RETURN NEW; END IF;
  as_it_was := NEW;
  as_it_was.effective_to := OLD.effective_to; as_it_was.end_holds_from := OLD.end_holds_from;
  as_it_was.ended_by_registration := OLD.ended_by_registration;
  IF guard.is_sold_by_the_dead(NEW) THEN RAISE EXCEPTION 'the dead sell nothing' USING ERRCODE = 'insufficient_privilege'; END IF;
  -- An end that the back office told stays told: an objection to another one would take it away.
  IF as_it_was IS DISTINCT FROM OLD OR OLD.ended_by_registration IS NOT NULL OR OLD.effective_to IS NOT NULL OR NEW.effective_to IS NULL
    OR NEW.ended_by_registration IS DISTINCT FROM guard.confirmed_in_hand() OR NOT guard.waits_as_told(NEW.end_holds_from)
  THEN RAISE EXCEPTION 'a share is ended by two clerks, with time to object' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER check_share_change BEFORE UPDATE ON public.casefiles_ownership FOR EACH ROW EXECUTE FUNCTION guard.check_share_change();

-- What was on record of somebody who is not registered, before the registration in hand writes of them: its undoing brings it back.
CREATE OR REPLACE FUNCTION guard.keep_before(who bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.people_personbefore (person_id, by_registration, first_name, last_name, father_name, search_name, as_of, corrected_by_registration,
    mobile, email, birth_date, birth_cert_no, residence_postal, residence_address, kept_by_registration)
  SELECT p.id, act, p.first_name, p.last_name, p.father_name, p.search_name, p.as_of, p.corrected_by_registration, coalesce(c.mobile, ''), coalesce(c.email, ''),
    c.birth_date, coalesce(c.birth_cert_no, ''), coalesce(c.residence_postal, ''), coalesce(c.residence_address, ''), c.kept_by_registration
  FROM guard.registration_in_hand() act, public.people_person p
    LEFT JOIN public.people_contact t ON t.person_id = p.id LEFT JOIN LATERAL guard.as_it_counts(t) c ON true
  WHERE act IS NOT NULL AND p.id = who AND c.registered_on IS NULL ON CONFLICT DO NOTHING
$$;

-- Whether this is exactly what was kept of them.
CREATE OR REPLACE FUNCTION guard.is_as_before(act bigint, c public.people_contact) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.people_personbefore k WHERE k.by_registration = act AND k.person_id = c.person_id AND c.registered_on IS NULL
    AND (k.mobile, k.email, k.birth_date, k.birth_cert_no, k.residence_postal, k.residence_address, k.kept_by_registration) IS NOT DISTINCT FROM
      (c.mobile, c.email, c.birth_date, c.birth_cert_no, c.residence_postal, c.residence_address, c.kept_by_registration))
$$;

-- Brings back what was kept. Where another registration wrote of them since, that one's undoing brings it back; where the back office
-- told of them anew, its word stays.
CREATE OR REPLACE FUNCTION guard.restore_before(act bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE k public.people_personbefore; c public.people_contact; later bigint;
BEGIN
  FOR k IN SELECT * FROM public.people_personbefore t WHERE t.by_registration = act LOOP
    SELECT min(t.id) INTO later FROM public.people_personbefore t WHERE t.person_id = k.person_id AND t.id > k.id;
    UPDATE public.people_personbefore t SET first_name = k.first_name, last_name = k.last_name, father_name = k.father_name, search_name = k.search_name,
      as_of = k.as_of, corrected_by_registration = k.corrected_by_registration, mobile = k.mobile, email = k.email, birth_date = k.birth_date, birth_cert_no = k.birth_cert_no,
      residence_postal = k.residence_postal, residence_address = k.residence_address, kept_by_registration = k.kept_by_registration WHERE t.id = later;
    CONTINUE WHEN later IS NOT NULL;
    -- Whoever stays by another registration: its undoing is to bring them back.
    SELECT * INTO c FROM public.people_contact t WHERE t.person_id = k.person_id;
    IF c.registered_on IS NOT NULL AND c.registered_by_registration IS DISTINCT FROM act THEN
      UPDATE public.people_personbefore t SET by_registration = c.registered_by_registration WHERE t.id = k.id AND c.registered_by_registration IS NOT NULL;
      CONTINUE;
    END IF;
    UPDATE public.people_contact t SET mobile = k.mobile, email = k.email, birth_date = k.birth_date, birth_cert_no = k.birth_cert_no,
      residence_postal = k.residence_postal, residence_address = k.residence_address, kept_by_registration = k.kept_by_registration
    WHERE t.person_id = k.person_id AND t.kept_by_registration = act AND t.registered_on IS NULL;
    UPDATE public.people_person p SET first_name = k.first_name, last_name = k.last_name, father_name = k.father_name, search_name = k.search_name
    WHERE p.id = k.person_id AND p.as_of IS NOT DISTINCT FROM k.as_of AND p.corrected_by_registration IS NOT DISTINCT FROM k.corrected_by_registration;
  END LOOP;
  DELETE FROM public.people_personbefore t WHERE t.by_registration = act;
END $$;

-- Whether a correction of somebody that is undone this moment, and the last one of them, brings back this day of birth.
CREATE OR REPLACE FUNCTION guard.is_born_as_before(who bigint, born date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.people_personcorrection k JOIN public.people_person p ON p.id = k.person_id
    WHERE k.person_id = who AND p.corrected_by_registration = k.by_registration AND k.birth_date IS NOT DISTINCT FROM born
      AND guard.is_undone(k.by_registration))
$$;

-- The contact data of a registered person, or another address than the back office told, changes only by a registration that a
-- second clerk confirmed; a death closes the account.
CREATE OR REPLACE FUNCTION guard.check_contact_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE but_for_death public.people_contact; but_for_birth public.people_contact;
  was public.people_contact := guard.as_it_counts(OLD); becomes public.people_contact := guard.as_it_counts(NEW);
BEGIN
  but_for_death := NEW; but_for_death.died_on := OLD.died_on;
  but_for_death.death_holds_from := OLD.death_holds_from; but_for_death.death_by_registration := OLD.death_by_registration;
  IF guard.is_undone(OLD.coming_by_registration, OLD.death_by_registration, OLD.registered_by_registration) THEN RETURN NEW; END IF;
  -- Of a correction that is undone the day of birth alone comes back.
  but_for_birth := NEW; but_for_birth.birth_date := OLD.birth_date; but_for_birth.kept_by_registration := OLD.kept_by_registration;
  IF but_for_birth IS NOT DISTINCT FROM OLD AND (guard.is_undone(OLD.kept_by_registration)
    OR NEW.kept_by_registration = OLD.kept_by_registration AND guard.is_born_as_before(OLD.person_id, NEW.birth_date)) THEN RETURN NEW; END IF;
  IF OLD.registered_on IS NULL AND guard.is_undone(OLD.kept_by_registration) AND guard.is_as_before(OLD.kept_by_registration, NEW) THEN RETURN NEW; END IF;
  IF session_user = 'shahrsazi_staff' AND guard.confirmed_in_hand() IS NULL
    AND (OLD.registered_on IS NOT NULL AND but_for_death IS DISTINCT FROM OLD
      OR was.mobile NOT IN ('', becomes.mobile) OR was.email NOT IN ('', becomes.email)
      OR was.residence_postal NOT IN ('', becomes.residence_postal) OR was.residence_address NOT IN ('', becomes.residence_address)
      OR OLD.birth_date <> NEW.birth_date OR becomes.coming_from IS DISTINCT FROM was.coming_from)
  THEN RAISE EXCEPTION 'this takes a second clerk' USING ERRCODE = 'insufficient_privilege'; END IF;
  -- What another registration has coming stays: this one would silently take it away, and an objection to this one too. What the back
  -- office told is stopped here.
  IF session_user = 'shahrsazi_staff' AND OLD.coming_from > now() AND OLD.coming_by_registration IS NOT NULL
    AND OLD.coming_by_registration IS DISTINCT FROM guard.confirmed_in_hand()
    AND (NEW.coming_mobile, NEW.coming_email, NEW.coming_residence_postal, NEW.coming_residence_address, NEW.coming_from, NEW.coming_by_registration)
      IS DISTINCT FROM (OLD.coming_mobile, OLD.coming_email, OLD.coming_residence_postal, OLD.coming_residence_address, OLD.coming_from, OLD.coming_by_registration)
  THEN RAISE EXCEPTION 'another change of this address is coming' USING ERRCODE = 'insufficient_privilege'; END IF;
  -- Another address only comes: what counts now stays until there was time to object. What came is written where it counts for good.
  IF session_user = 'shahrsazi_staff' AND (
    OLD.registered_on IS NOT NULL AND (becomes.mobile, becomes.email, becomes.residence_postal, becomes.residence_address)
      IS DISTINCT FROM (was.mobile, was.email, was.residence_postal, was.residence_address)
    OR (NEW.coming_mobile, NEW.coming_email, NEW.coming_residence_postal, NEW.coming_residence_address, NEW.coming_from)
      IS DISTINCT FROM (OLD.coming_mobile, OLD.coming_email, OLD.coming_residence_postal, OLD.coming_residence_address, OLD.coming_from)
      AND NOT guard.waits_as_told(NEW.coming_from) AND NOT (NEW.coming_from IS NULL AND was.coming_from IS NULL))
  THEN RAISE EXCEPTION 'another address leaves time to object' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER check_contact_change BEFORE UPDATE ON public.people_contact FOR EACH ROW EXECUTE FUNCTION guard.check_contact_change();

-- Whether a draft of this desk's district is still being written: what was sent on is no one's to add to.
CREATE OR REPLACE FUNCTION guard.is_being_written(a_draft bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = a_draft AND d.state = 'draft' AND d.district_id = (SELECT guard.desk_district()))); END $$;

-- Whether every scan that a part of a draft names was brought to that draft and let in.
CREATE OR REPLACE FUNCTION guard.names_own_scans(a_draft bigint, part jsonb) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT NOT EXISTS (
    SELECT FROM jsonb_path_query($2, 'lax $.**.scans[*]') named WHERE NOT EXISTS (
      SELECT FROM public.counter_incomingscan i WHERE i.draft_id = a_draft AND i.scan <> '' AND i.scan = named #>> '{}'))
); END $$;

-- Whether a scan was brought to a registration of this desk's district, or is a paper of the open file.
CREATE OR REPLACE FUNCTION guard.is_scan_of_desk(named text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_incomingscan i WHERE i.scan = named
      AND (i.district_id = (SELECT guard.desk_district()) OR i.draft_id IN (SELECT guard.drafts_to_second())))
    OR EXISTS (SELECT FROM public.casefiles_paper p WHERE p.scan = named AND p.case_id = (SELECT guard.desk_case()))
); END $$;

-- Which scans of a registration this clerk has opened since signing in, by the first digits that the ledger keeps of each.
CREATE OR REPLACE FUNCTION guard.scans_opened(a_draft bigint) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT l.detail ->> 'paper' FROM guard.desk() d JOIN public.staff_desksession s ON s.id = d.session_id
  JOIN public.ledger_ledgerentry l ON l.actor = d.person_id AND l.at >= s.began_at
  WHERE l.section = 'scan' AND l.detail ->> 'draft' = a_draft::text AND l.detail ? 'opened';
END $$;

-- The owners of the open file, now or before, and their agents.
CREATE OR REPLACE FUNCTION guard.desk_parties() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint := guard.desk_case();
BEGIN RETURN QUERY
  SELECT o.person_id FROM public.casefiles_ownership o WHERE o.case_id = file
  UNION SELECT m.agent_id FROM public.casefiles_mandate m JOIN public.casefiles_ownership o ON o.person_id = m.principal_id
    WHERE o.case_id = file AND (m.case_id IS NULL OR m.case_id = o.case_id);
END $$;

-- The parties of the open file, and the members of staff.
CREATE OR REPLACE FUNCTION guard.desk_people() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT guard.desk_parties()
  UNION SELECT m.person_id FROM public.staff_member m WHERE (SELECT guard.desk_member()) IS NOT NULL;
END $$;

-- Opens a file at this desk and writes that in the ledger. NULL when there is no such file, or this clerk may not open it.
CREATE OR REPLACE FUNCTION guard.open_case_at_desk(wanted text, part text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found bigint;
BEGIN
  PERFORM set_config('app.case', coalesce((SELECT c.id::text FROM public.casefiles_casefile c WHERE c.ref = wanted), ''), true);
  found := guard.case_to_open();
  IF found IS NULL THEN PERFORM set_config('app.case', '', true); RETURN NULL; END IF;
  PERFORM guard.record_desk_act('read', found, part, coalesce((
    SELECT l.reason FROM public.counter_crossdistrictaccess l, guard.desk() d
    WHERE l.case_id = found AND l.session_id = d.session_id AND l.until > now() ORDER BY l.id DESC LIMIT 1), ''), NULL);
  RETURN found;
END $$;

-- Opens a file of another district, for a reason that its owners will read. Returns its public reference. What was sought in vain
-- stands in the ledger too: whoever tries codes is seen.
CREATE OR REPLACE FUNCTION guard.open_across_districts(code text, why text) RETURNS varchar
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file record; desk record;
BEGIN
  SELECT * INTO desk FROM guard.desk() WHERE role = 'clerk';
  SELECT c.id, c.ref INTO file FROM public.casefiles_casefile c WHERE c.renewal_code = code;
  IF desk.session_id IS NULL THEN RETURN NULL; END IF;
  IF file.id IS NULL OR length(trim(why)) < 5 OR guard.is_party(file.id, desk.person_id) THEN
    INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, district)
    VALUES (desk.person_id, desk.role, 'sought_elsewhere', '', left(why, 200), jsonb_build_object('code', left(code, 40)), desk.district_id);
    RETURN NULL;
  END IF;
  INSERT INTO public.counter_crossdistrictaccess (session_id, case_id, reason, at, until)
  VALUES (desk.session_id, file.id, why, now(), now() + make_interval(mins => guard.rule('elsewhere_minutes')));
  PERFORM guard.record_desk_act('opened_elsewhere', file.id, '', why, NULL);
  RETURN file.ref;
END $$;

-- Files of the clerk's district, found by an owner's number or by the beginnings of the words of an owner's name: some more than
-- the page shows, which asks for more letters then. Person by person, so that it ends with the last one shown and not with the last
-- one of the city: a planner that does not know how many bear a name would join the whole tables. One file may come several times,
-- of owners who follow each other: whoever asks is told of what was cut off by a NULL at the end.
CREATE OR REPLACE FUNCTION guard.files_by_party(wanted_number text, wanted_words text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE district bigint := guard.desk_district(); files bigint[];
BEGIN
  files := ARRAY(
    SELECT c.id FROM public.people_person p JOIN public.casefiles_ownership o ON o.person_id = p.id
      JOIN public.casefiles_casefile c ON c.id = o.case_id
    WHERE wanted_number <> '' AND p.number = wanted_number AND c.district_id = district LIMIT 201);
  IF wanted_words <> '' THEN files := files || ARRAY(
    SELECT c.id FROM public.people_person p JOIN public.casefiles_ownership o ON o.person_id = p.id
      JOIN public.casefiles_casefile c ON c.id = o.case_id
    WHERE to_tsvector('simple', p.search_name) @@ to_tsquery('simple', wanted_words) AND c.district_id = district LIMIT 201);
  END IF;
  RETURN QUERY SELECT DISTINCT f.id FROM unnest(files[:200]) AS f (id);
  IF cardinality(files) > 200 THEN RETURN NEXT NULL; END IF;
END $$;

-- A person who shows their papers at the counter, by their exact number. The look-up is written in the ledger.
CREATE OR REPLACE FUNCTION guard.person_by_number(wanted text)
RETURNS TABLE (id bigint, kind varchar, first_name varchar, last_name varchar, father_name varchar, mobile varchar, email varchar,
  birth_date date, birth_cert_no varchar, residence_postal varchar, residence_address varchar, registered_on date, died_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found bigint := (SELECT p.id FROM public.people_person p WHERE p.number = wanted AND guard.desk_district() IS NOT NULL);
BEGIN
  IF found IS NULL THEN RETURN; END IF;
  PERFORM guard.record_desk_act('looked_up', NULL, '', '', found);
  RETURN QUERY SELECT p.id, p.kind, p.first_name, p.last_name, p.father_name,
      c.mobile, c.email, c.birth_date, c.birth_cert_no, c.residence_postal, c.residence_address, c.registered_on, c.died_on
    FROM public.people_person p LEFT JOIN public.people_contact t ON t.person_id = p.id LEFT JOIN LATERAL guard.as_it_counts(t) c ON true WHERE p.id = found;
END $$;

-- What is on record of the numbers that a registration names, for whoever may confirm it: asked anew, since the draft's texts are the
-- first clerk's; and for that clerk, since the record moves on. Each look is in the ledger, once for each session.
CREATE OR REPLACE FUNCTION guard.on_record(act bigint, wanted text[])
RETURNS TABLE (number varchar, first_name varchar, last_name varchar, father_name varchar, birth_date date, mobile varchar, email varchar,
  residence_postal varchar, residence_address varchar, registered_on date, died_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND (d.state IN ('draft', 'submitted')
    AND d.district_id = guard.desk_district() OR d.state = 'submitted' AND d.id IN (SELECT guard.drafts_to_second()))) THEN RETURN; END IF;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, person, district)
  SELECT d.person_id, d.role, 'looked_up', '', '', '{}'::jsonb, p.id, d.district_id
  FROM guard.desk() d JOIN public.staff_desksession s ON s.id = d.session_id, public.people_person p
  WHERE p.number = ANY (wanted) AND NOT EXISTS (SELECT FROM public.ledger_ledgerentry l
    WHERE l.actor = d.person_id AND l.at >= s.began_at AND l.act = 'looked_up' AND l.person = p.id);
  RETURN QUERY SELECT p.number, p.first_name, p.last_name, p.father_name, c.birth_date,
      c.mobile, c.email, c.residence_postal, c.residence_address, c.registered_on, c.died_on
    FROM public.people_person p LEFT JOIN public.people_contact t ON t.person_id = p.id LEFT JOIN LATERAL guard.as_it_counts(t) c ON true WHERE p.number = ANY (wanted);
END $$;
GRANT EXECUTE ON FUNCTION guard.on_record(bigint, text[]) TO shahrsazi_staff;

-- The last day on which somebody is known to have done something themselves: signed in, given leave, become an owner. A death
-- before it is a slip of the pen, or of a namesake.
CREATE OR REPLACE FUNCTION guard.last_act(who bigint) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT max(day) FROM (
    SELECT max((s.began_at AT TIME ZONE '{time_zone}')::date) AS day FROM public.credentials_session s WHERE s.person_id = who
    -- Neither by an act that was undone, nor as the back office took it back.
    UNION ALL SELECT max(m.poa_date) FROM public.casefiles_mandate m WHERE m.principal_id = who AND m.capacity = 'attorney'
      AND (m.ended_on IS NULL OR m.ended_on > m.poa_date OR m.ended_on = m.poa_date AND m.end_reason <> '')
    UNION ALL SELECT max(o.effective_from) FROM public.casefiles_ownership o WHERE o.person_id = who AND o.begun_by_registration IS NOT NULL
      AND o.effective_to IS DISTINCT FROM o.effective_from
    UNION ALL SELECT c.registered_on FROM public.people_contact c WHERE c.person_id = who) acts
  WHERE who IN (SELECT guard.desk_parties())
$$;

-- A death that the registration in hand, confirmed by a second clerk, records: whoever acts for the person sees nothing from now on;
-- the account closes, and the leave that was given ends, from `counts_from` on, unless the living person objects.
CREATE OR REPLACE FUNCTION guard.record_death(who bigint, died date, counts_from timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act bigint := guard.confirmed_in_hand();
BEGIN
  IF act IS NULL OR who NOT IN (SELECT guard.desk_parties()) OR coalesce(died > guard.today(), true)
    OR died < guard.last_act(who) OR NOT guard.waits_as_told(counts_from)
    OR EXISTS (SELECT FROM public.people_contact b WHERE b.person_id = who AND b.birth_date > died) THEN RETURN false; END IF;
  INSERT INTO public.people_contact AS c (person_id, mobile, email, birth_cert_no, residence_postal, residence_address, died_on,
    death_holds_from, death_by_registration, coming_mobile, coming_email)
  VALUES (who, '', '', '', '', '', died, counts_from, act, '', '') ON CONFLICT (person_id) DO UPDATE
    SET died_on = EXCLUDED.died_on, death_holds_from = EXCLUDED.death_holds_from, death_by_registration = EXCLUDED.death_by_registration
    WHERE c.died_on IS NULL;
  PERFORM guard.record_desk_act('death', guard.desk_case_to_write(), '', '', who);
  RETURN true;
END $$;

-- Who acted for somebody whose death the registration in hand records, in whatever file: they see nothing from now on, and are told.
CREATE OR REPLACE FUNCTION guard.agents_of_deceased() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT m.agent_id FROM public.people_contact c JOIN public.casefiles_mandate m ON m.principal_id = c.person_id
  WHERE c.death_by_registration = (SELECT guard.confirmed_in_hand()) AND (m.holds_from IS NULL OR m.holds_from <= now())
    AND (m.expires_on IS NULL OR m.expires_on >= guard.today()) AND (m.ended_on IS NULL OR m.ended_on > guard.today() OR m.end_holds_from > now())
$$;
GRANT EXECUTE ON FUNCTION guard.agents_of_deceased() TO shahrsazi_staff;

-- Whether another correction of somebody is coming: the two would bring back each other's words.
CREATE OR REPLACE FUNCTION guard.is_being_corrected(who bigint, act bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.people_personcorrection k JOIN public.counter_draft d ON d.id = k.by_registration
    WHERE k.person_id = who AND d.id <> act AND d.state = 'confirmed' AND d.takes_effect_at > now()) AND who IN (SELECT guard.desk_parties())
); END $$;

-- Another name or day of birth of somebody who owns the open file now, or acts for an owner, by the registration in hand that a second
-- clerk confirmed, with time to object, and that names the correction. What was before is kept, and an objection brings it back.
CREATE OR REPLACE FUNCTION guard.correct_person(who bigint, a_first text, a_last text, a_father text, a_search text, born date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act bigint := guard.confirmed_in_hand(); file bigint := guard.desk_case_to_write();
BEGIN
  IF act IS NULL OR length(trim(a_last)) = 0 OR guard.is_being_corrected(who, act) OR who NOT IN (SELECT guard.live_parties(file, true))
    OR NOT guard.is_signed(ARRAY['people_personcorrection', who::text, a_first, a_last, a_father])
    OR NOT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND guard.leaves_time(d.takes_effect_at))
    OR NOT EXISTS (SELECT FROM public.counter_draftpart t JOIN public.people_person p ON t.name = 'correcting.' || replace(p.ref::text, '-', '')
      WHERE t.draft_id = act AND p.id = who) THEN RETURN false; END IF;
  INSERT INTO public.people_personcorrection (person_id, by_registration, first_name, last_name, father_name, search_name, birth_date, kept_by_registration)
  SELECT p.id, act, p.first_name, p.last_name, p.father_name, p.search_name, c.birth_date, c.kept_by_registration
  FROM public.people_person p LEFT JOIN public.people_contact c ON c.person_id = p.id WHERE p.id = who;
  UPDATE public.people_person p SET first_name = a_first, last_name = a_last, father_name = a_father, search_name = a_search,
    corrected_by_registration = act WHERE p.id = who;
  UPDATE public.people_contact c SET birth_date = born, kept_by_registration = act WHERE c.person_id = who AND born IS NOT NULL AND c.birth_date IS DISTINCT FROM born;
  PERFORM guard.record_desk_act('name_corrected', file, '', '', who);
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guard.correct_person(bigint, text, text, text, text, date), guard.is_being_corrected(bigint, bigint) TO shahrsazi_staff;

-- Who an owner of the open file is that the back office knows by name alone, by the registration in hand. One clerk, who opens the file
-- to its owners, says it of a person of that very name: the shares go over at once. By two they end and begin with time to object.
-- The same number completes the same owner in every file; while it can be objected to in one, the others wait.
CREATE OR REPLACE FUNCTION guard.complete_owner(who bigint, a_number text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act public.counter_draft; file bigint := guard.desk_case_to_write(); same bigint; named public.people_person;
BEGIN
  SELECT * INTO act FROM public.counter_draft d WHERE d.id = guard.registration_in_hand();
  SELECT * INTO named FROM public.people_person p WHERE p.id = who AND p.number IS NULL AND coalesce(p.completed_from <= now(), true) FOR UPDATE;
  SELECT p.id INTO same FROM public.people_person p WHERE p.number = a_number AND (act.state = 'confirmed' OR split_part(p.search_name, ' ', 1) = split_part(named.search_name, ' ', 1));
  IF act.id IS NULL OR named.id IS NULL OR same IS NULL OR named.completed_as_id <> same OR guard.is_blocked(same) OR same IN (SELECT guard.interested_in(act.id)) OR NOT guard.is_signed(ARRAY['people_person', who::text, a_number])
    OR NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.case_id = file AND o.person_id = who)
    OR NOT guard.completes_in_hand(named.ref)
    -- The dead sell nothing, and who has the number would count as living.
    OR EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = who AND c.died_on IS NOT NULL)
    OR act.state = 'confirmed' AND NOT guard.leaves_time(act.takes_effect_at)
    -- What brought the person in can still be objected to: one clerk opens nothing to them meanwhile.
    OR act.state = 'active' AND EXISTS (SELECT FROM public.people_contact c JOIN public.counter_draft d ON d.id = c.registered_by_registration
      WHERE c.person_id = same AND d.takes_effect_at > now()) THEN RETURN false; END IF;
  UPDATE public.people_person p SET completed_as_id = same, completed_by_registration = act.id, completed_from = act.takes_effect_at
  WHERE p.id = who AND p.completed_as_id IS NULL;
  IF act.state = 'active' THEN
    UPDATE public.casefiles_ownership o SET person_id = same WHERE o.case_id = file AND o.person_id = who;
    UPDATE public.casefiles_paper p SET of_person_id = same WHERE p.case_id = file AND p.of_person_id = who;
  END IF;
  PERFORM guard.record_desk_act('owner_completed', file, '', '', same);
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guard.complete_owner(bigint, text) TO shahrsazi_staff;

-- Whether another number of an owner of the file at this desk, who is known by name alone in it, is on record in another file.
CREATE OR REPLACE FUNCTION guard.is_completed_otherwise(who bigint, a_number text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.people_person p JOIN public.people_person same ON same.id = p.completed_as_id
    JOIN public.casefiles_ownership o ON o.person_id = p.id AND o.case_id = guard.desk_case_to_write() WHERE p.id = who AND same.number <> a_number)
); END $$;
GRANT EXECUTE ON FUNCTION guard.is_completed_otherwise(bigint, text) TO shahrsazi_staff;

-- Files that are mine to look after because their owner, a company or a child, acts through me: I object in the owner's place. An attorney
-- does not.
CREATE OR REPLACE FUNCTION guard.my_guarded_cases() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT o.case_id FROM public.casefiles_mandate m
    JOIN public.casefiles_ownership o ON o.person_id = m.principal_id AND (m.case_id IS NULL OR m.case_id = o.case_id)
  WHERE m.id = ANY (ARRAY (SELECT guard.mandates_of(guard.uid()))) AND m.capacity <> 'attorney' AND o.case_id = ANY (ARRAY (SELECT guard.my_files()))
    AND o.effective_from <= guard.today() AND (o.holds_from IS NULL OR o.holds_from <= now())
    AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now());
END $$;

-- Registrations that I may object to: on files since they are mine, or about my own contact data. Two queries, so that each uses its
-- index; since when the files are mine is asked once, of those that have any.
CREATE OR REPLACE FUNCTION guard.my_registrations() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  WITH theirs AS MATERIALIZED (
    SELECT d.id, d.case_id, d.settled_at FROM public.counter_draft d
    WHERE (d.state IN ('confirmed', 'objected', 'reversed') OR d.state = 'withdrawn' AND d.objected_at IS NOT NULL)
      AND d.case_id = ANY (ARRAY (SELECT guard.my_own_cases() UNION SELECT guard.my_guarded_cases())))
  SELECT t.id FROM theirs t LEFT JOIN guard.mine_since(ARRAY (SELECT DISTINCT k.case_id FROM theirs k)) f ON f.file = t.case_id
  WHERE (t.settled_at >= f.since) IS NOT FALSE -- who is not sure to come later may object
  UNION SELECT d.id FROM public.counter_draft d
  WHERE (d.state IN ('confirmed', 'objected', 'reversed') OR d.state = 'withdrawn' AND d.objected_at IS NOT NULL) AND d.concerns @> (SELECT to_jsonb(ARRAY[guard.uid()]));
END $$;

-- Those of which I read what they do to their file: the file is mine, or theirs for whom I act, or I come to own or to act in it by this
-- very registration. Whom one concerns for another reason, as who acts in another file for somebody of this one, reads of the people alone
-- who are mine.
CREATE OR REPLACE FUNCTION guard.registrations_of_my_files() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT d.id FROM public.counter_draft d WHERE d.id = ANY (ARRAY (SELECT guard.my_registrations())) AND (
    d.case_id = ANY (ARRAY (SELECT guard.my_own_cases() UNION SELECT guard.my_guarded_cases()))
    OR EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.begun_by_registration = d.id AND o.person_id = (SELECT guard.uid()))
    OR EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.begun_by_registration = d.id AND m.agent_id = (SELECT guard.uid())));
END $$;

-- For whom I act now, in whatever file: what becomes of them is mine to object to. An attorney's principals object for themselves.
CREATE OR REPLACE FUNCTION guard.my_wards() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT m.principal_id FROM public.casefiles_mandate m WHERE m.agent_id = (SELECT guard.uid()) AND m.capacity <> 'attorney'
    AND (m.holds_from IS NULL OR m.holds_from <= now()) AND m.verified_on <= guard.today() AND (m.expires_on IS NULL OR m.expires_on >= guard.today())
    AND (m.ended_on IS NULL OR m.ended_on > guard.today() OR m.end_holds_from > now());
END $$;

-- Of whom I read what a registration does to them, of these pairs: of everybody in my file, elsewhere of me and of my wards. Here and below
-- what a page tells is sought first, and all my registrations once where there is any.
CREATE OR REPLACE FUNCTION guard.mine_to_read(acts bigint[], people bigint[]) RETURNS TABLE (registration bigint, who bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT t.registration, t.who FROM unnest(acts, people) t (registration, who)
  WHERE t.registration = ANY (ARRAY (SELECT guard.registrations_of_my_files())) OR t.registration = ANY (ARRAY (SELECT guard.my_registrations()))
    AND (t.who = (SELECT guard.uid()) OR t.who = ANY (ARRAY (SELECT guard.my_wards())))
$$;

-- What becomes, by the registrations that are mine to object to, of how my wards are reached, and of who acts for them in my files: of each
-- the names and the kinds of the changes, not the address. To the page as one value, so that it is asked once for all its rows.
CREATE OR REPLACE FUNCTION guard.of_my_wards() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  WITH wards AS MATERIALIZED (SELECT DISTINCT w FROM guard.my_wards() w),
    changes AS MATERIALIZED (
      SELECT c.coming_by_registration AS act, c.person_id AS who, k.kind FROM public.people_contact c JOIN wards ON wards.w = c.person_id, LATERAL (VALUES
        (CASE c.coming_mobile WHEN '' THEN 'no_mobile' ELSE 'mobile' END, c.coming_mobile <> c.mobile),
        (CASE c.coming_email WHEN '' THEN 'no_email' ELSE 'email' END, c.coming_email <> c.email),
        ('residence', c.coming_residence_postal <> '' AND (c.coming_residence_postal, c.coming_residence_address) <> (c.residence_postal, c.residence_address))) k(kind, is_so)
      WHERE c.coming_by_registration IS NOT NULL AND k.is_so
      UNION SELECT k.act, m.principal_id, k.kind FROM public.casefiles_mandate m JOIN wards ON wards.w = m.principal_id, LATERAL (VALUES
        (m.begun_by_registration, 'agent'),
        (CASE WHEN m.begun_by_registration IS DISTINCT FROM m.ended_by_registration THEN m.ended_by_registration END, 'no_agent')) k(act, kind)
      WHERE k.act IS NOT NULL AND m.agent_id <> guard.uid() AND (m.case_id IS NULL OR m.case_id = ANY (ARRAY (SELECT guard.my_guarded_cases())))),
    lines AS (
      SELECT changes.act, jsonb_agg(jsonb_build_array(trim(p.first_name || ' ' || p.last_name), changes.kind) ORDER BY p.id, changes.kind) AS of_act
      FROM changes JOIN public.people_person p ON p.id = changes.who
      WHERE changes.act = ANY (ARRAY (SELECT guard.my_registrations())) GROUP BY changes.act)
  SELECT coalesce(jsonb_object_agg(lines.act, lines.of_act), '{}') FROM lines
); END $$;

-- Why somebody objected to these registrations: to whom they are of their file, and to whoever wrote it. As one value, likewise.
CREATE OR REPLACE FUNCTION guard.my_objections() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT coalesce(jsonb_object_agg(d.id, d.objection), '{}') FROM public.counter_draft d
  WHERE d.id = ANY (ARRAY (SELECT guard.my_registrations())) AND d.objection <> ''
    AND (d.objected_by = (SELECT guard.uid()) OR d.id = ANY (ARRAY (SELECT guard.registrations_of_my_files())))
); END $$;
GRANT EXECUTE ON FUNCTION guard.of_my_wards(), guard.my_objections() TO shahrsazi_web;

-- Whose deaths these registrations record that are mine to object to: the names. Without a day, where the death alone was taken back by
-- two, and none is on record since: the registration's own parts keep whose it was.
CREATE OR REPLACE FUNCTION guard.deaths_of(acts bigint[]) RETURNS TABLE (registration bigint, first_name varchar, last_name varchar, died_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH deaths AS MATERIALIZED (
    SELECT c.death_by_registration AS act, c.person_id AS who, c.died_on FROM public.people_contact c WHERE c.death_by_registration = ANY (acts)
    UNION ALL
    SELECT leaves.draft_id, p.id, NULL FROM (
      SELECT DISTINCT ON (t.draft_id, t.name) t.draft_id, t.name, t."values" FROM public.counter_draft d JOIN public.counter_draftpart t ON t.draft_id = d.id
      WHERE d.id = ANY (acts) AND d.state = 'confirmed' AND t.name LIKE 'leaving.%'
        AND EXISTS (SELECT FROM public.counter_reversal r WHERE r.draft_id = d.id AND r.outcome = 'agreed')
      ORDER BY t.draft_id, t.name, t.version DESC) leaves JOIN public.people_person p ON p.ref = split_part(leaves.name, '.', 2)::uuid
    WHERE leaves."values" ->> 'died_on' <> ''
      AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = p.id AND c.died_on IS NOT NULL))
  SELECT d.act, p.first_name, p.last_name, d.died_on FROM deaths d JOIN public.people_person p ON p.id = d.who
    JOIN guard.mine_to_read(ARRAY (SELECT t.act FROM deaths t ORDER BY t.act, t.who), ARRAY (SELECT t.who FROM deaths t ORDER BY t.act, t.who)) m
      ON m.registration = d.act AND m.who = d.who
$$;

-- Whose name or day of birth they corrected: the name as it was, and as it is.
CREATE OR REPLACE FUNCTION guard.corrections_of(acts bigint[]) RETURNS TABLE (registration bigint, first_before varchar, last_before varchar, first_name varchar, last_name varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH corrected AS MATERIALIZED (SELECT * FROM public.people_personcorrection t WHERE t.by_registration = ANY (acts))
  SELECT k.by_registration, k.first_name, k.last_name, p.first_name, p.last_name FROM corrected k JOIN public.people_person p ON p.id = k.person_id
    JOIN guard.mine_to_read(ARRAY (SELECT t.by_registration FROM corrected t ORDER BY t.id), ARRAY (SELECT t.person_id FROM corrected t ORDER BY t.id)) m
      ON m.registration = k.by_registration AND m.who = k.person_id
$$;
GRANT EXECUTE ON FUNCTION guard.corrections_of(bigint[]) TO shahrsazi_web;

-- The deeds that they add to files of mine.
CREATE OR REPLACE FUNCTION guard.deeds_of(acts bigint[]) RETURNS TABLE (registration bigint, deed_kind varchar, deed_no varchar, deed_date date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH added AS MATERIALIZED (SELECT d.by_registration AS act, d.deed_kind, d.deed_no, d.deed_date FROM public.casefiles_deed d WHERE d.by_registration = ANY (acts))
  SELECT a.act, a.deed_kind, a.deed_no, a.deed_date FROM added a WHERE a.act = ANY (ARRAY (SELECT guard.registrations_of_my_files()))
$$;
GRANT EXECUTE ON FUNCTION guard.deeds_of(bigint[]) TO shahrsazi_web;

-- How many of them are still to come. Every list of files asks for this, so it begins with the few registrations of these days.
CREATE OR REPLACE FUNCTION guard.my_pending_changes() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH coming AS MATERIALIZED (
    SELECT d.id, d.case_id, d.settled_at, d.concerns FROM public.counter_draft d WHERE d.state = 'confirmed' AND d.takes_effect_at > now()),
  theirs AS MATERIALIZED (
    SELECT c.id, c.case_id, c.settled_at FROM coming c
    WHERE c.case_id = ANY (ARRAY (SELECT guard.my_own_cases() UNION SELECT guard.my_guarded_cases())))
  SELECT count(*) FROM (
    SELECT t.id FROM theirs t LEFT JOIN guard.mine_since(ARRAY (SELECT DISTINCT k.case_id FROM theirs k)) f ON f.file = t.case_id
    WHERE (t.settled_at >= f.since) IS NOT FALSE
    UNION SELECT c.id FROM coming c WHERE c.concerns @> (SELECT to_jsonb(ARRAY[guard.uid()]))) mine
$$;

-- Every session and sent password of somebody is over, and the secret address of a calendar.
CREATE OR REPLACE FUNCTION guard.end_ways_in(who bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.credentials_session t SET ended_at = now(), end_reason = 'stopped' WHERE t.person_id = who AND t.ended_at IS NULL;
  UPDATE public.credentials_firstpassword t SET used_at = now() WHERE t.person_id = who AND t.used_at IS NULL;
  UPDATE public.credentials_calendaraddress t SET key_hash = NULL WHERE t.person_id = who AND t.key_hash IS NOT NULL;
$$;

-- Another registration in force or coming that was settled after this one and gave somebody a share or a leave to act: by it they stay.
CREATE OR REPLACE FUNCTION guard.came_in_since(act bigint, who bigint) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT n.id FROM public.counter_draft n JOIN public.counter_draft d ON d.id = act AND n.settled_at > d.settled_at
  WHERE n.state IN ('active', 'confirmed') AND (
    EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.person_id = who AND o.begun_by_registration = n.id)
    OR EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.agent_id = who AND m.begun_by_registration = n.id))
  ORDER BY n.settled_at LIMIT 1
); END $$;

-- Whether a registration wrote of how this very person is reached: as a party of the file, whom a part names, or as somebody who came to it
-- and has another key there. Or whether it corrected their day of birth: what was before is not what came after.
CREATE OR REPLACE FUNCTION guard.wrote_of_contact(act bigint, who bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.counter_draftpart t JOIN public.people_person p ON t.name = 'contact.p' || replace(p.ref::text, '-', '')
      WHERE t.draft_id = act AND p.id = who)
    OR EXISTS (SELECT FROM public.counter_draftpart t WHERE t.draft_id = act AND t.name LIKE 'contact.%' AND t.name NOT LIKE 'contact.p%')
      AND (EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.person_id = who AND o.begun_by_registration = act)
        OR EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.agent_id = who AND m.begun_by_registration = act))
    OR EXISTS (SELECT FROM public.people_personcorrection k JOIN public.people_contact c ON c.person_id = k.person_id
      WHERE k.by_registration = act AND k.person_id = who AND k.birth_date IS DISTINCT FROM coalesce((SELECT n.birth_date
        FROM public.people_personcorrection n WHERE n.person_id = who AND n.id > k.id ORDER BY n.id LIMIT 1), c.birth_date))
$$;

-- The last registration before this one that stands and wrote of how somebody is reached, or else brought them in; none where the back
-- office did.
CREATE OR REPLACE FUNCTION guard.registered_before(act bigint, who bigint, brought_in_by bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT d.id FROM public.counter_draft d JOIN public.counter_draft undone ON undone.id = act AND d.settled_at < undone.settled_at
    WHERE d.state IN ('active', 'confirmed') AND d.concerns @> to_jsonb(ARRAY[who]) AND guard.wrote_of_contact(d.id, who)
    ORDER BY d.settled_at DESC LIMIT 1), brought_in_by)
$$;

-- Everything that a registration began or was to end is as it was before it.
CREATE OR REPLACE FUNCTION guard.undo(act bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone bigint; me bigint := guard.uid();  -- a session may be over in the middle of it
BEGIN
  UPDATE public.casefiles_ownership o SET effective_to = o.effective_from, ended_by_registration = act WHERE o.begun_by_registration = act;
  UPDATE public.casefiles_ownership o SET effective_to = NULL, end_holds_from = NULL, ended_by_registration = NULL
  WHERE o.ended_by_registration = act AND o.begun_by_registration IS DISTINCT FROM act;
  UPDATE public.casefiles_mandate m SET ended_on = m.poa_date, end_reason = '', ended_at_desk = true WHERE m.begun_by_registration = act;
  UPDATE public.casefiles_mandate m SET ended_on = NULL, end_reason = '', ended_at_desk = false, end_holds_from = NULL, ended_by_registration = NULL
  WHERE m.ended_by_registration = act AND m.begun_by_registration IS DISTINCT FROM act;
  UPDATE public.casefiles_paper p SET visible_to_owner = false
  WHERE p.case_id = (SELECT d.case_id FROM public.counter_draft d WHERE d.id = act) AND p.by_registration = act;
  DELETE FROM public.casefiles_deed d WHERE d.by_registration = act;  -- the registration's own parts keep what was written
  UPDATE public.people_contact c SET died_on = NULL, death_holds_from = NULL, death_by_registration = NULL WHERE c.death_by_registration = act;
  UPDATE public.people_contact c SET coming_mobile = '', coming_email = '', coming_residence_postal = '', coming_residence_address = '', coming_from = NULL, coming_by_registration = NULL
  WHERE c.coming_by_registration = act;
  -- Whom it brought in is not registered any more, and does not sign in; but for who objected from home, and who came to own or act by
  -- another registration since: that one brought them in now.
  UPDATE public.people_contact c SET registered_by_registration = guard.came_in_since(act, c.person_id),
    kept_by_registration = CASE WHEN c.kept_by_registration = act THEN guard.came_in_since(act, c.person_id) ELSE c.kept_by_registration END
  WHERE c.registered_by_registration = act AND guard.came_in_since(act, c.person_id) IS NOT NULL;
  FOR gone IN UPDATE public.people_contact c SET registered_on = NULL, registered_by_registration = NULL
    WHERE c.registered_by_registration = act AND c.person_id IS DISTINCT FROM me
    RETURNING c.person_id
  LOOP
    -- Whoever held that telephone may have chosen a password: it opens nothing to them when the person is registered rightly.
    PERFORM guard.end_ways_in(gone);
    DELETE FROM public.credentials_credential t WHERE t.person_id = gone;
  END LOOP;
  PERFORM guard.restore_before(act);
  -- The names are only as they were if nobody has corrected them again since.
  -- The day of birth too, where an address was registered meanwhile: that registration's word stands for the rest.
  UPDATE public.people_contact c SET birth_date = k.birth_date,
    kept_by_registration = CASE WHEN c.kept_by_registration = act THEN k.kept_by_registration ELSE c.kept_by_registration END
  FROM public.people_personcorrection k JOIN public.people_person p ON p.id = k.person_id
  WHERE k.by_registration = act AND c.person_id = k.person_id AND p.corrected_by_registration = act
    AND (c.kept_by_registration = act OR c.kept_by_registration IS DISTINCT FROM k.kept_by_registration);
  UPDATE public.people_person p SET first_name = k.first_name, last_name = k.last_name, father_name = k.father_name, search_name = k.search_name,
    corrected_by_registration = (SELECT b.by_registration FROM public.people_personcorrection b
      WHERE b.person_id = p.id AND b.by_registration <> act ORDER BY b.id DESC LIMIT 1)
  FROM public.people_personcorrection k WHERE k.by_registration = act AND p.id = k.person_id AND p.corrected_by_registration = act;
  UPDATE public.people_person p SET completed_as_id = NULL, completed_by_registration = NULL, completed_from = NULL WHERE p.completed_by_registration = act;
  -- Of how somebody stays to be reached the word is whose it was; so it is for a later correction, when that is undone.
  UPDATE public.people_contact c SET kept_by_registration = guard.registered_before(act, c.person_id, c.registered_by_registration)
  WHERE c.kept_by_registration = act AND c.registered_on IS NOT NULL AND c.registered_by_registration IS DISTINCT FROM act;
  UPDATE public.people_personcorrection k SET kept_by_registration = guard.registered_before(act, c.person_id, c.registered_by_registration)
  FROM public.people_contact c WHERE c.person_id = k.person_id AND k.kept_by_registration = act;
  -- Registered anew, they are written anew: a correction, and the letters that nobody has posted.
  DELETE FROM public.people_personcorrection k WHERE k.by_registration = act;
  DELETE FROM public.counter_letter t WHERE t.registration_id = act AND t.posted_on IS NULL;
  UPDATE public.counter_reversal t SET outcome = 'refused', settled_at = now() WHERE t.draft_id = act AND t.outcome = '';
END $$;

-- Whether anything was written in a registration since a moment, or a scan brought to it and let in.
CREATE OR REPLACE FUNCTION guard.was_changed_since(act bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.counter_draftpart p WHERE p.draft_id = act AND p.at > moment)
    OR EXISTS (SELECT FROM public.counter_incomingscan i WHERE i.draft_id = act AND i.brought_at > moment AND i.scan <> '')
$$;

-- Each person's objection freezes an act once: whether an administrator has dismissed theirs, and nothing was written in it since. What
-- was changed meanwhile is another act, and can be objected to. Somebody else's objection takes nobody's time away.
CREATE OR REPLACE FUNCTION guard.was_dismissed(act bigint, who bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND d.dismissed @> to_jsonb(ARRAY[who])
    AND NOT guard.was_changed_since(d.id, d.dismissed_at))
$$;
-- The same, to whom it is told: of their own objection, and to a desk.
CREATE OR REPLACE FUNCTION guard.is_objection_decided(act bigint, who bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (who IS NOT DISTINCT FROM guard.uid() OR guard.desk_member() IS NOT NULL) AND guard.was_dismissed(act, who)
$$;
GRANT EXECUTE ON FUNCTION guard.is_objection_decided(bigint, bigint) TO shahrsazi_web, shahrsazi_staff;

-- A citizen's objection: the registration never takes effect. False once it has, and for anyone whom it does not concern.
CREATE OR REPLACE FUNCTION guard.object_to(act bigint, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.uid(); file bigint; counter smallint;
BEGIN
  UPDATE public.counter_draft d SET state = 'objected', objected_by = me, objected_at = now(), objection = left(words, 500), decision = '', decided_by = NULL, decided_at = NULL
  WHERE d.id = act AND d.state = 'confirmed' AND d.takes_effect_at > now() AND d.id IN (SELECT guard.my_registrations()) AND NOT guard.was_dismissed(act, me)
  RETURNING d.case_id, d.district_id INTO file, counter;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.undo(act);
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, district)
  VALUES (me, 'citizen', 'objected', file, '', left(words, 200), '{}'::jsonb, counter);
  RETURN true;
END $$;

-- Who may object at this desk to a registration of the open file: its owners and who acts for them but attorneys, and whom else it
-- concerns; none of them in the name of the dead.
CREATE OR REPLACE FUNCTION guard.objectors_to(act bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT guard.living_parties((SELECT guard.desk_case()), false)
  UNION SELECT c::bigint FROM public.counter_draft d, jsonb_array_elements_text(d.concerns) c
    WHERE d.id = act AND d.case_id = (SELECT guard.desk_case()) AND NOT guard.is_dead(c::bigint)
$$;
GRANT EXECUTE ON FUNCTION guard.objectors_to(bigint) TO shahrsazi_staff;

-- The objection of an owner, or of whoever acts for one, who stands at a counter, of whatever district: the file is open at this desk.
CREATE OR REPLACE FUNCTION guard.object_at_desk(act bigint, who bigint, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint := guard.desk_case();
BEGIN
  IF file IS NULL OR length(trim(words)) < 3 OR who NOT IN (SELECT guard.objectors_to(act)) THEN RETURN false; END IF;
  UPDATE public.counter_draft d SET state = 'objected', objected_by = who, objected_at = now(), objection = left(words, 500), decision = '', decided_by = NULL, decided_at = NULL
  WHERE d.id = act AND d.state = 'confirmed' AND d.takes_effect_at > now() AND d.case_id = file AND NOT guard.was_dismissed(act, who);
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.undo(act);
  PERFORM guard.record_desk_act('objected', file, '', left(words, 200), who);
  RETURN true;
END $$;

-- Whether a registration did nothing but record a death.
CREATE OR REPLACE FUNCTION guard.is_death_alone(act bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.people_contact c WHERE c.death_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.begun_by_registration = act OR o.ended_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.begun_by_registration = act OR m.ended_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.coming_by_registration = act OR c.registered_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.people_personcorrection k WHERE k.by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_deed d WHERE d.by_registration = act)
$$;

-- Whether somebody owns by the death that a registration recorded: heirs to whom a share went, that was not given back since.
CREATE OR REPLACE FUNCTION guard.has_heirs(act bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.people_contact c JOIN public.casefiles_ownership o ON o.person_id = c.person_id
    WHERE c.death_by_registration = act AND o.ended_by_registration >= act AND o.effective_to >= c.died_on
      AND NOT EXISTS (SELECT FROM public.casefiles_ownership n WHERE n.case_id = o.case_id AND n.person_id = o.person_id
        AND n.begun_by_registration > o.ended_by_registration AND n.effective_to IS NULL AND (n.holds_from IS NULL OR n.holds_from <= now())))
$$;

-- Whether a confirmed registration can still be stopped, or taken back: while it is coming; afterwards the death that it recorded, where
-- nobody owns by it, so that nobody loses what they have by then.
CREATE OR REPLACE FUNCTION guard.can_go_back(act bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND d.state = 'confirmed' AND (d.takes_effect_at > now()
    OR EXISTS (SELECT FROM public.people_contact c WHERE c.death_by_registration = act) AND NOT guard.has_heirs(act)))
); END $$;

-- Whether a request to take one back waits for a second person's word: not of who is at work no more, nor once there is nothing to agree to.
CREATE OR REPLACE FUNCTION guard.reversal_waits(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_reversal t WHERE t.id = wanted AND t.outcome = '' AND guard.is_at_work(t.requested_by, t.requested_role)
    AND guard.can_go_back(t.draft_id))
); END $$;

-- Those that an administrator wants taken back, while the auditor can agree: also a death that is in force meanwhile.
CREATE OR REPLACE FUNCTION guard.wanted_back() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT t.draft_id FROM public.counter_reversal t
  WHERE t.outcome = '' AND t.requested_role = 'administrator' AND guard.desk_role() IN ('administrator', 'auditor') AND guard.reversal_waits(t.id);
END $$;
GRANT EXECUTE ON FUNCTION guard.wanted_back() TO shahrsazi_staff;

-- Whether taking it back now takes back the death alone: what else it did is in force, and stays; an order registers the opposite of that.
CREATE OR REPLACE FUNCTION guard.only_death_goes_back(act bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT guard.desk_member() IS NOT NULL AND NOT guard.is_death_alone(act)
    AND EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND d.state = 'confirmed' AND d.takes_effect_at <= now())
$$;

-- Whether two took back the death alone that it recorded: it is confirmed as it was. Also to whoever reads the wish and the registration no more.
CREATE OR REPLACE FUNCTION guard.took_death(act bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT guard.desk_member() IS NOT NULL AND EXISTS (SELECT FROM public.counter_draft d JOIN public.counter_reversal r ON r.draft_id = d.id
    WHERE d.id = act AND d.state = 'confirmed' AND r.outcome = 'agreed')
$$;
GRANT EXECUTE ON FUNCTION guard.reversal_waits(bigint), guard.only_death_goes_back(bigint), guard.took_death(bigint) TO shahrsazi_staff;

-- Whether this desk may ask for that, or agree to it.
CREATE OR REPLACE FUNCTION guard.may_be_reversed(act bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act
    AND (guard.desk_role() IN ('administrator', 'auditor') OR d.district_id = guard.desk_district() OR d.id IN (SELECT guard.drafts_to_second()))
    AND (d.case_id IS NULL OR NOT guard.is_party(d.case_id, guard.desk_person())) AND guard.can_go_back(act))
); END $$;

-- Whether somebody began, wrote, sent on or confirmed a registration: as an administrator they do not judge it.
CREATE OR REPLACE FUNCTION guard.had_a_hand(act bigint, who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND who IN (d.submitted_by, d.settled_by, d.objected_by))
    OR who IN (SELECT guard.authors_of(act))
); END $$;

-- What somebody asked for who is at work no more lapses where it is asked for anew, by the same role.
CREATE OR REPLACE FUNCTION guard.lapse_reversals(act bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.counter_reversal t SET outcome = 'lapsed', settled_by = guard.desk_person(), settled_at = now()
  WHERE t.draft_id = act AND t.outcome = '' AND t.requested_role = guard.desk_role() AND NOT guard.is_at_work(t.requested_by, t.requested_role)
    AND guard.may_be_reversed(act);
END $$;
GRANT EXECUTE ON FUNCTION guard.lapse_reversals(bigint) TO shahrsazi_staff;

-- What a member wanted that waits for a second person lapses once they are suspended, or work in another role: it does not come back to
-- life with them. The feed has such a trigger of its own.
CREATE OR REPLACE FUNCTION guard.lapse_wishes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.counter_reversal t SET outcome = 'lapsed', settled_at = now()
  WHERE t.requested_by = OLD.person_id AND t.requested_role = OLD.role AND t.outcome = '';
  IF OLD.role = 'clerk' THEN
    DELETE FROM public.counter_sealedagain t WHERE t.requested_by = OLD.person_id AND t.agreed_at IS NULL;
    UPDATE public.people_accountblock t SET opening_requested_by = NULL, opening_requested_at = NULL, opening_reason = ''
    WHERE t.opening_requested_by = OLD.person_id AND t.opened_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER lapse_wishes AFTER UPDATE OF disabled_at, role ON public.staff_member FOR EACH ROW
  WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL OR OLD.role <> NEW.role) EXECUTE FUNCTION guard.lapse_wishes();

-- In which of these registrations this desk of the oversight has a part: whether as a party of the file, or else by a hand in it. Of those
-- somebody else decides.
CREATE OR REPLACE FUNCTION guard.own_parts(acts bigint[]) RETURNS TABLE (registration bigint, is_party boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.desk_person();
BEGIN RETURN QUERY
  SELECT own.id, own.party FROM (SELECT d.id, d.case_id IS NOT NULL AND guard.is_party(d.case_id, me) AS party
    FROM public.counter_draft d WHERE d.id = ANY (acts) AND guard.desk_role() IN ('administrator', 'auditor')) own
  WHERE own.party OR guard.had_a_hand(own.id, me);
END $$;
GRANT EXECUTE ON FUNCTION guard.own_parts(bigint[]) TO shahrsazi_staff;

-- Which acts these registrations are, by the parts that were written in them: why an owner leaves, or what else. No data of anybody.
CREATE OR REPLACE FUNCTION guard.kinds_of(acts bigint[]) RETURNS TABLE (registration bigint, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT p.draft_id, CASE p.part WHEN 'leaving' THEN p."values" ->> 'reason' ELSE p.part END FROM (
    SELECT DISTINCT ON (t.draft_id, t.name) t.draft_id, split_part(t.name, '.', 1) AS part, t."values" FROM public.counter_draftpart t
    WHERE t.draft_id = ANY (acts) ORDER BY t.draft_id, t.name, t.version DESC) p
  WHERE guard.desk_role() IN ('administrator', 'auditor') AND p."values" <> '{}'
    AND (p.part IN ('owner', 'agent', 'ending', 'contact', 'correcting', 'deed') OR p.part = 'leaving' AND p."values" ->> 'reason' <> '')
$$;
GRANT EXECUTE ON FUNCTION guard.kinds_of(bigint[]) TO shahrsazi_staff;

-- The second person's word on a request to stop a registration: another clerk of the district, or where an administrator asks, the
-- auditor; another administrator may only let it be. False where it cannot be settled so.
CREATE OR REPLACE FUNCTION guard.settle_reversal(wanted bigint, word text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.counter_reversal; me bigint := guard.desk_person(); my_role text := guard.desk_role(); death_alone boolean;
BEGIN
  SELECT * INTO r FROM public.counter_reversal t WHERE t.id = wanted AND t.outcome = '' FOR UPDATE;
  IF NOT FOUND OR me IS NULL OR word NOT IN ('agreed', 'refused')
    -- Only the side that asked for it agrees to it or lets it be: no clerk keeps an administrator from stopping their registration.
    OR NOT (r.requested_role = 'clerk' AND my_role = 'clerk' AND EXISTS (SELECT FROM public.counter_draft d WHERE d.id = r.draft_id
        AND (d.district_id = guard.desk_district() OR d.id IN (SELECT guard.drafts_to_second())))
      OR r.requested_role = 'administrator' AND my_role IN ('auditor', 'administrator'))
    OR word = 'agreed' AND (r.requested_by = me OR my_role = 'administrator' OR NOT guard.is_at_work(r.requested_by, r.requested_role)
      OR NOT guard.may_be_reversed(r.draft_id))
    -- Whoever has a part in it neither agrees nor lets it be, but for taking back what they asked for themselves.
    OR r.requested_by <> me AND (my_role <> 'clerk' AND guard.had_a_hand(r.draft_id, me) OR EXISTS (
      SELECT FROM public.counter_draft d WHERE d.id = r.draft_id AND d.case_id IS NOT NULL AND guard.is_party(d.case_id, me)))
  THEN RETURN false; END IF;
  UPDATE public.counter_reversal t SET outcome = word, settled_by = me, settled_at = now() WHERE t.id = wanted;
  death_alone := guard.only_death_goes_back(r.draft_id);
  IF word = 'agreed' AND death_alone THEN
    UPDATE public.people_contact c SET died_on = NULL, death_holds_from = NULL, death_by_registration = NULL WHERE c.death_by_registration = r.draft_id;
    UPDATE public.counter_reversal t SET outcome = 'refused', settled_at = now() WHERE t.draft_id = r.draft_id AND t.outcome = '';
  ELSIF word = 'agreed' THEN
    UPDATE public.counter_draft d SET state = 'reversed', objected_by = me, objected_at = now(), objection = r.reason WHERE d.id = r.draft_id;
    PERFORM guard.undo(r.draft_id);
  END IF;
  PERFORM guard.record_desk_act(CASE WHEN word <> 'agreed' THEN 'reversal_refused' WHEN death_alone THEN 'death_reversed' ELSE 'reversed' END,
    (SELECT d.case_id FROM public.counter_draft d WHERE d.id = r.draft_id), '', left(r.reason, 200), NULL);
  RETURN true;
END $$;

-- An administrator's word on an objection: upheld, it is given up; dismissed, the counter may register it anew. Also where the counter
-- gave it up before: what it did is not hidden so.
CREATE OR REPLACE FUNCTION guard.decide_objection(act bigint, wanted text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint;
BEGIN
  UPDATE public.counter_draft d SET decision = wanted, decided_by = guard.desk_person(), decided_at = now(),
    dismissed = CASE WHEN wanted <> 'dismissed' THEN d.dismissed
      WHEN guard.was_changed_since(d.id, d.dismissed_at) THEN to_jsonb(ARRAY[d.objected_by])
      ELSE d.dismissed || to_jsonb(ARRAY[d.objected_by]) END,
    dismissed_at = CASE wanted WHEN 'dismissed' THEN now() ELSE d.dismissed_at END,
    state = CASE wanted WHEN 'upheld' THEN 'withdrawn' ELSE d.state END
  WHERE d.id = act AND d.state IN ('objected', 'withdrawn') AND d.objected_at IS NOT NULL AND d.decision = '' AND guard.desk_role() = 'administrator' AND wanted IN ('upheld', 'dismissed')
    AND NOT guard.is_party(d.case_id, guard.desk_person()) AND NOT guard.had_a_hand(d.id, guard.desk_person())
  RETURNING d.case_id INTO file;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.record_desk_act(CASE wanted WHEN 'upheld' THEN 'objection_upheld' ELSE 'objection_dismissed' END, file, '', '', NULL);
  RETURN true;
END $$;

-- Whom a registration touches that was stopped or decided on in this very transaction, or that this desk gives up after an objection:
-- the owners before it and by it, those whom it concerned, who would have acted for one, and the two clerks.
CREATE OR REPLACE FUNCTION guard.concerned_by_stop(act bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH stopped AS MATERIALIZED (SELECT * FROM public.counter_draft d WHERE d.id = act AND (now() IN (d.objected_at, d.decided_at)
    OR d.state = 'withdrawn' AND d.objected_at IS NOT NULL AND d.case_id = guard.desk_case_to_write()
    OR EXISTS (SELECT FROM public.counter_reversal t WHERE t.draft_id = d.id AND t.outcome = 'agreed' AND t.settled_at = now())))
  SELECT o.person_id FROM stopped JOIN public.casefiles_ownership o ON o.case_id = stopped.case_id
    WHERE o.effective_to IS NULL OR o.effective_to > guard.today() OR o.begun_by_registration = act
  UNION SELECT m.agent_id FROM stopped, public.casefiles_mandate m WHERE m.begun_by_registration = act
  UNION SELECT a FROM stopped JOIN public.casefiles_ownership o ON o.case_id = stopped.case_id,
    guard.live_agents(o.person_id, o.case_id, false) a
  UNION SELECT c::bigint FROM stopped, jsonb_array_elements_text(stopped.concerns) c
  UNION SELECT s FROM stopped, unnest(ARRAY[stopped.begun_by, stopped.submitted_by, stopped.settled_by]) s WHERE s IS NOT NULL
$$;

-- Whether a registration took sight from somebody, an attorney or whoever acts for the dead, and moves nothing else: no share, no address,
-- no new mandate, no name and no deed.
CREATE OR REPLACE FUNCTION guard.only_takes_sight(act bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.ended_by_registration = act AND m.end_holds_from IS NULL AND m.begun_by_registration IS DISTINCT FROM act)
      OR EXISTS (SELECT FROM public.people_contact c WHERE c.death_by_registration = act))
    -- One by one, each by its index: an OR may be answered by reading all of a table.
    AND NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.begun_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_ownership o WHERE o.ended_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.begun_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_mandate m WHERE m.ended_by_registration = act AND m.end_holds_from IS NOT NULL)
    AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.coming_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.people_contact c WHERE c.registered_by_registration = act)
    AND NOT EXISTS (SELECT FROM public.people_personcorrection k WHERE k.by_registration = act)
    AND NOT EXISTS (SELECT FROM public.casefiles_deed d WHERE d.by_registration = act)
$$;

-- An account is blocked at once: nobody signs in to it any more, and what is coming to the files that the person owns, or acts for an owner
-- of (an attorney does not), stands still until an administrator has decided, as if they had objected; but for what only took sight from
-- somebody (an attorney's dismissal, a death): that stays. Why is told to nobody but the counter.
CREATE OR REPLACE FUNCTION guard.block(who bigint, why text, by_whom bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE act record;
BEGIN
  INSERT INTO public.people_accountblock (person_id, reason, blocked_by, blocked_at, opening_reason) VALUES (who, left(why, 200), by_whom, now(), '') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  -- A registration that is being confirmed meanwhile is waited for and stopped too: confirming holds this lock of its file.
  PERFORM pg_advisory_xact_lock(hashtext('registration'), f.case_id::integer) FROM (SELECT DISTINCT d.case_id FROM public.counter_draft d
    WHERE d.state = 'submitted' AND d.case_id IN (SELECT o.case_id FROM public.casefiles_ownership o
      WHERE o.person_id = who OR o.person_id IN (SELECT m.principal_id FROM public.casefiles_mandate m WHERE m.agent_id = who)) ORDER BY 1) f;
  FOR act IN UPDATE public.counter_draft d SET state = 'objected', objected_by = who, objected_at = now(), objection = '', decision = '', decided_by = NULL, decided_at = NULL
    WHERE d.state = 'confirmed' AND d.takes_effect_at > now() AND (d.concerns @> to_jsonb(ARRAY[who]) OR d.case_id IN (
      SELECT o.case_id FROM public.casefiles_ownership o WHERE o.person_id = who AND o.begun_by_registration IS DISTINCT FROM d.id
        AND (o.effective_to IS NULL OR o.effective_to > guard.today() OR o.end_holds_from > now()))
      OR who IN (SELECT guard.live_parties(d.case_id, false)))
      AND NOT guard.only_takes_sight(d.id)
    RETURNING d.id, d.case_id, d.district_id
  LOOP
    PERFORM guard.undo(act.id);
    INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, district)
    VALUES (by_whom, CASE WHEN by_whom = who THEN 'citizen' ELSE 'clerk' END, 'objected', act.case_id, '', '', '{}'::jsonb, act.district_id);
  END LOOP;
  RETURN true;
END $$;

-- Which registrations were stopped by the block of this very transaction; whoever blocked their own account is signed in no more.
CREATE OR REPLACE FUNCTION guard.stopped_now() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.id FROM public.counter_draft d JOIN public.people_accountblock b ON b.person_id = d.objected_by
  WHERE d.state = 'objected' AND d.objected_at = now() AND b.blocked_at = now() AND b.blocked_by IN (guard.desk_person(), b.person_id)
$$;

-- At most twenty a day by one clerk, of who owns the open file or acts for its owners now; at the counter that they come to. Nobody
-- blocks the dead: they sign in no more, and their heirs would wait.
CREATE OR REPLACE FUNCTION guard.block_at_desk(who bigint, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.desk_case() IS NULL OR who NOT IN (SELECT guard.living_parties(guard.desk_case(), true)) OR length(trim(why)) < 3
    OR 20 <= (SELECT count(*) FROM public.people_accountblock b WHERE b.blocked_by = guard.desk_person() AND b.blocked_at > now() - interval '1 day')
    OR NOT guard.block(who, why, guard.desk_person()) THEN RETURN false; END IF;
  PERFORM guard.record_desk_act('blocked', guard.desk_case(), '', '', who);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION guard.block_myself(why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me bigint := guard.uid();
BEGIN
  IF me IS NULL OR NOT guard.block(me, why, me) THEN RETURN false; END IF;
  INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, person)
  VALUES (me, 'citizen', 'blocked', '', '', '{}'::jsonb, me);
  RETURN true;
END $$;

-- Whether this desk is the second one of the open file: of its own district, or of the one that is appointed for it.
CREATE OR REPLACE FUNCTION guard.seconds_desk_case() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.casefiles_casefile c JOIN public.city_district t ON t.number = c.district_id
    WHERE c.id = (SELECT guard.desk_case()) AND (SELECT guard.desk_district()) IN (c.district_id, t.second_district))
$$;
GRANT EXECUTE ON FUNCTION guard.seconds_desk_case() TO shahrsazi_staff;

-- The blocked accounts that are the open file's matter, and whether a clerk's request to open one waits. Of who owns it or acts for an
-- owner now; one of who did so before, where they do it in no file any more. A request lapses after a week, and with the clerk's own desk.
CREATE OR REPLACE FUNCTION guard.openings() RETURNS TABLE (account bigint, waits boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN QUERY
  SELECT b.person_id, coalesce(b.opening_requested_at > now() - interval '7 days' AND guard.is_at_work(b.opening_requested_by, 'clerk'), false)
  FROM public.people_accountblock b WHERE b.opened_at IS NULL AND b.person_id IN (SELECT guard.desk_parties())
    AND (b.person_id IN (SELECT guard.live_parties(guard.desk_case(), true)) OR NOT EXISTS (
      SELECT FROM public.casefiles_ownership o WHERE b.person_id IN (SELECT guard.live_parties(o.case_id, true))
        AND (o.person_id = b.person_id OR o.person_id IN (SELECT m.principal_id FROM public.casefiles_mandate m WHERE m.agent_id = b.person_id))));
END $$;

-- A blocked account opens again by two clerks: the first one's word waits for another's, who says that they agree, also in the
-- appointed district. Whoever else knew the password or held a session does not come back with it: a new one is asked for.
-- Returns 'waits', 'open', or '' where neither.
CREATE OR REPLACE FUNCTION guard.unblock_at_desk(who bigint, why text, agrees boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE b public.people_accountblock; me bigint := guard.desk_person();
BEGIN
  SELECT * INTO b FROM public.people_accountblock t WHERE t.person_id = who AND t.opened_at IS NULL FOR UPDATE;
  IF NOT FOUND OR agrees IS DISTINCT FROM (SELECT o.waits FROM guard.openings() o WHERE o.account = who)
    OR NOT agrees AND guard.desk_case_to_write() IS NULL OR agrees AND NOT guard.seconds_desk_case()
    OR agrees AND b.opening_requested_by = me OR NOT agrees AND length(trim(why)) < 3
  THEN RETURN ''; END IF;
  IF NOT agrees THEN
    UPDATE public.people_accountblock t SET opening_requested_by = me, opening_requested_at = now(), opening_reason = left(why, 200) WHERE t.id = b.id;
    PERFORM guard.record_desk_act('unblock_requested', guard.desk_case(), '', '', who);
    RETURN 'waits';
  END IF;
  UPDATE public.people_accountblock t SET opened_by = me, opened_at = now() WHERE t.id = b.id;
  UPDATE public.credentials_credential t SET disabled_at = now() WHERE t.person_id = who;
  PERFORM guard.end_ways_in(who);
  PERFORM guard.record_desk_act('unblocked', guard.desk_case(), '', '', who);
  RETURN 'open';
END $$;

-- The account stays blocked: who asked to open it takes that back, or who would have to agree refuses.
CREATE OR REPLACE FUNCTION guard.keep_blocked(who bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT guard.seconds_desk_case() OR NOT EXISTS (SELECT FROM guard.openings() o WHERE o.account = who AND o.waits) THEN RETURN false; END IF;
  UPDATE public.people_accountblock t SET opening_requested_by = NULL, opening_requested_at = NULL, opening_reason = ''
  WHERE t.person_id = who AND t.opened_at IS NULL;
  PERFORM guard.record_desk_act('unblock_refused', guard.desk_case(), '', '', who);
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION guard.openings(), guard.keep_blocked(bigint) TO shahrsazi_staff;

GRANT EXECUTE ON FUNCTION guard.stopped_now() TO shahrsazi_web, shahrsazi_staff;
-- Whether somebody gets a password on paper at all: not who has chosen a password that still opens the account, is reached by telephone or
-- e-mail, blocked the account, or is dead.
CREATE OR REPLACE FUNCTION guard.needs_sealed(who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT NOT EXISTS (SELECT FROM public.credentials_credential c WHERE c.person_id = who AND c.disabled_at IS NULL) AND NOT guard.is_blocked(who) AND NOT guard.is_dead(who)
    AND NOT EXISTS (SELECT FROM public.people_contact c, guard.as_it_counts(c) counts
      WHERE c.person_id = who AND '' <> concat(counts.mobile, counts.email, counts.coming_mobile, counts.coming_email))
); END $$;

-- Whether this clerk may print a sealed password: the first one, or a later one where another clerk printed the one before, or agreed
-- today to one more. Where a password was chosen before, that two clerks took away with a block, none without such an agreement.
CREATE OR REPLACE FUNCTION guard.may_print_sealed(who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  WITH last AS (SELECT f.printed_by, f.asked_at FROM public.credentials_firstpassword f
    WHERE f.person_id = who AND f.channel = 'paper' ORDER BY f.id DESC LIMIT 1)
  SELECT guard.desk_district() IS NOT NULL AND guard.needs_sealed(who) AND (guard.desk_person() IS DISTINCT FROM (SELECT last.printed_by FROM last)
      AND NOT EXISTS (SELECT FROM public.credentials_credential c WHERE c.person_id = who)
    OR EXISTS (SELECT FROM public.counter_sealedagain t WHERE t.person_id = who AND t.requested_by = guard.desk_person()
      AND t.agreed_by <> t.requested_by AND t.agreed_at > greatest((SELECT last.asked_at FROM last), now() - interval '1 day')))
); END $$;

-- Whether somebody gets passwords on paper by this registration: they came in, or gave up their telephone, by it, and it was not undone.
-- One by which neither is so any more has no page for that person.
CREATE OR REPLACE FUNCTION guard.seals_for(act bigint, who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_draft d JOIN public.people_contact c ON d.id IN (c.registered_by_registration, c.coming_by_registration)
    WHERE d.id = act AND d.state IN ('active', 'confirmed') AND c.person_id = who AND c.registered_on IS NOT NULL)
); END $$;

-- Whether this clerk may ask a second one for it: it is a registration of the district, whose file is open here. Where one waits already,
-- in another registration too, it is answered there first.
CREATE OR REPLACE FUNCTION guard.may_ask_sealed(act bigint, who bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT guard.needs_sealed(who) AND NOT guard.may_print_sealed(who) AND guard.seals_for(act, who)
    AND NOT EXISTS (SELECT FROM public.counter_sealedagain t WHERE t.person_id = who AND guard.sealed_waits(t.id))
    AND EXISTS (SELECT FROM public.counter_draft d WHERE d.id = act AND d.case_id = guard.desk_case_to_write() AND d.district_id = guard.desk_district())
); END $$;

CREATE OR REPLACE FUNCTION guard.ask_sealed(act bigint, who bigint, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT guard.may_ask_sealed(act, who) OR trim(why) = '' THEN RETURN false; END IF;
  INSERT INTO public.counter_sealedagain AS t (person_id, draft_id, reason, requested_by, requested_at)
  VALUES (who, act, left(why, 200), guard.desk_person(), now())
  ON CONFLICT (person_id) DO UPDATE SET draft_id = act, reason = excluded.reason, requested_by = excluded.requested_by,
    requested_at = now(), agreed_by = NULL, agreed_at = NULL;
  -- Not as the act's reason, which all owners of the file read.
  INSERT INTO public.ledger_ledgerentry (actor, role, act, "case", section, reason, detail, person, district)
  SELECT d.person_id, d.role, 'sealed_requested', guard.desk_case(), '', '', jsonb_build_object('why', left(why, 200)), who, d.district_id FROM guard.desk() d;
  RETURN true;
END $$;

-- Whether a request for one more waits for a second clerk's word: not of who is at work no more, nor once one was printed since, nor where
-- the person needs none any more, or gets none by its registration: nobody could answer it, and it would keep every other one back.
CREATE OR REPLACE FUNCTION guard.sealed_waits(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.counter_sealedagain t WHERE t.id = wanted AND t.agreed_at IS NULL AND guard.is_at_work(t.requested_by, 'clerk')
    AND guard.needs_sealed(t.person_id) AND guard.seals_for(t.draft_id, t.person_id)
    AND NOT EXISTS (SELECT FROM public.credentials_firstpassword f WHERE f.person_id = t.person_id AND f.channel = 'paper' AND f.asked_at > t.requested_at))
); END $$;
GRANT EXECUTE ON FUNCTION guard.sealed_waits(bigint) TO shahrsazi_staff;

-- The second clerk's word, of the district or of the appointed one.
CREATE OR REPLACE FUNCTION guard.agree_to_sealed(who bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint := guard.desk_case();  -- closed again to the appointed district once it has agreed
BEGIN
  UPDATE public.counter_sealedagain t SET agreed_by = guard.desk_person(), agreed_at = now() FROM public.counter_draft d
  WHERE t.person_id = who AND guard.sealed_waits(t.id) AND t.requested_by <> guard.desk_person()
    AND d.id = t.draft_id AND d.case_id = file AND (d.district_id = guard.desk_district() OR d.id IN (SELECT guard.drafts_to_second()));
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.record_desk_act('sealed_agreed', file, '', '', who);
  RETURN true;
END $$;

-- No further one: who asked for it takes that back, or who would have to agree refuses.
CREATE OR REPLACE FUNCTION guard.refuse_sealed(who bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE file bigint := guard.desk_case();
BEGIN
  DELETE FROM public.counter_sealedagain t USING public.counter_draft d
  WHERE t.person_id = who AND guard.sealed_waits(t.id)
    AND d.id = t.draft_id AND d.case_id = file AND (d.district_id = guard.desk_district() OR d.id IN (SELECT guard.drafts_to_second()));
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM guard.record_desk_act('sealed_refused', file, '', '', who);
  RETURN true;
END $$;

GRANT EXECUTE ON FUNCTION guard.may_print_sealed(bigint), guard.may_ask_sealed(bigint, bigint), guard.ask_sealed(bigint, bigint, text), guard.agree_to_sealed(bigint), guard.refuse_sealed(bigint) TO shahrsazi_staff;
GRANT EXECUTE ON FUNCTION guard.block_myself(text) TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.block_at_desk(bigint, text), guard.unblock_at_desk(bigint, text, boolean) TO shahrsazi_staff;
GRANT EXECUTE ON FUNCTION guard.concerned_by_stop(bigint) TO shahrsazi_web, shahrsazi_staff;
GRANT EXECUTE ON FUNCTION guard.may_be_reversed(bigint), guard.settle_reversal(bigint, text), guard.decide_objection(bigint, text) TO shahrsazi_staff;
GRANT EXECUTE ON FUNCTION guard.my_registrations(), guard.my_pending_changes(), guard.object_to(bigint, text), guard.deaths_of(bigint[]) TO shahrsazi_web;
GRANT EXECUTE ON FUNCTION guard.scans_opened(bigint), guard.is_being_written(bigint), guard.names_own_scans(bigint, jsonb), guard.is_scan_of_desk(text), guard.drafts_to_second(), guard.districts_to_second(), guard.cases_to_second(), guard.desk_districts(), guard.desk_case(), guard.desk_case_to_write(), guard.registration_in_hand(), guard.confirmed_in_hand(), guard.forms_file_in_hand(), guard.is_registered(bigint), guard.any_registered(text[]), guard.holders_of(text, text), guard.leaves_time(timestamptz), guard.waits_as_told(timestamptz),
  guard.desk_parties(), guard.desk_people(),
  guard.open_case_at_desk(text, text), guard.open_across_districts(text, text), guard.files_by_party(text, text), guard.person_by_number(text),
  guard.record_death(bigint, date, timestamptz), guard.last_act(bigint), guard.object_at_desk(bigint, bigint, text) TO shahrsazi_staff;
