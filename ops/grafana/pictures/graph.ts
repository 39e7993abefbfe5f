// Lines and heat, by echarts without a browser.
import * as echarts from "echarts";
import type { Range } from "../checks/prometheus.js";
import type { Panel } from "../checks/queries.js";
import type { Line, Mark } from "./data.js";
import { clock, colour, faint, font, line as gridColour, paletteColour, text, written } from "./look.js";

const size = 11;

export function graph(panel: Panel, lines: Line[], marks: Mark[], range: Range, width: number, height: number): string {
  const { unit, decimals, custom, max } = panel.fieldConfig!.defaults;
  const stack = custom?.stacking?.mode === "normal";
  const drawn = distinct(lines);
  const legendRows = rowsOf(
    drawn.map(({ name }) => name),
    width,
  );
  return rendered(width, height, {
    grid: { left: 64, right: 14, top: 12, bottom: 28 + 18 * legendRows },
    legend: {
      bottom: 2,
      left: 8,
      type: "plain",
      itemHeight: 3,
      itemWidth: 12,
      itemGap: 18,
      icon: "rect",
      textStyle: { color: text, fontSize: size, fontFamily: font },
      data: drawn.map(({ name }) => name),
    },
    xAxis: timeAxis(range),
    yAxis: {
      type: "value",
      min: 0,
      max: ({ max: highest }) => max ?? (highest > (custom?.axisSoftMax ?? 0) ? null! : custom.axisSoftMax),
      axisLabel: { ...axisText, formatter: (value: number) => written(value, unit, decimals) },
      splitLine: { lineStyle: { color: gridColour } },
      splitNumber: 4,
      ...(decimals === 0 && { minInterval: 1 }),
    },
    series: drawn.map(({ name, points }, i) => ({
      name,
      type: "line",
      showSymbol: false,
      connectNulls: false,
      color: fixedColour(panel, name) ?? paletteColour(i),
      lineStyle: { width: stack ? 0.5 : 1.3 },
      areaStyle: { opacity: stack ? 0.6 : 0.1 },
      ...(stack && { stack: "all" }),
      data: onGrid(points, range, stack ? 0 : null),
      ...(i === 0 && {
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          data: marks.map((mark) => ({
            xAxis: mark.time * 1000,
            lineStyle: { color: colour(mark.colour), type: "dashed", width: 1 },
          })),
        },
      }),
    })),
  });
}

export function heatmap(panel: Panel, lines: Line[], range: Range, width: number, height: number): string {
  const buckets = lines
    .map(({ labels, points }) => ({ top: Number(labels["le"]!.replace("+Inf", "Infinity")), points }))
    .sort((a, b) => a.top - b.top);
  const times = buckets[0]?.points.map(([time]) => time) ?? [];
  const unit = panel.options!["yAxis"] as { unit: string };
  const cells = buckets
    .flatMap(({ points }, row) =>
      points.map(([, value], column): [number, number, number] => [
        column,
        row,
        Math.max(0, value - (row === 0 ? 0 : (buckets[row - 1]!.points[column]?.[1] ?? 0))),
      ]),
    )
    .filter(([, , count]) => count > 0.5);
  return rendered(width, height, {
    grid: { left: 64, right: 14, top: 12, bottom: 28 },
    xAxis: { type: "category", data: times.map(clock), axisLabel: axisText, axisLine: { lineStyle: { color: gridColour } } },
    yAxis: {
      type: "category",
      data: buckets.map(({ top }) => (Number.isFinite(top) ? written(top, unit.unit) : "more")),
      axisLabel: axisText,
      axisLine: { show: false },
    },
    visualMap: {
      show: false,
      type: "continuous",
      min: 0,
      max: Math.max(2, ...cells.map(([, , count]) => Math.sqrt(count))),
      dimension: 2,
      inRange: { color: ["#5c2700", "#b34e00", "#ff9830", "#ffe0b3"] },
    },
    series: [{ type: "heatmap", data: cells.map(([x, y, count]) => [x, y, Math.sqrt(count)]), itemStyle: { borderWidth: 0 } }],
  });
}

const axisText = { color: faint, fontSize: size, fontFamily: font };

const timeAxis = ({ from, to }: Range) => ({
  type: "time" as const,
  min: from * 1000,
  max: to * 1000,
  splitNumber: 3,
  axisLabel: { ...axisText, formatter: (value: number) => clock(value / 1000) },
  axisLine: { lineStyle: { color: gridColour } },
  splitLine: { show: false },
});

/** A value for each moment, so that a gap is a gap and stacks add up. */
function onGrid(points: [number, number][], { from, to, step }: Range, missing: number | null): [number, number | null][] {
  const known = new Map(points.map(([time, value]) => [Math.round((time - from) / step), value]));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => {
    const value = known.get(i);
    return [(from + i * step) * 1000, value === undefined || !Number.isFinite(value) ? missing : value];
  });
}

/** How many lines of text the names take. */
function rowsOf(all: string[], width: number): number {
  const sizes = all.map((name) => name.length * 7 + 34);
  let [rows, x] = [1, 0];
  for (const size of sizes) {
    [rows, x] = x + size > width - 16 && x > 0 ? [rows + 1, size] : [rows, x + size];
  }
  return rows;
}

/** echarts takes lines of one name for one line. */
const distinct = (lines: Line[]): Line[] => lines.filter(({ name }, i) => lines.findIndex((other) => other.name === name) === i);

function fixedColour(panel: Panel, name: string): string | null {
  const overrides = (panel.fieldConfig?.overrides ?? []) as {
    matcher: { id: string; options: string };
    properties: { id: string; value: any }[];
  }[];
  const value = overrides
    .find(({ matcher }) => matcher.id === "byName" && matcher.options === name)
    ?.properties.find(({ id }) => id === "color")?.value;
  return value ? colour(value.fixedColor) : null;
}

function rendered(width: number, height: number, option: echarts.EChartsOption): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ animation: false, backgroundColor: "transparent", ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
