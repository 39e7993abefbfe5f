using Shop.Testing;

namespace Shop.Contract.Tests.Errors;

/// <summary>Each code of the contract's table of errors, provoked.</summary>
[Collection(OneShop.Name)]
public sealed class ErrorTableTests(ShopWithPeople people)
{
    private static readonly string[] Common = ["type", "title", "status", "detail", "instance", "code", "requestId", "traceId"];

    /// <summary>What needs a server to be down, or a defect, is provoked by tests that can do that.</summary>
    private static readonly string[] Elsewhere =
        ["internal-error", "storage-unavailable", "replication-timeout", "overloaded", "upstream-unavailable"];

    /// <summary>Code, status and the code's own members.</summary>
    public static TheoryData<string, int, string> Table => new()
    {
        { "malformed-request", 400, "errors" },
        { "invalid-parameter", 400, "errors" },
        { "invalid-header", 400, "errors" },
        { "invalid-cursor", 400, "errors" },
        { "unauthenticated", 401, "" },
        { "invalid-credentials", 401, "" },
        { "token-expired", 401, "" },
        { "refresh-token-reused", 401, "" },
        { "account-disabled", 401, "" },
        { "payment-declined", 402, "declineCode" },
        { "forbidden", 403, "" },
        { "wrong-password", 403, "" },
        { "not-found", 404, "" },
        { "method-not-allowed", 405, "" },
        { "email-taken", 409, "" },
        { "sku-taken", 409, "" },
        { "out-of-stock", 409, "items" },
        { "insufficient-stock", 409, "onHand reserved available" },
        { "stock-below-reserved", 409, "onHand reserved available" },
        { "product-unavailable", 409, "productIds" },
        { "price-changed", 409, "currentTotal" },
        { "invalid-state", 409, "currentStatus allowedActions" },
        { "purchase-expired", 409, "currentStatus allowedActions" },
        { "idempotency-in-progress", 409, "" },
        { "last-admin", 409, "" },
        { "user-has-open-purchases", 409, "" },
        { "precondition-failed", 412, "currentVersion" },
        { "payload-too-large", 413, "" },
        { "uri-too-long", 414, "" },
        { "headers-too-large", 431, "" },
        { "unsupported-media-type", 415, "" },
        { "validation-failed", 422, "errors" },
        { "unknown-product", 422, "errors" },
        { "mixed-currency", 422, "errors" },
        { "amount-overflow", 422, "errors" },
        { "refund-exceeds-paid", 422, "errors" },
        { "idempotency-key-reused", 422, "" },
        { "rate-limited", 429, "" },
        { "payment-unavailable", 503, "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_problem_is_what_the_table_says(string code, int status, string members)
    {
        var reply = await Provocations.All[code](new Scene(people));

        Assert.True((reply.Status, reply.Code) == (status, code),
            $"{status} {code} was provoked, and the answer was {reply.Status}: {reply.Text}");
        Assert.Equal([.. Common, .. members.Split(' ', StringSplitOptions.RemoveEmptyEntries)], reply.Json.Fields());
        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
        Assert.Equal(($"urn:shop:problem:{code}", status), ((string?)reply.Json["type"], (int)reply.Json["status"]!));
        Assert.Equal(reply.Headers["X-Request-Id"], (string?)reply.Json["requestId"]);
        Assert.StartsWith($"00-{(string?)reply.Json["traceId"]}-", reply.Headers["traceresponse"], StringComparison.Ordinal);
        Assert.StartsWith("/v1/", (string?)reply.Json["instance"], StringComparison.Ordinal);
        Assert.DoesNotContain("?", (string?)reply.Json["instance"], StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff"), (reply.Headers["Cache-Control"], reply.Headers["X-Content-Type-Options"]));
        AssertHeaders(reply);
    }

    [Fact]
    public async Task No_other_code_is_in_the_document()
    {
        var document = (await people.Shop.GetAsync("/openapi/v1.json")).Json;
        var documented = document["components"]!["responses"]!.AsObject()
            .SelectMany(response => response.Value!["description"]!.ToString().Split(", "));

        Assert.Empty(documented.Distinct().Except([.. Table.Select(row => (string)row[0]), .. Elsewhere]));
    }

    private static void AssertHeaders(Reply reply)
    {
        (string Header, bool IsThere)[] expected =
        [
            ("WWW-Authenticate", reply.Status == 401),
            ("Allow", reply.Status == 405),
            ("Accept", reply.Status == 415),
            ("Retry-After", reply.Status is 429 or 503 || reply.Code == "idempotency-in-progress"),
        ];
        Assert.All(expected, header => Assert.True(header.IsThere == reply.Headers.ContainsKey(header.Header), header.Header));
        if (reply.Status == 401)
        {
            Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
        }

        foreach (var error in reply.Json["errors"]?.AsArray() ?? [])
        {
            var fields = error!.Fields().ToList();
            Assert.Equal(["code", "detail"], fields.Skip(1));
            Assert.Contains(fields[0], (string[])["pointer", "parameter", "header"]);
        }
    }
}
