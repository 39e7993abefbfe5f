using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>Makes a request that the document calls valid, about things that are there.</summary>
internal sealed class RequestBuilder(JsonNode document, World world)
{
    private readonly SchemaSample _sample = new(document);

    /// <param name="varied">Whether it may differ from the document's example: further fields, a query, another caller.</param>
    public FuzzRequest Build(DocumentedOperation operation, Random random, bool varied)
    {
        var request = new FuzzRequest(operation, operation.Method, PathOf(operation, random));
        if (TokenOf(operation, varied ? random : null) is { } token)
        {
            request = request.Add("Authorization", "Bearer " + token);
        }

        if (operation.RequestExample is { } example)
        {
            var body = Real(operation, example.DeepClone(), random);
            if (varied && body is JsonObject fields && random.Chance(0.4))
            {
                _sample.AddField(fields, operation.RequestSchema!, random);
            }

            var type = operation.Method == "PATCH" && random.Chance(0.5) ? "application/merge-patch+json" : "application/json";
            request = request.Add("Content-Type", type) with { Body = Verbatim.Render(body) };
        }

        return varied ? Headed(operation, request.Asking(QueryOf(operation, random)), random) : request;
    }

    /// <summary>Values for some of the operation's query parameters, as the schema has them.</summary>
    private string QueryOf(DocumentedOperation operation, Random random) => string.Join('&', QueryParameters(operation)
        .Where(_ => random.Chance(0.25))
        .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString(ValueOf(operation, parameter, random))}"));

    public static IEnumerable<JsonNode> QueryParameters(DocumentedOperation operation) =>
        (operation.Node["parameters"]?.AsArray() ?? []).OfType<JsonNode>().Where(parameter => (string?)parameter["in"] == "query");

    private string ValueOf(DocumentedOperation operation, JsonNode parameter, Random random) => (string)parameter["name"]! switch
    {
        "cursor" => world.Seen.GetValueOrDefault(operation.Id, "x"),
        "q" => random.Of(["tea", "tea pot", "po", "fuzz te", "nothing"]),
        "category" => "tea",
        "tag" => "green",
        "brand" => "Fuzz",
        "ids" => string.Join(',', world.Products.Append(world.AnyId(random))),
        "createdAfter" => "2020-01-01T00:00:00.000Z",
        "createdBefore" => "2099-01-01T00:00:00.000Z",
        "userId" => world.Buyer.Id,
        "productId" => random.Of(world.Products),
        "email" => world.Buyer.Email,
        "minPrice" => random.Of(["0", "1", "1999"]),
        "maxPrice" => random.Of(["1999", "99999999999"]),
        _ => _sample.Of(parameter["schema"]!, random)?.ToString() ?? "",
    };

    private FuzzRequest Headed(DocumentedOperation operation, FuzzRequest request, Random random)
    {
        if (operation.Takes("Idempotency-Key") && random.Chance(0.3))
        {
            request = request.Add("Idempotency-Key", $"key-{random.Next(50)}");
        }

        if (operation.Takes("If-Match") && random.Chance(0.15))
        {
            request = request.Add("If-Match", random.Of(["*", "\"1\"", world.Seen.GetValueOrDefault("ETag", "\"2\"")]));
        }

        return operation.Takes("If-None-Match") && random.Chance(0.15)
            ? request.Add("If-None-Match", world.Seen.GetValueOrDefault("ETag", "\"1\""))
            : request;
    }

    private string PathOf(DocumentedOperation operation, Random random)
    {
        var id = operation.Path.Split('/')[2] switch
        {
            "products" => world.ProductOf(operation.Id, random),
            "purchases" => world.PurchaseOf(operation.Id, random),
            "api-keys" => world.ApiKeyOf(operation.Id, random),
            _ => random.Chance(0.3) ? "me" : world.UserOf(operation.Id).Id,
        };
        return operation.Path.Replace("{id}", id).Replace("{sku}", world.Sku);
    }

    /// <summary>Who calls: who should, but with some randomness at times the other, an admin or nobody.</summary>
    private string? TokenOf(DocumentedOperation operation, Random? random)
    {
        var audience = (string?)operation.Node["description"] ?? "";
        var fitting = audience.StartsWith("For administrators", StringComparison.Ordinal) ? world.Admin.Token
            : audience.StartsWith("For whoever", StringComparison.Ordinal) ? world.UserOf(operation.Id).Token
            : null;
        return random?.Next(10) switch
        {
            0 => World.EndsUsers(operation.Id) ? world.SpareAdmin.Token : world.Admin.Token,
            1 => World.EndsUsers(operation.Id) ? world.UserOf("logIn").Token : world.Buyer.Token,
            2 => null,
            _ => fitting,
        } ?? (random is null ? fitting : null);
    }

    private JsonNode Real(DocumentedOperation operation, JsonNode body, Random random)
    {
        var user = world.UserOf(operation.Id);
        foreach (var (fields, name) in Places.Of(body).ToList())
        {
            JsonNode? real = name switch
            {
                "productId" => random.Of(world.Products[..2]),
                "userId" => world.Buyer.Id,
                "email" when operation.Id == "registerUser" => $"{SellingShop.Unique("new")}@example.com",
                "email" => user.Email,
                "sku" => SellingShop.Unique("NEW"),
                "password" or "currentPassword" => World.Password,
                "refreshToken" => user.RefreshToken,
                _ => null,
            };
            if (real is not null && fields[name] is not null)
            {
                fields[name] = real;
            }
        }

        return body;
    }
}
