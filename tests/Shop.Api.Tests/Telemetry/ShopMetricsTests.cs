using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class ShopMetricsTests
{
    [Fact]
    public async Task Every_outcome_of_a_purchase_is_there_from_the_start_at_zero()
    {
        await using var shop = await MetricsApplication.StartAsync();

        var purchases = shop.ScrapeNow()["shop_purchases_total"];

        Assert.Equal("counter", purchases.Type);
        Assert.Equal(
            "accepted, declined, out_of_stock, rejected, replayed",
            string.Join(", ", purchases.Samples.Select(sample => sample.Labels["outcome"])));
        Assert.All(purchases.Samples, sample => Assert.Equal(0, sample.Value));
    }

    [Fact]
    public async Task A_purchase_counts_under_its_outcome()
    {
        await using var shop = await MetricsApplication.StartAsync();
        var metrics = shop.App.Services.GetRequiredService<ShopMetrics>();

        metrics.PurchasePlaced(PurchaseOutcome.Accepted);
        metrics.PurchasePlaced(PurchaseOutcome.Accepted);
        metrics.PurchasePlaced(PurchaseOutcome.OutOfStock);

        Assert.Equal(
            [("accepted", 2), ("declined", 0), ("out_of_stock", 1), ("rejected", 0), ("replayed", 0)],
            shop.ScrapeNow()["shop_purchases_total"].Samples.Select(sample => (sample.Labels["outcome"], sample.Value)));
    }

    [Fact]
    public void A_gauge_that_has_nothing_to_say_any_more_is_left_out()
    {
        using var metrics = new CollectedMetrics();
        var value = 1.0;
        metrics.Meter("Shop.A").CreateObservableGauge("shop.level", () => value);
        Assert.Equal(1, Assert.Single(metrics.Scrape()["shop_level"].Samples).Value);

        value = double.NaN;

        Assert.Empty(metrics.Scrape()["shop_level"].Samples);
    }

    [Fact]
    public async Task Two_shops_in_one_process_count_apart()
    {
        await using var mine = await MetricsApplication.StartAsync();
        await using var other = await MetricsApplication.StartAsync();

        other.App.Services.GetRequiredService<ShopMetrics>().PurchasePlaced(PurchaseOutcome.Accepted);

        Assert.All(mine.ScrapeNow()["shop_purchases_total"].Samples, sample => Assert.Equal(0, sample.Value));
    }

    [Fact]
    public async Task Meters_of_other_parts_of_the_shop_are_exported_with_their_zeros()
    {
        await using var shop = await MetricsApplication.StartAsync(
            builder => builder.Services.AddHostedService<RedisLikePart>());

        Assert.Equal(0, Assert.Single(shop.ScrapeNow()["shop_redis_failovers_total"].Samples).Value);
    }

    private sealed class RedisLikePart : BackgroundService
    {
        public RedisLikePart(IMeterFactory meters) =>
            meters.Create("Shop.Redis").CreateCounter<long>("shop.redis.failovers", "{failover}", "Masters changed.").Add(0);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
