-- Where a message goes, and how the gateways fare: counts and moments alone, of nobody.

-- The person of one message that is still to be sent: the address that counts at this moment, and the number. No row for somebody
-- who may not sign in, and none once the message was settled.
CREATE OR REPLACE FUNCTION guard.message_recipient(message bigint) RETURNS TABLE (address varchar, number varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN m.channel = 'sms' AND c.coming_from <= now() THEN c.coming_mobile WHEN m.channel = 'sms' THEN c.mobile
    WHEN c.coming_from <= now() THEN c.coming_email ELSE c.email END, p.number
  FROM public.messages_message m LEFT JOIN public.credentials_firstpassword f ON f.id = m.first_password_id
    JOIN public.people_contact c ON c.person_id = coalesce(f.person_id, m.person_id) JOIN public.people_person p ON p.id = c.person_id
  WHERE m.id = message AND m.state = 'due' AND m.done_at IS NULL AND c.registered_on IS NOT NULL
    AND (f.id IS NULL OR f.channel = m.channel) AND (c.died_on IS NULL OR m.kind = 'death_recorded')
$$;
GRANT EXECUTE ON FUNCTION guard.message_recipient(bigint) TO shahrsazi_worker;

-- Whether a person has an address of a channel: the entrance counts what is really sent, and reads no address for that.
CREATE OR REPLACE FUNCTION guard.is_reached(person bigint, channel text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.people_contact c WHERE c.person_id = person AND '' <> CASE
    WHEN channel = 'sms' AND c.coming_from <= now() THEN c.coming_mobile WHEN channel = 'sms' THEN c.mobile
    WHEN c.coming_from <= now() THEN c.coming_email ELSE c.email END)
$$;
GRANT EXECUTE ON FUNCTION guard.is_reached(bigint, text) TO shahrsazi_entrance;

-- Of each channel in the last day: what waits, since when, what was sent and what failed. Nobody's password is counted
-- that was never to be sent.
CREATE OR REPLACE FUNCTION guard.message_channels()
RETURNS TABLE (channel varchar, waiting bigint, oldest_waiting timestamptz, sent bigint, last_sent timestamptz, failed bigint, last_failed timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.channel, count(*) FILTER (WHERE m.state = 'due'), min(m.made_at) FILTER (WHERE m.state = 'due'),
    count(*) FILTER (WHERE m.state = 'sent'), max(m.done_at) FILTER (WHERE m.state = 'sent'),
    count(*) FILTER (WHERE m.error <> ''), max(m.failed_at)
  FROM public.messages_message m WHERE m.made_at > now() - interval '1 day' GROUP BY 1
$$;

GRANT EXECUTE ON FUNCTION guard.message_channels() TO shahrsazi_web, shahrsazi_staff;
