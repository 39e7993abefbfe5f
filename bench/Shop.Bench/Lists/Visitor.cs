using System.Text.Json;
using Shop.Local;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>One client with a stopwatch, who asks for one page after the other and may see all.</summary>
internal sealed class Visitor(ShopFront shop, string token)
{
    private const int Requests = 60;

    public static async Task<Visitor> OfAsync(DrillStack shop) => new(shop.Front, await shop.AdminAsync());

    /// <exception cref="Refusal">The answer is no page.</exception>
    public async Task<JsonElement> PageAsync(string path)
    {
        // Products are for everyone: who they are shown to is not measured.
        var reply = await shop.DemandAsync(new Call(HttpMethod.Get, path, path.StartsWith("/v1/products", StringComparison.Ordinal) ? null : token));
        return reply.Body.TryGetProperty("items", out _) ? reply.Body : throw new Refusal($"{path} answered no page.");
    }

    public async Task<int> RowsAsync(string path) => (await PageAsync(path)).GetProperty("items").GetArrayLength();

    public async Task<double> MedianMillisecondsAsync(string path)
    {
        var times = new List<double>(Requests);
        for (var i = 0; i < Requests; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await PageAsync(path);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median.Of(times);
    }
}
