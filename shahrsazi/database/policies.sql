-- The schema of all functions, and what every app's policies build on. Run by the owner after every migration, before
-- the policies of the other apps; safe to repeat.
CREATE SCHEMA IF NOT EXISTS guard;
REVOKE ALL ON SCHEMA guard FROM PUBLIC;
GRANT USAGE ON SCHEMA guard TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;

CREATE OR REPLACE FUNCTION guard.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (now() AT TIME ZONE '{time_zone}')::date
$$;

CREATE OR REPLACE FUNCTION guard.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;

GRANT EXECUTE ON FUNCTION guard.today() TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;
