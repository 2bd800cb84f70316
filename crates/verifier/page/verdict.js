// What the findings come to, in one of four words. It never says more than the findings do.

/** Steps that nobody needs who checks his own tickets: left undone they take nothing away from the rest, but they are named. */
const optional = ["roll", "checkpoints", "mine", "won"];

/**
 * `{ state, lacking }`: `fails` with the steps that fail; `early` while the draw is to come; `partly` with the steps that are not proven or
 * could not be checked; `holds`.
 */
export const verdictOf = (report) => {
  const having = (...outcomes) => report.findings.filter(({ outcome }) => outcomes.includes(outcome));
  const failed = having("failed");
  if (failed.length || !report.findings.length) return { state: "fails", lacking: failed };
  const lacking = having("not_proven", "not_checked").filter(({ check, outcome }) => outcome === "not_proven" || !optional.includes(check));
  if (having("not_yet").some(({ check }) => ["commitment", "beacon", "draws"].includes(check))) return { state: "early", lacking };
  // Whatever the check is unsure of is never called whole.
  if (lacking.length || !report.holds) return { state: "partly", lacking };
  return { state: "holds", lacking };
};
