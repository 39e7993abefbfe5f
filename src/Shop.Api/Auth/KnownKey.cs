namespace Shop.Api.Auth;

/// <summary>What must be known of an API key to let a call pass.</summary>
internal sealed record KnownKey(string Hash, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);

/// <summary>Finds API keys. It is asked on every call with one, so that a revoked one is refused at once, on both replicas.</summary>
internal interface IApiKeys
{
    /// <summary>Null when there is no such key, or none any more.</summary>
    ValueTask<KnownKey?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Costs the call nothing: it is written down later.</summary>
    void NoteUse(Guid id);
}
