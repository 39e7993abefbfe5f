using Shop.Data.Audit;
using Shop.Data.Products;
using Shop.Data.Redis;
using Shop.Data.Tests.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Audit;

[Collection(SharedShop.Name)]
public sealed class AuditStoreTests(ShopOnRedis shop)
{
    private const string Address = "198.51.100.23";

    [Fact]
    public async Task A_change_writes_who_did_what_to_which_object_when_from_where_and_its_versions()
    {
        var (admin, user) = (Guid.CreateVersion7(), await shop.UserAsync());

        await ReplaceAsync(user, "Anna", Operation() with { Origin = new Origin(ActorKind.Admin, admin, "patchUser", Address) });

        var entry = Assert.Single((await ListAsync(new AuditFilter { Actor = admin })).Items);
        Assert.Equal((ActorKind.Admin, "patchUser", AuditObject.User, user.Id), (entry.ActorKind, entry.Action, entry.ObjectType, entry.ObjectId));
        Assert.Equal(("1", "2", Address, "replaced"), (entry.VersionBefore, entry.VersionAfter, entry.Address, entry.Outcome));
        Assert.InRange(entry.At, user.CreatedAt.AddMinutes(-1), user.CreatedAt.AddMinutes(1));
    }

    [Fact]
    public async Task A_replay_and_a_refusal_write_nothing()
    {
        var user = await shop.UserAsync();
        var operation = Operation(key: Unique("key"));
        await ReplaceAsync(user, "Anna", operation);

        await ReplaceAsync(user, "Anna", operation with { Id = Unique("request") });
        await shop.Users.ReplaceAsync(user.Id, Named(user, "Berta"), "99", Operation(), CancellationToken.None);

        var entries = (await ListAsync(new AuditFilter { ObjectId = user.Id })).Items;
        Assert.Equal(["replaced", "created"], entries.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task Stock_that_moves_is_a_change_of_the_products_tag()
    {
        var product = await shop.ProductAsync(stock: 5);

        await shop.Products.SetStockAsync(product.Id, new StockCount(7, "count", "tester"), "", Operation(), CancellationToken.None);

        var entries = (await ListAsync(new AuditFilter { ObjectType = AuditObject.Product, ObjectId = product.Id })).Items;
        Assert.Equal([("1.1", "1.2"), (null, "1.1")], entries.Select(entry => (entry.VersionBefore, entry.VersionAfter!)));
    }

    [Fact]
    public async Task Filters_and_pages_find_what_they_say_in_both_directions()
    {
        var (admin, user) = (Guid.CreateVersion7(), await shop.UserAsync());
        foreach (var name in new[] { "A", "B", "C", "D", "E" })
        {
            var action = name is "C" ? "putUser" : "patchUser";
            await ReplaceAsync(user, name, Operation() with { Origin = new Origin(ActorKind.Admin, admin, action, Address) });
        }

        var filter = new AuditFilter { Actor = admin };
        var all = (await ListAsync(filter)).Items;
        var forwards = await WalkAsync(after => ListAsync(filter, after, limit: 2, descending: false));
        var backwards = await WalkAsync(after => ListAsync(filter, after, limit: 2));
        var action1 = (await ListAsync(filter with { Action = "putUser" })).Items;
        var between = (await ListAsync(filter with { After = all[^1].At, Before = all[0].At })).Items;

        Assert.Equal(["2", "3", "4", "5", "6"], forwards.Select(entry => entry.VersionAfter));
        Assert.Equal(Enumerable.Reverse(forwards), backwards);
        Assert.Equal("4", Assert.Single(action1).VersionAfter);
        Assert.All(between, entry => Assert.InRange(entry.At, all[^1].At.AddMilliseconds(1), all[0].At.AddMilliseconds(-1)));
        Assert.Equal(all.Count(entry => entry.At > all[^1].At && entry.At < all[0].At), between.Count);
        Assert.Equal(5, (await ListAsync(filter, total: true)).Total);
    }

    [Fact]
    public async Task Of_an_erased_person_neither_id_nor_address_is_left()
    {
        var user = await shop.UserAsync();
        var origin = new Origin(ActorKind.Customer, user.Id, "putUser", "203.0.113.77");
        await ReplaceAsync(user, "Anna", Operation() with { Origin = origin });
        var admin = new Origin(ActorKind.Admin, Guid.CreateVersion7(), "patchUser", Address);
        await ReplaceAsync(user, "Berta", Operation() with { Origin = admin });

        Assert.IsType<EraseUserResult.Erased>(await shop.Users.EraseAsync(
            user.Id, "", Operation() with { Origin = origin with { Action = "eraseUser" } }, CancellationToken.None));

        var stored = await shop.Reads.ReadMasterAsync(batch => batch.HashGetAllAsync("audit"));
        Assert.DoesNotContain(stored, entry => ((string)entry.Value!).Contains(user.Id.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(stored, entry => ((string)entry.Value!).Contains("203.0.113.77", StringComparison.Ordinal));
        Assert.False(await shop.Reads.ReadMasterAsync(batch => batch.KeyExistsAsync($"user:{{{user.Id}}}:audit")));
        var byAdmin = Assert.Single((await ListAsync(new AuditFilter { Actor = admin.Actor })).Items);
        var pseudonym = byAdmin.ObjectId;
        Assert.NotEqual(user.Id, pseudonym);
        var own = (await ListAsync(new AuditFilter { Actor = pseudonym })).Items;
        Assert.Equal([("eraseUser", null), ("putUser", null)], own.Select(entry => (entry.Action, entry.Address)));
    }

    [Fact]
    public async Task The_oldest_entry_goes_when_there_are_100_000_newer_ones()
    {
        var user = await shop.UserAsync();
        var first = (await ListAsync(new AuditFilter { ObjectId = user.Id })).Items[0].Sequence;
        var next = 1 + (long)await shop.Reads.ReadMasterAsync(batch => batch.HashGetAsync("audit", "sequence"));

        // As if 100 000 changes had been made meanwhile, by entries that are there already.
        const string Fill = """
            local sequence = tonumber(redis.call('HGET', KEYS[1], 'sequence'))
            local packed = redis.call('HGET', KEYS[1], ARGV[1])
            local entry = cmsgpack.unpack(packed)
            for i = sequence + 1, sequence + 100000 do
              entry.sequence = i
              redis.call('HSET', KEYS[1], i, cmsgpack.pack(entry))
            end
            redis.call('HSET', KEYS[1], 'sequence', sequence + 100000)
            for i = 1, sequence do redis.call('HDEL', KEYS[1], i) end
            """;
        await shop.EvalAsync(Fill, ["audit"], first);
        await ReplaceAsync(user, "Anna", Operation());

        var newest = await ListAsync(new AuditFilter { ObjectId = user.Id }, limit: 1);
        var oldest = await ListAsync(new AuditFilter(), limit: 1, descending: false);
        var length = await shop.Reads.ReadMasterAsync(batch => batch.HashLengthAsync("audit"));

        Assert.True(newest.Items[0].Sequence >= next + 100_000);
        Assert.Equal(100_000 + 1, length); // and the sequence itself
        Assert.Equal(newest.Items[0].Sequence - 99_999, oldest.Items[0].Sequence);
    }

    private static UserReplacement Named(User user, string name) => new(user.Email, name, user.LastName, Role: null, Status: null);

    private async Task ReplaceAsync(User user, string name, Operation operation) => Assert.IsType<ReplaceUserResult.Replaced>(
        await shop.Users.ReplaceAsync(user.Id, Named(user, name), "", operation, CancellationToken.None));

    private Task<PageOf<AuditEntry>> ListAsync(
        AuditFilter filter, string? after = null, int limit = 100, bool descending = true, bool total = false) =>
        shop.Changes.ListAsync(filter, new PageQuery(limit, after, descending, total, "at"), new Consistency(), CancellationToken.None);
}
