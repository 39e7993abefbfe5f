// PromQL that would otherwise be written out again and again.

/** Per second, summed over what `by` does not name: `rate("nginx_http_requests_total", 'job="nginx"', "instance")`. */
export const rate = (counter: string, where: string, by = ""): string => `sum${group(by)} (rate(${counter}{${where}}[$__rate_interval]))`;

/** The duration that the share `q` of the calls did not exceed; nothing where there were none. */
export const quantile = (q: number, histogram: string, where: string, by = ""): string =>
  `(histogram_quantile(${q}, sum by (${["le", ...names(by)].join(", ")}) (rate(${histogram}_bucket{${where}}[$__rate_interval]))) >= 0)`;

/** 0 where the part never happened and so has no series; nothing where the whole did not. */
export const share = (part: string, whole: string): string => `(${part} or 0 * ${whole}) / (${whole} > 0)`;

/** Of the series that `by` tells apart, those of the greatest `rank` over the whole range: so they are the same ones all along. */
export const top = (count: number, by: string, expr: string, rank: string): string =>
  `${expr} and on (${by}) topk(${count}, ${ofRange(rank)})`;

/** A rate or a quantile as one value for the whole range of the board. */
const ofRange = (expr: string): string => expr.replaceAll("[$__rate_interval]", "[$__range] @ end()");

export const requests = "http_server_request_duration_seconds";

export const failed = 'http_response_status_code=~"5.."';

const names = (by: string): string[] => (by === "" ? [] : [by]);

const group = (by: string): string => (by === "" ? "" : ` by (${by})`);
