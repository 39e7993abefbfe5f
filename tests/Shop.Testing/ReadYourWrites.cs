namespace Shop.Testing;

/// <summary>Writes through one API replica and reads at once through the other, again and again.</summary>
public static class ReadYourWrites
{
    private const string Token = "Consistency-Token";
    private const int Lanes = 8;

    /// <returns>How many reads did not show what was written right before them.</returns>
    public static async Task<int> CountStaleAsync(SellingShop shop, int writes, bool withToken)
    {
        var admin = await shop.AdminAsync();
        var stale = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => CountStaleAsync(shop, admin, lane, writes / Lanes, withToken)));
        return stale.Sum();
    }

    private static async Task<int> CountStaleAsync(SellingShop shop, string admin, int lane, int writes, bool withToken)
    {
        var (replicas, product, stale) = (shop.Stack.Replicas, await shop.ProductAsync(stock: 0), 0);
        for (var units = 1; units <= writes; units++)
        {
            var adjust = new Ask("POST", $"/v1/products/{product}/stock/adjustments") { Token = admin };
            var written = await shop.SendAsync(adjust.With("""{"delta":1,"reason":"count"}"""), replicas[(lane + units) % 2]);
            var ask = new Ask("GET", $"/v1/products/{product}");
            var read = await shop.SendAsync(withToken ? ask.Header(Token, written.Headers[Token]) : ask, replicas[(lane + units + 1) % 2]);
            Assert.Equal((201, 200), (written.Status, read.Status));
            stale += (int)read.Json["stock"]!["available"]! == units ? 0 : 1;
        }

        return stale;
    }
}
