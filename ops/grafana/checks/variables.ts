import type { Prometheus, Range } from "./prometheus.js";
import type { Board } from "./queries.js";

/** What a board's variables stand for when nobody has chosen anything: all values of each. */
export async function valuesFor(board: Board, prometheus: Prometheus, range: Range): Promise<Record<string, string>> {
  const values: Record<string, string> = {
    __rate_interval: `${Math.max(5 * range.step, 8)}s`,
    __range: `${Math.round(range.to - range.from)}s`,
  };
  for (const { type, name, query } of board.templating.list) {
    if (type === "query") {
      const offered = await prometheus.labelValues(query.query, range);
      if (offered.length === 0) {
        throw new Error(`The variable ${name} of ${board.uid} offers nothing.`);
      }
      values[name] = offered.join("|");
    }
  }
  return values;
}
