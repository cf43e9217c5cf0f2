-- The views from which the other file of this folder makes the records of the feed: a view for each kind of record
-- (out_person, out_file, out_permit ...) and one for each list inside a record (out_permit_areas ...). Here they have
-- no rows. Put your own SELECT into each. Of what you do not send, leave the view as it is. Names and types of the
-- columns stay. This is made from the contract: docs/feed/record.schema.json says what each code is called.

-- What each column holds:
--   source_key      What you call this row, for ever. The rows of a list carry the source_key of the record that
--                   they stand in, and source_position, by which they are ordered.
--   source_version  Grows with every change of the record, of a row in one of its lists too: the moment of the change in
--                   microseconds since 1970, or a count. Only what is above the version asked for is printed, for 0 all.
--                   What has none, NULL, is printed each time: the feed turns it away by name.
--                   After the first time ask for
--                     moments                         the highest that you sent less a day, 86400000000: a change that
--                                                     was stamped before a run and committed after it would be lost
--                     one count of the whole system   the highest that you had sent a day before, for the same reason
--                     a count of each record or kind  0, each time: one number says nothing of the others
--                   What comes twice in the same version does nothing.
--   source_state    NULL for what is there, withdrawn for what was sent by mistake, ended for what has an end
--                   (a person, an ownership, a mandate), with source_ended_on. A row that you delete is not withdrawn
--                   by that: keep it in the view, as withdrawn. What has ended is printed with its columns, but
--                   where the first that is required is NULL: then only the end is told, of what was told before.
--   source_file     The source_key of the file, or its renewal code.
--   source_empty    What NULL means in this row. NULL in a column is not sent, and what is stored stays. Where there
--                   is nothing, and that is to be said, name the column here:
--                     NULL               nothing is said of what is NULL
--                     mobile,birth_date  of these it is said that there is none, so of a list without rows
--                     *                  of all of them: this row is all there is
--                   An empty text says so by itself (not in Oracle, where it is NULL).
--   text            As people wrote it: nothing has to be escaped. Codes: the keys that stand beside the column.
--   number          With a fraction of at most six digits.
--   day             A day of the Gregorian calendar.
--   moment          With its offset from UTC.
--   flag            Yes or no: boolean in PostgreSQL, bit in SQL Server, 1 or 0 in Oracle.
--   json            GeoJSON, as docs/feed says of a survey.
-- A column that is required and NULL is printed as null: the feed turns the record away, and says which it was. Only
-- where "NULL is unknown" stands beside it, in a list, it is sent as unknown.

CREATE OR REPLACE VIEW OUT_PERSON AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, ended: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS DATE) AS "SOURCE_ENDED_ON",  -- day, of what has ended, and of nothing else
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "LAST_NAME",  -- text, up to 120 characters, required
  CAST(NULL AS VARCHAR2(15 CHAR)) AS "NUMBER",  -- text, up to 15 characters, national code, legal id or foreigners code, null of an owner known by name alone
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "KIND",  -- text, up to 40 characters, one of: foreign, legal, natural
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "FIRST_NAME",  -- text, up to 60 characters
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "FATHER_NAME",  -- text, up to 60 characters
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "MOBILE",  -- text, up to 20 characters
  CAST(NULL AS VARCHAR2(254 CHAR)) AS "EMAIL",  -- text, up to 254 characters
  CAST(NULL AS DATE) AS "BIRTH_DATE",  -- day
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "BIRTH_CERT_NO",  -- text, up to 10 characters
  CAST(NULL AS VARCHAR2(12 CHAR)) AS "RESIDENCE_POSTAL",  -- text, up to 12 characters
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "RESIDENCE_ADDRESS",  -- text, up to 300 characters
  CAST(NULL AS DATE) AS "REGISTERED_ON"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_FILE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "RENEWAL_CODE",  -- text, up to 40 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "UNIT_KIND",  -- text, up to 40 characters, required, one of: apartment, building, device, parcel, shop
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PROPERTY_TYPE",  -- text, up to 40 characters, required, one of: apartment, complex, garden, house, land, shop
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "FILE_NO",  -- text, up to 20 characters, required
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "PLACE",  -- text, up to 120 characters, required
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "ADDRESS",  -- text, up to 300 characters, required
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "NEIGHBOURHOOD",  -- text, up to 60 characters
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "POSTAL_CODE",  -- text, up to 10 characters
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "BLUE_PLATE",  -- text, up to 10 characters
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "PHONE",  -- text, up to 20 characters
  CAST(NULL AS NUMBER) AS "PLATE_MAIN",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "PLATE_SUB",  -- number, a whole number
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "PLATE_ORIGIN",  -- text, up to 60 characters
  CAST(NULL AS NUMBER) AS "LOT_NO",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "REGISTRY_SECTION",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REGISTRY_OFFICE",  -- text, up to 40 characters, one of: centre, east, north, south, west
  CAST(NULL AS DATE) AS "OPENED_ON"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_FILE_UNIT_AREAS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PART",  -- text, up to 40 characters, required, one of: balcony, common, own, parking, storage, yard
  CAST(NULL AS NUMBER) AS "AREA",  -- number, required, square metres
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "NUMBER"  -- text, up to 20 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_FILE_OUTLINE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "X",  -- number, required, metres of the citys UTM zone
  CAST(NULL AS NUMBER) AS "Y"  -- number, required, metres of the citys UTM zone
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_FILE_LINEAGE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "KIND",  -- text, up to 40 characters, required, one of: merge, recode, split, survey
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "OTHER_CODE",  -- text, up to 40 characters, required
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "ROLE",  -- text, up to 10 characters, parent if the other code came before this one, child if it came after it
  CAST(NULL AS DATE) AS "ON"  -- day, the day of the division, the merging or the other code
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_OWNERSHIP AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, ended, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS DATE) AS "SOURCE_ENDED_ON",  -- day, of what has ended, and of nothing else
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "PERSON",  -- text, up to 60 characters, required
  CAST(NULL AS NUMBER) AS "LAND_SHARE",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "LAND_OF",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "BUILDING_SHARE",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "BUILDING_OF",  -- number, required, a whole number
  CAST(NULL AS DATE) AS "EFFECTIVE_FROM",  -- day, required
  CAST(NULL AS DATE) AS "EFFECTIVE_TO"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_MANDATE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, ended, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS DATE) AS "SOURCE_ENDED_ON",  -- day, of what has ended, and of nothing else
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "PRINCIPAL",  -- text, up to 60 characters, required
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "AGENT",  -- text, up to 60 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "CAPACITY",  -- text, up to 40 characters, required, one of: attorney, executor, guardian, liquidator, owner, parent, representative, trustee
  CAST(NULL AS DATE) AS "POA_DATE",  -- day, required
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "POA_NO",  -- text, up to 30 characters
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "NOTARY_OFFICE",  -- text, up to 60 characters
  CAST(NULL AS DATE) AS "EXPIRES_ON",  -- day
  CAST(NULL AS NUMBER(1)) AS "EVERY_FILE",  -- flag
  CAST(NULL AS NUMBER(1)) AS "IRREVOCABLE",  -- flag
  CAST(NULL AS NUMBER(1)) AS "MAY_DELEGATE",  -- flag
  CAST(NULL AS DATE) AS "VERIFIED_ON",  -- day, on which the notary confirmed it: without it the agent sees nothing
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VERIFY_REF",  -- text, up to 40 characters
  CAST(NULL AS DATE) AS "ENDED_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "END_REASON"  -- text, up to 40 characters, one of: death, dismissal, expiry, incapacity, resignation
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_MANDATE_SCOPE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VALUE"  -- text, up to 40 characters, required, one of: follow_up, object, pay, receive, sell, undertake, view
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DEED AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DEED_KIND",  -- text, up to 40 characters, required, one of: booklet, conveyance, court_ruling, duplicate, endowment, inheritance, private_contract, private_settlement, single_page, urban_land
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "TENURE",  -- text, up to 40 characters, required, one of: cooperative, endowment, municipality, separated, state, undivided, whole
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "TENURE_SCOPE",  -- text, up to 40 characters, required, one of: both, building, land
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DEED_STATUS",  -- text, up to 40 characters, required, one of: cancelled, contested, in_progress, valid
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "DEED_NO",  -- text, up to 30 characters
  CAST(NULL AS DATE) AS "DEED_DATE",  -- day
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "NOTARY_OFFICE_NO",  -- text, up to 20 characters
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "NOTARY_CITY",  -- text, up to 40 characters
  CAST(NULL AS VARCHAR2(6 CHAR)) AS "SERIAL_NO",  -- text, up to 6 characters
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "SERIAL_SERIES",  -- text, up to 10 characters
  CAST(NULL AS NUMBER) AS "BOOK_NO",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "PAGE_NO",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "ENTRY_NO",  -- number, a whole number
  CAST(NULL AS VARCHAR2(18 CHAR)) AS "EBOOK_NO",  -- text, up to 18 characters
  CAST(NULL AS NUMBER) AS "AREA_DEED",  -- number, square metres
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "EASEMENTS",  -- text, up to 300 characters
  CAST(NULL AS DATE) AS "REGISTRY_CHECKED_ON",  -- day
  CAST(NULL AS VARCHAR2(200 CHAR)) AS "HOLDERS"  -- text, up to 200 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DEED_BOUNDS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SIDE",  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "TEXT",  -- text, up to 120 characters, required, NULL is unknown
  CAST(NULL AS NUMBER) AS "LENGTH"  -- number, required, metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DEED_ENCUMBRANCES AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "KIND",  -- text, up to 40 characters, required, one of: mortgage, restriction, seizure
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "BENEFICIARY",  -- text, up to 120 characters
  CAST(NULL AS NUMBER) AS "AMOUNT",  -- number, a whole number
  CAST(NULL AS DATE) AS "SINCE",  -- day
  CAST(NULL AS DATE) AS "UNTIL",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "LETTER_NO"  -- text, up to 40 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PAPER AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS NUMBER) AS "SEQ",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DOC_KIND",  -- text, up to 40 characters, required, one of: attorney_papers, birth_certificate, completion, conveyance, death_certificate, deed, defence, dismissal, division_minutes, gazette, guardianship, inheritance, inheritance_tax, inquiry, judgment, last_permit, national_card, neighbour_consent, no_violation, passport, power_of_attorney, renewal_slip, service_notice, supervisor_report, undertaking, utm_survey, verdict, visit_sheet, warning
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DOC_NO",  -- text, up to 40 characters
  CAST(NULL AS DATE) AS "DOC_DATE",  -- day
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "ISSUER",  -- text, up to 80 characters
  CAST(NULL AS NUMBER) AS "PAGES",  -- number, a whole number
  CAST(NULL AS NUMBER(1)) AS "ORIGINAL_SEEN",  -- flag
  CAST(NULL AS DATE) AS "ORIGINAL_SEEN_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ARCHIVE_GROUP",  -- text, up to 40 characters, one of: completion, estate, inquiry_reply, no_violation, permit, service_permit
  CAST(NULL AS NUMBER(1)) AS "VISIBLE_TO_OWNER",  -- flag
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "OF_PERSON",  -- text, up to 60 characters
  CAST(NULL AS VARCHAR2(100 CHAR)) AS "SCAN"  -- text, up to 100 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "VISIT_NO",  -- text, up to 30 characters, required
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "VISITED_AT",  -- moment, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REASON",  -- text, up to 40 characters, required, one of: complaint, completion, extension, inquiry, no_violation, patrol, permit, survey
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ACCESS",  -- text, up to 40 characters, required, one of: done, no_entry, owner_absent
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "APPROVAL",  -- text, up to 40 characters, required, one of: approved, none, refused, void
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "REQUEST_NO",  -- text, up to 30 characters
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "INSPECTOR_NO",  -- text, up to 20 characters
  CAST(NULL AS NUMBER(1)) AS "OWNER_PRESENT",  -- flag
  CAST(NULL AS DATE) AS "NEXT_VISIT_ON",  -- day
  CAST(NULL AS CLOB) AS "NOTES",  -- text, up to 2000 characters
  CAST(NULL AS NUMBER) AS "AREA_DEED",  -- number, square metres
  CAST(NULL AS NUMBER) AS "AREA_EXISTING",  -- number, square metres
  CAST(NULL AS NUMBER) AS "AREA_AFTER_CORRECTION",  -- number, square metres
  CAST(NULL AS NUMBER) AS "AREA_IN_STREET",  -- number, square metres: existing less after correction, to 0.05, where all three are told
  CAST(NULL AS NUMBER) AS "AREA_REMAINING"  -- number, a piece that a widening leaves behind: beside the other two, or within one of them
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION_BOUNDARIES AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SIDE",  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "NEIGHBOUR_KIND",  -- text, up to 40 characters, required, one of: channel, cul_de_sac, green, highway, lane, plate, railway, river, square, street, walkway
  CAST(NULL AS NUMBER) AS "LEN_EXISTING",  -- number, required, metres
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "STREET_NAME",  -- text, up to 80 characters
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "ADJACENT_PLATE",  -- text, up to 20 characters
  CAST(NULL AS NUMBER) AS "LEN_DEED",  -- number, metres
  CAST(NULL AS NUMBER) AS "LEN_AFTER",  -- number, metres
  CAST(NULL AS NUMBER) AS "STREET_WIDTH_EXISTING",  -- number, metres
  CAST(NULL AS NUMBER) AS "STREET_WIDTH_PLANNED",  -- number, metres
  CAST(NULL AS NUMBER) AS "WIDENING",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK_LEN",  -- number, metres
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "OVERLOOKING",  -- text, up to 40 characters, one of: consented, none, present
  CAST(NULL AS VARCHAR2(200 CHAR)) AS "NOTES"  -- text, up to 200 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION_BUILDINGS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STRUCTURE",  -- text, up to 40 characters, required, one of: adobe, brick, concrete, lsf, mixed, shed, steel, timber
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STAGE",  -- text, up to 40 characters, required, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS NUMBER) AS "FLOORS_ABOVE",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "FLOORS_BELOW",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "TOTAL_BUILT",  -- number, required, of all buildings what the floors add up to, to 0.1, where both are told
  CAST(NULL AS NUMBER) AS "FOOTPRINT",  -- number, required, square metres
  CAST(NULL AS NUMBER) AS "BUILDING_NO",  -- number, a whole number
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "GROUP",  -- text, up to 10 characters
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ROOF",  -- text, up to 40 characters, one of: composite, deck, dome, jack_arch, joist_block, pitched, slab, timber
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "FACADE",  -- text, up to 40 characters, one of: brick, cement, ceramic, composite, glass, mixed, none, stone, tile
  CAST(NULL AS NUMBER) AS "PROGRESS",  -- number, per cent
  CAST(NULL AS NUMBER) AS "UNITS",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "BUILT_FROM",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "BUILT_TO",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "PARKING",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PARKING_STATE",  -- text, up to 40 characters, one of: covered, open, unknown
  CAST(NULL AS NUMBER) AS "PARKING_SHORTFALL",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "STORAGE",  -- number, a whole number
  CAST(NULL AS NUMBER(1)) AS "LIFT",  -- flag
  CAST(NULL AS NUMBER(1)) AS "POOL",  -- flag
  CAST(NULL AS NUMBER) AS "OVER_DENSITY",  -- number, square metres
  CAST(NULL AS NUMBER) AS "OVER_FOOTPRINT",  -- number, square metres
  CAST(NULL AS NUMBER) AS "OVER_NEIGHBOUR_LENGTH",  -- number, square metres
  CAST(NULL AS NUMBER) AS "OVER_OR_NO_PERMIT",  -- number, square metres
  CAST(NULL AS NUMBER) AS "BUILT_IN_STREET"  -- number, square metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION_FLOORS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "FLOOR",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "USE_GROUP",  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS NUMBER) AS "AREA",  -- number, required, square metres: of what is demolished nothing counts
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "USE_SUB",  -- text, up to 60 characters
  CAST(NULL AS NUMBER) AS "UNITS",  -- number, a whole number
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "UNIT_NO",  -- text, up to 10 characters
  CAST(NULL AS NUMBER) AS "CLEAR_HEIGHT",  -- number, metres
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "CHANGE_STATE",  -- text, up to 40 characters, one of: added, demolished, removed, unchanged
  CAST(NULL AS NUMBER) AS "CHANGED_USE_AREA"  -- number, square metres: no more than area
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION_TREES AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SPECIES",  -- text, up to 40 characters, required, NULL is unknown
  CAST(NULL AS NUMBER) AS "GIRTH_CM",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "NUMBER"  -- number, required, a whole number
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_INSPECTION_PHOTOS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(100 CHAR)) AS "SCAN",  -- text, up to 100 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SIDE",  -- text, up to 40 characters, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS DATE) AS "TAKEN_ON"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PLAN_RULES AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "PLAN_NAME",  -- text, up to 120 characters, required
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "VERSION",  -- text, up to 20 characters, required
  CAST(NULL AS DATE) AS "APPROVED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ZONE",  -- text, up to 40 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "LAND_USE",  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS NUMBER) AS "DENSITY_PCT",  -- number, required, per cent
  CAST(NULL AS NUMBER) AS "COVERAGE_PCT",  -- number, required, per cent
  CAST(NULL AS NUMBER) AS "FLOORS_ALLOWED",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "APPROVED_BY",  -- text, up to 40 characters, one of: article5, supreme_council
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DENSITY_BASE",  -- text, up to 40 characters, one of: after_correction, deed
  CAST(NULL AS NUMBER(1)) AS "ON_PILOTIS",  -- flag
  CAST(NULL AS NUMBER) AS "HEIGHT_MAX",  -- number, metres
  CAST(NULL AS NUMBER) AS "MIN_LOT",  -- number, square metres
  CAST(NULL AS NUMBER) AS "UNITS_ALLOWED",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "PARKING_REQUIRED",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PLACEMENT",  -- text, up to 40 characters, one of: east, free, north, south, west
  CAST(NULL AS NUMBER) AS "PROJECTION_ALLOWED",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK_M",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK_M2",  -- number, square metres
  CAST(NULL AS NUMBER) AS "CHAMFER",  -- number, metres
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "FABRIC",  -- text, up to 40 characters, one of: historic, middle, new, outside, worn
  CAST(NULL AS DATE) AS "VALID_UNTIL"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PLAN_RULES_STREETS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SIDE",  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "STREET_NAME",  -- text, up to 80 characters, required, NULL is unknown
  CAST(NULL AS NUMBER) AS "EXISTING",  -- number, required, metres
  CAST(NULL AS NUMBER) AS "PLANNED",  -- number, required, metres
  CAST(NULL AS NUMBER) AS "SETBACK"  -- number, metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PLAN_RULES_BUFFERS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "KIND",  -- text, up to 40 characters, required, one of: channel, gas, monument, power, railway, river
  CAST(NULL AS NUMBER) AS "DISTANCE"  -- number, required, metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PLAN_RULES_RULINGS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "BODY",  -- text, up to 80 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "NUMBER",  -- text, up to 40 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(500 CHAR)) AS "TEXT",  -- text, up to 500 characters, required, NULL is unknown
  CAST(NULL AS DATE) AS "ON"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_LEVEL_SHEET AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "SHEET_NO",  -- text, up to 30 characters, required
  CAST(NULL AS DATE) AS "ISSUED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SURVEYOR_NO",  -- text, up to 20 characters, required
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "BASE_STREET",  -- text, up to 80 characters, required
  CAST(NULL AS NUMBER) AS "STREET_LEVEL",  -- number, required, metres above the bench mark
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "BENCH_MARK",  -- text, up to 120 characters, required
  CAST(NULL AS NUMBER) AS "BENCH_LEVEL",  -- number, metres above the bench mark
  CAST(NULL AS NUMBER) AS "GROUND_FLOOR_LEVEL",  -- number, metres above the bench mark
  CAST(NULL AS NUMBER) AS "RAMP_LEVEL",  -- number, metres above the bench mark
  CAST(NULL AS NUMBER) AS "RAMP_SLOPE",  -- number, per cent
  CAST(NULL AS NUMBER) AS "STREET_SLOPE",  -- number, per cent
  CAST(NULL AS NUMBER) AS "WALL_HEIGHT",  -- number, metres
  CAST(NULL AS NUMBER) AS "CHAMFER",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK_AREA",  -- number, square metres
  CAST(NULL AS NUMBER) AS "FEE",  -- number, a whole number
  CAST(NULL AS DATE) AS "VALID_UNTIL"  -- day
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_LEVEL_SHEET_OUTLINE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "X",  -- number, required, metres of the citys UTM zone
  CAST(NULL AS NUMBER) AS "Y"  -- number, required, metres of the citys UTM zone
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_LEVEL_SHEET_OUTLINE_AFTER AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "X",  -- number, required, metres of the citys UTM zone
  CAST(NULL AS NUMBER) AS "Y"  -- number, required, metres of the citys UTM zone
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_LEVEL_SHEET_FRONTS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SIDE",  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS NUMBER) AS "FRONT_EXISTING",  -- number, required, metres
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "STREET_NAME",  -- text, up to 80 characters
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "ADJACENT_PLATE",  -- text, up to 20 characters
  CAST(NULL AS NUMBER) AS "FRONT_CORRECTED",  -- number, metres
  CAST(NULL AS NUMBER) AS "WIDTH_EXISTING",  -- number, metres
  CAST(NULL AS NUMBER) AS "WIDTH_PLANNED",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK",  -- number, metres
  CAST(NULL AS NUMBER) AS "SETBACK_AREA"  -- number, square metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_LEVEL_SHEET_UNDERTAKINGS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "TEXT",  -- text, up to 300 characters, required, NULL is unknown
  CAST(NULL AS DATE) AS "SIGNED_ON",  -- day
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "NOTARY_NO"  -- text, up to 20 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_SURVEY AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "SHEET_NO",  -- text, up to 30 characters, required, that of a level sheet of this file: drawn as soon as that is told
  CAST(NULL AS DATE) AS "SURVEYED_ON",  -- day, required
  CAST(NULL AS CLOB) AS "BLOCK"  -- json, required
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "PLAN_SET_NO",  -- text, up to 30 characters, required
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "PLAN_ORDER_NO",  -- text, up to 30 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DISCIPLINE",  -- text, up to 40 characters, required, one of: architecture, as_built, division, electrical, mechanical, structure, survey
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PHASE",  -- text, up to 40 characters, required, one of: one, three, two, zero
  CAST(NULL AS NUMBER) AS "REVISION",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REVIEW_STATE",  -- text, up to 40 characters, required, one of: approved, in_review, needs_change, refused, sent
  CAST(NULL AS DATE) AS "SUBMITTED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "DESIGNER",  -- text, up to 120 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DESIGNER_LICENCE_NO",  -- text, up to 40 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DESIGNER_FIELD",  -- text, up to 40 characters, required, one of: architecture, civil, electrical, mechanical, planning, survey, traffic
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DESIGNER_GRADE",  -- text, up to 40 characters, required, one of: one, senior, three, two
  CAST(NULL AS DATE) AS "LICENCE_VALID_UNTIL",  -- day, required
  CAST(NULL AS DATE) AS "REVIEWED_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DESIGNER_MEMBER_NO",  -- text, up to 40 characters
  CAST(NULL AS NUMBER) AS "TOTAL_AREA"  -- number, square metres: the design_areas may be less and are no more
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET_ENGINEERS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "NAME",  -- text, up to 120 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ROLE",  -- text, up to 40 characters, required, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "FIELD",  -- text, up to 40 characters, required, one of: architecture, civil, electrical, mechanical, planning, survey, traffic
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "GRADE",  -- text, up to 40 characters, one of: one, senior, three, two
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "LICENCE_NO",  -- text, up to 40 characters
  CAST(NULL AS DATE) AS "APPOINTED_ON",  -- day
  CAST(NULL AS NUMBER(1)) AS "COORDINATOR"  -- flag
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET_REMARKS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(500 CHAR)) AS "TEXT",  -- text, up to 500 characters, required, NULL is unknown
  CAST(NULL AS NUMBER(1)) AS "OPEN",  -- flag, required
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SHEET"  -- text, up to 20 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET_SHEETS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "NUMBER",  -- text, up to 20 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "TITLE",  -- text, up to 120 characters, required, NULL is unknown
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SCALE",  -- text, up to 20 characters
  CAST(NULL AS VARCHAR2(100 CHAR)) AS "SCAN"  -- text, up to 100 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET_DESIGN_AREAS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "FLOOR",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "USE_GROUP",  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS NUMBER) AS "AREA"  -- number, required, square metres
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_DRAWING_SET_STAGE_REPORTS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STAGE",  -- text, up to 40 characters, required, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS DATE) AS "ON",  -- day, required, NULL is unknown
  CAST(NULL AS NUMBER(1)) AS "CONFORMS",  -- flag, required
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "TEXT"  -- text, up to 300 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_VIOLATION AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "KIND",  -- text, up to 40 characters, required, one of: change_of_use, division, excavation, extra_floor, facade_change, hygiene, more_units, no_permit, no_setback, over_density, over_footprint, over_length, over_permit, overlooking, parking, planning, storage_to_unit, street_encroachment, technical, weak_structure
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STATUS",  -- text, up to 40 characters, required, one of: closed, decided, found, referred, remedied, warned
  CAST(NULL AS DATE) AS "FOUND_ON",  -- day, required
  CAST(NULL AS NUMBER) AS "FLOOR",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "AMOUNT",  -- number, required, square metres
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "USE_EXISTING",  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS NUMBER) AS "YEAR",  -- number, required, a whole number
  CAST(NULL AS DATE) AS "DATE_GOVERNING",  -- day, required
  CAST(NULL AS NUMBER) AS "NOTE_NO",  -- number, required, a whole number
  CAST(NULL AS NUMBER) AS "UNIT_VALUE",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VIOLATION_NO",  -- text, up to 40 characters
  CAST(NULL AS NUMBER) AS "AREA_EXISTING",  -- number, square metres
  CAST(NULL AS NUMBER) AS "AREA_ALLOWED",  -- number, square metres
  CAST(NULL AS NUMBER) AS "UNITS_EXISTING",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "UNITS_ALLOWED",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "USE_ALLOWED",  -- text, up to 40 characters, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS DATE) AS "DATE_MUNICIPALITY",  -- day
  CAST(NULL AS DATE) AS "DATE_SUPERVISOR",  -- day
  CAST(NULL AS NUMBER) AS "GOODWILL_VALUE",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "K",  -- number
  CAST(NULL AS NUMBER) AS "FINE_MIN",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "FINE_MAX",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "MUNICIPALITY_REQUEST",  -- text, up to 40 characters, one of: close, demolish, fine, restore
  CAST(NULL AS NUMBER(1)) AS "NEIGHBOURS_OK"  -- flag
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_COMMISSION_CASE AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SECRETARIAT_NO",  -- text, up to 40 characters, required
  CAST(NULL AS DATE) AS "RECEIVED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REQUESTER",  -- text, up to 40 characters, required, one of: complainant, interested, municipality
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STAGE",  -- text, up to 40 characters, required, one of: appeal, equal, first
  CAST(NULL AS NUMBER) AS "PANEL_NO",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REFERRAL_NO",  -- text, up to 40 characters
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "AFTER",  -- text, up to 60 characters, the source_key of the case before it in this file, or of its verdict, told or not
  CAST(NULL AS DATE) AS "INVITED_ON",  -- day
  CAST(NULL AS DATE) AS "ANSWER_DUE",  -- day
  CAST(NULL AS DATE) AS "DEFENCE_ON",  -- day
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "SESSION_AT"  -- moment
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_COMMISSION_CASE_VIOLATIONS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "VALUE"  -- text, up to 60 characters, required
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_VERDICT AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "COMMISSION_CASE",  -- text, up to 60 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VERDICT_NO",  -- text, up to 40 characters, required
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "ISSUED_AT",  -- moment, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VERDICT_KIND",  -- text, up to 40 characters, required, one of: certificate_ok, close, demolish, fine, interim, no_fine, not_competent, remedy, restore, retain
  CAST(NULL AS CLOB) AS "BODY",  -- text, up to 3000 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "FINALITY",  -- text, up to 40 characters, required, one of: closed, final_appeal, final_unopposed, open, quashed, stayed
  CAST(NULL AS NUMBER) AS "NOTE_NO",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "AMOUNT",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "COMPLY_WITHIN_DAYS",  -- number, a whole number
  CAST(NULL AS NUMBER(1)) AS "ENGINEER_REFERRED",  -- flag
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "APPEAL_RESULT",  -- text, up to 40 characters, one of: amended, confirmed, quashed
  CAST(NULL AS DATE) AS "SERVED_ON",  -- day, the owners see the verdict from this day, and without it never
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "SERVICE_KIND",  -- text, up to 40 characters, one of: actual, electronic, legal, notice
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "SERVED_TO",  -- text, up to 80 characters
  CAST(NULL AS VARCHAR2(80 CHAR)) AS "SERVICE_PROOF",  -- text, up to 80 characters
  CAST(NULL AS DATE) AS "SERVED_MUNICIPALITY_ON",  -- day
  CAST(NULL AS DATE) AS "OBJECTED_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "OBJECTION_NO",  -- text, up to 40 characters
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "OBJECTOR",  -- text, up to 40 characters, one of: municipality, owner, successor
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DIVAN_CASE_NO",  -- text, up to 40 characters
  CAST(NULL AS DATE) AS "DIVAN_FILED_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DIVAN_ORDER",  -- text, up to 40 characters, one of: dismissed, granted, quash_refer, stay
  CAST(NULL AS DATE) AS "STAYED_ON",  -- day
  CAST(NULL AS DATE) AS "STAY_ENDED_ON",  -- day
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "BILL_NO",  -- text, up to 40 characters
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "BILL_ID",  -- text, up to 13 characters
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "PAY_ID",  -- text, up to 13 characters
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "BILL_STATE",  -- text, up to 40 characters, one of: bank_confirmed, confirmed, draft, issued, printed, refunded, void
  CAST(NULL AS NUMBER) AS "DISCOUNT",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DISCOUNT_GROUND"  -- text, up to 40 characters, one of: at_once, council, law, personal
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_VERDICT_OBJECTIONS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "OBJECTOR",  -- text, up to 40 characters, required, one of: municipality, owner, successor
  CAST(NULL AS DATE) AS "ON",  -- day, required, NULL is unknown
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "NUMBER"  -- text, up to 40 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_VERDICT_INSTALMENTS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS DATE) AS "DUE",  -- day, required, NULL is unknown
  CAST(NULL AS NUMBER) AS "AMOUNT",  -- number, required, a whole number
  CAST(NULL AS DATE) AS "PAID_ON",  -- day
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "BILL_ID",  -- text, up to 13 characters
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "PAY_ID"  -- text, up to 13 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PERMIT AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "PERMIT_KIND",  -- text, up to 40 characters, required, one of: addition, amendment, approval_in_principle, building_permit, clearance, completion, demolition_permit, excavation, extension, inquiry_reply, no_violation, plan_order, repair_permit, service_permit, technical_record, unit_completion, wall_permit
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "PERMIT_NO",  -- text, up to 20 characters, required
  CAST(NULL AS DATE) AS "ISSUED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STATE",  -- text, up to 40 characters, required, one of: draft, expired, extended, issued, replaced, void
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "REQUEST_NO",  -- text, up to 30 characters
  CAST(NULL AS DATE) AS "VALID_FROM",  -- day
  CAST(NULL AS DATE) AS "VALID_UNTIL",  -- day
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "REPLACES",  -- text, up to 60 characters, the source_key of the permit in this file whose place it takes, told or not
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "VERIFY_CODE",  -- text, up to 40 characters
  CAST(NULL AS VARCHAR2(300 CHAR)) AS "SNAPSHOT",  -- text, up to 300 characters
  CAST(NULL AS CLOB) AS "BODY",  -- text, up to 2000 characters
  CAST(NULL AS CLOB) AS "CONDITIONS",  -- text, up to 2000 characters
  CAST(NULL AS NUMBER) AS "TOTAL_AREA",  -- number, square metres: the areas may be less, as of an addition, and are no more
  CAST(NULL AS NUMBER) AS "FLOORS",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "UNITS",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "PARKING",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "STORAGE",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STRUCTURE",  -- text, up to 40 characters, one of: adobe, brick, concrete, lsf, mixed, shed, steel, timber
  CAST(NULL AS VARCHAR2(10 CHAR)) AS "BUILDING_GROUP",  -- text, up to 10 characters
  CAST(NULL AS DATE) AS "START_BY",  -- day
  CAST(NULL AS DATE) AS "FINISH_BY",  -- day
  CAST(NULL AS NUMBER) AS "CHARGES",  -- number, a whole number
  CAST(NULL AS NUMBER) AS "CHARGES_DISCOUNT",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DISCOUNT_GROUND",  -- text, up to 40 characters, one of: at_once, council, law, personal
  CAST(NULL AS DATE) AS "CHARGES_PAID_ON",  -- day
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "BILL_ID",  -- text, up to 13 characters
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "PAY_ID",  -- text, up to 13 characters
  CAST(NULL AS NUMBER) AS "EXTENSION_NO",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STAGE",  -- text, up to 40 characters, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS NUMBER) AS "PROGRESS",  -- number, per cent
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "PURPOSE"  -- text, up to 120 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PERMIT_HOLDERS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(160 CHAR)) AS "VALUE"  -- text, up to 160 characters, required
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PERMIT_SIGNERS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "ROLE",  -- text, up to 40 characters, required, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS DATE) AS "ON"  -- day, required, NULL is unknown
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_PERMIT_AREAS AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS NUMBER) AS "SOURCE_POSITION",  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS NUMBER) AS "FLOOR",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "USE_GROUP",  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS NUMBER) AS "AREA",  -- number, required, square metres
  CAST(NULL AS NUMBER) AS "UNITS"  -- number, a whole number
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_BILL AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "BILL_KIND",  -- text, up to 40 characters, required, one of: charges, demolition, levy, other, waste
  CAST(NULL AS NUMBER) AS "AMOUNT",  -- number, required, a whole number
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "PERIOD",  -- text, up to 20 characters
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "ABOUT",  -- text, up to 60 characters, the source_key of the verdict in this file that was carried out
  CAST(NULL AS DATE) AS "ISSUED_ON",  -- day
  CAST(NULL AS DATE) AS "DUE",  -- day
  CAST(NULL AS NUMBER) AS "DISCOUNT",  -- number, a whole number
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DISCOUNT_GROUND",  -- text, up to 40 characters, one of: at_once, council, law, personal
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "BILL_STATE",  -- text, up to 40 characters, one of: bank_confirmed, confirmed, draft, issued, printed, refunded, void
  CAST(NULL AS DATE) AS "PAID_ON",  -- day
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "BILL_ID",  -- text, up to 13 characters
  CAST(NULL AS VARCHAR2(13 CHAR)) AS "PAY_ID"  -- text, up to 13 characters
FROM dual WHERE 1 = 0;

CREATE OR REPLACE VIEW OUT_ACTION AS SELECT
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_KEY",  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS NUMBER) AS "SOURCE_VERSION",  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS VARCHAR2(20 CHAR)) AS "SOURCE_STATE",  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS VARCHAR2(900 CHAR)) AS "SOURCE_EMPTY",  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS VARCHAR2(60 CHAR)) AS "SOURCE_FILE",  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS VARCHAR2(30 CHAR)) AS "REQUEST_NO",  -- text, up to 30 characters, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REQUEST_KIND",  -- text, up to 40 characters, required, one of: amendment, article100, completion, extension, formation, inquiry, level_sheet, merge, no_violation, permit, split, transfer
  CAST(NULL AS DATE) AS "REGISTERED_ON",  -- day, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "REQUEST_STATE",  -- text, up to 40 characters, required, one of: closed, current, void
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STEP",  -- text, up to 40 characters, required, one of: archive, charges, commission, completion, completion_request, confirmations, debts, drawing, drawing_control, enforcement, extension, formation, issue, no_violation, plan_lines, plan_order, registration, rules, survey, undertakings, unit_deeds, violation, visit, works
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "STARTED_AT",  -- moment, required
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "STEP_STATE",  -- text, up to 40 characters, required, one of: done, returned, running, stopped, waiting
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "DEFECT_STATE",  -- text, up to 40 characters, required, one of: none, resolved, sent, to_complete
  CAST(NULL AS VARCHAR2(120 CHAR)) AS "REQUESTER",  -- text, up to 120 characters
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "FROM_ROLE",  -- text, up to 40 characters, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS VARCHAR2(40 CHAR)) AS "TO_ROLE",  -- text, up to 40 characters, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "ENDED_AT",  -- moment
  CAST(NULL AS VARCHAR2(500 CHAR)) AS "DEFECT_TEXT",  -- text, up to 500 characters
  CAST(NULL AS VARCHAR2(500 CHAR)) AS "CITIZEN_NOTE",  -- text, up to 500 characters
  CAST(NULL AS VARCHAR2(200 CHAR)) AS "NEXT_ACTION",  -- text, up to 200 characters
  CAST(NULL AS DATE) AS "DUE"  -- day
FROM dual WHERE 1 = 0;
