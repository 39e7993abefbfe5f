using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Shop.Data.Limits;

namespace Shop.Api.Limits;

/// <summary>
/// What the rate limits count, meter <c>Shop.Limits</c>. The counters are observed, so each policy is there with 0 from the first scrape on.
/// </summary>
internal sealed class LimitMetrics
{
    private readonly ConcurrentDictionary<string, long> _rejections;
    private readonly ConcurrentDictionary<string, long> _unchecked;

    public LimitMetrics(IMeterFactory meters, RateLimits limits)
    {
        _rejections = Zeros(limits);
        _unchecked = Zeros(limits);
        var meter = meters.Create("Shop.Limits");
        meter.CreateObservableCounter(
            "shop.rate_limit.rejections", () => Read(_rejections), "{request}", "Requests that were refused, by the policy that did.");
        meter.CreateObservableCounter(
            "shop.rate_limit.unchecked", () => Read(_unchecked), "{request}", "Requests that were let pass because Redis did not count them in time.");
    }

    public void Rejected(RateLimit limit) => Add(_rejections, limit, 1);

    public void Unchecked(RateLimit limit, long requests = 1) => Add(_unchecked, limit, requests);

    private static void Add(ConcurrentDictionary<string, long> counts, RateLimit limit, long requests) =>
        counts.AddOrUpdate(limit.Name, requests, (_, before) => before + requests);

    private static ConcurrentDictionary<string, long> Zeros(RateLimits limits) =>
        new(limits.All.Select(limit => KeyValuePair.Create(limit.Name, 0L)), StringComparer.Ordinal);

    private static IEnumerable<Measurement<long>> Read(ConcurrentDictionary<string, long> counts) =>
        counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("policy", count.Key)));
}
