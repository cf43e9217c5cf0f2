-- Rules that the database itself applies.

-- The rule in force now (city/rules.py loads the first version of each).
CREATE OR REPLACE FUNCTION guard.rule(wanted text) RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT value FROM public.city_ruleversion WHERE name = wanted AND from_at <= now() ORDER BY id DESC LIMIT 1);
END $$;

GRANT EXECUTE ON FUNCTION guard.rule(text) TO shahrsazi_web, shahrsazi_entrance;
