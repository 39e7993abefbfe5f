using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;

namespace Shop.Bench.Memory;

/// <summary>What a product, a user and a purchase cost each Redis node, part by part: added by the shop's own API, weighed on the master.</summary>
internal static class StoredThings
{
    private const int Products = 5000;
    private const int Users = 100;
    private const int Purchases = 5000;

    public static async Task WeighAsync(BenchShop shop, Finding finding)
    {
        var table = new Table("what", "bytes each", "what for");
        var start = await StoredBytes.ReadAsync(shop.Stack);
        await shop.AddProductsAsync(Products);
        var withProducts = await StoredBytes.ReadAsync(shop.Stack);
        await shop.AddCustomersAsync(Users);
        var withUsers = await StoredBytes.ReadAsync(shop.Stack);
        (await Clients.SendAllAsync(shop.Site.Entrance, shop.Purchases(Purchases, customer => customer.Token))).Only(201);
        var withPurchases = await StoredBytes.ReadAsync(shop.Stack);

        double Product(params string[] kinds) => withProducts.Since(start, kinds) / (double)Products;
        double User(params string[] kinds) => withUsers.Since(withProducts, kinds) / (double)Users;
        double Purchase(params string[] kinds) => withPurchases.Since(withUsers, kinds) / (double)Purchases;
        var product = Product("product:{}", "product:{}:movements", "products*");
        finding.Expect(Aim.AtMost("a product in Redis with its indexes and first movement", product / 1024, 2, " KB"));

        table.Add("product", Cells.Whole(product), "some 500 bytes of JSON");
        table.Add("· its fields", Cells.Whole(Product("product:{}")), "");
        table.Add("· its places in the indexes", Cells.Whole(Product("products*")), "four sorts, SKU and all that filters find");
        table.Add("· its first movement", Cells.Whole(Product("product:{}:movements")), "");
        table.Add("user", Cells.Whole(User("user:{}", "user:{}:session*", "users*", "email:{}")), "with one open session");
        table.Add("purchase", Cells.Whole(Purchase("purchase*", "product:{}:*", "user:{}:purchases", "holds:due")), "of one line");
        table.Add("· its fields", Cells.Whole(Purchase("purchase:{}")), "");
        table.Add("· its places in the lists", Cells.Whole(Purchase("purchases*", "product:{}:purchases", "user:{}:purchases")), "all, by status, product and user");
        table.Add("· its hold and movement", Cells.Whole(Purchase("product:{}:holds", "product:{}:movements", "holds:due")), "");
        table.Add("operation record", Cells.Whole(Purchase("op:{}")), "of each change, for 10 minutes");
        table.Add("entry of the audit", Cells.Whole(Product("audit", "user:{}:audit")), "of each change, the last 100 000");
        finding.Add("In Redis, on each node", table);
    }
}
