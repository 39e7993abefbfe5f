using Shop.Api.Http.Checks;

namespace Shop.Api.Http;

/// <summary>
/// Every call passes the checks in the contract's order; the first that objects answers. Routes that are mapped otherwise (health,
/// metrics, documents) have no contract and pass.
/// </summary>
internal sealed class Gate(RequestDelegate next, IEnumerable<ICheck> checks)
{
    private readonly ICheck[] _checks = [.. checks];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<RouteContract>() is { } contract)
        {
            var call = new Call(context, endpoint, contract);
            context.Features.Set(call);
            foreach (var check in _checks)
            {
                if (await check.ObjectAsync(call, context.RequestAborted) is { } problem)
                {
                    await problem.ExecuteAsync(context);
                    return;
                }
            }
        }

        await next(context);
    }
}
