-- How the gateways fare: counts and moments alone, of nobody.

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
