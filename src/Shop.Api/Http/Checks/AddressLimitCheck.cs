using Shop.Api.Limits;
using Shop.Data.Limits;

namespace Shop.Api.Http.Checks;

/// <summary>
/// Log-ins and registrations are few from one address. They are counted on the master, exactly: these calls go there anyway. When it does not
/// answer in a moment, the call passes and is counted as such.
/// </summary>
internal sealed class AddressLimitCheck(RateLimits limits, LimitMetrics metrics) : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (!limits.IsEnabled || call.Endpoint.Metadata.GetMetadata<AddressLimited>() is not { } limited)
        {
            return null;
        }

        var limit = limited.By switch
        {
            AddressLimit.LogIn => limits.LogIn,
            AddressLimit.Registration => limits.Registration,
            var unknown => throw new InvalidOperationException($"There is no limit for {unknown}."),
        };
        var budgets = call.Context.RequestServices.GetRequiredService<BudgetStore>();
        if (await budgets.TakeAsync(limit, ClientAddress.NetworkOf(call.Context), ct) is not { } taken)
        {
            metrics.Unchecked(limit);
            return null;
        }

        RateLimitHeaders.Apply(call.Context, taken.State);
        if (taken.IsCounted)
        {
            return null;
        }

        metrics.Rejected(limit);
        return Problems.RateLimited(taken.State.RetryAfter);
    }
}
