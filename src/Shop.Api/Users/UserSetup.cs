using FluentValidation;
using Shop.Api.Auth;
using Shop.Api.Http.Json;

namespace Shop.Api.Users;

internal static class UserSetup
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddJson(UserJson.Default);
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<TokenPairs>();
        services.AddSingleton<PasswordChangeRules>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<IAccounts, StoredAccounts>();
        services.AddSingleton<IValidator<RegistrationRequest>, RegistrationValidator>();
        services.AddSingleton<IValidator<UserRequest>, UserValidator>();
        services.AddSingleton<IValidator<UserQuery>, UserQueryValidator>();
        services.AddSingleton<IValidator<TokenRequest>, TokenValidator>();
        services.AddSingleton<IValidator<RefreshRequest>, RefreshValidator>();
        services.AddSingleton<IValidator<PasswordRequest>, PasswordRequestValidator>();
        services.AddHostedService<FirstAdmin>();
    }
}
