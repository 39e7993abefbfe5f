using FluentValidation;
using Shop.Data;
using Shop.Data.Audit;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>
/// Creates the first admin out of <c>SHOP_ADMIN_EMAIL</c> and <c>SHOP_ADMIN_PASSWORD</c>: an ordinary held write, repeated until it is done,
/// and without effect once there is an admin. No default password exists; without the two settings there is no admin.
/// </summary>
internal sealed partial class FirstAdmin(
    IConfiguration configuration,
    IValidator<RegistrationRequest> validator,
    UserStore users,
    Passwords passwords,
    TimeProvider time,
    ILogger<FirstAdmin> logger) : BackgroundService
{
    private const string EmailKey = "SHOP_ADMIN_EMAIL";
    private const string PasswordKey = "SHOP_ADMIN_PASSWORD";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Request() is { } request && validator.Validate(request) is { IsValid: false, Errors: [var first, ..] })
        {
            throw new SettingException($"{EmailKey} and {PasswordKey} make no valid admin: {first.PropertyName} {first.ErrorMessage}.");
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Request() is not { } request)
        {
            Log.NotConfigured(logger);
            return;
        }

        var admin = request.ToNewUser(passwords) with { Role = UserRole.Admin };
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var operation = new Operation($"first-admin-{id}", "first-admin", id, FromClient: false) { Origin = Origin.System("createFirstAdmin") };
        while (!stoppingToken.IsCancellationRequested && !await TryCreateAsync(admin, operation, stoppingToken))
        {
        }
    }

    private async Task<bool> TryCreateAsync(NewUser admin, Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            switch (await users.CreateFirstAdminAsync(admin, operation, cancellationToken))
            {
                case CreateUserResult.Created:
                    Log.Created(logger);
                    break;
                case CreateUserResult.EmailTaken:
                    Log.EmailTaken(logger);
                    break;
            }

            return true;
        }
        catch (RedisUnavailableException e)
        {
            Log.Waiting(logger, e.RetryAfter.TotalSeconds);
            await Task.Delay(e.RetryAfter, time, cancellationToken);
            return false;
        }
    }

    private RegistrationRequest? Request() =>
        configuration[EmailKey] is { Length: > 0 } email && configuration[PasswordKey] is { Length: > 0 } password
            ? new RegistrationRequest(email, password, "Shop", "Admin", Role: null, Status: null)
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The first admin is created.")]
        public static partial void Created(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "SHOP_ADMIN_EMAIL belongs to a customer: set another address to get a first admin.")]
        public static partial void EmailTaken(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "SHOP_ADMIN_EMAIL or SHOP_ADMIN_PASSWORD is not set: there will be no admin unless there is one already.")]
        public static partial void NotConfigured(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "The first admin could not be stored yet; the next try is in {Seconds} s.")]
        public static partial void Waiting(ILogger logger, double seconds);
    }
}
