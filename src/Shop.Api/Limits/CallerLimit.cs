using Shop.Api.Http;

namespace Shop.Api.Limits;

/// <summary>
/// One caller's calls, counted here. Who has spent the budget is refused before the store is asked who it is; only who is signed in spends, so
/// that a token that has ended takes nothing from its user.
/// </summary>
internal sealed class CallerLimit(RateLimits limits, CallerBudgets budgets, LimitMetrics metrics)
{
    /// <summary>Null when there is something left.</summary>
    public Problem? ObjectTo(Guid caller, HttpContext context)
    {
        if (!limits.IsEnabled || budgets.Find(caller) is not { Remaining: 0 } spent)
        {
            return null;
        }

        RateLimitHeaders.Apply(context, spent);
        metrics.Rejected(limits.Caller);
        return Problems.RateLimited(spent.RetryAfter);
    }

    public void Spend(Guid caller, HttpContext context)
    {
        if (limits.IsEnabled)
        {
            RateLimitHeaders.Apply(context, budgets.Spend(caller));
        }
    }
}
