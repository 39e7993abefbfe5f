// As much of a board as the checks and the pictures look at, and what Grafana makes of its queries before it asks.
export interface Target {
  expr: string;
  instant?: boolean;
  refId: string;
  legendFormat?: string;
  datasource?: { type: string; uid: string };
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: Target[];
  datasource?: { type: string; uid: string };
  options?: Record<string, unknown>;
  fieldConfig?: { defaults: Record<string, any>; overrides: unknown[] };
}

export interface Board {
  id: null;
  uid: string;
  title: string;
  description?: string;
  tags: string[];
  editable: boolean;
  schemaVersion: number;
  panels: Panel[];
  links: { type: string; tags: string[]; url: string; keepTime: boolean }[];
  templating: { list: { type: string; name: string; query: any; refresh?: number; label?: string }[] };
  annotations: { list: { name: string; expr?: string; iconColor: string; datasource: { uid: string } }[] };
}

const dashboardVariable = /\$(\w+)|\$\{(\w+)\}/g;

/** @param values Of the board's own variables and Grafana's: `{ instance: "api-1|api-2", __rate_interval: "10s" }`. */
export function filledIn(expr: string, values: Record<string, string>): string {
  return expr.replace(dashboardVariable, (written, plain?: string, braced?: string) => {
    const value = values[plain ?? braced!];
    if (value === undefined) {
      throw new Error(`${written} is no variable of the board.`);
    }
    return value;
  });
}
