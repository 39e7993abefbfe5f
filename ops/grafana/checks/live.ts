// Asks a Prometheus every query of every board, over a time in which a busy shop lost its master. Prints what is wrong, a line each.
// Usage: node built/checks/live.js dashboards checks/may-be-empty.json http://127.0.0.1:9090 FROM TO (seconds since 1970)
import { readFileSync } from "node:fs";
import { boardsIn } from "./files.js";
import { Prometheus } from "./prometheus.js";
import type { Range, Series } from "./prometheus.js";
import { selectorsOf } from "./promql.js";
import { valuesFor } from "./variables.js";
import { filledIn } from "./queries.js";
import type { Board, Panel } from "./queries.js";

interface Excuse {
  board: string;
  panel: string;
  reason: string;
}

const mostSeries = 20;
const [, , folder, excusesFile, address, from, to] = process.argv;
const prometheus = new Prometheus(address!);
const range: Range = { from: Number(from), to: Number(to), step: 2 };
const excuses = JSON.parse(readFileSync(excusesFile!, "utf8")) as Excuse[];
const known = new Set(await prometheus.metricNames());
const boards = boardsIn(folder!).map(({ board }) => board);

const hasNumber = (series: Series): boolean => series.values.some(([, value]) => Number.isFinite(Number(value)));
const isExcused = (board: Board, title: string): boolean => excuses.some((excuse) => excuse.board === board.uid && excuse.panel === title);

async function findings(board: Board): Promise<string[]> {
  const values = await valuesFor(board, prometheus, range);
  const found = [];
  for (const panel of asked(board)) {
    found.push(...(await ofPanel(board, panel, values)).map((text) => `${board.uid} "${panel.title}": ${text}`));
  }
  return found;
}

/** The marks, which are the same on all boards, as panels of the first one. */
function asked(board: Board): Pick<Panel, "title" | "targets">[] {
  const marks =
    board === boards[0] ? board.annotations.list.map(({ name, expr }) => ({ title: name, targets: [{ expr: expr!, refId: "A" }] })) : [];
  return [...board.panels.filter(({ type }) => type !== "row"), ...marks];
}

async function ofPanel(board: Board, panel: Pick<Panel, "title" | "targets">, values: Record<string, string>): Promise<string[]> {
  const found = [];
  let series = 0;
  for (const target of panel.targets ?? []) {
    const expr = filledIn(target.expr, values);
    const answer = await (target.instant ? prometheus.at(expr, range.to) : prometheus.range(expr, range));
    series += answer.length;
    const unknown = selectorsOf(expr)
      .map(({ metric }) => metric)
      .filter((metric) => !known.has(metric));
    if (!answer.some(hasNumber) && !isExcused(board, panel.title)) {
      found.push(`no data (${unknown.length > 0 ? `nobody has a metric ${unknown.join(", ")}` : expr})`);
    }
  }
  return series > mostSeries ? [...found, `${series} series, of which nobody can tell one from another`] : found;
}

const stale = excuses
  .filter(({ board, panel }) => !boards.some((each) => each.uid === board && asked(each).some(({ title }) => title === panel)))
  .map(({ board, panel }) => `${excusesFile}: there is no ${board} "${panel}"`);
const found = [...stale, ...(await Promise.all(boards.map(findings))).flat()];
found.forEach((finding) => console.log(finding));
process.exitCode = found.length === 0 ? 0 : 1;
