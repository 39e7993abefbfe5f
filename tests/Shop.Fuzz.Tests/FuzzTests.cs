using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Testing;
using Xunit.Abstractions;

namespace Shop.Fuzz.Tests;

/// <summary>The API's document, turned against the API: through nginx, on the whole stack.</summary>
public sealed partial class FuzzTests(SellingShop shop, ITestOutputHelper output) : IClassFixture<SellingShop>
{
    private const int MostErrors = 5;
    private const int LongRun = 50_000; // below that, a heap has not found its size

    [Fact]
    public async Task Whatever_is_sent_is_answered_as_the_contract_has_it()
    {
        var settings = FuzzSettings.Read();
        output.WriteLine($"{settings}");
        var before = await ReplicasAsync();
        var run = new FuzzRun(shop, (await shop.GetAsync("/openapi/v1.json")).Json, settings);

        await run.RunAsync();

        output.WriteLine(Counts(run.Statuses));
        var errors = await ErrorsAsync();
        Assert.True(run.Findings.Count == 0 && errors.Count == 0, $"{settings}\n\n{string.Join("\n\n", [.. run.Findings, .. errors])}");
        Assert.Empty(run.NeverReached);
        Assert.Equal(before, await ReplicasAsync());
        var invariants = await shop.GetAsync("/v1/admin/invariants", await shop.AdminAsync());
        Assert.True((bool?)invariants.Json["ok"] is true, invariants.Text);
    }

    [Fact]
    public async Task Whatever_bytes_are_sent_no_replica_fails_dies_or_grows()
    {
        var settings = FuzzSettings.Read();
        output.WriteLine($"{settings}");
        var before = await ReplicasAsync();
        var run = new RawRun(shop, (await shop.GetAsync("/openapi/v1.json")).Json, settings);

        await run.RunAsync(settings.RawRequests / 5); // until then caches and heaps have their size
        var (warm, warmAt) = (await MemoryAsync(), run.Answered);
        await run.RunAsync(settings.RawRequests - run.Answered);
        var grown = await MemoryAsync();

        output.WriteLine($"{run.Answered} answers over {run.Connections} connections");
        output.WriteLine(Counts(run.Statuses));
        output.WriteLine($"KiB in memory after {warmAt} answers: {string.Join(", ", warm)}; at the end: {string.Join(", ", grown)}");
        var errors = await ErrorsAsync();
        Assert.True(run.Findings.Count == 0 && errors.Count == 0, $"{settings}\n\n{string.Join("\n\n", [.. run.Findings, .. errors])}");
        Assert.Equal(before, await ReplicasAsync());
        Assert.True(settings.RawRequests < LongRun || grown.Zip(warm).All(pair => pair.First <= pair.Second * 1.1), "the memory has grown by more than 10 %");
        var invariants = await shop.GetAsync("/v1/admin/invariants", await shop.AdminAsync());
        Assert.True((bool?)invariants.Json["ok"] is true, invariants.Text);
    }

    private static string Counts(IEnumerable<KeyValuePair<int, int>> statuses) => string.Join(
        ", ", statuses.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}")));

    /// <summary>Of each API replica, as the system counts it.</summary>
    private async Task<IReadOnlyList<long>> MemoryAsync() =>
    [
        .. (await shop.StatusAsync())["nodes"]!.AsArray().Where(node => (string?)node!["kind"] == "api")
            .Select(node => File.ReadLines($"/proc/{node!["pid"]}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)),
    ];

    /// <summary>Name and pid of each API replica: one that died and came back has another.</summary>
    private async Task<IReadOnlyList<string>> ReplicasAsync() =>
    [
        .. (await shop.StatusAsync())["nodes"]!.AsArray().Where(node => (string?)node!["kind"] == "api")
            .Select(node => $"{node!["name"]} {node["pid"]} {node["state"]}"),
    ];

    /// <summary>What the replicas' logs call an error, some of each with the first lines of its stack trace.</summary>
    private async Task<IReadOnlyList<string>> ErrorsAsync()
    {
        var logs = await Task.WhenAll(shop.Stack.LogAsync("api-1"), shop.Stack.LogAsync("api-2"));
        return [.. logs.SelectMany(log => ErrorEntry().Matches(log).Take(MostErrors)).Select(entry => entry.Value)];
    }

    [GeneratedRegex(@"^(fail:|crit:|.*unhandled).*(\n .*){0,8}",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ErrorEntry();
}
