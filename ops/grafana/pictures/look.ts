// Colours, sizes and numbers, near to what Grafana makes of them.
import type { Panel } from "../checks/queries.js";

export const background = "#111217";
export const card = "#181b1f";
export const line = "#2c3235";
export const text = "#d8d9da";
export const faint = "#8e9297";
export const font = "DejaVu Sans, Liberation Sans, Arial, sans-serif";

const named: Record<string, string> = {
  green: "#3f9b4f",
  orange: "#ff9830",
  red: "#e02f44",
  blue: "#3274d9",
  yellow: "#f2cc0c",
  purple: "#a352cc",
  "semi-dark-green": "#2f7d3c",
};
const palette = [
  "#5794f2",
  "#f2cc0c",
  "#73bf69",
  "#b877d9",
  "#ff9830",
  "#f2495c",
  "#8ab8ff",
  "#c0d8ff",
  "#96d98d",
  "#ffb357",
  "#ca95e5",
  "#ff7383",
];

export const colour = (name: string): string => named[name] ?? name;

export const paletteColour = (index: number): string => palette[index % palette.length]!;

interface Step {
  value: number | null;
  color: string;
}

/** The colour of the highest threshold that the value reaches. */
export function thresholdColour(panel: Panel, value: number): string {
  const steps = (panel.fieldConfig?.defaults["thresholds"]?.steps ?? []) as Step[];
  return colour(steps.filter((step) => step.value === null || value >= step.value).at(-1)?.color ?? "green");
}

interface Word {
  text: string;
  color: string;
}

/** What a number means, where the panel says so. */
export function word(panel: Panel, value: number): Word | null {
  const options = panel.fieldConfig?.defaults["mappings"]?.[0]?.options as Record<string, Word> | undefined;
  return options?.[`${value}`] ?? null;
}

/** The value with its unit, as short as it can be told. */
export function written(value: number, unit: string, decimals?: number): string {
  switch (unit) {
    case "percentunit":
      return `${fixed(value * 100, decimals)} %`;
    case "s":
      return seconds(value);
    case "bytes":
      return scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]);
    case "Bps":
      return scaled(value, 1000, ["B/s", "kB/s", "MB/s", "GB/s"]);
    case "reqps":
      return `${fixed(value, decimals)} req/s`;
    case "ops":
      return `${fixed(value, decimals)} /s`;
    case "cps":
    case "pps":
      return `${fixed(value, decimals)} /s`;
    case "dateTimeFromNow":
      return `${Math.round((Date.now() - value) / 3_600_000)} h ago`;
    default:
      return Math.abs(value) >= 10_000 ? scaled(value, 1000, ["", "K", "M", "G"]) : fixed(value, decimals);
  }
}

const fixed = (value: number, decimals?: number): string =>
  decimals === undefined ? `${Number(value.toPrecision(3))}` : value.toFixed(decimals);

function seconds(value: number): string {
  const size = Math.abs(value);
  return size >= 1 || size === 0
    ? `${Number(value.toPrecision(3))} s`
    : size >= 0.001
      ? `${Number((value * 1e3).toPrecision(3))} ms`
      : `${Number((value * 1e6).toPrecision(3))} µs`;
}

function scaled(value: number, base: number, units: string[]): string {
  const step = value === 0 ? 0 : Math.max(0, Math.min(units.length - 1, Math.floor(Math.log(Math.abs(value)) / Math.log(base))));
  return `${Number((value / base ** step).toPrecision(3))} ${units[step]}`.trim();
}

export const clock = (time: number): string => new Date(time * 1000).toISOString().slice(11, 19);

export const escaped = (raw: string): string =>
  raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export function label(x: number, y: number, content: string, size: number, fill = text, anchor = "start", weight = 400): string {
  const look = `font-family="${font}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}"`;
  return `<text x="${x}" y="${y}" ${look}>${escaped(content)}</text>`;
}
