using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

[Collection(SharedShop.Name)]
public sealed class ListUsersTests(ShopOnRedis shop)
{
    [Fact]
    public async Task Users_are_sorted_by_time_and_by_email()
    {
        var made = new List<User>();
        foreach (var name in (string[])["zoe", "ann", "émile", "Ann2"])
        {
            made.Add(await shop.UserAsync(NewUser() with { Email = Unique(name).ToLowerInvariant() + "@example.com" }));
        }

        // Ids of one millisecond stand in the order of their text.
        made.Sort((left, right) => string.CompareOrdinal($"{left.Id}", $"{right.Id}"));
        Assert.Equal(made.Select(user => user.Id), Mine(await WalkAsync(new UserFilter(), descending: false)));
        Assert.Equal(Enumerable.Reverse(made).Select(user => user.Id), Mine(await WalkAsync(new UserFilter(), descending: true)));
        Assert.Equal(
            made.OrderBy(user => user.Email, StringComparer.Ordinal).Select(user => user.Id),
            Mine(await WalkAsync(new UserFilter(), descending: false, UserFilter.SortByEmail)));

        IEnumerable<Guid> Mine(IEnumerable<User> users) => users.Select(user => user.Id).Where(id => made.Exists(one => one.Id == id));
    }

    [Fact]
    public async Task Filters_follow_what_a_user_is_now()
    {
        var user = await shop.UserAsync();
        var email = $"{Unique("new")}@example.com";
        await shop.Users.ReplaceAsync(
            user.Id, new UserReplacement(email, "A", "B", UserRole.Admin, UserStatus.Disabled), "", Operation(), CancellationToken.None);

        Assert.Empty(await WalkAsync(new UserFilter(user.Email)));
        foreach (var sort in (string[])[PageQuery.CreatedAt, UserFilter.SortByEmail])
        {
            Assert.Equal(user.Id, Assert.Single(await WalkAsync(new UserFilter(email), descending: false, sort)).Id);
            Assert.Equal(user.Id, Assert.Single(await WalkAsync(new UserFilter(email, "admin", "disabled"), descending: false, sort)).Id);
            Assert.Empty(await WalkAsync(new UserFilter(email, "customer"), descending: false, sort));
            Assert.Contains(user.Id, (await WalkAsync(new UserFilter(null, "admin", "disabled"), descending: false, sort)).Select(one => one.Id));
            Assert.DoesNotContain(user.Id, (await WalkAsync(new UserFilter(Status: "active"), descending: false, sort)).Select(one => one.Id));
        }
    }

    [Fact]
    public async Task A_beginning_of_an_email_is_no_match()
    {
        var user = await shop.UserAsync();

        Assert.Empty(await WalkAsync(new UserFilter(user.Email[..^1])));
    }

    [Fact]
    public async Task An_erased_user_stands_in_no_index()
    {
        var user = await shop.UserAsync();

        await shop.Users.EraseAsync(user.Id, "", Operation(), CancellationToken.None);

        foreach (var index in (string[])["users", "users:email", "users:terms"])
        {
            Assert.DoesNotContain(await shop.MembersAsync(index), member => member.EndsWith(user.Id.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_count_is_of_the_filtered_list()
    {
        var before = await CountAsync(new UserFilter(Role: "admin"));
        await shop.UserAsync(UserRole.Admin);
        await shop.UserAsync();

        Assert.Equal(before + 1, await CountAsync(new UserFilter(Role: "admin")));
        Assert.Equal((await shop.MembersAsync("users")).Count, await CountAsync(new UserFilter()));
        Assert.Equal(before + 1, await CountAsync(new UserFilter(null, "admin", "active")) + await CountAsync(new UserFilter(null, "admin", "disabled")));
    }

    private async Task<long?> CountAsync(UserFilter filter) =>
        (await shop.Users.ListAsync(filter, new PageQuery(1, null, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None)).Total;

    private Task<List<User>> WalkAsync(UserFilter filter, bool descending = false, string sort = PageQuery.CreatedAt) =>
        ShopOnRedis.WalkAsync(after => shop.Users.ListAsync(
            filter, new PageQuery(3, after, descending, IncludeTotal: false, sort), new Consistency(), CancellationToken.None));
}
