using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>
/// Sends the requests, in rounds with a new world each: a world wears out, for users log out and purchases end. Each round begins with
/// every operation as the document shows it.
/// </summary>
internal sealed partial class FuzzRun(SellingShop shop, JsonNode document, FuzzSettings settings)
{
    private const int RoundLength = 500;
    private const int InFlight = 16;
    private const int MostFindings = 20;

    private readonly Wire _wire = new(shop.Stack.BaseAddress);
    private readonly Mutations _mutations = new(document);
    private readonly Verdict _verdict = new(document);
    private readonly IReadOnlyList<DocumentedOperation> _operations = document.Operations();
    private readonly ConcurrentDictionary<string, string> _findings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _reached = new(StringComparer.Ordinal);

    /// <summary>One of each kind, with the line that repeats it.</summary>
    public IReadOnlyList<string> Findings => [.. _findings.Values];

    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    /// <summary>Operations that have never succeeded: the run did not reach what is behind them.</summary>
    public IEnumerable<string> NeverReached => _operations.Select(operation => operation.Id).Except(_reached.Keys);

    public async Task RunAsync()
    {
        for (var sent = 0; sent < settings.Requests && _findings.Count < MostFindings; sent += RoundLength)
        {
            var world = await World.MakeAsync(shop);
            var builder = new RequestBuilder(document, world);
            foreach (var operation in _operations)
            {
                await TryAsync(FuzzCase.Plain(operation), builder, world, -1);
            }

            var round = Enumerable.Range(sent, Math.Min(RoundLength, settings.Requests - sent));
            await Parallel.ForEachAsync(round, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (index, _) =>
            {
                var seed = unchecked((settings.Seed * 1_000_003) + index);
                await TryAsync(FuzzCase.Random(_operations, builder, _mutations, world, seed), builder, world, index);
            });
        }
    }

    private async Task TryAsync(FuzzCase made, RequestBuilder builder, World world, int index)
    {
        var (request, reply, complaints) = await SendAsync(made, builder, world);
        Statuses.AddOrUpdate(reply?.Status ?? 0, 1, (_, count) => count + 1);
        if (complaints.Count == 0)
        {
            Learn(request, reply!, world);
            return;
        }

        var kind = Digits().Replace($"{made.Operation} {string.Join(' ', complaints)}", "");
        if (_findings.Count < MostFindings && _findings.TryAdd(kind, ""))
        {
            _findings[kind] = await DescribeAsync(made, builder, world, index);
        }
    }

    private void Learn(FuzzRequest request, Reply reply, World world)
    {
        var isAsMade = request.Method == request.Operation.Method && request.HeadEdit is null
            && request.Path.StartsWith(request.Operation.Path.Split('{')[0], StringComparison.Ordinal);
        if (reply.Status is >= 200 and < 300 && isAsMade)
        {
            _reached[request.Operation.Id] = true;
            world.Learn(request.Operation.Id, reply);
        }
    }

    private async Task<(FuzzRequest Request, Reply? Reply, IReadOnlyList<string> Complaints)> SendAsync(
        FuzzCase made, RequestBuilder builder, World world)
    {
        var request = made.ToRequest(builder, world);
        try
        {
            var reply = await _wire.SendAsync(request);
            return (request, reply, _verdict.Complaints(request, reply));
        }
        catch (OperationCanceledException)
        {
            return (request, null, ["there was no answer in time"]);
        }
        catch (Exception broken) when (broken is FormatException or IndexOutOfRangeException or System.Text.Json.JsonException)
        {
            return (request, null, [$"the answer can't be read: {broken.Message}"]);
        }
    }

    /// <summary>Leaves out what is not needed for it, one mutation after the other.</summary>
    private async Task<string> DescribeAsync(FuzzCase made, RequestBuilder builder, World world, int index)
    {
        var (request, reply, complaints) = await SendAsync(made, builder, world);
        var again = complaints.Count > 0 ? "" : " (not when sent again)";
        for (var smaller = made; smaller is not null;)
        {
            (made, var candidates, smaller) = (smaller, smaller.Smaller(), null);
            foreach (var candidate in candidates)
            {
                var tried = await SendAsync(candidate, builder, world);
                if (tried.Complaints.Count > 0)
                {
                    (smaller, (request, reply, complaints)) = (candidate, tried);
                    break;
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            Request {index}{again}: {made}
              {string.Join("\n  ", complaints)}
              {CommandLine.Of(request, _wire.Server)}
              {reply?.Status} {(reply?.Text.Length > 1000 ? reply.Text[..1000] + "…" : reply?.Text)}
            """);
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
