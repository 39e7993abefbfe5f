using Shop.Local.Stack;

namespace Shop.Local.Demo;

/// <summary>Fills the shop through its own API.</summary>
internal sealed class Seeding(ShopClient shop, Settings settings)
{
    private const int AtOnce = 4;
    private const int Purchases = 5;

    /// <summary>How many of the first <paramref name="count"/> demo products were new.</summary>
    public async Task<int> ProductsAsync(int count)
    {
        var admin = await shop.SignInAsync(settings["SHOP_ADMIN_EMAIL"], settings["SHOP_ADMIN_PASSWORD"]);
        var made = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            if (await shop.AddProductAsync(Catalogue.At(index), admin))
            {
                Interlocked.Increment(ref made);
            }
        });
        return made;
    }

    /// <summary>A new customer who buys some of what the shop shows first.</summary>
    public async Task<(string Email, int Purchases)> CustomerAsync()
    {
        var (email, password) = ShopClient.NewCustomer();
        await shop.RegisterAsync(email, password, "Demo", "Customer");
        var token = await shop.SignInAsync(email, password);
        var products = await shop.ProductsAsync(20);
        var buyable = products.Where(product => product.GetProperty("stock").GetProperty("available").GetInt64() > 1).Take(Purchases).ToArray();
        foreach (var (place, product) in buyable.Index())
        {
            await shop.BuyAsync(product.GetProperty("id").GetString()!, 1 + (place % 2), token);
        }

        return (email, buyable.Length);
    }
}
