using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

[Collection(SharedShop.Name)]
public sealed class UserStoreTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_new_user_is_read_as_written()
    {
        var user = await shop.UserAsync();

        Assert.Equal(user, await shop.Users.FindAsync(user.Id, new Consistency(), CancellationToken.None));
        Assert.Equal(user, await shop.Users.FindByEmailAsync(user.Email, CancellationToken.None));
        Assert.Equal(1, user.Version);
    }

    [Fact]
    public async Task An_unknown_user_is_null()
    {
        Assert.Null(await shop.Users.FindAsync(Guid.CreateVersion7(), new Consistency(), CancellationToken.None));
        Assert.Null(await shop.Users.FindByEmailAsync("nobody@example.com", CancellationToken.None));
    }

    [Fact]
    public async Task One_email_registered_in_parallel_makes_one_user()
    {
        var user = NewUser();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Users.CreateAsync(user, Operation(), CancellationToken.None)));

        Assert.Single(results.OfType<CreateUserResult.Created>());
        Assert.Equal(19, results.OfType<CreateUserResult.EmailTaken>().Count());
    }

    [Fact]
    public async Task The_same_operation_makes_one_user_and_the_same_answer()
    {
        var (user, operation) = (NewUser(), Operation("key-" + Unique("k")));

        var first = Assert.IsType<CreateUserResult.Created>(await shop.Users.CreateAsync(user, operation, CancellationToken.None));
        var resent = Assert.IsType<CreateUserResult.Created>(await shop.Users.CreateAsync(user, operation, CancellationToken.None));
        var retried = Assert.IsType<CreateUserResult.Created>(
            await shop.Users.CreateAsync(user, operation with { Id = Unique("other-request") }, CancellationToken.None));
        var reused = await shop.Users.CreateAsync(user, operation with { Fingerprint = "another" }, CancellationToken.None);

        Assert.Equal(first.User, resent.User);
        Assert.Equal(first.User, retried.User);
        Assert.False(resent.Written.Replayed);
        Assert.True(retried.Written.Replayed);
        Assert.IsType<CreateUserResult.KeyReused>(reused);
    }

    [Fact]
    public async Task A_resent_change_of_a_user_that_was_erased_meanwhile_finds_nobody()
    {
        var (user, creating, replacing) = (NewUser(), Operation(), Operation());
        var created = Assert.IsType<CreateUserResult.Created>(await shop.Users.CreateAsync(user, creating, CancellationToken.None)).User;
        var same = Same(created);
        await shop.Users.ReplaceAsync(created.Id, same, "", replacing, CancellationToken.None);
        Assert.IsType<EraseUserResult.Erased>(await EraseAsync(created));

        Assert.IsType<CreateUserResult.NotFound>(await shop.Users.CreateAsync(user, creating, CancellationToken.None));
        Assert.IsType<ReplaceUserResult.NotFound>(
            await shop.Users.ReplaceAsync(created.Id, same, "", replacing, CancellationToken.None));
        Assert.Null(await shop.Users.FindByEmailAsync(user.Email, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_admin_is_created_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            shop.Users.CreateFirstAdminAsync(NewUser(UserRole.Admin), Operation(), CancellationToken.None)));

        Assert.True(results.OfType<CreateUserResult.Created>().Count() <= 1);
        Assert.True(results.OfType<CreateUserResult.AdminExists>().Count() >= 4);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_a_present_one_replaces()
    {
        var user = await shop.UserAsync();

        var replaced = Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user) with { FirstName = "Bea" }, "1"));
        var stale = Assert.IsType<ReplaceUserResult.PreconditionFailed>(await ReplaceAsync(user, Same(user) with { FirstName = "Cleo" }, "1"));

        Assert.Equal((2, "Bea"), (replaced.User.Version, replaced.User.FirstName));
        Assert.Equal("2", stale.CurrentVersion);
        Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user), "7 2"));
        Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user), "*"));
    }

    [Fact]
    public async Task Replacing_with_the_same_keeps_the_version()
    {
        var user = await shop.UserAsync();

        var replaced = Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user)));

        Assert.Equal(user, replaced.User);
    }

    [Fact]
    public async Task A_changed_email_is_free_again_and_a_taken_one_is_refused()
    {
        var (user, other) = (await shop.UserAsync(), await shop.UserAsync());
        var moved = Same(user) with { Email = NewUser().Email };

        Assert.IsType<ReplaceUserResult.EmailTaken>(await ReplaceAsync(user, Same(user) with { Email = other.Email }));
        Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, moved));

        Assert.Null(await shop.Users.FindByEmailAsync(user.Email, CancellationToken.None));
        Assert.Equal(user.Id, (await shop.Users.FindByEmailAsync(moved.Email, CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task A_change_of_role_ends_the_sessions()
    {
        var user = await shop.UserAsync();

        var disabled = Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user) with { Status = UserStatus.Disabled }));
        var renamed = Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(user, Same(user) with { LastName = "Moe" }));

        Assert.Equal(user.Sessions + 1, disabled.User.Sessions);
        Assert.Equal(disabled.User.Sessions, renamed.User.Sessions);
        Assert.Equal(UserStatus.Disabled, renamed.User.Status);
    }

    [Fact]
    public async Task An_unknown_user_is_neither_replaced_nor_erased()
    {
        var nobody = (await shop.UserAsync()) with { Id = Guid.CreateVersion7() };

        Assert.IsType<ReplaceUserResult.NotFound>(await ReplaceAsync(nobody, Same(nobody)));
        Assert.IsType<EraseUserResult.NotFound>(await shop.Users.EraseAsync(nobody.Id, "", Operation(), CancellationToken.None));
    }

    [Fact]
    public async Task Erasing_leaves_the_purchases_under_a_pseudonym_and_nothing_else()
    {
        var (user, product) = (await shop.UserAsync(), await shop.ProductAsync(stock: 5));
        var buying = Buying(user, (product, 1)) with { Note = "ring twice", ShippingAddress = new("Ann", "Road 1", null, "Town", "1", "DE") };
        var operation = Operation("key-" + Unique("k"));
        var purchase = Assert.IsType<PlacePurchaseResult.Placed>(await shop.PlaceAsync(buying, operation)).Purchase;
        Assert.IsType<EraseUserResult.UserHasOpenPurchases>(await EraseAsync(user));
        await shop.Purchases.CancelAsync(purchase.Id, user.Id, "customer", null, "", Operation(), CancellationToken.None);
        Assert.IsType<EraseUserResult.PreconditionFailed>(await shop.Users.EraseAsync(user.Id, "9", Operation(), CancellationToken.None));

        Assert.IsType<EraseUserResult.Erased>(await EraseAsync(user));

        var kept = (await shop.Purchases.FindAsync(purchase.Id, new Consistency(), CancellationToken.None))!;
        Assert.NotEqual(user.Id, kept.UserId);
        Assert.Null(kept.ShippingAddress);
        Assert.Null(kept.Note);
        Assert.Null(await shop.Users.FindByEmailAsync(user.Email, CancellationToken.None));
        Assert.False(await shop.ExistsAsync(Keys.Operation(operation)), "the remembered answer still holds the address");
        Assert.IsType<CreateUserResult.Created>(
            await shop.Users.CreateAsync(NewUser() with { Email = user.Email }, Operation(), CancellationToken.None));
    }

    private static UserReplacement Same(User user) => new(user.Email, user.FirstName, user.LastName, Role: null, Status: null);

    private Task<ReplaceUserResult> ReplaceAsync(User user, UserReplacement replacement, string ifMatch = "") =>
        shop.Users.ReplaceAsync(user.Id, replacement, ifMatch, Operation(), CancellationToken.None);

    private Task<EraseUserResult> EraseAsync(User user) => shop.Users.EraseAsync(user.Id, "", Operation(), CancellationToken.None);
}
