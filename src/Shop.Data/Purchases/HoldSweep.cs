using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Purchases;

/// <summary>
/// Once a second gives back what expired holds reserve. A sale does not depend on it (each script releases first what it touches); it keeps
/// the stock that is shown true, and records the expiry of purchases that nobody touches any more.
/// </summary>
internal sealed partial class HoldSweep(CommitQueue commits, PurchasesExpired tell, TimeProvider time, ILogger<HoldSweep> logger) : BackgroundService
{
    private static readonly LuaScript SweepHolds = LuaScript.Load(nameof(SweepHolds));
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var swept = await commits.CommitAsync(
                    SweepHolds, [Keys.HoldsDue, Keys.PurchasesExpired, Keys.PurchasesExpiredCounted], [], stoppingToken);
                Tell(swept);
            }
            catch (RedisUnavailableException e)
            {
                Log.SweepSkipped(logger, e);
            }
        }
    }

    private void Tell(Commit swept)
    {
        var values = (string[])((RedisResult[])swept.Result)[2]!;
        if (long.Parse(values[1], CultureInfo.InvariantCulture) is > 0 and var expired)
        {
            tell(expired);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Expired holds could not be released now; the next sweep does it.")]
        public static partial void SweepSkipped(ILogger logger, Exception exception);
    }
}
