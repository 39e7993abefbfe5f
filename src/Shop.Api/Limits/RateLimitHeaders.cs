using System.Globalization;
using Shop.Data.Limits;

namespace Shop.Api.Limits;

/// <summary>The limit and what is left of it, as the IETF's draft "RateLimit header fields for HTTP" has them.</summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string State = "RateLimit";

    public static void Apply(HttpContext context, BudgetState state)
    {
        var (limit, headers) = (state.Limit, context.Response.Headers);
        headers[Policy] = string.Create(CultureInfo.InvariantCulture, $"\"{limit.Name}\";q={limit.Requests};w={limit.Window.TotalSeconds:0}");
        headers[State] = string.Create(
            CultureInfo.InvariantCulture, $"\"{limit.Name}\";r={state.Remaining};t={Math.Ceiling(state.Spent.TotalSeconds):0}");
    }
}
