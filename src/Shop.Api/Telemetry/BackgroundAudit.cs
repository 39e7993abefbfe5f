using System.Diagnostics.Metrics;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Telemetry;

/// <summary>
/// Audits the stock for ever, slowly: four products, then a rest of at least two seconds and of twenty times what they took. So it never takes more
/// than a twentieth of a replica's time, and 120 products a minute at most. The gauge shows the last whole round, and nothing before there was one.
/// </summary>
internal sealed partial class BackgroundAudit : BackgroundService
{
    private const int RestsPerWork = 20;

    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(1);

    private readonly StockAudit _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<BackgroundAudit> _log;
    private volatile StockAuditReport? _report;

    public BackgroundAudit(IMeterFactory meters, StockAudit audit, TimeProvider time, ILogger<BackgroundAudit> log)
    {
        (_audit, _time, _log) = (audit, time, log);
        meters.Create(ShopMetrics.MeterName).CreateObservableGauge(
            "shop.invariant.violations", Violations, "{violation}", "Broken rules that the last whole audit of the stock found.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await AuditAsync(stoppingToken);
            await Task.Delay(BetweenRounds, _time, stoppingToken);
        }
    }

    private async Task AuditAsync(CancellationToken stop)
    {
        try
        {
            var begun = _time.GetTimestamp();
            _report = await _audit.CheckAsync(
                new Consistency(),
                async () =>
                {
                    var took = _time.GetElapsedTime(begun);
                    await Task.Delay(TimeSpan.FromTicks(Math.Max(ShortestRest.Ticks, RestsPerWork * took.Ticks)), _time, stop);
                    begun = _time.GetTimestamp();
                },
                stop);
            foreach (var violation in _report.Violations)
            {
                Log.Violated(_log, violation.ProductId, violation.Rule, violation.Expected, violation.Actual);
            }
        }
        catch (RedisUnavailableException unavailable)
        {
            Log.Abandoned(_log, unavailable.Reason);
        }
    }

    private IEnumerable<Measurement<long>> Violations() => _report is { } report ? [new(report.Violations.Count)] : [];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Product {ProductId} breaks {Rule}: expected {Expected}, is {Actual}.", EventName = "InvariantViolated")]
        public static partial void Violated(ILogger logger, Guid productId, string rule, long expected, long actual);

        [LoggerMessage(2, LogLevel.Warning, "An audit of the stock was given up: {Reason}. The next one begins in a minute.", EventName = "AuditAbandoned")]
        public static partial void Abandoned(ILogger logger, RedisUnavailableReason reason);
    }
}
