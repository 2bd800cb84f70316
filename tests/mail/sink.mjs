// A real SMTP server on loopback for tests. It takes every mail and prints it.
//
//   node tests/mail/sink.mjs [--refuse-first N] [--refuse-recipient ADDRESS] [--slow MILLISECONDS] [--port PORT] [--user NAME --pass PASSWORD]
//
// First line: `listening PORT`. Then a JSON object a line:
//   {"mail": {from, to, subject, text, html, headers, raw}}   a mail that was taken; envelope addresses
//   {"refused": {from, to, code}}                             one that was not
//
// --refuse-first N        the first N mails get a temporary refusal (451) at the end of their data
// --refuse-recipient A    this recipient gets a permanent refusal (550)
// --slow MS               each mail is acknowledged so much later
// --user, --pass          mails are taken only after this sign-in

import { parseArgs } from "node:util";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const { values } = parseArgs({
  options: {
    "refuse-first": { type: "string", default: "0" },
    "refuse-recipient": { type: "string", multiple: true, default: [] },
    slow: { type: "string", default: "0" },
    port: { type: "string", default: "0" },
    user: { type: "string" },
    pass: { type: "string" },
  },
});

let refusals = Number(values["refuse-first"]);
const refusedRecipients = new Set(values["refuse-recipient"].map((address) => address.toLowerCase()));
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

async function read(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function told(session, raw) {
  const mail = await PostalMime.parse(raw);
  return {
    from: session.envelope.mailFrom.address,
    to: session.envelope.rcptTo.map((recipient) => recipient.address),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    headers: mail.headers.map(({ key, value }) => [key, value]),
    raw: raw.toString("utf8"),
  };
}

const server = new SMTPServer({
  authOptional: values.user === undefined,
  // TLS is not what is tested here, and there is no certificate to offer.
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth(auth, _session, done) {
    const fits = auth.username === values.user && auth.password === values.pass;
    done(fits ? null : refusal(535, "wrong name or password"), { user: auth.username });
  },
  onRcptTo(address, session, done) {
    if (!refusedRecipients.has(address.address.toLowerCase())) return done();
    say({ refused: { from: session.envelope.mailFrom.address, to: [address.address], code: 550 } });
    done(refusal(550, "no such mailbox"));
  },
  async onData(stream, session, done) {
    try {
      const raw = await read(stream);
      if (refusals > 0) {
        refusals -= 1;
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        say({ refused: { from: session.envelope.mailFrom.address, to, code: 451 } });
        return done(refusal(451, "try again later"));
      }
      const mail = await told(session, raw);
      setTimeout(() => {
        say({ mail });
        done();
      }, Number(values.slow));
    } catch (error) {
      done(error);
    }
  },
});

// A client that is killed in the middle of a mail is none of the sink's troubles.
server.on("error", () => {});
server.listen(Number(values.port), "127.0.0.1", () => {
  process.stdout.write(`listening ${server.server.address().port}\n`);
});
// Ends with whoever started it.
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
