-- A journal of version 3: the schema as that version made it, and decisions of every kind in its words.
-- The test journal_versions makes v3.sqlite3 of it; neither is ever edited to suit a later version.
PRAGMA application_id = 1196381514; -- GOUJ
PRAGMA user_version = 3;
CREATE TABLE events (
    id       INTEGER PRIMARY KEY CHECK (id > 0),
    act      INTEGER NOT NULL CHECK (act BETWEEN 1 AND id),
    at       TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    program  TEXT NOT NULL,
    path     TEXT NOT NULL,
    digest   TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (json_valid(decision))
) STRICT;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_are_numbered_in_order BEFORE INSERT ON events
    WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM events)
    BEGIN SELECT raise(ABORT, 'events are numbered without gaps'); END;
INSERT INTO events VALUES
(1, 1, '2024-02-01T08:01:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"map_label","table":"requests","axis":"column","group":["法人或其他组织"],"observed":"商业机构","proposed":"org_research","mapping":{"field":"org_enterprise"}}'),
(2, 2, '2024-02-01T08:02:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"map_label","table":"requests","axis":"row","group":["法人或其他组织"],"observed":"商业机构","proposed":null,"mapping":"not_a_field"}'),
(3, 3, '2024-02-01T08:03:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"map_label","table":"requests","axis":"table","group":["法人或其他组织"],"observed":"商业机构","proposed":null,"mapping":"unsure"}'),
(4, 4, '2024-02-01T08:04:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"map_label","table":"requests","axis":"group","group":["法人或其他组织"],"observed":"商业机构","proposed":null,"mapping":null}'),
(5, 5, '2024-02-01T08:05:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"requests.balance","evidence":[{"cell":{"cell":"requests.new_received.total","raw":"3"}},{"cell":{"cell":"requests.total_processed.total","raw":"5"}}],"state":"real","reason":""}'),
(6, 5, '2024-02-01T08:06:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"requests.balance","evidence":[{"cell":{"cell":"requests.new_received.total","raw":"3"}},{"cell":{"cell":"requests.total_processed.total","raw":"5"}}],"state":"dismissed","reason":"上年已更正"}'),
(7, 7, '2024-02-01T08:07:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"requests.balance","evidence":[{"cell":{"cell":"requests.new_received.total","raw":"3"}},{"cell":{"cell":"requests.total_processed.total","raw":"5"}}],"state":"open","reason":""}'),
(8, 8, '2024-02-01T08:08:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"set_state","state":"passed","reason":""}'),
(9, 9, '2024-02-01T08:09:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"set_state","state":"returned","reason":"表三不平"}'),
(10, 10, '2024-02-01T08:10:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"set_state","state":"open","reason":""}'),
(11, 11, '2024-02-01T08:11:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"note","text":"已电话核实"}'),
(12, 12, '2024-02-01T08:12:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"undo","event":9}'),
(13, 13, '2024-02-01T08:13:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"set_state","state":"passed","reason":"","seen":{"errors":2,"warnings":1,"waiting":3}}'),
(14, 14, '2024-02-01T08:14:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"note","on":{"finding":{"rule":"requests.balance","evidence":[{"cell":{"cell":"requests.new_received.total","raw":"3"}},{"cell":{"cell":"requests.total_processed.total","raw":"5"}}]}},"text":"已请单位核对"}'),
(15, 15, '2024-02-01T08:15:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"note","on":{"cell":{"cell":"requests.new_received.total","raw":"3"}},"text":"新收"}'),
(16, 16, '2024-02-01T08:16:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"note","on":{"cell":{"cell":"requests.granted.total","raw":null}},"text":"无此格"}'),
(17, 17, '2024-02-01T08:17:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"form.missing_table","evidence":[{"cell":{"cell":"requests.granted.total","raw":null}},{"quote":"应公开"},{"table":{"form":"2019","table":"requests"}},{"form":"2019"},{"section":"overview"},{"label":{"table":"requests","axis":"column","group":[],"observed":"商业机构","nth":1}},{"unit":"思茅区财政局"},{"year":2019},{"day":"2020-01-31"},{"name":"底稿"},{"page":2},{"number":"12.50"}],"state":"dismissed","reason":"见附件"}'),
(18, 18, '2024-02-01T08:18:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"file.rescued","evidence":[],"state":"dismissed","reason":"见附件"}'),
(19, 19, '2024-02-01T08:19:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"judge_finding","rule":"file.converted","evidence":["文件是旧格式。"],"state":"dismissed","reason":"见附件"}'),
(20, 20, '2024-02-01T08:20:00Z', '王晓', '0.1.0', '乡镇/思茅区.txt', 'blake3:00ff', '{"kind":"note","on":{"finding":{"rule":"file.hidden","evidence":[{"name":"底稿"}]}},"text":"已问过"}');
