using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shop.Data;

namespace Shop.Api.Auth;

internal static class AuthSetup
{
    /// <summary>Needs an <see cref="IAccounts"/> and an <see cref="IApiKeys"/> besides.</summary>
    /// <exception cref="SettingException">There is no proper <c>SECRET_KEY</c>; the message is for the operator.</exception>
    public static WebApplicationBuilder AddShopAuth(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddSecretFiles();
        var services = builder.Services;
        services.AddSingleton(SecretKey.From(builder.Configuration));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<ApiKeySignIn>();
        services.AddBearerScheme();
        return builder;
    }

    /// <summary>
    /// Not AddAuthentication: that brings the framework's data protection along, which writes keys to the disk of each replica.
    /// </summary>
    private static void AddBearerScheme(this IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider>(provider => new SealingProtector(provider.GetRequiredService<SecretKey>()));
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddBearerToken(options =>
            options.Events = new BearerTokenEvents
            {
                OnMessageReceived = context =>
                {
                    context.Token = SignIn.TokenOf(context.Request);
                    return Task.CompletedTask;
                },
            });
        services.PostConfigure<BearerTokenOptions>(BearerTokenDefaults.AuthenticationScheme, options =>
            options.BearerTokenProtector = new OneSpellingTickets(options.BearerTokenProtector));
    }
}
