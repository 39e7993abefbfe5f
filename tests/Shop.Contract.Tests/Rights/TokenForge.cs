using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop.Api.Auth;

namespace Shop.Contract.Tests.Rights;

/// <summary>Access tokens as the API makes them, by its own code, at any time and under any secret.</summary>
internal static class TokenForge
{
    public static async Task<string> IssueAsync(string secretKey, Guid user, DateTimeOffset at)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["SECRET_KEY"] = secretKey;
        builder.Services.AddSingleton<TimeProvider>(new StoppedClock(at));
        builder.AddShopAuth();
        await using var app = builder.Build();
        return app.Services.GetRequiredService<AccessTokens>().Issue(user, sessions: 1, session: Guid.Empty);
    }

    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
