// What a query is made of, by the grammar that Prometheus' own page uses.
import { parser } from "@prometheus-io/lezer-promql";
import type { SyntaxNode } from "@lezer/common";

export interface Selector {
  /** Empty where `__name__` is matched by a label matcher. */
  metric: string;
  labels: string[];
  /** The function or aggregation around it, "" for none. */
  within: string;
}

/** Where the grammar breaks, null for nowhere. */
export function brokenAt(expr: string): number | null {
  let at: number | null = null;
  parser.parse(expr).iterate({ enter: (node) => void (node.type.isError && (at ??= node.from)) });
  return at;
}

export function selectorsOf(expr: string): Selector[] {
  const found: Selector[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, node }) => {
      if (name === "VectorSelector") {
        found.push(selector(node, (each) => expr.slice(each.from, each.to)));
      }
    },
  });
  return found;
}

function selector(node: SyntaxNode, text: (node: SyntaxNode) => string): Selector {
  const metric = node.getChild("Identifier");
  const labels = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
  return {
    metric: metric ? text(metric) : "",
    labels: labels.map((label) => text(label.getChild("LabelName")!)),
    within: callee(node, text),
  };
}

function callee(node: SyntaxNode, text: (node: SyntaxNode) => string): string {
  for (let above = node.parent; above; above = above.parent) {
    const name = above.getChild("FunctionIdentifier") ?? above.getChild("AggregateOp");
    if (name) {
      return text(name);
    }
  }
  return "";
}
