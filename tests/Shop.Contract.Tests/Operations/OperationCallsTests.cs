namespace Shop.Contract.Tests.Operations;

[Collection(OneShop.Name)]
public sealed class OperationCallsTests(ShopWithPeople people)
{
    /// <summary>Answers to anonymous, other, owner and admin.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "GET /health/live", "", "200 200 200 200", "" },
        { "GET /health/ready", "", "200 200 200 200", "" },
        { "GET /metrics", "", "404 404 404 404", "" },
        { "GET /v1/admin/invariants", "", "401 403 403 200", "" },
        { "GET /v1/admin/topology", "", "401 403 403 200", "" },
        { "GET /v1/audit", "", "401 403 403 200", "" },
        { "GET /v1/api-keys", "", "401 403 403 200", "" },
        { "POST /v1/api-keys", """{"name":"Till","scopes":["catalog:read"]}""", "401 403 403 201", "ETag Location Durability" },
        { "GET /v1/api-keys/{apikey}", "", "401 403 403 200", "ETag" },
        { "DELETE /v1/api-keys/{apikey}", "", "401 403 403 204", "Durability" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Whoever_calls_is_answered_by_the_table(string call, string body, string answers, string headers) =>
        CallTable.HoldsAsync(people, call, body, answers, headers);

    [Fact]
    public async Task The_document_describes_the_routes_with_examples()
    {
        var document = (await people.Shop.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Contains("/v1/purchases/{id}/refund", document["paths"]!.Fields());
        Assert.NotNull(document["paths"]!["/v1/products"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]);
    }

    /// <summary>It has no version that a client could mean: only whether it is known already matters.</summary>
    [Theory]
    [InlineData("If-Match", "\"other\"", 200)]
    [InlineData("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT", 200)]
    [InlineData("Range", "bytes=900000000-", 200)]
    [InlineData("If-None-Match", "\"other\"", 200)]
    [InlineData("If-None-Match", "*", 304)]
    public async Task The_document_is_sent_whole_to_whoever_does_not_have_it(string header, string value, int status)
    {
        var reply = await people.Shop.SendAsync("GET", "/openapi/v1.json", null, null, (header, value));

        Assert.Equal((status, status == 304), (reply.Status, reply.Text.Length == 0));
        Assert.Equal(("public, max-age=60", "nosniff"), (reply.Headers["Cache-Control"], reply.Headers["X-Content-Type-Options"]));
        Assert.Matches("^\"[0-9a-f]{32}\"$", reply.Headers["ETag"]);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        var page = await people.Shop.GetAsync("/docs/index.html");

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.DoesNotContain("//", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invariants_and_topology_have_the_promised_shape()
    {
        var invariants = (await people.Shop.GetAsync("/v1/admin/invariants", people.Admin)).Json;
        var topology = (await people.Shop.GetAsync("/v1/admin/topology", people.Admin)).Json;

        Assert.Equal(["ok", "checkedProducts", "violations"], invariants.Fields());
        Assert.Equal((true, 0), ((bool)invariants["ok"]!, invariants["violations"]!.AsArray().Count));
        Assert.Equal(["master", "epoch", "replicas", "sentinels", "failovers"], topology.Fields());
        Assert.Equal((2, 3), (topology["replicas"]!.AsArray().Count, topology["sentinels"]!.AsArray().Count));
        Assert.DoesNotContain(topology["replicas"]!.AsArray(), replica => (string?)replica!["endpoint"] == (string?)topology["master"]);
        Assert.All(topology["replicas"]!.AsArray(), replica =>
        {
            Assert.Equal(["endpoint", "connected", "lagBytes", "inReadSet"], replica!.Fields());
            Assert.True((bool)replica!["connected"]! && (bool)replica["inReadSet"]!, replica.ToJsonString());
        });
    }
}
