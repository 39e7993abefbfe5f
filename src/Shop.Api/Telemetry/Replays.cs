using System.Diagnostics.Metrics;
using Shop.Api.Http;

namespace Shop.Api.Telemetry;

/// <summary>Counts the answers that repeat an earlier one, by the header that says so: whichever call it was.</summary>
internal sealed class Replays
{
    private readonly RequestDelegate _next;
    private readonly Counter<long> _replays;

    public Replays(RequestDelegate next, IMeterFactory meters)
    {
        _next = next;
        _replays = meters.Create(ShopMetrics.MeterName).CreateCounter<long>(
            "shop.idempotency.replays", "{request}", "Requests that were answered with what an earlier one with the same Idempotency-Key came to.");
        _replays.Add(0);
    }

    public async Task InvokeAsync(HttpContext context)
    {
        await _next(context);
        if (context.Response.Headers.ContainsKey(StoreHeaders.Replayed))
        {
            _replays.Add(1);
        }
    }
}
