using System.Text.Json;
using Shop.Local.Stack;

namespace Shop.Local.Demo;

/// <summary>What <c>up</c> says at the end: where everything is, and lines to paste that register, buy and look.</summary>
internal static class Welcome
{
    private const string AsJson = "-H 'Content-Type: application/json'";
    private const string Password = "my-first-purchase-42";

    public static async Task<string> TextAsync(StackLayout layout, string shop)
    {
        using var client = new ShopClient(layout);
        var products = await client.ProductsAsync(20);
        var product = products.FirstOrDefault(each => each.GetProperty("stock").GetProperty("available").GetInt64() > 0);
        var lines = product.ValueKind == JsonValueKind.Undefined
            ? []
            : Lines($"http://{layout.Nginx.Address}", product.GetProperty("id").GetString()!);
        var metrics = layout.Of(NodeKind.Api).Select(api => $"http://{api.SideAddress}/metrics");
        var secrets = Path.GetRelativePath(layout.Root, EnvFile.PathFor(layout));
        return $"""

            The shop is open.

              API            http://{layout.Nginx.Address}   (through nginx)
              replicas       {string.Join("   ", layout.Of(NodeKind.Api).Select(api => $"http://{api.Address}"))}
              metrics        {string.Join("   ", metrics)}
              Prometheus     http://{layout.Named("prometheus").Address}
              Alertmanager   http://{layout.Named("alertmanager").Address}

            Register, sign in, look around, buy, see what you bought, see the stock go down:

            {string.Join('\n', lines)}

            {shop} status shows the nodes, {shop} down stops them. The admin's e-mail and password are in {secrets}.
            """;
    }

    /// <summary>Each is one line for one shell, in this order; nothing but curl, grep and cut is needed.</summary>
    internal static string[] Lines(string api, string productId) =>
    [
        "email=anna.$(date +%s%N)@shop.example",
        $$"""curl -s {{api}}/v1/users {{AsJson}} -d '{"email":"'$email'","password":"{{Password}}","firstName":"Anna","lastName":"Lind"}'""",
        $$"""token=$(curl -s {{api}}/v1/auth/token {{AsJson}} -d '{"email":"'$email'","password":"{{Password}}"}' | grep -o '"accessToken":"[^"]*"' | cut -d'"' -f4)""",
        $"curl -s '{api}/v1/products?limit=5'",
        $$$"""purchase=$(curl -s {{{api}}}/v1/purchases -H "Authorization: Bearer $token" {{{AsJson}}} -d '{"items":[{"productId":"{{{productId}}}","quantity":1}],"payment":{"method":"simulated","token":"tok_ok"}}' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)""",
        $$"""curl -s {{api}}/v1/purchases/$purchase -H "Authorization: Bearer $token" """.TrimEnd(),
        $"curl -s {api}/v1/products/{productId}",
    ];
}
