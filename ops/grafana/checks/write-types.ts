// Writes the boards as TypeScript that compiles only if Grafana's own types allow every field and value of them.
// Usage: node built/checks/write-types.js dashboards built/typed && tsc --project built/typed
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boardsIn } from "./files.js";

const raw = "@grafana/schema/dist/esm/raw/composable";
const head = `
import type { AnnotationQuery, Dashboard, Panel, RowPanel } from "@grafana/schema";
import type * as HeatmapCfg from "${raw}/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen.js";
import type * as StatCfg from "${raw}/stat/panelcfg/x/StatPanelCfg_types.gen.js";
import type * as StateTimelineCfg from "${raw}/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen.js";
import type * as TimeSeriesCfg from "${raw}/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.js";

// An enum's value, as JSON writes it.
type Json<T> = T extends string ? \`\${T}\` : T extends (infer E)[] ? Json<E>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

type Of<Type extends string, Options, Custom> = Json<Omit<Panel, "type" | "options" | "fieldConfig">> & {
  type: Type;
  options: Json<Options>;
  fieldConfig: Json<Omit<NonNullable<Panel["fieldConfig"]>, "defaults">> & {
    defaults: Json<Omit<NonNullable<Panel["fieldConfig"]>["defaults"], "custom">> & { custom?: Json<Custom> };
  };
};

type Frame = Json<Omit<Dashboard, "panels" | "id" | "annotations">> & {
  id: null;
  annotations: { list: (Json<AnnotationQuery> & { expr: string; titleFormat: string })[] }; // both Prometheus' own
};

type AnyPanel =
  | Json<RowPanel>
  | Of<"timeseries", TimeSeriesCfg.Options, TimeSeriesCfg.FieldConfig>
  | Of<"stat", StatCfg.Options, never>
  | Of<"state-timeline", StateTimelineCfg.Options, StateTimelineCfg.FieldConfig>
  | Of<"heatmap", HeatmapCfg.Options, HeatmapCfg.FieldConfig>;

// What is wrong does not compile.
// @ts-expect-error no panel is of this kind
export const kind: AnyPanel["type"] = "graph";
// @ts-expect-error no stat looks like this
export const look: Extract<AnyPanel, { type: "stat" }>["options"]["graphMode"] = "curve";
// @ts-expect-error a timeline has no such option
export const option: Extract<AnyPanel, { type: "state-timeline" }>["options"] = { showValue: "auto", rowHeight: 1, nonsense: true };
`;
const settings = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    types: [],
    skipLibCheck: true,
  },
  include: ["*.ts"],
};

const [, , folder, typed] = process.argv;
mkdirSync(typed!, { recursive: true });
writeFileSync(join(typed!, "tsconfig.json"), JSON.stringify(settings));
for (const { board } of boardsIn(folder!)) {
  const { panels, ...frame } = board;
  const checks = panels.map((panel, i) => `export const panel${i}: AnyPanel = ${JSON.stringify(panel, null, 2)};`);
  const text = [head, `export const board: Frame = ${JSON.stringify(frame, null, 2)};`, ...checks];
  writeFileSync(join(typed!, `${board.uid}.ts`), `${text.join("\n")}\n`);
}
