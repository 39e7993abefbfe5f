using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Contract.Tests.Operations;

/// <summary>What operators see of the whole stack: one trace from end to end, logs that give nothing away, metrics that are documented.</summary>
[Collection(OneShop.Name)]
public sealed partial class TelemetryTests(ShopWithPeople people)
{
    /// <summary>Only there once what they measure has happened: a failover, a whole audit.</summary>
    private static readonly string[] Later = ["shop_redis_failover_duration_seconds", "shop_invariant_violations"];

    private readonly SellingShop _shop = people.Shop;

    [Fact]
    public async Task One_call_bears_one_trace_in_both_logs_in_the_answer_in_the_problem_and_in_an_exemplar()
    {
        var reply = await _shop.GetAsync($"/v1/products/{Guid.CreateVersion7()}");
        var trace = (string)reply.Json["traceId"]!;

        Assert.Matches($"^00-{trace}-[0-9a-f]{{16}}-01$", reply.Headers["traceresponse"]);
        await Eventually.True(
            async () => (await LinesAsync("nginx")).Any(line => (string?)line["trace_id"] == trace && (int?)line["status"] == 404),
            "nginx has logged the trace");
        await Eventually.True(
            async () => (await ApiLinesAsync()).Any(line => (string?)line["traceId"] == trace && (string?)line["route"] == "/v1/products/{id}"),
            "the API has logged the trace");

        // The newest call of a bucket is its exemplar; other tests call meanwhile, so it is asked for with a call of its own.
        await Eventually.True(HasFreshExemplarAsync, "an exemplar bears the trace");
    }

    [Fact]
    public async Task A_trace_that_the_client_began_goes_on()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var reply = await _shop.SendAsync(new Ask("GET", "/v1/products?limit=1").Header("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        var broken = await _shop.SendAsync(new Ask("GET", "/v1/products?limit=1").Header("traceparent", $"00-{Trace}-0000000000000000-01"));

        Assert.StartsWith($"00-{Trace}-", reply.Headers["traceresponse"], StringComparison.Ordinal);
        Assert.DoesNotContain(Trace, broken.Headers["traceresponse"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_of_the_API_is_JSON_and_every_request_has_its_own_with_who_and_in_which_trace()
    {
        var reply = await _shop.GetAsync("/v1/users/me", people.Ann.Token);
        JsonNode? line = null;
        await Eventually.True(
            async () => (line = (await ApiLinesAsync()).FirstOrDefault(
                one => (string?)one["requestId"] == reply.Headers["X-Request-Id"] && (string?)one["event"] == "RequestAnswered")) is not null,
            "the request is logged");

        Assert.Matches("^[0-9a-f]{16}$", (string?)line!["principal"]);
        Assert.Equal(("GET", "/v1/users/{id}", 200), ((string?)line["method"], (string?)line["route"], (int?)line["status"]));
        foreach (var replica in new[] { "api-1", "api-2" })
        {
            Assert.All(WholeLines(await _shop.Stack.LogAsync(replica)), text => Assert.Equal(replica, (string?)JsonNode.Parse(text)!["instance"]));
        }
    }

    [Fact]
    public async Task No_log_holds_a_password_a_token_or_an_address_of_a_person()
    {
        var session = await _shop.AccountAsync();
        await _shop.LogInAsync(session.Email, "a wrong password of hers");
        await _shop.GetAsync($"/v1/products?q={SellingShop.Unique("sought")}", session.Token);
        await _shop.PostAsync("/v1/auth/refresh", null, new JsonObject { ["refreshToken"] = session.RefreshToken });

        string[] secrets =
        [
            SellingShop.Password, "a wrong password of hers", session.Token, session.RefreshToken, session.Email, people.Admin,
            _shop.Stack.AdminPassword, _shop.Stack.AdminEmail, "sought-", "tok_ok",
        ];
        foreach (var node in new[] { "nginx", "api-1", "api-2", "redis-1", "redis-2", "redis-3", "sentinel-1", "sentinel-2", "sentinel-3" })
        {
            var log = await _shop.Stack.LogAsync(node);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_table_of_metrics_and_the_live_ones_agree()
    {
        await _shop.BuyAsync(people.Ann.Token, await _shop.ProductAsync(stock: 5));
        var operations = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/operations.md"));
        var documented = Documented().Matches(operations).SelectMany(row => Name().Matches(row.Value)).Select(name => name.Value).ToHashSet();

        HashSet<string> live = [];
        await Eventually.True(
            async () =>
            {
                foreach (var replica in _shop.Stack.Metrics)
                {
                    live.UnionWith(Live().Matches(await TextAsync(replica, "*/*")).Select(type => type.Groups["name"].Value));
                }

                return documented.Except(Later).All(live.Contains);
            },
            "every metric of the table is there");

        Assert.Empty(live.Except(documented));
    }

    [Fact]
    public async Task Prometheus_has_no_complaint_about_a_replica()
    {
        using var client = new HttpClient();
        await Eventually.True(
            async () =>
            {
                var targets = JsonNode.Parse(await client.GetStringAsync(new Uri(_shop.Stack.Prometheus, "/api/v1/targets")))!;
                var replicas = targets["data"]!["activeTargets"]!.AsArray().Where(target => (string?)target!["labels"]!["job"] == "shop-api").ToList();
                return replicas.Count == 2 && replicas.All(target => (string?)target!["health"] == "up" && (string?)target["lastError"] == "");
            },
            "both replicas are scraped");
    }

    private async Task<bool> HasFreshExemplarAsync()
    {
        var trace = (string)(await _shop.GetAsync($"/v1/products/{Guid.CreateVersion7()}")).Json["traceId"]!;
        var bodies = await Task.WhenAll(_shop.Stack.Metrics.Select(metrics => TextAsync(metrics, "application/openmetrics-text")));
        return Array.Exists(bodies, body => Regex.IsMatch(
            body, $@"http_server_request_duration_seconds_bucket\{{[^\n]*\}} \d+ # \{{trace_id=.{trace}", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    private static async Task<string> TextAsync(Uri metrics, string accept)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, metrics);
        request.Headers.Add("Accept", accept);
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<IEnumerable<JsonNode>> ApiLinesAsync() => [.. await LinesAsync("api-1"), .. await LinesAsync("api-2")];

    private async Task<IEnumerable<JsonNode>> LinesAsync(string node) =>
        WholeLines(await _shop.Stack.LogAsync(node)).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!);

    /// <summary>The last one may be half written.</summary>
    private static string[] WholeLines(string log) => [.. log.Split('\n').SkipLast(1).Where(line => line.Length > 0)];

    /// <summary>The first column of the table of metrics.</summary>
    [GeneratedRegex(@"^\| `shop_[^|]*\|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Documented();

    [GeneratedRegex("(?<=`)shop_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^# TYPE (?<name>shop_[a-z_]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Live();
}
