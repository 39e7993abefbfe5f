using System.Text.Json.Nodes;
using Shop.Api.Telemetry;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Telemetry;

/// <summary>What people do, counted once each: replays are replays and nothing else.</summary>
[Collection(SharedApplication.Name)]
public sealed class BusinessMetricsTests(ShopApplication shop)
{
    private static readonly string[] Way = ["paid", "shipped", "delivered", "refunded"];

    [Fact]
    public async Task A_purchase_that_is_paid_shipped_delivered_and_paid_back_in_parts_counts_all_of_it()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5, amount: 100));
        var before = Read();

        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 3, "tok_ok"));
        var path = placed.Headers["Location"];
        await shop.PostAsync($"{path}/ship", shop.AdminToken, "{}");
        await shop.PostAsync($"{path}/deliver", shop.AdminToken, "{}");
        var part = new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["productId"] = (string)product["id"]!, ["quantity"] = 1 }),
        };
        Assert.Equal(200, (await shop.PostAsync($"{path}/refund", shop.AdminToken, part.ToJsonString())).Status);
        Assert.Equal(200, (await shop.PostAsync($"{path}/refund", shop.AdminToken, "{}")).Status);

        var change = Read().Since(before);
        Assert.Equal((300, 300, 3), (change["shop_revenue_total{currency=\"EUR\"}"], change["shop_refunds_total{currency=\"EUR\"}"], change["shop_units_sold_total{}"]));
        Assert.Equal(1, change["shop_payments_total{outcome=\"succeeded\"}"]);
        Assert.All(Way, to => Assert.Equal(1, change[$"shop_purchase_transitions_total{{to=\"{to}\"}}"]));
        Assert.Equal(0, change["shop_idempotency_replays_total{}"]);
    }

    [Fact]
    public async Task A_replay_counts_as_a_replay_alone()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5, amount: 100));
        var (body, key) = (Purchase(product, 2, "tok_ok"), ("Idempotency-Key", Unique("key")));
        await shop.PostAsync("/v1/purchases", customer.Token, body, key);
        var before = Read();

        var again = await shop.PostAsync("/v1/purchases", customer.Token, body, key);

        var change = Read().Since(before);
        Assert.Equal((201, "true"), (again.Status, again.Headers["Idempotent-Replayed"]));
        Assert.Equal((1, 1), (change["shop_idempotency_replays_total{}"], change["shop_purchases_total{outcome=\"replayed\"}"]));
        Assert.Equal((0, 0, 0), (change["shop_revenue_total{currency=\"EUR\"}"], change["shop_units_sold_total{}"], change["shop_payments_total{outcome=\"succeeded\"}"]));
        Assert.Equal(0, change["shop_purchase_transitions_total{to=\"paid\"}"]);
    }

    [Fact]
    public async Task Cancelling_what_was_paid_pays_it_back_and_cancelling_what_was_not_does_not()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5, amount: 100));
        var paid = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 2, "tok_ok"));
        var pending = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1));
        var before = Read();

        await shop.PostAsync($"{paid.Headers["Location"]}/cancel", customer.Token, "{}");
        await shop.SendAsync("DELETE", pending.Headers["Location"], customer.Token);

        var change = Read().Since(before);
        Assert.Equal((200, 2), (change["shop_refunds_total{currency=\"EUR\"}"], change["shop_purchase_transitions_total{to=\"cancelled\"}"]));
    }

    [Fact]
    public async Task A_declined_payment_and_a_failed_provider_count_as_such()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var before = Read();

        await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, "tok_declined"));
        await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, "tok_error"));

        var change = Read().Since(before);
        Assert.Equal((1, 1), (change["shop_payments_total{outcome=\"declined\"}"], change["shop_payments_total{outcome=\"error\"}"]));
        Assert.Equal(0, change["shop_revenue_total{currency=\"EUR\"}"]);
    }

    [Fact]
    public async Task Registrations_and_log_ins_count_by_how_they_ended()
    {
        var before = Read();

        var customer = await shop.CustomerAsync();
        for (var i = 0; i < 6; i++)
        {
            await shop.LogInAsync(customer.Email, "a wrong password", ("X-Forwarded-For", "198.51.100.77"));
        }

        var change = Read().Since(before);
        Assert.Equal(1, change["shop_registrations_total{}"]);
        Assert.Equal(
            (1, 5, 1, 0),
            (change["shop_log_ins_total{outcome=\"succeeded\"}"], change["shop_log_ins_total{outcome=\"failed\"}"],
                change["shop_log_ins_total{outcome=\"throttled\"}"], change["shop_log_ins_total{outcome=\"disabled\"}"]));
    }

    [Fact]
    public void The_build_and_the_stock_are_shown()
    {
        var levels = Read();

        Assert.Equal(1, levels.Single("shop_build_info"));
        Assert.True(levels["shop_stock_products{state=\"available\"}"] >= 0);
    }

    private Levels Read() => new(shop.Service<PrometheusExporter>().CollectFamilies(MetricsScrape.Limit)
        .SelectMany(family => family.Series.Select(series => KeyValuePair.Create($"{family.Name}{{{series.Key}}}", series.Value switch
        {
            SumReading sum => sum.Value,
            GaugeReading gauge => gauge.Value,
            _ => double.NaN,
        })))
        .ToDictionary(StringComparer.Ordinal));

    /// <summary>Every series by its name and labels.</summary>
    private sealed record Levels(IReadOnlyDictionary<string, double> Values)
    {
        public double this[string series] => Values[series];

        public Levels Since(Levels before) => new(Values.ToDictionary(
            series => series.Key, series => series.Value - before.Values.GetValueOrDefault(series.Key), StringComparer.Ordinal));

        public double Single(string family) => Assert.Single(Values, series => series.Key.StartsWith(family + "{", StringComparison.Ordinal)).Value;
    }
}
