using System.Globalization;
using Shop.Local.Demo;

namespace Shop.Local.Drill;

/// <summary>What one run sells and who buys: new ones each time, so that the runs do not see each other.</summary>
internal sealed class Assortment
{
    public const int Ample = 1_000_000;
    private const int ScarceStock = 40;
    private const int ScarceCount = 24;
    private const int MostCustomers = 8;
    private const int AtOnce = 8;

    // More products than a replica of the API keeps ready made, so that longer drills need not wait for more.
    private const int MostShown = 4000;

    // nginx alternates: so often, each replica has shown it.
    private const int TimesShown = 4;

    private int _scarce;

    private Assortment(string admin, string[] customers, string[] own, string popular, string[] scarce) =>
        (Admin, Customers, Own, Popular, Scarce) = (admin, customers, own, popular, scarce);

    /// <summary>Access tokens; one customer stands behind several clients, since passwords are slow on purpose.</summary>
    public IReadOnlyList<string> Customers { get; }

    public string Admin { get; }

    /// <summary>One product for each client, which no other touches.</summary>
    public IReadOnlyList<string> Own { get; }

    public string Popular { get; }

    /// <summary>They sell out one after the other, so that some do at any time of the run.</summary>
    public IReadOnlyList<string> Scarce { get; }

    public int ScarceNow => Math.Min(Volatile.Read(ref _scarce), Scarce.Count - 1);

    public IEnumerable<(string Id, long Initial)> Products =>
        [.. Own.Append(Popular).Select(id => (id, (long)Ample)), .. Scarce.Select(id => (id, (long)ScarceStock))];

    /// <summary>The one after it is next.</summary>
    public void SoldOut(int scarce) => Interlocked.CompareExchange(ref _scarce, scarce + 1, scarce);

    public static async Task<Assortment> MakeAsync(ShopFront front, ShopClient shop, string admin, int clients)
    {
        var customers = await AllAsync(Math.Min(clients, MostCustomers), _ => CustomerAsync(shop));
        var own = await AllAsync(clients, _ => ProductAsync(front, admin, Ample));
        var scarce = await AllAsync(ScarceCount, _ => ProductAsync(front, admin, ScarceStock));
        return new Assortment(admin, customers, own, await ProductAsync(front, admin, Ample), scarce);
    }

    /// <summary>
    /// Shows as many products as so many runs bring. What a replica keeps ready made of those it has shown is as full then as it gets, and does not
    /// look like growth.
    /// </summary>
    public static async Task ShowAsync(ShopFront front, string admin, int clients, int runs) =>
        await AllAsync(Math.Min(runs * (clients + ScarceCount + 1), MostShown), async _ =>
        {
            var id = await ProductAsync(front, admin, Ample);
            for (var i = 0; i < TimesShown; i++)
            {
                await front.DemandAsync(new Call(HttpMethod.Get, $"/v1/products/{id}"));
            }

            return id;
        });

    private static async Task<string> CustomerAsync(ShopClient shop)
    {
        var (email, password) = ShopClient.NewCustomer();
        await shop.RegisterAsync(email, password, "Drill", "Customer");
        return await shop.SignInAsync(email, password);
    }

    private static async Task<string> ProductAsync(ShopFront front, string admin, int stock)
    {
        var sku = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
        var product = new { sku, name = "Drill bit", price = new { amount = 1999, currency = "EUR" }, initialStock = stock };
        var reply = await front.DemandAsync(new Call(HttpMethod.Post, "/v1/products", admin) { Body = product });
        return reply.Id;
    }

    private static async Task<string[]> AllAsync(int count, Func<int, Task<string>> make)
    {
        var made = new string[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => made[i] = await make(i));
        return made;
    }
}
