using System.Text.Json.Nodes;

namespace Shop.Clients.Tests;

/// <summary>What others make of the API's document, through nginx.</summary>
[Collection(OneShopWithClients.Name)]
public sealed class ClientTests(ShopWithClients shop)
{
    [NodeFact]
    public Task Spectral_finds_nothing_in_the_document() =>
        shop.RunToolAsync("spectral", "lint", shop.Document, "--ruleset", ".spectral.yaml", "--fail-severity", "hint");

    [NodeFact]
    public async Task A_client_of_generated_types_registers_logs_in_and_buys()
    {
        await shop.RunToolAsync("openapi-typescript", shop.Document, "--output", "generated/document.d.ts");
        await shop.RunToolAsync("tsc", "--project", ".");

        var bought = JsonNode.Parse(await shop.RunNodeAsync("built/buy.js", shop.Address))!;

        Assert.True((bool)bought["isMine"]!);
        Assert.Equal("paid", (string?)bought["status"]);
        Assert.Equal((int)bought["price"]!, (int)bought["total"]!);
    }

    [NodeFact("chromium")]
    public async Task The_page_shows_every_operation_and_loads_nothing_from_elsewhere()
    {
        var seen = JsonNode.Parse(await shop.RunNodeAsync("docs.js", shop.Address, "docs.png"))!;

        var document = JsonNode.Parse(await File.ReadAllTextAsync(shop.Document))!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Select(operation => (string?)operation.Value!["operationId"]);
        Assert.Equal(operations.Order(), seen["operations"]!.AsArray().Select(id => (string?)id).Order());
        Assert.Empty(seen["foreign"]!.AsArray());
        Assert.Empty(seen["errors"]!.AsArray());
        Assert.Equal("200", (string?)seen["answered"]);
    }
}
