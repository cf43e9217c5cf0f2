-- The schema of all functions, and what every app's policies build on. Run by the owner after every migration, before
-- the policies of the other apps; safe to repeat.
CREATE SCHEMA IF NOT EXISTS guard;
REVOKE ALL ON SCHEMA guard FROM PUBLIC;
GRANT USAGE ON SCHEMA guard TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;

CREATE OR REPLACE FUNCTION guard.today() RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (now() AT TIME ZONE '{time_zone}')::date; END $$;

-- What is over stays over, for every role that serves: a column that was set (the arguments name them) never changes again.
CREATE OR REPLACE FUNCTION guard.refuse_revival() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE was jsonb := to_jsonb(OLD); becomes jsonb := to_jsonb(NEW);
BEGIN
  IF EXISTS (SELECT FROM unnest(TG_ARGV) name WHERE was ->> name IS NOT NULL AND was ->> name IS DISTINCT FROM becomes ->> name)
  THEN RAISE EXCEPTION 'what is over stays over: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;

-- What is append-only; but for the columns that the arguments name, which say where a row belongs and nothing that was written in it.
CREATE OR REPLACE FUNCTION guard.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
    IF to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

-- The database's half of the key to signed writes (database/signatures.py): no role but the owner of the functions reads it.
CREATE TABLE IF NOT EXISTS guard.signing_key (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON guard.signing_key FROM PUBLIC;

-- Whether this transaction carries a signature of these words, not older than thirty seconds.
CREATE OR REPLACE FUNCTION guard.is_signed(words text[]) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE given text[] := regexp_match(current_setting('app.signature', true), '^(\d{1,12}):([0-9a-f]{64})$');
BEGIN
  IF given IS NULL OR abs(extract(epoch FROM clock_timestamp()) - given[1]::bigint) > 30 THEN RETURN false; END IF;
  RETURN EXISTS (SELECT FROM guard.signing_key k WHERE decode(given[2], 'hex') = sha256(k.outer_pad || sha256(k.inner_pad || convert_to(
    given[1] || ':' || (SELECT string_agg(octet_length(convert_to(w.word, 'UTF8')) || ':' || w.word, '' ORDER BY w.n) FROM unnest(words) WITH ORDINALITY w(word, n)), 'UTF8'))));
END $$;

-- Of a table with `signed` columns: the arguments name them.
CREATE OR REPLACE FUNCTION guard.demand_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE line jsonb := to_jsonb(NEW);
BEGIN
  IF guard.is_signed(TG_TABLE_NAME::text || ARRAY(SELECT coalesce(line ->> c.name, '') FROM unnest(TG_ARGV) WITH ORDINALITY c(name, n) ORDER BY c.n))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'not signed: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

GRANT EXECUTE ON FUNCTION guard.today() TO shahrsazi_web, shahrsazi_entrance, shahrsazi_feed, shahrsazi_worker, shahrsazi_staff;
