-- Whom the back office knows by name alone: nobody signs in as them, and nothing is sent to them.

-- A person with a number keeps one, and one without never gets it: everything that was checked of the row stays true.
CREATE OR REPLACE FUNCTION guard.keep_numbered() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a person with a number and one without are never the same row' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER keep_numbered BEFORE UPDATE OF number ON public.people_person FOR EACH ROW
  WHEN ((OLD.number IS NULL) <> (NEW.number IS NULL)) EXECUTE FUNCTION guard.keep_numbered();

-- What opens a way in or reaches somebody names a person with a number, whichever role writes it: the trigger says in which columns.
CREATE OR REPLACE FUNCTION guard.refuse_unnumbered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE new_row jsonb := to_jsonb(NEW);
BEGIN
  IF EXISTS (SELECT FROM public.people_person p, unnest(TG_ARGV) named WHERE p.id = (new_row ->> named)::bigint AND p.number IS NULL) THEN
    RAISE EXCEPTION 'a person without a number' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER refuse_unnumbered BEFORE INSERT OR UPDATE ON public.people_contact FOR EACH ROW
  WHEN (NEW.registered_on IS NOT NULL OR '' <> concat(NEW.mobile, NEW.email, NEW.coming_mobile, NEW.coming_email))
  EXECUTE FUNCTION guard.refuse_unnumbered('person_id');

-- How somebody is reached at this moment: what came, once its moment is past, stands where what it came after stood, and nothing is
-- coming any more. Whoever gave up a telephone has none.
CREATE OR REPLACE FUNCTION guard.as_it_counts(stored public.people_contact) RETURNS public.people_contact LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF stored.coming_from <= now() THEN
    stored.mobile := stored.coming_mobile; stored.email := stored.coming_email;
    IF stored.coming_residence_postal <> '' THEN
      stored.residence_postal := stored.coming_residence_postal; stored.residence_address := stored.coming_residence_address;
    END IF;
    stored.coming_mobile := ''; stored.coming_email := ''; stored.coming_residence_postal := ''; stored.coming_residence_address := '';
    stored.coming_from := NULL; stored.coming_by_registration := NULL;
  END IF;
  RETURN stored;
END $$;
