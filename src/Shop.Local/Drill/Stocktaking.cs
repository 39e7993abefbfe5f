using System.Text.Json;

namespace Shop.Local.Drill;

/// <summary>Reads what the shop holds of a run, from its master.</summary>
internal sealed class Stocktaking(ShopFront front, Assortment goods)
{
    private const int AtOnce = 4;

    public async Task<StoredData> TakeAsync()
    {
        var (products, purchases, movements) = (new List<StoredProduct>(), new List<StoredPurchase>(), new List<StoredMovement>());
        foreach (var some in goods.Products.Chunk(AtOnce))
        {
            foreach (var (product, bought, moved) in await Task.WhenAll(some.Select(OneAsync)))
            {
                products.Add(product);
                purchases.AddRange(bought);
                movements.AddRange(moved);
            }
        }

        return new StoredData(products, purchases, movements, await InvariantsAsync());
    }

    private async Task<(StoredProduct Product, StoredPurchase[] Purchases, StoredMovement[] Movements)> OneAsync(
        (string Id, long Initial) product)
    {
        var stock = (await AskAsync($"/v1/products/{product.Id}")).GetProperty("stock");
        var stored = new StoredProduct(
            product.Id, product.Initial, stock.GetProperty("onHand").GetInt64(), stock.GetProperty("available").GetInt64());
        var purchases = await ListAsync($"/v1/purchases?productId={product.Id}&limit=100");
        var movements = await ListAsync($"/v1/products/{product.Id}/stock/movements?limit=100");
        return (stored, [.. purchases.Select(Purchase)], [.. movements.Select(movement => Movement(product.Id, movement))]);
    }

    private static StoredPurchase Purchase(JsonElement purchase)
    {
        var line = purchase.GetProperty("items")[0];
        return new StoredPurchase(
            Text(purchase, "id"),
            Text(purchase, "note"),
            Text(line, "productId"),
            line.GetProperty("quantity").GetInt32(),
            Text(purchase, "status"),
            PurchaseText.Of(purchase));
    }

    private static StoredMovement Movement(string product, JsonElement movement) =>
        new(product, Text(movement, "kind"), movement.GetProperty("delta").GetInt32(), Text(movement, "note"), Text(movement, "purchaseId"));

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private async Task<List<JsonElement>> ListAsync(string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await AskAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("page").GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return items;
    }

    private async Task<IReadOnlyList<string>> InvariantsAsync()
    {
        var report = await AskAsync("/v1/admin/invariants");
        return [.. report.GetProperty("violations").EnumerateArray().Select(violation => violation.GetRawText())];
    }

    private async Task<JsonElement> AskAsync(string path) =>
        (await front.DemandAsync(new Call(HttpMethod.Get, path, goods.Admin) { IsStrong = true })).Body;
}
