// Asks Prometheus what Grafana would.
export interface Series {
  metric: Record<string, string>;
  values: [number, string][];
}
export interface Range {
  from: number;
  to: number;
  step: number;
}

export class Prometheus {
  constructor(private readonly address: string) {}

  /** The series over time, `values` oldest first. */
  async range(query: string, { from, to, step }: Range): Promise<Series[]> {
    return (await this.ask<{ result: Series[] }>("query_range", { query, start: `${from}`, end: `${to}`, step: `${step}` })).result;
  }

  /** The same at one moment: one value each. */
  async at(query: string, time: number): Promise<Series[]> {
    const { result } = await this.ask<{ result: { metric: Record<string, string>; value: [number, string] }[] }>("query", {
      query,
      time: `${time}`,
    });
    return result.map(({ metric, value }) => ({ metric, values: [value] }));
  }

  /** What a variable's `label_values(…)` offers between the two moments. */
  async labelValues(query: string, { from, to }: Range): Promise<string[]> {
    const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(query)!;
    return this.ask(`label/${label}/values`, { "match[]": selector!, start: `${from}`, end: `${to}` });
  }

  metricNames(): Promise<string[]> {
    return this.ask("label/__name__/values", {});
  }

  private async ask<T>(what: string, parameters: Record<string, string>): Promise<T> {
    const response = await fetch(`${this.address}/api/v1/${what}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as { status: string; error?: string; data: T };
    if (answer.status !== "success") {
      throw new Error(`${answer.error}: ${parameters["query"] ?? what}`);
    }
    return answer.data;
  }
}
