// The real program: published to a fresh database, served on a port of the kernel's choice, stopped when the test ends.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The evening on which the tests take place: the teaser is half open, everything else is on. */
export const evening = "2024-08-04T19:30:00Z";

const program = () => process.env.CANYU_BIN ?? assert.fail("CANYU_BIN names the program under test; `cargo xtask test` sets it");

/** Runs a command of the program to its end: `{ code, stdout, stderr }`. */
export const run = (...args) =>
  new Promise((done) => {
    execFile(program(), args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      done({ code: error ? (error.code ?? 1) : 0, stdout, stderr }),
    );
  });

/** A folder for one test, and everything that is thrown away with it. */
export const folder = async (t) => {
  const path = await mkdtemp(join(tmpdir(), "canyu-e2e-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
};

/** Starts a process that says `listening http://…` once it is ready. */
export const listen = async (command, args) => {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  const exited = once(child, "exit");
  const url = await new Promise((done, failed) => {
    createInterface(child.stdout).on("line", (line) => {
      const found = /listening (http:\/\/\S+)/.exec(line);
      if (found) done(found[1]);
    });
    exited.then(([code]) => failed(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${said.join("")}`)));
  });
  const stop = async (signal = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return { url, stop, said: () => said.join("") };
};

const published = new Map();

/** The organiser's key of this file of tests, made by the first publishing: what is published can be served with it alone. */
const key = join(tmpdir(), `canyu-e2e-${process.pid}.key`);
process.on("exit", () => rmSync(key, { force: true }));

/** A database's bytes after publishing; made once per file of tests, since drawing the pictures takes its time. */
const publish = (file, mail) => {
  if (!published.has(file)) published.set(file, publishOnce(file, mail));
  return published.get(file);
};

/** How the program is told of an SMTP server, where a test has one. */
const mailing = (mail) => (mail ? ["--smtp", mail.url, "--mail-from", "Canyu <canyu@example.org>"] : []);

const publishOnce = async (file, mail) => {
  const path = await mkdtemp(join(tmpdir(), "canyu-e2e-"));
  try {
    const database = join(path, "canyu.db");
    const done = await run("campaign", "publish", file, "--database", `sqlite:${database}`, "--key", key, "--rehearsal-at", evening, ...mailing(mail));
    assert.equal(done.code, 0, `publishing ${file}: ${done.stdout}${done.stderr}`);
    assert.deepEqual(await readdir(path), ["canyu.db"], "everything is in the one file");
    return await readFile(database);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
};

/** A campaign in a database of its own, and its server; `more` are further options of the server. */
export const serve = async (t, { campaign = "router-teaser", file = `campaigns/${campaign}.toml`, at = evening, mail, more = [] } = {}) => {
  const path = join(await folder(t), "canyu.db");
  await writeFile(path, await publish(file, mail));
  const database = `sqlite:${path}`;
  // Nobody is asked for a random value: tests bring it.
  const start = (address, moment) =>
    listen(program(), ["serve", "--listen", address, "--database", database, "--key", key, "--rehearsal-at", moment, "--relay", "http://127.0.0.1:9", ...mailing(mail), ...more]);
  let server = await start("127.0.0.1:0", at);
  t.after(() => server.stop());
  const { url } = server;
  const told = async (group, command, moment, ...rest) => {
    const done = await run(group, command, campaign, "--database", database, "--key", key, "--rehearsal-at", moment, ...rest);
    assert.equal(done.code, 0, `canyu ${group} ${command}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  return {
    url,
    campaign,
    database,
    /** Kills the server as a power cut would. */
    kill: () => server.stop("SIGKILL"),
    /** Stops it as an administrator would. */
    stop: () => server.stop(),
    /** Starts it again where it was, on the same database; at another time of the evening if told so. */
    restart: async (moment = at) => {
      server = await start(new URL(url).host, moment);
    },
    /** Runs a command for the campaign's draw at a moment of the evening. */
    draw: (command, moment, ...rest) => told("draw", command, moment, ...rest),
    /** Runs a command about the campaign. */
    campaignCommand: (command, moment = at, ...rest) => told("campaign", command, moment, ...rest),
    /** Runs a command of staff for the campaign beside the server; what it printed. */
    command: async (command, ...rest) => {
      const [verb, ...more] = command === "codes" || command === "moderate" ? [rest[0], campaign, ...rest.slice(1)] : [campaign, ...rest];
      const done = await run(command, verb, ...more, "--database", database, "--key", key, "--rehearsal-at", at);
      assert.equal(done.code, 0, `canyu ${command}: ${done.stdout}${done.stderr}`);
      return done.stdout;
    },
    /** Runs a command beside the server at a moment of the evening. */
    staff: async (moment, ...words) => {
      const done = await run(...words, "--database", database, "--key", key, "--rehearsal-at", moment);
      assert.equal(done.code, 0, `canyu ${words.join(" ")}: ${done.stdout}${done.stderr}`);
      return done.stdout;
    },
    log: () => server.said(),
    /** The rows of an exported table, as objects of texts. */
    export: (table, format = "jsonl") => exported({ campaign, database, table, format }),
  };
};

const exported = async ({ campaign, database, table, format }) => {
  const file = `${database.slice("sqlite:".length)}.${table}.${format}`;
  const done = await run("export", campaign, "--table", table, "--format", format, "--database", database, "-o", file);
  assert.equal(done.code, 0, `exporting ${table}: ${done.stdout}${done.stderr}`);
  const text = await readFile(file, "utf8");
  return format === "csv" ? fromCsv(text) : fromJsonLines(text);
};

const asText = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

const fromJsonLines = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => Object.fromEntries(Object.entries(JSON.parse(line)).map(([name, value]) => [name, asText(value)])));

/** RFC 4180, with quotes, commas and line breaks inside fields. */
const fromCsv = (text) => {
  const records = [[""]];
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]+)|(,)|(\r?\n)/g;
  for (const [, quoted, plain, comma, line] of text.replace(/^\uFEFF/, "").matchAll(cell)) {
    const record = records.at(-1);
    if (comma) record.push("");
    else if (line) records.push([""]);
    else record[record.length - 1] = plain ?? quoted.replaceAll('""', '"');
  }
  if (records.at(-1).length === 1 && records.at(-1)[0] === "") records.pop();
  const [names, ...rows] = records;
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
};

/** The page of another site, on another origin. */
export const hostPage = async (t, server) => {
  const host = await listen(process.execPath, ["tests/host/serve.mjs", "--port", "0", "--server", server.url]);
  t.after(() => host.stop());
  return {
    url: host.url,
    /** Its address with what the query asks for. */
    at: (query = {}) => `${host.url}/?${new URLSearchParams(query)}`,
  };
};

/** The same page with something else in its source, on an origin of its own: a browser treats what a test answers for a page as strange. */
export const rewritten = async (t, host, from, to) => {
  const server = createServer(async (request, response) => {
    const answer = await fetch(host.url + request.url);
    const type = answer.headers.get("content-type");
    response.writeHead(answer.status, { "content-type": type });
    response.end(/html/.test(type) ? (await answer.text()).replace(from, to) : Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, at: (query = {}) => `${url}/?${new URLSearchParams(query)}` };
};
