-- The records of the feed as newline-delimited JSON, from the views of sqlserver-views.sql. SQL Server 2008 and later.
-- This makes a function, out_text, and a view, out_feed, of one line for each record.

-- Make them once (and anew with each version of this file: DROP VIEW out_feed and DROP FUNCTION out_text before):
--   sqlcmd -S SERVER -d DATABASE -E -b -I -i sqlserver-views.sql
--   sqlcmd -S SERVER -d DATABASE -E -b -I -i sqlserver.sql
-- Write the records. Later, behind out_feed, WHERE source_version > ... OR source_version IS NULL with, where it is a
-- moment, the highest that you sent less a day (86400000000); sqlserver-views.sql says what of a count. In one line:
--   bcp "SELECT line FROM DATABASE.dbo.out_feed ORDER BY turn, source_version, source_key"
--     queryout feed.utf16 -w -S SERVER -T
-- and make UTF-8 of it where Shahrsazi runs:
--   iconv -f UTF-16LE -t UTF-8 feed.utf16 > feed.ndjson
-- or with PowerShell:
--   [IO.File]::WriteAllLines("$pwd\feed.ndjson", [IO.File]::ReadLines("$pwd\feed.utf16", [Text.Encoding]::Unicode))

-- Traps:
-- * bcp -c writes the code page of Windows, and Persian letters as question marks: -w is needed.
-- * sqlcmd cuts a column at 256 characters, with -y 0 at a megabyte; -y 8000 cuts at 8000, and -W may not stand beside
--   it. It is for a look: sqlcmd -u -y 0 -Q "SET NOCOUNT ON; SELECT TOP 10 line FROM out_feed" -o feed.utf16
-- * A text in varchar with a code page other than 1256 has lost its Persian letters already.
-- * Collation: source_key of a list and of its record must have the same, else the view can not be made: say
--   COLLATE DATABASE_DEFAULT in the views. Where it tells A from a, names are lower case.
-- * char pads with blanks: RTRIM it in the views.
-- * A moment from a datetime with its hour: TODATETIMEOFFSET(x, '+03:30'), in the summers until 2022 '+04:30'; from a
--   whole day always '+03:30': with the other the first day of summer would be the one before. A version from a
--   datetime of Tehran, in microseconds: (CAST(DATEDIFF(second, '19700101', x) AS bigint) - 12600) * 1000000
-- * FROM ... WHERE record = N'permit' reads one kind alone, if all at once is too much.
-- * An index on source_key of what lies under each list's view: it is looked up for every record.
-- * ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON, or run it when nobody writes: one moment of the database.
-- * While GO stands in a line of its own, sqlcmd and Management Studio run this; other clients take the pieces between.

CREATE FUNCTION out_text (@text nvarchar(max)) RETURNS TABLE AS RETURN
SELECT REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(@text COLLATE Latin1_General_BIN2, N'\', N'\\'), N'"', N'\"'), NCHAR(10), N'\n'), NCHAR(13), N'\r'), NCHAR(9), N'\t'), N'&', N'\u0026'), N'<', N'\u003c'), N'>', N'\u003e'), NCHAR(0), N''), NCHAR(1), N''), NCHAR(2), N''), NCHAR(3), N''), NCHAR(4), N''), NCHAR(5), N''), NCHAR(6), N''), NCHAR(7), N''), NCHAR(8), N''), NCHAR(11), N''), NCHAR(12), N''), NCHAR(14), N''), NCHAR(15), N''), NCHAR(16), N''), NCHAR(17), N''), NCHAR(18), N''), NCHAR(19), N''), NCHAR(20), N''), NCHAR(21), N''), NCHAR(22), N''), NCHAR(23), N''), NCHAR(24), N''), NCHAR(25), N''), NCHAR(26), N''), NCHAR(27), N''), NCHAR(28), N''), NCHAR(29), N''), NCHAR(30), N''), NCHAR(31), N''), NCHAR(65534), N''), NCHAR(65535), N'') AS [escaped];
GO

CREATE VIEW out_feed AS
SELECT 2 AS [turn], N'person' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "person", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "ended_on": ' + N'"' + CONVERT(nvarchar(10), v.[source_ended_on], 126) + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present'
      OR v.[source_state] = N'ended' AND v.[last_name] IS NOT NULL THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'last_name', 1, 1, CONVERT(nvarchar(max), v.[last_name]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'number', 0, 1, CONVERT(nvarchar(max), v.[number]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'kind', 0, 1, CONVERT(nvarchar(max), v.[kind]) COLLATE Latin1_General_BIN2, NULL),
      (4, N'first_name', 0, 1, CONVERT(nvarchar(max), v.[first_name]) COLLATE Latin1_General_BIN2, N'""'),
      (5, N'father_name', 0, 1, CONVERT(nvarchar(max), v.[father_name]) COLLATE Latin1_General_BIN2, N'""'),
      (6, N'mobile', 0, 1, CONVERT(nvarchar(max), v.[mobile]) COLLATE Latin1_General_BIN2, N'""'),
      (7, N'email', 0, 1, CONVERT(nvarchar(max), v.[email]) COLLATE Latin1_General_BIN2, N'""'),
      (8, N'birth_date', 0, 0, N'"' + CONVERT(nvarchar(10), v.[birth_date], 126) + N'"', N'null'),
      (9, N'birth_cert_no', 0, 1, CONVERT(nvarchar(max), v.[birth_cert_no]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'residence_postal', 0, 1, CONVERT(nvarchar(max), v.[residence_postal]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'residence_address', 0, 1, CONVERT(nvarchar(max), v.[residence_address]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'registered_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[registered_on], 126) + N'"', N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_person AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s
UNION ALL
SELECT 4 AS [turn], N'file' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "file", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'renewal_code', 1, 1, CONVERT(nvarchar(max), v.[renewal_code]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'unit_kind', 1, 1, CONVERT(nvarchar(max), v.[unit_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'property_type', 1, 1, CONVERT(nvarchar(max), v.[property_type]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'file_no', 1, 1, CONVERT(nvarchar(max), v.[file_no]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'place', 1, 1, CONVERT(nvarchar(max), v.[place]) COLLATE Latin1_General_BIN2, N'null'),
      (6, N'address', 1, 1, CONVERT(nvarchar(max), v.[address]) COLLATE Latin1_General_BIN2, N'null'),
      (7, N'neighbourhood', 0, 1, CONVERT(nvarchar(max), v.[neighbourhood]) COLLATE Latin1_General_BIN2, N'""'),
      (8, N'postal_code', 0, 1, CONVERT(nvarchar(max), v.[postal_code]) COLLATE Latin1_General_BIN2, N'""'),
      (9, N'blue_plate', 0, 1, CONVERT(nvarchar(max), v.[blue_plate]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'phone', 0, 1, CONVERT(nvarchar(max), v.[phone]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'plate_main', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[plate_main] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (12, N'plate_sub', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[plate_sub] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'plate_origin', 0, 1, CONVERT(nvarchar(max), v.[plate_origin]) COLLATE Latin1_General_BIN2, N'""'),
      (14, N'lot_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[lot_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'registry_section', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[registry_section] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'registry_office', 0, 1, CONVERT(nvarchar(max), v.[registry_office]) COLLATE Latin1_General_BIN2, N'""'),
      (17, N'opened_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[opened_on], 126) + N'"', N'null'),
      (18, N'unit_areas', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'part', 1, 1, CONVERT(nvarchar(max), l.[part]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'area', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'number', 0, 1, CONVERT(nvarchar(max), l.[number]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_file_unit_areas AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (19, N'outline', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'x', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[x] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'y', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[y] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_file_outline AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (20, N'lineage', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'kind', 1, 1, CONVERT(nvarchar(max), l.[kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'other_code', 1, 1, CONVERT(nvarchar(max), l.[other_code]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'role', 0, 1, CONVERT(nvarchar(max), l.[role]) COLLATE Latin1_General_BIN2, NULL),
      (4, N'on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[on], 126) + N'"', NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_file_lineage AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_file AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s
UNION ALL
SELECT CASE WHEN v.[source_state] <> N'present' OR v.[effective_to] IS NOT NULL THEN 6 ELSE 6 + 1 END AS [turn], N'ownership' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "ownership", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + COALESCE(N', "ended_on": ' + N'"' + CONVERT(nvarchar(10), v.[source_ended_on], 126) + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present'
      OR v.[source_state] = N'ended' AND v.[person] IS NOT NULL THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'person', 1, 1, CONVERT(nvarchar(max), v.[person]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'land_share', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[land_share] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'land_of', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[land_of] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'building_share', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[building_share] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (5, N'building_of', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[building_of] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'effective_from', 1, 0, N'"' + CONVERT(nvarchar(10), v.[effective_from], 126) + N'"', N'null'),
      (7, N'effective_to', 0, 0, N'"' + CONVERT(nvarchar(10), v.[effective_to], 126) + N'"', N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_ownership AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT CASE WHEN v.[source_state] <> N'present' OR v.[ended_on] IS NOT NULL THEN 8 ELSE 8 + 1 END AS [turn], N'mandate' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "mandate", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + COALESCE(N', "ended_on": ' + N'"' + CONVERT(nvarchar(10), v.[source_ended_on], 126) + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present'
      OR v.[source_state] = N'ended' AND v.[principal] IS NOT NULL THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'principal', 1, 1, CONVERT(nvarchar(max), v.[principal]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'agent', 1, 1, CONVERT(nvarchar(max), v.[agent]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'capacity', 1, 1, CONVERT(nvarchar(max), v.[capacity]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'poa_date', 1, 0, N'"' + CONVERT(nvarchar(10), v.[poa_date], 126) + N'"', N'null'),
      (5, N'poa_no', 0, 1, CONVERT(nvarchar(max), v.[poa_no]) COLLATE Latin1_General_BIN2, N'""'),
      (6, N'notary_office', 0, 1, CONVERT(nvarchar(max), v.[notary_office]) COLLATE Latin1_General_BIN2, N'""'),
      (7, N'expires_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[expires_on], 126) + N'"', N'null'),
      (8, N'every_file', 0, 0, CASE v.[every_file] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[every_file]) END, NULL),
      (9, N'irrevocable', 0, 0, CASE v.[irrevocable] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[irrevocable]) END, NULL),
      (10, N'may_delegate', 0, 0, CASE v.[may_delegate] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[may_delegate]) END, NULL),
      (11, N'verified_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[verified_on], 126) + N'"', N'null'),
      (12, N'verify_ref', 0, 1, CONVERT(nvarchar(max), v.[verify_ref]) COLLATE Latin1_General_BIN2, N'""'),
      (13, N'ended_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[ended_on], 126) + N'"', N'null'),
      (14, N'end_reason', 0, 1, CONVERT(nvarchar(max), v.[end_reason]) COLLATE Latin1_General_BIN2, N'""'),
      (15, N'scope', 0, 0, N'[' + STUFF((
        SELECT N', ' + COALESCE(N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
        FROM out_mandate_scope AS l CROSS APPLY out_text(l.[value]) AS t WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_mandate AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 10 AS [turn], N'deed' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "deed", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'deed_kind', 1, 1, CONVERT(nvarchar(max), v.[deed_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'tenure', 1, 1, CONVERT(nvarchar(max), v.[tenure]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'tenure_scope', 1, 1, CONVERT(nvarchar(max), v.[tenure_scope]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'deed_status', 1, 1, CONVERT(nvarchar(max), v.[deed_status]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'deed_no', 0, 1, CONVERT(nvarchar(max), v.[deed_no]) COLLATE Latin1_General_BIN2, N'""'),
      (6, N'deed_date', 0, 0, N'"' + CONVERT(nvarchar(10), v.[deed_date], 126) + N'"', N'null'),
      (7, N'notary_office_no', 0, 1, CONVERT(nvarchar(max), v.[notary_office_no]) COLLATE Latin1_General_BIN2, N'""'),
      (8, N'notary_city', 0, 1, CONVERT(nvarchar(max), v.[notary_city]) COLLATE Latin1_General_BIN2, N'""'),
      (9, N'serial_no', 0, 1, CONVERT(nvarchar(max), v.[serial_no]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'serial_series', 0, 1, CONVERT(nvarchar(max), v.[serial_series]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'book_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[book_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (12, N'page_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[page_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'entry_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[entry_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'ebook_no', 0, 1, CONVERT(nvarchar(max), v.[ebook_no]) COLLATE Latin1_General_BIN2, N'""'),
      (15, N'area_deed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_deed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'easements', 0, 1, CONVERT(nvarchar(max), v.[easements]) COLLATE Latin1_General_BIN2, N'""'),
      (17, N'registry_checked_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[registry_checked_on], 126) + N'"', N'null'),
      (18, N'holders', 0, 1, CONVERT(nvarchar(max), v.[holders]) COLLATE Latin1_General_BIN2, N'""'),
      (19, N'bounds', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'side', 1, 1, CONVERT(nvarchar(max), l.[side]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'text', 1, 1, CONVERT(nvarchar(max), l.[text]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'length', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[length] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_deed_bounds AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (20, N'encumbrances', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'kind', 1, 1, CONVERT(nvarchar(max), l.[kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'beneficiary', 0, 1, CONVERT(nvarchar(max), l.[beneficiary]) COLLATE Latin1_General_BIN2, NULL),
      (3, N'amount', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[amount] AS decimal(28, 6))), N'.000000', N''), NULL),
      (4, N'since', 0, 0, N'"' + CONVERT(nvarchar(10), l.[since], 126) + N'"', NULL),
      (5, N'until', 0, 0, N'"' + CONVERT(nvarchar(10), l.[until], 126) + N'"', NULL),
      (6, N'letter_no', 0, 1, CONVERT(nvarchar(max), l.[letter_no]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_deed_encumbrances AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_deed AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 12 AS [turn], N'paper' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "paper", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'seq', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[seq] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'doc_kind', 1, 1, CONVERT(nvarchar(max), v.[doc_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'doc_no', 0, 1, CONVERT(nvarchar(max), v.[doc_no]) COLLATE Latin1_General_BIN2, N'""'),
      (4, N'doc_date', 0, 0, N'"' + CONVERT(nvarchar(10), v.[doc_date], 126) + N'"', N'null'),
      (5, N'issuer', 0, 1, CONVERT(nvarchar(max), v.[issuer]) COLLATE Latin1_General_BIN2, N'""'),
      (6, N'pages', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[pages] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (7, N'original_seen', 0, 0, CASE v.[original_seen] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[original_seen]) END, NULL),
      (8, N'original_seen_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[original_seen_on], 126) + N'"', N'null'),
      (9, N'archive_group', 0, 1, CONVERT(nvarchar(max), v.[archive_group]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'visible_to_owner', 0, 0, CASE v.[visible_to_owner] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[visible_to_owner]) END, NULL),
      (11, N'of_person', 0, 1, CONVERT(nvarchar(max), v.[of_person]) COLLATE Latin1_General_BIN2, N'null'),
      (12, N'scan', 0, 1, CONVERT(nvarchar(max), v.[scan]) COLLATE Latin1_General_BIN2, N'""')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_paper AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 14 AS [turn], N'inspection' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "inspection", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'visit_no', 1, 1, CONVERT(nvarchar(max), v.[visit_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'visited_at', 1, 0, N'"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST(v.[visited_at] AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00"', N'null'),
      (3, N'reason', 1, 1, CONVERT(nvarchar(max), v.[reason]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'access', 1, 1, CONVERT(nvarchar(max), v.[access]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'approval', 1, 1, CONVERT(nvarchar(max), v.[approval]) COLLATE Latin1_General_BIN2, N'null'),
      (6, N'request_no', 0, 1, CONVERT(nvarchar(max), v.[request_no]) COLLATE Latin1_General_BIN2, N'""'),
      (7, N'inspector_no', 0, 1, CONVERT(nvarchar(max), v.[inspector_no]) COLLATE Latin1_General_BIN2, N'""'),
      (8, N'owner_present', 0, 0, CASE v.[owner_present] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[owner_present]) END, N'null'),
      (9, N'next_visit_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[next_visit_on], 126) + N'"', N'null'),
      (10, N'notes', 0, 1, CONVERT(nvarchar(max), v.[notes]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'area_deed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_deed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (12, N'area_existing', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'area_after_correction', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_after_correction] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'area_in_street', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_in_street] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'area_remaining', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_remaining] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'boundaries', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'side', 1, 1, CONVERT(nvarchar(max), l.[side]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'neighbour_kind', 1, 1, CONVERT(nvarchar(max), l.[neighbour_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'len_existing', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[len_existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'street_name', 0, 1, CONVERT(nvarchar(max), l.[street_name]) COLLATE Latin1_General_BIN2, NULL),
      (5, N'adjacent_plate', 0, 1, CONVERT(nvarchar(max), l.[adjacent_plate]) COLLATE Latin1_General_BIN2, NULL),
      (6, N'len_deed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[len_deed] AS decimal(28, 6))), N'.000000', N''), NULL),
      (7, N'len_after', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[len_after] AS decimal(28, 6))), N'.000000', N''), NULL),
      (8, N'street_width_existing', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[street_width_existing] AS decimal(28, 6))), N'.000000', N''), NULL),
      (9, N'street_width_planned', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[street_width_planned] AS decimal(28, 6))), N'.000000', N''), NULL),
      (10, N'widening', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[widening] AS decimal(28, 6))), N'.000000', N''), NULL),
      (11, N'setback_len', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[setback_len] AS decimal(28, 6))), N'.000000', N''), NULL),
      (12, N'overlooking', 0, 1, CONVERT(nvarchar(max), l.[overlooking]) COLLATE Latin1_General_BIN2, NULL),
      (13, N'notes', 0, 1, CONVERT(nvarchar(max), l.[notes]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_inspection_boundaries AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (17, N'buildings', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'structure', 1, 1, CONVERT(nvarchar(max), l.[structure]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'stage', 1, 1, CONVERT(nvarchar(max), l.[stage]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'floors_above', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[floors_above] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'floors_below', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[floors_below] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (5, N'total_built', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[total_built] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'footprint', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[footprint] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (7, N'building_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[building_no] AS decimal(28, 6))), N'.000000', N''), NULL),
      (8, N'group', 0, 1, CONVERT(nvarchar(max), l.[group]) COLLATE Latin1_General_BIN2, NULL),
      (9, N'roof', 0, 1, CONVERT(nvarchar(max), l.[roof]) COLLATE Latin1_General_BIN2, NULL),
      (10, N'facade', 0, 1, CONVERT(nvarchar(max), l.[facade]) COLLATE Latin1_General_BIN2, NULL),
      (11, N'progress', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[progress] AS decimal(28, 6))), N'.000000', N''), NULL),
      (12, N'units', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[units] AS decimal(28, 6))), N'.000000', N''), NULL),
      (13, N'built_from', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[built_from] AS decimal(28, 6))), N'.000000', N''), NULL),
      (14, N'built_to', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[built_to] AS decimal(28, 6))), N'.000000', N''), NULL),
      (15, N'parking', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[parking] AS decimal(28, 6))), N'.000000', N''), NULL),
      (16, N'parking_state', 0, 1, CONVERT(nvarchar(max), l.[parking_state]) COLLATE Latin1_General_BIN2, NULL),
      (17, N'parking_shortfall', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[parking_shortfall] AS decimal(28, 6))), N'.000000', N''), NULL),
      (18, N'storage', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[storage] AS decimal(28, 6))), N'.000000', N''), NULL),
      (19, N'lift', 0, 0, CASE l.[lift] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), l.[lift]) END, NULL),
      (20, N'pool', 0, 0, CASE l.[pool] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), l.[pool]) END, NULL),
      (21, N'over_density', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[over_density] AS decimal(28, 6))), N'.000000', N''), NULL),
      (22, N'over_footprint', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[over_footprint] AS decimal(28, 6))), N'.000000', N''), NULL),
      (23, N'over_neighbour_length', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[over_neighbour_length] AS decimal(28, 6))), N'.000000', N''), NULL),
      (24, N'over_or_no_permit', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[over_or_no_permit] AS decimal(28, 6))), N'.000000', N''), NULL),
      (25, N'built_in_street', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[built_in_street] AS decimal(28, 6))), N'.000000', N''), NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_inspection_buildings AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (18, N'floors', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'floor', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[floor] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'use_group', 1, 1, CONVERT(nvarchar(max), l.[use_group]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'area', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'use_sub', 0, 1, CONVERT(nvarchar(max), l.[use_sub]) COLLATE Latin1_General_BIN2, NULL),
      (5, N'units', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[units] AS decimal(28, 6))), N'.000000', N''), NULL),
      (6, N'unit_no', 0, 1, CONVERT(nvarchar(max), l.[unit_no]) COLLATE Latin1_General_BIN2, NULL),
      (7, N'clear_height', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[clear_height] AS decimal(28, 6))), N'.000000', N''), NULL),
      (8, N'change_state', 0, 1, CONVERT(nvarchar(max), l.[change_state]) COLLATE Latin1_General_BIN2, NULL),
      (9, N'changed_use_area', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[changed_use_area] AS decimal(28, 6))), N'.000000', N''), NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_inspection_floors AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (19, N'trees', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'species', 1, 1, CONVERT(nvarchar(max), l.[species]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'girth_cm', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[girth_cm] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'number', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[number] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_inspection_trees AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (20, N'photos', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'scan', 1, 1, CONVERT(nvarchar(max), l.[scan]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'side', 0, 1, CONVERT(nvarchar(max), l.[side]) COLLATE Latin1_General_BIN2, NULL),
      (3, N'taken_on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[taken_on], 126) + N'"', NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_inspection_photos AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_inspection AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 16 AS [turn], N'plan_rules' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "plan_rules", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'plan_name', 1, 1, CONVERT(nvarchar(max), v.[plan_name]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'version', 1, 1, CONVERT(nvarchar(max), v.[version]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'approved_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[approved_on], 126) + N'"', N'null'),
      (4, N'zone', 1, 1, CONVERT(nvarchar(max), v.[zone]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'land_use', 1, 1, CONVERT(nvarchar(max), v.[land_use]) COLLATE Latin1_General_BIN2, N'null'),
      (6, N'density_pct', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[density_pct] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (7, N'coverage_pct', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[coverage_pct] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (8, N'floors_allowed', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[floors_allowed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (9, N'approved_by', 0, 1, CONVERT(nvarchar(max), v.[approved_by]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'density_base', 0, 1, CONVERT(nvarchar(max), v.[density_base]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'on_pilotis', 0, 0, CASE v.[on_pilotis] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[on_pilotis]) END, NULL),
      (12, N'height_max', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[height_max] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'min_lot', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[min_lot] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'units_allowed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[units_allowed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'parking_required', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[parking_required] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'placement', 0, 1, CONVERT(nvarchar(max), v.[placement]) COLLATE Latin1_General_BIN2, N'""'),
      (17, N'projection_allowed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[projection_allowed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (18, N'setback_m', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[setback_m] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (19, N'setback_m2', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[setback_m2] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (20, N'chamfer', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[chamfer] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (21, N'fabric', 0, 1, CONVERT(nvarchar(max), v.[fabric]) COLLATE Latin1_General_BIN2, N'""'),
      (22, N'valid_until', 0, 0, N'"' + CONVERT(nvarchar(10), v.[valid_until], 126) + N'"', N'null'),
      (23, N'streets', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'side', 1, 1, CONVERT(nvarchar(max), l.[side]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'street_name', 1, 1, CONVERT(nvarchar(max), l.[street_name]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'existing', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'planned', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[planned] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (5, N'setback', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[setback] AS decimal(28, 6))), N'.000000', N''), NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_plan_rules_streets AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (24, N'buffers', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'kind', 1, 1, CONVERT(nvarchar(max), l.[kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'distance', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[distance] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_plan_rules_buffers AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (25, N'rulings', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'body', 1, 1, CONVERT(nvarchar(max), l.[body]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'number', 1, 1, CONVERT(nvarchar(max), l.[number]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'text', 1, 1, CONVERT(nvarchar(max), l.[text]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[on], 126) + N'"', NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_plan_rules_rulings AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_plan_rules AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 18 AS [turn], N'level_sheet' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "level_sheet", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'sheet_no', 1, 1, CONVERT(nvarchar(max), v.[sheet_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'issued_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[issued_on], 126) + N'"', N'null'),
      (3, N'surveyor_no', 1, 1, CONVERT(nvarchar(max), v.[surveyor_no]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'base_street', 1, 1, CONVERT(nvarchar(max), v.[base_street]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'street_level', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[street_level] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'bench_mark', 1, 1, CONVERT(nvarchar(max), v.[bench_mark]) COLLATE Latin1_General_BIN2, N'null'),
      (7, N'bench_level', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[bench_level] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (8, N'ground_floor_level', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[ground_floor_level] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (9, N'ramp_level', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[ramp_level] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (10, N'ramp_slope', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[ramp_slope] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (11, N'street_slope', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[street_slope] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (12, N'wall_height', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[wall_height] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'chamfer', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[chamfer] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'setback_area', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[setback_area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'fee', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[fee] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'valid_until', 0, 0, N'"' + CONVERT(nvarchar(10), v.[valid_until], 126) + N'"', N'null'),
      (17, N'outline', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'x', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[x] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'y', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[y] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_level_sheet_outline AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (18, N'outline_after', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'x', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[x] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'y', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[y] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_level_sheet_outline_after AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (19, N'fronts', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'side', 1, 1, CONVERT(nvarchar(max), l.[side]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'front_existing', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[front_existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'street_name', 0, 1, CONVERT(nvarchar(max), l.[street_name]) COLLATE Latin1_General_BIN2, NULL),
      (4, N'adjacent_plate', 0, 1, CONVERT(nvarchar(max), l.[adjacent_plate]) COLLATE Latin1_General_BIN2, NULL),
      (5, N'front_corrected', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[front_corrected] AS decimal(28, 6))), N'.000000', N''), NULL),
      (6, N'width_existing', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[width_existing] AS decimal(28, 6))), N'.000000', N''), NULL),
      (7, N'width_planned', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[width_planned] AS decimal(28, 6))), N'.000000', N''), NULL),
      (8, N'setback', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[setback] AS decimal(28, 6))), N'.000000', N''), NULL),
      (9, N'setback_area', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[setback_area] AS decimal(28, 6))), N'.000000', N''), NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_level_sheet_fronts AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (20, N'undertakings', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'text', 1, 1, CONVERT(nvarchar(max), l.[text]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'signed_on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[signed_on], 126) + N'"', NULL),
      (3, N'notary_no', 0, 1, CONVERT(nvarchar(max), l.[notary_no]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_level_sheet_undertakings AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_level_sheet AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 20 AS [turn], N'survey' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "survey", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'sheet_no', 1, 1, CONVERT(nvarchar(max), v.[sheet_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'surveyed_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[surveyed_on], 126) + N'"', N'null'),
      (3, N'block', 1, 0, REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(CONVERT(nvarchar(max), v.[block]) COLLATE Latin1_General_BIN2, NCHAR(10), N' '), NCHAR(13), N' '), NCHAR(9), N' '), N'&', N'\u0026'), N'<', N'\u003c'), N'>', N'\u003e'), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_survey AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 22 AS [turn], N'drawing_set' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "drawing_set", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'plan_set_no', 1, 1, CONVERT(nvarchar(max), v.[plan_set_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'plan_order_no', 1, 1, CONVERT(nvarchar(max), v.[plan_order_no]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'discipline', 1, 1, CONVERT(nvarchar(max), v.[discipline]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'phase', 1, 1, CONVERT(nvarchar(max), v.[phase]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'revision', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[revision] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'review_state', 1, 1, CONVERT(nvarchar(max), v.[review_state]) COLLATE Latin1_General_BIN2, N'null'),
      (7, N'submitted_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[submitted_on], 126) + N'"', N'null'),
      (8, N'designer', 1, 1, CONVERT(nvarchar(max), v.[designer]) COLLATE Latin1_General_BIN2, N'null'),
      (9, N'designer_licence_no', 1, 1, CONVERT(nvarchar(max), v.[designer_licence_no]) COLLATE Latin1_General_BIN2, N'null'),
      (10, N'designer_field', 1, 1, CONVERT(nvarchar(max), v.[designer_field]) COLLATE Latin1_General_BIN2, N'null'),
      (11, N'designer_grade', 1, 1, CONVERT(nvarchar(max), v.[designer_grade]) COLLATE Latin1_General_BIN2, N'null'),
      (12, N'licence_valid_until', 1, 0, N'"' + CONVERT(nvarchar(10), v.[licence_valid_until], 126) + N'"', N'null'),
      (13, N'reviewed_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[reviewed_on], 126) + N'"', N'null'),
      (14, N'designer_member_no', 0, 1, CONVERT(nvarchar(max), v.[designer_member_no]) COLLATE Latin1_General_BIN2, N'""'),
      (15, N'total_area', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[total_area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'engineers', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'name', 1, 1, CONVERT(nvarchar(max), l.[name]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'role', 1, 1, CONVERT(nvarchar(max), l.[role]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'field', 1, 1, CONVERT(nvarchar(max), l.[field]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'grade', 0, 1, CONVERT(nvarchar(max), l.[grade]) COLLATE Latin1_General_BIN2, NULL),
      (5, N'licence_no', 0, 1, CONVERT(nvarchar(max), l.[licence_no]) COLLATE Latin1_General_BIN2, NULL),
      (6, N'appointed_on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[appointed_on], 126) + N'"', NULL),
      (7, N'coordinator', 0, 0, CASE l.[coordinator] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), l.[coordinator]) END, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_drawing_set_engineers AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (17, N'remarks', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'text', 1, 1, CONVERT(nvarchar(max), l.[text]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'open', 1, 0, CASE l.[open] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), l.[open]) END, N'null'),
      (3, N'sheet', 0, 1, CONVERT(nvarchar(max), l.[sheet]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_drawing_set_remarks AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (18, N'sheets', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'number', 1, 1, CONVERT(nvarchar(max), l.[number]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'title', 1, 1, CONVERT(nvarchar(max), l.[title]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'scale', 0, 1, CONVERT(nvarchar(max), l.[scale]) COLLATE Latin1_General_BIN2, NULL),
      (4, N'scan', 0, 1, CONVERT(nvarchar(max), l.[scan]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_drawing_set_sheets AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (19, N'design_areas', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'floor', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[floor] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'use_group', 1, 1, CONVERT(nvarchar(max), l.[use_group]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'area', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[area] AS decimal(28, 6))), N'.000000', N''), N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_drawing_set_design_areas AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (20, N'stage_reports', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'stage', 1, 1, CONVERT(nvarchar(max), l.[stage]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'on', 1, 0, N'"' + CONVERT(nvarchar(10), l.[on], 126) + N'"', N'""'),
      (3, N'conforms', 1, 0, CASE l.[conforms] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), l.[conforms]) END, N'null'),
      (4, N'text', 0, 1, CONVERT(nvarchar(max), l.[text]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_drawing_set_stage_reports AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_drawing_set AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 24 AS [turn], N'violation' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "violation", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'kind', 1, 1, CONVERT(nvarchar(max), v.[kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'status', 1, 1, CONVERT(nvarchar(max), v.[status]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'found_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[found_on], 126) + N'"', N'null'),
      (4, N'floor', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[floor] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (5, N'amount', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[amount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'use_existing', 1, 1, CONVERT(nvarchar(max), v.[use_existing]) COLLATE Latin1_General_BIN2, N'null'),
      (7, N'year', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[year] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (8, N'date_governing', 1, 0, N'"' + CONVERT(nvarchar(10), v.[date_governing], 126) + N'"', N'null'),
      (9, N'note_no', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[note_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (10, N'unit_value', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[unit_value] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (11, N'violation_no', 0, 1, CONVERT(nvarchar(max), v.[violation_no]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'area_existing', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (13, N'area_allowed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[area_allowed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'units_existing', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[units_existing] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'units_allowed', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[units_allowed] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'use_allowed', 0, 1, CONVERT(nvarchar(max), v.[use_allowed]) COLLATE Latin1_General_BIN2, N'""'),
      (17, N'date_municipality', 0, 0, N'"' + CONVERT(nvarchar(10), v.[date_municipality], 126) + N'"', N'null'),
      (18, N'date_supervisor', 0, 0, N'"' + CONVERT(nvarchar(10), v.[date_supervisor], 126) + N'"', N'null'),
      (19, N'goodwill_value', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[goodwill_value] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (20, N'k', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[k] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (21, N'fine_min', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[fine_min] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (22, N'fine_max', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[fine_max] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (23, N'municipality_request', 0, 1, CONVERT(nvarchar(max), v.[municipality_request]) COLLATE Latin1_General_BIN2, N'""'),
      (24, N'neighbours_ok', 0, 0, CASE v.[neighbours_ok] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[neighbours_ok]) END, N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_violation AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 26 AS [turn], N'commission_case' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "commission_case", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'secretariat_no', 1, 1, CONVERT(nvarchar(max), v.[secretariat_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'received_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[received_on], 126) + N'"', N'null'),
      (3, N'requester', 1, 1, CONVERT(nvarchar(max), v.[requester]) COLLATE Latin1_General_BIN2, N'null'),
      (4, N'stage', 1, 1, CONVERT(nvarchar(max), v.[stage]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'panel_no', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[panel_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (6, N'referral_no', 0, 1, CONVERT(nvarchar(max), v.[referral_no]) COLLATE Latin1_General_BIN2, N'""'),
      (7, N'after', 0, 1, CONVERT(nvarchar(max), v.[after]) COLLATE Latin1_General_BIN2, N'""'),
      (8, N'invited_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[invited_on], 126) + N'"', N'null'),
      (9, N'answer_due', 0, 0, N'"' + CONVERT(nvarchar(10), v.[answer_due], 126) + N'"', N'null'),
      (10, N'defence_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[defence_on], 126) + N'"', N'null'),
      (11, N'session_at', 0, 0, N'"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST(v.[session_at] AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00"', N'null'),
      (12, N'violations', 0, 0, N'[' + STUFF((
        SELECT N', ' + COALESCE(N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
        FROM out_commission_case_violations AS l CROSS APPLY out_text(l.[value]) AS t WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_commission_case AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 28 AS [turn], N'verdict' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "verdict", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'commission_case', 1, 1, CONVERT(nvarchar(max), v.[commission_case]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'verdict_no', 1, 1, CONVERT(nvarchar(max), v.[verdict_no]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'issued_at', 1, 0, N'"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST(v.[issued_at] AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00"', N'null'),
      (4, N'verdict_kind', 1, 1, CONVERT(nvarchar(max), v.[verdict_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'body', 1, 1, CONVERT(nvarchar(max), v.[body]) COLLATE Latin1_General_BIN2, N'null'),
      (6, N'finality', 1, 1, CONVERT(nvarchar(max), v.[finality]) COLLATE Latin1_General_BIN2, N'null'),
      (7, N'note_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[note_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (8, N'amount', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[amount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (9, N'comply_within_days', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[comply_within_days] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (10, N'engineer_referred', 0, 0, CASE v.[engineer_referred] WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), v.[engineer_referred]) END, NULL),
      (11, N'appeal_result', 0, 1, CONVERT(nvarchar(max), v.[appeal_result]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'served_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[served_on], 126) + N'"', N'null'),
      (13, N'service_kind', 0, 1, CONVERT(nvarchar(max), v.[service_kind]) COLLATE Latin1_General_BIN2, N'""'),
      (14, N'served_to', 0, 1, CONVERT(nvarchar(max), v.[served_to]) COLLATE Latin1_General_BIN2, N'""'),
      (15, N'service_proof', 0, 1, CONVERT(nvarchar(max), v.[service_proof]) COLLATE Latin1_General_BIN2, N'""'),
      (16, N'served_municipality_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[served_municipality_on], 126) + N'"', N'null'),
      (17, N'objected_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[objected_on], 126) + N'"', N'null'),
      (18, N'objection_no', 0, 1, CONVERT(nvarchar(max), v.[objection_no]) COLLATE Latin1_General_BIN2, N'""'),
      (19, N'objector', 0, 1, CONVERT(nvarchar(max), v.[objector]) COLLATE Latin1_General_BIN2, N'""'),
      (20, N'divan_case_no', 0, 1, CONVERT(nvarchar(max), v.[divan_case_no]) COLLATE Latin1_General_BIN2, N'""'),
      (21, N'divan_filed_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[divan_filed_on], 126) + N'"', N'null'),
      (22, N'divan_order', 0, 1, CONVERT(nvarchar(max), v.[divan_order]) COLLATE Latin1_General_BIN2, N'""'),
      (23, N'stayed_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[stayed_on], 126) + N'"', N'null'),
      (24, N'stay_ended_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[stay_ended_on], 126) + N'"', N'null'),
      (25, N'bill_no', 0, 1, CONVERT(nvarchar(max), v.[bill_no]) COLLATE Latin1_General_BIN2, N'""'),
      (26, N'bill_id', 0, 1, CONVERT(nvarchar(max), v.[bill_id]) COLLATE Latin1_General_BIN2, N'""'),
      (27, N'pay_id', 0, 1, CONVERT(nvarchar(max), v.[pay_id]) COLLATE Latin1_General_BIN2, N'""'),
      (28, N'bill_state', 0, 1, CONVERT(nvarchar(max), v.[bill_state]) COLLATE Latin1_General_BIN2, N'""'),
      (29, N'discount', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[discount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (30, N'discount_ground', 0, 1, CONVERT(nvarchar(max), v.[discount_ground]) COLLATE Latin1_General_BIN2, N'""'),
      (31, N'objections', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'objector', 1, 1, CONVERT(nvarchar(max), l.[objector]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'on', 1, 0, N'"' + CONVERT(nvarchar(10), l.[on], 126) + N'"', N'""'),
      (3, N'number', 0, 1, CONVERT(nvarchar(max), l.[number]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_verdict_objections AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (32, N'instalments', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'due', 1, 0, N'"' + CONVERT(nvarchar(10), l.[due], 126) + N'"', N'""'),
      (2, N'amount', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[amount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'paid_on', 0, 0, N'"' + CONVERT(nvarchar(10), l.[paid_on], 126) + N'"', NULL),
      (4, N'bill_id', 0, 1, CONVERT(nvarchar(max), l.[bill_id]) COLLATE Latin1_General_BIN2, NULL),
      (5, N'pay_id', 0, 1, CONVERT(nvarchar(max), l.[pay_id]) COLLATE Latin1_General_BIN2, NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_verdict_instalments AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_verdict AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 30 AS [turn], N'permit' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "permit", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'permit_kind', 1, 1, CONVERT(nvarchar(max), v.[permit_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'permit_no', 1, 1, CONVERT(nvarchar(max), v.[permit_no]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'issued_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[issued_on], 126) + N'"', N'null'),
      (4, N'state', 1, 1, CONVERT(nvarchar(max), v.[state]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'request_no', 0, 1, CONVERT(nvarchar(max), v.[request_no]) COLLATE Latin1_General_BIN2, N'""'),
      (6, N'valid_from', 0, 0, N'"' + CONVERT(nvarchar(10), v.[valid_from], 126) + N'"', N'null'),
      (7, N'valid_until', 0, 0, N'"' + CONVERT(nvarchar(10), v.[valid_until], 126) + N'"', N'null'),
      (8, N'replaces', 0, 1, CONVERT(nvarchar(max), v.[replaces]) COLLATE Latin1_General_BIN2, N'""'),
      (9, N'verify_code', 0, 1, CONVERT(nvarchar(max), v.[verify_code]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'snapshot', 0, 1, CONVERT(nvarchar(max), v.[snapshot]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'body', 0, 1, CONVERT(nvarchar(max), v.[body]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'conditions', 0, 1, CONVERT(nvarchar(max), v.[conditions]) COLLATE Latin1_General_BIN2, N'""'),
      (13, N'total_area', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[total_area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (14, N'floors', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[floors] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (15, N'units', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[units] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (16, N'parking', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[parking] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (17, N'storage', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[storage] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (18, N'structure', 0, 1, CONVERT(nvarchar(max), v.[structure]) COLLATE Latin1_General_BIN2, N'""'),
      (19, N'building_group', 0, 1, CONVERT(nvarchar(max), v.[building_group]) COLLATE Latin1_General_BIN2, N'""'),
      (20, N'start_by', 0, 0, N'"' + CONVERT(nvarchar(10), v.[start_by], 126) + N'"', N'null'),
      (21, N'finish_by', 0, 0, N'"' + CONVERT(nvarchar(10), v.[finish_by], 126) + N'"', N'null'),
      (22, N'charges', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[charges] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (23, N'charges_discount', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[charges_discount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (24, N'discount_ground', 0, 1, CONVERT(nvarchar(max), v.[discount_ground]) COLLATE Latin1_General_BIN2, N'""'),
      (25, N'charges_paid_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[charges_paid_on], 126) + N'"', N'null'),
      (26, N'bill_id', 0, 1, CONVERT(nvarchar(max), v.[bill_id]) COLLATE Latin1_General_BIN2, N'""'),
      (27, N'pay_id', 0, 1, CONVERT(nvarchar(max), v.[pay_id]) COLLATE Latin1_General_BIN2, N'""'),
      (28, N'extension_no', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[extension_no] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (29, N'stage', 0, 1, CONVERT(nvarchar(max), v.[stage]) COLLATE Latin1_General_BIN2, N'""'),
      (30, N'progress', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[progress] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (31, N'purpose', 0, 1, CONVERT(nvarchar(max), v.[purpose]) COLLATE Latin1_General_BIN2, N'""'),
      (32, N'holders', 0, 0, N'[' + STUFF((
        SELECT N', ' + COALESCE(N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
        FROM out_permit_holders AS l CROSS APPLY out_text(l.[value]) AS t WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (33, N'signers', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'role', 1, 1, CONVERT(nvarchar(max), l.[role]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'on', 1, 0, N'"' + CONVERT(nvarchar(10), l.[on], 126) + N'"', N'""')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_permit_signers AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]'),
      (34, N'areas', 0, 0, N'[' + STUFF((
        SELECT N', ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'floor', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[floor] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (2, N'use_group', 1, 1, CONVERT(nvarchar(max), l.[use_group]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'area', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[area] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (4, N'units', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(l.[units] AS decimal(28, 6))), N'.000000', N''), NULL)
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'
        FROM out_permit_areas AS l WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']', N'[]')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_permit AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 32 AS [turn], N'bill' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "bill", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'bill_kind', 1, 1, CONVERT(nvarchar(max), v.[bill_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'amount', 1, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[amount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (3, N'period', 0, 1, CONVERT(nvarchar(max), v.[period]) COLLATE Latin1_General_BIN2, N'""'),
      (4, N'about', 0, 1, CONVERT(nvarchar(max), v.[about]) COLLATE Latin1_General_BIN2, N'""'),
      (5, N'issued_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[issued_on], 126) + N'"', N'null'),
      (6, N'due', 0, 0, N'"' + CONVERT(nvarchar(10), v.[due], 126) + N'"', N'null'),
      (7, N'discount', 0, 0, REPLACE(CONVERT(nvarchar(40), CAST(v.[discount] AS decimal(28, 6))), N'.000000', N''), N'null'),
      (8, N'discount_ground', 0, 1, CONVERT(nvarchar(max), v.[discount_ground]) COLLATE Latin1_General_BIN2, N'""'),
      (9, N'bill_state', 0, 1, CONVERT(nvarchar(max), v.[bill_state]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'paid_on', 0, 0, N'"' + CONVERT(nvarchar(10), v.[paid_on], 126) + N'"', N'null'),
      (11, N'bill_id', 0, 1, CONVERT(nvarchar(max), v.[bill_id]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'pay_id', 0, 1, CONVERT(nvarchar(max), v.[pay_id]) COLLATE Latin1_General_BIN2, N'""')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_bill AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f
UNION ALL
SELECT 34 AS [turn], N'action' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "action", "source_key": ' + COALESCE(N'"' + k.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'null')
  + N', "version": ' + COALESCE(REPLACE(CONVERT(nvarchar(40), CAST(v.[source_version] AS decimal(28, 6))), N'.000000', N''), N'null')
  + N', "state": "' + COALESCE(s.[escaped] COLLATE Latin1_General_BIN2, N'present') + N'"'
  + COALESCE(N', "file": "' + f.[escaped] COLLATE Latin1_General_BIN2 + N'"', N'')
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present' THEN N', "values": ' + N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] COLLATE Latin1_General_BIN2 + N'"' ELSE m.[value] COLLATE Latin1_General_BIN2 END, m.[empty])
    FROM (VALUES
      (1, N'request_no', 1, 1, CONVERT(nvarchar(max), v.[request_no]) COLLATE Latin1_General_BIN2, N'null'),
      (2, N'request_kind', 1, 1, CONVERT(nvarchar(max), v.[request_kind]) COLLATE Latin1_General_BIN2, N'null'),
      (3, N'registered_on', 1, 0, N'"' + CONVERT(nvarchar(10), v.[registered_on], 126) + N'"', N'null'),
      (4, N'request_state', 1, 1, CONVERT(nvarchar(max), v.[request_state]) COLLATE Latin1_General_BIN2, N'null'),
      (5, N'step', 1, 1, CONVERT(nvarchar(max), v.[step]) COLLATE Latin1_General_BIN2, N'null'),
      (6, N'started_at', 1, 0, N'"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST(v.[started_at] AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00"', N'null'),
      (7, N'step_state', 1, 1, CONVERT(nvarchar(max), v.[step_state]) COLLATE Latin1_General_BIN2, N'null'),
      (8, N'defect_state', 1, 1, CONVERT(nvarchar(max), v.[defect_state]) COLLATE Latin1_General_BIN2, N'null'),
      (9, N'requester', 0, 1, CONVERT(nvarchar(max), v.[requester]) COLLATE Latin1_General_BIN2, N'""'),
      (10, N'from_role', 0, 1, CONVERT(nvarchar(max), v.[from_role]) COLLATE Latin1_General_BIN2, N'""'),
      (11, N'to_role', 0, 1, CONVERT(nvarchar(max), v.[to_role]) COLLATE Latin1_General_BIN2, N'""'),
      (12, N'ended_at', 0, 0, N'"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST(v.[ended_at] AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00"', N'null'),
      (13, N'defect_text', 0, 1, CONVERT(nvarchar(max), v.[defect_text]) COLLATE Latin1_General_BIN2, N'""'),
      (14, N'citizen_note', 0, 1, CONVERT(nvarchar(max), v.[citizen_note]) COLLATE Latin1_General_BIN2, N'""'),
      (15, N'next_action', 0, 1, CONVERT(nvarchar(max), v.[next_action]) COLLATE Latin1_General_BIN2, N'""'),
      (16, N'due', 0, 0, N'"' + CONVERT(nvarchar(10), v.[due], 126) + N'"', N'null')
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1 OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' COLLATE Latin1_General_BIN2
        LIKE N'%,' + m.[name] + N',%')
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}' ELSE N'' END
  + N'}' AS [line]
FROM out_action AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s CROSS APPLY out_text(v.[source_file]) AS f;
GO
