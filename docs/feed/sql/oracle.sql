-- The records of the feed as newline-delimited JSON, from the views of oracle-views.sql. Oracle 11.2 and later.

-- Run it, it writes feed.ndjson. 0 is everything. Later, where SOURCE_VERSION is a moment, the highest that you sent less
-- a day (86400000000); oracle-views.sql says what of a count:
--   NLS_LANG=.AL32UTF8 sqlplus -S USER@SERVICE @oracle.sql 0          (Windows: set NLS_LANG=.AL32UTF8 before)

-- Traps:
-- * NLS_LANG is the character set of the file. Without it Persian letters come as question marks.
--   A text in NVARCHAR2 goes through the database character set: what that does not have is lost.
-- * SQL*Plus breaks a line at LINESIZE, which ends at 32767 bytes: about 16,000 Persian letters. Records are shorter, but
--   a survey of a large block may be longer. The feed turns the pieces away as no JSON. Find them by
--     SELECT "SOURCE_KEY" FROM OUT_SURVEY WHERE DBMS_LOB.GETLENGTH("BLOCK") > 30000
--   and run the SELECT of such a record with a client that reads a CLOB whole.
-- * An error ends the run with a code other than 0, and stands at the end of feed.ndjson.
-- * TRIMSPOOL ON takes off the blanks that fill every line up to LINESIZE: the file would be a hundred times as long.
-- * NULL and the empty text are one here: say in SOURCE_EMPTY that there is none.
-- * CHAR pads with blanks: SOURCE_KEY of a list and of its record must be of one type, TRIM both where one is CHAR.
-- * Names in quotation marks are upper case. ACCESS, GROUP, NUMBER and ON are words of SQL: keep their quotation marks.
-- * A moment from a DATE: FROM_TZ(CAST(x AS TIMESTAMP), 'Asia/Tehran'). A version from such a moment m, in
--   microseconds: ROUND((CAST(SYS_EXTRACT_UTC(m) AS DATE) - DATE '1970-01-01') * 86400) * 1000000
-- * A yes/no as 1 or 0: CASE x WHEN 'Y' THEN 1 WHEN 'N' THEN 0 END. A text in a solar calendar:
--   TO_DATE(x, 'YYYY/MM/DD', 'NLS_CALENDAR=PERSIAN')
-- * A text that is longer than the feed takes is cut one character after that, and turned away by name.
-- * An index on SOURCE_KEY of what lies under the view of each list: it is looked up for every record.
-- * SET TRANSACTION READ ONLY shows one moment of the database: UNDO_RETENTION must be as long as the run.
WHENEVER OSERROR EXIT FAILURE
WHENEVER SQLERROR EXIT FAILURE
SET ECHO OFF TERMOUT OFF FEEDBACK OFF VERIFY OFF HEADING OFF PAGESIZE 0 NEWPAGE NONE TAB OFF RECSEP OFF WRAP ON
SET LINESIZE 32767 LONG 2000000 LONGCHUNKSIZE 32767 TRIMSPOOL ON
SET TRANSACTION READ ONLY;
VARIABLE since NUMBER
EXECUTE :since := &1
SET DEFINE OFF
COLUMN line FORMAT A32767
SPOOL feed.ndjson

-- person
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "person", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_ENDED_ON" IS NOT NULL THEN ', "ended_on": ' || '"' || TO_CHAR(v."SOURCE_ENDED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' OR TRIM(v."SOURCE_STATE") = 'ended' AND v."LAST_NAME" IS NOT NULL THEN TO_CLOB(', "values": {')
    || CASE WHEN v."LAST_NAME" IS NOT NULL THEN '"last_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."LAST_NAME", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"last_name": null' END
    || CASE WHEN v."NUMBER" IS NOT NULL THEN ', "number": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NUMBER", 1, 16)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,number,%' OR v.empties = ',*,') THEN ', "number": null' END
    || CASE WHEN v."KIND" IS NOT NULL THEN ', "kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
    || CASE WHEN v."FIRST_NAME" IS NOT NULL THEN ', "first_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FIRST_NAME", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,first_name,%' OR v.empties = ',*,') THEN ', "first_name": ""' END
    || CASE WHEN v."FATHER_NAME" IS NOT NULL THEN ', "father_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FATHER_NAME", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,father_name,%' OR v.empties = ',*,') THEN ', "father_name": ""' END
    || CASE WHEN v."MOBILE" IS NOT NULL THEN ', "mobile": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."MOBILE", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,mobile,%' OR v.empties = ',*,') THEN ', "mobile": ""' END
    || CASE WHEN v."EMAIL" IS NOT NULL THEN ', "email": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."EMAIL", 1, 255)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,email,%' OR v.empties = ',*,') THEN ', "email": ""' END
    || CASE WHEN v."BIRTH_DATE" IS NOT NULL THEN ', "birth_date": ' || '"' || TO_CHAR(v."BIRTH_DATE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,birth_date,%' OR v.empties = ',*,') THEN ', "birth_date": null' END
    || CASE WHEN v."BIRTH_CERT_NO" IS NOT NULL THEN ', "birth_cert_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BIRTH_CERT_NO", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,birth_cert_no,%' OR v.empties = ',*,') THEN ', "birth_cert_no": ""' END
    || CASE WHEN v."RESIDENCE_POSTAL" IS NOT NULL THEN ', "residence_postal": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."RESIDENCE_POSTAL", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,residence_postal,%' OR v.empties = ',*,') THEN ', "residence_postal": ""' END
    || CASE WHEN v."RESIDENCE_ADDRESS" IS NOT NULL THEN ', "residence_address": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."RESIDENCE_ADDRESS", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,residence_address,%' OR v.empties = ',*,') THEN ', "residence_address": ""' END
    || CASE WHEN v."REGISTERED_ON" IS NOT NULL THEN ', "registered_on": ' || '"' || TO_CHAR(v."REGISTERED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,registered_on,%' OR v.empties = ',*,') THEN ', "registered_on": null' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_PERSON w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- file
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "file", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."RENEWAL_CODE" IS NOT NULL THEN '"renewal_code": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."RENEWAL_CODE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"renewal_code": null' END
    || CASE WHEN v."UNIT_KIND" IS NOT NULL THEN ', "unit_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."UNIT_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "unit_kind": null' END
    || CASE WHEN v."PROPERTY_TYPE" IS NOT NULL THEN ', "property_type": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PROPERTY_TYPE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "property_type": null' END
    || CASE WHEN v."FILE_NO" IS NOT NULL THEN ', "file_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FILE_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "file_no": null' END
    || CASE WHEN v."PLACE" IS NOT NULL THEN ', "place": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLACE", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "place": null' END
    || CASE WHEN v."ADDRESS" IS NOT NULL THEN ', "address": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ADDRESS", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "address": null' END
    || CASE WHEN v."NEIGHBOURHOOD" IS NOT NULL THEN ', "neighbourhood": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NEIGHBOURHOOD", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,neighbourhood,%' OR v.empties = ',*,') THEN ', "neighbourhood": ""' END
    || CASE WHEN v."POSTAL_CODE" IS NOT NULL THEN ', "postal_code": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."POSTAL_CODE", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,postal_code,%' OR v.empties = ',*,') THEN ', "postal_code": ""' END
    || CASE WHEN v."BLUE_PLATE" IS NOT NULL THEN ', "blue_plate": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BLUE_PLATE", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,blue_plate,%' OR v.empties = ',*,') THEN ', "blue_plate": ""' END
    || CASE WHEN v."PHONE" IS NOT NULL THEN ', "phone": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PHONE", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,phone,%' OR v.empties = ',*,') THEN ', "phone": ""' END
    || CASE WHEN v."PLATE_MAIN" IS NOT NULL THEN ', "plate_main": ' || RTRIM(TO_CHAR(v."PLATE_MAIN", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,plate_main,%' OR v.empties = ',*,') THEN ', "plate_main": null' END
    || CASE WHEN v."PLATE_SUB" IS NOT NULL THEN ', "plate_sub": ' || RTRIM(TO_CHAR(v."PLATE_SUB", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,plate_sub,%' OR v.empties = ',*,') THEN ', "plate_sub": null' END
    || CASE WHEN v."PLATE_ORIGIN" IS NOT NULL THEN ', "plate_origin": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLATE_ORIGIN", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,plate_origin,%' OR v.empties = ',*,') THEN ', "plate_origin": ""' END
    || CASE WHEN v."LOT_NO" IS NOT NULL THEN ', "lot_no": ' || RTRIM(TO_CHAR(v."LOT_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,lot_no,%' OR v.empties = ',*,') THEN ', "lot_no": null' END
    || CASE WHEN v."REGISTRY_SECTION" IS NOT NULL THEN ', "registry_section": ' || RTRIM(TO_CHAR(v."REGISTRY_SECTION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,registry_section,%' OR v.empties = ',*,') THEN ', "registry_section": null' END
    || CASE WHEN v."REGISTRY_OFFICE" IS NOT NULL THEN ', "registry_office": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REGISTRY_OFFICE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,registry_office,%' OR v.empties = ',*,') THEN ', "registry_office": ""' END
    || CASE WHEN v."OPENED_ON" IS NOT NULL THEN ', "opened_on": ' || '"' || TO_CHAR(v."OPENED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,opened_on,%' OR v.empties = ',*,') THEN ', "opened_on": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "unit_areas": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."PART" IS NOT NULL THEN '"part": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."PART", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"part": null' END,
        CASE WHEN l."AREA" IS NOT NULL THEN ', "area": ' || RTRIM(TO_CHAR(l."AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "area": null' END,
        CASE WHEN l."NUMBER" IS NOT NULL THEN ', "number": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NUMBER", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_FILE_UNIT_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,unit_areas,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_FILE_UNIT_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "unit_areas": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "outline": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."X" IS NOT NULL THEN '"x": ' || RTRIM(TO_CHAR(l."X", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"x": null' END,
        CASE WHEN l."Y" IS NOT NULL THEN ', "y": ' || RTRIM(TO_CHAR(l."Y", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "y": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_FILE_OUTLINE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,outline,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_FILE_OUTLINE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "outline": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "lineage": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."KIND" IS NOT NULL THEN '"kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"kind": null' END,
        CASE WHEN l."OTHER_CODE" IS NOT NULL THEN ', "other_code": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."OTHER_CODE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "other_code": null' END,
        CASE WHEN l."ROLE" IS NOT NULL THEN ', "role": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ROLE", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."ON" IS NOT NULL THEN ', "on": ' || '"' || TO_CHAR(l."ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_FILE_LINEAGE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,lineage,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_FILE_LINEAGE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "lineage": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_FILE w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- ownership
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "ownership", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN v."SOURCE_ENDED_ON" IS NOT NULL THEN ', "ended_on": ' || '"' || TO_CHAR(v."SOURCE_ENDED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' OR TRIM(v."SOURCE_STATE") = 'ended' AND v."PERSON" IS NOT NULL THEN TO_CLOB(', "values": {')
    || CASE WHEN v."PERSON" IS NOT NULL THEN '"person": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PERSON", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"person": null' END
    || CASE WHEN v."LAND_SHARE" IS NOT NULL THEN ', "land_share": ' || RTRIM(TO_CHAR(v."LAND_SHARE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "land_share": null' END
    || CASE WHEN v."LAND_OF" IS NOT NULL THEN ', "land_of": ' || RTRIM(TO_CHAR(v."LAND_OF", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "land_of": null' END
    || CASE WHEN v."BUILDING_SHARE" IS NOT NULL THEN ', "building_share": ' || RTRIM(TO_CHAR(v."BUILDING_SHARE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "building_share": null' END
    || CASE WHEN v."BUILDING_OF" IS NOT NULL THEN ', "building_of": ' || RTRIM(TO_CHAR(v."BUILDING_OF", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "building_of": null' END
    || CASE WHEN v."EFFECTIVE_FROM" IS NOT NULL THEN ', "effective_from": ' || '"' || TO_CHAR(v."EFFECTIVE_FROM", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "effective_from": null' END
    || CASE WHEN v."EFFECTIVE_TO" IS NOT NULL THEN ', "effective_to": ' || '"' || TO_CHAR(v."EFFECTIVE_TO", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,effective_to,%' OR v.empties = ',*,') THEN ', "effective_to": null' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_OWNERSHIP w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY CASE WHEN v."SOURCE_STATE" <> 'present' OR v."EFFECTIVE_TO" IS NOT NULL THEN 0 ELSE 1 END, v."SOURCE_VERSION", v."SOURCE_KEY";

-- mandate
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "mandate", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN v."SOURCE_ENDED_ON" IS NOT NULL THEN ', "ended_on": ' || '"' || TO_CHAR(v."SOURCE_ENDED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' OR TRIM(v."SOURCE_STATE") = 'ended' AND v."PRINCIPAL" IS NOT NULL THEN TO_CLOB(', "values": {')
    || CASE WHEN v."PRINCIPAL" IS NOT NULL THEN '"principal": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PRINCIPAL", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"principal": null' END
    || CASE WHEN v."AGENT" IS NOT NULL THEN ', "agent": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."AGENT", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "agent": null' END
    || CASE WHEN v."CAPACITY" IS NOT NULL THEN ', "capacity": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."CAPACITY", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "capacity": null' END
    || CASE WHEN v."POA_DATE" IS NOT NULL THEN ', "poa_date": ' || '"' || TO_CHAR(v."POA_DATE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "poa_date": null' END
    || CASE WHEN v."POA_NO" IS NOT NULL THEN ', "poa_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."POA_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,poa_no,%' OR v.empties = ',*,') THEN ', "poa_no": ""' END
    || CASE WHEN v."NOTARY_OFFICE" IS NOT NULL THEN ', "notary_office": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTARY_OFFICE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,notary_office,%' OR v.empties = ',*,') THEN ', "notary_office": ""' END
    || CASE WHEN v."EXPIRES_ON" IS NOT NULL THEN ', "expires_on": ' || '"' || TO_CHAR(v."EXPIRES_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,expires_on,%' OR v.empties = ',*,') THEN ', "expires_on": null' END
    || CASE WHEN v."EVERY_FILE" IS NOT NULL THEN ', "every_file": ' || CASE v."EVERY_FILE" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."EVERY_FILE") END END
    || CASE WHEN v."IRREVOCABLE" IS NOT NULL THEN ', "irrevocable": ' || CASE v."IRREVOCABLE" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."IRREVOCABLE") END END
    || CASE WHEN v."MAY_DELEGATE" IS NOT NULL THEN ', "may_delegate": ' || CASE v."MAY_DELEGATE" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."MAY_DELEGATE") END END
    || CASE WHEN v."VERIFIED_ON" IS NOT NULL THEN ', "verified_on": ' || '"' || TO_CHAR(v."VERIFIED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,verified_on,%' OR v.empties = ',*,') THEN ', "verified_on": null' END
    || CASE WHEN v."VERIFY_REF" IS NOT NULL THEN ', "verify_ref": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VERIFY_REF", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,verify_ref,%' OR v.empties = ',*,') THEN ', "verify_ref": ""' END
    || CASE WHEN v."ENDED_ON" IS NOT NULL THEN ', "ended_on": ' || '"' || TO_CHAR(v."ENDED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,ended_on,%' OR v.empties = ',*,') THEN ', "ended_on": null' END
    || CASE WHEN v."END_REASON" IS NOT NULL THEN ', "end_reason": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."END_REASON", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,end_reason,%' OR v.empties = ',*,') THEN ', "end_reason": ""' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "scope": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', CASE WHEN l."VALUE" IS NOT NULL THEN '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."VALUE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE 'null' END)
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_MANDATE_SCOPE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,scope,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_MANDATE_SCOPE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "scope": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_MANDATE w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY CASE WHEN v."SOURCE_STATE" <> 'present' OR v."ENDED_ON" IS NOT NULL THEN 0 ELSE 1 END, v."SOURCE_VERSION", v."SOURCE_KEY";

-- deed
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "deed", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."DEED_KIND" IS NOT NULL THEN '"deed_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DEED_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"deed_kind": null' END
    || CASE WHEN v."TENURE" IS NOT NULL THEN ', "tenure": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."TENURE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "tenure": null' END
    || CASE WHEN v."TENURE_SCOPE" IS NOT NULL THEN ', "tenure_scope": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."TENURE_SCOPE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "tenure_scope": null' END
    || CASE WHEN v."DEED_STATUS" IS NOT NULL THEN ', "deed_status": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DEED_STATUS", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "deed_status": null' END
    || CASE WHEN v."DEED_NO" IS NOT NULL THEN ', "deed_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DEED_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,deed_no,%' OR v.empties = ',*,') THEN ', "deed_no": ""' END
    || CASE WHEN v."DEED_DATE" IS NOT NULL THEN ', "deed_date": ' || '"' || TO_CHAR(v."DEED_DATE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,deed_date,%' OR v.empties = ',*,') THEN ', "deed_date": null' END
    || CASE WHEN v."NOTARY_OFFICE_NO" IS NOT NULL THEN ', "notary_office_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTARY_OFFICE_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,notary_office_no,%' OR v.empties = ',*,') THEN ', "notary_office_no": ""' END
    || CASE WHEN v."NOTARY_CITY" IS NOT NULL THEN ', "notary_city": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTARY_CITY", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,notary_city,%' OR v.empties = ',*,') THEN ', "notary_city": ""' END
    || CASE WHEN v."SERIAL_NO" IS NOT NULL THEN ', "serial_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SERIAL_NO", 1, 7)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,serial_no,%' OR v.empties = ',*,') THEN ', "serial_no": ""' END
    || CASE WHEN v."SERIAL_SERIES" IS NOT NULL THEN ', "serial_series": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SERIAL_SERIES", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,serial_series,%' OR v.empties = ',*,') THEN ', "serial_series": ""' END
    || CASE WHEN v."BOOK_NO" IS NOT NULL THEN ', "book_no": ' || RTRIM(TO_CHAR(v."BOOK_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,book_no,%' OR v.empties = ',*,') THEN ', "book_no": null' END
    || CASE WHEN v."PAGE_NO" IS NOT NULL THEN ', "page_no": ' || RTRIM(TO_CHAR(v."PAGE_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,page_no,%' OR v.empties = ',*,') THEN ', "page_no": null' END
    || CASE WHEN v."ENTRY_NO" IS NOT NULL THEN ', "entry_no": ' || RTRIM(TO_CHAR(v."ENTRY_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,entry_no,%' OR v.empties = ',*,') THEN ', "entry_no": null' END
    || CASE WHEN v."EBOOK_NO" IS NOT NULL THEN ', "ebook_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."EBOOK_NO", 1, 19)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,ebook_no,%' OR v.empties = ',*,') THEN ', "ebook_no": ""' END
    || CASE WHEN v."AREA_DEED" IS NOT NULL THEN ', "area_deed": ' || RTRIM(TO_CHAR(v."AREA_DEED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_deed,%' OR v.empties = ',*,') THEN ', "area_deed": null' END
    || CASE WHEN v."EASEMENTS" IS NOT NULL THEN ', "easements": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."EASEMENTS", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,easements,%' OR v.empties = ',*,') THEN ', "easements": ""' END
    || CASE WHEN v."REGISTRY_CHECKED_ON" IS NOT NULL THEN ', "registry_checked_on": ' || '"' || TO_CHAR(v."REGISTRY_CHECKED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,registry_checked_on,%' OR v.empties = ',*,') THEN ', "registry_checked_on": null' END
    || CASE WHEN v."HOLDERS" IS NOT NULL THEN ', "holders": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."HOLDERS", 1, 201)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,holders,%' OR v.empties = ',*,') THEN ', "holders": ""' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "bounds": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SIDE" IS NOT NULL THEN '"side": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SIDE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"side": null' END,
        CASE WHEN l."TEXT" IS NOT NULL THEN ', "text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TEXT", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "text": ""' END,
        CASE WHEN l."LENGTH" IS NOT NULL THEN ', "length": ' || RTRIM(TO_CHAR(l."LENGTH", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "length": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DEED_BOUNDS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,bounds,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DEED_BOUNDS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "bounds": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "encumbrances": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."KIND" IS NOT NULL THEN '"kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"kind": null' END,
        CASE WHEN l."BENEFICIARY" IS NOT NULL THEN ', "beneficiary": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."BENEFICIARY", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."AMOUNT" IS NOT NULL THEN ', "amount": ' || RTRIM(TO_CHAR(l."AMOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."SINCE" IS NOT NULL THEN ', "since": ' || '"' || TO_CHAR(l."SINCE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END,
        CASE WHEN l."UNTIL" IS NOT NULL THEN ', "until": ' || '"' || TO_CHAR(l."UNTIL", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END,
        CASE WHEN l."LETTER_NO" IS NOT NULL THEN ', "letter_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."LETTER_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DEED_ENCUMBRANCES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,encumbrances,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DEED_ENCUMBRANCES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "encumbrances": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_DEED w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- paper
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "paper", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."SEQ" IS NOT NULL THEN '"seq": ' || RTRIM(TO_CHAR(v."SEQ", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"seq": null' END
    || CASE WHEN v."DOC_KIND" IS NOT NULL THEN ', "doc_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DOC_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "doc_kind": null' END
    || CASE WHEN v."DOC_NO" IS NOT NULL THEN ', "doc_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DOC_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,doc_no,%' OR v.empties = ',*,') THEN ', "doc_no": ""' END
    || CASE WHEN v."DOC_DATE" IS NOT NULL THEN ', "doc_date": ' || '"' || TO_CHAR(v."DOC_DATE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,doc_date,%' OR v.empties = ',*,') THEN ', "doc_date": null' END
    || CASE WHEN v."ISSUER" IS NOT NULL THEN ', "issuer": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ISSUER", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,issuer,%' OR v.empties = ',*,') THEN ', "issuer": ""' END
    || CASE WHEN v."PAGES" IS NOT NULL THEN ', "pages": ' || RTRIM(TO_CHAR(v."PAGES", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,pages,%' OR v.empties = ',*,') THEN ', "pages": null' END
    || CASE WHEN v."ORIGINAL_SEEN" IS NOT NULL THEN ', "original_seen": ' || CASE v."ORIGINAL_SEEN" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."ORIGINAL_SEEN") END END
    || CASE WHEN v."ORIGINAL_SEEN_ON" IS NOT NULL THEN ', "original_seen_on": ' || '"' || TO_CHAR(v."ORIGINAL_SEEN_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,original_seen_on,%' OR v.empties = ',*,') THEN ', "original_seen_on": null' END
    || CASE WHEN v."ARCHIVE_GROUP" IS NOT NULL THEN ', "archive_group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ARCHIVE_GROUP", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,archive_group,%' OR v.empties = ',*,') THEN ', "archive_group": ""' END
    || CASE WHEN v."VISIBLE_TO_OWNER" IS NOT NULL THEN ', "visible_to_owner": ' || CASE v."VISIBLE_TO_OWNER" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."VISIBLE_TO_OWNER") END END
    || CASE WHEN v."OF_PERSON" IS NOT NULL THEN ', "of_person": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."OF_PERSON", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,of_person,%' OR v.empties = ',*,') THEN ', "of_person": null' END
    || CASE WHEN v."SCAN" IS NOT NULL THEN ', "scan": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SCAN", 1, 101)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,scan,%' OR v.empties = ',*,') THEN ', "scan": ""' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_PAPER w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- inspection
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "inspection", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."VISIT_NO" IS NOT NULL THEN '"visit_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VISIT_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"visit_no": null' END
    || CASE WHEN v."VISITED_AT" IS NOT NULL THEN ', "visited_at": ' || '"' || TO_CHAR(SYS_EXTRACT_UTC(v."VISITED_AT"), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "visited_at": null' END
    || CASE WHEN v."REASON" IS NOT NULL THEN ', "reason": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REASON", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "reason": null' END
    || CASE WHEN v."ACCESS" IS NOT NULL THEN ', "access": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ACCESS", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "access": null' END
    || CASE WHEN v."APPROVAL" IS NOT NULL THEN ', "approval": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."APPROVAL", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "approval": null' END
    || CASE WHEN v."REQUEST_NO" IS NOT NULL THEN ', "request_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUEST_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,request_no,%' OR v.empties = ',*,') THEN ', "request_no": ""' END
    || CASE WHEN v."INSPECTOR_NO" IS NOT NULL THEN ', "inspector_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."INSPECTOR_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,inspector_no,%' OR v.empties = ',*,') THEN ', "inspector_no": ""' END
    || CASE WHEN v."OWNER_PRESENT" IS NOT NULL THEN ', "owner_present": ' || CASE v."OWNER_PRESENT" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."OWNER_PRESENT") END WHEN (v.empties LIKE '%,owner_present,%' OR v.empties = ',*,') THEN ', "owner_present": null' END
    || CASE WHEN v."NEXT_VISIT_ON" IS NOT NULL THEN ', "next_visit_on": ' || '"' || TO_CHAR(v."NEXT_VISIT_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,next_visit_on,%' OR v.empties = ',*,') THEN ', "next_visit_on": null' END
    || CASE WHEN v."NOTES" IS NOT NULL THEN TO_CLOB(', "notes": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTES", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTES", 902, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NOTES", 1803, 199)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,notes,%' OR v.empties = ',*,') THEN TO_CLOB(', "notes": ""') END
    || CASE WHEN v."AREA_DEED" IS NOT NULL THEN ', "area_deed": ' || RTRIM(TO_CHAR(v."AREA_DEED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_deed,%' OR v.empties = ',*,') THEN ', "area_deed": null' END
    || CASE WHEN v."AREA_EXISTING" IS NOT NULL THEN ', "area_existing": ' || RTRIM(TO_CHAR(v."AREA_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_existing,%' OR v.empties = ',*,') THEN ', "area_existing": null' END
    || CASE WHEN v."AREA_AFTER_CORRECTION" IS NOT NULL THEN ', "area_after_correction": ' || RTRIM(TO_CHAR(v."AREA_AFTER_CORRECTION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_after_correction,%' OR v.empties = ',*,') THEN ', "area_after_correction": null' END
    || CASE WHEN v."AREA_IN_STREET" IS NOT NULL THEN ', "area_in_street": ' || RTRIM(TO_CHAR(v."AREA_IN_STREET", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_in_street,%' OR v.empties = ',*,') THEN ', "area_in_street": null' END
    || CASE WHEN v."AREA_REMAINING" IS NOT NULL THEN ', "area_remaining": ' || RTRIM(TO_CHAR(v."AREA_REMAINING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_remaining,%' OR v.empties = ',*,') THEN ', "area_remaining": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "boundaries": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SIDE" IS NOT NULL THEN '"side": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SIDE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"side": null' END,
        CASE WHEN l."NEIGHBOUR_KIND" IS NOT NULL THEN ', "neighbour_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NEIGHBOUR_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "neighbour_kind": null' END,
        CASE WHEN l."LEN_EXISTING" IS NOT NULL THEN ', "len_existing": ' || RTRIM(TO_CHAR(l."LEN_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "len_existing": null' END,
        CASE WHEN l."STREET_NAME" IS NOT NULL THEN ', "street_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STREET_NAME", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."ADJACENT_PLATE" IS NOT NULL THEN ', "adjacent_plate": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ADJACENT_PLATE", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."LEN_DEED" IS NOT NULL THEN ', "len_deed": ' || RTRIM(TO_CHAR(l."LEN_DEED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."LEN_AFTER" IS NOT NULL THEN ', "len_after": ' || RTRIM(TO_CHAR(l."LEN_AFTER", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."STREET_WIDTH_EXISTING" IS NOT NULL THEN ', "street_width_existing": ' || RTRIM(TO_CHAR(l."STREET_WIDTH_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."STREET_WIDTH_PLANNED" IS NOT NULL THEN ', "street_width_planned": ' || RTRIM(TO_CHAR(l."STREET_WIDTH_PLANNED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."WIDENING" IS NOT NULL THEN ', "widening": ' || RTRIM(TO_CHAR(l."WIDENING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."SETBACK_LEN" IS NOT NULL THEN ', "setback_len": ' || RTRIM(TO_CHAR(l."SETBACK_LEN", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."OVERLOOKING" IS NOT NULL THEN ', "overlooking": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."OVERLOOKING", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."NOTES" IS NOT NULL THEN ', "notes": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NOTES", 1, 201)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_INSPECTION_BOUNDARIES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,boundaries,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_INSPECTION_BOUNDARIES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "boundaries": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "buildings": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."STRUCTURE" IS NOT NULL THEN '"structure": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STRUCTURE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"structure": null' END,
        CASE WHEN l."STAGE" IS NOT NULL THEN ', "stage": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STAGE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "stage": null' END,
        CASE WHEN l."FLOORS_ABOVE" IS NOT NULL THEN ', "floors_above": ' || RTRIM(TO_CHAR(l."FLOORS_ABOVE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "floors_above": null' END,
        CASE WHEN l."FLOORS_BELOW" IS NOT NULL THEN ', "floors_below": ' || RTRIM(TO_CHAR(l."FLOORS_BELOW", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "floors_below": null' END,
        CASE WHEN l."TOTAL_BUILT" IS NOT NULL THEN ', "total_built": ' || RTRIM(TO_CHAR(l."TOTAL_BUILT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "total_built": null' END,
        CASE WHEN l."FOOTPRINT" IS NOT NULL THEN ', "footprint": ' || RTRIM(TO_CHAR(l."FOOTPRINT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "footprint": null' END,
        CASE WHEN l."BUILDING_NO" IS NOT NULL THEN ', "building_no": ' || RTRIM(TO_CHAR(l."BUILDING_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."GROUP" IS NOT NULL THEN ', "group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."GROUP", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."ROOF" IS NOT NULL THEN ', "roof": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ROOF", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."FACADE" IS NOT NULL THEN ', "facade": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."FACADE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."PROGRESS" IS NOT NULL THEN ', "progress": ' || RTRIM(TO_CHAR(l."PROGRESS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."UNITS" IS NOT NULL THEN ', "units": ' || RTRIM(TO_CHAR(l."UNITS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."BUILT_FROM" IS NOT NULL THEN ', "built_from": ' || RTRIM(TO_CHAR(l."BUILT_FROM", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."BUILT_TO" IS NOT NULL THEN ', "built_to": ' || RTRIM(TO_CHAR(l."BUILT_TO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."PARKING" IS NOT NULL THEN ', "parking": ' || RTRIM(TO_CHAR(l."PARKING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."PARKING_STATE" IS NOT NULL THEN ', "parking_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."PARKING_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."PARKING_SHORTFALL" IS NOT NULL THEN ', "parking_shortfall": ' || RTRIM(TO_CHAR(l."PARKING_SHORTFALL", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."STORAGE" IS NOT NULL THEN ', "storage": ' || RTRIM(TO_CHAR(l."STORAGE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."LIFT" IS NOT NULL THEN ', "lift": ' || CASE l."LIFT" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(l."LIFT") END END,
        CASE WHEN l."POOL" IS NOT NULL THEN ', "pool": ' || CASE l."POOL" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(l."POOL") END END,
        CASE WHEN l."OVER_DENSITY" IS NOT NULL THEN ', "over_density": ' || RTRIM(TO_CHAR(l."OVER_DENSITY", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."OVER_FOOTPRINT" IS NOT NULL THEN ', "over_footprint": ' || RTRIM(TO_CHAR(l."OVER_FOOTPRINT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."OVER_NEIGHBOUR_LENGTH" IS NOT NULL THEN ', "over_neighbour_length": ' || RTRIM(TO_CHAR(l."OVER_NEIGHBOUR_LENGTH", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."OVER_OR_NO_PERMIT" IS NOT NULL THEN ', "over_or_no_permit": ' || RTRIM(TO_CHAR(l."OVER_OR_NO_PERMIT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."BUILT_IN_STREET" IS NOT NULL THEN ', "built_in_street": ' || RTRIM(TO_CHAR(l."BUILT_IN_STREET", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_INSPECTION_BUILDINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,buildings,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_INSPECTION_BUILDINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "buildings": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "floors": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."FLOOR" IS NOT NULL THEN '"floor": ' || RTRIM(TO_CHAR(l."FLOOR", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"floor": null' END,
        CASE WHEN l."USE_GROUP" IS NOT NULL THEN ', "use_group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."USE_GROUP", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "use_group": null' END,
        CASE WHEN l."AREA" IS NOT NULL THEN ', "area": ' || RTRIM(TO_CHAR(l."AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "area": null' END,
        CASE WHEN l."USE_SUB" IS NOT NULL THEN ', "use_sub": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."USE_SUB", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."UNITS" IS NOT NULL THEN ', "units": ' || RTRIM(TO_CHAR(l."UNITS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."UNIT_NO" IS NOT NULL THEN ', "unit_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."UNIT_NO", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."CLEAR_HEIGHT" IS NOT NULL THEN ', "clear_height": ' || RTRIM(TO_CHAR(l."CLEAR_HEIGHT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."CHANGE_STATE" IS NOT NULL THEN ', "change_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."CHANGE_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."CHANGED_USE_AREA" IS NOT NULL THEN ', "changed_use_area": ' || RTRIM(TO_CHAR(l."CHANGED_USE_AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_INSPECTION_FLOORS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,floors,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_INSPECTION_FLOORS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "floors": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "trees": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SPECIES" IS NOT NULL THEN '"species": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SPECIES", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"species": ""' END,
        CASE WHEN l."GIRTH_CM" IS NOT NULL THEN ', "girth_cm": ' || RTRIM(TO_CHAR(l."GIRTH_CM", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "girth_cm": null' END,
        CASE WHEN l."NUMBER" IS NOT NULL THEN ', "number": ' || RTRIM(TO_CHAR(l."NUMBER", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "number": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_INSPECTION_TREES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,trees,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_INSPECTION_TREES l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "trees": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "photos": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SCAN" IS NOT NULL THEN '"scan": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SCAN", 1, 101)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"scan": ""' END,
        CASE WHEN l."SIDE" IS NOT NULL THEN ', "side": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SIDE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."TAKEN_ON" IS NOT NULL THEN ', "taken_on": ' || '"' || TO_CHAR(l."TAKEN_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_INSPECTION_PHOTOS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,photos,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_INSPECTION_PHOTOS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "photos": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_INSPECTION w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- plan_rules
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "plan_rules", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."PLAN_NAME" IS NOT NULL THEN '"plan_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLAN_NAME", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"plan_name": null' END
    || CASE WHEN v."VERSION" IS NOT NULL THEN ', "version": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VERSION", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "version": null' END
    || CASE WHEN v."APPROVED_ON" IS NOT NULL THEN ', "approved_on": ' || '"' || TO_CHAR(v."APPROVED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "approved_on": null' END
    || CASE WHEN v."ZONE" IS NOT NULL THEN ', "zone": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ZONE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "zone": null' END
    || CASE WHEN v."LAND_USE" IS NOT NULL THEN ', "land_use": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."LAND_USE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "land_use": null' END
    || CASE WHEN v."DENSITY_PCT" IS NOT NULL THEN ', "density_pct": ' || RTRIM(TO_CHAR(v."DENSITY_PCT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "density_pct": null' END
    || CASE WHEN v."COVERAGE_PCT" IS NOT NULL THEN ', "coverage_pct": ' || RTRIM(TO_CHAR(v."COVERAGE_PCT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "coverage_pct": null' END
    || CASE WHEN v."FLOORS_ALLOWED" IS NOT NULL THEN ', "floors_allowed": ' || RTRIM(TO_CHAR(v."FLOORS_ALLOWED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "floors_allowed": null' END
    || CASE WHEN v."APPROVED_BY" IS NOT NULL THEN ', "approved_by": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."APPROVED_BY", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,approved_by,%' OR v.empties = ',*,') THEN ', "approved_by": ""' END
    || CASE WHEN v."DENSITY_BASE" IS NOT NULL THEN ', "density_base": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DENSITY_BASE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,density_base,%' OR v.empties = ',*,') THEN ', "density_base": ""' END
    || CASE WHEN v."ON_PILOTIS" IS NOT NULL THEN ', "on_pilotis": ' || CASE v."ON_PILOTIS" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."ON_PILOTIS") END END
    || CASE WHEN v."HEIGHT_MAX" IS NOT NULL THEN ', "height_max": ' || RTRIM(TO_CHAR(v."HEIGHT_MAX", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,height_max,%' OR v.empties = ',*,') THEN ', "height_max": null' END
    || CASE WHEN v."MIN_LOT" IS NOT NULL THEN ', "min_lot": ' || RTRIM(TO_CHAR(v."MIN_LOT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,min_lot,%' OR v.empties = ',*,') THEN ', "min_lot": null' END
    || CASE WHEN v."UNITS_ALLOWED" IS NOT NULL THEN ', "units_allowed": ' || RTRIM(TO_CHAR(v."UNITS_ALLOWED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,units_allowed,%' OR v.empties = ',*,') THEN ', "units_allowed": null' END
    || CASE WHEN v."PARKING_REQUIRED" IS NOT NULL THEN ', "parking_required": ' || RTRIM(TO_CHAR(v."PARKING_REQUIRED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,parking_required,%' OR v.empties = ',*,') THEN ', "parking_required": null' END
    || CASE WHEN v."PLACEMENT" IS NOT NULL THEN ', "placement": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLACEMENT", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,placement,%' OR v.empties = ',*,') THEN ', "placement": ""' END
    || CASE WHEN v."PROJECTION_ALLOWED" IS NOT NULL THEN ', "projection_allowed": ' || RTRIM(TO_CHAR(v."PROJECTION_ALLOWED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,projection_allowed,%' OR v.empties = ',*,') THEN ', "projection_allowed": null' END
    || CASE WHEN v."SETBACK_M" IS NOT NULL THEN ', "setback_m": ' || RTRIM(TO_CHAR(v."SETBACK_M", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,setback_m,%' OR v.empties = ',*,') THEN ', "setback_m": null' END
    || CASE WHEN v."SETBACK_M2" IS NOT NULL THEN ', "setback_m2": ' || RTRIM(TO_CHAR(v."SETBACK_M2", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,setback_m2,%' OR v.empties = ',*,') THEN ', "setback_m2": null' END
    || CASE WHEN v."CHAMFER" IS NOT NULL THEN ', "chamfer": ' || RTRIM(TO_CHAR(v."CHAMFER", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,chamfer,%' OR v.empties = ',*,') THEN ', "chamfer": null' END
    || CASE WHEN v."FABRIC" IS NOT NULL THEN ', "fabric": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FABRIC", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,fabric,%' OR v.empties = ',*,') THEN ', "fabric": ""' END
    || CASE WHEN v."VALID_UNTIL" IS NOT NULL THEN ', "valid_until": ' || '"' || TO_CHAR(v."VALID_UNTIL", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,valid_until,%' OR v.empties = ',*,') THEN ', "valid_until": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "streets": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SIDE" IS NOT NULL THEN '"side": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SIDE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"side": null' END,
        CASE WHEN l."STREET_NAME" IS NOT NULL THEN ', "street_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STREET_NAME", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "street_name": ""' END,
        CASE WHEN l."EXISTING" IS NOT NULL THEN ', "existing": ' || RTRIM(TO_CHAR(l."EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "existing": null' END,
        CASE WHEN l."PLANNED" IS NOT NULL THEN ', "planned": ' || RTRIM(TO_CHAR(l."PLANNED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "planned": null' END,
        CASE WHEN l."SETBACK" IS NOT NULL THEN ', "setback": ' || RTRIM(TO_CHAR(l."SETBACK", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PLAN_RULES_STREETS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,streets,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PLAN_RULES_STREETS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "streets": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "buffers": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."KIND" IS NOT NULL THEN '"kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"kind": null' END,
        CASE WHEN l."DISTANCE" IS NOT NULL THEN ', "distance": ' || RTRIM(TO_CHAR(l."DISTANCE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "distance": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PLAN_RULES_BUFFERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,buffers,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PLAN_RULES_BUFFERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "buffers": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "rulings": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."BODY" IS NOT NULL THEN '"body": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."BODY", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"body": ""' END,
        CASE WHEN l."NUMBER" IS NOT NULL THEN ', "number": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NUMBER", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "number": ""' END,
        CASE WHEN l."TEXT" IS NOT NULL THEN ', "text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TEXT", 1, 501)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "text": ""' END,
        CASE WHEN l."ON" IS NOT NULL THEN ', "on": ' || '"' || TO_CHAR(l."ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PLAN_RULES_RULINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,rulings,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PLAN_RULES_RULINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "rulings": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_PLAN_RULES w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- level_sheet
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "level_sheet", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."SHEET_NO" IS NOT NULL THEN '"sheet_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SHEET_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"sheet_no": null' END
    || CASE WHEN v."ISSUED_ON" IS NOT NULL THEN ', "issued_on": ' || '"' || TO_CHAR(v."ISSUED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "issued_on": null' END
    || CASE WHEN v."SURVEYOR_NO" IS NOT NULL THEN ', "surveyor_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SURVEYOR_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "surveyor_no": null' END
    || CASE WHEN v."BASE_STREET" IS NOT NULL THEN ', "base_street": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BASE_STREET", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "base_street": null' END
    || CASE WHEN v."STREET_LEVEL" IS NOT NULL THEN ', "street_level": ' || RTRIM(TO_CHAR(v."STREET_LEVEL", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "street_level": null' END
    || CASE WHEN v."BENCH_MARK" IS NOT NULL THEN ', "bench_mark": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BENCH_MARK", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "bench_mark": null' END
    || CASE WHEN v."BENCH_LEVEL" IS NOT NULL THEN ', "bench_level": ' || RTRIM(TO_CHAR(v."BENCH_LEVEL", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,bench_level,%' OR v.empties = ',*,') THEN ', "bench_level": null' END
    || CASE WHEN v."GROUND_FLOOR_LEVEL" IS NOT NULL THEN ', "ground_floor_level": ' || RTRIM(TO_CHAR(v."GROUND_FLOOR_LEVEL", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,ground_floor_level,%' OR v.empties = ',*,') THEN ', "ground_floor_level": null' END
    || CASE WHEN v."RAMP_LEVEL" IS NOT NULL THEN ', "ramp_level": ' || RTRIM(TO_CHAR(v."RAMP_LEVEL", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,ramp_level,%' OR v.empties = ',*,') THEN ', "ramp_level": null' END
    || CASE WHEN v."RAMP_SLOPE" IS NOT NULL THEN ', "ramp_slope": ' || RTRIM(TO_CHAR(v."RAMP_SLOPE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,ramp_slope,%' OR v.empties = ',*,') THEN ', "ramp_slope": null' END
    || CASE WHEN v."STREET_SLOPE" IS NOT NULL THEN ', "street_slope": ' || RTRIM(TO_CHAR(v."STREET_SLOPE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,street_slope,%' OR v.empties = ',*,') THEN ', "street_slope": null' END
    || CASE WHEN v."WALL_HEIGHT" IS NOT NULL THEN ', "wall_height": ' || RTRIM(TO_CHAR(v."WALL_HEIGHT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,wall_height,%' OR v.empties = ',*,') THEN ', "wall_height": null' END
    || CASE WHEN v."CHAMFER" IS NOT NULL THEN ', "chamfer": ' || RTRIM(TO_CHAR(v."CHAMFER", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,chamfer,%' OR v.empties = ',*,') THEN ', "chamfer": null' END
    || CASE WHEN v."SETBACK_AREA" IS NOT NULL THEN ', "setback_area": ' || RTRIM(TO_CHAR(v."SETBACK_AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,setback_area,%' OR v.empties = ',*,') THEN ', "setback_area": null' END
    || CASE WHEN v."FEE" IS NOT NULL THEN ', "fee": ' || RTRIM(TO_CHAR(v."FEE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,fee,%' OR v.empties = ',*,') THEN ', "fee": null' END
    || CASE WHEN v."VALID_UNTIL" IS NOT NULL THEN ', "valid_until": ' || '"' || TO_CHAR(v."VALID_UNTIL", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,valid_until,%' OR v.empties = ',*,') THEN ', "valid_until": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "outline": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."X" IS NOT NULL THEN '"x": ' || RTRIM(TO_CHAR(l."X", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"x": null' END,
        CASE WHEN l."Y" IS NOT NULL THEN ', "y": ' || RTRIM(TO_CHAR(l."Y", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "y": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_LEVEL_SHEET_OUTLINE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,outline,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_LEVEL_SHEET_OUTLINE l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "outline": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "outline_after": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."X" IS NOT NULL THEN '"x": ' || RTRIM(TO_CHAR(l."X", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"x": null' END,
        CASE WHEN l."Y" IS NOT NULL THEN ', "y": ' || RTRIM(TO_CHAR(l."Y", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "y": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_LEVEL_SHEET_OUTLINE_AFTER l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,outline_after,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_LEVEL_SHEET_OUTLINE_AFTER l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "outline_after": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "fronts": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."SIDE" IS NOT NULL THEN '"side": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SIDE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"side": null' END,
        CASE WHEN l."FRONT_EXISTING" IS NOT NULL THEN ', "front_existing": ' || RTRIM(TO_CHAR(l."FRONT_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "front_existing": null' END,
        CASE WHEN l."STREET_NAME" IS NOT NULL THEN ', "street_name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STREET_NAME", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."ADJACENT_PLATE" IS NOT NULL THEN ', "adjacent_plate": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ADJACENT_PLATE", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."FRONT_CORRECTED" IS NOT NULL THEN ', "front_corrected": ' || RTRIM(TO_CHAR(l."FRONT_CORRECTED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."WIDTH_EXISTING" IS NOT NULL THEN ', "width_existing": ' || RTRIM(TO_CHAR(l."WIDTH_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."WIDTH_PLANNED" IS NOT NULL THEN ', "width_planned": ' || RTRIM(TO_CHAR(l."WIDTH_PLANNED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."SETBACK" IS NOT NULL THEN ', "setback": ' || RTRIM(TO_CHAR(l."SETBACK", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END,
        CASE WHEN l."SETBACK_AREA" IS NOT NULL THEN ', "setback_area": ' || RTRIM(TO_CHAR(l."SETBACK_AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_LEVEL_SHEET_FRONTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,fronts,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_LEVEL_SHEET_FRONTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "fronts": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "undertakings": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."TEXT" IS NOT NULL THEN '"text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TEXT", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"text": ""' END,
        CASE WHEN l."SIGNED_ON" IS NOT NULL THEN ', "signed_on": ' || '"' || TO_CHAR(l."SIGNED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END,
        CASE WHEN l."NOTARY_NO" IS NOT NULL THEN ', "notary_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NOTARY_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_LEVEL_SHEET_UNDERTAKINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,undertakings,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_LEVEL_SHEET_UNDERTAKINGS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "undertakings": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_LEVEL_SHEET w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- survey
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "survey", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."SHEET_NO" IS NOT NULL THEN '"sheet_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SHEET_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"sheet_no": null' END
    || CASE WHEN v."SURVEYED_ON" IS NOT NULL THEN ', "surveyed_on": ' || '"' || TO_CHAR(v."SURVEYED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "surveyed_on": null' END
    || CASE WHEN v."BLOCK" IS NOT NULL THEN TO_CLOB(', "block": ') || REPLACE(REPLACE(REPLACE(TO_CLOB(v."BLOCK"), CHR(13), ' '), CHR(10), ' '), CHR(9), ' ') ELSE TO_CLOB(', "block": null') END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_SURVEY w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- drawing_set
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "drawing_set", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."PLAN_SET_NO" IS NOT NULL THEN '"plan_set_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLAN_SET_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"plan_set_no": null' END
    || CASE WHEN v."PLAN_ORDER_NO" IS NOT NULL THEN ', "plan_order_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PLAN_ORDER_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "plan_order_no": null' END
    || CASE WHEN v."DISCIPLINE" IS NOT NULL THEN ', "discipline": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DISCIPLINE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "discipline": null' END
    || CASE WHEN v."PHASE" IS NOT NULL THEN ', "phase": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PHASE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "phase": null' END
    || CASE WHEN v."REVISION" IS NOT NULL THEN ', "revision": ' || RTRIM(TO_CHAR(v."REVISION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "revision": null' END
    || CASE WHEN v."REVIEW_STATE" IS NOT NULL THEN ', "review_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REVIEW_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "review_state": null' END
    || CASE WHEN v."SUBMITTED_ON" IS NOT NULL THEN ', "submitted_on": ' || '"' || TO_CHAR(v."SUBMITTED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "submitted_on": null' END
    || CASE WHEN v."DESIGNER" IS NOT NULL THEN ', "designer": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DESIGNER", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "designer": null' END
    || CASE WHEN v."DESIGNER_LICENCE_NO" IS NOT NULL THEN ', "designer_licence_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DESIGNER_LICENCE_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "designer_licence_no": null' END
    || CASE WHEN v."DESIGNER_FIELD" IS NOT NULL THEN ', "designer_field": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DESIGNER_FIELD", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "designer_field": null' END
    || CASE WHEN v."DESIGNER_GRADE" IS NOT NULL THEN ', "designer_grade": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DESIGNER_GRADE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "designer_grade": null' END
    || CASE WHEN v."LICENCE_VALID_UNTIL" IS NOT NULL THEN ', "licence_valid_until": ' || '"' || TO_CHAR(v."LICENCE_VALID_UNTIL", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "licence_valid_until": null' END
    || CASE WHEN v."REVIEWED_ON" IS NOT NULL THEN ', "reviewed_on": ' || '"' || TO_CHAR(v."REVIEWED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,reviewed_on,%' OR v.empties = ',*,') THEN ', "reviewed_on": null' END
    || CASE WHEN v."DESIGNER_MEMBER_NO" IS NOT NULL THEN ', "designer_member_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DESIGNER_MEMBER_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,designer_member_no,%' OR v.empties = ',*,') THEN ', "designer_member_no": ""' END
    || CASE WHEN v."TOTAL_AREA" IS NOT NULL THEN ', "total_area": ' || RTRIM(TO_CHAR(v."TOTAL_AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,total_area,%' OR v.empties = ',*,') THEN ', "total_area": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "engineers": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."NAME" IS NOT NULL THEN '"name": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NAME", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"name": ""' END,
        CASE WHEN l."ROLE" IS NOT NULL THEN ', "role": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ROLE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "role": null' END,
        CASE WHEN l."FIELD" IS NOT NULL THEN ', "field": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."FIELD", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "field": null' END,
        CASE WHEN l."GRADE" IS NOT NULL THEN ', "grade": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."GRADE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."LICENCE_NO" IS NOT NULL THEN ', "licence_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."LICENCE_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."APPOINTED_ON" IS NOT NULL THEN ', "appointed_on": ' || '"' || TO_CHAR(l."APPOINTED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END,
        CASE WHEN l."COORDINATOR" IS NOT NULL THEN ', "coordinator": ' || CASE l."COORDINATOR" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(l."COORDINATOR") END END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DRAWING_SET_ENGINEERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,engineers,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DRAWING_SET_ENGINEERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "engineers": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "remarks": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."TEXT" IS NOT NULL THEN '"text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TEXT", 1, 501)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"text": ""' END,
        CASE WHEN l."OPEN" IS NOT NULL THEN ', "open": ' || CASE l."OPEN" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(l."OPEN") END ELSE ', "open": null' END,
        CASE WHEN l."SHEET" IS NOT NULL THEN ', "sheet": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SHEET", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DRAWING_SET_REMARKS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,remarks,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DRAWING_SET_REMARKS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "remarks": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "sheets": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."NUMBER" IS NOT NULL THEN '"number": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NUMBER", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"number": ""' END,
        CASE WHEN l."TITLE" IS NOT NULL THEN ', "title": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TITLE", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "title": ""' END,
        CASE WHEN l."SCALE" IS NOT NULL THEN ', "scale": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SCALE", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."SCAN" IS NOT NULL THEN ', "scan": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."SCAN", 1, 101)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DRAWING_SET_SHEETS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,sheets,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DRAWING_SET_SHEETS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "sheets": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "design_areas": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."FLOOR" IS NOT NULL THEN '"floor": ' || RTRIM(TO_CHAR(l."FLOOR", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"floor": null' END,
        CASE WHEN l."USE_GROUP" IS NOT NULL THEN ', "use_group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."USE_GROUP", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "use_group": null' END,
        CASE WHEN l."AREA" IS NOT NULL THEN ', "area": ' || RTRIM(TO_CHAR(l."AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "area": null' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DRAWING_SET_DESIGN_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,design_areas,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DRAWING_SET_DESIGN_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "design_areas": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "stage_reports": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."STAGE" IS NOT NULL THEN '"stage": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."STAGE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"stage": null' END,
        CASE WHEN l."ON" IS NOT NULL THEN ', "on": ' || '"' || TO_CHAR(l."ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "on": ""' END,
        CASE WHEN l."CONFORMS" IS NOT NULL THEN ', "conforms": ' || CASE l."CONFORMS" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(l."CONFORMS") END ELSE ', "conforms": null' END,
        CASE WHEN l."TEXT" IS NOT NULL THEN ', "text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."TEXT", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_DRAWING_SET_STAGE_REPORTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,stage_reports,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_DRAWING_SET_STAGE_REPORTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "stage_reports": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_DRAWING_SET w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- violation
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "violation", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."KIND" IS NOT NULL THEN '"kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"kind": null' END
    || CASE WHEN v."STATUS" IS NOT NULL THEN ', "status": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STATUS", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "status": null' END
    || CASE WHEN v."FOUND_ON" IS NOT NULL THEN ', "found_on": ' || '"' || TO_CHAR(v."FOUND_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "found_on": null' END
    || CASE WHEN v."FLOOR" IS NOT NULL THEN ', "floor": ' || RTRIM(TO_CHAR(v."FLOOR", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "floor": null' END
    || CASE WHEN v."AMOUNT" IS NOT NULL THEN ', "amount": ' || RTRIM(TO_CHAR(v."AMOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "amount": null' END
    || CASE WHEN v."USE_EXISTING" IS NOT NULL THEN ', "use_existing": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."USE_EXISTING", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "use_existing": null' END
    || CASE WHEN v."YEAR" IS NOT NULL THEN ', "year": ' || RTRIM(TO_CHAR(v."YEAR", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "year": null' END
    || CASE WHEN v."DATE_GOVERNING" IS NOT NULL THEN ', "date_governing": ' || '"' || TO_CHAR(v."DATE_GOVERNING", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "date_governing": null' END
    || CASE WHEN v."NOTE_NO" IS NOT NULL THEN ', "note_no": ' || RTRIM(TO_CHAR(v."NOTE_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "note_no": null' END
    || CASE WHEN v."UNIT_VALUE" IS NOT NULL THEN ', "unit_value": ' || RTRIM(TO_CHAR(v."UNIT_VALUE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "unit_value": null' END
    || CASE WHEN v."VIOLATION_NO" IS NOT NULL THEN ', "violation_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VIOLATION_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,violation_no,%' OR v.empties = ',*,') THEN ', "violation_no": ""' END
    || CASE WHEN v."AREA_EXISTING" IS NOT NULL THEN ', "area_existing": ' || RTRIM(TO_CHAR(v."AREA_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_existing,%' OR v.empties = ',*,') THEN ', "area_existing": null' END
    || CASE WHEN v."AREA_ALLOWED" IS NOT NULL THEN ', "area_allowed": ' || RTRIM(TO_CHAR(v."AREA_ALLOWED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,area_allowed,%' OR v.empties = ',*,') THEN ', "area_allowed": null' END
    || CASE WHEN v."UNITS_EXISTING" IS NOT NULL THEN ', "units_existing": ' || RTRIM(TO_CHAR(v."UNITS_EXISTING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,units_existing,%' OR v.empties = ',*,') THEN ', "units_existing": null' END
    || CASE WHEN v."UNITS_ALLOWED" IS NOT NULL THEN ', "units_allowed": ' || RTRIM(TO_CHAR(v."UNITS_ALLOWED", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,units_allowed,%' OR v.empties = ',*,') THEN ', "units_allowed": null' END
    || CASE WHEN v."USE_ALLOWED" IS NOT NULL THEN ', "use_allowed": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."USE_ALLOWED", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,use_allowed,%' OR v.empties = ',*,') THEN ', "use_allowed": ""' END
    || CASE WHEN v."DATE_MUNICIPALITY" IS NOT NULL THEN ', "date_municipality": ' || '"' || TO_CHAR(v."DATE_MUNICIPALITY", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,date_municipality,%' OR v.empties = ',*,') THEN ', "date_municipality": null' END
    || CASE WHEN v."DATE_SUPERVISOR" IS NOT NULL THEN ', "date_supervisor": ' || '"' || TO_CHAR(v."DATE_SUPERVISOR", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,date_supervisor,%' OR v.empties = ',*,') THEN ', "date_supervisor": null' END
    || CASE WHEN v."GOODWILL_VALUE" IS NOT NULL THEN ', "goodwill_value": ' || RTRIM(TO_CHAR(v."GOODWILL_VALUE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,goodwill_value,%' OR v.empties = ',*,') THEN ', "goodwill_value": null' END
    || CASE WHEN v."K" IS NOT NULL THEN ', "k": ' || RTRIM(TO_CHAR(v."K", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,k,%' OR v.empties = ',*,') THEN ', "k": null' END
    || CASE WHEN v."FINE_MIN" IS NOT NULL THEN ', "fine_min": ' || RTRIM(TO_CHAR(v."FINE_MIN", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,fine_min,%' OR v.empties = ',*,') THEN ', "fine_min": null' END
    || CASE WHEN v."FINE_MAX" IS NOT NULL THEN ', "fine_max": ' || RTRIM(TO_CHAR(v."FINE_MAX", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,fine_max,%' OR v.empties = ',*,') THEN ', "fine_max": null' END
    || CASE WHEN v."MUNICIPALITY_REQUEST" IS NOT NULL THEN ', "municipality_request": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."MUNICIPALITY_REQUEST", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,municipality_request,%' OR v.empties = ',*,') THEN ', "municipality_request": ""' END
    || CASE WHEN v."NEIGHBOURS_OK" IS NOT NULL THEN ', "neighbours_ok": ' || CASE v."NEIGHBOURS_OK" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."NEIGHBOURS_OK") END WHEN (v.empties LIKE '%,neighbours_ok,%' OR v.empties = ',*,') THEN ', "neighbours_ok": null' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_VIOLATION w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- commission_case
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "commission_case", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."SECRETARIAT_NO" IS NOT NULL THEN '"secretariat_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SECRETARIAT_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"secretariat_no": null' END
    || CASE WHEN v."RECEIVED_ON" IS NOT NULL THEN ', "received_on": ' || '"' || TO_CHAR(v."RECEIVED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "received_on": null' END
    || CASE WHEN v."REQUESTER" IS NOT NULL THEN ', "requester": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUESTER", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "requester": null' END
    || CASE WHEN v."STAGE" IS NOT NULL THEN ', "stage": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STAGE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "stage": null' END
    || CASE WHEN v."PANEL_NO" IS NOT NULL THEN ', "panel_no": ' || RTRIM(TO_CHAR(v."PANEL_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "panel_no": null' END
    || CASE WHEN v."REFERRAL_NO" IS NOT NULL THEN ', "referral_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REFERRAL_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,referral_no,%' OR v.empties = ',*,') THEN ', "referral_no": ""' END
    || CASE WHEN v."AFTER" IS NOT NULL THEN ', "after": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."AFTER", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,after,%' OR v.empties = ',*,') THEN ', "after": ""' END
    || CASE WHEN v."INVITED_ON" IS NOT NULL THEN ', "invited_on": ' || '"' || TO_CHAR(v."INVITED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,invited_on,%' OR v.empties = ',*,') THEN ', "invited_on": null' END
    || CASE WHEN v."ANSWER_DUE" IS NOT NULL THEN ', "answer_due": ' || '"' || TO_CHAR(v."ANSWER_DUE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,answer_due,%' OR v.empties = ',*,') THEN ', "answer_due": null' END
    || CASE WHEN v."DEFENCE_ON" IS NOT NULL THEN ', "defence_on": ' || '"' || TO_CHAR(v."DEFENCE_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,defence_on,%' OR v.empties = ',*,') THEN ', "defence_on": null' END
    || CASE WHEN v."SESSION_AT" IS NOT NULL THEN ', "session_at": ' || '"' || TO_CHAR(SYS_EXTRACT_UTC(v."SESSION_AT"), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,session_at,%' OR v.empties = ',*,') THEN ', "session_at": null' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "violations": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', CASE WHEN l."VALUE" IS NOT NULL THEN '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."VALUE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE 'null' END)
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_COMMISSION_CASE_VIOLATIONS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,violations,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_COMMISSION_CASE_VIOLATIONS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "violations": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_COMMISSION_CASE w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- verdict
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "verdict", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."COMMISSION_CASE" IS NOT NULL THEN '"commission_case": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."COMMISSION_CASE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"commission_case": null' END
    || CASE WHEN v."VERDICT_NO" IS NOT NULL THEN ', "verdict_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VERDICT_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "verdict_no": null' END
    || CASE WHEN v."ISSUED_AT" IS NOT NULL THEN ', "issued_at": ' || '"' || TO_CHAR(SYS_EXTRACT_UTC(v."ISSUED_AT"), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "issued_at": null' END
    || CASE WHEN v."VERDICT_KIND" IS NOT NULL THEN ', "verdict_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VERDICT_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "verdict_kind": null' END
    || CASE WHEN v."BODY" IS NOT NULL THEN TO_CLOB(', "body": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 902, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 1803, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 2704, 298)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE TO_CLOB(', "body": null') END
    || CASE WHEN v."FINALITY" IS NOT NULL THEN ', "finality": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FINALITY", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "finality": null' END
    || CASE WHEN v."NOTE_NO" IS NOT NULL THEN ', "note_no": ' || RTRIM(TO_CHAR(v."NOTE_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,note_no,%' OR v.empties = ',*,') THEN ', "note_no": null' END
    || CASE WHEN v."AMOUNT" IS NOT NULL THEN ', "amount": ' || RTRIM(TO_CHAR(v."AMOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,amount,%' OR v.empties = ',*,') THEN ', "amount": null' END
    || CASE WHEN v."COMPLY_WITHIN_DAYS" IS NOT NULL THEN ', "comply_within_days": ' || RTRIM(TO_CHAR(v."COMPLY_WITHIN_DAYS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,comply_within_days,%' OR v.empties = ',*,') THEN ', "comply_within_days": null' END
    || CASE WHEN v."ENGINEER_REFERRED" IS NOT NULL THEN ', "engineer_referred": ' || CASE v."ENGINEER_REFERRED" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR(v."ENGINEER_REFERRED") END END
    || CASE WHEN v."APPEAL_RESULT" IS NOT NULL THEN ', "appeal_result": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."APPEAL_RESULT", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,appeal_result,%' OR v.empties = ',*,') THEN ', "appeal_result": ""' END
    || CASE WHEN v."SERVED_ON" IS NOT NULL THEN ', "served_on": ' || '"' || TO_CHAR(v."SERVED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,served_on,%' OR v.empties = ',*,') THEN ', "served_on": null' END
    || CASE WHEN v."SERVICE_KIND" IS NOT NULL THEN ', "service_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SERVICE_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,service_kind,%' OR v.empties = ',*,') THEN ', "service_kind": ""' END
    || CASE WHEN v."SERVED_TO" IS NOT NULL THEN ', "served_to": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SERVED_TO", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,served_to,%' OR v.empties = ',*,') THEN ', "served_to": ""' END
    || CASE WHEN v."SERVICE_PROOF" IS NOT NULL THEN ', "service_proof": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SERVICE_PROOF", 1, 81)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,service_proof,%' OR v.empties = ',*,') THEN ', "service_proof": ""' END
    || CASE WHEN v."SERVED_MUNICIPALITY_ON" IS NOT NULL THEN ', "served_municipality_on": ' || '"' || TO_CHAR(v."SERVED_MUNICIPALITY_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,served_municipality_on,%' OR v.empties = ',*,') THEN ', "served_municipality_on": null' END
    || CASE WHEN v."OBJECTED_ON" IS NOT NULL THEN ', "objected_on": ' || '"' || TO_CHAR(v."OBJECTED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,objected_on,%' OR v.empties = ',*,') THEN ', "objected_on": null' END
    || CASE WHEN v."OBJECTION_NO" IS NOT NULL THEN ', "objection_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."OBJECTION_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,objection_no,%' OR v.empties = ',*,') THEN ', "objection_no": ""' END
    || CASE WHEN v."OBJECTOR" IS NOT NULL THEN ', "objector": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."OBJECTOR", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,objector,%' OR v.empties = ',*,') THEN ', "objector": ""' END
    || CASE WHEN v."DIVAN_CASE_NO" IS NOT NULL THEN ', "divan_case_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DIVAN_CASE_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,divan_case_no,%' OR v.empties = ',*,') THEN ', "divan_case_no": ""' END
    || CASE WHEN v."DIVAN_FILED_ON" IS NOT NULL THEN ', "divan_filed_on": ' || '"' || TO_CHAR(v."DIVAN_FILED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,divan_filed_on,%' OR v.empties = ',*,') THEN ', "divan_filed_on": null' END
    || CASE WHEN v."DIVAN_ORDER" IS NOT NULL THEN ', "divan_order": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DIVAN_ORDER", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,divan_order,%' OR v.empties = ',*,') THEN ', "divan_order": ""' END
    || CASE WHEN v."STAYED_ON" IS NOT NULL THEN ', "stayed_on": ' || '"' || TO_CHAR(v."STAYED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,stayed_on,%' OR v.empties = ',*,') THEN ', "stayed_on": null' END
    || CASE WHEN v."STAY_ENDED_ON" IS NOT NULL THEN ', "stay_ended_on": ' || '"' || TO_CHAR(v."STAY_ENDED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,stay_ended_on,%' OR v.empties = ',*,') THEN ', "stay_ended_on": null' END
    || CASE WHEN v."BILL_NO" IS NOT NULL THEN ', "bill_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_NO", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_no,%' OR v.empties = ',*,') THEN ', "bill_no": ""' END
    || CASE WHEN v."BILL_ID" IS NOT NULL THEN ', "bill_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_id,%' OR v.empties = ',*,') THEN ', "bill_id": ""' END
    || CASE WHEN v."PAY_ID" IS NOT NULL THEN ', "pay_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PAY_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,pay_id,%' OR v.empties = ',*,') THEN ', "pay_id": ""' END
    || CASE WHEN v."BILL_STATE" IS NOT NULL THEN ', "bill_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_state,%' OR v.empties = ',*,') THEN ', "bill_state": ""' END
    || CASE WHEN v."DISCOUNT" IS NOT NULL THEN ', "discount": ' || RTRIM(TO_CHAR(v."DISCOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,discount,%' OR v.empties = ',*,') THEN ', "discount": null' END
    || CASE WHEN v."DISCOUNT_GROUND" IS NOT NULL THEN ', "discount_ground": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DISCOUNT_GROUND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,') THEN ', "discount_ground": ""' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "objections": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."OBJECTOR" IS NOT NULL THEN '"objector": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."OBJECTOR", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"objector": null' END,
        CASE WHEN l."ON" IS NOT NULL THEN ', "on": ' || '"' || TO_CHAR(l."ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "on": ""' END,
        CASE WHEN l."NUMBER" IS NOT NULL THEN ', "number": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."NUMBER", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_VERDICT_OBJECTIONS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,objections,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_VERDICT_OBJECTIONS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "objections": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "instalments": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."DUE" IS NOT NULL THEN '"due": ' || '"' || TO_CHAR(l."DUE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE '"due": ""' END,
        CASE WHEN l."AMOUNT" IS NOT NULL THEN ', "amount": ' || RTRIM(TO_CHAR(l."AMOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "amount": null' END,
        CASE WHEN l."PAID_ON" IS NOT NULL THEN ', "paid_on": ' || '"' || TO_CHAR(l."PAID_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' END,
        CASE WHEN l."BILL_ID" IS NOT NULL THEN ', "bill_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."BILL_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END,
        CASE WHEN l."PAY_ID" IS NOT NULL THEN ', "pay_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."PAY_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_VERDICT_INSTALMENTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,instalments,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_VERDICT_INSTALMENTS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "instalments": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_VERDICT w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- permit
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "permit", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."PERMIT_KIND" IS NOT NULL THEN '"permit_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PERMIT_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"permit_kind": null' END
    || CASE WHEN v."PERMIT_NO" IS NOT NULL THEN ', "permit_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PERMIT_NO", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "permit_no": null' END
    || CASE WHEN v."ISSUED_ON" IS NOT NULL THEN ', "issued_on": ' || '"' || TO_CHAR(v."ISSUED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "issued_on": null' END
    || CASE WHEN v."STATE" IS NOT NULL THEN ', "state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "state": null' END
    || CASE WHEN v."REQUEST_NO" IS NOT NULL THEN ', "request_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUEST_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,request_no,%' OR v.empties = ',*,') THEN ', "request_no": ""' END
    || CASE WHEN v."VALID_FROM" IS NOT NULL THEN ', "valid_from": ' || '"' || TO_CHAR(v."VALID_FROM", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,valid_from,%' OR v.empties = ',*,') THEN ', "valid_from": null' END
    || CASE WHEN v."VALID_UNTIL" IS NOT NULL THEN ', "valid_until": ' || '"' || TO_CHAR(v."VALID_UNTIL", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,valid_until,%' OR v.empties = ',*,') THEN ', "valid_until": null' END
    || CASE WHEN v."REPLACES" IS NOT NULL THEN ', "replaces": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REPLACES", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,replaces,%' OR v.empties = ',*,') THEN ', "replaces": ""' END
    || CASE WHEN v."VERIFY_CODE" IS NOT NULL THEN ', "verify_code": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."VERIFY_CODE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,verify_code,%' OR v.empties = ',*,') THEN ', "verify_code": ""' END
    || CASE WHEN v."SNAPSHOT" IS NOT NULL THEN ', "snapshot": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SNAPSHOT", 1, 301)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,snapshot,%' OR v.empties = ',*,') THEN ', "snapshot": ""' END
    || CASE WHEN v."BODY" IS NOT NULL THEN TO_CLOB(', "body": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 902, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BODY", 1803, 199)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,body,%' OR v.empties = ',*,') THEN TO_CLOB(', "body": ""') END
    || CASE WHEN v."CONDITIONS" IS NOT NULL THEN TO_CLOB(', "conditions": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."CONDITIONS", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."CONDITIONS", 902, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."CONDITIONS", 1803, 199)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,conditions,%' OR v.empties = ',*,') THEN TO_CLOB(', "conditions": ""') END
    || CASE WHEN v."TOTAL_AREA" IS NOT NULL THEN ', "total_area": ' || RTRIM(TO_CHAR(v."TOTAL_AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,total_area,%' OR v.empties = ',*,') THEN ', "total_area": null' END
    || CASE WHEN v."FLOORS" IS NOT NULL THEN ', "floors": ' || RTRIM(TO_CHAR(v."FLOORS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,floors,%' OR v.empties = ',*,') THEN ', "floors": null' END
    || CASE WHEN v."UNITS" IS NOT NULL THEN ', "units": ' || RTRIM(TO_CHAR(v."UNITS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,units,%' OR v.empties = ',*,') THEN ', "units": null' END
    || CASE WHEN v."PARKING" IS NOT NULL THEN ', "parking": ' || RTRIM(TO_CHAR(v."PARKING", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,parking,%' OR v.empties = ',*,') THEN ', "parking": null' END
    || CASE WHEN v."STORAGE" IS NOT NULL THEN ', "storage": ' || RTRIM(TO_CHAR(v."STORAGE", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,storage,%' OR v.empties = ',*,') THEN ', "storage": null' END
    || CASE WHEN v."STRUCTURE" IS NOT NULL THEN ', "structure": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STRUCTURE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,structure,%' OR v.empties = ',*,') THEN ', "structure": ""' END
    || CASE WHEN v."BUILDING_GROUP" IS NOT NULL THEN ', "building_group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BUILDING_GROUP", 1, 11)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,building_group,%' OR v.empties = ',*,') THEN ', "building_group": ""' END
    || CASE WHEN v."START_BY" IS NOT NULL THEN ', "start_by": ' || '"' || TO_CHAR(v."START_BY", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,start_by,%' OR v.empties = ',*,') THEN ', "start_by": null' END
    || CASE WHEN v."FINISH_BY" IS NOT NULL THEN ', "finish_by": ' || '"' || TO_CHAR(v."FINISH_BY", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,finish_by,%' OR v.empties = ',*,') THEN ', "finish_by": null' END
    || CASE WHEN v."CHARGES" IS NOT NULL THEN ', "charges": ' || RTRIM(TO_CHAR(v."CHARGES", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,charges,%' OR v.empties = ',*,') THEN ', "charges": null' END
    || CASE WHEN v."CHARGES_DISCOUNT" IS NOT NULL THEN ', "charges_discount": ' || RTRIM(TO_CHAR(v."CHARGES_DISCOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,charges_discount,%' OR v.empties = ',*,') THEN ', "charges_discount": null' END
    || CASE WHEN v."DISCOUNT_GROUND" IS NOT NULL THEN ', "discount_ground": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DISCOUNT_GROUND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,') THEN ', "discount_ground": ""' END
    || CASE WHEN v."CHARGES_PAID_ON" IS NOT NULL THEN ', "charges_paid_on": ' || '"' || TO_CHAR(v."CHARGES_PAID_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,charges_paid_on,%' OR v.empties = ',*,') THEN ', "charges_paid_on": null' END
    || CASE WHEN v."BILL_ID" IS NOT NULL THEN ', "bill_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_id,%' OR v.empties = ',*,') THEN ', "bill_id": ""' END
    || CASE WHEN v."PAY_ID" IS NOT NULL THEN ', "pay_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PAY_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,pay_id,%' OR v.empties = ',*,') THEN ', "pay_id": ""' END
    || CASE WHEN v."EXTENSION_NO" IS NOT NULL THEN ', "extension_no": ' || RTRIM(TO_CHAR(v."EXTENSION_NO", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,extension_no,%' OR v.empties = ',*,') THEN ', "extension_no": null' END
    || CASE WHEN v."STAGE" IS NOT NULL THEN ', "stage": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STAGE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,stage,%' OR v.empties = ',*,') THEN ', "stage": ""' END
    || CASE WHEN v."PROGRESS" IS NOT NULL THEN ', "progress": ' || RTRIM(TO_CHAR(v."PROGRESS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,progress,%' OR v.empties = ',*,') THEN ', "progress": null' END
    || CASE WHEN v."PURPOSE" IS NOT NULL THEN ', "purpose": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PURPOSE", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,purpose,%' OR v.empties = ',*,') THEN ', "purpose": ""' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "holders": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', CASE WHEN l."VALUE" IS NOT NULL THEN '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."VALUE", 1, 161)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE 'null' END)
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PERMIT_HOLDERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,holders,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PERMIT_HOLDERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "holders": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "signers": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."ROLE" IS NOT NULL THEN '"role": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."ROLE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"role": null' END,
        CASE WHEN l."ON" IS NOT NULL THEN ', "on": ' || '"' || TO_CHAR(l."ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "on": ""' END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PERMIT_SIGNERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,signers,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PERMIT_SIGNERS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "signers": []' END
    || (
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB(', "areas": [') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', '{',
        CASE WHEN l."FLOOR" IS NOT NULL THEN '"floor": ' || RTRIM(TO_CHAR(l."FLOOR", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE '"floor": null' END,
        CASE WHEN l."USE_GROUP" IS NOT NULL THEN ', "use_group": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(l."USE_GROUP", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "use_group": null' END,
        CASE WHEN l."AREA" IS NOT NULL THEN ', "area": ' || RTRIM(TO_CHAR(l."AREA", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "area": null' END,
        CASE WHEN l."UNITS" IS NOT NULL THEN ', "units": ' || RTRIM(TO_CHAR(l."UNITS", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') END, '}')
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM OUT_PERMIT_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN (v.empties LIKE '%,areas,%' OR v.empties = ',*,') AND NOT EXISTS (
      SELECT 1 FROM OUT_PERMIT_AREAS l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN ', "areas": []' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_PERMIT w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- bill
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "bill", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."BILL_KIND" IS NOT NULL THEN '"bill_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"bill_kind": null' END
    || CASE WHEN v."AMOUNT" IS NOT NULL THEN ', "amount": ' || RTRIM(TO_CHAR(v."AMOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') ELSE ', "amount": null' END
    || CASE WHEN v."PERIOD" IS NOT NULL THEN ', "period": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PERIOD", 1, 21)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,period,%' OR v.empties = ',*,') THEN ', "period": ""' END
    || CASE WHEN v."ABOUT" IS NOT NULL THEN ', "about": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."ABOUT", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,about,%' OR v.empties = ',*,') THEN ', "about": ""' END
    || CASE WHEN v."ISSUED_ON" IS NOT NULL THEN ', "issued_on": ' || '"' || TO_CHAR(v."ISSUED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,issued_on,%' OR v.empties = ',*,') THEN ', "issued_on": null' END
    || CASE WHEN v."DUE" IS NOT NULL THEN ', "due": ' || '"' || TO_CHAR(v."DUE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,due,%' OR v.empties = ',*,') THEN ', "due": null' END
    || CASE WHEN v."DISCOUNT" IS NOT NULL THEN ', "discount": ' || RTRIM(TO_CHAR(v."DISCOUNT", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.') WHEN (v.empties LIKE '%,discount,%' OR v.empties = ',*,') THEN ', "discount": null' END
    || CASE WHEN v."DISCOUNT_GROUND" IS NOT NULL THEN ', "discount_ground": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DISCOUNT_GROUND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,discount_ground,%' OR v.empties = ',*,') THEN ', "discount_ground": ""' END
    || CASE WHEN v."BILL_STATE" IS NOT NULL THEN ', "bill_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_state,%' OR v.empties = ',*,') THEN ', "bill_state": ""' END
    || CASE WHEN v."PAID_ON" IS NOT NULL THEN ', "paid_on": ' || '"' || TO_CHAR(v."PAID_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,paid_on,%' OR v.empties = ',*,') THEN ', "paid_on": null' END
    || CASE WHEN v."BILL_ID" IS NOT NULL THEN ', "bill_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."BILL_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,bill_id,%' OR v.empties = ',*,') THEN ', "bill_id": ""' END
    || CASE WHEN v."PAY_ID" IS NOT NULL THEN ', "pay_id": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."PAY_ID", 1, 901)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,pay_id,%' OR v.empties = ',*,') THEN ', "pay_id": ""' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_BILL w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

-- action
WITH c AS (SELECT '.' || CHR(0) || CHR(1) || CHR(2) || CHR(3) || CHR(4) || CHR(5) || CHR(6) || CHR(7) || CHR(8) || CHR(11) || CHR(12) || CHR(14) || CHR(15) || CHR(16) || CHR(17) || CHR(18) || CHR(19) || CHR(20) || CHR(21) || CHR(22) || CHR(23) || CHR(24) || CHR(25) || CHR(26) || CHR(27) || CHR(28) || CHR(29) || CHR(30) || CHR(31) AS controls FROM dual)
SELECT TO_CLOB('{"record": "action", "source_key": ') || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_KEY", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"'
  || ', "version": ' || NVL(RTRIM(TO_CHAR(v."SOURCE_VERSION", 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.'), 'null')
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'
  || CASE WHEN v."SOURCE_FILE" IS NOT NULL THEN ', "file": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."SOURCE_FILE", 1, 61)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' END
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present' THEN TO_CLOB(', "values": {')
    || CASE WHEN v."REQUEST_NO" IS NOT NULL THEN '"request_no": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUEST_NO", 1, 31)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE '"request_no": null' END
    || CASE WHEN v."REQUEST_KIND" IS NOT NULL THEN ', "request_kind": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUEST_KIND", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "request_kind": null' END
    || CASE WHEN v."REGISTERED_ON" IS NOT NULL THEN ', "registered_on": ' || '"' || TO_CHAR(v."REGISTERED_ON", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "registered_on": null' END
    || CASE WHEN v."REQUEST_STATE" IS NOT NULL THEN ', "request_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUEST_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "request_state": null' END
    || CASE WHEN v."STEP" IS NOT NULL THEN ', "step": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STEP", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "step": null' END
    || CASE WHEN v."STARTED_AT" IS NOT NULL THEN ', "started_at": ' || '"' || TO_CHAR(SYS_EXTRACT_UTC(v."STARTED_AT"), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"' ELSE ', "started_at": null' END
    || CASE WHEN v."STEP_STATE" IS NOT NULL THEN ', "step_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."STEP_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "step_state": null' END
    || CASE WHEN v."DEFECT_STATE" IS NOT NULL THEN ', "defect_state": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DEFECT_STATE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' ELSE ', "defect_state": null' END
    || CASE WHEN v."REQUESTER" IS NOT NULL THEN ', "requester": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."REQUESTER", 1, 121)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,requester,%' OR v.empties = ',*,') THEN ', "requester": ""' END
    || CASE WHEN v."FROM_ROLE" IS NOT NULL THEN ', "from_role": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."FROM_ROLE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,from_role,%' OR v.empties = ',*,') THEN ', "from_role": ""' END
    || CASE WHEN v."TO_ROLE" IS NOT NULL THEN ', "to_role": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."TO_ROLE", 1, 41)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,to_role,%' OR v.empties = ',*,') THEN ', "to_role": ""' END
    || CASE WHEN v."ENDED_AT" IS NOT NULL THEN ', "ended_at": ' || '"' || TO_CHAR(SYS_EXTRACT_UTC(v."ENDED_AT"), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,ended_at,%' OR v.empties = ',*,') THEN ', "ended_at": null' END
    || CASE WHEN v."DEFECT_TEXT" IS NOT NULL THEN ', "defect_text": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."DEFECT_TEXT", 1, 501)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,defect_text,%' OR v.empties = ',*,') THEN ', "defect_text": ""' END
    || CASE WHEN v."CITIZEN_NOTE" IS NOT NULL THEN ', "citizen_note": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."CITIZEN_NOTE", 1, 501)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,citizen_note,%' OR v.empties = ',*,') THEN ', "citizen_note": ""' END
    || CASE WHEN v."NEXT_ACTION" IS NOT NULL THEN ', "next_action": ' || '"' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR(v."NEXT_ACTION", 1, 201)), c.controls, '.'), '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t') || '"' WHEN (v.empties LIKE '%,next_action,%' OR v.empties = ',*,') THEN ', "next_action": ""' END
    || CASE WHEN v."DUE" IS NOT NULL THEN ', "due": ' || '"' || TO_CHAR(v."DUE", 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"' WHEN (v.empties LIKE '%,due,%' OR v.empties = ',*,') THEN ', "due": null' END
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM OUT_ACTION w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY v."SOURCE_VERSION", v."SOURCE_KEY";

SPOOL OFF
EXIT
