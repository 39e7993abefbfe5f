namespace Shop.Api.OpenApi;

/// <summary>The API's document and the page that shows it. Neither is behind the gate.</summary>
internal static class OpenApiSetup
{
    public const string Address = "/openapi/v1.json";

    public static WebApplicationBuilder AddShopOpenApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ShopDocument>();
        builder.Services.AddSingleton<DocumentAnswer>();
        return builder;
    }

    public static WebApplication MapShopOpenApi(this WebApplication app)
    {
        app.UseDocsPage();
        app.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head],
                (DocumentAnswer document, HttpContext context) => document.Get(context))
            .AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
