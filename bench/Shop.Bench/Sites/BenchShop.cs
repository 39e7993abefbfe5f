using System.Globalization;
using Shop.Bench.Load;
using Shop.Local.Drill;

namespace Shop.Bench.Sites;

/// <summary>A shop of the bench's own with products to read and customers who buy; gone with the suite.</summary>
internal sealed class BenchShop : IAsyncDisposable
{
    private const int AtOnce = 32;

    private BenchShop(DrillStack stack) => Stack = stack;

    public DrillStack Stack { get; }

    public Site Site { get; private set; } = null!;

    public IReadOnlyList<string> Products { get; private set; } = [];

    public IReadOnlyList<Customer> Customers { get; private set; } = [];

    public static async Task<BenchShop> OpenAsync(int products, int customers)
    {
        await Peers.InstallAsync();
        var shop = new BenchShop(await DrillStack.StartAsync(watched: false, CancellationToken.None));
        shop.Site = new Site(shop.Stack.Layout.Nginx, [.. shop.Stack.Layout.Of(Shop.Local.Stack.NodeKind.Api)]);
        await shop.AddProductsAsync(products);
        await shop.AddCustomersAsync(customers);
        return shop;
    }

    /// <summary>Where a suite may write what it needs.</summary>
    public string FileFor(string name) => Path.Combine(Stack.Layout.Directory, name);

    public async Task AddProductsAsync(int count)
    {
        var admin = await Stack.AdminAsync();
        var from = Products.Count;
        Products =
        [
            .. Products,
            .. await InTurnAsync(count, async number =>
                (await Stack.Front.DemandAsync(new Call(HttpMethod.Post, "/v1/products", admin) { Body = ProductOf(from + number) })).Id),
        ];
    }

    public async Task AddCustomersAsync(int count)
    {
        var from = Customers.Count;
        Customers = [.. Customers, .. await InTurnAsync(count, number => RegisterAsync(from + number))];
    }

    /// <summary>Purchases of one unit, each by another customer of another product.</summary>
    /// <param name="token">What the contestant takes for proof of who buys.</param>
    public IReadOnlyList<Request> Purchases(int count, Func<Customer, string> token) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Request(
            HttpMethod.Post,
            "/v1/purchases",
            token(Customers[i % Customers.Count]),
            new { Items = new[] { new { ProductId = Products[i * 7 % Products.Count], Quantity = 1 } } })),
    ];

    public IReadOnlyList<Request> Readings() => [.. Products.Select(id => new Request(HttpMethod.Get, $"/v1/products/{id}"))];

    public ValueTask DisposeAsync() => Stack.DisposeAsync();

    private static async Task<IReadOnlyList<T>> InTurnAsync<T>(int count, Func<int, Task<T>> make)
    {
        var made = new T[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => made[number] = await make(number));
        return made;
    }

    private async Task<Customer> RegisterAsync(int number)
    {
        var (email, password) = (string.Create(CultureInfo.InvariantCulture, $"customer-{number}@bench.example"), "a-bench-of-wood-42");
        var id = await Stack.Shop.RegisterAsync(email, password, "Bench", "Customer");
        return new Customer(id, await Stack.Shop.SignInAsync(email, password));
    }

    /// <summary>Some 500 bytes of JSON as it is sent.</summary>
    private static object ProductOf(int number) => new
    {
        Sku = $"BENCH-{number:D6}",
        Name = $"Pot number{number % 1000} hue{number % 100}",
        Description = "A pot for two, thrown by hand, glazed twice and fired at 1 280 °C. Holds 0.8 l, fits every stove but induction.",
        Brand = $"Brand {number % 10}",
        Price = new { Amount = 500 + (number % 1000), Currency = "EUR" },
        Categories = (string[])[number % 2 == 0 ? "even" : "odd", $"c-{number % 100}"],
        Tags = (string[])["kitchen", "handmade"],
        Images = new[] { new { Url = $"https://img.shop.example/pots/{number:D6}.jpg", Alt = "The pot, from the side" } },
        Attributes = new { Material = "stoneware", Volume = "0.8 l" },
        MaxPerPurchase = 10,
        InitialStock = 1_000_000,
    };
}

/// <param name="Token">Signs in for as long as the bench runs.</param>
internal sealed record Customer(string Id, string Token);
