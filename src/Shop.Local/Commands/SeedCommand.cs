using System.Globalization;
using Shop.Local.Control;
using Shop.Local.Demo;

namespace Shop.Local.Commands;

/// <summary>A demo catalogue, a customer and some purchases, through the API as anyone would make them.</summary>
internal sealed class SeedCommand(CommandContext context)
{
    private const int Most = 100_000;

    public async Task<int> RunAsync(string? count)
    {
        var products = 100;
        var isNumber = count is null || int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out products);
        if (!isNumber || products is < 1 or > Most)
        {
            throw new Refusal($"seed takes a number of products from 1 to {Most}, not '{count}'.");
        }

        await context.Supervisor.AskAsync(new ControlRequest("status"));
        using var shop = new ShopClient(context.Layout);
        var seeding = new Seeding(shop, context.Settings);
        var made = await seeding.ProductsAsync(products);
        var (email, purchases) = await seeding.CustomerAsync();
        Console.WriteLine($"The catalogue has the {products} demo products, {made} of them new.");
        Console.WriteLine($"{email} has registered and bought {purchases} times.");
        return 0;
    }
}
