// Stats and timelines, which are rectangles and words.
import type { Range } from "../checks/prometheus.js";
import type { Panel } from "../checks/queries.js";
import type { Line } from "./data.js";
import { clock, colour, faint, label, text, thresholdColour, word, written } from "./look.js";

const names = 190;
const axis = 22;

export function stat(panel: Panel, lines: Line[], width: number, height: number): string {
  const { unit, decimals, noValue, color } = panel.fieldConfig!.defaults;
  const { colorMode, textMode } = panel.options as { colorMode: string; textMode: string };
  const shown = lines.filter(({ points }) => Number.isFinite(points.at(-1)?.[1]));
  const value = shown[0]?.points.at(-1)?.[1];
  const said =
    value === undefined
      ? (noValue ?? "No data")
      : textMode === "name"
        ? shown.map(({ name }) => name).join(", ")
        : (word(panel, value)?.text ?? written(value, unit, decimals));
  const fill =
    value === undefined
      ? noValue === "none"
        ? colour("red")
        : "#464c54"
      : color?.mode === "fixed"
        ? colour(color.fixedColor)
        : colour(word(panel, value)?.color ?? thresholdColour(panel, value));
  const isFilled = colorMode === "background";
  const big = Math.min(height * 0.36, (width - 16) / (said.length * 0.72));
  return (
    (isFilled ? `<rect width="${width}" height="${height}" rx="3" fill="${fill}"/>` : "") +
    label(9, 19, panel.title, 12, isFilled ? "#fff" : text, "start", 600) +
    label(width / 2, height * 0.72, said, big, isFilled ? "#fff" : fill, "middle", 600)
  );
}

export function timeline(panel: Panel, lines: Line[], range: Range, width: number, height: number): string {
  if (lines.length === 0) {
    return label(width / 2, height / 2, panel.fieldConfig!.defaults["noValue"] ?? "No data", 13, faint, "middle");
  }
  const [left, right, bottom] = [names, width - 12, height - axis];
  const at = (time: number): number => left + ((time - range.from) / (range.to - range.from)) * (right - left);
  const row = bottom / lines.length;
  const box = (x: number, y: number, w: number, fill: string): string =>
    `<rect x="${x}" y="${y + row * 0.08}" width="${w}" height="${row * 0.84}" fill="${fill}"/>`;
  const rows = lines.map(({ name, points }, i) => {
    const boxes = stretches(points, range.step).map(([from, to, value]) => {
      const said = word(panel, value);
      const title = said?.text ?? `${value}`;
      const [x, w] = [at(from), Math.max(1, at(to) - at(from))];
      const fits = w > title.length * 7 + 8;
      return (
        box(x, i * row, w, colour(said?.color ?? thresholdColour(panel, value))) +
        (fits ? label(x + 6, i * row + row / 2 + 4, title, 11, "#fff") : "")
      );
    });
    return label(left - 8, i * row + row / 2 + 4, name, 11, text, "end") + boxes.join("");
  });
  const shares = width < 600 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const ticks = shares.map((share) => {
    const time = range.from + share * (range.to - range.from);
    return label(at(time), height - 6, clock(time), 11, faint, share === 0 ? "start" : share === 1 ? "end" : "middle");
  });
  return rows.join("") + ticks.join("");
}

/** Equal values that follow on each other as one: from, to, value. */
function stretches(points: [number, number][], step: number): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (const [time, value] of points) {
    const last = found.at(-1);
    if (last && last[2] === value && time - last[1] < step / 2) {
      last[1] = time + step;
    } else {
      found.push([time, time + step, value]);
    }
  }
  return found;
}
