using System.Globalization;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Limits;

/// <summary>
/// The budgets that all API replicas share. They go by Redis' clock and survive a failover as every write does. Sent again by the commit path
/// after a fault, requests may be counted twice: that errs on the strict side, by what was on its way.
/// </summary>
public sealed class BudgetStore
{
    /// <summary>How many budgets one script settles: it must not keep the master busy.</summary>
    public const int MostAtOnce = 500;

    private static readonly LuaScript SpendBudgets = LuaScript.Load(nameof(SpendBudgets));

    private readonly CommitQueue _commits;
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;

    internal BudgetStore(CommitQueue commits, RedisOptions options, TimeProvider time) => (_commits, _options, _time) = (commits, options, time);

    /// <summary>Counts one request if the budget has it.</summary>
    /// <returns>The state and whether it was counted; null when Redis has not answered within <see cref="RedisOptions.CountLimit"/>.</returns>
    public async Task<(BudgetState State, bool IsCounted)?> TakeAsync(RateLimit limit, string subject, CancellationToken cancellationToken)
    {
        try
        {
            return (await SpendAsync([new Spending(limit, subject, Requests: 1)], isSettled: false, cancellationToken)
                .WaitAsync(_options.CountLimit, _time, cancellationToken))[0];
        }
        catch (Exception exception) when (exception is TimeoutException or RedisUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Counts requests that were let pass already, even beyond the budget; at most <see cref="MostAtOnce"/> budgets.</summary>
    /// <returns>The states, in the order of the spendings.</returns>
    /// <exception cref="RedisUnavailableException">Nobody knows whether they were counted.</exception>
    public async Task<IReadOnlyList<BudgetState>> SettleAsync(IReadOnlyList<Spending> spendings, CancellationToken cancellationToken) =>
        [.. (await SpendAsync(spendings, isSettled: true, cancellationToken)).Select(answer => answer.State)];

    private async Task<IReadOnlyList<(BudgetState State, bool IsCounted)>> SpendAsync(
        IReadOnlyList<Spending> spendings, bool isSettled, CancellationToken cancellationToken)
    {
        var commit = await _commits.CommitAsync(
            SpendBudgets,
            [.. spendings.Select(spending => (RedisKey)Keys.Budget(spending.Limit.Name, spending.Subject))],
            [.. spendings.SelectMany(spending => ArgumentsOf(spending, isSettled))],
            cancellationToken);
        var values = (string[])((RedisResult[])commit.Result)[2]!;
        return
        [
            .. spendings.Zip(values.Chunk(2), (spending, pair) => (
                new BudgetState(spending.Limit, TimeSpan.FromMicroseconds(long.Parse(pair[0], CultureInfo.InvariantCulture))), pair[1] == "1")),
        ];
    }

    private static RedisValue[] ArgumentsOf(Spending spending, bool isSettled) =>
    [
        spending.Requests, Microseconds(spending.Limit.Cost), Microseconds(spending.Limit.Window), isSettled ? "1" : "0",
    ];

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>What was spent of one budget.</summary>
/// <param name="Subject">Whose: an id or an address.</param>
public sealed record Spending(RateLimit Limit, string Subject, long Requests);
