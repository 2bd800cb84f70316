// Files of exports as other people's programs read them: DuckDB, and a spreadsheet.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { DuckDBInstance } from "@duckdb/node-api";

import { folder, run, serve } from "./support/program.mjs";

/** Three people: two came by links of channels, one of them by the first one's. */
const visited = async (t) => {
  const server = await serve(t);
  const act = async (fan, body) => {
    const answer = await fetch(`${server.url}/api/v1/campaigns/${server.campaign}/acts`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${String(fan).padStart(43, "0")}`,
        "idempotency-key": `export-${fan}-${body.act}-0000`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(told));
    return told;
  };
  await act(1, { act: "arrive", channel: "microblog" });
  await act(2, { act: "arrive" });
  await act(3, { act: "arrive", channel: "messenger" });
  return server;
};

const exported = async (t, server, table, format, ...more) => {
  const file = join(await folder(t), `${table}.${format}`);
  const done = await run("export", server.campaign, "--table", table, "--format", format, "--database", server.database, "-o", file, ...more);
  assert.equal(done.code, 0, done.stderr);
  return file;
};

test("DuckDB finds the types of every column of a Parquet file, and its rows", async (t) => {
  const server = await visited(t);
  const duck = await (await DuckDBInstance.create(":memory:")).connect();
  const asked = async (sql) => (await duck.runAndReadAll(sql)).getRowObjectsJson();
  const people = await exported(t, server, "participants", "parquet");
  const types = Object.fromEntries((await asked(`DESCRIBE SELECT * FROM '${people}'`)).map((column) => [column.column_name, column.column_type]));
  const expected = {
    id: "VARCHAR",
    arrived_at: "TIMESTAMP WITH TIME ZONE",
    joined_at: "TIMESTAMP WITH TIME ZONE",
    generation: "BIGINT",
    referrer: "VARCHAR",
    in_draw: "BOOLEAN",
    tickets: "BIGINT",
    clock: "VARCHAR",
  };
  for (const [name, type] of Object.entries(expected)) assert.equal(types[name], type, name);
  const rows = await asked(`SELECT channel, generation, joined_at IS NULL AS looked, in_draw, clock,
    epoch_ms(arrived_at) >= epoch_ms(TIMESTAMPTZ '2024-08-04 19:30:00+00') AS evening FROM '${people}' ORDER BY channel`);
  const row = (channel) => ({ channel, generation: "0", looked: true, in_draw: false, clock: "rehearsal", evening: true });
  assert.deepEqual(rows, ["direct", "messenger", "microblog"].map(row));
  const about = await asked(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${people}') WHERE decode(key) = 'canyu.schema'`);
  assert.equal(about[0].value, "participants 2");

  // Tables meet by their names, and one without rows has its columns.
  const events = await exported(t, server, "events", "parquet", "--channel", "microblog");
  const met = await asked(`SELECT kind, count(*)::INTEGER AS n FROM '${events}' JOIN '${people}' ON participant = id GROUP BY kind`);
  assert.deepEqual(met, [{ kind: "arrived", n: 1 }]);
  const none = await exported(t, server, "events", "parquet", "--group", "nobody");
  assert.deepEqual(await asked(`SELECT count(*)::INTEGER AS n, max("at") AS last FROM '${none}'`), [{ n: 0, last: null }]);
});

test("DuckDB reads the same from CSV and JSON lines", async (t) => {
  const server = await visited(t);
  const duck = await (await DuckDBInstance.create(":memory:")).connect();
  const found = [];
  for (const format of ["csv", "jsonl", "parquet"]) {
    const file = await exported(t, server, "participants", format);
    const read = format === "csv" ? `read_csv('${file}')` : format === "jsonl" ? `read_json('${file}')` : `'${file}'`;
    const sql = `SELECT id, epoch_ms(arrived_at::TIMESTAMP)::VARCHAR AS at, channel, generation::INTEGER AS generation, in_draw FROM ${read} ORDER BY id`;
    await duck.run("SET TimeZone = 'UTC'");
    found.push((await duck.runAndReadAll(sql)).getRowObjectsJson());
  }
  assert.equal(found[0].length, 3);
  assert.deepEqual(found[0], found[2]);
  assert.deepEqual(found[1], found[2]);
});

test("a spreadsheet opens the workbook with its sheets, dates and numbers", async (t) => {
  const office = process.env.SOFFICE;
  if (!office) return t.skip("SOFFICE names no spreadsheet; `cargo xtask test` sets it");
  const server = await visited(t);
  const book = await exported(t, server, "participants", "xlsx");
  const out = await folder(t);
  const profile = `-env:UserInstallation=file://${join(out, "profile")}`;
  // Every sheet becomes a file of its own (the last -1).
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
  await promisify(execFile)(office, [profile, "--headless", "--convert-to", filter, "--outdir", out, book]);
  const table = (await readFile(join(out, "participants-participants.csv"), "utf8")).trim().split("\n");
  const about = await readFile(join(out, "participants-About.csv"), "utf8");
  assert.equal(table.length, 4);
  assert.match(table[0], /^id,code,arrived_at,/);
  for (const line of table.slice(1)) assert.match(line, /,2024-08-04 19:3\d:\d\d,,(direct|messenger|microblog),0,/);
  assert.match(about, /schema,participants 2/);
  assert.match(about, /clock,rehearsal/);
  assert.match(about, /rows,3/);
});
