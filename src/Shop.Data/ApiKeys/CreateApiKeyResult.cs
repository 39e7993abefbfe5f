using Shop.Data.Redis;

namespace Shop.Data.ApiKeys;

/// <summary>What making an API key can come to: the codes of CreateApiKey.lua.</summary>
public abstract record CreateApiKeyResult
{
    /// <param name="Sealed">The secret, as the API has sealed it.</param>
    public sealed record Created(ApiKey Key, string Sealed, Written Written) : CreateApiKeyResult;

    /// <summary>An earlier try of the same operation made the key, which was revoked since.</summary>
    public sealed record NotFound : CreateApiKeyResult;

    public sealed record KeyReused : CreateApiKeyResult;
}
