using System.Diagnostics.Metrics;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Telemetry;

/// <summary>
/// Shows the stock as a whole. It is counted in the background, at most every 15 s and by one read of a replica, so that no scrape asks Redis;
/// what could not be counted for a while shows what was counted last.
/// </summary>
internal sealed partial class StockGauges : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly StockCounts _counts;
    private readonly TimeProvider _time;
    private readonly ILogger<StockGauges> _log;
    private volatile StockFigures? _figures;

    public StockGauges(IMeterFactory meters, StockCounts counts, TimeProvider time, ILogger<StockGauges> log)
    {
        (_counts, _time, _log) = (counts, time, log);
        var meter = meters.Create(ShopMetrics.MeterName);
        meter.CreateObservableGauge("shop.stock.products", Products, "{product}", "Active products, by whether there are units to sell.");
        meter.CreateObservableGauge("shop.holds", Holds, "{purchase}", "Pending purchases: each holds its units until it is paid or expires.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            try
            {
                _figures = await _counts.ReadAsync(stoppingToken);
            }
            catch (RedisUnavailableException unavailable)
            {
                Log.NotCounted(_log, unavailable.Reason);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<long>> Products() => _figures is { } known
        ?
        [
            new(known.Available, new KeyValuePair<string, object?>("state", "available")),
            new(known.Out, new KeyValuePair<string, object?>("state", "out")),
        ]
        : [];

    private IEnumerable<Measurement<long>> Holds() => _figures is { } known ? [new(known.Holds)] : [];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The stock could not be counted: {Reason}. It is tried again in 15 s.", EventName = "StockNotCounted")]
        public static partial void NotCounted(ILogger logger, RedisUnavailableReason reason);
    }
}
