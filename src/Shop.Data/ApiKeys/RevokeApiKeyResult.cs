using Shop.Data.Redis;

namespace Shop.Data.ApiKeys;

/// <summary>What ending an API key can come to: the codes of RevokeApiKey.lua.</summary>
public abstract record RevokeApiKeyResult
{
    public sealed record Revoked(Written Written) : RevokeApiKeyResult;

    public sealed record NotFound : RevokeApiKeyResult;

    public sealed record PreconditionFailed(string CurrentVersion) : RevokeApiKeyResult;

    public sealed record KeyReused : RevokeApiKeyResult;
}
