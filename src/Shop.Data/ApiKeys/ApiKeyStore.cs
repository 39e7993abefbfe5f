using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.ApiKeys;

/// <summary>
/// The API keys. Reads come from the read set; changes are acknowledged when every live replica has them, so a key that was revoked is refused
/// everywhere. During a failover both wait; past the hold they throw <see cref="RedisUnavailableException"/>.
/// </summary>
public sealed class ApiKeyStore
{
    private static readonly LuaScript CreateApiKey = LuaScript.Load(nameof(CreateApiKey));
    private static readonly LuaScript RevokeApiKey = LuaScript.Load(nameof(RevokeApiKey));
    private static readonly LuaScript NoteApiKeyUse = LuaScript.Load(nameof(NoteApiKeyUse));
    private static readonly LuaScript FindApiKeys = LuaScript.Load(nameof(FindApiKeys));

    private readonly CommitQueue _commits;
    private readonly Reads _reads;
    private readonly TimeProvider _time;

    internal ApiKeyStore(CommitQueue commits, Reads reads, TimeProvider time) => (_commits, _reads, _time) = (commits, reads, time);

    /// <summary>The key, or null when there is none of that id.</summary>
    public async Task<ApiKey?> FindAsync(Guid id, Consistency consistency, CancellationToken cancellationToken)
    {
        var (fields, _) = await _reads.ReadHashAsync(Keys.ApiKey(id), consistency, cancellationToken);
        return fields.IsEmpty ? null : ApiKey.From(fields);
    }

    /// <summary>One page of the keys, by time of creation.</summary>
    public Task<PageOf<ApiKey>> ListAsync(PageQuery page, Consistency consistency, CancellationToken cancellationToken) =>
        _reads.FindAsync(FindApiKeys, [Keys.ApiKeys], page, [], (fields, _) => ApiKey.From(fields), consistency, cancellationToken);

    public async Task<CreateApiKeyResult> CreateAsync(NewApiKey key, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            CreateApiKey,
            operation,
            [Keys.ApiKey(key.Id), Keys.ApiKeys],
            [
                key.Id.ToString(), key.Name, string.Join(' ', key.Scopes), key.Hash,
                key.ExpiresAt is { } end ? end.ToUnixTimeMilliseconds() : "", key.CreatedBy.ToString(),
                _time.GetUtcNow().ToUnixTimeMilliseconds(), key.Sealed,
            ],
            cancellationToken);
        return reply.Code switch
        {
            "created" => new CreateApiKeyResult.Created(ApiKey.From(HashFields.Of(reply.Values[1..])), reply.Values[0], reply.Written),
            "not_found" => new CreateApiKeyResult.NotFound(),
            "key_reused" => new CreateApiKeyResult.KeyReused(),
            _ => throw reply.Unexpected(CreateApiKey),
        };
    }

    public async Task<RevokeApiKeyResult> RevokeAsync(Guid id, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            RevokeApiKey, operation, [Keys.ApiKey(id), Keys.ApiKeys], [ifMatch, id.ToString()], cancellationToken);
        return reply.Code switch
        {
            "revoked" => new RevokeApiKeyResult.Revoked(reply.Written),
            "not_found" => new RevokeApiKeyResult.NotFound(),
            "precondition_failed" => new RevokeApiKeyResult.PreconditionFailed(reply.Values[0]),
            "key_reused" => new RevokeApiKeyResult.KeyReused(),
            _ => throw reply.Unexpected(RevokeApiKey),
        };
    }

    /// <summary>Notes when keys were used; the later time counts. Sent twice it changes nothing more.</summary>
    public Task NoteUseAsync(IReadOnlyCollection<(Guid Id, DateTimeOffset At)> uses, CancellationToken cancellationToken) => _commits.CommitAsync(
        NoteApiKeyUse,
        [.. uses.Select(use => (RedisKey)Keys.ApiKey(use.Id))],
        [.. uses.Select(use => (RedisValue)use.At.ToUnixTimeMilliseconds())],
        cancellationToken);
}
