import { board, row } from "./board.js";
import { quantile, rate, share } from "./expressions.js";
import { coloured, graph, plain, query, stacked, stat } from "./panels.js";
import { bad, doubtful, from, good, neutral } from "./style.js";

const api = 'job="shop-api"';
const accepted = rate("shop_purchases_total", `${api}, outcome="accepted"`);
const placed = rate("shop_purchases_total", `${api}, outcome!="replayed"`);

/** Money is counted in minor units, of which the yen has none. */
const perHour = (counter: string): string =>
  `36 * ${rate(counter, `${api}, currency!="JPY"`, "currency")} or 3600 * ${rate(counter, `${api}, currency="JPY"`, "currency")}`;

const now = row(
  "Now",
  plain(stat("Purchases per minute", "Purchases that were accepted.", "none", `60 * ${accepted}`).decimals(0)),
  stat(
    "Refused purchases",
    "The share of attempts to buy that ended without a purchase: sold out, card declined, bad request.",
    "percentunit",
    share(rate("shop_purchases_total", `${api}, outcome!~"accepted|replayed"`), placed),
  )
    .decimals(1)
    .thresholds(from(good, [0.2, doubtful], [0.5, bad])),
  plain(
    stat(
      "Units per purchase",
      "How many units an accepted purchase holds, on average.",
      "none",
      `${rate("shop_units_sold_total", api)} / (${accepted} > 0)`,
    )
      .decimals(1)
      .noValue("none sold"),
  ),
  stat(
    "Payments that fail",
    "The share of payments that ended in an error, not a refusal: the payment service is the cause.",
    "percentunit",
    share(rate("shop_payments_total", `${api}, outcome="error"`), rate("shop_payments_total", api)),
  )
    .decimals(1)
    .thresholds(from(good, [0.01, doubtful], [0.05, bad]))
    .noValue("none asked"),
  stat("Sold out", "Products with nothing left to sell.", "none", `max(shop_stock_products{${api}, state="out"})`).thresholds(
    from(good, [1, doubtful]),
  ),
  stat(
    "Log-ins that fail",
    "The share of log-ins with a wrong password or too many of them before. Most of all: somebody guesses passwords.",
    "percentunit",
    share(rate("shop_log_ins_total", `${api}, outcome=~"failed|throttled"`), rate("shop_log_ins_total", api)),
  )
    .decimals(1)
    .thresholds(from(good, [0.3, doubtful], [0.6, bad]))
    .noValue("no log-ins"),
  plain(stat("Pending purchases", "Purchases that hold their units and are neither paid nor over.", "none", `max(shop_holds{${api}})`)),
  stat(
    "Broken promises",
    "Oversold units and other violated invariants. Anything but 0 is a defect: stop and look.",
    "none",
    `max(shop_invariant_violations{${api}})`,
  ).thresholds(from(good, [1, bad])),
);

const sales = row(
  "Sales",
  graph(
    "Revenue per hour",
    "Money taken, at the pace of the moment, by currency.",
    "none",
    query(perHour("shop_revenue_total"), "{{currency}}"),
  ),
  coloured(
    graph(
      "Purchases over time",
      "Accepted purchases per minute, and those of the same time a week ago.",
      "none",
      query(`60 * ${accepted}`, "now"),
      query(`60 * ${rate("shop_purchases_total", `${api}, outcome="accepted"`).replace("])", "] offset 1w)")}`, "a week ago"),
    ),
    { now: good, "a week ago": neutral },
  ),
  graph(
    "Refunds per hour",
    "Money given back, at the pace of the moment, by currency.",
    "none",
    query(perHour("shop_refunds_total"), "{{currency}}"),
  ),
  coloured(
    stacked(
      "Attempts to buy",
      "Each attempt by how it ended. replayed: a client sent the same purchase again and got the answer of before.",
      "ops",
      query(rate("shop_purchases_total", api, "outcome"), "{{outcome}}"),
    ),
    { accepted: good, out_of_stock: doubtful, declined: "yellow", rejected: bad, replayed: neutral },
  ),
  coloured(
    stacked(
      "Payments",
      "What the payment service said. error: it did not say; the purchase waits for a payment.",
      "ops",
      query(rate("shop_payments_total", api, "outcome"), "{{outcome}}"),
    ),
    { succeeded: good, declined: "yellow", error: bad },
  ),
  graph(
    "Duration of payments",
    "What 99 and half of 100 payments stay below.",
    "s",
    query(quantile(0.99, "shop_payment_duration_seconds", api), "p99"),
    query(quantile(0.5, "shop_payment_duration_seconds", api), "p50"),
  ),
);

const purchases = row(
  "Purchases and stock",
  stacked(
    "Steps of purchases",
    "Where purchases went: paid, cancelled, expired, refunded and so on. Many that expire: people do not pay, or can not.",
    "ops",
    query(rate("shop_purchase_transitions_total", api, "to"), "{{to}}"),
  ),
  coloured(
    stacked(
      "Products by stock",
      "How much of the assortment can be sold.",
      "none",
      query(`max by (state) (shop_stock_products{${api}})`, "{{state}}"),
    ),
    { available: good, out: bad },
  ),
  graph(
    "Pending purchases over time",
    "Purchases that hold their units until they are paid or expire. What only grows is not released.",
    "none",
    query(`max(shop_holds{${api}})`, "pending"),
  ),
);

const customers = row(
  "Customers",
  graph("Registrations per minute", "New accounts.", "none", query(`60 * ${rate("shop_registrations_total", api)}`, "registrations")),
  coloured(
    graph(
      "Log-ins",
      "Log-ins by how they ended. Many that failed or were throttled: somebody guesses passwords.",
      "ops",
      query(rate("shop_log_ins_total", api, "outcome"), "{{outcome}}"),
    ),
    { succeeded: good, failed: bad, throttled: doubtful, disabled: neutral },
  ),
  graph(
    "Repeated requests",
    "Requests whose Idempotency-Key had been seen: clients that send again, as they do when answers stay away.",
    "ops",
    query(rate("shop_idempotency_replays_total", api), "replays"),
  ),
);

export const shopBusiness = board("shop-business", "Business", "What is sold, to whom, and what keeps people from buying.", [
  now,
  sales,
  purchases,
  customers,
]);
