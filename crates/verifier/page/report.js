// The report as people read it: a verdict, every step in a sentence, the winners, and what nobody can prove.

import { make, sign, stamp } from "./dom.js";
import { sentence, where } from "./sentences.js";
import { verdictOf } from "./verdict.js";
import { winners } from "./winners.js";

const parts = [
  ["part_you", ["mine", "won"]],
  ["part_before", ["manifest", "signature", "commitment", "seen", "excluded", "checkpoints", "roll"]],
  ["part_value", ["beacon", "seed"]],
  ["part_draw", ["draws", "prizes", "forfeits"]],
];

const head = (level, properties, text) => make(`h${level}`, properties, text);

/** The stamp and what it means. */
const verdict = (report, facts, speech, level) => {
  const { say, has, time } = speech;
  const { state, lacking } = verdictOf(report);
  const name = ({ check }) => (has(`step_${check}`) ? say(`step_${check}`) : check);
  const names = [...new Set(lacking.map(name))];
  const early = facts.commitmentHash ? say("sum_early_more", { time: facts.draws ? time(facts.draws, true) : "" }) : say("sum_early_open");
  return make(
    "div",
    { class: `verdict is-${state}`, tabindex: "-1" },
    stamp(state),
    make(
      "div",
      { class: "meaning" },
      head(level, { class: "outcome" }, say(`sum_${state}`)),
      make("p", {}, state === "early" ? early : say(`sum_${state}_more`)),
      state !== "holds" && names.length > 0 && make("ul", { class: "lacking" }, names.map((text) => make("li", {}, text))),
    ),
  );
};

/** "Your 12 tickets were numbers 482–493 of 25,026", where that holds. */
const yours = (report, { say, number }) => {
  const { mine, findings } = report;
  if (!mine?.first || findings.some(({ check, outcome }) => check === "mine" && outcome !== "ok")) return null;
  const [first, last, of] = [mine.first, mine.last, mine.of].map(number);
  const count = mine.last - mine.first + 1;
  return make("p", { class: "yours" }, count === 1 ? say("yours_one", { first, of }) : say("yours", { n: number(count), first, last, of }));
};

const step = (finding, report, facts, speech) => {
  const place = finding.outcome === "failed" ? where(finding, speech) : "";
  return make(
    "li",
    { class: `step is-${finding.outcome}`, "data-check": finding.check },
    sign(finding.outcome),
    make("div", { class: "sentence" }, make("p", {}, sentence(finding, report, facts, speech)), place && make("p", { class: "where" }, place)),
    make("span", { class: "state" }, speech.say(`mark_${finding.outcome}`)),
  );
};

const steps = (report, facts, speech, level) => {
  const known = new Set(parts.flatMap(([, checks]) => checks));
  const [you, ...draw] = parts;
  const nobody = report.findings.every(({ check, code }) => check !== "mine" || code === "nobody");
  // Whoever has no tickets in it reads of the draw first.
  return (nobody ? [...draw, you] : parts).map(([title, checks]) => {
    // A step that this page does not know yet is shown with the draw rather than left out.
    const mine = ({ check }) => checks.includes(check) || (title === "part_draw" && !known.has(check));
    const found = report.findings.filter(mine);
    if (!found.length) return null;
    return make(
      "section",
      { class: "part" },
      head(level + 1, {}, speech.say(title)),
      make("ol", { class: "checks" }, found.map((finding) => step(finding, report, facts, speech))),
    );
  });
};

const limits = ({ say }, level) =>
  make(
    "section",
    { class: "limits" },
    head(level + 1, {}, say("limits")),
    make("ul", {}, ["limit_people", "limit_asked", "limit_seen"].map((key) => make("li", {}, say(key)))),
    make("p", { class: "small" }, say("review")),
  );

const figures = (facts, { say, number, time }, level) => {
  const rows = [
    ["fact_campaign", facts.campaign && `${facts.campaign} · ${facts.draw}`],
    ["fact_manifest", facts.manifestHash],
    ["fact_commitment", facts.commitmentHash],
    ["fact_round", facts.round && `${number(facts.round)}${facts.roundAt ? ` · ${time(facts.roundAt, true)}` : ""}`],
  ].filter(([, value]) => value);
  return make(
    "section",
    { class: "figures" },
    head(level + 1, {}, say("facts")),
    make("dl", {}, rows.map(([key, value]) => [make("dt", {}, say(key)), make("dd", {}, value)])),
  );
};

/**
 * The whole report, its head as `h{level}`. `actions` stand between the steps and the limits.
 */
export const reportOf = (report, facts, speech, { level = 2, rehearsal, actions = [] } = {}) =>
  make(
    "div",
    { class: "report" },
    rehearsal && make("p", { class: "badge" }, speech.say("rehearsal")),
    verdict(report, facts, speech, level),
    yours(report, speech),
    make("div", { class: "parts" }, steps(report, facts, speech, level)),
    winners(report, facts, speech, level + 1),
    actions.length > 0 && make("div", { class: "actions" }, actions),
    limits(speech, level),
    figures(facts, speech, level),
  );
