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

-- What an administrator asked for is refused once they are suspended, or work in another role: it waits for nobody, keeps nothing back that
-- somebody else asks for, and does not come back to life with them. By whoever did that; where it was no desk but a command, it counts as
-- their own to take back.
CREATE OR REPLACE FUNCTION guard.lapse_requests() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH lapsed AS (
    UPDATE public.administration_approvalrequest t SET outcome = 'refused', settled_by = coalesce(guard.desk_person(), OLD.person_id), settled_at = now()
    WHERE t.asked_by = OLD.person_id AND t.outcome = '' RETURNING t.id, t.kind, t.asked_by, t.content)
  INSERT INTO public.ledger_ledgerentry (actor, role, act, section, reason, detail, person)
  SELECT guard.desk_person(), coalesce(guard.desk_role(), 'operator'), 'refused', '', '',
    jsonb_build_object('request', l.id, 'kind', l.kind, 'asked_by', l.asked_by) || l.content, m.person_id
  FROM lapsed l LEFT JOIN public.staff_member m ON m.id = (l.content ->> 'member')::bigint;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER lapse_requests AFTER UPDATE OF disabled_at, role ON public.staff_member FOR EACH ROW
  WHEN (OLD.role = 'administrator' AND (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL OR NEW.role <> 'administrator'))
  EXECUTE FUNCTION guard.lapse_requests();

-- What the gateways answered of what waits or was settled in the last day, for an administrator: each error once, with how often and when last.
CREATE OR REPLACE FUNCTION guard.message_errors() RETURNS TABLE (channel varchar, error varchar, times bigint, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.channel, m.error, count(*), max(coalesce(m.failed_at, m.done_at, m.made_at)) FROM public.messages_message m
  WHERE (m.done_at IS NULL AND m.state = 'due' OR m.done_at > now() - interval '1 day') AND m.error <> '' AND guard.desk_role() = 'administrator'
  GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 20
$$;
GRANT EXECUTE ON FUNCTION guard.message_errors() TO shahrsazi_staff;

GRANT EXECUTE ON FUNCTION guard.approved(text, jsonb), guard.member_may_be(bigint, text, smallint, timestamptz), guard.district_may_be(smallint, smallint) TO shahrsazi_staff;
