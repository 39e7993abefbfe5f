using Shop.Data.Redis;

namespace Shop.Data.ApiKeys;

/// <summary>What a machine signs in with.</summary>
/// <param name="Name">What an administrator calls it.</param>
/// <param name="Scopes">What it may do, out of <see cref="ApiKeyScope"/>.</param>
/// <param name="Hash">All that is stored of the secret; never leaves the API.</param>
/// <param name="ExpiresAt">From then on it is refused; null means never.</param>
/// <param name="CreatedBy">The administrator who made it.</param>
/// <param name="LastUsedAt">To about a minute; null means never.</param>
public sealed record ApiKey(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    string Hash,
    DateTimeOffset? ExpiresAt,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    long Version)
{
    internal static ApiKey From(HashFields fields) => new(
        fields.Id("id"),
        fields["name"],
        fields["scopes"].Split(' '),
        fields["hash"],
        Moment(fields, "expiresAt"),
        fields.Id("createdBy"),
        fields.Time("createdAt"),
        Moment(fields, "lastUsedAt"),
        fields.Number("version"));

    private static DateTimeOffset? Moment(HashFields fields, string name) => fields[name].Length == 0 ? null : fields.Time(name);
}

/// <summary>An API key to make; the secret is already hashed, and sealed for the operation's record.</summary>
public sealed record NewApiKey(
    Guid Id, string Name, IReadOnlyList<string> Scopes, string Hash, string Sealed, DateTimeOffset? ExpiresAt, Guid CreatedBy);

/// <summary>What an API key can be allowed to do.</summary>
public static class ApiKeyScope
{
    public const string CatalogRead = "catalog:read";
    public const string CatalogWrite = "catalog:write";
    public const string StockWrite = "stock:write";
    public const string PurchasesRead = "purchases:read";
    public const string PurchasesWrite = "purchases:write";
    public const string UsersRead = "users:read";
}
