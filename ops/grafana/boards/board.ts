// The frame of every board: variables, marks, links, rows, numbers.
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dashboard, Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { datasource } from "./panels.js";
import { bad, doubtful, neutral } from "./style.js";

/** What Grafana 11.4 writes, the version in docker-compose.yml. */
const schemaVersion = 40;

const tag = "shop";

export interface Row {
  title: string;
  panels: Builder<Panel>[];
}

export const row = (title: string, ...panels: Builder<Panel>[]): Row => ({ title, panels });

/** Which of the job's targets to show; all of them at first. */
export function instances(job: string, label: string): QueryVariableBuilder {
  return new QueryVariableBuilder("instance")
    .label(label)
    .datasource(datasource)
    .query({ query: `label_values(up{job="${job}"}, instance)`, refId: "instances" })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: ["All"], value: ["$__all"] });
}

/** @param uid Its address, and the name of its file: never changed, or bookmarks and alerts lead nowhere. */
export function board(uid: string, title: string, description: string, rows: Row[], ...variables: QueryVariableBuilder[]): Dashboard {
  const made = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .timezone("browser")
    .time({ from: "now-30m", to: "now" })
    .refresh("10s")
    .variables([
      new DatasourceVariableBuilder("datasource")
        .label("Data source")
        .type("prometheus")
        .current({ selected: true, text: "Prometheus", value: "prometheus" }),
      ...variables,
    ])
    .annotations(marks())
    .link(new DashboardLinkBuilder("Shop").type(DashboardLinkType.Dashboards).tags([tag]).keepTime(true).includeVars(true));
  for (const { title: of, panels } of rows) {
    made.withRow(new RowBuilder(of));
    panels.forEach((panel) => made.withPanel(panel));
  }
  return finished(made.build());
}

/** Every graph shows when these happened. */
function marks(): AnnotationQueryBuilder[] {
  return [
    mark("Failovers", bad, 'max(increase(shop_redis_failovers_total{job="shop-api"}[$__rate_interval])) > 0', "Another Redis master"),
    mark(
      "Starts of a replica",
      neutral,
      'shop_build_info{job="shop-api"} unless on (instance) (shop_build_info{job="shop-api"} offset 20s)',
      "{{instance}} started: {{version}}",
    ),
    mark("Alerts", doubtful, 'max by (alertname) (ALERTS{alertstate="firing", alertname!="Watchdog"})', "{{alertname}}"),
  ];
}

function mark(name: string, colour: string, expr: string, title: string): AnnotationQueryBuilder {
  const made = new AnnotationQueryBuilder().name(name).datasource(datasource).enable(true).iconColor(colour).expr(expr);
  Object.assign(made.build(), { titleFormat: title }); // Prometheus' own field
  return made;
}

/** Numbers the panels, since a link to one names its number, and leaves out what the SDK adds though our Grafana has no such field. */
function finished(board: Dashboard): Dashboard {
  board.panels!.forEach((panel, i) => (panel.id = i + 1));
  const list = board.templating.list!.map(({ auto, auto_min, auto_count, allowCustomValue, ...variable }) => variable);
  return { ...board, id: null, schemaVersion, templating: { list } } as unknown as Dashboard;
}
