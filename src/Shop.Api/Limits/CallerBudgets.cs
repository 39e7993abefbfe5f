using System.Collections.Concurrent;
using Shop.Data.Limits;

namespace Shop.Api.Limits;

/// <summary>
/// What the callers of this replica have spent, as far as it knows. It decides by itself, so that a read costs no way to the master;
/// <see cref="Settlement"/> tells Redis, and learns what the other replicas let pass.
/// </summary>
internal sealed class CallerBudgets(RateLimits limits, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<Guid, Budget> _budgets = new();

    private TimeSpan Now => time.GetElapsedTime(_start);

    public BudgetState Find(Guid caller) =>
        new(limits.Caller, _budgets.TryGetValue(caller, out var budget) ? budget.SpentAt(Now) : TimeSpan.Zero);

    public BudgetState Spend(Guid caller)
    {
        TimeSpan spent;
        while (!_budgets.GetOrAdd(caller, static _ => new Budget()).TrySpend(Now, limits.Caller.Cost, out spent))
        {
        }

        return new BudgetState(limits.Caller, spent);
    }

    /// <summary>What was spent since the last time. Whoever has all back is forgotten.</summary>
    public IReadOnlyList<(Guid Caller, long Requests)> TakeUnsettled()
    {
        var unsettled = new List<(Guid, long)>();
        foreach (var (caller, budget) in _budgets)
        {
            if (budget.TakeUnsettled() is > 0 and var requests)
            {
                unsettled.Add((caller, requests));
            }
            else if (budget.TryClose(Now))
            {
                _budgets.TryRemove(caller, out _);
            }
        }

        return unsettled;
    }

    /// <param name="shared">What Redis says was spent, by all replicas.</param>
    public void Settle(Guid caller, TimeSpan shared)
    {
        if (_budgets.TryGetValue(caller, out var budget))
        {
            budget.Settle(Now + shared, limits.Caller.Cost);
        }
    }

    /// <summary>One caller's: the time at which all that was spent has come back.</summary>
    private sealed class Budget
    {
        private readonly Lock _lock = new();
        private TimeSpan _fullAt;
        private long _unsettled;
        private bool _isClosed;

        public TimeSpan SpentAt(TimeSpan now)
        {
            lock (_lock)
            {
                return Later(_fullAt - now, TimeSpan.Zero);
            }
        }

        public bool TrySpend(TimeSpan now, TimeSpan cost, out TimeSpan spent)
        {
            lock (_lock)
            {
                spent = Later(_fullAt - now, TimeSpan.Zero) + cost;
                if (_isClosed)
                {
                    return false;
                }

                _fullAt = now + spent;
                _unsettled++;
                return true;
            }
        }

        public long TakeUnsettled()
        {
            lock (_lock)
            {
                var taken = _unsettled;
                _unsettled = 0;
                return taken;
            }
        }

        public void Settle(TimeSpan fullAt, TimeSpan cost)
        {
            lock (_lock)
            {
                // What came since is not in it.
                _fullAt = fullAt + (cost * _unsettled);
            }
        }

        public bool TryClose(TimeSpan now)
        {
            lock (_lock)
            {
                return _isClosed = _unsettled == 0 && _fullAt <= now;
            }
        }

        private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
    }
}
