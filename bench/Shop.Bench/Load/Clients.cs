using Shop.Local.Stack;

namespace Shop.Bench.Load;

/// <summary>Clients of our own, for what wrk can't do: a rate that does not wait for the answers, and a number of calls.</summary>
internal static class Clients
{
    private const int Connections = 64;

    /// <summary>Each of the requests once, as fast as so many connections can.</summary>
    public static async Task<LoadResult> SendAllAsync(Node entrance, IReadOnlyList<Request> requests)
    {
        var bytes = requests.Select(request => request.ToBytes()).ToArray();
        return await RunAsync(entrance, bytes, bytes.Length, _ => TimeSpan.Zero);
    }

    /// <summary>
    /// So many requests a second for a while, whatever the answers take. One that finds no free connection has been waiting since it was due: a
    /// shop that is too slow can't hide it by being asked less often.
    /// </summary>
    public static async Task<LoadResult> SendAtAsync(Node entrance, IReadOnlyList<Request> requests, double rate, TimeSpan time)
    {
        var (bytes, count) = (requests.Select(request => request.ToBytes()).ToArray(), (int)(rate * time.TotalSeconds));
        return await RunAsync(entrance, bytes, count, number => TimeSpan.FromSeconds(number / rate));
    }

    private static async Task<LoadResult> RunAsync(Node entrance, ReadOnlyMemory<byte>[] requests, int count, Func<int, TimeSpan> due)
    {
        var (next, start) = (-1, TimeProvider.System.GetTimestamp());
        TimeSpan Now() => TimeProvider.System.GetElapsedTime(start);
        var parts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using (var wire = new HttpWire(entrance))
            {
                var answers = new List<(int Status, TimeSpan Took)>();
                for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
                {
                    var began = due(number);
                    if (began > Now())
                    {
                        await Task.Delay(began - Now());
                        began = Now(); // a timer that comes late is ours, not the shop's
                    }
                    else if (began == TimeSpan.Zero)
                    {
                        began = Now();
                    }

                    answers.Add((await wire.SendAsync(requests[number % requests.Length]), Now() - began));
                }

                return answers;
            }
        })));
        return new LoadResult([.. parts.SelectMany(part => part)], Now());
    }
}
