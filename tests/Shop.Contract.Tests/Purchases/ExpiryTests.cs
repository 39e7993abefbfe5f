using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Contract.Tests.Purchases;

/// <summary>What becomes of a purchase that nobody pays in time.</summary>
[Collection(OneShop.Name)]
public sealed class ExpiryTests(ShopWithPeople people)
{
    private readonly Scene _scene = new(people);

    [Fact]
    public async Task A_hold_that_is_over_gives_its_units_back_and_says_so()
    {
        var product = (string)(await PurchaseAsync())["items"]![0]!["productId"]!;

        // A read past its end shows it as expired at once; it is written down within a second.
        await Eventually.True(
            async () => (string?)(await PurchaseAsync())["history"]!.AsArray()[^1]!["to"] == "expired", "the hold is released");
        var purchase = await PurchaseAsync();
        var stock = (await people.Shop.GetAsync($"/v1/products/{product}", people.Admin)).Json["stock"]!;
        var movements = (await people.Shop.GetAsync($"/v1/products/{product}/stock/movements", people.Admin)).Json["items"]!.AsArray();

        var held = DateTimeOffset.Parse((string)purchase["expiresAt"]!, null) - DateTimeOffset.Parse((string)purchase["createdAt"]!, null);
        Assert.Equal(60, Math.Round(held.TotalSeconds));
        Assert.Equal(("[]", "[]", "system"), (purchase["allowedActions"]!.ToJsonString(), purchase["payments"]!.ToJsonString(),
            (string?)purchase["history"]!.AsArray()[^1]!["actor"]));
        Assert.Equal("""{"onHand":5,"reserved":0,"available":5}""", stock.ToJsonString());
        Assert.Equal("expire -2, reserve 2, initial 0",
            string.Join(", ", movements.Select(movement => $"{movement!["kind"]} {movement["reservedDelta"]}")));
    }

    [Fact]
    public async Task Lists_show_it_as_expired_and_no_longer_as_pending()
    {
        var id = (string)(await PurchaseAsync())["id"]!;

        Assert.Contains(id, await IdsAsync("expired"));
        Assert.DoesNotContain(id, await IdsAsync("pending"));
    }

    private async Task<JsonNode> PurchaseAsync() => (await _scene.SendAsync("other", "GET /v1/purchases/{expired}")).Json;

    private async Task<IEnumerable<string>> IdsAsync(string status) =>
        (await _scene.SendAsync("other", $"GET /v1/purchases?status={status}&limit=100&sort=createdAt")).Json["items"]!.AsArray()
        .Select(item => (string)item!["id"]!);
}
