// The kinds of panel that boards are made of. A source file chains on them what one panel needs besides.
import {
  AxisPlacement,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder as Heatmap,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as Stat } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as StateTimeline } from "@grafana/grafana-foundation-sdk/statetimeline";
import { PanelBuilder as Graph } from "@grafana/grafana-foundation-sdk/timeseries";
import { good } from "./style.js";

export const datasource = { type: "prometheus", uid: "${datasource}" };

/** A line for each series; the legend may name labels: `{{instance}}`. */
export const query = (expr: string, legend: string): DataqueryBuilder =>
  new DataqueryBuilder().datasource(datasource).expr(expr).legendFormat(legend).range();

/** With the traces behind single requests as dots. */
export const withExemplars = (expr: string, legend: string): DataqueryBuilder => query(expr, legend).exemplar(true);

/** One number, as it is now. Not the last one of the range: that of a dead node would stay on the board. */
export function stat(title: string, description: string, unit: string, expr: string, legend = ""): Stat {
  return new Stat()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .span(3)
    .height(4)
    .withTarget(new DataqueryBuilder().datasource(datasource).expr(expr).legendFormat(legend).instant().refId("A"))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false).fields(""))
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .noValue("no data");
}

/** The names of the series instead of their values. */
export function names(title: string, description: string, expr: string, legend: string): Stat {
  return stat(title, description, "none", expr, legend).textMode(BigValueTextMode.Name);
}

/** Lines over time. */
export function graph(title: string, description: string, unit: string, ...queries: DataqueryBuilder[]): Graph {
  const panel = new Graph()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .min(0)
    .span(8)
    .height(8)
    .legend(legend())
    .tooltip(tooltip())
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Never)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName));
  queries.forEach((each, i) => panel.withTarget(each.refId(String.fromCharCode(65 + i))));
  return panel;
}

/** Lines on top of each other: their sum means something. */
export const stacked = (...panel: Parameters<typeof graph>): Graph =>
  graph(...panel)
    .fillOpacity(60)
    .lineWidth(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group("A"));

/** Single lines in colours of their own: `coloured(panel, { failed: bad })`. */
export function coloured(panel: Graph, colours: Record<string, string>): Graph {
  for (const [name, fixedColor] of Object.entries(colours)) {
    panel.overrideByName(name, [{ id: "color", value: { mode: "fixed", fixedColor } }]);
  }
  return panel;
}

/** A row of coloured time for each series. */
export function timeline(title: string, description: string, meaning: ValueMapping[], each: DataqueryBuilder): StateTimeline {
  return new StateTimeline()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit("none")
    .mappings(meaning)
    .span(12)
    .height(7)
    .withTarget(each.refId("A"))
    .legend(legend().showLegend(false))
    .tooltip(tooltip())
    .fillOpacity(80)
    .lineWidth(0)
    .rowHeight(0.85)
    .showValue(VisibilityMode.Auto)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
}

/** How often which duration came, over time. */
export function heatmap(title: string, description: string, expr: string): Heatmap {
  return new Heatmap()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit("short")
    .span(12)
    .height(8)
    .withTarget(query(expr, "{{le}}").format(PromQueryFormat.Heatmap).exemplar(true).refId("A"))
    .calculate(false)
    .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme("Oranges").exponent(0.5).steps(64))
    .yAxis(new YAxisConfigBuilder().axisPlacement(AxisPlacement.Left).unit("s"))
    .mode(TooltipDisplayMode.Single)
    .cellGap(1)
    .hideYHistogram();
}

/** A number that is neither good nor bad. */
export const plain = (panel: Stat): Stat => panel.colorMode(BigValueColorMode.Value).colorScheme(fixed(good));

const fixed = (colour: string) => new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);

const legend = () =>
  new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]);

const tooltip = () => new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);
