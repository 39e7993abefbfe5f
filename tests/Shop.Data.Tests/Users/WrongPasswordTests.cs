using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

[Collection(SharedShop.Name)]
public sealed class WrongPasswordTests(ShopOnRedis shop)
{
    [Fact]
    public async Task After_5_failures_the_right_password_is_refused_too_until_15_minutes_have_passed()
    {
        var user = await shop.UserAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<LogInResult.WrongPassword>(await LogInAsync(user, OpenSession.Wrong(user.Email)));
        }

        var refused = Assert.IsType<LogInResult.TooManyFailures>(await LogInAsync(user, OpenSession.Right(user)));
        var ahead = await shop.Sessions.FindRetryAfterAsync(user.Email, OpenSession.Address, CancellationToken.None);
        var elsewhere = await LogInAsync(user, OpenSession.Right(user) with { Address = "198.51.100.8" });
        await shop.ForgetWrongPasswordsAsync(user.Email, OpenSession.Address);
        var later = await LogInAsync(user, OpenSession.Right(user));

        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Assert.InRange(ahead!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Assert.IsType<LogInResult.LoggedIn>(elsewhere);
        Assert.IsType<LogInResult.LoggedIn>(later);
        Assert.Null(await shop.Sessions.FindRetryAfterAsync(user.Email, OpenSession.Address, CancellationToken.None));
    }

    [Fact]
    public async Task Of_20_parallel_wrong_guesses_5_are_judged_for_an_unknown_email_too()
    {
        var nobody = (await shop.UserAsync()) with { Id = Guid.Empty, Email = NewUser().Email };

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LogInAsync(nobody, OpenSession.Wrong(nobody.Email))));

        Assert.Equal(5, results.OfType<LogInResult.WrongPassword>().Count());
        Assert.Equal(15, results.OfType<LogInResult.TooManyFailures>().Count());
    }

    [Fact]
    public async Task A_success_clears_the_count()
    {
        var user = await shop.UserAsync();
        for (var i = 0; i < 4; i++)
        {
            await LogInAsync(user, OpenSession.Wrong(user.Email));
        }

        Assert.IsType<LogInResult.LoggedIn>(await LogInAsync(user, OpenSession.Right(user)));

        Assert.False(await shop.ExistsAsync(Keys.WrongPasswords(user.Email, OpenSession.Address)), "failures are still counted");
    }

    [Fact]
    public async Task A_failure_sent_again_counts_once_but_another_guess_does_not_hide_behind_it()
    {
        var user = await shop.UserAsync();
        var operation = Operation();
        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<LogInResult.WrongPassword>(await LogInAsync(user, OpenSession.Wrong(user.Email), operation));
        }

        for (var i = 0; i < 4; i++)
        {
            await LogInAsync(user, OpenSession.Wrong(user.Email), operation with { Fingerprint = Unique("guess") });
        }

        Assert.IsType<LogInResult.TooManyFailures>(await LogInAsync(user, OpenSession.Right(user)));
    }

    [Fact]
    public async Task A_password_change_ends_the_sessions_and_happens_once()
    {
        var session = await OpenSession.StartAsync(shop, await shop.UserAsync());
        var (user, operation) = (session.User, Operation("key-" + Unique("k")));

        var changed = await ChangeAsync(user, user.PasswordHash, operation: operation);
        var replayed = await ChangeAsync(user, fittingHash: null, operation: operation with { Id = Unique("other-request") });

        Assert.False(Assert.IsType<ChangePasswordResult.Changed>(changed).Written.Replayed);
        Assert.True(Assert.IsType<ChangePasswordResult.Changed>(replayed).Written.Replayed);
        var now = (await shop.Users.FindAsync(user.Id, new Consistency(), CancellationToken.None))!;
        Assert.Equal(("new hash", user.Version + 1, user.Sessions + 1), (now.PasswordHash, now.Version, now.Sessions));
        Assert.IsType<RefreshSessionResult.Unknown>(await session.RefreshAsync());
        Assert.IsType<LogInResult.WrongPassword>(await LogInAsync(user, OpenSession.Right(user)));
    }

    [Fact]
    public async Task A_wrong_present_password_counts_as_at_log_in()
    {
        var user = await shop.UserAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<ChangePasswordResult.WrongPassword>(await ChangeAsync(user, fittingHash: null));
        }

        Assert.IsType<ChangePasswordResult.TooManyFailures>(await ChangeAsync(user, user.PasswordHash));
        Assert.IsType<LogInResult.TooManyFailures>(await LogInAsync(user, OpenSession.Right(user)));
        Assert.Equal(user, await shop.Users.FindAsync(user.Id, new Consistency(), CancellationToken.None));
    }

    [Fact]
    public async Task A_change_needs_the_version_and_the_user()
    {
        var user = await shop.UserAsync();

        var stale = Assert.IsType<ChangePasswordResult.PreconditionFailed>(await ChangeAsync(user, user.PasswordHash, ifMatch: "9"));
        var nobody = await ChangeAsync(user with { Id = Guid.CreateVersion7() }, user.PasswordHash);
        var operation = Operation("key-" + Unique("k"));
        await ChangeAsync(user, fittingHash: null, withoutCurrent: true, operation: operation);
        var reused = await ChangeAsync(user, fittingHash: null, operation: operation with { Fingerprint = "another" });

        Assert.Equal("1", stale.CurrentVersion);
        Assert.IsType<ChangePasswordResult.NotFound>(nobody);
        Assert.IsType<ChangePasswordResult.KeyReused>(reused);
        Assert.Equal("new hash", (await shop.Users.FindAsync(user.Id, new Consistency(), CancellationToken.None))!.PasswordHash);
    }

    private Task<LogInResult> LogInAsync(User user, LogInAttempt attempt, Operation? operation = null) => shop.Sessions.LogInAsync(
        attempt, OpenSession.Tokens(user, Guid.CreateVersion7()), operation ?? Operation(), CancellationToken.None);

    private Task<ChangePasswordResult> ChangeAsync(
        User user, string? fittingHash, string ifMatch = "", bool withoutCurrent = false, Operation? operation = null) =>
        shop.Users.ChangePasswordAsync(
            user.Id,
            new PasswordChange(user.Email, OpenSession.Address, fittingHash, withoutCurrent, "new hash"),
            ifMatch,
            operation ?? Operation(),
            CancellationToken.None);
}
