using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Users;

/// <summary>
/// The sessions: each log-in opens one, each use of its refresh token carries it on for 30 days. Reads come from the read set; changes are
/// acknowledged when every live replica has them, so a session that ended has ended everywhere. During a failover both wait; past the hold
/// they throw <see cref="RedisUnavailableException"/>.
/// </summary>
public sealed class SessionStore
{
    private static readonly LuaScript LogIn = LuaScript.Load(nameof(LogIn));
    private static readonly LuaScript RefreshSession = LuaScript.Load(nameof(RefreshSession));
    private static readonly LuaScript LogOut = LuaScript.Load(nameof(LogOut));
    private static readonly LuaScript LogOutEverywhere = LuaScript.Load(nameof(LogOutEverywhere));

    // The same as in throttle.lua.
    private const int MaxFailures = 5;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(15);

    private readonly CommitQueue _commits;
    private readonly Reads _reads;

    internal SessionStore(CommitQueue commits, Reads reads) => (_commits, _reads) = (commits, reads);

    /// <summary>How long a refresh token can be used. The same as in session.lua.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    /// <summary>The user, or null when there is none of that id or the session was logged out of.</summary>
    public async Task<User?> FindUserAsync(Guid userId, Guid session, CancellationToken cancellationToken)
    {
        string[] keys = [Keys.User(userId), Keys.UserSession(userId, session)];
        var rows = await Task.WhenAll(keys.Select(key => _reads.Rows.ReadAsync(key, new Consistency(), cancellationToken)));
        var (user, state) = (rows[0].Fields, rows[1].Fields);
        return user.IsEmpty || state.Find("ended") is not null ? null : User.From(user);
    }

    /// <summary>
    /// How long no password will be tried for the e-mail from there, or null: a look ahead that saves the work of hashing. The scripts
    /// decide.
    /// </summary>
    public async Task<TimeSpan?> FindRetryAfterAsync(string email, string address, CancellationToken cancellationToken)
    {
        var (failures, now) = await _reads.ReadAsync("ZRANGE", batch => FailuresAsync(batch, Keys.WrongPasswords(email, address)), new Consistency(), cancellationToken);
        var counted = failures.Select(failure => DateTimeOffset.FromUnixTimeMilliseconds((long)failure.Score) + FailureWindow)
            .Where(end => end > now).ToList();
        return counted.Count < MaxFailures ? null : counted[0] - now;
    }

    /// <summary>Opens a session for a right password, counts a wrong one.</summary>
    public async Task<LogInResult> LogInAsync(
        LogInAttempt attempt, SessionTokens tokens, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            LogIn,
            operation,
            [Keys.User(tokens.UserId), Keys.WrongPasswords(attempt.Email, attempt.Address)],
            [attempt.FittingHash ?? "", tokens.Session.ToString(), tokens.TokenHash, tokens.SealedPair],
            cancellationToken);
        return reply.Code switch
        {
            "logged_in" => new LogInResult.LoggedIn(UserOf(reply), reply.Values[0], reply.Written),
            "wrong_password" => new LogInResult.WrongPassword(),
            "too_many_failures" => new LogInResult.TooManyFailures(reply.Seconds),
            "account_disabled" => new LogInResult.AccountDisabled(),
            "key_reused" => new LogInResult.KeyReused(),
            _ => throw reply.Unexpected(LogIn),
        };
    }

    /// <summary>Trades a refresh token for the next one. One that was used before ends its session.</summary>
    public async Task<RefreshSessionResult> RefreshAsync(
        SentRefreshToken sent, SessionTokens next, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            RefreshSession,
            operation,
            [Keys.User(sent.UserId)],
            [sent.Session.ToString(), sent.Hash, sent.IsOurs ? "1" : "0", next.TokenHash, next.SealedPair],
            cancellationToken);
        return reply.Code switch
        {
            "refreshed" => new RefreshSessionResult.Refreshed(UserOf(reply), reply.Values[0], reply.Written),
            "reused" => new RefreshSessionResult.Reused(),
            "unknown" => new RefreshSessionResult.Unknown(),
            "key_reused" => new RefreshSessionResult.KeyReused(),
            _ => throw reply.Unexpected(RefreshSession),
        };
    }

    /// <summary>Ends the session of a refresh token, used or not; an unknown one changes nothing.</summary>
    public async Task<LogOutResult> LogOutAsync(SentRefreshToken sent, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            LogOut, operation, [Keys.User(sent.UserId)], [sent.Session.ToString(), sent.Hash, sent.IsOurs ? "1" : "0"], cancellationToken);
        return reply.Code switch
        {
            "logged_out" => new LogOutResult.LoggedOut(reply.Written),
            "key_reused" => new LogOutResult.KeyReused(),
            _ => throw reply.Unexpected(LogOut),
        };
    }

    /// <summary>Ends every session of a user and all access tokens.</summary>
    public async Task<LogOutEverywhereResult> LogOutEverywhereAsync(Guid userId, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(LogOutEverywhere, operation, [Keys.User(userId)], [], cancellationToken);
        return reply.Code switch
        {
            "logged_out" => new LogOutEverywhereResult.LoggedOut(reply.Written),
            "not_found" => new LogOutEverywhereResult.NotFound(),
            "key_reused" => new LogOutEverywhereResult.KeyReused(),
            _ => throw reply.Unexpected(LogOutEverywhere),
        };
    }

    private static async Task<(SortedSetEntry[] Failures, DateTimeOffset Now)> FailuresAsync(IBatch batch, string key)
    {
        var time = batch.ExecuteAsync("TIME");
        var failures = await batch.SortedSetRangeByRankWithScoresAsync(key);
        var now = (long[])(await time)!;
        return (failures, DateTimeOffset.FromUnixTimeSeconds(now[0]).AddTicks(now[1] * TimeSpan.TicksPerMicrosecond));
    }

    // After the sealed pair come the user's fields.
    private static User UserOf(ScriptReply reply) => User.From(HashFields.Of(reply.Values[1..]));
}
