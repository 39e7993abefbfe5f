using System.Globalization;
using Shop.Local.Stack;

namespace Shop.Local.Demo;

/// <summary>What <c>up</c> says at the end: where everything is, and lines to paste that register, buy and look.</summary>
internal static class Welcome
{
    private const string Json = "-H 'Content-Type: application/json'";
    private const string Password = "my-first-purchase-42";

    public static string Text(StackLayout layout, string shop) =>
        $"""

        The shop is open.

          API            http://{layout.Nginx.Address}   (through nginx)
          replicas       {string.Join("   ", layout.Of(NodeKind.Api).Select(api => $"http://{api.Address}"))}
          metrics        {string.Join("   ", layout.Of(NodeKind.Api).Select(Metrics))}
          Prometheus     http://{layout.Named("prometheus").Address}
          Alertmanager   http://{layout.Named("alertmanager").Address}

        Register, log in, look around, buy, see the purchase, see the stock go down:

        {string.Join('\n', Lines($"http://{layout.Nginx.Address}"))}

        {shop} status shows the nodes, {shop} down stops them.
        The admin's e-mail and password are in {Path.GetRelativePath(layout.Root, EnvFile.PathFor(layout))}.
        """;

    /// <summary>
    /// Each is one line for one shell, in this order; nothing but curl, grep and cut is needed. README.md shows the same lines, and a test
    /// compares and runs them.
    /// </summary>
    internal static string[] Lines(string api) =>
    [
        "email=anna.$(date +%s%N)@shop.example",
        $$"""curl -s {{api}}/v1/users {{Json}} -d '{"email":"'$email'","password":"{{Password}}","firstName":"Anna","lastName":"Lind"}'""",
        $$"""token=$(curl -s {{api}}/v1/auth/token {{Json}} -d '{"email":"'$email'","password":"{{Password}}"}' | grep -o '"accessToken":"[^"]*"' | cut -d'"' -f4)""",
        $"curl -s '{api}/v1/products?limit=3'",
        $"""product=$(curl -s '{api}/v1/products?limit=1' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)""",
        $$$"""purchase=$(curl -s {{{api}}}/v1/purchases -H "Authorization: Bearer $token" {{{Json}}} -d '{"items":[{"productId":"'$product'","quantity":2}],"payment":{"method":"simulated","token":"tok_ok"}}' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)""",
        $"""curl -s {api}/v1/purchases/$purchase -H "Authorization: Bearer $token" """.TrimEnd(),
        $"curl -s {api}/v1/products/$product",
    ];

    private static string Metrics(Node api) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{api.SidePort}/metrics");
}
