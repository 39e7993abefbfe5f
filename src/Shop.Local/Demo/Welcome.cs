using Shop.Local.Stack;

namespace Shop.Local.Demo;

/// <summary>What <c>up</c> says at the end: where everything is, and lines to paste that register, buy and look.</summary>
internal static class Welcome
{
    private const string AsJson = "-H 'Content-Type: application/json'";
    private const string AsUser = "-H \"Authorization: Bearer $token\"";
    private const string Account = """
        {"email":"'$email'","password":"my-first-purchase-42"
        """;
    private const string End = "}'";
    private const string Purchase =
        """{"items":[{"productId":"'$product'","quantity":2}],"payment":{"method":"simulated","token":"tok_ok"}}""";

    private const string FirstId = """grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4""";

    public static string Text(StackLayout layout, string shop) =>
        $"""

        The shop is open.

          API            http://{layout.Nginx.Address}   (through nginx)
          with TLS       https://{layout.Nginx.TlsAddress}   (curl --cacert {Path.GetRelativePath(layout.Root, layout.DirectoryOf(layout.Nginx))}/tls.crt)
          replicas       {string.Join("   ", layout.Of(NodeKind.Api).Select(api => $"http://{api.Address}"))}
          metrics        {string.Join("   ", layout.Of(NodeKind.Api).Select(api => $"http://{api.SideAddress}/metrics"))}
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
        $$"""curl -s {{api}}/v1/users {{AsJson}} -d '{{Account}},"firstName":"Anna","lastName":"Lind"{{End}}""",
        $$"""token=$(curl -s {{api}}/v1/auth/token {{AsJson}} -d '{{Account}}{{End}} | grep -o '"accessToken":"[^"]*"' | cut -d'"' -f4)""",
        $"curl -s '{api}/v1/products?limit=3'",
        $"product=$(curl -s '{api}/v1/products?limit=1' | {FirstId})",
        $"purchase=$(curl -s {api}/v1/purchases {AsUser} {AsJson} -d '{Purchase}' | {FirstId})",
        $"curl -s {api}/v1/purchases/$purchase {AsUser}",
        $"curl -s {api}/v1/products/$product",
    ];
}
