using Shop.Testing;

namespace Shop.Clients.Tests.Boards;

/// <summary>The dashboards of ops/grafana, by everything but Grafana: it can't be run here.</summary>
[Collection(OneShopWithClients.Name)]
public sealed class BoardTests(ShopWithClients shop)
{
    [NodeFact]
    public async Task The_files_that_Grafana_reads_are_what_their_source_makes()
    {
        var written = await Contents(await shop.Boards.WriteAsync());

        Assert.Equal(6, written.Count);
        Assert.True(
            written.SequenceEqual(await Contents(GrafanaBoards.Files)),
            "ops/grafana/dashboards is not what ops/grafana/boards makes: run npm ci && npm run boards there, and commit both.");
    }

    [NodeFact]
    public Task The_boards_keep_the_rules() => shop.Boards.LintAsync();

    [NodeFact]
    public Task Each_rule_finds_what_breaks_it() => shop.Boards.TestRulesAsync();

    [NodeFact]
    public Task Grafanas_own_types_allow_every_field_of_every_panel() => shop.Boards.CompileAsync();

    [NodeFact]
    public async Task Every_query_is_answered_and_every_board_can_be_drawn_when_a_busy_shop_has_lost_its_master()
    {
        await shop.Shop.BecomesWholeAsync();
        var from = TimeProvider.System.GetUtcNow();
        using var load = shop.Boards.StartLoad(shop.Address, shop.AdminEmail, shop.AdminPassword);
        try
        {
            await Eventually.True(async () => await SalesAsync() > 0, "the crowd buys");
            await LoseMasterAsync();
            await AssertAnsweredAsync(from);
            var pictures = await shop.Boards.DrawAsync(shop.Shop.Stack.Prometheus, from, TimeProvider.System.GetUtcNow());
            Assert.Equal(6, Directory.GetFiles(pictures, "*.png").Length);
        }
        finally
        {
            load.Kill();
        }

        await shop.Shop.BecomesWholeAsync();
    }

    private async Task LoseMasterAsync()
    {
        var old = await shop.Shop.MasterAsync();
        await shop.Shop.Stack.RunAsync("pause", "master");
        await Eventually.True(
            async () => (await shop.Shop.StatusAsync())["nodes"]!.AsArray().Any(
                node => (string?)node!["role"] == "master" && (string?)node["name"] != old),
            "another node is the master");
        await shop.Shop.Stack.RunAsync("resume", old);
    }

    /// <summary>Some answers come seconds after what they tell of: the next scrape, the next run of the recording rules.</summary>
    private async Task AssertAnsweredAsync(DateTimeOffset from)
    {
        var findings = "";
        try
        {
            await Eventually.True(
                async () => (findings = await shop.Boards.AskAsync(shop.Shop.Stack.Prometheus, from, TimeProvider.System.GetUtcNow())).Length == 0,
                "every query is answered",
                TimeSpan.FromSeconds(90));
        }
        catch (TimeoutException)
        {
            Assert.Fail(findings);
        }
    }

    private async Task<double> SalesAsync()
    {
        var query = Uri.EscapeDataString("""sum(shop_purchases_total{outcome="accepted"})""");
        var result = (await shop.Shop.JsonAsync(shop.Shop.Stack.Prometheus, "/api/v1/query?query=" + query))["data"]!["result"]!.AsArray();
        return result.Count == 0 ? 0 : double.Parse((string)result[0]!["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<(string Name, string Text)>> Contents(string folder)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        var texts = await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file)));
        return [.. files.Select(Path.GetFileName).Zip(texts, (name, text) => (name!, text))];
    }
}
