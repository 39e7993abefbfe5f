// What a board must keep to: the rules of Grafana's dashboard linter as far as they fit one shop, and some of our own.
import { brokenAt, selectorsOf } from "./promql.js";
import type { Selector } from "./promql.js";
import { filledIn } from "./queries.js";
import type { Board, Panel } from "./queries.js";

interface Rule {
  name: string;
  findings(board: Board): string[];
}

const units = ["none", "short", "s", "bytes", "Bps", "percentunit", "reqps", "ops", "cps", "pps", "dateTimeFromNow"];
const ofCounters = ["rate", "irate", "increase", "count"];
const counterSuffixes = /_(total|count|sum|bucket)$/;
const bornWithTheFirst = /^shop_redis_failover_duration_seconds_/; // no rate would show it, so its mean is one since the start
const notScraped = /^(ALERTS|shop:.*)$/; // what rules make has no job of its own

const drawn = (board: Board): Panel[] => board.panels.filter(({ type }) => type !== "row");
const ofPanels = (board: Board, finding: (panel: Panel) => string[]): string[] =>
  drawn(board).flatMap((panel) => finding(panel).map((text) => `"${panel.title}" ${text}`));
const when = (wrong: boolean, text: string): string[] => (wrong ? [text] : []);
const repeated = <T>(all: T[]): T[] => all.filter((each, i) => all.indexOf(each) !== i);

/** Stand-ins of the right kind; the check against a running shop takes real ones. */
function variables(board: Board): Record<string, string> {
  const own = board.templating.list.filter(({ type }) => type === "query").map(({ name }) => [name, "one|two"]);
  return { __rate_interval: "10s", __range: "30m", ...Object.fromEntries(own) };
}

function expressions(board: Board, panel: Panel): string[] {
  return (panel.targets ?? []).map(({ expr }) => filledIn(expr, variables(board)));
}

const ofSelectors = (board: Board, finding: (selector: Selector) => string[]): string[] =>
  ofPanels(board, (panel) => expressions(board, panel).flatMap(selectorsOf).flatMap(finding));

/** By Prometheus' grammar. The other rules take queries apart, so they come after this one. */
function unreadable(board: Board): string[] {
  const marks = board.annotations.list.map(({ name, expr }): [string, string] => [name, expr ?? ""]);
  const targets = drawn(board).flatMap(({ title, targets }) => (targets ?? []).map(({ expr }): [string, string] => [title, expr]));
  return [...targets, ...marks].flatMap(([title, expr]) => {
    try {
      const at = brokenAt(filledIn(expr, variables(board)));
      return when(at !== null || expr === "", `"${title}" is broken at character ${at}: ${expr}`);
    } catch (error) {
      return [`"${title}": ${(error as Error).message}`];
    }
  });
}

const rules: Rule[] = [
  {
    name: "every panel asks something, of the data source that the board was given",
    findings: (board) =>
      ofPanels(board, ({ targets, datasource }) => [
        ...when(!targets?.length, "asks nothing"),
        ...[datasource, ...(targets ?? []).map((target) => target.datasource)].flatMap((each) =>
          when(each?.uid !== "${datasource}", "has a data source of its own"),
        ),
        ...repeated((targets ?? []).map(({ refId }) => refId)).map((refId) => `has two queries ${refId}`),
      ]),
  },
  {
    name: "the data source is a variable, and other variables follow the time range",
    findings: ({ templating: { list } }) => [
      ...when(
        !list.some(({ type, name, query }) => type === "datasource" && name === "datasource" && query === "prometheus"),
        "no variable datasource",
      ),
      ...list
        .filter(({ type, refresh }) => type === "query" && refresh !== 2)
        .map(({ name }) => `"${name}" is not asked again when the time range changes`),
      ...list.filter(({ label }) => !label).map(({ name }) => `"${name}" has no label`),
    ],
  },
  {
    name: "every panel has a title, a description of a sentence or more, and a unit",
    findings: (board) =>
      ofPanels(board, ({ type, title, description, fieldConfig }) => [
        ...when(!title, "has no title"),
        ...when(!/^\S.{10,}[.?!]$/.test(description ?? ""), "has no description that is a sentence"),
        ...when(!units.includes(fieldConfig?.defaults["unit"]), `has the unit ${fieldConfig?.defaults["unit"]}`),
        ...when(
          type === "stat" && !fieldConfig?.defaults["thresholds"] && fieldConfig?.defaults["color"]?.mode !== "fixed",
          "has neither thresholds nor a fixed colour",
        ),
      ]),
  },
  {
    name: "every selector of something scraped names its job",
    findings: (board) =>
      ofSelectors(board, ({ metric, labels }) =>
        when(!notScraped.test(metric) && !labels.includes("job"), `does not say which job's ${metric}`),
      ),
  },
  {
    name: "a board with a variable instance asks for that instance",
    findings: (board) => {
      const chosen = board.templating.list.find(({ name }) => name === "instance");
      const used = board.panels.flatMap(({ targets }) => targets ?? []).some(({ expr }) => expr.includes('instance=~"$instance"'));
      return when(chosen !== undefined && !used, "nothing asks for $instance");
    },
  },
  {
    name: "counters are asked for their rate, over what Grafana calls a good interval",
    findings: (board) => [
      ...ofSelectors(board, ({ metric, within }) =>
        when(
          counterSuffixes.test(metric) && !bornWithTheFirst.test(metric) && !ofCounters.includes(within),
          `shows the counter ${metric} itself`,
        ),
      ),
      ...ofPanels(board, ({ targets }) =>
        (targets ?? []).flatMap(({ expr }) =>
          [...expr.matchAll(/\b(?:rate|irate|increase)\([^[]*\[([^\]]+)\]/g)]
            .filter(([, range]) => range !== "$__rate_interval" && range !== "$__range")
            .map(([, range]) => `takes a rate over ${range}`),
        ),
      ),
    ],
  },
  {
    name: "a stat asks for the value of now",
    findings: (board) =>
      ofPanels(board, ({ type, targets }) =>
        when(type === "stat" && (targets ?? []).some(({ instant }) => !instant), "would show the last value of something gone"),
      ),
  },
  {
    name: "panels lie side by side",
    findings: (board) =>
      board.panels.flatMap(({ title, gridPos: a, id }) => [
        ...when(a.x < 0 || a.w < 1 || a.h < 1 || a.x + a.w > 24, `"${title}" is off the grid`),
        ...board.panels
          .filter((other) => other.id > id)
          .filter(({ gridPos: b }) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
          .map((other) => `"${title}" lies on "${other.title}"`),
      ]),
  },
  {
    name: "numbers and titles of panels are there once",
    findings: ({ panels }) => [
      ...repeated(panels.map(({ id }) => id)).map((id) => `two panels ${id}`),
      ...repeated(panels.map(({ title }) => title)).map((title) => `two panels "${title}"`),
    ],
  },
  {
    name: "the board is Grafana's own kind of file: an address, a version, no number, not editable in place",
    findings: ({ uid, id, title, description, editable, schemaVersion }) => [
      ...when(!/^shop-[a-z-]{2,35}$/.test(uid), `the uid ${uid}`),
      ...when(id !== null, `the id ${id}`),
      ...when(!title || !description, "no title or no description"),
      ...when(editable, "editable"),
      ...when(schemaVersion < 39 || schemaVersion > 41, `schema version ${schemaVersion}`),
    ],
  },
  {
    name: "every board leads to the others, and they keep the time range",
    findings: ({ tags, links }) =>
      when(
        !links.some((link) => link.type === "dashboards" && link.keepTime && link.tags.every((tag) => tags.includes(tag))),
        "no link to the boards of its tag",
      ),
  },
];

function ofBoard(board: Board): string[] {
  const broken = unreadable(board);
  return broken.length > 0 ? broken : rules.flatMap((rule) => rule.findings(board).map((text) => `${text} (${rule.name})`));
}

/** Of each board by itself, and of all side by side. */
export function findings(boards: { file: string; board: Board }[]): string[] {
  return [
    ...boards.flatMap(({ file, board }) => ofBoard(board).map((text) => `${file}: ${text}`)),
    ...boards.filter(({ file, board }) => file !== `${board.uid}.json`).map(({ file, board }) => `${file} holds the board ${board.uid}`),
    ...repeated(boards.map(({ board }) => board.uid)).map((uid) => `two boards with the uid ${uid}`),
    ...repeated(boards.map(({ board }) => board.title)).map((title) => `two boards with the title ${title}`),
  ];
}
