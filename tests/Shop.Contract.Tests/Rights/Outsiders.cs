using System.Text.Json.Nodes;
using Shop.Data;
using Shop.Data.ApiKeys;

namespace Shop.Contract.Tests.Rights;

/// <summary>A disabled user's token, an expired one, and API keys: for each scope one that has it alone, and one that has all others.</summary>
internal sealed record Outsiders(
    string Disabled, string Expired, IReadOnlyDictionary<string, string> KeysWith, IReadOnlyDictionary<string, string> KeysWithout, string FullKey)
{
    public static IReadOnlyList<string> Scopes { get; } = OneOfAttribute.ValuesOf(typeof(ApiKeyScope));

    public static async Task<Outsiders> MakeAsync(ShopWithPeople people)
    {
        var disabled = await people.Shop.AccountAsync();
        var change = await people.Shop.SendAsync("PATCH", $"/v1/users/{disabled.Id}", people.Admin, """{"status":"disabled"}""");
        Assert.True(change.Status == 200, change.Text);
        var longAgo = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(16);
        var (with, without) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var scope in Scopes)
        {
            with[scope] = await KeyAsync(people, scope);
            without[scope] = await KeyAsync(people, [.. Scopes.Where(other => other != scope)]);
        }

        return new Outsiders(
            disabled.Token,
            await TokenForge.IssueAsync(people.Shop.Stack.SecretKey, Guid.Parse(people.Ann.Id), longAgo),
            with,
            without,
            await KeyAsync(people, [.. Scopes]));
    }

    /// <summary>A new key's secret.</summary>
    public static async Task<string> KeyAsync(ShopWithPeople people, params string[] scopes)
    {
        var body = new JsonObject { ["name"] = "Till", ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) };
        var made = await people.Shop.PostAsync("/v1/api-keys", people.Admin, body);
        Assert.True(made.Status == 201, made.Text);
        return (string)made.Json["key"]!;
    }
}
