-- What a second person has agreed to, in this very transaction.

-- Whether the desk of this transaction has agreed, in this transaction, to a request that contains all of `saying`.
CREATE OR REPLACE FUNCTION guard.approved(a_kind text, saying jsonb) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  SELECT EXISTS (SELECT FROM public.administration_approvalrequest r
    WHERE r.kind = a_kind AND r.content @> saying AND r.outcome = 'agreed' AND r.settled_at = now()
      AND r.settled_by = guard.desk_person() AND r.asked_by <> r.settled_by)
); END $$;

-- A policy calls this with the row before a change and with the row after it. An administrator alone may disable anyone and move
-- a clerk who is at work to another district; whoever is to begin or to return needs a second person's agreement.
CREATE OR REPLACE FUNCTION guard.member_may_be(member bigint, a_role text, a_district smallint, disabled timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  WITH stood AS (SELECT EXISTS (SELECT FROM public.staff_member m WHERE m.id = member AND m.role = a_role
    AND m.district_id IS NOT DISTINCT FROM a_district AND m.disabled_at IS NOT DISTINCT FROM disabled) AS so)
  SELECT guard.approved('role', jsonb_build_object('member', member, 'role', a_role, 'district', a_district)) OR CASE guard.desk_role()
    WHEN 'administrator' THEN disabled IS NOT NULL OR stood.so OR a_role = 'clerk' AND EXISTS (
      SELECT FROM public.staff_member m WHERE m.id = member AND m.role = 'clerk' AND m.disabled_at IS NULL)
    WHEN 'auditor' THEN stood.so AND guard.approved('role', jsonb_build_object('member', member))
    ELSE false END FROM stood
); END $$;

-- The same of a district: whose clerks confirm beside its own takes a second person's agreement, the rest an administrator alone.
CREATE OR REPLACE FUNCTION guard.district_may_be(a_number smallint, a_second smallint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
  WITH stood AS (SELECT EXISTS (SELECT FROM public.city_district d WHERE d.number = a_number AND d.second_district IS NOT DISTINCT FROM a_second) AS so)
  SELECT guard.approved('district', jsonb_build_object('district', a_number, 'second_district', a_second)) OR CASE guard.desk_role()
    WHEN 'administrator' THEN stood.so
    WHEN 'auditor' THEN stood.so AND guard.approved('district', jsonb_build_object('district', a_number))
    ELSE false END FROM stood
); END $$;

-- What the gateways answered of what waits or was settled in the last day, for an administrator: each error once, with how often and when last.
CREATE OR REPLACE FUNCTION guard.message_errors() RETURNS TABLE (channel varchar, error varchar, times bigint, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.channel, m.error, count(*), max(coalesce(m.failed_at, m.done_at, m.made_at)) FROM public.messages_message m
  WHERE (m.done_at IS NULL AND m.state = 'due' OR m.done_at > now() - interval '1 day') AND m.error <> '' AND guard.desk_role() = 'administrator'
  GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 20
$$;
GRANT EXECUTE ON FUNCTION guard.message_errors() TO shahrsazi_staff;

GRANT EXECUTE ON FUNCTION guard.approved(text, jsonb), guard.member_may_be(bigint, text, smallint, timestamptz), guard.district_may_be(smallint, smallint) TO shahrsazi_staff;
