-- An old office for tests/db/feed/test_sql.py: tables with names of their own, days as texts of the solar calendar, as
-- texts and as numbers, yes and no as Y and N; and a city's views over them. $n makes the keys of each test its own.

CREATE TABLE TAGHVIM (SHAMSI char(10), MILADI date);
INSERT INTO TAGHVIM VALUES
  ('1364/01/01', '1985-03-21'), ('1380/09/06', '2001-11-27'), ('1394/09/07', '2015-11-28'), ('1404/01/01', '2025-03-21');

CREATE TABLE "ASHKHAS" ("SHENASE" varchar(20), "CODE_MELLI" char(12), "NAM" varchar(100), "FAMIL" varchar(100),
  "TAVALOD" char(10), "HAMRAH" bigint, "NOE" integer);
INSERT INTO "ASHKHAS" VALUES
  ('AS-$n-1', '$one', E'می\u200cنا', E'نام "نقل" \\ و \\n', '1364/01/01', 9131234567, 1),
  ('AS-$n-2', '$two', 'رضا', 'خریدار', NULL, NULL, 1),
  ('AS-$n-3', '$three', 'سارا', 'وکیل', NULL, NULL, 1);

CREATE TABLE PARVANDE_TBL (SHENASE varchar(20), CODE_NOSAZI varchar(40), SHOMARE varchar(20), NESHANI text,
  PELAK_ASLI numeric(10, 2), TASHKIL integer, X1 float, Y1 float);
INSERT INTO PARVANDE_TBL VALUES ('PV-$n', '9-94-$n-1-1-0-0', 'old/$n', 'اصفهان، کوچه "آزمون"', 4781.00, 20200202, NULL, NULL);

CREATE TABLE MALEKIN_TBL (SHENASE varchar(20), PARVANDE varchar(20), MALEK varchar(20), DANG integer, AZ char(10), TA char(10),
  TGHYYR integer);
INSERT INTO MALEKIN_TBL VALUES
  ('OW-$n-1', 'PV-$n', 'AS-$n-1', 3, '1380/09/06', '1394/09/07', 1), ('OW-$n-2', 'PV-$n', 'AS-$n-1', 3, '1394/09/07', NULL, 1);

CREATE TABLE VEKALAT_TBL (SHENASE varchar(20), PARVANDE varchar(20), MOVAKEL varchar(20), VAKIL varchar(20), TARIKH text,
  EKHTIAR text, BELAAZL char(1));
INSERT INTO VEKALAT_TBL VALUES ('VK-$n', 'PV-$n', 'AS-$n-1', 'AS-$n-3', '2024/01/01', 'view;follow_up', 'N');

CREATE TABLE SANAD_TBL (SHENASE varchar(20), PARVANDE varchar(20), DAFTAR integer, MASAHAT varchar(20));
INSERT INTO SANAD_TBL VALUES ('SN-$n', 'PV-$n', 405, '245.80');
CREATE TABLE HODOOD (SANAD varchar(20), JAHAT char(1), SHARH text, TOOL numeric(8, 3));
INSERT INTO HODOOD VALUES ('SN-$n', 'N', E'دیوار "مشترک"\nبا پلاک \\ ۲', 12.200);

CREATE TABLE MADARK (SHENASE varchar(20), PARVANDE varchar(20), RADIF integer, SHAKHS varchar(20), ASL char(1));
INSERT INTO MADARK VALUES ('MD-$n', 'PV-$n', 1, 'AS-$n-1', 'Y');

CREATE TABLE BAZDID_TBL (SHENASE varchar(20), PARVANDE varchar(20), ZAMAN timestamp, HAZER char(1), MOLAHEZAT text);
INSERT INTO BAZDID_TBL VALUES ('BZ-$n', 'PV-$n', '2021-05-02 09:14', 'N',
  E'سطر یک\r\nسطر دو\tبا برگه\u0001\u001f\nسطر سه 😀 «پایان» \\u0041 </script> ''');

CREATE TABLE ZAVABET (SHENASE varchar(20), PARVANDE varchar(20), BAZNEGARI text, TARAKOM float, ERTEFA real, PILOT char(1));
INSERT INTO ZAVABET VALUES ('ZB-$n', 'PV-$n', 'بازنگری دوم', 180, 10.8, 'Y');

CREATE TABLE BARKAF (SHENASE varchar(20), PARVANDE varchar(20), SHOMARE varchar(20), TARIKH integer, TERAZ numeric);
INSERT INTO BARKAF VALUES ('BK-$n', 'PV-$n', '9-1404-$n', 20250101, -0.080);
CREATE TABLE NOGHAT (BARKAF varchar(20), RADIF integer, X float, Y float);
INSERT INTO NOGHAT VALUES ('BK-$n', 1, 561180.25, 3609670), ('BK-$n', 2, 561190.25, 3609670),
  ('BK-$n', 4, 561180.25, 3609650), ('BK-$n', 3, 561190.25, 3609650);

CREATE TABLE NAGHSHE_TBL (SHENASE varchar(20), PARVANDE varchar(20), TARIKH date, MOHANDES text);
INSERT INTO NAGHSHE_TBL VALUES ('NG-$n', 'PV-$n', '2024-01-01', 'مهندس آزمون');

CREATE TABLE TAKHALOF (SHENASE varchar(20), PARVANDE varchar(20), TABAGHE integer, METRAZH numeric(10, 2), ARZESH bigint);
INSERT INTO TAKHALOF VALUES ('TK-$n', 'PV-$n', -1, 18.50, 12000000);
CREATE TABLE KOMISION (SHENASE varchar(20), PARVANDE varchar(20), JALASE timestamp);
INSERT INTO KOMISION VALUES ('KM-$n', 'PV-$n', '2024-08-26 10:45');
CREATE TABLE RAY (SHENASE varchar(20), PARVANDE varchar(20), KOMISION varchar(20), ZAMAN timestamp, MABLAGH numeric(18), MATN text,
  KARSHENASI char(1));
INSERT INTO RAY VALUES ('RY-$n', 'PV-$n', 'KM-$n', '2024-09-05 10:00', 53580000, E'متن رأی\nسطر دوم', 'Y');
CREATE TABLE GHEST (RAY varchar(20), SARRESID integer, MABLAGH bigint);
INSERT INTO GHEST VALUES ('RY-$n', 20241005, 30000000), ('RY-$n', 20241105, 23580000);

CREATE TABLE PRVNH_TBL (SHENASE varchar(20), PARVANDE varchar(20), SHOMARE varchar(20), SODOOR integer, METRAZH numeric(10, 4),
  TOZIH text, BATEL char(1), KHALI text, TGHYYR integer);
INSERT INTO PRVNH_TBL VALUES ('PR-$n', 'PV-$n', '9-1402-$n', 20230601, 356.5800, 'شرح پروانه', 'N', NULL, 1);
CREATE TABLE PRVNH_ZIRBANA (PARVANE varchar(20), TABAGHE integer, KARBARI varchar(2), MASAHAT numeric(10, 4), VAHED integer);
INSERT INTO PRVNH_ZIRBANA VALUES ('PR-$n', 1, 'MS', 118.8600, 2), ('PR-$n', 0, 'PK', 47.0000, NULL);
CREATE TABLE PRVNH_MALEK (PARVANE varchar(20), RADIF integer, NAM text);
INSERT INTO PRVNH_MALEK VALUES ('PR-$n', 2, E'شرکت "الف" \\ ب'), ('PR-$n', 1, 'مینا');

CREATE TABLE NOSAZI (SHENASE varchar(20), PARVANDE varchar(20), SAL integer, SARRESID integer, MABLAGH bigint, PARDAKHT char(1),
  SHENASE_GHABZ varchar(13), SHENASE_PARDAKHT varchar(13));
INSERT INTO NOSAZI VALUES ('NZ-$n', 'PV-$n', 1404, 20260320, 5400000, 'Y', '', '');

CREATE TABLE GARDESH (SHENASE varchar(20), PARVANDE varchar(20), SHOROO timestamp, PAYAN timestamp);
INSERT INTO GARDESH VALUES ('GR-$n', 'PV-$n', '2025-01-02 09:00', NULL);

DROP VIEW out_person;
CREATE VIEW out_person AS SELECT
  a."SHENASE" AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  NULL AS "source_ended_on", trim(a."CODE_MELLI") AS "number", a."FAMIL" AS "last_name",
  CASE a."NOE" WHEN 1 THEN 'natural' WHEN 2 THEN 'legal' END AS "kind", a."NAM" AS "first_name",
  NULL AS "father_name", '0' || a."HAMRAH" AS "mobile", NULL AS "email", t.MILADI AS "birth_date",
  NULL AS "birth_cert_no", NULL AS "residence_postal", NULL AS "residence_address", NULL AS "registered_on"
FROM "ASHKHAS" AS a LEFT JOIN TAGHVIM AS t ON t.SHAMSI = a."TAVALOD";

DROP VIEW out_file;
CREATE VIEW out_file AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  CODE_NOSAZI AS "renewal_code", 'building' AS "unit_kind", 'house' AS "property_type", SHOMARE AS "file_no",
  'کوچه آزمون' AS "place", NESHANI AS "address", NULL AS "neighbourhood", NULL AS "postal_code", NULL AS "blue_plate",
  NULL AS "phone", PELAK_ASLI AS "plate_main", NULL AS "plate_sub", NULL AS "plate_origin", NULL AS "lot_no",
  5 AS "registry_section", NULL AS "registry_office", to_date(TASHKIL::text, 'YYYYMMDD') AS "opened_on"
FROM PARVANDE_TBL;

DROP VIEW out_ownership;
CREATE VIEW out_ownership AS SELECT
  m.SHENASE AS "source_key", m.TGHYYR AS "source_version",
  CASE WHEN m.TGHYYR > 1 AND m.TA IS NOT NULL THEN 'ended' END AS "source_state", NULL AS "source_empty",
  CASE WHEN m.TGHYYR > 1 THEN ta.MILADI END AS "source_ended_on", m.PARVANDE AS "source_file", m.MALEK AS "person",
  m.DANG AS "land_share", 6 AS "land_of", m.DANG AS "building_share", 6 AS "building_of",
  az.MILADI AS "effective_from", ta.MILADI AS "effective_to"
FROM MALEKIN_TBL AS m JOIN TAGHVIM AS az ON az.SHAMSI = m.AZ LEFT JOIN TAGHVIM AS ta ON ta.SHAMSI = m.TA;

DROP VIEW out_mandate;
CREATE VIEW out_mandate AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  NULL AS "source_ended_on", PARVANDE AS "source_file", MOVAKEL AS "principal", VAKIL AS "agent",
  'attorney' AS "capacity", replace(TARIKH, '/', '-') AS "poa_date", '77001' AS "poa_no",
  'دفترخانه ۸۱' AS "notary_office", NULL AS "expires_on", NULL::boolean AS "every_file",
  BELAAZL = 'Y' AS "irrevocable", NULL::boolean AS "may_delegate", replace(TARIKH, '/', '-') AS "verified_on",
  NULL AS "verify_ref", NULL AS "ended_on", NULL AS "end_reason"
FROM VEKALAT_TBL;

DROP VIEW out_mandate_scope;
CREATE VIEW out_mandate_scope AS SELECT
  SHENASE AS "source_key", number AS "source_position", scope AS "value"
FROM VEKALAT_TBL CROSS JOIN LATERAL regexp_split_to_table(EKHTIAR, ';') WITH ORDINALITY AS e (scope, number);

DROP VIEW out_deed;
CREATE VIEW out_deed AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", 'single_page' AS "deed_kind", 'whole' AS "tenure", 'both' AS "tenure_scope",
  'valid' AS "deed_status", NULL AS "deed_no", NULL AS "deed_date", NULL AS "notary_office_no", NULL AS "notary_city",
  NULL AS "serial_no", NULL AS "serial_series", DAFTAR AS "book_no", NULL AS "page_no", NULL AS "entry_no",
  NULL AS "ebook_no", MASAHAT AS "area_deed", NULL AS "easements", NULL AS "registry_checked_on", NULL AS "holders"
FROM SANAD_TBL;

DROP VIEW out_deed_bounds;
CREATE VIEW out_deed_bounds AS SELECT
  SANAD AS "source_key", 1 AS "source_position", CASE JAHAT WHEN 'N' THEN 'north' WHEN 'S' THEN 'south' END AS "side",
  SHARH AS "text", TOOL AS "length"
FROM HODOOD;

DROP VIEW out_paper;
CREATE VIEW out_paper AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", RADIF AS "seq", 'birth_certificate' AS "doc_kind", NULL AS "doc_no", NULL AS "doc_date",
  NULL AS "issuer", NULL AS "pages", ASL = 'Y' AS "original_seen", '2020-08-20' AS "original_seen_on",
  NULL AS "archive_group", NULL::boolean AS "visible_to_owner", SHAKHS AS "of_person", NULL AS "scan"
FROM MADARK;

DROP VIEW out_inspection;
CREATE VIEW out_inspection AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", SHENASE AS "visit_no", ZAMAN AT TIME ZONE 'Asia/Tehran' AS "visited_at",
  'permit' AS "reason", 'done' AS "access", 'approved' AS "approval", NULL AS "request_no", NULL AS "inspector_no",
  HAZER = 'Y' AS "owner_present", NULL AS "next_visit_on", MOLAHEZAT AS "notes", NULL AS "area_deed",
  NULL AS "area_existing", NULL AS "area_after_correction", NULL AS "area_in_street", NULL AS "area_remaining"
FROM BAZDID_TBL;

DROP VIEW out_plan_rules;
CREATE VIEW out_plan_rules AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", 'طرح تفصیلی' AS "plan_name", BAZNEGARI AS "version", '2023-01-01' AS "approved_on",
  'R122' AS "zone", 'residential' AS "land_use", TARAKOM AS "density_pct", 60 AS "coverage_pct",
  3 AS "floors_allowed", NULL AS "approved_by", NULL AS "density_base", PILOT = 'Y' AS "on_pilotis",
  ERTEFA AS "height_max", NULL AS "min_lot", NULL AS "units_allowed", NULL AS "parking_required", NULL AS "placement",
  NULL AS "projection_allowed", NULL AS "setback_m", NULL AS "setback_m2", NULL AS "chamfer", NULL AS "fabric",
  NULL AS "valid_until"
FROM ZAVABET;

DROP VIEW out_level_sheet;
CREATE VIEW out_level_sheet AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", SHOMARE AS "sheet_no", to_date(TARIKH::text, 'YYYYMMDD') AS "issued_on",
  '2137' AS "surveyor_no", 'کوچه ۱۲' AS "base_street", TERAZ AS "street_level", 'درپوش منهول' AS "bench_mark",
  NULL AS "bench_level", NULL AS "ground_floor_level", NULL AS "ramp_level", NULL AS "ramp_slope",
  NULL AS "street_slope", NULL AS "wall_height", NULL AS "chamfer", NULL AS "setback_area", NULL AS "fee",
  NULL AS "valid_until"
FROM BARKAF;

DROP VIEW out_level_sheet_outline;
CREATE VIEW out_level_sheet_outline AS SELECT
  BARKAF AS "source_key", RADIF AS "source_position", X AS "x", Y AS "y"
FROM NOGHAT;

DROP VIEW out_survey;
CREATE VIEW out_survey AS SELECT
  'NQ' || SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", SHOMARE AS "sheet_no", to_date(TARIKH::text, 'YYYYMMDD') AS "surveyed_on",
  E'{\n "type": "FeatureCollection",\r\n\t"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}},
    "features": [{"type": "Feature", "properties": {"kind": "existing"}, "geometry": {"type": "Polygon", "coordinates": [['
    || (SELECT string_agg('[' || X || ', ' || Y || ']', ', ' ORDER BY RADIF) FROM (SELECT * FROM NOGHAT UNION ALL
      SELECT BARKAF, 9, X, Y FROM NOGHAT WHERE RADIF = 1) AS p WHERE p.BARKAF = BARKAF.SHENASE) || ']]}}]}' AS "block"
FROM BARKAF;

DROP VIEW out_drawing_set;
CREATE VIEW out_drawing_set AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", SHENASE AS "plan_set_no", '5/1400/77' AS "plan_order_no", 'architecture' AS "discipline",
  'one' AS "phase", 0 AS "revision", 'sent' AS "review_state", TARIKH AS "submitted_on", MOHANDES AS "designer",
  '10-3-0-1' AS "designer_licence_no", 'architecture' AS "designer_field", 'two' AS "designer_grade",
  TARIKH + 900 AS "licence_valid_until", NULL AS "reviewed_on", NULL AS "designer_member_no", NULL AS "total_area"
FROM NAGHSHE_TBL;

DROP VIEW out_violation;
CREATE VIEW out_violation AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", 'over_permit' AS "kind", 'referred' AS "status", '2024-05-05' AS "found_on",
  TABAGHE AS "floor", METRAZH AS "amount", 'residential' AS "use_existing", 1403 AS "year",
  '2024-05-01' AS "date_governing", 2 AS "note_no", ARZESH AS "unit_value", NULL AS "area_existing",
  NULL AS "area_allowed", NULL AS "units_existing", NULL AS "units_allowed", NULL AS "use_allowed",
  NULL AS "date_municipality", NULL AS "date_supervisor", NULL AS "goodwill_value", NULL AS "k", NULL AS "fine_min",
  NULL AS "fine_max", NULL AS "municipality_request", NULL::boolean AS "neighbours_ok",
  SHENASE AS "violation_no"
FROM TAKHALOF;

DROP VIEW out_commission_case;
CREATE VIEW out_commission_case AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", SHENASE AS "secretariat_no", '2024-07-01' AS "received_on",
  'municipality' AS "requester", 'first' AS "stage", 2 AS "panel_no", NULL AS "referral_no", NULL AS "after",
  NULL AS "invited_on", NULL AS "answer_due", NULL AS "defence_on", JALASE AT TIME ZONE 'Asia/Tehran' AS "session_at"
FROM KOMISION;

DROP VIEW out_commission_case_violations;
CREATE VIEW out_commission_case_violations AS SELECT
  KOMISION.SHENASE AS "source_key", 1 AS "source_position", TAKHALOF.SHENASE AS "value"
FROM KOMISION JOIN TAKHALOF USING (PARVANDE);

DROP VIEW out_verdict;
CREATE VIEW out_verdict AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", KOMISION AS "commission_case", SHENASE AS "verdict_no",
  ZAMAN AT TIME ZONE 'Asia/Tehran' AS "issued_at", 'fine' AS "verdict_kind", MATN AS "body", 'open' AS "finality",
  2 AS "note_no", MABLAGH AS "amount", NULL AS "comply_within_days", KARSHENASI = 'Y' AS "engineer_referred",
  NULL AS "appeal_result", NULL AS "served_on", NULL AS "service_kind", NULL AS "served_to", NULL AS "objected_on",
  NULL AS "objection_no", NULL AS "objector", NULL AS "divan_case_no", NULL AS "divan_filed_on",
  NULL AS "divan_order", NULL AS "bill_no", NULL AS "bill_state", NULL AS "discount", NULL AS "discount_ground",
  NULL AS "service_proof", NULL AS "served_municipality_on", NULL AS "stayed_on", NULL AS "stay_ended_on",
  NULL AS "bill_id", NULL AS "pay_id"
FROM RAY;

DROP VIEW out_verdict_instalments;
CREATE VIEW out_verdict_instalments AS SELECT
  RAY AS "source_key", SARRESID AS "source_position",
  to_char(to_date(SARRESID::text, 'YYYYMMDD'), 'YYYY-MM-DD') AS "due", MABLAGH AS "amount", NULL AS "paid_on",
  NULL AS "bill_id", NULL AS "pay_id"
FROM GHEST;

DROP VIEW out_permit;
CREATE VIEW out_permit AS SELECT
  SHENASE AS "source_key", TGHYYR AS "source_version", CASE BATEL WHEN 'Y' THEN 'withdrawn' END AS "source_state",
  KHALI AS "source_empty", PARVANDE AS "source_file", 'building_permit' AS "permit_kind", SHOMARE AS "permit_no",
  to_date(SODOOR::text, 'YYYYMMDD') AS "issued_on", 'issued' AS "state", NULL AS "request_no", NULL AS "valid_from",
  NULL AS "valid_until", NULL AS "replaces", 'VC-77' AS "verify_code", NULL AS "snapshot", TOZIH AS "body",
  NULL AS "conditions", METRAZH AS "total_area", NULL AS "floors", NULL AS "units", NULL AS "parking",
  NULL AS "storage", NULL AS "structure", NULL AS "building_group", NULL AS "start_by", NULL AS "finish_by",
  NULL AS "charges", NULL AS "extension_no", NULL AS "stage", NULL AS "progress", NULL AS "purpose",
  NULL AS "charges_discount", NULL AS "charges_paid_on", NULL AS "bill_id", NULL AS "pay_id",
  NULL AS "discount_ground"
FROM PRVNH_TBL;

DROP VIEW out_bill;
CREATE VIEW out_bill AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", 'levy' AS "bill_kind", SAL::text AS "period", NULL AS "about", NULL AS "issued_on",
  to_date(SARRESID::text, 'YYYYMMDD') AS "due", MABLAGH AS "amount", NULL AS "discount", NULL AS "discount_ground",
  CASE PARDAKHT WHEN 'Y' THEN 'bank_confirmed' ELSE 'issued' END AS "bill_state", NULL AS "paid_on",
  SHENASE_GHABZ AS "bill_id", SHENASE_PARDAKHT AS "pay_id"
FROM NOSAZI;

DROP VIEW out_permit_holders;
CREATE VIEW out_permit_holders AS SELECT
  PARVANE AS "source_key", RADIF AS "source_position", NAM AS "value"
FROM PRVNH_MALEK;

DROP VIEW out_permit_areas;
CREATE VIEW out_permit_areas AS SELECT
  PARVANE AS "source_key", TABAGHE AS "source_position", TABAGHE AS "floor",
  CASE KARBARI WHEN 'MS' THEN 'residential' WHEN 'PK' THEN 'parking' END AS "use_group", MASAHAT AS "area",
  VAHED AS "units"
FROM PRVNH_ZIRBANA;

DROP VIEW out_action;
CREATE VIEW out_action AS SELECT
  SHENASE AS "source_key", 1 AS "source_version", NULL AS "source_state", NULL AS "source_empty",
  PARVANDE AS "source_file", '1404-09-77' AS "request_no", 'permit' AS "request_kind",
  '2025-01-01' AS "registered_on", 'current' AS "request_state", 'registration' AS "step",
  SHOROO AT TIME ZONE 'Asia/Tehran' AS "started_at", 'running' AS "step_state", 'none' AS "defect_state",
  NULL AS "from_role", 'inspector' AS "to_role", PAYAN AT TIME ZONE 'Asia/Tehran' AS "ended_at",
  NULL AS "defect_text", NULL AS "citizen_note", NULL AS "next_action", NULL AS "due",
  NULL AS "requester"
FROM GARDESH;
