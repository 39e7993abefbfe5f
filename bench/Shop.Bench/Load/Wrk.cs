using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shop.Local;
using Shop.Local.Stack;

namespace Shop.Bench.Load;

/// <summary>Closed-loop load by wrk: as much as so many connections can ask.</summary>
/// <param name="file">Where the requests are written for it.</param>
/// <param name="isRight">Looks at a sample's status and body.</param>
internal sealed class Wrk(string file, IReadOnlyList<Request> requests, Func<Request, Shop.Local.Drill.Reply, bool> isRight)
{
    public const int Connections = 64;

    private const int Samples = 3;
    private const int Seconds = 3;
    private const int HeaderBytes = 2048;

    private int _next;

    /// <summary>Requests a second over all the entrances together.</summary>
    /// <exception cref="SpoiltRoundException">An answer was not right.</exception>
    public async Task<double> RunAsync(params Node[] entrances)
    {
        await File.WriteAllLinesAsync(file, requests.Select(request => request.ToLine()));
        var body = await SampleAsync(entrances);
        var rounds = await Task.WhenAll(entrances.Select(entrance => RunAsync(entrance, Connections / entrances.Length, Math.Max(1, 2 / entrances.Length))));
        await SampleAsync(entrances);
        foreach (var round in rounds)
        {
            Check(round, body);
        }

        return rounds.Sum(round => round.Requests / round.Seconds);
    }

    private static void Check(Round round, long body)
    {
        if (round.Failed > 0)
        {
            throw new SpoiltRoundException($"{round.Failed} of {round.Requests} requests failed.");
        }

        var mean = round.Bytes / Math.Max(1, round.Requests);
        if (round.Requests == 0 || mean < body || mean > body + HeaderBytes)
        {
            throw new SpoiltRoundException($"{round.Requests} answers had {mean} bytes in the middle, one that is right has {body} and its headers.");
        }
    }

    /// <summary>Asks for some by itself and looks at them; the least size of a body.</summary>
    private async Task<long> SampleAsync(Node[] entrances)
    {
        var least = long.MaxValue;
        foreach (var entrance in entrances)
        {
            using var front = new Shop.Local.Drill.ShopFront(entrance);
            for (var i = 0; i < Samples; i++)
            {
                var request = requests[_next++ % requests.Count];
                var reply = await front.SendAsync(request.ToCall());
                if (!isRight(request, reply))
                {
                    throw new SpoiltRoundException($"{request.Method} {request.Path} was answered {reply.Status} {reply.Error}, not as it should be.");
                }

                least = Math.Min(least, reply.Body.GetRawText().Length);
            }
        }

        return least;
    }

    private async Task<Round> RunAsync(Node entrance, int connections, int threads)
    {
        var start = new ProcessStartInfo("wrk") { UseShellExecute = false, RedirectStandardOutput = true };
        string[] words =
        [
            "-t", Text(threads), "-c", Text(connections), "-d", $"{Seconds}s", "-s", Path.Combine(Repository.Root, "bench/requests.lua"),
            $"http://{entrance.Address}", "--", file,
        ];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return output.Split('\n').FirstOrDefault(line => line.StartsWith('{')) is { } line
            ? JsonSerializer.Deserialize<Round>(line, JsonSerializerOptions.Web)!
            : throw new Refusal($"wrk ended without a word: {output}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Round(long Requests, double Seconds, long Bytes, long Failed);
}
