using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

/// <summary>A session and the refresh token that counts in it, as a client holds them.</summary>
internal sealed record OpenSession(ShopOnRedis Shop, User User, Guid Id, string Token)
{
    public const string Address = "198.51.100.7";

    public static async Task<OpenSession> StartAsync(ShopOnRedis shop, User user)
    {
        var tokens = Tokens(user, Guid.CreateVersion7());
        var result = await shop.Sessions.LogInAsync(Right(user), tokens, Operation(), CancellationToken.None);
        Assert.IsType<LogInResult.LoggedIn>(result);
        return new OpenSession(shop, user, tokens.Session, tokens.TokenHash);
    }

    public static LogInAttempt Right(User user) => new(user.Email, Address, user.PasswordHash);

    public static LogInAttempt Wrong(string email) => new(email, Address, FittingHash: null);

    public static SessionTokens Tokens(User user, Guid session) => new(user.Id, session, Unique("hash"), Unique("sealed"));

    public SentRefreshToken Sent(bool isOurs = true) => new(User.Id, Id, Token, isOurs);

    public Task<RefreshSessionResult> RefreshAsync(SessionTokens? next = null, Operation? operation = null, bool isOurs = true) =>
        Shop.Sessions.RefreshAsync(Sent(isOurs), next ?? Tokens(User, Id), operation ?? Operation(), CancellationToken.None);

    public async Task<OpenSession> RefreshedAsync()
    {
        var next = Tokens(User, Id);
        var refreshed = Assert.IsType<RefreshSessionResult.Refreshed>(await RefreshAsync(next));
        Assert.Equal(next.SealedPair, refreshed.SealedPair);
        return this with { Token = next.TokenHash };
    }

    public Task<LogOutResult> LogOutAsync(bool isOurs = true) =>
        Shop.Sessions.LogOutAsync(Sent(isOurs), Operation(), CancellationToken.None);

    /// <summary>What an access token of the session finds.</summary>
    public Task<User?> FindUserAsync() => Shop.Sessions.FindUserAsync(User.Id, Id, CancellationToken.None);
}
