using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>What docker-compose.yml brings up sells, and goes on selling whatever happens to its containers.</summary>
[Collection(OneComposedShop.Name)]
public sealed class ComposedShopTests(ComposedShop shop)
{
    [SkippableTheory]
    [InlineData("pause", "unpause")]
    [InlineData("stop", "start")]
    [InlineData("kill", "start")]
    public async Task Without_its_master_s_container_the_shop_goes_on_selling_and_the_old_one_comes_back_as_a_replica(string leave, string comeBack)
    {
        var customer = shop.Customer;
        await Eventually.True(shop.IsWholeAsync, "one master and two replicas", TimeSpan.FromSeconds(90));
        var (token, product) = (await customer.RegisterAsync(), await customer.ProductAsync(stock: 50));
        var before = await customer.BuyAsync(token, product);
        var old = await shop.MasterAsync();

        var leaving = shop.ComposeAsync(leave, old!);
        var during = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => customer.BuyAsync(token, product)));
        await leaving;

        await Eventually.True(async () => await shop.MasterAsync() is { } next && next != old, "another master", TimeSpan.FromSeconds(60));
        var after = await customer.BuyAsync(token, product);
        await shop.ComposeAsync(comeBack, old!);
        await Eventually.True(shop.IsWholeAsync, $"{old} is a replica", TimeSpan.FromSeconds(90));
        Assert.NotEqual(old, await shop.MasterAsync());
        await customer.AssertPresentAsync(token, product, left: 28, [before, .. during, after]);
    }

    [SkippableFact]
    public async Task Prometheus_sees_every_target_and_behind_the_exporter_every_node_of_redis()
    {
        var customer = shop.Customer;
        await Eventually.True(shop.IsWholeAsync, "one master and two replicas", TimeSpan.FromSeconds(90));

        await Eventually.True(
            async () =>
            {
                var targets = (await customer.JsonAsync(new Uri(shop.Prometheus, "/api/v1/targets")))["data"]!["activeTargets"]!.AsArray();
                return targets.Count == 12 && targets.All(target => (string?)target!["health"] == "up");
            },
            "all 12 targets are up");
        await Eventually.True(
            async () =>
            {
                var up = (await customer.JsonAsync(new Uri(shop.Prometheus, "/api/v1/query?query=redis_up")))["data"]!["result"]!.AsArray();
                return up.Count == 6 && up.All(node => (string?)node!["value"]![1] == "1");
            },
            "redis_up is 1 for all 6 nodes");
    }

    [SkippableFact]
    public async Task Replacing_the_api_replicas_one_after_the_other_fails_no_request()
    {
        var customer = shop.Customer;
        await Eventually.True(shop.IsWholeAsync, "one master and two replicas", TimeSpan.FromSeconds(90));
        var (token, product) = (await customer.RegisterAsync(), await customer.ProductAsync(stock: 10_000));
        var before = await shop.LeftoversAsync("container");

        var restart = shop.ScriptAsync("rolling-restart.sh");
        var buyers = Enumerable.Range(0, 4).Select(_ => BuyUntilAsync(restart)).ToList();
        await restart;
        var bought = (await Task.WhenAll(buyers)).SelectMany(replies => replies).ToList();

        Assert.NotEqual(before, await shop.LeftoversAsync("container"));
        await customer.AssertPresentAsync(token, product, left: 10_000 - bought.Count, bought);

        async Task<List<Reply>> BuyUntilAsync(Task end)
        {
            var replies = new List<Reply>();
            while (!end.IsCompleted)
            {
                replies.Add(await customer.BuyAsync(token, product));
            }

            return replies;
        }
    }

    [SkippableFact]
    public async Task Taken_down_and_brought_up_again_it_has_kept_what_it_sold()
    {
        var customer = shop.Customer;
        await Eventually.True(shop.IsWholeAsync, "one master and two replicas", TimeSpan.FromSeconds(90));
        var (token, product) = (await customer.RegisterAsync(), await customer.ProductAsync(stock: 2));
        var bought = await customer.BuyAsync(token, product);

        await shop.ComposeAsync("down", "--timeout", "20");
        Assert.Equal("", await shop.LeftoversAsync("container", "network"));
        await shop.UpAsync();

        await customer.AssertPresentAsync(token, product, left: 1, [bought]);
    }

    [SkippableFact]
    public async Task Nginx_speaks_TLS_with_a_certificate_that_was_made_at_the_first_start_and_whose_key_nobody_else_may_read()
    {
        _ = shop.Services;
        var made = X509Certificate2.CreateFromPem(await shop.ComposeAsync("exec", "-T", "nginx", "cat", "/certificate/tls.crt"));
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(made) } });

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(shop.Https, "/v1/products"))).StatusCode);
        Assert.Equal("600 101:101", (await shop.ComposeAsync("exec", "-T", "nginx", "stat", "-c", "%a %u:%g", "/certificate/tls.key")).Trim());
    }

    [SkippableFact]
    public async Task Compose_accepts_the_file() => Assert.Equal("", await shop.ComposeAsync("config", "--quiet"));

    [SkippableFact]
    public Task Nginx_accepts_its_configuration_as_the_containers_have_it() =>
        shop.ComposeAsync("exec", "-T", "nginx", "nginx", "-t", "-q", "-e", "stderr", "-p", "/tmp/nginx/", "-c", "/tmp/nginx/nginx.conf");

    [SkippableFact]
    public async Task No_secret_shows_to_who_inspects_the_containers_or_reads_their_logs()
    {
        _ = shop.Services;
        string[] shown = [await shop.InspectAsync(), await shop.ComposeAsync("logs")];

        foreach (var name in (string[])["REDIS_PASSWORD", "SECRET_KEY", "SHOP_ADMIN_PASSWORD"])
        {
            var secret = await shop.SecretAsync(name);
            Assert.All(shown, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public async Task Only_nginx_and_what_watches_can_be_reached_from_outside()
    {
        var published = (await shop.ComposeAsync("ps", "--format", "{{.Service}} {{.Ports}}")).Split('\n')
            .Where(line => line.Contains("->", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal);

        Assert.Equal(shop.Services.Intersect(["grafana", "nginx", "prometheus"]).Order(StringComparer.Ordinal), published);
    }

    private static X509ChainPolicy Trusting(X509Certificate2 certificate) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
