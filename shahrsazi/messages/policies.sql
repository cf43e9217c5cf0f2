-- Where a message goes, and how the gateways fare: counts and moments alone, of nobody.

-- Whether a code is still to be sent: of any other the worker reads neither number nor address.
CREATE OR REPLACE FUNCTION guard.is_code_due(code bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT EXISTS (SELECT FROM public.messages_message m WHERE m.proof_id = code AND m.state = 'due')); END $$;
GRANT EXECUTE ON FUNCTION guard.is_code_due(bigint) TO shahrsazi_worker;

-- Whether an address is about to be replaced: from the moment on which that was confirmed no password goes to it any more.
CREATE OR REPLACE FUNCTION guard.is_given_up(contact public.people_contact, channel text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(contact.coming_from > now(), false)
    AND CASE channel WHEN 'sms' THEN contact.coming_mobile <> contact.mobile ELSE contact.coming_email <> contact.email END
$$;

-- The person of one message that is still to be sent: the address that counts at this moment, and the number. No row for a password
-- of somebody who may not sign in, and none once the message was settled.
CREATE OR REPLACE FUNCTION guard.message_recipient(message bigint) RETURNS TABLE (address varchar, number varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN f.id IS NOT NULL AND guard.is_given_up(c, m.channel) THEN ''
    -- Of whom a stopped registration had brought in no address is kept: it is said at the one that was proved for it.
    WHEN m.kind IN ('change_stopped', 'change_reversed', 'death_reversed') AND c.registered_on IS NULL AND concat(counts.mobile, counts.email) = '' THEN coalesce((
      SELECT k.address FROM public.credentials_contactcode k WHERE k.number = p.number AND k.channel = m.channel AND k.proved_at IS NOT NULL
        AND k.proved_at > m.made_at - interval '30 days' ORDER BY k.id DESC LIMIT 1), '')
    WHEN m.channel = 'sms' THEN counts.mobile ELSE counts.email END, p.number
  FROM public.messages_message m LEFT JOIN public.credentials_firstpassword f ON f.id = m.first_password_id
    JOIN public.people_contact c ON c.person_id = coalesce(f.person_id, m.person_id) JOIN public.people_person p ON p.id = c.person_id
    CROSS JOIN LATERAL guard.as_it_counts(c) counts
  WHERE m.id = message AND m.state = 'due' AND m.done_at IS NULL AND (c.registered_on IS NOT NULL OR f.id IS NULL)
    AND (f.id IS NULL OR f.channel = m.channel AND NOT guard.is_blocked(c.person_id)) AND (c.died_on IS NULL OR c.death_holds_from > now() OR m.kind = 'death_recorded')
$$;
GRANT EXECUTE ON FUNCTION guard.message_recipient(bigint) TO shahrsazi_worker;

-- Whether a person has an address of a channel: the entrance counts what is really sent, and reads no address for that.
CREATE OR REPLACE FUNCTION guard.is_reached(person bigint, channel text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT guard.is_blocked(person) AND EXISTS (SELECT FROM public.people_contact c, guard.as_it_counts(c) counts
    WHERE c.person_id = person AND NOT guard.is_given_up(c, channel) AND '' <> CASE channel WHEN 'sms' THEN counts.mobile ELSE counts.email END)
$$;
GRANT EXECUTE ON FUNCTION guard.is_reached(bigint, text) TO shahrsazi_entrance;

-- A notice of a coming change that still waits for its gateway says nothing true once the change was stopped, and at the address that
-- would have come it says it to a stranger. The moment to the microsecond is the registration's own, and of a contact the person's: that
-- is how its notices are known. Whoever stops it has no right to messages.
CREATE OR REPLACE FUNCTION guard.drop_coming() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.messages_message m SET state = 'dropped', done_at = now()
  WHERE m.done_at IS NULL AND m.state = 'due' AND m.kind = 'coming_change' AND m.until = OLD.takes_effect_at;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER drop_coming AFTER UPDATE OF state ON public.counter_draft FOR EACH ROW
  WHEN (OLD.state = 'confirmed' AND NEW.state IN ('objected', 'reversed'))
  EXECUTE FUNCTION guard.drop_coming();

-- The same of what the back office told and takes back, or tells otherwise: an address, or a death, of which others were told as well. What
-- a registration puts in its place may yet be stopped, and then it comes again. A death that went over from a name to a number still stands.
CREATE OR REPLACE FUNCTION guard.drop_fed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.messages_message m SET state = 'dropped', done_at = now()
  WHERE m.done_at IS NULL AND m.state = 'due' AND m.kind = 'fed_change' AND m.person_id = OLD.person_id
    AND m.until IN (CASE WHEN NEW.coming_from IS DISTINCT FROM OLD.coming_from AND NEW.coming_by_registration IS NULL THEN OLD.coming_from END,
      CASE WHEN NEW.died_on IS NULL THEN OLD.death_holds_from END);
  UPDATE public.messages_message m SET state = 'dropped', done_at = now()
  WHERE m.done_at IS NULL AND m.state = 'due' AND m.kind IN ('death_recorded', 'mandate_ended') AND NEW.died_on IS NULL AND m.until = OLD.death_holds_from
    AND NOT EXISTS (SELECT FROM public.people_person p JOIN public.people_contact n ON n.person_id = p.completed_as_id
      WHERE p.id = OLD.person_id AND n.died_on IS NOT NULL);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER drop_fed AFTER UPDATE OF coming_from, died_on ON public.people_contact FOR EACH ROW
  WHEN (OLD.coming_from IS NOT NULL AND NEW.coming_from IS DISTINCT FROM OLD.coming_from OR OLD.death_holds_from IS NOT NULL AND NEW.died_on IS NULL)
  EXECUTE FUNCTION guard.drop_fed();

-- Of each channel: what waits, however long, and since when; and what was settled in the last day: sent, out of date before it could be
-- sent or without any gateway, or refused at least once. Nobody's password is counted that was never to be sent. What a gateway refuses for its recipient's sake
-- has no moment of failure: it makes neither the channel fail nor wait. What it answers has another shape in each version: it is made anew.
DROP FUNCTION IF EXISTS guard.message_channels();
CREATE FUNCTION guard.message_channels() RETURNS TABLE (channel varchar, waiting bigint, oldest_waiting timestamptz, sent bigint, last_sent timestamptz,
  expired bigint, last_expired timestamptz, failed bigint, last_failed timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.channel, count(*) FILTER (WHERE m.state = 'due'), min(m.made_at) FILTER (WHERE m.state = 'due' AND (m.error = '' OR m.failed_at IS NOT NULL)),
    count(*) FILTER (WHERE m.state = 'sent'), max(m.done_at) FILTER (WHERE m.state = 'sent'),
    count(*) FILTER (WHERE m.state IN ('expired', 'no_gateway')), max(m.done_at) FILTER (WHERE m.state IN ('expired', 'no_gateway')),
    count(*) FILTER (WHERE m.error <> ''), max(m.failed_at)
  FROM public.messages_message m WHERE m.done_at IS NULL AND m.state = 'due' OR m.done_at > now() - interval '1 day' GROUP BY 1
$$;

GRANT EXECUTE ON FUNCTION guard.message_channels() TO shahrsazi_web, shahrsazi_staff;
