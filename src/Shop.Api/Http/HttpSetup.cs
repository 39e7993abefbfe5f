using FluentValidation;
using Shop.Api.Http.Checks;
using Shop.Api.Http.Json;
using Shop.Api.Limits;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>HTTP as the contract has it, for every route.</summary>
internal static class HttpSetup
{
    public static WebApplicationBuilder AddShopHttp(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(SizeLimits.Configure);

        // Sockets are served on the pool anyway: three more ways over it for each request would only wake threads.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddShopJson();
        builder.Services.AddJson(NoFieldsJson.Default);
        builder.Services.AddJson(RenderedJson.Default);
        builder.Services.AddSingleton<IValidator<NoFields>, NoFieldsValidator>();
        builder.Services.AddSingleton<Cursor>();
        builder.Services.AddSingleton<Operations>();
        builder.Services.AddSingleton<ConsistencyToken>();
        builder.Services.AddScoped<Consistency>();
        builder.Services.AddRateLimits(builder.Configuration);
        builder.Services.AddGate();
        return builder;
    }

    /// <summary>
    /// Before any route is mapped. What stands before the gate also guards routes that are not the shop's own, such as health.
    /// </summary>
    public static WebApplication UseShopHttp(this WebApplication app)
    {
        app.UseMiddleware<Stamp>();
        app.UseMiddleware<Failures>();
        app.UseMiddleware<SizeLimits>();
        app.UseRouting();
        app.UseMiddleware<Unrouted>();
        app.UseMiddleware<Gate>();
        return app;
    }
}
