using Shop.Api.Auth;
using Shop.Data.ApiKeys;
using Shop.Data.Redis;

namespace Shop.Api.ApiKeys;

/// <summary>The API keys as they stand now.</summary>
internal sealed class StoredApiKeys(ApiKeyStore keys, ApiKeyUses uses) : IApiKeys
{
    public async ValueTask<KnownKey?> FindAsync(Guid id, CancellationToken ct) =>
        await keys.FindAsync(id, new Consistency(), ct) is { } key ? new KnownKey(key.Hash, key.Scopes, key.ExpiresAt) : null;

    public void NoteUse(Guid id) => uses.Note(id);
}
