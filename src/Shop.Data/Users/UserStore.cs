using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>
/// The users. Reads come from the read set; changes are acknowledged when every live replica has them, so a user that was just written is
/// read as written. During a failover both wait; past the hold they throw <see cref="RedisUnavailableException"/>.
/// </summary>
public sealed class UserStore
{
    private static readonly LuaScript CreateUser = LuaScript.Load(nameof(CreateUser));
    private static readonly LuaScript ReplaceUser = LuaScript.Load(nameof(ReplaceUser));
    private static readonly LuaScript ChangePassword = LuaScript.Load(nameof(ChangePassword));
    private static readonly LuaScript EraseUser = LuaScript.Load(nameof(EraseUser));
    private static readonly LuaScript FindUsers = LuaScript.Load(nameof(FindUsers));

    private readonly CommitQueue _commits;
    private readonly Reads _reads;
    private readonly TimeProvider _time;

    internal UserStore(CommitQueue commits, Reads reads, TimeProvider time) => (_commits, _reads, _time) = (commits, reads, time);

    /// <summary>Registers a user.</summary>
    public Task<CreateUserResult> CreateAsync(NewUser user, Operation operation, CancellationToken cancellationToken) =>
        CreateAsync(user, onlyAsFirstAdmin: false, operation, cancellationToken);

    /// <summary>Registers the first admin; does nothing once there is one, however many API replicas ask.</summary>
    public Task<CreateUserResult> CreateFirstAdminAsync(NewUser admin, Operation operation, CancellationToken cancellationToken) =>
        CreateAsync(admin, onlyAsFirstAdmin: true, operation, cancellationToken);

    /// <summary>The user, or null when there is none of that id.</summary>
    public async Task<User?> FindAsync(Guid id, Consistency consistency, CancellationToken cancellationToken)
    {
        var (fields, _) = await _reads.ReadHashAsync(Keys.User(id), consistency, cancellationToken);
        return fields.IsEmpty ? null : User.From(fields);
    }

    /// <summary>The same from the master: for a change that is worked out from it, and whose script compares the version.</summary>
    public async Task<User?> FindLatestAsync(Guid id, CancellationToken cancellationToken)
    {
        var (fields, _) = await _reads.ReadLatestHashAsync(Keys.User(id), cancellationToken);
        return fields.IsEmpty ? null : User.From(fields);
    }

    /// <summary>The user of an e-mail in lower case, or null.</summary>
    public async Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var consistency = new Consistency();
        var id = await _reads.ReadAsync("GET", batch => batch.StringGetAsync(Keys.Email(email)), consistency, cancellationToken);

        // An unknown e-mail costs the second read as well: how long a log-in takes must not tell who is registered.
        return await FindAsync(id.IsNull ? Guid.Empty : Guid.Parse((string)id!), consistency, cancellationToken);
    }

    /// <summary>One page of the users, by time of registration or <see cref="UserFilter.SortByEmail"/>.</summary>
    public Task<PageOf<User>> ListAsync(UserFilter filter, PageQuery page, Consistency consistency, CancellationToken cancellationToken) =>
        _reads.FindAsync(
            FindUsers, [Keys.Users], page, filter.ToArguments(page.Sort), (fields, _) => User.From(fields), consistency, cancellationToken);

    public async Task<ReplaceUserResult> ReplaceAsync(
        Guid id, UserReplacement user, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        string[] keys = [Keys.User(id), Keys.Email(user.Email), Keys.Admins, Keys.Users];
        var reply = await _commits.RunAsync(
            ReplaceUser,
            operation,
            keys,
            [ifMatch, id.ToString(), user.Email, user.FirstName, user.LastName, user.Role ?? "", user.Status ?? "", Now()],
            cancellationToken);
        return reply.Code switch
        {
            "replaced" => new ReplaceUserResult.Replaced(User.From(reply.Fields), reply.Written),
            "not_found" => new ReplaceUserResult.NotFound(),
            "precondition_failed" => new ReplaceUserResult.PreconditionFailed(reply.Values[0]),
            "email_taken" => new ReplaceUserResult.EmailTaken(),
            "last_admin" => new ReplaceUserResult.LastAdmin(),
            "key_reused" => new ReplaceUserResult.KeyReused(),
            _ => throw reply.Unexpected(ReplaceUser),
        };
    }

    /// <summary>Changes the password and ends every session.</summary>
    public async Task<ChangePasswordResult> ChangePasswordAsync(
        Guid id, PasswordChange password, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            ChangePassword,
            operation,
            [Keys.User(id), Keys.WrongPasswords(password.Email, password.Address)],
            [ifMatch, password.FittingHash ?? "", password.WithoutCurrent ? "1" : "0", password.NewHash, Now()],
            cancellationToken);
        return reply.Code switch
        {
            "changed" => new ChangePasswordResult.Changed(reply.Written),
            "not_found" => new ChangePasswordResult.NotFound(),
            "precondition_failed" => new ChangePasswordResult.PreconditionFailed(reply.Values[0]),
            "too_many_failures" => new ChangePasswordResult.TooManyFailures(reply.Seconds),
            "wrong_password" => new ChangePasswordResult.WrongPassword(),
            "key_reused" => new ChangePasswordResult.KeyReused(),
            _ => throw reply.Unexpected(ChangePassword),
        };
    }

    /// <summary>Removes the person; the purchases stay under a new, random user id, without address and note.</summary>
    public async Task<EraseUserResult> EraseAsync(Guid id, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var pseudonym = Guid.CreateVersion7(_time.GetUtcNow());
        string[] keys =
        [
            Keys.User(id), Keys.UserPurchases(id), Keys.UserPurchases(pseudonym), Keys.Users, Keys.Admins, Keys.UserOperations(id),
        ];
        var reply = await _commits.RunAsync(EraseUser, operation, keys, [ifMatch, id.ToString(), pseudonym.ToString()], cancellationToken);
        return reply.Code switch
        {
            "erased" => new EraseUserResult.Erased(reply.Written),
            "not_found" => new EraseUserResult.NotFound(),
            "precondition_failed" => new EraseUserResult.PreconditionFailed(reply.Values[0]),
            "last_admin" => new EraseUserResult.LastAdmin(),
            "user_has_open_purchases" => new EraseUserResult.UserHasOpenPurchases(),
            "key_reused" => new EraseUserResult.KeyReused(),
            _ => throw reply.Unexpected(EraseUser),
        };
    }

    private async Task<CreateUserResult> CreateAsync(
        NewUser user, bool onlyAsFirstAdmin, Operation operation, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        string[] keys = [Keys.User(id), Keys.Email(user.Email), Keys.Users, Keys.Admins];
        var reply = await _commits.RunAsync(
            CreateUser,
            operation,
            keys,
            [
                id.ToString(), user.Email, user.FirstName, user.LastName, user.PasswordHash, user.Role, user.Status, Now(), onlyAsFirstAdmin ? "1" : "0",
            ],
            cancellationToken);
        return reply.Code switch
        {
            "created" => new CreateUserResult.Created(User.From(reply.Fields), reply.Written),
            "not_found" => new CreateUserResult.NotFound(),
            "email_taken" => new CreateUserResult.EmailTaken(),
            "admin_exists" => new CreateUserResult.AdminExists(),
            "key_reused" => new CreateUserResult.KeyReused(),
            _ => throw reply.Unexpected(CreateUser),
        };
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
