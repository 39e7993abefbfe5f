using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Bench.Sites;
using Shop.Data;
using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Users;
using Shop.Local;
using Shop.Local.Drill;
using Operation = Shop.Data.Redis.Operation;

namespace Shop.Bench.Commits;

/// <summary>Purchases as the shop's own store places them, without HTTP: a unit of one of many products for each, by one customer.</summary>
internal sealed class Till : IAsyncDisposable
{
    private const int Products = 100;
    private const int Stock = 10_000_000;

    private readonly IHost _host;
    private readonly PurchaseStore _purchases;
    private readonly string _name;
    private Guid[] _products = [];
    private Guid _customer;
    private long _number;

    private Till(IHost host, string name)
    {
        _host = host;
        _name = name;
        _purchases = host.Services.GetRequiredService<PurchaseStore>();
    }

    public static async Task<Till> OpenAsync(DrillStack stack, string name, bool trustsMasterAlone)
    {
        var till = new Till(await ShopInProcess.OpenAsync(stack, trustsMasterAlone), name);
        till._customer = await till.RegisterAsync();
        till._products = await Task.WhenAll(Enumerable.Range(0, Products).Select(till.AddProductAsync));
        return till;
    }

    public async Task SellAsync()
    {
        var line = new NewLine(_products[(int)(_number % Products)], Quantity: 1);
        var purchase = new NewPurchase(
            _customer, "customer", [line], TimeSpan.FromHours(1), ExpectedTotal: null, ShippingAddress: null, Note: null, WithPayment: false);
        if (await _purchases.PlaceAsync(purchase, Next(), CancellationToken.None) is not PlacePurchaseResult.Placed)
        {
            throw new Refusal("A purchase of the bench's own could not be placed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task<Guid> RegisterAsync() =>
        await _host.Services.GetRequiredService<UserStore>().CreateAsync(
            new NewUser($"{_name}@bench.example", "Bench", "Customer", "none", "customer", "active"), Next(), CancellationToken.None)
            is CreateUserResult.Created created ? created.User.Id : throw new Refusal("A customer of the bench's own could not be registered.");

    private async Task<Guid> AddProductAsync(int number) =>
        await _host.Services.GetRequiredService<ProductStore>().CreateAsync(ProductOf(number), Stock, "bench", Next(), CancellationToken.None)
            is CreateProductResult.Created created ? created.Product.Id : throw new Refusal("A product of the bench's own could not be added.");

    private CatalogueEntry ProductOf(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{_name}-{number:D3}"),
        "A pot for two",
        new Money(500 + number, "EUR"),
        MaxPerPurchase: 10,
        ProductStatus.Active,
        new ProductDetails(
            Description: null, "Brand", ["pots"], Tags: [], Images: [], new Dictionary<string, string>(StringComparer.Ordinal), ManufacturedOn: null));

    private Operation Next()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_name}-{Interlocked.Increment(ref _number)}");
        return new Operation(id, "a purchase", id, FromClient: false);
    }
}
