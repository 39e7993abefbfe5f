using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data;
using Shop.Data.ApiKeys;

namespace Shop.Api.ApiKeys;

/// <summary>An API key to make.</summary>
[ReadOnlyFields("id", "lastUsedAt", "createdBy", "createdAt", "version", "key")]
internal sealed record ApiKeyRequest(string? Name, IReadOnlyList<string>? Scopes, string? ExpiresAt)
{
    public NewApiKey ToNewKey(Guid id, ApiKeySecret secret, Caller caller) => new(
        id, Name!, Scopes!, secret.Hash, secret.Sealed, ExpiresAt is null ? null : Rules.ReadTime(ExpiresAt), caller.Id);
}

/// <param name="Key">The secret, to be sent as X-Api-Key. It is shown when the key is made, and never again.</param>
internal sealed record ApiKeyResponse(
    Guid Id,
    string Name,
    [property: OneOf(typeof(ApiKeyScope))] IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    long Version,
    string? Key)
{
    public static ApiKeyResponse From(ApiKey key) => From(key, secret: null);

    public static ApiKeyResponse From(ApiKey key, string? secret) => new(
        key.Id, key.Name, key.Scopes, key.ExpiresAt, key.LastUsedAt, key.CreatedBy, key.CreatedAt, key.Version, secret);
}
