import { filledIn } from "../checks/queries.js";
import type { Board, Panel } from "../checks/queries.js";
import type { Prometheus, Range, Series } from "../checks/prometheus.js";

export interface Line {
  name: string;
  labels: Record<string, string>;
  points: [number, number][];
}

export interface Mark {
  time: number;
  colour: string;
}

/** What a panel shows: a line for each series, named as its legend says. */
export async function linesOf(panel: Panel, values: Record<string, string>, prometheus: Prometheus, range: Range): Promise<Line[]> {
  const answers = await Promise.all(
    (panel.targets ?? []).map(async (target) => {
      const expr = filledIn(target.expr, values);
      const answer = await (target.instant ? prometheus.at(expr, range.to) : prometheus.range(expr, range));
      return answer.map((series) => lineOf(series, target.legendFormat ?? ""));
    }),
  );
  return answers.flat();
}

function lineOf({ metric, values }: Series, legend: string): Line {
  const name = legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? "");
  return { name, labels: metric, points: values.map(([time, value]) => [time, Number(value)]) };
}

/** When what the board marks began. */
export async function marksOf(board: Board, values: Record<string, string>, prometheus: Prometheus, range: Range): Promise<Mark[]> {
  const marks = await Promise.all(
    board.annotations.list.map(async ({ expr, iconColor }) => {
      const series = await prometheus.range(filledIn(expr!, values), range);
      return series
        .flatMap((each) =>
          beginnings(
            each.values.map(([time]) => time),
            range,
          ),
        )
        .map((time) => ({ time, colour: iconColor }));
    }),
  );
  return marks.reverse().flat(); // the first of the board on top of the others
}

/** What is there at the left edge began before it. */
const beginnings = (times: number[], { from, step }: Range): number[] =>
  times.filter((time, i) => (i === 0 ? time > from + step : time - times[i - 1]! > 2 * step));
