using Shop.Local;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>Times one page, asked for one time after the other.</summary>
internal static class Stopwatch
{
    private const int Warmups = 10;
    private const int Requests = 100;

    public static async Task<double> MedianMillisecondsAsync(ShopFront shop, string path)
    {
        var times = new List<double>(Requests);
        for (var i = -Warmups; i < Requests; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var reply = await shop.DemandAsync(new Call(HttpMethod.Get, path));
            var time = TimeProvider.System.GetElapsedTime(start);
            if (!reply.Body.TryGetProperty("items", out _))
            {
                throw new Refusal($"{path} answered no page.");
            }

            if (i >= 0)
            {
                times.Add(time.TotalMilliseconds);
            }
        }

        return Median.Of(times);
    }
}
