using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

[Collection(SharedShop.Name)]
public sealed class SessionStoreTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_refresh_token_works_once_and_lives_30_days_from_each_use()
    {
        var first = await OpenSession.StartAsync(shop, await shop.UserAsync());

        var second = await first.RefreshedAsync();
        var third = await second.RefreshedAsync();

        Assert.Equal(first.User, await third.FindUserAsync());
        Assert.InRange((await shop.TimeToLiveAsync(KeyOf(third)))!.Value, TimeSpan.FromDays(29), SessionStore.Lifetime);
        Assert.InRange((await shop.TimeToLiveAsync(Keys.UserSessions(first.User.Id)))!.Value, TimeSpan.FromDays(29), SessionStore.Lifetime);
    }

    [Fact]
    public async Task A_second_use_ends_the_session_and_its_access_tokens()
    {
        var first = await OpenSession.StartAsync(shop, await shop.UserAsync());
        var second = await first.RefreshedAsync();
        var elsewhere = await OpenSession.StartAsync(shop, first.User);

        Assert.IsType<RefreshSessionResult.Reused>(await first.RefreshAsync());

        Assert.IsType<RefreshSessionResult.Reused>(await second.RefreshAsync());
        Assert.Null(await second.FindUserAsync());
        Assert.Equal([elsewhere.Id.ToString()], await shop.SessionsOfAsync(first.User));
        await elsewhere.RefreshedAsync();
    }

    [Fact]
    public async Task A_token_that_was_made_up_ends_nothing()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());

        Assert.IsType<RefreshSessionResult.Unknown>(await (session with { Token = "made up" }).RefreshAsync(isOurs: false));
        await (session with { Token = "made up" }).LogOutAsync(isOurs: false);

        await session.RefreshedAsync();
    }

    [Fact]
    public async Task The_token_that_counts_works_whatever_its_seal()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());

        Assert.IsType<RefreshSessionResult.Refreshed>(await session.RefreshAsync(isOurs: false));
    }

    [Fact]
    public async Task An_expired_session_is_unknown()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());
        await shop.ExpireAsync(KeyOf(session));

        Assert.IsType<RefreshSessionResult.Unknown>(await session.RefreshAsync());
    }

    [Fact]
    public async Task Of_20_parallel_uses_one_gets_a_pair_and_the_session_ends()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => session.RefreshAsync()));

        Assert.Single(results.OfType<RefreshSessionResult.Refreshed>());
        Assert.Equal(19, results.OfType<RefreshSessionResult.Reused>().Count());
        Assert.Empty(await shop.SessionsOfAsync(session.User));
    }

    [Fact]
    public async Task One_operation_sent_20_times_gets_one_pair_and_the_session_goes_on()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());
        var operation = Operation() with { FromClient = false };

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => session.RefreshAsync(operation: operation)));

        var pairs = results.Select(result => Assert.IsType<RefreshSessionResult.Refreshed>(result).SealedPair);
        Assert.Single(pairs.Distinct(StringComparer.Ordinal));
        Assert.Equal([session.Id.ToString()], await shop.SessionsOfAsync(session.User));
    }

    [Fact]
    public async Task One_log_in_sent_twice_opens_one_session()
    {
        var (user, operation) = (await shop.UserAsync(), Operation());

        var first = await shop.Sessions.LogInAsync(
            OpenSession.Right(user), OpenSession.Tokens(user, Guid.CreateVersion7()), operation, CancellationToken.None);
        var resent = await shop.Sessions.LogInAsync(
            OpenSession.Right(user), OpenSession.Tokens(user, Guid.CreateVersion7()), operation, CancellationToken.None);

        Assert.Equal(Assert.IsType<LogInResult.LoggedIn>(first).SealedPair, Assert.IsType<LogInResult.LoggedIn>(resent).SealedPair);
        Assert.Single(await shop.SessionsOfAsync(user));
    }

    [Fact]
    public async Task A_log_out_ends_the_session_with_its_newest_and_with_a_used_token()
    {
        var user = await shop.UserAsync();
        var (newest, used) = (await OpenSession.StartAsync(shop, user), await OpenSession.StartAsync(shop, user));
        var after = await used.RefreshedAsync();

        await newest.LogOutAsync();
        await used.LogOutAsync();

        Assert.IsType<RefreshSessionResult.Unknown>(await newest.RefreshAsync());
        Assert.IsType<RefreshSessionResult.Unknown>(await after.RefreshAsync());
        Assert.Null(await newest.FindUserAsync());
        Assert.Empty(await shop.SessionsOfAsync(user));
    }

    [Fact]
    public async Task A_log_out_everywhere_ends_every_session_and_raises_the_number()
    {
        var user = await shop.UserAsync();
        var (one, other) = (await OpenSession.StartAsync(shop, user), await OpenSession.StartAsync(shop, user));

        var result = await shop.Sessions.LogOutEverywhereAsync(user.Id, Operation(), CancellationToken.None);
        var nobody = await shop.Sessions.LogOutEverywhereAsync(Guid.CreateVersion7(), Operation(), CancellationToken.None);

        Assert.IsType<LogOutEverywhereResult.LoggedOut>(result);
        Assert.IsType<LogOutEverywhereResult.NotFound>(nobody);
        Assert.IsType<RefreshSessionResult.Unknown>(await one.RefreshAsync());
        Assert.IsType<RefreshSessionResult.Unknown>(await other.RefreshAsync());
        Assert.Equal(user.Sessions + 1, (await one.FindUserAsync())!.Sessions);
    }

    [Fact]
    public async Task The_hundred_and_first_session_ends_the_one_unused_for_longest()
    {
        var user = await shop.UserAsync();
        var first = await OpenSession.StartAsync(shop, user);
        var second = await OpenSession.StartAsync(shop, user);
        await Task.WhenAll(Enumerable.Range(0, 98).Select(_ => OpenSession.StartAsync(shop, user)));
        var used = await first.RefreshedAsync();

        await OpenSession.StartAsync(shop, user);

        Assert.Equal(100, (await shop.SessionsOfAsync(user)).Length);
        Assert.IsType<RefreshSessionResult.Unknown>(await second.RefreshAsync());
        await used.RefreshedAsync();
    }

    [Fact]
    public async Task Erasing_a_user_or_changing_the_rights_ends_the_sessions()
    {
        var (erased, disabled, renamed) = (await StartAsync(), await StartAsync(), await StartAsync());

        await shop.Users.EraseAsync(erased.User.Id, "", Operation(), CancellationToken.None);
        await ReplaceAsync(disabled.User, new(disabled.User.Email, "Ann", "Lee", Role: null, UserStatus.Disabled));
        await ReplaceAsync(renamed.User, new(renamed.User.Email, "Bea", "Lee", Role: null, Status: null));

        Assert.IsType<RefreshSessionResult.Unknown>(await erased.RefreshAsync());
        Assert.IsType<RefreshSessionResult.Unknown>(await disabled.RefreshAsync());
        Assert.False(await shop.ExistsAsync(KeyOf(erased)), "the session is still there");
        Assert.False(await shop.ExistsAsync(Keys.UserSessions(erased.User.Id)), "the index of sessions is still there");
        await renamed.RefreshedAsync();
    }

    [Fact]
    public async Task A_disabled_user_and_a_password_changed_meanwhile_are_refused()
    {
        var user = await shop.UserAsync();
        var outdated = OpenSession.Right(user) with { FittingHash = "the hash before" };

        Assert.IsType<LogInResult.WrongPassword>(await LogInAsync(user, outdated));
        await ReplaceAsync(user, new(user.Email, "Ann", "Lee", Role: null, UserStatus.Disabled));
        Assert.IsType<LogInResult.AccountDisabled>(await LogInAsync(user, OpenSession.Right(user)));
    }

    [Fact]
    public async Task The_same_operation_with_another_body_is_a_reused_key()
    {
        var session = await StartAsync();
        var operation = Operation();
        await session.RefreshAsync(operation: operation);

        Assert.IsType<RefreshSessionResult.KeyReused>(await session.RefreshAsync(operation: operation with { Fingerprint = "another" }));
    }

    private async Task<OpenSession> StartAsync() => await OpenSession.StartAsync(shop, await shop.UserAsync());

    private Task<LogInResult> LogInAsync(User user, LogInAttempt attempt) =>
        shop.Sessions.LogInAsync(attempt, OpenSession.Tokens(user, Guid.CreateVersion7()), Operation(), CancellationToken.None);

    private Task<ReplaceUserResult> ReplaceAsync(User user, UserReplacement replacement) =>
        shop.Users.ReplaceAsync(user.Id, replacement, "", Operation(), CancellationToken.None);

    private static string KeyOf(OpenSession session) => Keys.UserSession(session.User.Id, session.Id);
}
