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

CREATE VIEW out_person AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, ended: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS date) AS [source_ended_on],  -- day, of what has ended, and of nothing else
  CAST(NULL AS nvarchar(120)) AS [last_name],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(15)) AS [number],  -- text, up to 15 characters, national code, legal id or foreigners code, null of an owner known by name alone
  CAST(NULL AS nvarchar(40)) AS [kind],  -- text, up to 40 characters, one of: foreign, legal, natural
  CAST(NULL AS nvarchar(60)) AS [first_name],  -- text, up to 60 characters
  CAST(NULL AS nvarchar(60)) AS [father_name],  -- text, up to 60 characters
  CAST(NULL AS nvarchar(20)) AS [mobile],  -- text, up to 20 characters
  CAST(NULL AS nvarchar(254)) AS [email],  -- text, up to 254 characters
  CAST(NULL AS date) AS [birth_date],  -- day
  CAST(NULL AS nvarchar(10)) AS [birth_cert_no],  -- text, up to 10 characters
  CAST(NULL AS nvarchar(12)) AS [residence_postal],  -- text, up to 12 characters
  CAST(NULL AS nvarchar(300)) AS [residence_address],  -- text, up to 300 characters
  CAST(NULL AS date) AS [registered_on]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_file AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(40)) AS [renewal_code],  -- text, up to 40 characters, required
  CAST(NULL AS nvarchar(40)) AS [unit_kind],  -- text, up to 40 characters, required, one of: apartment, building, device, parcel, shop
  CAST(NULL AS nvarchar(40)) AS [property_type],  -- text, up to 40 characters, required, one of: apartment, complex, garden, house, land, shop
  CAST(NULL AS nvarchar(20)) AS [file_no],  -- text, up to 20 characters, required
  CAST(NULL AS nvarchar(120)) AS [place],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(300)) AS [address],  -- text, up to 300 characters, required
  CAST(NULL AS nvarchar(60)) AS [neighbourhood],  -- text, up to 60 characters
  CAST(NULL AS nvarchar(10)) AS [postal_code],  -- text, up to 10 characters
  CAST(NULL AS nvarchar(10)) AS [blue_plate],  -- text, up to 10 characters
  CAST(NULL AS nvarchar(20)) AS [phone],  -- text, up to 20 characters
  CAST(NULL AS decimal(28, 6)) AS [plate_main],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [plate_sub],  -- number, a whole number
  CAST(NULL AS nvarchar(60)) AS [plate_origin],  -- text, up to 60 characters
  CAST(NULL AS decimal(28, 6)) AS [lot_no],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [registry_section],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [registry_office],  -- text, up to 40 characters, one of: centre, east, north, south, west
  CAST(NULL AS date) AS [opened_on]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_file_unit_areas AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [part],  -- text, up to 40 characters, required, one of: balcony, common, own, parking, storage, yard
  CAST(NULL AS decimal(28, 6)) AS [area],  -- number, required, square metres
  CAST(NULL AS nvarchar(20)) AS [number]  -- text, up to 20 characters
WHERE 1 = 0;
GO

CREATE VIEW out_file_outline AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [x],  -- number, required, metres of the citys UTM zone
  CAST(NULL AS decimal(28, 6)) AS [y]  -- number, required, metres of the citys UTM zone
WHERE 1 = 0;
GO

CREATE VIEW out_file_lineage AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [kind],  -- text, up to 40 characters, required, one of: merge, recode, split, survey
  CAST(NULL AS nvarchar(40)) AS [other_code],  -- text, up to 40 characters, required
  CAST(NULL AS nvarchar(10)) AS [role],  -- text, up to 10 characters, parent if the other code came before this one, child if it came after it
  CAST(NULL AS date) AS [on]  -- day, the day of the division, the merging or the other code
WHERE 1 = 0;
GO

CREATE VIEW out_ownership AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, ended, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS date) AS [source_ended_on],  -- day, of what has ended, and of nothing else
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(60)) AS [person],  -- text, up to 60 characters, required
  CAST(NULL AS decimal(28, 6)) AS [land_share],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [land_of],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [building_share],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [building_of],  -- number, required, a whole number
  CAST(NULL AS date) AS [effective_from],  -- day, required
  CAST(NULL AS date) AS [effective_to]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_mandate AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, ended, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS date) AS [source_ended_on],  -- day, of what has ended, and of nothing else
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(60)) AS [principal],  -- text, up to 60 characters, required
  CAST(NULL AS nvarchar(60)) AS [agent],  -- text, up to 60 characters, required
  CAST(NULL AS nvarchar(40)) AS [capacity],  -- text, up to 40 characters, required, one of: attorney, executor, guardian, liquidator, owner, parent, representative, trustee
  CAST(NULL AS date) AS [poa_date],  -- day, required
  CAST(NULL AS nvarchar(30)) AS [poa_no],  -- text, up to 30 characters
  CAST(NULL AS nvarchar(60)) AS [notary_office],  -- text, up to 60 characters
  CAST(NULL AS date) AS [expires_on],  -- day
  CAST(NULL AS bit) AS [every_file],  -- flag
  CAST(NULL AS bit) AS [irrevocable],  -- flag
  CAST(NULL AS bit) AS [may_delegate],  -- flag
  CAST(NULL AS date) AS [verified_on],  -- day, on which the notary confirmed it: without it the agent sees nothing
  CAST(NULL AS nvarchar(40)) AS [verify_ref],  -- text, up to 40 characters
  CAST(NULL AS date) AS [ended_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [end_reason]  -- text, up to 40 characters, one of: death, dismissal, expiry, incapacity, resignation
WHERE 1 = 0;
GO

CREATE VIEW out_mandate_scope AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [value]  -- text, up to 40 characters, required, one of: follow_up, object, pay, receive, sell, undertake, view
WHERE 1 = 0;
GO

CREATE VIEW out_deed AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(40)) AS [deed_kind],  -- text, up to 40 characters, required, one of: booklet, conveyance, court_ruling, duplicate, endowment, inheritance, private_contract, private_settlement, single_page, urban_land
  CAST(NULL AS nvarchar(40)) AS [tenure],  -- text, up to 40 characters, required, one of: cooperative, endowment, municipality, separated, state, undivided, whole
  CAST(NULL AS nvarchar(40)) AS [tenure_scope],  -- text, up to 40 characters, required, one of: both, building, land
  CAST(NULL AS nvarchar(40)) AS [deed_status],  -- text, up to 40 characters, required, one of: cancelled, contested, in_progress, valid
  CAST(NULL AS nvarchar(30)) AS [deed_no],  -- text, up to 30 characters
  CAST(NULL AS date) AS [deed_date],  -- day
  CAST(NULL AS nvarchar(20)) AS [notary_office_no],  -- text, up to 20 characters
  CAST(NULL AS nvarchar(40)) AS [notary_city],  -- text, up to 40 characters
  CAST(NULL AS nvarchar(6)) AS [serial_no],  -- text, up to 6 characters
  CAST(NULL AS nvarchar(10)) AS [serial_series],  -- text, up to 10 characters
  CAST(NULL AS decimal(28, 6)) AS [book_no],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [page_no],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [entry_no],  -- number, a whole number
  CAST(NULL AS nvarchar(18)) AS [ebook_no],  -- text, up to 18 characters
  CAST(NULL AS decimal(28, 6)) AS [area_deed],  -- number, square metres
  CAST(NULL AS nvarchar(300)) AS [easements],  -- text, up to 300 characters
  CAST(NULL AS date) AS [registry_checked_on],  -- day
  CAST(NULL AS nvarchar(200)) AS [holders]  -- text, up to 200 characters
WHERE 1 = 0;
GO

CREATE VIEW out_deed_bounds AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [side],  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS nvarchar(120)) AS [text],  -- text, up to 120 characters, required
  CAST(NULL AS decimal(28, 6)) AS [length]  -- number, required, metres
WHERE 1 = 0;
GO

CREATE VIEW out_deed_encumbrances AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [kind],  -- text, up to 40 characters, required, one of: mortgage, restriction, seizure
  CAST(NULL AS nvarchar(120)) AS [beneficiary],  -- text, up to 120 characters
  CAST(NULL AS decimal(28, 6)) AS [amount],  -- number, a whole number
  CAST(NULL AS date) AS [since],  -- day
  CAST(NULL AS date) AS [until],  -- day
  CAST(NULL AS nvarchar(40)) AS [letter_no]  -- text, up to 40 characters
WHERE 1 = 0;
GO

CREATE VIEW out_paper AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS decimal(28, 6)) AS [seq],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [doc_kind],  -- text, up to 40 characters, required, one of: attorney_papers, birth_certificate, completion, conveyance, death_certificate, deed, defence, dismissal, division_minutes, gazette, guardianship, inheritance, inheritance_tax, inquiry, judgment, last_permit, national_card, neighbour_consent, no_violation, passport, power_of_attorney, renewal_slip, service_notice, supervisor_report, undertaking, utm_survey, verdict, visit_sheet, warning
  CAST(NULL AS nvarchar(40)) AS [doc_no],  -- text, up to 40 characters
  CAST(NULL AS date) AS [doc_date],  -- day
  CAST(NULL AS nvarchar(80)) AS [issuer],  -- text, up to 80 characters
  CAST(NULL AS decimal(28, 6)) AS [pages],  -- number, a whole number
  CAST(NULL AS bit) AS [original_seen],  -- flag
  CAST(NULL AS date) AS [original_seen_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [archive_group],  -- text, up to 40 characters, one of: completion, estate, inquiry_reply, no_violation, permit, service_permit
  CAST(NULL AS bit) AS [visible_to_owner],  -- flag
  CAST(NULL AS nvarchar(60)) AS [of_person],  -- text, up to 60 characters
  CAST(NULL AS nvarchar(100)) AS [scan]  -- text, up to 100 characters
WHERE 1 = 0;
GO

CREATE VIEW out_inspection AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(30)) AS [visit_no],  -- text, up to 30 characters, required
  CAST(NULL AS datetimeoffset(0)) AS [visited_at],  -- moment, required
  CAST(NULL AS nvarchar(40)) AS [reason],  -- text, up to 40 characters, required, one of: complaint, completion, extension, inquiry, no_violation, patrol, permit, survey
  CAST(NULL AS nvarchar(40)) AS [access],  -- text, up to 40 characters, required, one of: done, no_entry, owner_absent
  CAST(NULL AS nvarchar(40)) AS [approval],  -- text, up to 40 characters, required, one of: approved, none, refused, void
  CAST(NULL AS nvarchar(30)) AS [request_no],  -- text, up to 30 characters
  CAST(NULL AS nvarchar(20)) AS [inspector_no],  -- text, up to 20 characters
  CAST(NULL AS bit) AS [owner_present],  -- flag
  CAST(NULL AS date) AS [next_visit_on],  -- day
  CAST(NULL AS nvarchar(2000)) AS [notes],  -- text, up to 2000 characters
  CAST(NULL AS decimal(28, 6)) AS [area_deed],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [area_existing],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [area_after_correction],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [area_in_street],  -- number, square metres: existing less after correction, to 0.05, where all three are told
  CAST(NULL AS decimal(28, 6)) AS [area_remaining]  -- number, a piece that a widening leaves behind: beside the other two, or within one of them
WHERE 1 = 0;
GO

CREATE VIEW out_inspection_boundaries AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [side],  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS nvarchar(40)) AS [neighbour_kind],  -- text, up to 40 characters, required, one of: channel, cul_de_sac, green, highway, lane, plate, railway, river, square, street, walkway
  CAST(NULL AS decimal(28, 6)) AS [len_existing],  -- number, required, metres
  CAST(NULL AS nvarchar(80)) AS [street_name],  -- text, up to 80 characters
  CAST(NULL AS nvarchar(20)) AS [adjacent_plate],  -- text, up to 20 characters
  CAST(NULL AS decimal(28, 6)) AS [len_deed],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [len_after],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [street_width_existing],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [street_width_planned],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [widening],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback_len],  -- number, metres
  CAST(NULL AS nvarchar(40)) AS [overlooking],  -- text, up to 40 characters, one of: consented, none, present
  CAST(NULL AS nvarchar(200)) AS [notes]  -- text, up to 200 characters
WHERE 1 = 0;
GO

CREATE VIEW out_inspection_buildings AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [structure],  -- text, up to 40 characters, required, one of: adobe, brick, concrete, lsf, mixed, shed, steel, timber
  CAST(NULL AS nvarchar(40)) AS [stage],  -- text, up to 40 characters, required, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS decimal(28, 6)) AS [floors_above],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [floors_below],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [total_built],  -- number, required, of all buildings what the floors add up to, to 0.1, where both are told
  CAST(NULL AS decimal(28, 6)) AS [footprint],  -- number, required, square metres
  CAST(NULL AS decimal(28, 6)) AS [building_no],  -- number, a whole number
  CAST(NULL AS nvarchar(10)) AS [group],  -- text, up to 10 characters
  CAST(NULL AS nvarchar(40)) AS [roof],  -- text, up to 40 characters, one of: composite, deck, dome, jack_arch, joist_block, pitched, slab, timber
  CAST(NULL AS nvarchar(40)) AS [facade],  -- text, up to 40 characters, one of: brick, cement, ceramic, composite, glass, mixed, none, stone, tile
  CAST(NULL AS decimal(28, 6)) AS [progress],  -- number, per cent
  CAST(NULL AS decimal(28, 6)) AS [units],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [built_from],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [built_to],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [parking],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [parking_state],  -- text, up to 40 characters, one of: covered, open, unknown
  CAST(NULL AS decimal(28, 6)) AS [parking_shortfall],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [storage],  -- number, a whole number
  CAST(NULL AS bit) AS [lift],  -- flag
  CAST(NULL AS bit) AS [pool],  -- flag
  CAST(NULL AS decimal(28, 6)) AS [over_density],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [over_footprint],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [over_neighbour_length],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [over_or_no_permit],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [built_in_street]  -- number, square metres
WHERE 1 = 0;
GO

CREATE VIEW out_inspection_floors AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [floor],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [use_group],  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS decimal(28, 6)) AS [area],  -- number, required, square metres: of what is demolished nothing counts
  CAST(NULL AS nvarchar(60)) AS [use_sub],  -- text, up to 60 characters
  CAST(NULL AS decimal(28, 6)) AS [units],  -- number, a whole number
  CAST(NULL AS nvarchar(10)) AS [unit_no],  -- text, up to 10 characters
  CAST(NULL AS decimal(28, 6)) AS [clear_height],  -- number, metres
  CAST(NULL AS nvarchar(40)) AS [change_state],  -- text, up to 40 characters, one of: added, demolished, removed, unchanged
  CAST(NULL AS decimal(28, 6)) AS [changed_use_area]  -- number, square metres: no more than area
WHERE 1 = 0;
GO

CREATE VIEW out_inspection_trees AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [species],  -- text, up to 40 characters, required
  CAST(NULL AS decimal(28, 6)) AS [girth_cm],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [number]  -- number, required, a whole number
WHERE 1 = 0;
GO

CREATE VIEW out_inspection_photos AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(100)) AS [scan],  -- text, up to 100 characters, required
  CAST(NULL AS nvarchar(40)) AS [side],  -- text, up to 40 characters, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS date) AS [taken_on]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_plan_rules AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(120)) AS [plan_name],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(20)) AS [version],  -- text, up to 20 characters, required
  CAST(NULL AS date) AS [approved_on],  -- day, required
  CAST(NULL AS nvarchar(40)) AS [zone],  -- text, up to 40 characters, required
  CAST(NULL AS nvarchar(40)) AS [land_use],  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS decimal(28, 6)) AS [density_pct],  -- number, required, per cent
  CAST(NULL AS decimal(28, 6)) AS [coverage_pct],  -- number, required, per cent
  CAST(NULL AS decimal(28, 6)) AS [floors_allowed],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [approved_by],  -- text, up to 40 characters, one of: article5, supreme_council
  CAST(NULL AS nvarchar(40)) AS [density_base],  -- text, up to 40 characters, one of: after_correction, deed
  CAST(NULL AS bit) AS [on_pilotis],  -- flag
  CAST(NULL AS decimal(28, 6)) AS [height_max],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [min_lot],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [units_allowed],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [parking_required],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [placement],  -- text, up to 40 characters, one of: east, free, north, south, west
  CAST(NULL AS decimal(28, 6)) AS [projection_allowed],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback_m],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback_m2],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [chamfer],  -- number, metres
  CAST(NULL AS nvarchar(40)) AS [fabric],  -- text, up to 40 characters, one of: historic, middle, new, outside, worn
  CAST(NULL AS date) AS [valid_until]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_plan_rules_streets AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [side],  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS nvarchar(80)) AS [street_name],  -- text, up to 80 characters, required
  CAST(NULL AS decimal(28, 6)) AS [existing],  -- number, required, metres
  CAST(NULL AS decimal(28, 6)) AS [planned],  -- number, required, metres
  CAST(NULL AS decimal(28, 6)) AS [setback]  -- number, metres
WHERE 1 = 0;
GO

CREATE VIEW out_plan_rules_buffers AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [kind],  -- text, up to 40 characters, required, one of: channel, gas, monument, power, railway, river
  CAST(NULL AS decimal(28, 6)) AS [distance]  -- number, required, metres
WHERE 1 = 0;
GO

CREATE VIEW out_plan_rules_rulings AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(80)) AS [body],  -- text, up to 80 characters, required
  CAST(NULL AS nvarchar(40)) AS [number],  -- text, up to 40 characters, required
  CAST(NULL AS nvarchar(500)) AS [text],  -- text, up to 500 characters, required
  CAST(NULL AS date) AS [on]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_level_sheet AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(30)) AS [sheet_no],  -- text, up to 30 characters, required
  CAST(NULL AS date) AS [issued_on],  -- day, required
  CAST(NULL AS nvarchar(20)) AS [surveyor_no],  -- text, up to 20 characters, required
  CAST(NULL AS nvarchar(80)) AS [base_street],  -- text, up to 80 characters, required
  CAST(NULL AS decimal(28, 6)) AS [street_level],  -- number, required, metres above the bench mark
  CAST(NULL AS nvarchar(120)) AS [bench_mark],  -- text, up to 120 characters, required
  CAST(NULL AS decimal(28, 6)) AS [bench_level],  -- number, metres above the bench mark
  CAST(NULL AS decimal(28, 6)) AS [ground_floor_level],  -- number, metres above the bench mark
  CAST(NULL AS decimal(28, 6)) AS [ramp_level],  -- number, metres above the bench mark
  CAST(NULL AS decimal(28, 6)) AS [ramp_slope],  -- number, per cent
  CAST(NULL AS decimal(28, 6)) AS [street_slope],  -- number, per cent
  CAST(NULL AS decimal(28, 6)) AS [wall_height],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [chamfer],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback_area],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [fee],  -- number, a whole number
  CAST(NULL AS date) AS [valid_until]  -- day
WHERE 1 = 0;
GO

CREATE VIEW out_level_sheet_outline AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [x],  -- number, required, metres of the citys UTM zone
  CAST(NULL AS decimal(28, 6)) AS [y]  -- number, required, metres of the citys UTM zone
WHERE 1 = 0;
GO

CREATE VIEW out_level_sheet_outline_after AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [x],  -- number, required, metres of the citys UTM zone
  CAST(NULL AS decimal(28, 6)) AS [y]  -- number, required, metres of the citys UTM zone
WHERE 1 = 0;
GO

CREATE VIEW out_level_sheet_fronts AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [side],  -- text, up to 40 characters, required, one of: east, north, north_east, north_west, south, south_east, south_west, west
  CAST(NULL AS decimal(28, 6)) AS [front_existing],  -- number, required, metres
  CAST(NULL AS nvarchar(80)) AS [street_name],  -- text, up to 80 characters
  CAST(NULL AS nvarchar(20)) AS [adjacent_plate],  -- text, up to 20 characters
  CAST(NULL AS decimal(28, 6)) AS [front_corrected],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [width_existing],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [width_planned],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback],  -- number, metres
  CAST(NULL AS decimal(28, 6)) AS [setback_area]  -- number, square metres
WHERE 1 = 0;
GO

CREATE VIEW out_level_sheet_undertakings AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(300)) AS [text],  -- text, up to 300 characters, required
  CAST(NULL AS date) AS [signed_on],  -- day
  CAST(NULL AS nvarchar(20)) AS [notary_no]  -- text, up to 20 characters
WHERE 1 = 0;
GO

CREATE VIEW out_survey AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(30)) AS [sheet_no],  -- text, up to 30 characters, required, that of a level sheet of this file: drawn as soon as that is told
  CAST(NULL AS date) AS [surveyed_on],  -- day, required
  CAST(NULL AS nvarchar(max)) AS [block]  -- json, required
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(30)) AS [plan_set_no],  -- text, up to 30 characters, required
  CAST(NULL AS nvarchar(30)) AS [plan_order_no],  -- text, up to 30 characters, required
  CAST(NULL AS nvarchar(40)) AS [discipline],  -- text, up to 40 characters, required, one of: architecture, as_built, division, electrical, mechanical, structure, survey
  CAST(NULL AS nvarchar(40)) AS [phase],  -- text, up to 40 characters, required, one of: one, three, two, zero
  CAST(NULL AS decimal(28, 6)) AS [revision],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [review_state],  -- text, up to 40 characters, required, one of: approved, in_review, needs_change, refused, sent
  CAST(NULL AS date) AS [submitted_on],  -- day, required
  CAST(NULL AS nvarchar(120)) AS [designer],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(40)) AS [designer_licence_no],  -- text, up to 40 characters, required
  CAST(NULL AS nvarchar(40)) AS [designer_field],  -- text, up to 40 characters, required, one of: architecture, civil, electrical, mechanical, planning, survey, traffic
  CAST(NULL AS nvarchar(40)) AS [designer_grade],  -- text, up to 40 characters, required, one of: one, senior, three, two
  CAST(NULL AS date) AS [licence_valid_until],  -- day, required
  CAST(NULL AS date) AS [reviewed_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [designer_member_no],  -- text, up to 40 characters
  CAST(NULL AS decimal(28, 6)) AS [total_area]  -- number, square metres: the design_areas may be less and are no more
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set_engineers AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(120)) AS [name],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(40)) AS [role],  -- text, up to 40 characters, required, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS nvarchar(40)) AS [field],  -- text, up to 40 characters, required, one of: architecture, civil, electrical, mechanical, planning, survey, traffic
  CAST(NULL AS nvarchar(40)) AS [grade],  -- text, up to 40 characters, one of: one, senior, three, two
  CAST(NULL AS nvarchar(40)) AS [licence_no],  -- text, up to 40 characters
  CAST(NULL AS date) AS [appointed_on],  -- day
  CAST(NULL AS bit) AS [coordinator]  -- flag
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set_remarks AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(500)) AS [text],  -- text, up to 500 characters, required
  CAST(NULL AS bit) AS [open],  -- flag, required
  CAST(NULL AS nvarchar(20)) AS [sheet]  -- text, up to 20 characters
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set_sheets AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(20)) AS [number],  -- text, up to 20 characters, required
  CAST(NULL AS nvarchar(120)) AS [title],  -- text, up to 120 characters, required
  CAST(NULL AS nvarchar(20)) AS [scale],  -- text, up to 20 characters
  CAST(NULL AS nvarchar(100)) AS [scan]  -- text, up to 100 characters
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set_design_areas AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [floor],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [use_group],  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS decimal(28, 6)) AS [area]  -- number, required, square metres
WHERE 1 = 0;
GO

CREATE VIEW out_drawing_set_stage_reports AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [stage],  -- text, up to 40 characters, required, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS date) AS [on],  -- day, required, NULL is unknown
  CAST(NULL AS bit) AS [conforms],  -- flag, required
  CAST(NULL AS nvarchar(300)) AS [text]  -- text, up to 300 characters
WHERE 1 = 0;
GO

CREATE VIEW out_violation AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(40)) AS [kind],  -- text, up to 40 characters, required, one of: change_of_use, division, excavation, extra_floor, facade_change, hygiene, more_units, no_permit, no_setback, over_density, over_footprint, over_length, over_permit, overlooking, parking, planning, storage_to_unit, street_encroachment, technical, weak_structure
  CAST(NULL AS nvarchar(40)) AS [status],  -- text, up to 40 characters, required, one of: closed, decided, found, referred, remedied, warned
  CAST(NULL AS date) AS [found_on],  -- day, required
  CAST(NULL AS decimal(28, 6)) AS [floor],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [amount],  -- number, required, square metres
  CAST(NULL AS nvarchar(40)) AS [use_existing],  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS decimal(28, 6)) AS [year],  -- number, required, a whole number
  CAST(NULL AS date) AS [date_governing],  -- day, required
  CAST(NULL AS decimal(28, 6)) AS [note_no],  -- number, required, a whole number
  CAST(NULL AS decimal(28, 6)) AS [unit_value],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [violation_no],  -- text, up to 40 characters
  CAST(NULL AS decimal(28, 6)) AS [area_existing],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [area_allowed],  -- number, square metres
  CAST(NULL AS decimal(28, 6)) AS [units_existing],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [units_allowed],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [use_allowed],  -- text, up to 40 characters, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS date) AS [date_municipality],  -- day
  CAST(NULL AS date) AS [date_supervisor],  -- day
  CAST(NULL AS decimal(28, 6)) AS [goodwill_value],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [k],  -- number
  CAST(NULL AS decimal(28, 6)) AS [fine_min],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [fine_max],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [municipality_request],  -- text, up to 40 characters, one of: close, demolish, fine, restore
  CAST(NULL AS bit) AS [neighbours_ok]  -- flag
WHERE 1 = 0;
GO

CREATE VIEW out_commission_case AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(40)) AS [secretariat_no],  -- text, up to 40 characters, required
  CAST(NULL AS date) AS [received_on],  -- day, required
  CAST(NULL AS nvarchar(40)) AS [requester],  -- text, up to 40 characters, required, one of: complainant, interested, municipality
  CAST(NULL AS nvarchar(40)) AS [stage],  -- text, up to 40 characters, required, one of: appeal, equal, first
  CAST(NULL AS decimal(28, 6)) AS [panel_no],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [referral_no],  -- text, up to 40 characters
  CAST(NULL AS nvarchar(60)) AS [after],  -- text, up to 60 characters, the source_key of the case before it in this file, or of its verdict, told or not
  CAST(NULL AS date) AS [invited_on],  -- day
  CAST(NULL AS date) AS [answer_due],  -- day
  CAST(NULL AS date) AS [defence_on],  -- day
  CAST(NULL AS datetimeoffset(0)) AS [session_at]  -- moment
WHERE 1 = 0;
GO

CREATE VIEW out_commission_case_violations AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(60)) AS [value]  -- text, up to 60 characters, required
WHERE 1 = 0;
GO

CREATE VIEW out_verdict AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(60)) AS [commission_case],  -- text, up to 60 characters, required
  CAST(NULL AS nvarchar(40)) AS [verdict_no],  -- text, up to 40 characters, required
  CAST(NULL AS datetimeoffset(0)) AS [issued_at],  -- moment, required
  CAST(NULL AS nvarchar(40)) AS [verdict_kind],  -- text, up to 40 characters, required, one of: certificate_ok, close, demolish, fine, interim, no_fine, not_competent, remedy, restore, retain
  CAST(NULL AS nvarchar(3000)) AS [body],  -- text, up to 3000 characters, required
  CAST(NULL AS nvarchar(40)) AS [finality],  -- text, up to 40 characters, required, one of: closed, final_appeal, final_unopposed, open, quashed, stayed
  CAST(NULL AS decimal(28, 6)) AS [note_no],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [amount],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [comply_within_days],  -- number, a whole number
  CAST(NULL AS bit) AS [engineer_referred],  -- flag
  CAST(NULL AS nvarchar(40)) AS [appeal_result],  -- text, up to 40 characters, one of: amended, confirmed, quashed
  CAST(NULL AS date) AS [served_on],  -- day, the owners see the verdict from this day, and without it never
  CAST(NULL AS nvarchar(40)) AS [service_kind],  -- text, up to 40 characters, one of: actual, electronic, legal, notice
  CAST(NULL AS nvarchar(80)) AS [served_to],  -- text, up to 80 characters
  CAST(NULL AS nvarchar(80)) AS [service_proof],  -- text, up to 80 characters
  CAST(NULL AS date) AS [served_municipality_on],  -- day
  CAST(NULL AS date) AS [objected_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [objection_no],  -- text, up to 40 characters
  CAST(NULL AS nvarchar(40)) AS [objector],  -- text, up to 40 characters, one of: municipality, owner, successor
  CAST(NULL AS nvarchar(40)) AS [divan_case_no],  -- text, up to 40 characters
  CAST(NULL AS date) AS [divan_filed_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [divan_order],  -- text, up to 40 characters, one of: dismissed, granted, quash_refer, stay
  CAST(NULL AS date) AS [stayed_on],  -- day
  CAST(NULL AS date) AS [stay_ended_on],  -- day
  CAST(NULL AS nvarchar(40)) AS [bill_no],  -- text, up to 40 characters
  CAST(NULL AS nvarchar(13)) AS [bill_id],  -- text, up to 13 characters
  CAST(NULL AS nvarchar(13)) AS [pay_id],  -- text, up to 13 characters
  CAST(NULL AS nvarchar(40)) AS [bill_state],  -- text, up to 40 characters, one of: bank_confirmed, confirmed, draft, issued, printed, refunded, void
  CAST(NULL AS decimal(28, 6)) AS [discount],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [discount_ground]  -- text, up to 40 characters, one of: at_once, council, law, personal
WHERE 1 = 0;
GO

CREATE VIEW out_verdict_objections AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [objector],  -- text, up to 40 characters, required, one of: municipality, owner, successor
  CAST(NULL AS date) AS [on],  -- day, required, NULL is unknown
  CAST(NULL AS nvarchar(40)) AS [number]  -- text, up to 40 characters
WHERE 1 = 0;
GO

CREATE VIEW out_verdict_instalments AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS date) AS [due],  -- day, required, NULL is unknown
  CAST(NULL AS decimal(28, 6)) AS [amount],  -- number, required, a whole number
  CAST(NULL AS date) AS [paid_on],  -- day
  CAST(NULL AS nvarchar(13)) AS [bill_id],  -- text, up to 13 characters
  CAST(NULL AS nvarchar(13)) AS [pay_id]  -- text, up to 13 characters
WHERE 1 = 0;
GO

CREATE VIEW out_permit AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(40)) AS [permit_kind],  -- text, up to 40 characters, required, one of: addition, amendment, approval_in_principle, building_permit, clearance, completion, demolition_permit, excavation, extension, inquiry_reply, no_violation, plan_order, repair_permit, service_permit, technical_record, unit_completion, wall_permit
  CAST(NULL AS nvarchar(20)) AS [permit_no],  -- text, up to 20 characters, required
  CAST(NULL AS date) AS [issued_on],  -- day, required
  CAST(NULL AS nvarchar(40)) AS [state],  -- text, up to 40 characters, required, one of: draft, expired, extended, issued, replaced, void
  CAST(NULL AS nvarchar(30)) AS [request_no],  -- text, up to 30 characters
  CAST(NULL AS date) AS [valid_from],  -- day
  CAST(NULL AS date) AS [valid_until],  -- day
  CAST(NULL AS nvarchar(60)) AS [replaces],  -- text, up to 60 characters, the source_key of the permit in this file whose place it takes, told or not
  CAST(NULL AS nvarchar(40)) AS [verify_code],  -- text, up to 40 characters
  CAST(NULL AS nvarchar(300)) AS [snapshot],  -- text, up to 300 characters
  CAST(NULL AS nvarchar(2000)) AS [body],  -- text, up to 2000 characters
  CAST(NULL AS nvarchar(2000)) AS [conditions],  -- text, up to 2000 characters
  CAST(NULL AS decimal(28, 6)) AS [total_area],  -- number, square metres: the areas may be less, as of an addition, and are no more
  CAST(NULL AS decimal(28, 6)) AS [floors],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [units],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [parking],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [storage],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [structure],  -- text, up to 40 characters, one of: adobe, brick, concrete, lsf, mixed, shed, steel, timber
  CAST(NULL AS nvarchar(10)) AS [building_group],  -- text, up to 10 characters
  CAST(NULL AS date) AS [start_by],  -- day
  CAST(NULL AS date) AS [finish_by],  -- day
  CAST(NULL AS decimal(28, 6)) AS [charges],  -- number, a whole number
  CAST(NULL AS decimal(28, 6)) AS [charges_discount],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [discount_ground],  -- text, up to 40 characters, one of: at_once, council, law, personal
  CAST(NULL AS date) AS [charges_paid_on],  -- day
  CAST(NULL AS nvarchar(13)) AS [bill_id],  -- text, up to 13 characters
  CAST(NULL AS nvarchar(13)) AS [pay_id],  -- text, up to 13 characters
  CAST(NULL AS decimal(28, 6)) AS [extension_no],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [stage],  -- text, up to 40 characters, one of: complete, excavation, finishing, foundation, frame, land, rough
  CAST(NULL AS decimal(28, 6)) AS [progress],  -- number, per cent
  CAST(NULL AS nvarchar(120)) AS [purpose]  -- text, up to 120 characters
WHERE 1 = 0;
GO

CREATE VIEW out_permit_holders AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(160)) AS [value]  -- text, up to 160 characters, required
WHERE 1 = 0;
GO

CREATE VIEW out_permit_signers AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS nvarchar(40)) AS [role],  -- text, up to 40 characters, required, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS date) AS [on]  -- day, required, NULL is unknown
WHERE 1 = 0;
GO

CREATE VIEW out_permit_areas AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, of the record that the row stands in
  CAST(NULL AS decimal(28, 6)) AS [source_position],  -- number, required, its place in the list: 1, 2, 3
  CAST(NULL AS decimal(28, 6)) AS [floor],  -- number, required, a whole number
  CAST(NULL AS nvarchar(40)) AS [use_group],  -- text, up to 40 characters, required, one of: agricultural, barren, clinical, commercial, common, culture, education, garden, green, health, heritage, industrial, leisure, military, mixed, none, office, parking, religious, residential, sport, storage, tourism, transport, utilities, workshop
  CAST(NULL AS decimal(28, 6)) AS [area],  -- number, required, square metres
  CAST(NULL AS decimal(28, 6)) AS [units]  -- number, a whole number
WHERE 1 = 0;
GO

CREATE VIEW out_bill AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(40)) AS [bill_kind],  -- text, up to 40 characters, required, one of: charges, demolition, levy, other, waste
  CAST(NULL AS decimal(28, 6)) AS [amount],  -- number, required, a whole number
  CAST(NULL AS nvarchar(20)) AS [period],  -- text, up to 20 characters
  CAST(NULL AS nvarchar(60)) AS [about],  -- text, up to 60 characters, the source_key of the verdict in this file that was carried out
  CAST(NULL AS date) AS [issued_on],  -- day
  CAST(NULL AS date) AS [due],  -- day
  CAST(NULL AS decimal(28, 6)) AS [discount],  -- number, a whole number
  CAST(NULL AS nvarchar(40)) AS [discount_ground],  -- text, up to 40 characters, one of: at_once, council, law, personal
  CAST(NULL AS nvarchar(40)) AS [bill_state],  -- text, up to 40 characters, one of: bank_confirmed, confirmed, draft, issued, printed, refunded, void
  CAST(NULL AS date) AS [paid_on],  -- day
  CAST(NULL AS nvarchar(13)) AS [bill_id],  -- text, up to 13 characters
  CAST(NULL AS nvarchar(13)) AS [pay_id]  -- text, up to 13 characters
WHERE 1 = 0;
GO

CREATE VIEW out_action AS SELECT
  CAST(NULL AS nvarchar(60)) AS [source_key],  -- text, up to 60 characters, required, what you call it, for ever
  CAST(NULL AS decimal(28, 6)) AS [source_version],  -- number, required, a whole number that grows with every change, of its lists too
  CAST(NULL AS nvarchar(20)) AS [source_state],  -- text, up to 20 characters, present, withdrawn: NULL stands for present
  CAST(NULL AS nvarchar(900)) AS [source_empty],  -- text, up to 900 characters, NULL, a star, or names of columns with commas between
  CAST(NULL AS nvarchar(60)) AS [source_file],  -- text, up to 60 characters, required, the source_key of its file, or its renewal code
  CAST(NULL AS nvarchar(30)) AS [request_no],  -- text, up to 30 characters, required
  CAST(NULL AS nvarchar(40)) AS [request_kind],  -- text, up to 40 characters, required, one of: amendment, article100, completion, extension, formation, inquiry, level_sheet, merge, no_violation, permit, split, transfer
  CAST(NULL AS date) AS [registered_on],  -- day, required
  CAST(NULL AS nvarchar(40)) AS [request_state],  -- text, up to 40 characters, required, one of: closed, current, void
  CAST(NULL AS nvarchar(40)) AS [step],  -- text, up to 40 characters, required, one of: archive, charges, commission, completion, completion_request, confirmations, debts, drawing, drawing_control, enforcement, extension, formation, issue, no_violation, plan_lines, plan_order, registration, rules, survey, undertakings, unit_deeds, violation, visit, works
  CAST(NULL AS datetimeoffset(0)) AS [started_at],  -- moment, required
  CAST(NULL AS nvarchar(40)) AS [step_state],  -- text, up to 40 characters, required, one of: done, returned, running, stopped, waiting
  CAST(NULL AS nvarchar(40)) AS [defect_state],  -- text, up to 40 characters, required, one of: none, resolved, sent, to_complete
  CAST(NULL AS nvarchar(120)) AS [requester],  -- text, up to 120 characters
  CAST(NULL AS nvarchar(40)) AS [from_role],  -- text, up to 40 characters, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS nvarchar(40)) AS [to_role],  -- text, up to 40 characters, one of: archive, article100, designer, district_manager, drawing_control, e_services, enforcement, formation_unit, inspector, organisation, owner, patrol, plan_desk, planning_deputy, planning_desk, planning_head, renewal_desk, revenue, secretariat, supervisor, surveyor
  CAST(NULL AS datetimeoffset(0)) AS [ended_at],  -- moment
  CAST(NULL AS nvarchar(500)) AS [defect_text],  -- text, up to 500 characters
  CAST(NULL AS nvarchar(500)) AS [citizen_note],  -- text, up to 500 characters
  CAST(NULL AS nvarchar(200)) AS [next_action],  -- text, up to 200 characters
  CAST(NULL AS date) AS [due]  -- day
WHERE 1 = 0;
GO
