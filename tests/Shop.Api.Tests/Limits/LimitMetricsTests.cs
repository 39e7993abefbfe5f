using Microsoft.Extensions.Configuration;
using Shop.Api.Limits;
using Shop.Api.Tests.Telemetry;

namespace Shop.Api.Tests.Limits;

public sealed class LimitMetricsTests
{
    [Fact]
    public void Each_policy_is_there_with_zero_and_counts()
    {
        using var collected = new CollectedMetrics();
        var limits = RateLimits.From(new ConfigurationBuilder().Build());
        var metrics = new LimitMetrics(collected, limits);

        metrics.Rejected(limits.LogIn);
        metrics.Unchecked(limits.Caller, 3);

        var families = collected.Scrape();
        Assert.Equal(
            [("caller", 0), ("login", 1), ("registration", 0)],
            families["shop_rate_limit_rejections_total"].Samples.Select(sample => (sample.Labels["policy"], sample.Value)).Order());
        Assert.Equal(
            [("caller", 3), ("login", 0), ("registration", 0)],
            families["shop_rate_limit_unchecked_total"].Samples.Select(sample => (sample.Labels["policy"], sample.Value)).Order());
    }
}
