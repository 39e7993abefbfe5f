using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>What the contract promises of every problem.</summary>
internal sealed partial class ProblemRules(JsonNode document)
{
    /// <summary>By these nginx's own refusals are known.</summary>
    private static readonly string[] FrontDoorDetails = ["This is not a valid HTTP request.", "Nothing here has a version"];

    /// <summary>Each code with its status, and the members and headers that belong to it.</summary>
    private static readonly Dictionary<string, (int Status, string[] Members, string[] Headers)> Known = new(StringComparer.Ordinal)
    {
        ["malformed-request"] = (400, ["errors"], []),
        ["invalid-parameter"] = (400, ["errors"], []),
        ["invalid-header"] = (400, ["errors"], []),
        ["invalid-cursor"] = (400, ["errors"], []),
        ["unauthenticated"] = (401, [], ["WWW-Authenticate"]),
        ["invalid-credentials"] = (401, [], ["WWW-Authenticate"]),
        ["token-expired"] = (401, [], ["WWW-Authenticate"]),
        ["refresh-token-reused"] = (401, [], ["WWW-Authenticate"]),
        ["account-disabled"] = (401, [], ["WWW-Authenticate"]),
        ["payment-declined"] = (402, ["declineCode"], []),
        ["forbidden"] = (403, [], []),
        ["wrong-password"] = (403, [], []),
        ["not-found"] = (404, [], []),
        ["method-not-allowed"] = (405, [], ["Allow"]),
        ["email-taken"] = (409, [], []),
        ["sku-taken"] = (409, [], []),
        ["out-of-stock"] = (409, ["items"], []),
        ["insufficient-stock"] = (409, ["onHand", "reserved", "available"], []),
        ["stock-below-reserved"] = (409, ["onHand", "reserved", "available"], []),
        ["product-unavailable"] = (409, ["productIds"], []),
        ["price-changed"] = (409, ["currentTotal"], []),
        ["invalid-state"] = (409, ["currentStatus", "allowedActions"], []),
        ["purchase-expired"] = (409, ["currentStatus", "allowedActions"], []),
        ["idempotency-in-progress"] = (409, [], ["Retry-After"]),
        ["last-admin"] = (409, [], []),
        ["user-has-open-purchases"] = (409, [], []),
        ["precondition-failed"] = (412, ["currentVersion"], []),
        ["payload-too-large"] = (413, [], []),
        ["uri-too-long"] = (414, [], []),
        ["unsupported-media-type"] = (415, [], ["Accept"]),
        ["validation-failed"] = (422, ["errors"], []),
        ["unknown-product"] = (422, ["errors"], []),
        ["mixed-currency"] = (422, ["errors"], []),
        ["amount-overflow"] = (422, ["errors"], []),
        ["refund-exceeds-paid"] = (422, ["errors"], []),
        ["idempotency-key-reused"] = (422, [], []),
        ["rate-limited"] = (429, [], ["Retry-After"]),
        ["headers-too-large"] = (431, [], []),
        ["payment-unavailable"] = (503, [], ["Retry-After"]),
    };

    private static readonly string[] PlaceNames = ["pointer", "parameter", "header"];

    private readonly JsonSchemaCheck _schema = new(document);

    /// <summary>Whether nginx itself refused what is no HTTP.</summary>
    public static bool IsOfFrontDoor(Reply reply) => FrontDoorDetails.Any(detail => reply.Text.Contains(detail));

    public IEnumerable<string> Complaints(Reply reply)
    {
        JsonNode problem;
        try
        {
            problem = reply.Json;
        }
        catch (JsonException)
        {
            return ["the problem is no JSON"];
        }

        var schema = document.At("#/components/schemas/Problem");
        return [.. _schema.Violations(schema, problem), .. OfMembers(reply, problem), .. Leaks(problem)];
    }

    private static IEnumerable<string> OfMembers(Reply reply, JsonNode problem)
    {
        var code = (string?)problem["code"] ?? "";
        var isOfFrontDoor = IsOfFrontDoor(reply);
        if (!Known.TryGetValue(code, out var known))
        {
            return [$"nobody knows the code {code}"];
        }

        return
        [
            .. If(known.Status != reply.Status && !(isOfFrontDoor && known.Status == 400), $"{code} is {known.Status}, not {reply.Status}"),
            .. If((int?)problem["status"] != reply.Status, "status is another than the answer's"),
            .. If((string?)problem["type"] != "urn:shop:problem:" + code, "type is another than code"),
            .. If((string?)problem["requestId"] != reply.Headers.GetValueOrDefault("X-Request-Id"), "requestId is not X-Request-Id"),
            .. known.Headers.Where(name => !reply.Headers.ContainsKey(name)).Select(name => $"{name} is missing"),
            .. known.Members.Where(name => problem[name] is null && !isOfFrontDoor).Select(name => $"{name} is missing in {code}"),
            .. If(problem["errors"] is JsonArray { Count: 0 }, "errors is empty"),
            .. If((problem["errors"] as JsonArray ?? []).Any(error => Places(error!) != 1), "an error is at no place or at several"),
        ];
    }

    private static IEnumerable<string> If(bool isWrong, string complaint) => isWrong ? [complaint] : [];

    private static int Places(JsonNode error) => PlaceNames.Count(place => error[place] is not null);

    /// <summary>The path and the names of fields are the client's own words, so only the other texts are looked at.</summary>
    private static IEnumerable<string> Leaks(JsonNode problem) =>
        new[] { problem["title"], problem["detail"] }
            .Concat((problem["errors"] as JsonArray ?? []).Select(error => error!["detail"]))
            .Select(text => (string?)text ?? "")
            .Where(text => Inner().IsMatch(text) || text.Contains(Environment.MachineName, StringComparison.OrdinalIgnoreCase))
            .Select(text => $"the answer tells of what is inside: {text}");

    [GeneratedRegex(
        @"Exception|   at |\.cs\b|Shop\.|Microsoft|System\.|StackExchange|redis|lua|127\.0\.0\.1|localhost|/home/|Path: |BytePosition",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inner();
}
