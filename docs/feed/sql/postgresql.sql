-- The records of the feed as newline-delimited JSON, from the views of postgresql-views.sql. PostgreSQL 9.3 and later.

-- Run it. since=0 is everything. Later, where source_version is a moment, the highest that you sent less a day
-- (86400000000); postgresql-views.sql says what of a count:
--   PGCLIENTENCODING=UTF8 PGOPTIONS='-c default_transaction_isolation=repeatable\ read' \
--     psql -X -q -A -t -1 -v ON_ERROR_STOP=1 -v since=0 -d DATABASE -f postgresql.sql -o feed.ndjson

-- Traps:
-- * -A and -t are needed: an aligned table has blanks and frames, and breaks lines. COPY would escape every backslash.
-- * The views are looked for in the search_path: -c search_path=SCHEMA in PGOPTIONS, if they lie elsewhere.
-- * From PostgreSQL 11 on add -c jit=off to PGOPTIONS: to compile such long expressions takes longer than to read them.
-- * A view whose moment is a timestamp without time zone takes the session's: write x AT TIME ZONE 'Asia/Tehran'.
-- * A source_version from a moment: (extract(epoch FROM x) * 1000000)::bigint
-- * An index on source_key of what lies under each list's view: it is looked up for every record.
-- * A database in SQL_ASCII does not know which letters it holds: convert_from() in the views.

-- person
SELECT concat('{"record": "person", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "ended_on": ' || '"' || to_char(CAST(v."source_ended_on" AS date), 'YYYY-MM-DD') || '"',
  CASE WHEN coalesce(v."source_state", 'present') = 'present' OR v."source_state" = 'ended' AND v."last_name" IS NOT NULL THEN ', "values": {' || concat_ws(', ',
    '"last_name": ' || coalesce(CAST(to_json(CAST(v."last_name" AS text)) AS text), 'null'),
    '"number": ' || coalesce(CAST(to_json(CAST(v."number" AS text)) AS text), CASE WHEN v.empties LIKE '%,number,%' OR v.empties = ',*,' THEN 'null' END),
    '"kind": ' || CAST(to_json(CAST(v."kind" AS text)) AS text),
    '"first_name": ' || coalesce(CAST(to_json(CAST(v."first_name" AS text)) AS text), CASE WHEN v.empties LIKE '%,first_name,%' OR v.empties = ',*,' THEN '""' END),
    '"father_name": ' || coalesce(CAST(to_json(CAST(v."father_name" AS text)) AS text), CASE WHEN v.empties LIKE '%,father_name,%' OR v.empties = ',*,' THEN '""' END),
    '"mobile": ' || coalesce(CAST(to_json(CAST(v."mobile" AS text)) AS text), CASE WHEN v.empties LIKE '%,mobile,%' OR v.empties = ',*,' THEN '""' END),
    '"email": ' || coalesce(CAST(to_json(CAST(v."email" AS text)) AS text), CASE WHEN v.empties LIKE '%,email,%' OR v.empties = ',*,' THEN '""' END),
    '"birth_date": ' || coalesce('"' || to_char(CAST(v."birth_date" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,birth_date,%' OR v.empties = ',*,' THEN 'null' END),
    '"birth_cert_no": ' || coalesce(CAST(to_json(CAST(v."birth_cert_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,birth_cert_no,%' OR v.empties = ',*,' THEN '""' END),
    '"residence_postal": ' || coalesce(CAST(to_json(CAST(v."residence_postal" AS text)) AS text), CASE WHEN v.empties LIKE '%,residence_postal,%' OR v.empties = ',*,' THEN '""' END),
    '"residence_address": ' || coalesce(CAST(to_json(CAST(v."residence_address" AS text)) AS text), CASE WHEN v.empties LIKE '%,residence_address,%' OR v.empties = ',*,' THEN '""' END),
    '"registered_on": ' || coalesce('"' || to_char(CAST(v."registered_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,registered_on,%' OR v.empties = ',*,' THEN 'null' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_person AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- file
SELECT concat('{"record": "file", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"renewal_code": ' || coalesce(CAST(to_json(CAST(v."renewal_code" AS text)) AS text), 'null'),
    '"unit_kind": ' || coalesce(CAST(to_json(CAST(v."unit_kind" AS text)) AS text), 'null'),
    '"property_type": ' || coalesce(CAST(to_json(CAST(v."property_type" AS text)) AS text), 'null'),
    '"file_no": ' || coalesce(CAST(to_json(CAST(v."file_no" AS text)) AS text), 'null'),
    '"place": ' || coalesce(CAST(to_json(CAST(v."place" AS text)) AS text), 'null'),
    '"address": ' || coalesce(CAST(to_json(CAST(v."address" AS text)) AS text), 'null'),
    '"neighbourhood": ' || coalesce(CAST(to_json(CAST(v."neighbourhood" AS text)) AS text), CASE WHEN v.empties LIKE '%,neighbourhood,%' OR v.empties = ',*,' THEN '""' END),
    '"postal_code": ' || coalesce(CAST(to_json(CAST(v."postal_code" AS text)) AS text), CASE WHEN v.empties LIKE '%,postal_code,%' OR v.empties = ',*,' THEN '""' END),
    '"blue_plate": ' || coalesce(CAST(to_json(CAST(v."blue_plate" AS text)) AS text), CASE WHEN v.empties LIKE '%,blue_plate,%' OR v.empties = ',*,' THEN '""' END),
    '"phone": ' || coalesce(CAST(to_json(CAST(v."phone" AS text)) AS text), CASE WHEN v.empties LIKE '%,phone,%' OR v.empties = ',*,' THEN '""' END),
    '"plate_main": ' || coalesce(rtrim(to_char(CAST(v."plate_main" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,plate_main,%' OR v.empties = ',*,' THEN 'null' END),
    '"plate_sub": ' || coalesce(rtrim(to_char(CAST(v."plate_sub" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,plate_sub,%' OR v.empties = ',*,' THEN 'null' END),
    '"plate_origin": ' || coalesce(CAST(to_json(CAST(v."plate_origin" AS text)) AS text), CASE WHEN v.empties LIKE '%,plate_origin,%' OR v.empties = ',*,' THEN '""' END),
    '"lot_no": ' || coalesce(rtrim(to_char(CAST(v."lot_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,lot_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"registry_section": ' || coalesce(rtrim(to_char(CAST(v."registry_section" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,registry_section,%' OR v.empties = ',*,' THEN 'null' END),
    '"registry_office": ' || coalesce(CAST(to_json(CAST(v."registry_office" AS text)) AS text), CASE WHEN v.empties LIKE '%,registry_office,%' OR v.empties = ',*,' THEN '""' END),
    '"opened_on": ' || coalesce('"' || to_char(CAST(v."opened_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,opened_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"unit_areas": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"part": ' || coalesce(CAST(to_json(CAST(l."part" AS text)) AS text), 'null'),
        '"area": ' || coalesce(rtrim(to_char(CAST(l."area" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"number": ' || CAST(to_json(CAST(l."number" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_file_unit_areas AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,unit_areas,%' OR v.empties = ',*,' THEN '[]' END),
    '"outline": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"x": ' || coalesce(rtrim(to_char(CAST(l."x" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"y": ' || coalesce(rtrim(to_char(CAST(l."y" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_file_outline AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,outline,%' OR v.empties = ',*,' THEN '[]' END),
    '"lineage": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"kind": ' || coalesce(CAST(to_json(CAST(l."kind" AS text)) AS text), 'null'),
        '"other_code": ' || coalesce(CAST(to_json(CAST(l."other_code" AS text)) AS text), 'null'),
        '"role": ' || CAST(to_json(CAST(l."role" AS text)) AS text),
        '"on": ' || '"' || to_char(CAST(l."on" AS date), 'YYYY-MM-DD') || '"') || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_file_lineage AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,lineage,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_file AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- ownership
SELECT concat('{"record": "ownership", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  ', "ended_on": ' || '"' || to_char(CAST(v."source_ended_on" AS date), 'YYYY-MM-DD') || '"',
  CASE WHEN coalesce(v."source_state", 'present') = 'present' OR v."source_state" = 'ended' AND v."person" IS NOT NULL THEN ', "values": {' || concat_ws(', ',
    '"person": ' || coalesce(CAST(to_json(CAST(v."person" AS text)) AS text), 'null'),
    '"land_share": ' || coalesce(rtrim(to_char(CAST(v."land_share" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"land_of": ' || coalesce(rtrim(to_char(CAST(v."land_of" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"building_share": ' || coalesce(rtrim(to_char(CAST(v."building_share" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"building_of": ' || coalesce(rtrim(to_char(CAST(v."building_of" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"effective_from": ' || coalesce('"' || to_char(CAST(v."effective_from" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"effective_to": ' || coalesce('"' || to_char(CAST(v."effective_to" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,effective_to,%' OR v.empties = ',*,' THEN 'null' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_ownership AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY CASE WHEN w."source_state" <> 'present' OR w."effective_to" IS NOT NULL THEN 0 ELSE 1 END, w."source_version", w."source_key"
) AS v;

-- mandate
SELECT concat('{"record": "mandate", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  ', "ended_on": ' || '"' || to_char(CAST(v."source_ended_on" AS date), 'YYYY-MM-DD') || '"',
  CASE WHEN coalesce(v."source_state", 'present') = 'present' OR v."source_state" = 'ended' AND v."principal" IS NOT NULL THEN ', "values": {' || concat_ws(', ',
    '"principal": ' || coalesce(CAST(to_json(CAST(v."principal" AS text)) AS text), 'null'),
    '"agent": ' || coalesce(CAST(to_json(CAST(v."agent" AS text)) AS text), 'null'),
    '"capacity": ' || coalesce(CAST(to_json(CAST(v."capacity" AS text)) AS text), 'null'),
    '"poa_date": ' || coalesce('"' || to_char(CAST(v."poa_date" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"poa_no": ' || coalesce(CAST(to_json(CAST(v."poa_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,poa_no,%' OR v.empties = ',*,' THEN '""' END),
    '"notary_office": ' || coalesce(CAST(to_json(CAST(v."notary_office" AS text)) AS text), CASE WHEN v.empties LIKE '%,notary_office,%' OR v.empties = ',*,' THEN '""' END),
    '"expires_on": ' || coalesce('"' || to_char(CAST(v."expires_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,expires_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"every_file": ' || CASE WHEN v."every_file" THEN 'true' WHEN NOT v."every_file" THEN 'false' END,
    '"irrevocable": ' || CASE WHEN v."irrevocable" THEN 'true' WHEN NOT v."irrevocable" THEN 'false' END,
    '"may_delegate": ' || CASE WHEN v."may_delegate" THEN 'true' WHEN NOT v."may_delegate" THEN 'false' END,
    '"verified_on": ' || coalesce('"' || to_char(CAST(v."verified_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,verified_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"verify_ref": ' || coalesce(CAST(to_json(CAST(v."verify_ref" AS text)) AS text), CASE WHEN v.empties LIKE '%,verify_ref,%' OR v.empties = ',*,' THEN '""' END),
    '"ended_on": ' || coalesce('"' || to_char(CAST(v."ended_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,ended_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"end_reason": ' || coalesce(CAST(to_json(CAST(v."end_reason" AS text)) AS text), CASE WHEN v.empties LIKE '%,end_reason,%' OR v.empties = ',*,' THEN '""' END),
    '"scope": ' || coalesce((
      SELECT '[' || string_agg(coalesce(CAST(to_json(CAST(l."value" AS text)) AS text), 'null'), ', ' ORDER BY l."source_position") || ']'
      FROM out_mandate_scope AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,scope,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_mandate AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY CASE WHEN w."source_state" <> 'present' OR w."ended_on" IS NOT NULL THEN 0 ELSE 1 END, w."source_version", w."source_key"
) AS v;

-- deed
SELECT concat('{"record": "deed", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"deed_kind": ' || coalesce(CAST(to_json(CAST(v."deed_kind" AS text)) AS text), 'null'),
    '"tenure": ' || coalesce(CAST(to_json(CAST(v."tenure" AS text)) AS text), 'null'),
    '"tenure_scope": ' || coalesce(CAST(to_json(CAST(v."tenure_scope" AS text)) AS text), 'null'),
    '"deed_status": ' || coalesce(CAST(to_json(CAST(v."deed_status" AS text)) AS text), 'null'),
    '"deed_no": ' || coalesce(CAST(to_json(CAST(v."deed_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,deed_no,%' OR v.empties = ',*,' THEN '""' END),
    '"deed_date": ' || coalesce('"' || to_char(CAST(v."deed_date" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,deed_date,%' OR v.empties = ',*,' THEN 'null' END),
    '"notary_office_no": ' || coalesce(CAST(to_json(CAST(v."notary_office_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,notary_office_no,%' OR v.empties = ',*,' THEN '""' END),
    '"notary_city": ' || coalesce(CAST(to_json(CAST(v."notary_city" AS text)) AS text), CASE WHEN v.empties LIKE '%,notary_city,%' OR v.empties = ',*,' THEN '""' END),
    '"serial_no": ' || coalesce(CAST(to_json(CAST(v."serial_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,serial_no,%' OR v.empties = ',*,' THEN '""' END),
    '"serial_series": ' || coalesce(CAST(to_json(CAST(v."serial_series" AS text)) AS text), CASE WHEN v.empties LIKE '%,serial_series,%' OR v.empties = ',*,' THEN '""' END),
    '"book_no": ' || coalesce(rtrim(to_char(CAST(v."book_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,book_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"page_no": ' || coalesce(rtrim(to_char(CAST(v."page_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,page_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"entry_no": ' || coalesce(rtrim(to_char(CAST(v."entry_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,entry_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"ebook_no": ' || coalesce(CAST(to_json(CAST(v."ebook_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,ebook_no,%' OR v.empties = ',*,' THEN '""' END),
    '"area_deed": ' || coalesce(rtrim(to_char(CAST(v."area_deed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_deed,%' OR v.empties = ',*,' THEN 'null' END),
    '"easements": ' || coalesce(CAST(to_json(CAST(v."easements" AS text)) AS text), CASE WHEN v.empties LIKE '%,easements,%' OR v.empties = ',*,' THEN '""' END),
    '"registry_checked_on": ' || coalesce('"' || to_char(CAST(v."registry_checked_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,registry_checked_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"holders": ' || coalesce(CAST(to_json(CAST(v."holders" AS text)) AS text), CASE WHEN v.empties LIKE '%,holders,%' OR v.empties = ',*,' THEN '""' END),
    '"bounds": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"side": ' || coalesce(CAST(to_json(CAST(l."side" AS text)) AS text), 'null'),
        '"text": ' || coalesce(CAST(to_json(CAST(l."text" AS text)) AS text), 'null'),
        '"length": ' || coalesce(rtrim(to_char(CAST(l."length" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_deed_bounds AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,bounds,%' OR v.empties = ',*,' THEN '[]' END),
    '"encumbrances": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"kind": ' || coalesce(CAST(to_json(CAST(l."kind" AS text)) AS text), 'null'),
        '"beneficiary": ' || CAST(to_json(CAST(l."beneficiary" AS text)) AS text),
        '"amount": ' || rtrim(to_char(CAST(l."amount" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"since": ' || '"' || to_char(CAST(l."since" AS date), 'YYYY-MM-DD') || '"',
        '"until": ' || '"' || to_char(CAST(l."until" AS date), 'YYYY-MM-DD') || '"',
        '"letter_no": ' || CAST(to_json(CAST(l."letter_no" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_deed_encumbrances AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,encumbrances,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_deed AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- paper
SELECT concat('{"record": "paper", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"seq": ' || coalesce(rtrim(to_char(CAST(v."seq" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"doc_kind": ' || coalesce(CAST(to_json(CAST(v."doc_kind" AS text)) AS text), 'null'),
    '"doc_no": ' || coalesce(CAST(to_json(CAST(v."doc_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,doc_no,%' OR v.empties = ',*,' THEN '""' END),
    '"doc_date": ' || coalesce('"' || to_char(CAST(v."doc_date" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,doc_date,%' OR v.empties = ',*,' THEN 'null' END),
    '"issuer": ' || coalesce(CAST(to_json(CAST(v."issuer" AS text)) AS text), CASE WHEN v.empties LIKE '%,issuer,%' OR v.empties = ',*,' THEN '""' END),
    '"pages": ' || coalesce(rtrim(to_char(CAST(v."pages" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,pages,%' OR v.empties = ',*,' THEN 'null' END),
    '"original_seen": ' || CASE WHEN v."original_seen" THEN 'true' WHEN NOT v."original_seen" THEN 'false' END,
    '"original_seen_on": ' || coalesce('"' || to_char(CAST(v."original_seen_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,original_seen_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"archive_group": ' || coalesce(CAST(to_json(CAST(v."archive_group" AS text)) AS text), CASE WHEN v.empties LIKE '%,archive_group,%' OR v.empties = ',*,' THEN '""' END),
    '"visible_to_owner": ' || CASE WHEN v."visible_to_owner" THEN 'true' WHEN NOT v."visible_to_owner" THEN 'false' END,
    '"of_person": ' || coalesce(CAST(to_json(CAST(v."of_person" AS text)) AS text), CASE WHEN v.empties LIKE '%,of_person,%' OR v.empties = ',*,' THEN 'null' END),
    '"scan": ' || coalesce(CAST(to_json(CAST(v."scan" AS text)) AS text), CASE WHEN v.empties LIKE '%,scan,%' OR v.empties = ',*,' THEN '""' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_paper AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- inspection
SELECT concat('{"record": "inspection", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"visit_no": ' || coalesce(CAST(to_json(CAST(v."visit_no" AS text)) AS text), 'null'),
    '"visited_at": ' || coalesce('"' || to_char(CAST(v."visited_at" AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"', 'null'),
    '"reason": ' || coalesce(CAST(to_json(CAST(v."reason" AS text)) AS text), 'null'),
    '"access": ' || coalesce(CAST(to_json(CAST(v."access" AS text)) AS text), 'null'),
    '"approval": ' || coalesce(CAST(to_json(CAST(v."approval" AS text)) AS text), 'null'),
    '"request_no": ' || coalesce(CAST(to_json(CAST(v."request_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,request_no,%' OR v.empties = ',*,' THEN '""' END),
    '"inspector_no": ' || coalesce(CAST(to_json(CAST(v."inspector_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,inspector_no,%' OR v.empties = ',*,' THEN '""' END),
    '"owner_present": ' || coalesce(CASE WHEN v."owner_present" THEN 'true' WHEN NOT v."owner_present" THEN 'false' END, CASE WHEN v.empties LIKE '%,owner_present,%' OR v.empties = ',*,' THEN 'null' END),
    '"next_visit_on": ' || coalesce('"' || to_char(CAST(v."next_visit_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,next_visit_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"notes": ' || coalesce(CAST(to_json(CAST(v."notes" AS text)) AS text), CASE WHEN v.empties LIKE '%,notes,%' OR v.empties = ',*,' THEN '""' END),
    '"area_deed": ' || coalesce(rtrim(to_char(CAST(v."area_deed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_deed,%' OR v.empties = ',*,' THEN 'null' END),
    '"area_existing": ' || coalesce(rtrim(to_char(CAST(v."area_existing" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_existing,%' OR v.empties = ',*,' THEN 'null' END),
    '"area_after_correction": ' || coalesce(rtrim(to_char(CAST(v."area_after_correction" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_after_correction,%' OR v.empties = ',*,' THEN 'null' END),
    '"area_in_street": ' || coalesce(rtrim(to_char(CAST(v."area_in_street" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_in_street,%' OR v.empties = ',*,' THEN 'null' END),
    '"area_remaining": ' || coalesce(rtrim(to_char(CAST(v."area_remaining" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_remaining,%' OR v.empties = ',*,' THEN 'null' END),
    '"boundaries": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"side": ' || coalesce(CAST(to_json(CAST(l."side" AS text)) AS text), 'null'),
        '"neighbour_kind": ' || coalesce(CAST(to_json(CAST(l."neighbour_kind" AS text)) AS text), 'null'),
        '"len_existing": ' || coalesce(rtrim(to_char(CAST(l."len_existing" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"street_name": ' || CAST(to_json(CAST(l."street_name" AS text)) AS text),
        '"adjacent_plate": ' || CAST(to_json(CAST(l."adjacent_plate" AS text)) AS text),
        '"len_deed": ' || rtrim(to_char(CAST(l."len_deed" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"len_after": ' || rtrim(to_char(CAST(l."len_after" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"street_width_existing": ' || rtrim(to_char(CAST(l."street_width_existing" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"street_width_planned": ' || rtrim(to_char(CAST(l."street_width_planned" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"widening": ' || rtrim(to_char(CAST(l."widening" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"setback_len": ' || rtrim(to_char(CAST(l."setback_len" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"overlooking": ' || CAST(to_json(CAST(l."overlooking" AS text)) AS text),
        '"notes": ' || CAST(to_json(CAST(l."notes" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_inspection_boundaries AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,boundaries,%' OR v.empties = ',*,' THEN '[]' END),
    '"buildings": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"structure": ' || coalesce(CAST(to_json(CAST(l."structure" AS text)) AS text), 'null'),
        '"stage": ' || coalesce(CAST(to_json(CAST(l."stage" AS text)) AS text), 'null'),
        '"floors_above": ' || coalesce(rtrim(to_char(CAST(l."floors_above" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"floors_below": ' || coalesce(rtrim(to_char(CAST(l."floors_below" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"total_built": ' || coalesce(rtrim(to_char(CAST(l."total_built" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"footprint": ' || coalesce(rtrim(to_char(CAST(l."footprint" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"building_no": ' || rtrim(to_char(CAST(l."building_no" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"group": ' || CAST(to_json(CAST(l."group" AS text)) AS text),
        '"roof": ' || CAST(to_json(CAST(l."roof" AS text)) AS text),
        '"facade": ' || CAST(to_json(CAST(l."facade" AS text)) AS text),
        '"progress": ' || rtrim(to_char(CAST(l."progress" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"units": ' || rtrim(to_char(CAST(l."units" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"built_from": ' || rtrim(to_char(CAST(l."built_from" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"built_to": ' || rtrim(to_char(CAST(l."built_to" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"parking": ' || rtrim(to_char(CAST(l."parking" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"parking_state": ' || CAST(to_json(CAST(l."parking_state" AS text)) AS text),
        '"parking_shortfall": ' || rtrim(to_char(CAST(l."parking_shortfall" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"storage": ' || rtrim(to_char(CAST(l."storage" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"lift": ' || CASE WHEN l."lift" THEN 'true' WHEN NOT l."lift" THEN 'false' END,
        '"pool": ' || CASE WHEN l."pool" THEN 'true' WHEN NOT l."pool" THEN 'false' END,
        '"over_density": ' || rtrim(to_char(CAST(l."over_density" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"over_footprint": ' || rtrim(to_char(CAST(l."over_footprint" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"over_neighbour_length": ' || rtrim(to_char(CAST(l."over_neighbour_length" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"over_or_no_permit": ' || rtrim(to_char(CAST(l."over_or_no_permit" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"built_in_street": ' || rtrim(to_char(CAST(l."built_in_street" AS numeric), 'FM9999999999999999990.999999'), '.')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_inspection_buildings AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,buildings,%' OR v.empties = ',*,' THEN '[]' END),
    '"floors": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"floor": ' || coalesce(rtrim(to_char(CAST(l."floor" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"use_group": ' || coalesce(CAST(to_json(CAST(l."use_group" AS text)) AS text), 'null'),
        '"area": ' || coalesce(rtrim(to_char(CAST(l."area" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"use_sub": ' || CAST(to_json(CAST(l."use_sub" AS text)) AS text),
        '"units": ' || rtrim(to_char(CAST(l."units" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"unit_no": ' || CAST(to_json(CAST(l."unit_no" AS text)) AS text),
        '"clear_height": ' || rtrim(to_char(CAST(l."clear_height" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"change_state": ' || CAST(to_json(CAST(l."change_state" AS text)) AS text),
        '"changed_use_area": ' || rtrim(to_char(CAST(l."changed_use_area" AS numeric), 'FM9999999999999999990.999999'), '.')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_inspection_floors AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,floors,%' OR v.empties = ',*,' THEN '[]' END),
    '"trees": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"species": ' || coalesce(CAST(to_json(CAST(l."species" AS text)) AS text), 'null'),
        '"girth_cm": ' || coalesce(rtrim(to_char(CAST(l."girth_cm" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"number": ' || coalesce(rtrim(to_char(CAST(l."number" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_inspection_trees AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,trees,%' OR v.empties = ',*,' THEN '[]' END),
    '"photos": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"scan": ' || coalesce(CAST(to_json(CAST(l."scan" AS text)) AS text), 'null'),
        '"side": ' || CAST(to_json(CAST(l."side" AS text)) AS text),
        '"taken_on": ' || '"' || to_char(CAST(l."taken_on" AS date), 'YYYY-MM-DD') || '"') || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_inspection_photos AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,photos,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_inspection AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- plan_rules
SELECT concat('{"record": "plan_rules", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"plan_name": ' || coalesce(CAST(to_json(CAST(v."plan_name" AS text)) AS text), 'null'),
    '"version": ' || coalesce(CAST(to_json(CAST(v."version" AS text)) AS text), 'null'),
    '"approved_on": ' || coalesce('"' || to_char(CAST(v."approved_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"zone": ' || coalesce(CAST(to_json(CAST(v."zone" AS text)) AS text), 'null'),
    '"land_use": ' || coalesce(CAST(to_json(CAST(v."land_use" AS text)) AS text), 'null'),
    '"density_pct": ' || coalesce(rtrim(to_char(CAST(v."density_pct" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"coverage_pct": ' || coalesce(rtrim(to_char(CAST(v."coverage_pct" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"floors_allowed": ' || coalesce(rtrim(to_char(CAST(v."floors_allowed" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"approved_by": ' || coalesce(CAST(to_json(CAST(v."approved_by" AS text)) AS text), CASE WHEN v.empties LIKE '%,approved_by,%' OR v.empties = ',*,' THEN '""' END),
    '"density_base": ' || coalesce(CAST(to_json(CAST(v."density_base" AS text)) AS text), CASE WHEN v.empties LIKE '%,density_base,%' OR v.empties = ',*,' THEN '""' END),
    '"on_pilotis": ' || CASE WHEN v."on_pilotis" THEN 'true' WHEN NOT v."on_pilotis" THEN 'false' END,
    '"height_max": ' || coalesce(rtrim(to_char(CAST(v."height_max" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,height_max,%' OR v.empties = ',*,' THEN 'null' END),
    '"min_lot": ' || coalesce(rtrim(to_char(CAST(v."min_lot" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,min_lot,%' OR v.empties = ',*,' THEN 'null' END),
    '"units_allowed": ' || coalesce(rtrim(to_char(CAST(v."units_allowed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,units_allowed,%' OR v.empties = ',*,' THEN 'null' END),
    '"parking_required": ' || coalesce(rtrim(to_char(CAST(v."parking_required" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,parking_required,%' OR v.empties = ',*,' THEN 'null' END),
    '"placement": ' || coalesce(CAST(to_json(CAST(v."placement" AS text)) AS text), CASE WHEN v.empties LIKE '%,placement,%' OR v.empties = ',*,' THEN '""' END),
    '"projection_allowed": ' || coalesce(rtrim(to_char(CAST(v."projection_allowed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,projection_allowed,%' OR v.empties = ',*,' THEN 'null' END),
    '"setback_m": ' || coalesce(rtrim(to_char(CAST(v."setback_m" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,setback_m,%' OR v.empties = ',*,' THEN 'null' END),
    '"setback_m2": ' || coalesce(rtrim(to_char(CAST(v."setback_m2" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,setback_m2,%' OR v.empties = ',*,' THEN 'null' END),
    '"chamfer": ' || coalesce(rtrim(to_char(CAST(v."chamfer" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,chamfer,%' OR v.empties = ',*,' THEN 'null' END),
    '"fabric": ' || coalesce(CAST(to_json(CAST(v."fabric" AS text)) AS text), CASE WHEN v.empties LIKE '%,fabric,%' OR v.empties = ',*,' THEN '""' END),
    '"valid_until": ' || coalesce('"' || to_char(CAST(v."valid_until" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,valid_until,%' OR v.empties = ',*,' THEN 'null' END),
    '"streets": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"side": ' || coalesce(CAST(to_json(CAST(l."side" AS text)) AS text), 'null'),
        '"street_name": ' || coalesce(CAST(to_json(CAST(l."street_name" AS text)) AS text), 'null'),
        '"existing": ' || coalesce(rtrim(to_char(CAST(l."existing" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"planned": ' || coalesce(rtrim(to_char(CAST(l."planned" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"setback": ' || rtrim(to_char(CAST(l."setback" AS numeric), 'FM9999999999999999990.999999'), '.')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_plan_rules_streets AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,streets,%' OR v.empties = ',*,' THEN '[]' END),
    '"buffers": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"kind": ' || coalesce(CAST(to_json(CAST(l."kind" AS text)) AS text), 'null'),
        '"distance": ' || coalesce(rtrim(to_char(CAST(l."distance" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_plan_rules_buffers AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,buffers,%' OR v.empties = ',*,' THEN '[]' END),
    '"rulings": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"body": ' || coalesce(CAST(to_json(CAST(l."body" AS text)) AS text), 'null'),
        '"number": ' || coalesce(CAST(to_json(CAST(l."number" AS text)) AS text), 'null'),
        '"text": ' || coalesce(CAST(to_json(CAST(l."text" AS text)) AS text), 'null'),
        '"on": ' || '"' || to_char(CAST(l."on" AS date), 'YYYY-MM-DD') || '"') || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_plan_rules_rulings AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,rulings,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_plan_rules AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- level_sheet
SELECT concat('{"record": "level_sheet", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"sheet_no": ' || coalesce(CAST(to_json(CAST(v."sheet_no" AS text)) AS text), 'null'),
    '"issued_on": ' || coalesce('"' || to_char(CAST(v."issued_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"surveyor_no": ' || coalesce(CAST(to_json(CAST(v."surveyor_no" AS text)) AS text), 'null'),
    '"base_street": ' || coalesce(CAST(to_json(CAST(v."base_street" AS text)) AS text), 'null'),
    '"street_level": ' || coalesce(rtrim(to_char(CAST(v."street_level" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"bench_mark": ' || coalesce(CAST(to_json(CAST(v."bench_mark" AS text)) AS text), 'null'),
    '"bench_level": ' || coalesce(rtrim(to_char(CAST(v."bench_level" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,bench_level,%' OR v.empties = ',*,' THEN 'null' END),
    '"ground_floor_level": ' || coalesce(rtrim(to_char(CAST(v."ground_floor_level" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,ground_floor_level,%' OR v.empties = ',*,' THEN 'null' END),
    '"ramp_level": ' || coalesce(rtrim(to_char(CAST(v."ramp_level" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,ramp_level,%' OR v.empties = ',*,' THEN 'null' END),
    '"ramp_slope": ' || coalesce(rtrim(to_char(CAST(v."ramp_slope" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,ramp_slope,%' OR v.empties = ',*,' THEN 'null' END),
    '"street_slope": ' || coalesce(rtrim(to_char(CAST(v."street_slope" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,street_slope,%' OR v.empties = ',*,' THEN 'null' END),
    '"wall_height": ' || coalesce(rtrim(to_char(CAST(v."wall_height" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,wall_height,%' OR v.empties = ',*,' THEN 'null' END),
    '"chamfer": ' || coalesce(rtrim(to_char(CAST(v."chamfer" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,chamfer,%' OR v.empties = ',*,' THEN 'null' END),
    '"setback_area": ' || coalesce(rtrim(to_char(CAST(v."setback_area" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,setback_area,%' OR v.empties = ',*,' THEN 'null' END),
    '"fee": ' || coalesce(rtrim(to_char(CAST(v."fee" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,fee,%' OR v.empties = ',*,' THEN 'null' END),
    '"valid_until": ' || coalesce('"' || to_char(CAST(v."valid_until" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,valid_until,%' OR v.empties = ',*,' THEN 'null' END),
    '"outline": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"x": ' || coalesce(rtrim(to_char(CAST(l."x" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"y": ' || coalesce(rtrim(to_char(CAST(l."y" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_level_sheet_outline AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,outline,%' OR v.empties = ',*,' THEN '[]' END),
    '"outline_after": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"x": ' || coalesce(rtrim(to_char(CAST(l."x" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"y": ' || coalesce(rtrim(to_char(CAST(l."y" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_level_sheet_outline_after AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,outline_after,%' OR v.empties = ',*,' THEN '[]' END),
    '"fronts": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"side": ' || coalesce(CAST(to_json(CAST(l."side" AS text)) AS text), 'null'),
        '"front_existing": ' || coalesce(rtrim(to_char(CAST(l."front_existing" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"street_name": ' || CAST(to_json(CAST(l."street_name" AS text)) AS text),
        '"adjacent_plate": ' || CAST(to_json(CAST(l."adjacent_plate" AS text)) AS text),
        '"front_corrected": ' || rtrim(to_char(CAST(l."front_corrected" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"width_existing": ' || rtrim(to_char(CAST(l."width_existing" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"width_planned": ' || rtrim(to_char(CAST(l."width_planned" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"setback": ' || rtrim(to_char(CAST(l."setback" AS numeric), 'FM9999999999999999990.999999'), '.'),
        '"setback_area": ' || rtrim(to_char(CAST(l."setback_area" AS numeric), 'FM9999999999999999990.999999'), '.')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_level_sheet_fronts AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,fronts,%' OR v.empties = ',*,' THEN '[]' END),
    '"undertakings": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"text": ' || coalesce(CAST(to_json(CAST(l."text" AS text)) AS text), 'null'),
        '"signed_on": ' || '"' || to_char(CAST(l."signed_on" AS date), 'YYYY-MM-DD') || '"',
        '"notary_no": ' || CAST(to_json(CAST(l."notary_no" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_level_sheet_undertakings AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,undertakings,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_level_sheet AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- survey
SELECT concat('{"record": "survey", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"sheet_no": ' || coalesce(CAST(to_json(CAST(v."sheet_no" AS text)) AS text), 'null'),
    '"surveyed_on": ' || coalesce('"' || to_char(CAST(v."surveyed_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"block": ' || coalesce(translate(CAST(v."block" AS text), chr(13) || chr(10) || chr(9), '   '), 'null')) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_survey AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- drawing_set
SELECT concat('{"record": "drawing_set", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"plan_set_no": ' || coalesce(CAST(to_json(CAST(v."plan_set_no" AS text)) AS text), 'null'),
    '"plan_order_no": ' || coalesce(CAST(to_json(CAST(v."plan_order_no" AS text)) AS text), 'null'),
    '"discipline": ' || coalesce(CAST(to_json(CAST(v."discipline" AS text)) AS text), 'null'),
    '"phase": ' || coalesce(CAST(to_json(CAST(v."phase" AS text)) AS text), 'null'),
    '"revision": ' || coalesce(rtrim(to_char(CAST(v."revision" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"review_state": ' || coalesce(CAST(to_json(CAST(v."review_state" AS text)) AS text), 'null'),
    '"submitted_on": ' || coalesce('"' || to_char(CAST(v."submitted_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"designer": ' || coalesce(CAST(to_json(CAST(v."designer" AS text)) AS text), 'null'),
    '"designer_licence_no": ' || coalesce(CAST(to_json(CAST(v."designer_licence_no" AS text)) AS text), 'null'),
    '"designer_field": ' || coalesce(CAST(to_json(CAST(v."designer_field" AS text)) AS text), 'null'),
    '"designer_grade": ' || coalesce(CAST(to_json(CAST(v."designer_grade" AS text)) AS text), 'null'),
    '"licence_valid_until": ' || coalesce('"' || to_char(CAST(v."licence_valid_until" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"reviewed_on": ' || coalesce('"' || to_char(CAST(v."reviewed_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,reviewed_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"designer_member_no": ' || coalesce(CAST(to_json(CAST(v."designer_member_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,designer_member_no,%' OR v.empties = ',*,' THEN '""' END),
    '"total_area": ' || coalesce(rtrim(to_char(CAST(v."total_area" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,total_area,%' OR v.empties = ',*,' THEN 'null' END),
    '"engineers": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"name": ' || coalesce(CAST(to_json(CAST(l."name" AS text)) AS text), 'null'),
        '"role": ' || coalesce(CAST(to_json(CAST(l."role" AS text)) AS text), 'null'),
        '"field": ' || coalesce(CAST(to_json(CAST(l."field" AS text)) AS text), 'null'),
        '"grade": ' || CAST(to_json(CAST(l."grade" AS text)) AS text),
        '"licence_no": ' || CAST(to_json(CAST(l."licence_no" AS text)) AS text),
        '"appointed_on": ' || '"' || to_char(CAST(l."appointed_on" AS date), 'YYYY-MM-DD') || '"',
        '"coordinator": ' || CASE WHEN l."coordinator" THEN 'true' WHEN NOT l."coordinator" THEN 'false' END) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_drawing_set_engineers AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,engineers,%' OR v.empties = ',*,' THEN '[]' END),
    '"remarks": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"text": ' || coalesce(CAST(to_json(CAST(l."text" AS text)) AS text), 'null'),
        '"open": ' || coalesce(CASE WHEN l."open" THEN 'true' WHEN NOT l."open" THEN 'false' END, 'null'),
        '"sheet": ' || CAST(to_json(CAST(l."sheet" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_drawing_set_remarks AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,remarks,%' OR v.empties = ',*,' THEN '[]' END),
    '"sheets": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"number": ' || coalesce(CAST(to_json(CAST(l."number" AS text)) AS text), 'null'),
        '"title": ' || coalesce(CAST(to_json(CAST(l."title" AS text)) AS text), 'null'),
        '"scale": ' || CAST(to_json(CAST(l."scale" AS text)) AS text),
        '"scan": ' || CAST(to_json(CAST(l."scan" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_drawing_set_sheets AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,sheets,%' OR v.empties = ',*,' THEN '[]' END),
    '"design_areas": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"floor": ' || coalesce(rtrim(to_char(CAST(l."floor" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"use_group": ' || coalesce(CAST(to_json(CAST(l."use_group" AS text)) AS text), 'null'),
        '"area": ' || coalesce(rtrim(to_char(CAST(l."area" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_drawing_set_design_areas AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,design_areas,%' OR v.empties = ',*,' THEN '[]' END),
    '"stage_reports": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"stage": ' || coalesce(CAST(to_json(CAST(l."stage" AS text)) AS text), 'null'),
        '"on": ' || coalesce('"' || to_char(CAST(l."on" AS date), 'YYYY-MM-DD') || '"', '""'),
        '"conforms": ' || coalesce(CASE WHEN l."conforms" THEN 'true' WHEN NOT l."conforms" THEN 'false' END, 'null'),
        '"text": ' || CAST(to_json(CAST(l."text" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_drawing_set_stage_reports AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,stage_reports,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_drawing_set AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- violation
SELECT concat('{"record": "violation", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"kind": ' || coalesce(CAST(to_json(CAST(v."kind" AS text)) AS text), 'null'),
    '"status": ' || coalesce(CAST(to_json(CAST(v."status" AS text)) AS text), 'null'),
    '"found_on": ' || coalesce('"' || to_char(CAST(v."found_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"floor": ' || coalesce(rtrim(to_char(CAST(v."floor" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"amount": ' || coalesce(rtrim(to_char(CAST(v."amount" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"use_existing": ' || coalesce(CAST(to_json(CAST(v."use_existing" AS text)) AS text), 'null'),
    '"year": ' || coalesce(rtrim(to_char(CAST(v."year" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"date_governing": ' || coalesce('"' || to_char(CAST(v."date_governing" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"note_no": ' || coalesce(rtrim(to_char(CAST(v."note_no" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"unit_value": ' || coalesce(rtrim(to_char(CAST(v."unit_value" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"violation_no": ' || coalesce(CAST(to_json(CAST(v."violation_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,violation_no,%' OR v.empties = ',*,' THEN '""' END),
    '"area_existing": ' || coalesce(rtrim(to_char(CAST(v."area_existing" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_existing,%' OR v.empties = ',*,' THEN 'null' END),
    '"area_allowed": ' || coalesce(rtrim(to_char(CAST(v."area_allowed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,area_allowed,%' OR v.empties = ',*,' THEN 'null' END),
    '"units_existing": ' || coalesce(rtrim(to_char(CAST(v."units_existing" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,units_existing,%' OR v.empties = ',*,' THEN 'null' END),
    '"units_allowed": ' || coalesce(rtrim(to_char(CAST(v."units_allowed" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,units_allowed,%' OR v.empties = ',*,' THEN 'null' END),
    '"use_allowed": ' || coalesce(CAST(to_json(CAST(v."use_allowed" AS text)) AS text), CASE WHEN v.empties LIKE '%,use_allowed,%' OR v.empties = ',*,' THEN '""' END),
    '"date_municipality": ' || coalesce('"' || to_char(CAST(v."date_municipality" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,date_municipality,%' OR v.empties = ',*,' THEN 'null' END),
    '"date_supervisor": ' || coalesce('"' || to_char(CAST(v."date_supervisor" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,date_supervisor,%' OR v.empties = ',*,' THEN 'null' END),
    '"goodwill_value": ' || coalesce(rtrim(to_char(CAST(v."goodwill_value" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,goodwill_value,%' OR v.empties = ',*,' THEN 'null' END),
    '"k": ' || coalesce(rtrim(to_char(CAST(v."k" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,k,%' OR v.empties = ',*,' THEN 'null' END),
    '"fine_min": ' || coalesce(rtrim(to_char(CAST(v."fine_min" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,fine_min,%' OR v.empties = ',*,' THEN 'null' END),
    '"fine_max": ' || coalesce(rtrim(to_char(CAST(v."fine_max" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,fine_max,%' OR v.empties = ',*,' THEN 'null' END),
    '"municipality_request": ' || coalesce(CAST(to_json(CAST(v."municipality_request" AS text)) AS text), CASE WHEN v.empties LIKE '%,municipality_request,%' OR v.empties = ',*,' THEN '""' END),
    '"neighbours_ok": ' || coalesce(CASE WHEN v."neighbours_ok" THEN 'true' WHEN NOT v."neighbours_ok" THEN 'false' END, CASE WHEN v.empties LIKE '%,neighbours_ok,%' OR v.empties = ',*,' THEN 'null' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_violation AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- commission_case
SELECT concat('{"record": "commission_case", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"secretariat_no": ' || coalesce(CAST(to_json(CAST(v."secretariat_no" AS text)) AS text), 'null'),
    '"received_on": ' || coalesce('"' || to_char(CAST(v."received_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"requester": ' || coalesce(CAST(to_json(CAST(v."requester" AS text)) AS text), 'null'),
    '"stage": ' || coalesce(CAST(to_json(CAST(v."stage" AS text)) AS text), 'null'),
    '"panel_no": ' || coalesce(rtrim(to_char(CAST(v."panel_no" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"referral_no": ' || coalesce(CAST(to_json(CAST(v."referral_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,referral_no,%' OR v.empties = ',*,' THEN '""' END),
    '"after": ' || coalesce(CAST(to_json(CAST(v."after" AS text)) AS text), CASE WHEN v.empties LIKE '%,after,%' OR v.empties = ',*,' THEN '""' END),
    '"invited_on": ' || coalesce('"' || to_char(CAST(v."invited_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,invited_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"answer_due": ' || coalesce('"' || to_char(CAST(v."answer_due" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,answer_due,%' OR v.empties = ',*,' THEN 'null' END),
    '"defence_on": ' || coalesce('"' || to_char(CAST(v."defence_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,defence_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"session_at": ' || coalesce('"' || to_char(CAST(v."session_at" AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"', CASE WHEN v.empties LIKE '%,session_at,%' OR v.empties = ',*,' THEN 'null' END),
    '"violations": ' || coalesce((
      SELECT '[' || string_agg(coalesce(CAST(to_json(CAST(l."value" AS text)) AS text), 'null'), ', ' ORDER BY l."source_position") || ']'
      FROM out_commission_case_violations AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,violations,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_commission_case AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- verdict
SELECT concat('{"record": "verdict", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"commission_case": ' || coalesce(CAST(to_json(CAST(v."commission_case" AS text)) AS text), 'null'),
    '"verdict_no": ' || coalesce(CAST(to_json(CAST(v."verdict_no" AS text)) AS text), 'null'),
    '"issued_at": ' || coalesce('"' || to_char(CAST(v."issued_at" AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"', 'null'),
    '"verdict_kind": ' || coalesce(CAST(to_json(CAST(v."verdict_kind" AS text)) AS text), 'null'),
    '"body": ' || coalesce(CAST(to_json(CAST(v."body" AS text)) AS text), 'null'),
    '"finality": ' || coalesce(CAST(to_json(CAST(v."finality" AS text)) AS text), 'null'),
    '"note_no": ' || coalesce(rtrim(to_char(CAST(v."note_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,note_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"amount": ' || coalesce(rtrim(to_char(CAST(v."amount" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,amount,%' OR v.empties = ',*,' THEN 'null' END),
    '"comply_within_days": ' || coalesce(rtrim(to_char(CAST(v."comply_within_days" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,comply_within_days,%' OR v.empties = ',*,' THEN 'null' END),
    '"engineer_referred": ' || CASE WHEN v."engineer_referred" THEN 'true' WHEN NOT v."engineer_referred" THEN 'false' END,
    '"appeal_result": ' || coalesce(CAST(to_json(CAST(v."appeal_result" AS text)) AS text), CASE WHEN v.empties LIKE '%,appeal_result,%' OR v.empties = ',*,' THEN '""' END),
    '"served_on": ' || coalesce('"' || to_char(CAST(v."served_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,served_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"service_kind": ' || coalesce(CAST(to_json(CAST(v."service_kind" AS text)) AS text), CASE WHEN v.empties LIKE '%,service_kind,%' OR v.empties = ',*,' THEN '""' END),
    '"served_to": ' || coalesce(CAST(to_json(CAST(v."served_to" AS text)) AS text), CASE WHEN v.empties LIKE '%,served_to,%' OR v.empties = ',*,' THEN '""' END),
    '"service_proof": ' || coalesce(CAST(to_json(CAST(v."service_proof" AS text)) AS text), CASE WHEN v.empties LIKE '%,service_proof,%' OR v.empties = ',*,' THEN '""' END),
    '"served_municipality_on": ' || coalesce('"' || to_char(CAST(v."served_municipality_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,served_municipality_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"objected_on": ' || coalesce('"' || to_char(CAST(v."objected_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,objected_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"objection_no": ' || coalesce(CAST(to_json(CAST(v."objection_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,objection_no,%' OR v.empties = ',*,' THEN '""' END),
    '"objector": ' || coalesce(CAST(to_json(CAST(v."objector" AS text)) AS text), CASE WHEN v.empties LIKE '%,objector,%' OR v.empties = ',*,' THEN '""' END),
    '"divan_case_no": ' || coalesce(CAST(to_json(CAST(v."divan_case_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,divan_case_no,%' OR v.empties = ',*,' THEN '""' END),
    '"divan_filed_on": ' || coalesce('"' || to_char(CAST(v."divan_filed_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,divan_filed_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"divan_order": ' || coalesce(CAST(to_json(CAST(v."divan_order" AS text)) AS text), CASE WHEN v.empties LIKE '%,divan_order,%' OR v.empties = ',*,' THEN '""' END),
    '"stayed_on": ' || coalesce('"' || to_char(CAST(v."stayed_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,stayed_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"stay_ended_on": ' || coalesce('"' || to_char(CAST(v."stay_ended_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,stay_ended_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"bill_no": ' || coalesce(CAST(to_json(CAST(v."bill_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_no,%' OR v.empties = ',*,' THEN '""' END),
    '"bill_id": ' || coalesce(CAST(to_json(CAST(v."bill_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_id,%' OR v.empties = ',*,' THEN '""' END),
    '"pay_id": ' || coalesce(CAST(to_json(CAST(v."pay_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,pay_id,%' OR v.empties = ',*,' THEN '""' END),
    '"bill_state": ' || coalesce(CAST(to_json(CAST(v."bill_state" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_state,%' OR v.empties = ',*,' THEN '""' END),
    '"discount": ' || coalesce(rtrim(to_char(CAST(v."discount" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,discount,%' OR v.empties = ',*,' THEN 'null' END),
    '"discount_ground": ' || coalesce(CAST(to_json(CAST(v."discount_ground" AS text)) AS text), CASE WHEN v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,' THEN '""' END),
    '"objections": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"objector": ' || coalesce(CAST(to_json(CAST(l."objector" AS text)) AS text), 'null'),
        '"on": ' || coalesce('"' || to_char(CAST(l."on" AS date), 'YYYY-MM-DD') || '"', '""'),
        '"number": ' || CAST(to_json(CAST(l."number" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_verdict_objections AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,objections,%' OR v.empties = ',*,' THEN '[]' END),
    '"instalments": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"due": ' || coalesce('"' || to_char(CAST(l."due" AS date), 'YYYY-MM-DD') || '"', '""'),
        '"amount": ' || coalesce(rtrim(to_char(CAST(l."amount" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"paid_on": ' || '"' || to_char(CAST(l."paid_on" AS date), 'YYYY-MM-DD') || '"',
        '"bill_id": ' || CAST(to_json(CAST(l."bill_id" AS text)) AS text),
        '"pay_id": ' || CAST(to_json(CAST(l."pay_id" AS text)) AS text)) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_verdict_instalments AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,instalments,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_verdict AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- permit
SELECT concat('{"record": "permit", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"permit_kind": ' || coalesce(CAST(to_json(CAST(v."permit_kind" AS text)) AS text), 'null'),
    '"permit_no": ' || coalesce(CAST(to_json(CAST(v."permit_no" AS text)) AS text), 'null'),
    '"issued_on": ' || coalesce('"' || to_char(CAST(v."issued_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"state": ' || coalesce(CAST(to_json(CAST(v."state" AS text)) AS text), 'null'),
    '"request_no": ' || coalesce(CAST(to_json(CAST(v."request_no" AS text)) AS text), CASE WHEN v.empties LIKE '%,request_no,%' OR v.empties = ',*,' THEN '""' END),
    '"valid_from": ' || coalesce('"' || to_char(CAST(v."valid_from" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,valid_from,%' OR v.empties = ',*,' THEN 'null' END),
    '"valid_until": ' || coalesce('"' || to_char(CAST(v."valid_until" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,valid_until,%' OR v.empties = ',*,' THEN 'null' END),
    '"replaces": ' || coalesce(CAST(to_json(CAST(v."replaces" AS text)) AS text), CASE WHEN v.empties LIKE '%,replaces,%' OR v.empties = ',*,' THEN '""' END),
    '"verify_code": ' || coalesce(CAST(to_json(CAST(v."verify_code" AS text)) AS text), CASE WHEN v.empties LIKE '%,verify_code,%' OR v.empties = ',*,' THEN '""' END),
    '"snapshot": ' || coalesce(CAST(to_json(CAST(v."snapshot" AS text)) AS text), CASE WHEN v.empties LIKE '%,snapshot,%' OR v.empties = ',*,' THEN '""' END),
    '"body": ' || coalesce(CAST(to_json(CAST(v."body" AS text)) AS text), CASE WHEN v.empties LIKE '%,body,%' OR v.empties = ',*,' THEN '""' END),
    '"conditions": ' || coalesce(CAST(to_json(CAST(v."conditions" AS text)) AS text), CASE WHEN v.empties LIKE '%,conditions,%' OR v.empties = ',*,' THEN '""' END),
    '"total_area": ' || coalesce(rtrim(to_char(CAST(v."total_area" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,total_area,%' OR v.empties = ',*,' THEN 'null' END),
    '"floors": ' || coalesce(rtrim(to_char(CAST(v."floors" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,floors,%' OR v.empties = ',*,' THEN 'null' END),
    '"units": ' || coalesce(rtrim(to_char(CAST(v."units" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,units,%' OR v.empties = ',*,' THEN 'null' END),
    '"parking": ' || coalesce(rtrim(to_char(CAST(v."parking" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,parking,%' OR v.empties = ',*,' THEN 'null' END),
    '"storage": ' || coalesce(rtrim(to_char(CAST(v."storage" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,storage,%' OR v.empties = ',*,' THEN 'null' END),
    '"structure": ' || coalesce(CAST(to_json(CAST(v."structure" AS text)) AS text), CASE WHEN v.empties LIKE '%,structure,%' OR v.empties = ',*,' THEN '""' END),
    '"building_group": ' || coalesce(CAST(to_json(CAST(v."building_group" AS text)) AS text), CASE WHEN v.empties LIKE '%,building_group,%' OR v.empties = ',*,' THEN '""' END),
    '"start_by": ' || coalesce('"' || to_char(CAST(v."start_by" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,start_by,%' OR v.empties = ',*,' THEN 'null' END),
    '"finish_by": ' || coalesce('"' || to_char(CAST(v."finish_by" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,finish_by,%' OR v.empties = ',*,' THEN 'null' END),
    '"charges": ' || coalesce(rtrim(to_char(CAST(v."charges" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,charges,%' OR v.empties = ',*,' THEN 'null' END),
    '"charges_discount": ' || coalesce(rtrim(to_char(CAST(v."charges_discount" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,charges_discount,%' OR v.empties = ',*,' THEN 'null' END),
    '"discount_ground": ' || coalesce(CAST(to_json(CAST(v."discount_ground" AS text)) AS text), CASE WHEN v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,' THEN '""' END),
    '"charges_paid_on": ' || coalesce('"' || to_char(CAST(v."charges_paid_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,charges_paid_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"bill_id": ' || coalesce(CAST(to_json(CAST(v."bill_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_id,%' OR v.empties = ',*,' THEN '""' END),
    '"pay_id": ' || coalesce(CAST(to_json(CAST(v."pay_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,pay_id,%' OR v.empties = ',*,' THEN '""' END),
    '"extension_no": ' || coalesce(rtrim(to_char(CAST(v."extension_no" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,extension_no,%' OR v.empties = ',*,' THEN 'null' END),
    '"stage": ' || coalesce(CAST(to_json(CAST(v."stage" AS text)) AS text), CASE WHEN v.empties LIKE '%,stage,%' OR v.empties = ',*,' THEN '""' END),
    '"progress": ' || coalesce(rtrim(to_char(CAST(v."progress" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,progress,%' OR v.empties = ',*,' THEN 'null' END),
    '"purpose": ' || coalesce(CAST(to_json(CAST(v."purpose" AS text)) AS text), CASE WHEN v.empties LIKE '%,purpose,%' OR v.empties = ',*,' THEN '""' END),
    '"holders": ' || coalesce((
      SELECT '[' || string_agg(coalesce(CAST(to_json(CAST(l."value" AS text)) AS text), 'null'), ', ' ORDER BY l."source_position") || ']'
      FROM out_permit_holders AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,holders,%' OR v.empties = ',*,' THEN '[]' END),
    '"signers": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"role": ' || coalesce(CAST(to_json(CAST(l."role" AS text)) AS text), 'null'),
        '"on": ' || coalesce('"' || to_char(CAST(l."on" AS date), 'YYYY-MM-DD') || '"', '""')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_permit_signers AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,signers,%' OR v.empties = ',*,' THEN '[]' END),
    '"areas": ' || coalesce((
      SELECT '[' || string_agg('{' || concat_ws(', ',
        '"floor": ' || coalesce(rtrim(to_char(CAST(l."floor" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"use_group": ' || coalesce(CAST(to_json(CAST(l."use_group" AS text)) AS text), 'null'),
        '"area": ' || coalesce(rtrim(to_char(CAST(l."area" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
        '"units": ' || rtrim(to_char(CAST(l."units" AS numeric), 'FM9999999999999999990.999999'), '.')) || '}', ', ' ORDER BY l."source_position") || ']'
      FROM out_permit_areas AS l WHERE l."source_key" = v."source_key"), CASE WHEN v.empties LIKE '%,areas,%' OR v.empties = ',*,' THEN '[]' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_permit AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- bill
SELECT concat('{"record": "bill", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"bill_kind": ' || coalesce(CAST(to_json(CAST(v."bill_kind" AS text)) AS text), 'null'),
    '"amount": ' || coalesce(rtrim(to_char(CAST(v."amount" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
    '"period": ' || coalesce(CAST(to_json(CAST(v."period" AS text)) AS text), CASE WHEN v.empties LIKE '%,period,%' OR v.empties = ',*,' THEN '""' END),
    '"about": ' || coalesce(CAST(to_json(CAST(v."about" AS text)) AS text), CASE WHEN v.empties LIKE '%,about,%' OR v.empties = ',*,' THEN '""' END),
    '"issued_on": ' || coalesce('"' || to_char(CAST(v."issued_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,issued_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"due": ' || coalesce('"' || to_char(CAST(v."due" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,due,%' OR v.empties = ',*,' THEN 'null' END),
    '"discount": ' || coalesce(rtrim(to_char(CAST(v."discount" AS numeric), 'FM9999999999999999990.999999'), '.'), CASE WHEN v.empties LIKE '%,discount,%' OR v.empties = ',*,' THEN 'null' END),
    '"discount_ground": ' || coalesce(CAST(to_json(CAST(v."discount_ground" AS text)) AS text), CASE WHEN v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,' THEN '""' END),
    '"bill_state": ' || coalesce(CAST(to_json(CAST(v."bill_state" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_state,%' OR v.empties = ',*,' THEN '""' END),
    '"paid_on": ' || coalesce('"' || to_char(CAST(v."paid_on" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,paid_on,%' OR v.empties = ',*,' THEN 'null' END),
    '"bill_id": ' || coalesce(CAST(to_json(CAST(v."bill_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,bill_id,%' OR v.empties = ',*,' THEN '""' END),
    '"pay_id": ' || coalesce(CAST(to_json(CAST(v."pay_id" AS text)) AS text), CASE WHEN v.empties LIKE '%,pay_id,%' OR v.empties = ',*,' THEN '""' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_bill AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;

-- action
SELECT concat('{"record": "action", "source_key": ', coalesce(CAST(to_json(CAST(v."source_key" AS text)) AS text), 'null'),
  ', "version": ', coalesce(rtrim(to_char(CAST(v."source_version" AS numeric), 'FM9999999999999999990.999999'), '.'), 'null'),
  ', "state": ', coalesce(CAST(to_json(CAST(v."source_state" AS text)) AS text), '"present"'),
  ', "file": ' || CAST(to_json(CAST(v."source_file" AS text)) AS text),
  CASE WHEN coalesce(v."source_state", 'present') = 'present' THEN ', "values": {' || concat_ws(', ',
    '"request_no": ' || coalesce(CAST(to_json(CAST(v."request_no" AS text)) AS text), 'null'),
    '"request_kind": ' || coalesce(CAST(to_json(CAST(v."request_kind" AS text)) AS text), 'null'),
    '"registered_on": ' || coalesce('"' || to_char(CAST(v."registered_on" AS date), 'YYYY-MM-DD') || '"', 'null'),
    '"request_state": ' || coalesce(CAST(to_json(CAST(v."request_state" AS text)) AS text), 'null'),
    '"step": ' || coalesce(CAST(to_json(CAST(v."step" AS text)) AS text), 'null'),
    '"started_at": ' || coalesce('"' || to_char(CAST(v."started_at" AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"', 'null'),
    '"step_state": ' || coalesce(CAST(to_json(CAST(v."step_state" AS text)) AS text), 'null'),
    '"defect_state": ' || coalesce(CAST(to_json(CAST(v."defect_state" AS text)) AS text), 'null'),
    '"requester": ' || coalesce(CAST(to_json(CAST(v."requester" AS text)) AS text), CASE WHEN v.empties LIKE '%,requester,%' OR v.empties = ',*,' THEN '""' END),
    '"from_role": ' || coalesce(CAST(to_json(CAST(v."from_role" AS text)) AS text), CASE WHEN v.empties LIKE '%,from_role,%' OR v.empties = ',*,' THEN '""' END),
    '"to_role": ' || coalesce(CAST(to_json(CAST(v."to_role" AS text)) AS text), CASE WHEN v.empties LIKE '%,to_role,%' OR v.empties = ',*,' THEN '""' END),
    '"ended_at": ' || coalesce('"' || to_char(CAST(v."ended_at" AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"', CASE WHEN v.empties LIKE '%,ended_at,%' OR v.empties = ',*,' THEN 'null' END),
    '"defect_text": ' || coalesce(CAST(to_json(CAST(v."defect_text" AS text)) AS text), CASE WHEN v.empties LIKE '%,defect_text,%' OR v.empties = ',*,' THEN '""' END),
    '"citizen_note": ' || coalesce(CAST(to_json(CAST(v."citizen_note" AS text)) AS text), CASE WHEN v.empties LIKE '%,citizen_note,%' OR v.empties = ',*,' THEN '""' END),
    '"next_action": ' || coalesce(CAST(to_json(CAST(v."next_action" AS text)) AS text), CASE WHEN v.empties LIKE '%,next_action,%' OR v.empties = ',*,' THEN '""' END),
    '"due": ' || coalesce('"' || to_char(CAST(v."due" AS date), 'YYYY-MM-DD') || '"', CASE WHEN v.empties LIKE '%,due,%' OR v.empties = ',*,' THEN 'null' END)) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM out_action AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY w."source_version", w."source_key"
) AS v;
