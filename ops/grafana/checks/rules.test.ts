// Each rule finds what it is there for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boards } from "../boards/all.js";
import { findings } from "./rules.js";
import type { Board, Panel } from "./queries.js";

const good = (): Board => JSON.parse(JSON.stringify(boards.find(({ uid }) => uid === "shop-hosts")));

function found(spoil: (board: Board, panel: Panel) => void): string {
  const board = good();
  const panel = board.panels.find(({ type }) => type === "stat")!;
  spoil(board, panel);
  return findings([{ file: "shop-hosts.json", board }]).join("\n");
}

const asking =
  (expr: string) =>
  (_: Board, panel: Panel): void =>
    void (panel.targets![0]!.expr = expr);

const spoilt: [string, (board: Board, panel: Panel) => void, RegExp][] = [
  ["a query that does not parse", asking("sum(up{"), /is broken at character/],
  ["an unknown variable", asking('up{job="$nobody"}'), /\$nobody is no variable/],
  ["a query of nothing", (_, panel) => (panel.targets = []), /asks nothing/],
  ["a data source by name", (_, panel) => (panel.datasource = { type: "prometheus", uid: "prometheus" }), /data source of its own/],
  ["no variable for the data source", (board) => board.templating.list.shift(), /no variable datasource/],
  ["a variable that stays as it was", (board) => (board.templating.list[1]!.refresh = 1), /not asked again/],
  ["no description", (_, panel) => (panel.description = ""), /no description/],
  ["no unit", (_, panel) => delete panel.fieldConfig!.defaults["unit"], /has the unit undefined/],
  ["a stat without thresholds", (_, panel) => delete panel.fieldConfig!.defaults["thresholds"], /neither thresholds/],
  ["a selector of any job", asking("sum(up)"), /which job's up/],
  ["a counter by itself", asking('sum(node_cpu_seconds_total{job="node"})'), /counter node_cpu_seconds_total itself/],
  ["a rate over a window of its own", asking('sum(rate(node_cpu_seconds_total{job="node"}[5m]))'), /takes a rate over 5m/],
  ["a stat of the past", (_, panel) => delete panel.targets![0]!.instant, /last value of something gone/],
  ["panels upon each other", (board) => (board.panels[2]!.gridPos = board.panels[1]!.gridPos), /lies on/],
  ["a panel off the grid", (_, panel) => (panel.gridPos.x = 23), /off the grid/],
  ["a number given twice", (board) => (board.panels[2]!.id = board.panels[1]!.id), /two panels/],
  [
    "an instance that nobody asks for",
    (board) =>
      board.panels.forEach(({ targets }) => targets?.forEach((target) => (target.expr = target.expr.replaceAll("$instance", "x")))),
    /nothing asks for \$instance/,
  ],
  ["a board that can be edited in place", (board) => (board.editable = true), /editable/],
  ["a board of a later Grafana", (board) => (board.schemaVersion = 42), /schema version 42/],
  ["a board without ways to the others", (board) => (board.links = []), /no link/],
  ["a board in another's file", (board) => (board.uid = "shop-other"), /holds the board shop-other/],
];

test("the boards themselves are good", () => assert.equal(findings([{ file: "shop-hosts.json", board: good() }]).join("\n"), ""));

for (const [what, spoil, finding] of spoilt) {
  test(`${what} is found`, () => assert.match(found(spoil), finding));
}

test("two boards of one address are found", () =>
  assert.match(findings([1, 2].map(() => ({ file: "shop-hosts.json", board: good() }))).join("\n"), /two boards with the uid/));
