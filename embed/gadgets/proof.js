// A proof of work for a challenge: in workers where the page's policy lets them be made of a blob (`worker-src blob:`), else on the page in
// slices, so that it stays usable.

import { work } from "./proof-work.js";

/** More do not help on a phone. */
const MOST_WORKERS = 4;

/** How long the page may be busy at a time, in milliseconds. */
const SLICE = 8;

const script = () => `const { solve } = (${work})();
const fail = (problem) => setTimeout(() => { throw problem; });
onmessage = ({ data }) => solve(...data).then(postMessage, fail);`;

/** Several workers, each with its part of the counters; the first to find one ends all. Fails where a worker cannot be made. */
const inWorkers = (challenge, signal) =>
  new Promise((found, failed) => {
    const address = URL.createObjectURL(new Blob([script()], { type: "text/javascript" }));
    const step = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
    const workers = [];
    const end = (how) => (value) => {
      for (const worker of workers) worker.terminate();
      URL.revokeObjectURL(address);
      how(value);
    };
    signal.addEventListener("abort", () => end(failed)(signal.reason));
    try {
      for (let from = 0; from < step; from++) {
        const worker = new Worker(address);
        workers.push(worker);
        worker.onmessage = ({ data }) => end(found)(data);
        worker.onerror = (problem) => {
          problem.preventDefault();
          end(failed)(new Error("no worker"));
        };
        worker.postMessage([challenge, { from, step }]);
      }
    } catch (problem) {
      end(failed)(problem);
    }
  });

const onThePage = (challenge, signal) => {
  let until = performance.now() + SLICE;
  const rest = async () => {
    if (performance.now() < until) return;
    await new Promise((done) => setTimeout(done));
    signal.throwIfAborted();
    until = performance.now() + SLICE;
  };
  return work().solve(challenge, { rest });
};

/** The proof that a server of the ALTCHA protocol asks for: base64 of JSON with the challenge and its solution. */
export const prove = async (challenge, signal = new AbortController().signal) => {
  const begun = performance.now();
  const solution = await inWorkers(challenge, signal).catch(() => {
    signal.throwIfAborted();
    return onThePage(challenge, signal);
  });
  const time = Math.round(performance.now() - begun);
  return btoa(JSON.stringify({ challenge, solution: { ...solution, time } }));
};
