using System.Text.Json.Nodes;
using Shop.Api.Http;
using Shop.Api.OpenApi;
using Shop.Testing;

namespace Shop.Api.Tests.OpenApi;

/// <summary>The document's examples, sent to the running shop.</summary>
[Collection(SharedApplication.Name)]
public sealed class ReplayTests(ShopApplication shop)
{
    private static readonly string[] TellingHeaders = ["ETag", "Location", "Durability", "Link", "Retry-After", "Idempotent-Replayed"];

    [Fact]
    public async Task Every_example_answers_as_documented()
    {
        var document = await shop.DocumentAsync();
        var complaints = new List<string>();
        foreach (var operation in document.Operations())
        {
            var world = await ReplayWorld.MakeAsync(shop, operation);
            var reply = await shop.SendAsync(world.Ask(operation) with { Token = TokenFor(operation, world) });
            complaints.AddRange(Complaints(operation, operation.SuccessStatus, reply));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task What_every_route_refuses_it_refuses_as_documented()
    {
        var document = await shop.DocumentAsync();
        var customer = await shop.CustomerAsync();
        var complaints = new List<string>();
        foreach (var operation in document.Operations().Where(operation => operation.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            var ask = new Ask(operation.Method, operation.ExamplePath) { Token = "no-such-token" };
            if (FactsOf(operation).ReadsCredentials)
            {
                complaints.AddRange(Complaints(operation, 401, await shop.SendAsync(ask)));
            }

            var token = Admins(operation) ? shop.AdminToken : customer.Token;
            var unknown = Body(operation, ask with { Path = ask.Path + "?nope=1", Token = token });
            complaints.AddRange(Complaints(operation, 400, await shop.SendAsync(unknown)));
            if (operation.RequestExample is not null)
            {
                var broken = unknown with { Path = ask.Path };
                complaints.AddRange(Complaints(operation, 400, await shop.SendAsync(broken.With("""{"nope":1}"""))));
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task What_a_schema_requires_is_required()
    {
        var document = await shop.DocumentAsync();
        var complaints = new List<string>();
        foreach (var operation in document.Operations().Where(operation => operation.RequestSchema is not null))
        {
            var required = document.Resolve(operation.RequestSchema!)["required"]?.AsArray().Select(name => $"#/{name} required") ?? [];
            if (required.Any())
            {
                var world = await ReplayWorld.MakeAsync(shop, operation);
                var reply = await shop.SendAsync(world.Ask(operation).With("{}") with { Token = TokenFor(operation, world) });
                complaints.AddRange(Complaints(operation, 422, reply));
                var told = reply.Status == 422 ? reply.Errors : [];
                complaints.AddRange(required.Except(told).Select(missing => $"{operation} does not say: {missing}"));
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task What_takes_a_version_refuses_another_one()
    {
        var document = await shop.DocumentAsync();
        var complaints = new List<string>();
        foreach (var operation in document.Operations().Where(operation => operation.Takes("If-Match")))
        {
            var world = await ReplayWorld.MakeAsync(shop, operation);
            var ask = world.Ask(operation).Header("If-Match", "\"999\"") with { Token = TokenFor(operation, world) };
            complaints.AddRange(Complaints(operation, 412, await shop.SendAsync(ask)));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task What_has_a_version_is_not_sent_twice()
    {
        var document = await shop.DocumentAsync();
        var complaints = new List<string>();
        foreach (var operation in document.Operations().Where(operation => operation.Takes("If-None-Match")))
        {
            var world = await ReplayWorld.MakeAsync(shop, operation);
            var ask = world.Ask(operation) with { Token = TokenFor(operation, world) };
            var tag = (await shop.SendAsync(ask)).Headers["ETag"];
            complaints.AddRange(Complaints(operation, 304, await shop.SendAsync(ask.Header("If-None-Match", tag))));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private static Ask Body(DocumentedOperation operation, Ask ask) =>
        operation.RequestExample is { } example ? ask.With(example.ToJsonString()) : ask;

    private static IEnumerable<string> Complaints(DocumentedOperation operation, int expected, Reply reply)
    {
        if (reply.Status != expected)
        {
            return
            [
                $"{operation} answered {reply.Status}, documented is {expected}: {reply.Text} "
                + "If it needs something to be there first, tell ReplayWorld.",
            ];
        }

        var missing = operation.RequiredHeaders(expected).Where(name => !reply.Headers.ContainsKey(name))
            .Select(name => $"{name} is missing");
        var type = expected < 400 ? "application/json" : "application/problem+json";
        var schema = operation.Response(expected)["content"]?[type]!["schema"];
        var wrong = schema is null
            ? reply.Text.Length == 0 ? [] : ["an answer without a body has one"]
            : new JsonSchemaCheck(operation.Document).Violations(schema, JsonNode.Parse(reply.Text))
                .Concat(reply.Headers["Content-Type"] == type ? [] : [$"the answer is {reply.Headers["Content-Type"]}"]);
        return missing.Concat(wrong).Concat(Undocumented(operation, reply)).Select(complaint => $"{operation} {expected}: {complaint}");
    }

    private static IEnumerable<string> Undocumented(DocumentedOperation operation, Reply reply) =>
        TellingHeaders
            .Where(name => reply.Headers.ContainsKey(name) && operation.Response(reply.Status)["headers"]?[name] is null)
            .Select(name => $"{name} is not documented");

    private string? TokenFor(DocumentedOperation operation, ReplayWorld world) => AudienceOf(operation) switch
    {
        Audience.Everyone => null,
        Audience.Admin => shop.AdminToken,
        _ => world.CustomerToken,
    };

    private bool Admins(DocumentedOperation operation) => AudienceOf(operation) == Audience.Admin;

    private Audience AudienceOf(DocumentedOperation operation) => FactsOf(operation).Audience;

    private RouteFacts FactsOf(DocumentedOperation operation) =>
        shop.Service<ShopDocument>().Routes.Single(route => route.OperationId == operation.Id);
}
