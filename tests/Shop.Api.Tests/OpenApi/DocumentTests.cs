using Microsoft.AspNetCore.Routing;
using Shop.Api.Http;
using Shop.Api.OpenApi;
using Shop.Testing;

namespace Shop.Api.Tests.OpenApi;

[Collection(SharedApplication.Name)]
public sealed class DocumentTests(ShopApplication shop)
{
    private IReadOnlyList<RouteFacts> Routes => shop.Service<ShopDocument>().Routes;

    [Fact]
    public async Task Every_route_of_the_application_is_in_the_document_and_no_other()
    {
        var mapped = shop.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(
                route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods,
                (route, method) => (Method: method, Path: PathOf(route)))
            .Where(route => route is { Method: not "HEAD", Path: not "/openapi/v1.json" });

        var documented = (await shop.DocumentAsync()).Operations().Select(operation => (operation.Method, operation.Path));

        Assert.Equal(mapped.Order(), documented.Order());
    }

    [Fact]
    public void Every_route_says_what_only_a_human_can()
    {
        var gaps = Routes.SelectMany(DocumentGaps.Of).ToList();

        Assert.True(gaps.Count == 0, string.Join('\n', gaps));
    }

    [Fact]
    public void Operation_ids_are_unique_words_of_their_own()
    {
        var ids = Routes.Select(route => route.OperationId ?? "").ToList();

        Assert.All(ids, id => Assert.Matches("^[a-z][A-Za-z]+$", id));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void The_problems_that_a_route_declares_are_those_that_its_handler_can_answer_with()
    {
        var differences = Routes.Where(route => route.Contract is not null).SelectMany(ProblemDifferences).ToList();

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task Every_member_that_a_problem_can_have_is_in_its_schema()
    {
        var properties = (await shop.DocumentAsync()).At("#/components/schemas/Problem/properties").AsObject();

        var written = KnownProblems.All.Values.SelectMany(problem => problem.Members).Select(member => member.Name).Distinct();

        Assert.All(written, name => Assert.True(properties.ContainsKey(name), $"Problems writes {name}: add it to ProblemSchemas."));
    }

    [Fact]
    public async Task Examples_are_what_their_schemas_say()
    {
        var document = await shop.DocumentAsync();
        var check = new JsonSchemaCheck(document);

        var violations = document.Operations().SelectMany(operation => new[]
        {
            (Schema: operation.RequestSchema, Example: operation.RequestExample),
            (Schema: operation.SuccessSchema, Example: operation.SuccessExample),
        }.Where(each => each.Example is not null)
            .SelectMany(each => check.Violations(each.Schema!, each.Example))
            .Select(violation => $"{operation}: {violation}"));

        Assert.Empty(violations);
    }

    [Fact]
    public async Task The_rules_of_a_body_are_in_its_schema()
    {
        var document = await shop.DocumentAsync();
        var registration = document.At("#/components/schemas/RegistrationRequest");
        var product = document.At("#/components/schemas/NewProductRequest/properties");
        var purchase = document.At("#/components/schemas/PurchaseRequest/properties");

        Assert.Equal("""["email","firstName","lastName","password"]""", registration["required"]!.ToJsonString());
        Assert.False((bool)registration["additionalProperties"]!);
        var password = registration["properties"]!["password"]!;
        Assert.Equal((12, 128), ((int)password["minLength"]!, (int)password["maxLength"]!));
        Assert.Equal("""["customer","admin",null]""", registration["properties"]!["role"]!["enum"]!.ToJsonString());
        Assert.Equal("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", (string?)product["sku"]!["pattern"]);
        Assert.Equal((0, 1_000_000), ((int)product["initialStock"]!["minimum"]!, (int)product["initialStock"]!["maximum"]!));
        Assert.Equal(500, (int)product["attributes"]!["additionalProperties"]!["maxLength"]!);
        var items = purchase["items"]!;
        Assert.Equal((1, 50, true), ((int)items["minItems"]!, (int)items["maxItems"]!, (bool)items["uniqueItems"]!));
    }

    [Fact]
    public async Task A_list_documents_its_query()
    {
        var list = (await shop.DocumentAsync()).Operations().Single(operation => operation.Id == "listProducts");

        var query = list.Node["parameters"]!.AsArray().Where(parameter => (string?)parameter!["in"] == "query")
            .ToDictionary(parameter => (string)parameter!["name"]!, parameter => parameter!["schema"]!);

        Assert.Equal((1, 100, 20), ((int)query["limit"]["minimum"]!, (int)query["limit"]["maximum"]!, (int)query["limit"]["default"]!));
        Assert.Equal("-createdAt", (string?)query["sort"]["default"]);
        Assert.Contains("createdAt", query["sort"]["enum"]!.AsArray().Select(value => (string?)value));
        Assert.Equal("boolean", (string?)query["includeTotal"]["type"]);
        Assert.Equal("string", (string?)query["cursor"]["type"]);
    }

    [Fact]
    public async Task Headers_that_only_some_answers_of_a_status_have_are_told()
    {
        var document = await shop.DocumentAsync();
        var responses = document.Operations().Single(operation => operation.Id == "placePurchase").Node["responses"]!;

        Assert.Contains("Location", document.Resolve(responses["402"]!)["headers"]!.AsObject().Select(header => header.Key));
        Assert.Contains("Retry-After", document.Resolve(responses["409"]!)["headers"]!.AsObject().Select(header => header.Key));
    }

    [Fact]
    public async Task A_new_password_shows_its_limits_though_they_are_judged_later()
    {
        var request = (await shop.DocumentAsync())["components"]!["schemas"]!["PasswordRequest"]!;
        var password = request["properties"]!["newPassword"]!;

        Assert.Equal("""["newPassword"]""", request["required"]!.ToJsonString());
        Assert.Equal(("string", 12, 128), ((string?)password["type"], (int)password["minLength"]!, (int)password["maxLength"]!));
    }

    [Fact]
    public async Task A_cache_may_keep_the_document_and_asks_whether_it_changed()
    {
        var first = await shop.GetAsync("/openapi/v1.json");
        var second = await shop.SendAsync(new Ask("GET", "/openapi/v1.json").Header("If-None-Match", first.Headers["ETag"]));

        Assert.Equal("application/json", first.Headers["Content-Type"]);
        Assert.StartsWith("3.1", (string?)first.Json["openapi"]);
        Assert.Contains("max-age", first.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal((304, ""), (second.Status, second.Text));
    }

    [Fact]
    public async Task The_page_may_load_from_its_own_host_alone()
    {
        var bare = await shop.GetAsync("/docs");
        var page = await shop.GetAsync("/docs/index.html");

        Assert.Equal((301, "docs/index.html"), (bare.Status, bare.Headers["Location"]));
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("http", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("//", page.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await shop.GetAsync("/docs/nothing.js")).Status);
    }

    private static IEnumerable<string> ProblemDifferences(RouteFacts route)
    {
        var used = KnownProblems.Of(route.Handler!);
        var derived = RouteProblems.Derived(route).ToHashSet();
        var declared = route.Declared.SelectMany(each => each.Codes, (each, code) => (each.Status, Code: code)).ToHashSet();

        // A change that takes no key of the client's goes through the store all the same, which knows the answer.
        var isTold = new HashSet<(int Status, string Code)>(derived.Concat(declared));
        if (route.IsChange)
        {
            isTold.Add((422, "idempotency-key-reused"));
        }

        return used.Except(isTold)
            .Select(problem => $"{route} can answer {problem}: add .Fails({problem.Status}, \"{problem.Code}\") to it.")
            .Concat(declared.Except(used).Select(problem => $"{route} never answers {problem}: take it out of .Fails."))
            .Concat(declared.Intersect(derived).Select(problem => $"{route} need not declare {problem}: it comes by itself."));
    }

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');
}
