using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Testing;
using Xunit.Abstractions;

namespace Shop.Fuzz.Tests;

/// <summary>The API's document, turned against the API: through nginx, on the whole stack.</summary>
public sealed partial class FuzzTests(SellingShop shop, ITestOutputHelper output) : IClassFixture<SellingShop>
{
    private const int MostErrors = 5;

    [Fact]
    public async Task Whatever_is_sent_is_answered_as_the_contract_has_it()
    {
        var settings = FuzzSettings.Read();
        output.WriteLine($"{settings}");
        var before = await ReplicasAsync();
        var run = new FuzzRun(shop, (await shop.GetAsync("/openapi/v1.json")).Json, settings);

        await run.RunAsync();

        output.WriteLine(string.Join(", ", run.Statuses.OrderBy(pair => pair.Key).Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}"))));
        var errors = await ErrorsAsync();
        Assert.True(run.Findings.Count == 0 && errors.Count == 0, $"{settings}\n\n{string.Join("\n\n", [.. run.Findings, .. errors])}");
        Assert.Empty(run.NeverReached);
        Assert.Equal(before, await ReplicasAsync());
        var invariants = await shop.GetAsync("/v1/admin/invariants", await shop.AdminAsync());
        Assert.True((bool?)invariants.Json["ok"] is true, invariants.Text);
    }

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
