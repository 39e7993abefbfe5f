using Shop.Data.Limits;
using Shop.Data.Redis;

namespace Shop.Api.Limits;

/// <summary>
/// Four times a second tells Redis what the callers of this replica have spent, and takes over what all replicas together have. While Redis is
/// away each replica goes on by what it knows; what was not told then is let pass, and counted as such.
/// </summary>
internal sealed class Settlement(RateLimits limits, CallerBudgets budgets, BudgetStore store, LimitMetrics metrics, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (limits.IsEnabled && await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var part in budgets.TakeUnsettled().Chunk(BudgetStore.MostAtOnce))
            {
                await SettleAsync(part, stoppingToken);
            }
        }
    }

    private async Task SettleAsync((Guid Caller, long Requests)[] spent, CancellationToken stoppingToken)
    {
        try
        {
            var states = await store.SettleAsync(
                [.. spent.Select(each => new Spending(limits.Caller, each.Caller.ToString(), each.Requests))], stoppingToken);
            foreach (var (each, state) in spent.Zip(states))
            {
                budgets.Settle(each.Caller, state.Spent);
            }
        }
        catch (RedisUnavailableException)
        {
            metrics.Unchecked(limits.Caller, spent.Sum(each => each.Requests));
        }
    }
}
