// The SMTP server of the tests, and the letters that came to it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { root } from "./program.mjs";

/** `{ url, to }`: the address for `--smtp`, and a promise of the next letter to an address that nobody has asked for yet. */
export const sink = async (t) => {
  const child = spawn(process.execPath, ["tests/mail/sink.mjs"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill());
  const letters = [];
  const waiting = [];
  let listening;
  const port = new Promise((done) => (listening = done));
  const hand = () => {
    for (const asked of [...waiting]) {
      const place = letters.findIndex(({ to }) => to.includes(asked.address));
      if (place < 0) continue;
      waiting.splice(waiting.indexOf(asked), 1);
      asked.done(letters.splice(place, 1)[0]);
    }
  };
  createInterface(child.stdout).on("line", (line) => {
    const found = /^listening (\d+)$/.exec(line);
    if (found) return listening(found[1]);
    const { mail } = JSON.parse(line);
    if (mail) letters.push(mail);
    hand();
  });
  return {
    url: `smtp://127.0.0.1:${await port}`,
    to: (address) =>
      new Promise((done) => {
        waiting.push({ address, done });
        hand();
      }),
  };
};
