// Draws every board from what a Prometheus knows. It is not Grafana that draws: the queries, colours and words are its, the lines are ours.
// Usage: node built/pictures/draw.js dashboards http://127.0.0.1:9090 FROM TO docs/images (seconds since 1970)
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { boardsIn } from "../checks/files.js";
import { Prometheus } from "../checks/prometheus.js";
import type { Range } from "../checks/prometheus.js";
import type { Board, Panel } from "../checks/queries.js";
import { valuesFor } from "../checks/variables.js";
import { stat, timeline } from "./cells.js";
import { linesOf, marksOf } from "./data.js";
import type { Line, Mark } from "./data.js";
import { graph, heatmap } from "./graph.js";
import { background, card, clock, faint, label, line, text } from "./look.js";

const [column, unit, gap, margin, head] = [66, 30, 8, 12, 52];
const titleHeight = 26;

const [, , folder, address, from, to, into] = process.argv;
const prometheus = new Prometheus(address!);
const seconds = Number(to) - Number(from);
const range: Range = { from: Number(from), to: Number(to), step: Math.max(2, Math.round(seconds / 300)) };

async function drawn(board: Board): Promise<string> {
  const values = await valuesFor(board, prometheus, range);
  const marks = await marksOf(board, values, prometheus, range);
  const panels = await Promise.all(
    board.panels.map(async (panel) => placed(panel, await linesOf(panel, values, prometheus, range), marks)),
  );
  const bottom = Math.max(...board.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const [width, height] = [24 * column + 2 * margin, head + bottom * (unit + gap) + margin];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="${background}"/>` +
    label(margin, 34, board.title, 20, text, "start", 600) +
    label(width - margin, 34, `${clock(range.from)} to ${clock(range.to)} UTC`, 13, faint, "end") +
    panels.join("") +
    "</svg>"
  );
}

function placed(panel: Panel, lines: Line[], marks: Mark[]): string {
  const { x, y, w, h } = panel.gridPos;
  const [left, top, width, height] = [margin + x * column, head + y * (unit + gap), w * column - gap, h * (unit + gap) - gap];
  const inside =
    panel.type === "row"
      ? label(0, 25, panel.title, 15, text, "start", 600)
      : `<rect width="${width}" height="${height}" rx="3" fill="${card}" stroke="${line}"/>${content(panel, lines, marks, width, height)}`;
  return `<svg x="${left}" y="${top}" width="${width}" height="${height}">${inside}</svg>`;
}

function content(panel: Panel, lines: Line[], marks: Mark[], width: number, height: number): string {
  if (panel.type === "stat") {
    return stat(panel, lines, width, height);
  }
  const [title, below] = [label(9, 19, panel.title, 12, text, "start", 600), height - titleHeight];
  const body =
    panel.type === "state-timeline"
      ? timeline(panel, lines, range, width, below)
      : panel.type === "heatmap"
        ? heatmap(panel, lines, range, width, below)
        : graph(panel, lines, marks, range, width, below);
  return `${title}<svg y="${titleHeight}" width="${width}" height="${below}">${body}</svg>`;
}

mkdirSync(into!, { recursive: true });
for (const { board } of boardsIn(folder!)) {
  const picture = new Resvg(await drawn(board), { font: { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans" } }).render();
  writeFileSync(join(into!, `${board.uid}.png`), picture.asPng());
}
process.exit(); // echarts keeps timers
