using Shop.Data.ApiKeys;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.ApiKeys;

[Collection(SharedShop.Name)]
public sealed class ApiKeyStoreTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_key_is_found_until_it_is_revoked()
    {
        var made = await MakeAsync(NewKey());

        var found = await FindAsync(made.Id);
        var revoked = await RevokeAsync(made.Id);

        Assert.Equal((made.Name, made.Hash, "catalog:read stock:write"), (found!.Name, found.Hash, string.Join(' ', found.Scopes)));
        Assert.IsType<RevokeApiKeyResult.Revoked>(revoked);
        Assert.Null(await FindAsync(made.Id));
        Assert.IsType<RevokeApiKeyResult.NotFound>(await RevokeAsync(made.Id));
    }

    [Fact]
    public async Task A_replay_answers_the_first_key_and_its_sealed_secret()
    {
        var (operation, first, second) = (Operation(key: Unique("key")), NewKey(), NewKey());

        Assert.IsType<CreateApiKeyResult.Created>(await shop.ApiKeys.CreateAsync(first, operation, CancellationToken.None));
        var replay = Assert.IsType<CreateApiKeyResult.Created>(
            await shop.ApiKeys.CreateAsync(second, operation with { Id = Unique("request") }, CancellationToken.None));

        Assert.Equal((first.Id, first.Sealed, true), (replay.Key.Id, replay.Sealed, replay.Written.Replayed));
        Assert.Null(await FindAsync(second.Id));
    }

    [Fact]
    public async Task Another_version_is_not_revoked()
    {
        var made = await MakeAsync(NewKey());

        var refused = await shop.ApiKeys.RevokeAsync(made.Id, "7", Operation(), CancellationToken.None);

        Assert.Equal("1", Assert.IsType<RevokeApiKeyResult.PreconditionFailed>(refused).CurrentVersion);
    }

    [Fact]
    public async Task The_latest_use_is_noted_and_brings_no_revoked_key_back()
    {
        var (kept, gone, late) = (await MakeAsync(NewKey()), await MakeAsync(NewKey()), DateTimeOffset.FromUnixTimeMilliseconds(2_000_000_000_000));
        await RevokeAsync(gone.Id);

        await shop.ApiKeys.NoteUseAsync([(kept.Id, late), (gone.Id, late)], CancellationToken.None);
        await shop.ApiKeys.NoteUseAsync([(kept.Id, late.AddMinutes(-1))], CancellationToken.None);

        Assert.Equal(late, (await FindAsync(kept.Id))!.LastUsedAt);
        Assert.Null(await FindAsync(gone.Id));
    }

    [Fact]
    public async Task A_list_is_walked_in_the_order_of_creation()
    {
        Guid[] made = [(await MakeAsync(NewKey())).Id, (await MakeAsync(NewKey())).Id, (await MakeAsync(NewKey())).Id];

        var walked = await WalkAsync(after => shop.ApiKeys.ListAsync(
            new PageQuery(2, after, Descending: false, IncludeTotal: false), new Consistency(), CancellationToken.None));

        // Those of one millisecond are in the order of their ids.
        Assert.Equal(made.OrderBy(id => id.ToString(), StringComparer.Ordinal), walked.Select(key => key.Id).Where(made.Contains));
    }

    private static NewApiKey NewKey()
    {
        var id = Guid.CreateVersion7();
        return new NewApiKey(id, "Warehouse", [ApiKeyScope.CatalogRead, ApiKeyScope.StockWrite], Unique("hash"), Unique("sealed"), ExpiresAt: null, CreatedBy: id);
    }

    private async Task<ApiKey> MakeAsync(NewApiKey key) =>
        Assert.IsType<CreateApiKeyResult.Created>(await shop.ApiKeys.CreateAsync(key, Operation(), CancellationToken.None)).Key;

    private Task<ApiKey?> FindAsync(Guid id) => shop.ApiKeys.FindAsync(id, new Consistency(), CancellationToken.None);

    private Task<RevokeApiKeyResult> RevokeAsync(Guid id) => shop.ApiKeys.RevokeAsync(id, "", Operation(), CancellationToken.None);
}
